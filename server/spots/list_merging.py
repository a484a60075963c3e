"""An imported row against what a spot says by now: what the list changed is taken, no more."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Final

from server.opendata.listed_spot import ListedSpot
from server.opendata.merging import Arrival, Row, changed_cells, stirred
from server.opendata.rewriting import as_read
from server.spots.content import Content
from server.spots.listed_cells import GROUPS, fact, facts_in, listed_spot, set_fact
from server.spots.listed_spots import LISTED_FIELDS

ABOUT_THE_LIST: Final = ("attribution", "licence")
"""What an import states of its whole list; remembered beside the row's cells."""


def merged(
    content: Content, before: Row | None, arrival: Arrival[ListedSpot], listed_id: str
) -> Content:
    """Return what a spot says once a row was imported over it.

    A cell counts as changed when it differs both from the row as last imported (`before`) and
    from what an export would write for the spot now. Facts are taken in whole groups (days with
    hours, price with its note) if one of their cells changed; all others stay as they are.
    """
    shown = as_read(listed_spot(content, listed_id))
    about = {name: content[name] for name in ABOUT_THE_LIST}
    changed = changed_cells(arrival, before, asdict(shown) | about)
    if not changed:
        return content
    after = {
        **content,
        **{name: arrival.about[name] for name in changed & set(ABOUT_THE_LIST)},
        "texts": {tag: dict(text) for tag, text in content["texts"].items()},
        "accessibility": dict(content["accessibility"]),
        "listed": dict(content["listed"]),
    }
    _take(after, changed & set(arrival.columns), arrival, shown)
    return after


def _take(
    after: Content, changed: set[str], arrival: Arrival[ListedSpot], shown: ListedSpot
) -> None:
    groups = stirred(GROUPS, changed)
    taken = changed.union(*(set(group.cells) & set(arrival.columns) for group in groups))
    row = replace(shown, **{name: getattr(arrival.listed, name) for name in taken})
    stated = facts_in(row)
    for group in groups:
        for path in group.facts:
            set_fact(after, path, fact(stated, path))
    for name in taken & set(LISTED_FIELDS):
        after["listed"][name] = getattr(row, name)
    after["listed"] = {name: cell for name, cell in after["listed"].items() if cell}
