from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from server.opendata.corrected_book import corrected_book
from server.opendata.reading import read_spots
from server.opendata.tables import FileFault
from server.opendata.whole_sheet import read_whole
from server.opendata.xlsx_patching import with_cells
from tests.server.opendata.builders import as_csv, as_xlsx

HEADINGS = ["ID", "名称", "緯度", "経度", "電話番号"]
SHEET = "xl/worksheets/sheet1.xml"


def _dressed(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet["A1"].fill = PatternFill("solid", fgColor="DDEEDD")
    sheet["C2"].number_format = "0.0000"
    sheet["B3"].comment = Comment("確認済み", "花子")
    sheet.add_data_validation(DataValidation(type="list", formula1='"可,不可"', sqref="E2:E9"))
    sheet.merge_cells("A5:B5")
    book.create_sheet("控え").append(["さわらない"])


BOOK = as_xlsx(
    [HEADINGS, ["A1", "月見寺", 3406, 131.8], ["A2", "塔", 34.1, 131.9, dt.time(9)], [], ["注"]],
    _dressed,
)


def _parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(book: bytes, changes: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {**_parts(book), **changes}.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_cells_say_what_they_are_to_say_and_all_else_stays() -> None:
    cells = {
        (2, 2): "34.0612",
        (2, 4): "0834-22-8640",
        (2, 1): "月&見<寺>\n本堂",
        (3, 4): "",
        (5, 2): "後",
    }
    written = corrected_book(BOOK, "", cells)
    rows = read_whole(BOOK, "").rows
    for (row, column), text in cells.items():
        rows[row - 1][column] = text
    assert read_whole(written, "").rows == rows
    before, after = _parts(BOOK), _parts(written)
    assert {name for name in before if before[name] != after[name]} == {SHEET}
    behind = re.compile(rb"</sheetData>.*", re.DOTALL)
    assert behind.findall(after[SHEET]) == behind.findall(before[SHEET])


def test_a_fraction_stays_a_number_in_its_own_form_and_digits_stay_text() -> None:
    written = corrected_book(BOOK, "Sheet", {(2, 2): "34.0612", (2, 4): "0834228640"})
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert (sheet["C2"].value, sheet["C2"].number_format) == (34.0612, "0.0000")
    assert sheet["E2"].value == "0834228640"


def test_a_corrected_workbook_comes_in_as_its_corrected_csv() -> None:
    cells = {(2, 2): "34.0612", (3, 1): "五重塔"}
    written = corrected_book(BOOK, "Sheet", cells)
    rows = [list(cells) for cells in read_whole(BOOK, "", "Sheet").rows]
    for (row, column), text in cells.items():
        rows[row - 1][column] = text
    of_csv = read_spots(as_csv(rows), "list.csv")
    assert read_spots(written, "list.xlsx").records == of_csv.records != ()


def test_formulas_that_leant_on_a_replaced_one_keep_their_meaning() -> None:
    book = as_xlsx([["名称", "x"], ["=B2", 1], ["=B3", 2], ["=B4", 3]])
    sheet = _parts(book)[SHEET].decode()
    shared = sheet.replace("<f>B2</f>", '<f t="shared" ref="A2:A4" si="0">B2</f>')
    for row in (3, 4):
        shared = shared.replace(f"<f>B{row}</f>", '<f t="shared" si="0"/>')
    written = corrected_book(_with(book, {SHEET: shared.encode()}), "", {(2, 0): "塔"})
    assert [cells[0] for cells in read_whole(written, "").rows] == ["名称", "塔", "=B3", "=B4"]


def test_what_names_the_order_of_calculation_goes() -> None:
    parts = _parts(BOOK)
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    told = {
        "xl/calcChain.xml": b"<calcChain/>",
        types: parts[types].replace(
            b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
        ),
        rels: parts[rels].replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="x/calcChain" Target="calcChain.xml"/></Relationships>',
        ),
    }
    after = _parts(corrected_book(_with(BOOK, told), "", {(2, 1): "寺"}))
    assert "xl/calcChain.xml" not in after
    assert (after[types], after[rels]) == (parts[types], parts[rels])
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_names_with_a_prefix_are_found() -> None:
    row = '<x:row r="2"><x:c r="A2" s="1"/></x:row>'
    sheet = f'<x:worksheet xmlns:x="m"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    told = '<x:c r="A2" s="1" t="inlineStr"><x:is><x:t xml:space="preserve">塔</x:t></x:is></x:c>'
    assert with_cells(sheet, {(2, 0): "塔"}) == sheet.replace('<x:c r="A2" s="1"/>', told)


@pytest.mark.parametrize(
    ("data", "sheet", "cell", "code"),
    [
        (b"a,b\r\n", "", (1, 0), "wrong_file_type"),
        (BOOK, "無い表", (1, 0), "no_such_sheet"),
        (BOOK, "", (4, 0), "not_correctable"),
        (BOOK, "", (900, 0), "not_correctable"),
        (_with(BOOK, {SHEET: _parts(BOOK)[SHEET] + b"<!-- -->"}), "", (2, 0), "broken_xlsx"),
    ],
)
def test_what_cannot_be_written_is_refused(
    data: bytes, sheet: str, cell: tuple[int, int], code: str
) -> None:
    with pytest.raises(FileFault, match=code):
        corrected_book(data, sheet, {cell: "塔"})


def test_a_formula_that_cannot_be_read_refuses_the_file() -> None:
    book = as_xlsx([HEADINGS, ["A1", "=B2", 34, 131], ["A2", "=B3", 34, 131]])
    sheet = _parts(book)[SHEET].replace(b"<f>B2</f>", b'<f t="shared" ref="B2:B3" si="0">"B2</f>')
    answer = read_spots(_with(book, {SHEET: sheet}), "list.xlsx")
    assert [fault.code for fault in answer.faults] == ["broken_xlsx"]
