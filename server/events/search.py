"""Finding events: by place, date, words and category, and what has changed since a moment."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.events.models import Event
from server.spots.search import EARTH_RADIUS_M, great_circle_m

Position = tuple[str, str]
"""Where a page ended: what the last event is ordered by, as text, and its id."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to look for; every criterion given must hold.

    Parameters
    ----------
    bbox
        west, south, east, north in degrees.
    near, radius_m
        Centre (lat, lon) and distance.
    first, last
        Events that take place on any day between these two, both included.
    words
        Text that names, reading, descriptions or place hold, letter case ignored.
    updated_since
        Events changed or removed at this moment or later, in the order of their changes.
    """

    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 2000.0
    first: dt.date | None = None
    last: dt.date | None = None
    words: str | None = None
    category: str | None = None
    organisation_id: str | None = None
    updated_since: dt.datetime | None = None


def _conditions(wanted: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.updated_since is None:
        yield Event.removed_at.is_(None)
    else:
        yield Event.updated_at >= wanted.updated_since
    if wanted.region is not None:
        yield Event.region_code == wanted.region
    if wanted.organisation_id is not None:
        yield Event.organisation_id == wanted.organisation_id
    if wanted.first is not None:
        yield Event.last_date >= wanted.first
    if wanted.last is not None:
        yield Event.first_date <= wanted.last
    if wanted.words:
        yield Event.searched.icontains(wanted.words, autoescape=True)
    if wanted.category is not None:
        yield Event.category == wanted.category
    yield from _places(wanted)


def _places(wanted: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        spans = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        yield Event.lat.between(south, north)
        yield sa.or_(*(Event.lon.between(w, e) for w, e in spans))
    if wanted.near is not None:
        reach = math.degrees(wanted.radius_m / EARTH_RADIUS_M)
        yield Event.lat.between(wanted.near[0] - reach, wanted.near[0] + reach)
        yield great_circle_m(Event.lat, Event.lon, wanted.near) <= wanted.radius_m


def _order(wanted: EventFilter) -> sa.ColumnElement[Any]:
    return Event.first_date if wanted.updated_since is None else Event.updated_at  # type: ignore[return-value]


def list_events(
    session: Session, wanted: EventFilter, *, limit: int, after: Position | None = None
) -> list[Event]:
    """Return up to `limit` events that fit, behind `after`: by first day, or by last change."""
    statement = sa.select(Event).where(*_conditions(wanted))
    column = _order(wanted)
    if after is not None:
        key = _value(after[0], wanted)
        statement = statement.where(
            sa.or_(column > key, sa.and_(column == key, Event.id > after[1]))
        )
    return list(session.scalars(statement.order_by(column, Event.id).limit(limit)))


def _value(text: str, wanted: EventFilter) -> dt.date:
    moment = dt.date if wanted.updated_since is None else dt.datetime
    return moment.fromisoformat(text)


def position_of(event: Event, wanted: EventFilter) -> Position:
    """Return where a page that ends with `event` ends."""
    key = event.first_date if wanted.updated_since is None else event.updated_at
    return key.isoformat(), event.id


def is_position(after: Position, wanted: EventFilter) -> bool:
    """Tell whether a position is one of the list that `wanted` asks for."""
    try:
        value = _value(after[0], wanted)
    except ValueError:
        return False
    return not isinstance(value, dt.datetime) or value.tzinfo is not None
