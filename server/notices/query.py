"""From the query string of the notice list to a filter, with every fault named."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.http.changes_query import changes_behind
from server.http.paging import encode_cursor, timed_position
from server.notices.models import Notice
from server.notices.schemas import NoticeQuery
from server.notices.service import NoticeFilter, Position
from server.spots.query import bbox_of, check_region, moment_of


def to_search(
    session: Session, query: NoticeQuery, *, now: dt.datetime
) -> tuple[NoticeFilter, Position | None]:
    """Return the filter that `query` asks for, and where its page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    since = moment_of(query.updated_since, "?updated_since", faults)
    wanted = NoticeFilter(
        at=moment_of(query.at, "?at", faults) or now,
        region=query.region,
        bbox=bbox_of(query.bbox, faults),
        spot_id=query.spot_id,
        kinds=tuple(query.kind or ()),
        organisation_id=query.organisation_id,
        changes=changes_behind(since, query.cursor, faults),
    )
    after = None if query.updated_since else timed_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after


def cursor_behind(notice: Notice) -> str:
    """Return the cursor of the page that begins behind `notice`."""
    return encode_cursor(notice.valid_from.isoformat(), notice.id)
