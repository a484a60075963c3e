"""Cells that a workbook joins over several rows: what stands in the first holds for all."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import range_boundaries

_AFTER_ROWS: Final = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData/>")
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_CHUNK_BYTES: Final = 1 << 20
_OVERLAP_BYTES: Final = 64

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Joined:
    """Cells of one column that count as one; rows from 1, the column from 0."""

    column: int
    first: int
    last: int


def joined_cells(data: bytes, part: str) -> list[Joined]:
    """Return what a sheet joins downwards, by first row.

    They stand behind the rows, so that part alone is looked at, without building the rows.

    Raises
    ------
    KeyError
        If the workbook has no such part.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as sheet:
        behind = _behind_rows(iter(lambda: sheet.read(_CHUNK_BYTES), b""))
    ranges = [range_boundaries(found.decode()) for found in _MERGE.findall(behind)]
    joined = [Joined(left - 1, top, bottom) for left, top, _, bottom in ranges if bottom > top]
    return sorted(joined, key=lambda one: one.first)


def _behind_rows(chunks: Iterator[bytes]) -> bytes:
    held = b""
    for chunk in chunks:
        held += chunk
        found = _AFTER_ROWS.search(held)
        if found:
            return held[found.end() :] + b"".join(chunks)
        held = held[-_OVERLAP_BYTES:]
    return b""


def filled_down(rows: Iterable[Row], joined: list[Joined]) -> Iterator[Row]:
    """Yield the rows with the text of joined cells in each of theirs that is empty."""
    waiting = list(reversed(joined))
    held: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        for column, (last, text) in held.items():
            if number <= last and not cells[column]:
                cells[column] = text
        while waiting and waiting[-1].first <= number:
            one = waiting.pop()
            if one.first == number and one.column < len(cells):
                held[one.column] = one.last, cells[one.column]
        yield number, cells
