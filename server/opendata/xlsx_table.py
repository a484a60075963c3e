"""Workbooks as rows of text, after a look at what they would unpack to."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from server.opendata.tables import MOST_COLUMNS, MOST_ROWS, FileFault, Table

_MOST_PARTS: Final = 1000
_MOST_UNPACKED_BYTES: Final = 60_000_000
_HIGHEST_RATIO: Final = 150
_SMALL_PART_BYTES: Final = 1_000_000
_DAY_ONE: Final = dt.date(1899, 12, 31)
_FOREIGN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    SyntaxError,  # the parse errors of XML are of this kind
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What zipfile, the XML parser and openpyxl raise for damaged workbooks."""


def read_xlsx(data: bytes) -> Table:
    """Return the rows of the workbook's first sheet that holds anything.

    A formula comes as its own text, beginning with `=`, and never as the value it once had.

    Raises
    ------
    FileFault
        For archives that are no workbook, damaged ones, and those that would unpack to more
        than a list can be; the latter before anything is unpacked. The rows raise it too.
    """
    sheet_count = _check_archive(data)
    return Table(_rows(data), "xlsx", sheet_count)


def _check_archive(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _FOREIGN as error:
        raise FileFault("broken_xlsx", type(error).__name__) from error
    names = {part.filename for part in parts}
    if not {"xl/workbook.xml", "[Content_Types].xml"} <= names:
        raise FileFault("wrong_file_type", "zip")
    if "xl/vbaProject.bin" in names:
        raise FileFault("unsafe_xlsx", "macros")
    _check_sizes(parts)
    return sum(name.startswith("xl/worksheets/sheet") for name in names)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked_bytes = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS:
        raise FileFault("unsafe_xlsx", f"{len(parts):,} parts")
    if unpacked_bytes > _MOST_UNPACKED_BYTES:
        raise FileFault("unsafe_xlsx", f"{unpacked_bytes:,} bytes")
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _SMALL_PART_BYTES and ratio > _HIGHEST_RATIO:
            raise FileFault("unsafe_xlsx", f"{part.filename} × {ratio:,.0f}")
        if part.flag_bits & 1:
            raise FileFault("old_excel")


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False, rich_text=False
        )
        for sheet in book.worksheets:
            met_any = False
            for row in _sheet_rows(sheet):
                met_any = True
                yield row
            if met_any:
                return
    except _FOREIGN as error:
        raise FileFault("broken_xlsx", type(error).__name__) from error


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything; a far-off cell is as good as too many rows."""
    sheet.reset_dimensions()
    widest = MOST_COLUMNS + 1
    for number, values in enumerate(sheet.iter_rows(max_col=widest, values_only=True), start=1):
        if number > MOST_ROWS + 10:
            raise FileFault("too_many_rows", row=number)
        cells = ["" if value is None else _text(value) for value in values]
        if len(cells) >= widest and cells[-1]:
            raise FileFault("too_many_columns", row=number)
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    """Return what the cell would read in a CSV of the same list."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return _date_and_time(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, int | dt.date):
        return str(value)
    return f"={type(value).__name__}"  # array and table formulas


def _date_and_time(value: dt.datetime) -> str:
    if value.date() <= _DAY_ONE:
        return value.strftime("%H:%M")
    at_midnight = value.time() == dt.time()
    return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
