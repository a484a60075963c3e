"""What became of a list that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from server.opendata.answer import ListFault, ListRepair, ReadList

Said = TypeVar("Said", ListFault, ListRepair)

MOST_TOLD: Final = 10_000
"""Beyond as many entries of one kind, only the first of each further row is told."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things a list created, changed, left as they were, and removed."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a list.

    Parameters
    ----------
    faults, remarks
        Those of the reader and those of what is kept already, by row.
    refused_rows
        Rows that were not taken.
    committed
        Whether anything was saved, or would have been without a dry run.
    """

    kind: str
    region: str
    dry_run: bool
    read: ReadList[Any]
    faults: tuple[ListFault, ...]
    remarks: tuple[ListFault, ...]
    accepted: int
    counts: Counts
    committed: bool

    @property
    def rejected(self) -> int:
        """How many of the rows read were not taken; `accepted` are the others."""
        return self.read.rows_read - self.accepted

    @property
    def is_unreadable(self) -> bool:
        """Whether the file as a whole was refused."""
        return self.read.layout is None


def told(said: Sequence[Said]) -> list[Said]:
    """Return what is told of a list: nothing is cut but what more a long row has to say."""
    further: dict[int, Said] = {}
    for entry in said[MOST_TOLD:]:
        further.setdefault(entry.row, entry)
    return list(said[:MOST_TOLD]) + list(further.values())
