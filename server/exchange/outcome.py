"""What became of a list that was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeVar

from server.opendata.answer import ListFault, ListRepair, ReadList
from server.opendata.merging import Fate, Fates

Said = TypeVar("Said", ListFault, ListRepair)

MOST_TOLD: Final = 10_000
"""Beyond as many entries of one kind, only the first of each further row is told."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things a list created, changed, left as they were, and removed.

    `fates` says what became of each row, by its key.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    fates: Mapping[str, Fate] = field(default_factory=dict)


def counts_of(fates: Fates, removed: int = 0) -> Counts:
    """Return how many rows were created, updated and left."""
    counted = Counter(fate.became for fate in fates.values())
    return Counts(counted["created"], counted["updated"], counted["unchanged"], removed, fates)


class ToldRow(NamedTuple):
    """What became of one row; `name` is empty and `id` None where it was refused."""

    row: int
    name: str
    became: Literal["created", "updated", "unchanged", "refused"]
    id: str | None


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

    def rows(self) -> Iterator[ToldRow]:
        """Yield what became of each row, in their order.

        Where nothing was saved because others were refused, those that could be taken are missing.
        """
        refused = {fault.row for fault in self.faults}
        told_rows = [ToldRow(row, "", "refused", None) for row in refused if row]
        for row, record in zip(self.read.rows, self.read.records, strict=True):
            fate = self.counts.fates.get(record.key)
            if fate is not None and row not in refused:
                told_rows.append(ToldRow(row, record.name, *fate))
        yield from sorted(told_rows)

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
