"""What reading a list gives: records, and everything there is to say about the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from server.opendata.messages import FAULTS, REPAIRS
from server.text import Language

Layout = Literal["standard", "legacy"]
Encoding = Literal["utf-8", "cp932"]
Record = TypeVar("Record")

_LONGEST_SHOWN = 80


class Bounds(NamedTuple):
    """A box in degrees that a list's places lie in."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Return whether the point lies in the box, edges included."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True, slots=True)
class ListFault:
    """One thing that is wrong with a file, or worth a remark.

    Parameters
    ----------
    row
        As a spreadsheet numbers it; 0 when the whole file is meant.
    column
        The file's own heading; empty when the whole row or file is meant.
    code
        One of `messages.FAULTS`.
    found
        What stands there, on one line and shortened.
    other_row
        The row it collides with, where there is one.
    """

    row: int
    column: str
    code: str
    found: str = ""
    other_row: int | None = None

    def message(self, language: Language) -> str:
        """Return what is wrong and what would be accepted."""
        return FAULTS[self.code].render(language, found=self.found, other_row=self.other_row)


@dataclass(frozen=True, slots=True)
class ListRepair:
    """One cell that was put right because there is only one thing it can mean.

    Parameters
    ----------
    row, column
        As in `ListFault`.
    code
        One of `messages.REPAIRS`.
    found, made
        The cell before and after, on one line and shortened.
    """

    row: int
    column: str
    code: str
    found: str
    made: str

    def message(self, language: Language) -> str:
        """Return what was changed and why it was safe."""
        return REPAIRS[self.code].render(language, found=self.found, made=self.made)


@dataclass(frozen=True, slots=True)
class ReadList(Generic[Record]):
    """A list that was read, in the order of its rows.

    Parameters
    ----------
    records
        The accepted rows.
    rows
        Row number of each record.
    faults
        Each refuses its row; one with row 0 refuses the file, which then has no rows.
    repairs
        What was put right, in accepted and refused rows.
    remarks
        What could be better though the row was accepted: texts that no meaning could be read
        from, columns that no layout knows.
    rows_read
        Rows that hold anything, below the heading.
    layout
        Which layout the headings are closer to; None when the file was refused.
    encoding
        `utf-8`, `cp932` or `xlsx`; empty when the file was refused before that was known.
    columns
        The file's own heading of each field that it has a column for.
    """

    records: tuple[Record, ...] = ()
    rows: tuple[int, ...] = ()
    faults: tuple[ListFault, ...] = ()
    repairs: tuple[ListRepair, ...] = ()
    remarks: tuple[ListFault, ...] = ()
    rows_read: int = 0
    layout: Layout | None = None
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many of the rows read gave no record."""
        return self.rows_read - len(self.records)


def shortened(text: str, longest: int = _LONGEST_SHOWN) -> str:
    """Return the text on one line, cut where it is longer than a message can show."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
