"""A file's rows all at once, as they stand: to be shown, put right and sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from server.opendata.reading import read_table
from server.opendata.tables import LARGEST_FILE_BYTES, FileFault, Table
from server.opendata.tidying import is_sheet_error

_LARGEST_BYTES: Final = LARGEST_FILE_BYTES
"""Of all text, as CSV: what is told must fit into a file that can be sent."""


class ShownCell(NamedTuple):
    """What a formula's cell showed when the workbook was saved; row from 1, column from 0."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class WholeSheet:
    """All rows of a file or of one sheet.

    Parameters
    ----------
    encoding, sheets, sheet
        As in `Table`.
    rows
        The first one first, without gaps: rows that hold nothing are empty, all others are
        equally long.
    shown
        For each formula whose value is known.
    """

    encoding: str
    sheets: tuple[str, ...]
    sheet: str
    rows: tuple[list[str], ...]
    shown: tuple[ShownCell, ...]


def read_whole(data: bytes, filename: str, sheet: str = "") -> WholeSheet:
    """Return a file's rows as they stand, nothing put right.

    Parameters
    ----------
    sheet
        Which one of a workbook; see `read_xlsx`.

    Raises
    ------
    FileFault
        Where it is no table, or too large a one.
    """
    table = read_table(data, filename, sheet)
    rows = tuple(_without_gaps(table))
    formulas = frozenset(_formulas(rows)) if table.encoding == "xlsx" else frozenset()
    shown: tuple[ShownCell, ...] = ()
    if formulas:
        values = read_table(data, filename, table.sheet, as_shown=True)
        shown = tuple(_shown(_without_gaps(values), formulas))
    return WholeSheet(table.encoding, table.sheets, table.sheet, _of_one_width(rows), shown)


def _without_gaps(table: Table) -> Iterator[list[str]]:
    size, told = 0, 0
    for number, cells in table.rows:
        _cut_empty_end(cells)
        size += len("".join(cells).encode()) + len(cells)
        if size > _LARGEST_BYTES:
            raise FileFault("sheet_too_large", row=number)
        yield from ([] for _ in range(told + 1, number))
        yield cells
        told = number


def _cut_empty_end(cells: list[str]) -> None:
    while cells and not cells[-1]:
        cells.pop()


def _of_one_width(rows: Sequence[list[str]]) -> tuple[list[str], ...]:
    """Return the rows, and those that hold anything equally long, as in a spreadsheet."""
    width = max(map(len, rows), default=0)
    return tuple(cells + [""] * (width - len(cells)) if cells else cells for cells in rows)


def _formulas(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, int]]:
    for number, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            if text.startswith("="):
                yield number, column


def _shown(
    rows: Iterable[Sequence[str]], formulas: frozenset[tuple[int, int]]
) -> Iterator[ShownCell]:
    for number, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            if (number, column) in formulas and text and not is_sheet_error(text):
                yield ShownCell(number, column, text)
