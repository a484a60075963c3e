"""Workbooks as rows of text, after a look at what they would unpack to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import openpyxl

from server.opendata.headings import ROWS_TO_LOOK_AT, looks_like_headings
from server.opendata.tables import MOST_COLUMNS, MOST_ROWS, FileFault, Table
from server.opendata.xlsx_archive import check_archive, damage_told
from server.opendata.xlsx_cells import cell_text
from server.opendata.xlsx_merges import filled_down, joined_cells


def read_xlsx(data: bytes, sheet: str = "", *, as_shown: bool = False) -> Table:
    """Return the rows of one sheet.

    Parameters
    ----------
    sheet
        Its name. Unless told, the first one with the headings of a national list, or else the
        first that holds anything. Hidden sheets are not looked at.
    as_shown
        Whether a formula comes as the value that it had when the workbook was saved, and not as
        its own text, beginning with `=`.

    Raises
    ------
    FileFault
        For archives that are no workbook, damaged ones, and those that would unpack to more
        than a list can be; the latter before anything is unpacked. Where there is no such sheet.
        The rows raise it too.
    """
    seen, chosen = _chosen(data, sheet, as_shown=as_shown)
    names = tuple(one.title for one in seen)
    if chosen is None:
        return Table(iter(()), "xlsx", names)
    return Table(_rows(data, chosen), "xlsx", names, chosen.title)


def sheet_part(data: bytes, sheet: str) -> str:
    """Return the name of the archive's part that holds a sheet.

    Raises
    ------
    FileFault
        As `read_xlsx`.
    """
    _, chosen = _chosen(data, sheet)
    if chosen is None:
        raise FileFault("no_such_sheet", sheet)
    return _part(chosen)


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # noqa: SLF001 - openpyxl tells it nowhere else


def _chosen(data: bytes, name: str, *, as_shown: bool = False) -> tuple[list[Any], Any | None]:
    """Return the sheets in sight, and the one that is meant."""
    check_archive(data)
    with damage_told():
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=as_shown, keep_links=False, rich_text=False
        )
        seen = [one for one in book.worksheets if one.sheet_state == "visible"]
        return seen, _named(seen, name) if name else _likeliest(data, seen)


def _named(sheets: list[Any], name: str) -> Any:
    for sheet in sheets:
        if sheet.title == name:
            return sheet
    raise FileFault("no_such_sheet", name)


def _likeliest(data: bytes, sheets: list[Any]) -> Any | None:
    filled = [(sheet, top) for sheet in sheets if (top := _top(data, sheet))]
    listed = (sheet for sheet, top in filled if any(map(looks_like_headings, top)))
    return next(listed, filled[0][0] if filled else None)


def _top(data: bytes, sheet: Any) -> list[list[str]]:
    return [cells for _, cells in islice(_rows(data, sheet), ROWS_TO_LOOK_AT)]


def _rows(data: bytes, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    with damage_told():
        yield from filled_down(_sheet_rows(sheet), joined_cells(data, _part(sheet)))


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything; a far-off cell is as good as too many rows."""
    sheet.reset_dimensions()
    widest = MOST_COLUMNS + 1
    for number, row in enumerate(sheet.iter_rows(max_col=widest), start=1):
        if number > MOST_ROWS + 10:
            raise FileFault("too_many_rows", row=number)
        cells = [cell_text(cell) for cell in row]
        if len(cells) >= widest and cells[-1]:
            raise FileFault("too_many_columns", row=number)
        if any(cells):
            yield number, cells
