from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from server.opendata.answer import ReadList
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_spots
from server.opendata.rows import MOST_NOTED
from server.opendata.spot_layouts import SPOTS
from server.opendata.tables import LARGEST_FILE_BYTES, MOST_ROWS
from tests.server.opendata.builders import as_csv, as_xlsx, codes, make_csv

HEADINGS = ["ID", "名称", "緯度", "経度", "説明", "開始時間", "終了時間", "全国地方公共団体コード"]
LINE = ["A1", "月見寺", "34.06", "131.8"]


def file_fault(data: bytes, filename: str = "list.csv") -> str:
    answer = read_spots(data, filename)
    assert answer.rows_read == 0
    assert answer.records == ()
    (fault,) = answer.faults
    return fault.code


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp932", "cp932")]
)
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_usual_encoding_and_line_end_is_read(encoding: str, told: str, line_end: str) -> None:
    text = make_csv({"name": "月見寺～髙"}).decode().replace("\r\n", line_end)
    answer = read_spots(text.encode(encoding), "list.csv")
    assert answer.encoding == told
    assert [spot.name for spot in answer.records] == ["月見寺～髙"]


def test_the_row_number_is_the_one_that_a_spreadsheet_shows() -> None:
    lines = [
        ["観光施設一覧", "令和8年度"],
        HEADINGS,
        ["A1", "二行の\n寺", "34", "131"],
        [""],
        ["A2"],
    ]
    answer = read_spots(as_csv(lines), "list.csv")
    assert {fault.row for fault in answer.faults} == {5}
    assert answer.rows == (3,)
    assert answer.rows_read == 2
    assert [remark.code for remark in answer.remarks if remark.row == 2] == ["title_line"]


def test_empty_columns_and_rows_at_the_edges_say_nothing() -> None:
    lines = [[*HEADINGS, "", ""], [*LINE, *[""] * 6], [""] * 10, []]
    answer = read_spots(as_csv(lines), "list.csv")
    assert (answer.rows_read, answer.remarks, answer.faults) == (1, (), ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty_file"),
        (b"%PDF-1.7 \x00", "wrong_file_type"),
        (b"\x89PNG\r\n\x1a\n", "wrong_file_type"),
        (b"\xff\xd8\xff\xe0", "wrong_file_type"),
        (b"<!DOCTYPE html><html>", "wrong_file_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "old_excel"),
        ("名称,緯度,経度\n".encode("utf-16"), "utf16"),
        ("ID,name,lat,lon\n".encode("utf-16-le"), "utf16"),
        (b"a,b\x00c,d\n", "wrong_file_type"),
        (b"name,\x81\x20\xff,\x82\n", "unknown_encoding"),
        ("名称,緯度,経度\n月見寺".encode("euc-jp"), "unknown_encoding"),
        (b"one,two\n1,2\n", "unknown_heading"),
        (b"PK\x03\x04broken", "broken_xlsx"),
    ],
)
def test_what_is_no_list_is_refused_with_its_own_reason(data: bytes, code: str) -> None:
    assert file_fault(data) == code


def test_an_open_quote_refuses_the_file_and_names_the_row() -> None:
    data = make_csv({}, {}) + 'A3,"月見寺,34,131\r\n'.encode()
    answer = read_spots(data, "list.csv")
    assert [(fault.code, fault.row) for fault in answer.faults] == [("broken_csv", 4)]
    assert (answer.records, answer.rows_read) == ((), 0)


def test_a_file_beyond_the_bounds_is_refused() -> None:
    assert file_fault(b"x" * (LARGEST_FILE_BYTES + 1)) == "file_too_large"
    many = as_csv([HEADINGS, *([f"A{at}", *LINE[1:]] for at in range(MOST_ROWS + 1))])
    assert file_fault(many) == "too_many_rows"
    assert file_fault(as_csv([HEADINGS + ["x"] * 300])) == "too_many_columns"


def test_a_cell_longer_than_a_spreadsheet_holds_refuses_its_row() -> None:
    answer = read_spots(make_csv({"description": "あ" * 32_768}, {"listed_id": "A2"}), "list.csv")
    assert codes(answer) == ["cell_too_long"]
    assert answer.rows == (3,)


def test_a_workbook_reads_like_the_same_list_in_csv() -> None:
    typed = [350001.0, "月見寺", 34.06, 131.8, None, None]
    book = as_xlsx([["NO", "名称", "緯度", "経度", "説明", "方書"], typed])
    answer = read_spots(book, "list.xlsx")
    assert answer.encoding == "xlsx"
    (spot,) = answer.records
    assert (spot.listed_id, spot.name, spot.lat, spot.lon) == ("350001", "月見寺", 34.06, 131.8)


def test_a_formula_in_a_workbook_is_a_fault_and_not_its_value() -> None:
    lines = [HEADINGS, [*LINE, '=HYPERLINK("http://x")'], ["A2", *LINE[1:], "よい寺"]]
    answer = read_spots(as_xlsx(lines), "list.xlsx")
    assert [(fault.code, fault.row, fault.column) for fault in answer.faults] == [
        ("formula", 2, "説明")
    ]
    assert answer.rows == (3,)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    assert file_fault(_archive({"word/document.xml": b"x"}), "list.xlsx") == "wrong_file_type"
    assert file_fault(make_csv({}), "list.xlsx") == "broken_xlsx"
    damaged = bytearray(as_xlsx([HEADINGS, LINE]))
    damaged[len(damaged) // 3 : len(damaged) // 2] = b"\x00" * 50
    assert file_fault(bytes(damaged), "list.xlsx") == "broken_xlsx"


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    bomb = _archive(
        {
            "[Content_Types].xml": b"",
            "xl/workbook.xml": b"",
            "xl/worksheets/sheet1.xml": b"0" * 55_000_000,
        }
    )
    tracemalloc.start()
    started = time.process_time()
    assert file_fault(bomb, "list.xlsx") == "unsafe_xlsx"
    assert time.process_time() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    parts = {f"xl/media/{at}": b"" for at in range(1001)}
    book = _archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"", **parts})
    assert file_fault(book, "list.xlsx") == "unsafe_xlsx"


def test_a_cell_far_below_the_list_does_not_cost_a_million_rows() -> None:
    book = _with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    )
    started = time.process_time()
    assert file_fault(book, "list.xlsx") in {"too_many_rows", "unknown_heading"}
    assert time.process_time() - started < 5


def test_entities_that_multiply_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 9))
    opening = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{levels}]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e8;</t></is></c></row>'
    assert file_fault(_with_sheet(cell, opening), "list.xlsx") == "broken_xlsx"


def _with_sheet(rows: str, opening: str = "") -> bytes:
    """A workbook whose only sheet has these rows."""
    start = zipfile.ZipFile(io.BytesIO(as_xlsx([HEADINGS])))
    parts = {name: start.read(name) for name in start.namelist()}
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{opening}<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    return _archive({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


def _archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_ten_thousand_dirty_rows_are_all_reported() -> None:
    dirty = [{"listed_id": f"A{at}", "lat": "不明", "opens": "９：００～"} for at in range(10_000)]
    data = make_csv(*dirty)
    answer: ReadList[ListedSpot] = read_spots(data, "list.csv")
    assert {fault.row for fault in answer.faults} == set(range(2, 10_002))
    assert {repair.row for repair in answer.repairs} == set(range(2, 10_002))
    assert (answer.refused, answer.records) == (10_000, ())


def test_a_million_bad_cells_are_noted_within_bounds_and_every_row_is_named() -> None:
    columns = list(SPOTS.standard.values())
    answer = read_spots(as_csv([columns, *([["=1"] * len(columns)] * 3000)]), "list.csv")
    assert answer.refused == answer.rows_read == 3000
    assert {fault.row for fault in answer.faults} == set(range(2, 3002))
    assert len(answer.faults) < MOST_NOTED + 2 * 3000 < 3000 * len(columns)
