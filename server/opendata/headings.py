"""Where a list's headings stand, which list they belong to, and which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from server.opendata.answer import Layout, ListFault, shortened
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind, heading_key
from server.opendata.shelter_layouts import SHELTERS
from server.opendata.spot_layouts import SPOTS
from server.opendata.tables import FileFault
from server.opendata.toilet_layouts import TOILETS

KINDS: Final = (SPOTS, EVENTS, TOILETS, SHELTERS)
ROWS_TO_LOOK_AT: Final = 10
_ENOUGH_TO_BE_MEANT: Final = 4


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row of a list.

    Parameters
    ----------
    row
        Its number.
    names
        Its cells.
    columns
        Field to position.
    layout
        The layout that has more of these headings.
    """

    row: int
    names: tuple[str, ...]
    columns: Mapping[str, int]
    layout: Layout

    def remarks(self, kind: ListKind) -> Iterator[ListFault]:
        """Yield what is to be said about the headings."""
        if self.row > 1:
            yield ListFault(self.row, "", "title_line")
        read = set(self.columns.values())
        for position, name in enumerate(self.names):
            if position in read or not name.strip():
                continue
            code = "unknown_column" if kind.find_field(name) is None else "repeated_column"
            yield ListFault(self.row, shortened(name), code, shortened(name))


def find_headings(rows: Iterable[tuple[int, list[str]]], kind: ListKind) -> Headings:
    """Return the heading row, reading no further than to it.

    Raises
    ------
    FileFault
        `wrong_kind` where the headings are rather another list's, `missing_column`, or
        `unknown_heading` where the first ten rows hold none.
    """
    looked_at: list[list[str]] = []
    for number, cells in rows:
        looked_at.append(cells)
        found = _columns(cells, kind)
        if _complete(found, kind):
            _check_kind(cells, kind, len(found))
            names = tuple(cell.strip() for cell in cells)
            return Headings(number, names, found, _layout(names, kind))
        if len(looked_at) == ROWS_TO_LOOK_AT:
            break
    raise _why_none(looked_at, kind)


def looks_like_headings(cells: list[str]) -> bool:
    """Tell whether a row has the headings that one of the national lists cannot lack."""
    return _likeliest(cells) is not None


def _columns(cells: list[str], kind: ListKind) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(cells):
        field = kind.find_field(cell) if cell else None
        if field is not None:
            columns.setdefault(field, position)
    return columns


def _complete(columns: Mapping[str, int], kind: ListKind) -> bool:
    return all(field in columns for field in kind.required)


def _check_kind(cells: list[str], kind: ListKind, found: int) -> None:
    other = _likeliest(cells)
    if other is not None and other is not kind and len(_columns(cells, other)) > found:
        raise FileFault("wrong_kind", other.name)


def _likeliest(cells: list[str]) -> ListKind | None:
    """Return the list that has most of these headings, if they are enough for any."""
    complete = [kind for kind in KINDS if _complete(_columns(cells, kind), kind)]
    return max(complete, key=lambda kind: len(_columns(cells, kind)), default=None)


def _why_none(looked_at: list[list[str]], kind: ListKind) -> FileFault:
    others = [other for other in map(_likeliest, looked_at) if other is not None]
    if others:
        return FileFault("wrong_kind", others[0].name)
    best = max((_columns(cells, kind) for cells in looked_at), key=len, default={})
    if len(best) < _ENOUGH_TO_BE_MEANT:
        return FileFault("unknown_heading")
    absent = [kind.heading(field) for field in kind.required if field not in best]
    return FileFault("missing_column", "、".join(absent))


def _layout(names: tuple[str, ...], kind: ListKind) -> Layout:
    keys = {heading_key(name) for name in names}
    standard = len(keys & {heading_key(name) for name in kind.standard.values()})
    legacy = len(keys & {heading_key(name) for name in kind.legacy.values()})
    return "legacy" if legacy > standard else "standard"
