"""Lists of what has changed: what a query asks for, and where it goes on.

With `updated_since`, what was changed then or later comes in the order of the numbers of its
changes (see `server.changes`). Behind the position that `links.changes` names, every change counts,
whenever it was begun.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from server.changes import ChangesBehind, Numbered
from server.errors import Fault, Invalid
from server.http.paging import bad_cursor, decode_cursor, encode_cursor

_LAST_NUMBER: Final = 2.0**53


def changes_behind(
    since: dt.datetime | None, cursor: str | None, faults: list[Fault]
) -> ChangesBehind | None:
    """Return which changes a query asks for, None where it asks for none."""
    if since is None:
        return None
    if cursor is None:
        return ChangesBehind(since=since)
    try:
        number, every = map(float, decode_cursor(cursor, float, float))
    except Invalid as refusal:
        faults += refusal.faults
        return None
    if abs(number) > _LAST_NUMBER:
        faults.append(bad_cursor())
    return ChangesBehind(int(number), None if every else since)


def change_cursors(
    wanted: ChangesBehind, found: Sequence[Numbered], limit: int, latest: int
) -> tuple[str | None, str | None]:
    """Return the cursors of the next page and of later changes; one of them is None.

    Parameters
    ----------
    found
        What was found, one more than `limit` where there is another page.
    latest
        From `server.changes.last_change`, asked before.
    """
    if len(found) > limit:
        last = float(found[limit - 1].change_number or 0)
        return encode_cursor(last, 0.0 if wanted.since else 1.0), None
    numbers = [thing.change_number or 0 for thing in found]
    return None, encode_cursor(float(max([latest, *numbers])), 1.0)
