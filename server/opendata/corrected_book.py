"""A workbook with its corrections: its owner's own file, with other texts in some cells."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from server.opendata.tables import FileFault, check_file
from server.opendata.whole_sheet import read_whole
from server.opendata.xlsx_archive import damage_told
from server.opendata.xlsx_patching import Cells, with_cells
from server.opendata.xlsx_table import sheet_part

_CALC_CHAIN: Final = "xl/calcChain.xml"
_OF_CALC_CHAIN: Final = re.compile(
    r'<(?:\w+:)?(?:Override|Relationship)\b[^>]*"[^">]*calcChain\.xml"[^>]*/>'
)
_NAMING_PARTS: Final = ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")
_CALCULATION: Final = re.compile(r"<((?:\w+:)?calcPr)\b(?![^>]*fullCalcOnLoad)")
_LINE_END: Final = re.compile(r"\r\n?")


def corrected_book(data: bytes, sheet: str, cells: Cells) -> bytes:
    """Return a workbook with these texts in place of what stands in its cells.

    What is handed back was read again: where a text would not be read as it was meant, nothing is.

    Raises
    ------
    FileFault
        As `read_xlsx`, and `not_correctable` where a cell cannot be replaced.
    """
    check_file(data)
    if not data.startswith(b"PK"):
        raise FileFault("wrong_file_type", "CSV")
    meant = {place: _LINE_END.sub("\n", text) for place, text in cells.items()}
    part = sheet_part(data, sheet)
    with damage_told():
        written = _rewritten(data, part, meant)
    rows = read_whole(written, "", sheet).rows
    for (row, column), text in meant.items():
        stands = rows[row - 1][column] if row <= len(rows) and column < len(rows[row - 1]) else ""
        if stands != text:
            raise FileFault("not_correctable", stands, row)
    return written


def _rewritten(data: bytes, part: str, cells: Cells) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            if info.filename != _CALC_CHAIN:
                target.writestr(info, _part(info.filename, source.read(info), part, cells))
    return file.getvalue()


def _part(name: str, stored: bytes, sheet: str, cells: Cells) -> bytes:
    if name == sheet:
        return with_cells(stored.decode(), cells).encode()
    if name in _NAMING_PARTS:
        # The order of calculation names cells that have no formula any more; Excel makes it anew.
        return _OF_CALC_CHAIN.sub("", stored.decode()).encode()
    if name == "xl/workbook.xml":
        return _CALCULATION.sub(r'<\1 fullCalcOnLoad="1"', stored.decode()).encode()
    return stored
