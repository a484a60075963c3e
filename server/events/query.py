"""From the query string of the event list to a filter, with every fault named."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.events.schemas import EventQuery
from server.events.search import EventFilter, Position, is_position
from server.http.paging import bad_cursor, decode_texts
from server.spots.query import bbox_of, check_region, moment_of, near_of


def to_search(session: Session, query: EventQuery) -> tuple[EventFilter, Position | None]:
    """Return the filter that `query` asks for, and where its page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    starts = [date for date in (query.on, query.from_date) if date is not None]
    ends = [date for date in (query.on, query.until) if date is not None]
    wanted = EventFilter(
        region=query.region,
        bbox=bbox_of(query.bbox, faults),
        near=near_of(query.near, query.radius_m, faults),
        radius_m=query.radius_m or 2000.0,
        first=max(starts, default=None),
        last=min(ends, default=None),
        words=query.q,
        category=query.category,
        organisation_id=query.organisation_id,
        updated_since=moment_of(query.updated_since, "?updated_since", faults),
    )
    after = _position(query.cursor, wanted, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after


def _position(cursor: str | None, wanted: EventFilter, faults: list[Fault]) -> Position | None:
    keys = decode_texts(cursor, 2, faults)
    if keys is None:
        return None
    after = keys[0], keys[1]
    if not is_position(after, wanted):
        faults.append(bad_cursor())
    return after
