"""From the query string of the event list to a filter, with every fault named."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.events.models import Event
from server.events.schemas import EventQuery
from server.events.search import EventFilter, Position
from server.http.changes_query import changes_behind
from server.http.paging import dated_position, encode_cursor
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
    since = moment_of(query.updated_since, "?updated_since", faults)
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
        changes=changes_behind(since, query.cursor, faults),
    )
    after = None if query.updated_since else dated_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after


def cursor_behind(event: Event) -> str:
    """Return the cursor of the page that begins behind `event`."""
    return encode_cursor(event.first_date.isoformat(), event.id)
