from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from contextlib import nullcontext
from typing import Any

import openpyxl
import pytest

from server.opendata.reading import read_spots
from server.opendata.tables import FileFault
from server.opendata.whole_sheet import ShownCell, WholeSheet, read_whole
from tests.server.opendata.builders import as_csv, as_xlsx, codes, make_csv

HEADINGS = ["ID", "名称", "緯度", "経度", "説明"]
LINE = ["A1", "月見寺", 34.06, 131.8]


def read(*lines: list[Any], **formats: str) -> WholeSheet:
    """A workbook of these lines, the cells named in `formats` shown in their way."""

    def prepare(book: openpyxl.Workbook) -> None:
        for place, number_format in formats.items():
            book.active[place].number_format = number_format

    return read_whole(as_xlsx(lines, prepare), "list.xlsx")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12025, "000000", "012025"),
        (7450001, r"[<=999]000;[<=9999]000\-00;000\-0000", "745-0001"),
        (10010, "000-0000", "001-0010"),
        (834228640, "0000000000", "0834228640"),
        (3520713, "000000", "3520713"),
        (-5, "000", "-5"),
        (310, '#,##0"円"', "310"),
        (34.061199999999999, "0.00", "34.0612"),
        (352071.0, "General", "352071"),
        ("0834-22-8640", "@", "0834-22-8640"),
        ("０８３４", "General", "０８３４"),
        (0.375, "h:mm", "09:00"),
        (17 / 24, "h:mm:ss", "17:00"),
        (1.0625, "[h]:mm", "25:30"),
        (dt.time(9), "h:mm", "09:00"),
        (dt.date(2026, 4, 1), "yyyy/m/d", "2026-04-01"),
        (dt.date(2026, 4, 1), '[$-411]ggge"年"m"月"d"日"', "2026-04-01"),
        (True, "General", "1"),
        ("一行目_x000D_\n二行目", "General", "一行目\r\n二行目"),
        ("名前_x0041_", "General", "名前_x0041_"),
    ],
)
def test_a_cell_reads_as_it_is_meant(value: object, number_format: str, text: str) -> None:
    assert read(["x"], [value], A2=number_format).rows[1] == [text]


def test_rows_stand_under_their_numbers_and_are_equally_long() -> None:
    table = read(["観光施設一覧"], [], HEADINGS, LINE)
    assert table.rows == (
        ["観光施設一覧", "", "", "", ""],
        [],
        HEADINGS,
        ["A1", "月見寺", "34.06", "131.8", ""],
    )


def test_a_list_is_the_same_written_as_csv() -> None:
    book = as_xlsx([["題"], [], HEADINGS, LINE, [], ["A2", "", 34, 131.8], ["A3", "塔", 34.1, 131]])
    table = read_whole(book, "list.xlsx")
    of_book, of_csv = read_spots(book, "list.xlsx"), read_spots(as_csv(table.rows), "list.csv")
    assert of_book.records == of_csv.records != ()
    assert (of_book.rows, of_book.faults) == (of_csv.rows, of_csv.faults)
    assert (of_book.repairs, of_book.remarks) == (of_csv.repairs, of_csv.remarks)


def test_what_is_joined_downwards_holds_for_each_row() -> None:
    def join(book: openpyxl.Workbook) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:D1", "E3:E4"):
            book.active.merge_cells(cells)

    lines: list[list[Any]] = [
        ["ID", "名称", "位置", "", "説明"],
        ["", "", "緯度", "経度", "説明"],
        [*LINE, "同じ寺"],
        ["A2", "塔", 34.06, 131.8],
        ["A3", "門", 34.06, 131.8],
    ]
    table = read_whole(as_xlsx(lines, join), "list.xlsx")
    assert table.rows[1] == HEADINGS
    assert [cells[4] for cells in table.rows[2:]] == ["同じ寺", "同じ寺", ""]
    answer = read_spots(as_xlsx(lines, join), "list.xlsx")
    assert [spot.description for spot in answer.records] == ["同じ寺", "同じ寺", ""]


def _with_notes(book: openpyxl.Workbook) -> None:
    """First instructions, then a hidden list, then the list, then an older one."""
    book.active.title = "記入要領"
    for name, state in (("控え", "hidden"), ("一覧", "visible"), ("旧一覧", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(HEADINGS)
        sheet.append([name, *LINE[1:]])


def test_the_sheet_with_the_headings_is_read_unless_another_is_named() -> None:
    book = as_xlsx([["この様式は…"]], _with_notes)
    table = read_whole(book, "list.xlsx")
    assert (table.sheet, table.sheets) == ("一覧", ("記入要領", "一覧", "旧一覧"))
    assert read_whole(book, "list.xlsx", "旧一覧").rows[1][0] == "旧一覧"
    answer = read_spots(book, "list.xlsx")
    assert [spot.listed_id for spot in answer.records] == ["一覧"]
    assert [(one.code, one.found) for one in answer.remarks] == [("other_sheets", "一覧")]


def test_a_sheet_that_is_not_in_sight_is_not_read() -> None:
    book = as_xlsx([["この様式は…"]], _with_notes)
    for name in ("控え", "一覧 "):
        with pytest.raises(FileFault, match="no_such_sheet"):
            read_whole(book, "list.xlsx", name)


def test_an_empty_workbook_has_no_rows() -> None:
    table = read_whole(as_xlsx([]), "list.xlsx")
    assert (table.rows, table.sheet, table.sheets) == ((), "", ("Sheet",))


def test_what_formulas_showed_is_told_beside_them() -> None:
    book = as_xlsx([HEADINGS, ["A1", '="月見"&"寺"', 34.06, 131.8, "=1/0"]])
    table = read_whole(_computed(book, {"B2": "月見寺", "E2": "#DIV/0!"}), "list.xlsx")
    assert table.rows[1][1] == '="月見"&"寺"'
    assert table.shown == (ShownCell(2, 1, "月見寺"),)
    assert read_whole(book, "list.xlsx").shown == ()


def _computed(book: bytes, values: dict[str, str]) -> bytes:
    """The workbook as if its formulas had been computed."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for place, value in values.items():
        sheet, count = re.subn(
            rf'<c r="{place}"([^>]*)>(<f>.*?</f>)<v ?/>',
            rf'<c r="{place}"\1 t="str">\2<v>{value}</v>',
            sheet,
        )
        assert count == 1
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet.encode()}.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_a_sheet_of_more_text_than_can_be_sent_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = as_xlsx([["あ" * 30]] * 3)
    for most, fault in ((3 * 91, ""), (3 * 91 - 1, "sheet_too_large")):
        monkeypatch.setattr("server.opendata.whole_sheet._LARGEST_BYTES", most)
        with pytest.raises(FileFault, match=fault) if fault else nullcontext():
            read_whole(book, "list.xlsx")


@pytest.mark.parametrize("found", ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "########"])
def test_what_a_spreadsheet_could_not_compute_is_a_fault(found: str) -> None:
    answer = read_spots(make_csv({"description": found}), "list.csv")
    assert codes(answer) == ["sheet_error"]


@pytest.mark.parametrize("found", ["#桜まつり", "#1", "#N/A です"])
def test_a_text_that_only_begins_like_an_error_is_none(found: str) -> None:
    assert codes(read_spots(make_csv({"description": found}), "list.csv")) == []
