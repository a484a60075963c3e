"""Finding events: by place, date, words and category, and what has changed since a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.changes import ChangesBehind
from server.events.models import Event
from server.spots.located import is_in_box, is_within

Position = tuple[dt.date, str]
"""Where a page ended: (the last event's first day, its id)."""


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
    changes
        Events changed or removed, in the order of their changes.
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
    changes: ChangesBehind | None = None


def _conditions(wanted: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.changes is None:
        yield Event.removed_at.is_(None)
    else:
        yield from wanted.changes.conditions(Event)
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
    if wanted.bbox is not None:
        yield is_in_box(Event.lat, Event.lon, wanted.bbox)
    if wanted.near is not None:
        yield is_within(Event.lat, Event.lon, wanted.near, wanted.radius_m)


def list_events(
    session: Session, wanted: EventFilter, *, limit: int, after: Position | None = None
) -> list[Event]:
    """Return up to `limit` events that fit: by first day behind `after`, or by their changes."""
    statement = sa.select(Event).where(*_conditions(wanted)).limit(limit)
    if wanted.changes is not None:
        return list(session.scalars(statement.order_by(Event.change_number)))
    if after is not None:
        first_date, key = after
        later = sa.and_(Event.first_date == first_date, Event.id > key)
        statement = statement.where(sa.or_(Event.first_date > first_date, later))
    return list(session.scalars(statement.order_by(Event.first_date, Event.id)))
