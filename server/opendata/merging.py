"""A row that arrives again: which of its cells its list has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar

Record = TypeVar("Record")
Row = dict[str, Any]
"""A row as it is remembered: what it states, by field."""


class Fate(NamedTuple):
    """What became of a row, and the id of what it describes; None where that is not kept yet."""

    became: Literal["created", "updated", "unchanged"]
    id: str | None


Fates = dict[str, Fate]
"""What became of each row, by its key."""


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that certain cells state together.

    Parameters
    ----------
    cells
        Fields of a row.
    facts
        Where the facts stand in what is kept.
    """

    cells: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrival(Generic[Record]):
    """A row that is being imported.

    Parameters
    ----------
    columns
        Fields that the file has columns for; it says nothing of the others.
    about
        What was stated of the whole list, such as its licence.
    """

    listed: Record
    columns: Collection[str]
    about: Mapping[str, str]

    def cells(self) -> Row:
        """Return what the file states by field; empty cells are stated as well."""
        return {name: getattr(self.listed, name) for name in self.columns} | dict(self.about)

    def row_after(self, before: Row | None) -> Row:
        """Return the row to remember, with what the file has no column for as it was."""
        whole = {**(before or {}), **self.cells()}
        return {name: cell for name, cell in whole.items() if cell not in ("", None)}

    def is_as_before(self, before: Row | None) -> bool:
        """Return whether the file states what the last one stated."""
        return before is not None and all(
            _same(cell, before.get(name)) for name, cell in self.cells().items()
        )


def changed_cells(arrival: Arrival[Any], before: Row | None, now: Mapping[str, Any]) -> set[str]:
    """Return the fields that the list has changed.

    Parameters
    ----------
    before
        The row as last imported; None where there was none.
    now
        What an export would write by now. Who imports their own export changes nothing.
    """
    return {
        name
        for name, cell in arrival.cells().items()
        if not _same(cell, now.get(name)) and (before is None or not _same(cell, before.get(name)))
    }


def stirred(groups: Iterable[Group], changed: Collection[str]) -> list[Group]:
    """Return the groups of which a cell has changed."""
    return [group for group in groups if not set(group.cells).isdisjoint(changed)]


def _same(cell: Any, other: Any) -> bool:
    return cell == other or (cell in ("", None) and other in ("", None))
