"""Import of a list of events into what an organisation keeps, and its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.events.listed_events import event_record, listed_event, merged_event
from server.events.models import Event
from server.events.service import (
    apply_record,
    events_by_number,
    new_event,
    stored_record,
)
from server.opendata.answer import ListFault, ReadList
from server.opendata.event_layouts import EVENTS
from server.opendata.listed_event import ListedEvent
from server.opendata.merging import Arrival, Fate, Fates

LONGEST_ID = 120
_BATCH = 400


@dataclass(frozen=True, slots=True)
class EventImport:
    """Whose list is imported by whom, and where its events take place."""

    organisation_id: str
    region_code: str
    account_id: str | None
    now: dt.datetime


def region_faults(
    session: Session, order: EventImport, read: ReadList[ListedEvent]
) -> Iterator[ListFault]:
    """Yield a fault for each row whose ID the organisation keeps in another region."""
    keys = [listed.key for listed in read.records]
    kept = events_by_number(session, order.organisation_id, keys)
    for row, listed in zip(read.rows, read.records, strict=True):
        known = kept.get(listed.key)
        if known is not None and known.region_code != order.region_code:
            heading = read.columns.get("listed_id") or EVENTS.heading("listed_id")
            yield ListFault(row, heading, "other_region", known.region_code)


def import_events(
    session: Session,
    order: EventImport,
    listed: Sequence[ListedEvent],
    columns: Collection[str],
    *,
    dry_run: bool,
) -> Fates:
    """Create or change one event per row; importing the same rows again changes nothing.

    An event that was removed and is listed again is back, under the same id.
    """
    fates: Fates = {}
    for first in range(0, len(listed), _BATCH):
        batch = listed[first : first + _BATCH]
        kept = events_by_number(session, order.organisation_id, [event.key for event in batch])
        for row in batch:
            arrival = Arrival(row, columns, {})
            known = kept.get(row.key)
            if known is None:
                fates[row.key] = Fate("created", _created(session, order, arrival, dry_run=dry_run))
            else:
                changes = _update(known, order, arrival, dry_run=dry_run)
                fates[row.key] = Fate("updated" if changes else "unchanged", known.id)
        if not dry_run:
            session.flush()
            session.expunge_all()
    return fates


def _created(
    session: Session, order: EventImport, arrival: Arrival[ListedEvent], *, dry_run: bool
) -> str | None:
    """Create what a row describes and return its id; None where nothing is to be saved."""
    if dry_run:
        return None
    with session.no_autoflush:
        event = new_event(session, order.organisation_id, order.account_id, order.now)
        apply_record(event, event_record(arrival.listed, order.region_code), order.now)
        event.list_row = arrival.row_after(None)
    return event.id


def _update(
    event: Event, order: EventImport, arrival: Arrival[ListedEvent], *, dry_run: bool
) -> bool:
    if event.removed_at is None and arrival.is_as_before(event.list_row):
        return False
    before = stored_record(event)
    after = merged_event(before, event.list_row, arrival)
    changes = after != before or event.removed_at is not None
    if not dry_run:
        event.list_row = arrival.row_after(event.list_row)
        if changes:
            apply_record(event, after, order.now)
    return changes


def listed_events(session: Session, organisation_id: str) -> list[ListedEvent]:
    """Return the rows that state the organisation's events, in the order of their first days."""
    statement = (
        sa.select(Event)
        .where(Event.organisation_id == organisation_id, Event.removed_at.is_(None))
        .order_by(Event.first_date, Event.listed_id, Event.id)
    )
    return [
        listed_event(stored_record(event), event.listed_id or event.id)
        for event in session.scalars(statement)
    ]
