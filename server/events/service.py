"""Use cases around events."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.owners import owner_faults
from server.errors import Invalid
from server.events.errors import EventNotFound, ListedIdTaken
from server.events.faults import event_faults
from server.events.models import Event
from server.events.records import EventRecord

_BATCH: Final = 500
_FIELDS: Final = tuple(f.name for f in fields(EventRecord) if f.name != "region")


@dataclass(frozen=True, slots=True)
class SaveReport:
    """How many events a list created, changed, and left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def save_events(
    session: Session,
    organisation_id: str,
    events: Iterable[EventRecord],
    *,
    now: dt.datetime,
    account_id: str | None = None,
) -> SaveReport:
    """Create or update one event per record, by the organisation and the list's own number.

    Saving the same records twice changes nothing. An event that was removed and stands in the list
    again is back, under the same id. Of records with one number the last one counts.

    Raises
    ------
    ValueError
        If a record has no `listed_id`, and so no way to be found again.
    """
    wanted = {_number(record): record for record in events}
    stored = events_by_number(session, organisation_id, list(wanted))
    created = [number for number in wanted if number not in stored]
    changed = [n for n, event in stored.items() if event.removed_at or _differs(event, wanted[n])]
    for number in created:
        stored[number] = new_event(session, organisation_id, account_id, now)
    for number in (*created, *changed):
        apply_record(stored[number], wanted[number], now)
    return SaveReport(len(created), len(changed), len(wanted) - len(created) - len(changed))


def _number(record: EventRecord) -> str:
    if not record.listed_id:
        raise ValueError(f"an imported event needs a listed_id: {dict(record.names)}")
    return record.listed_id


def events_by_number(
    session: Session, organisation_id: str, numbers: Sequence[str]
) -> dict[str, Event]:
    """Return the organisation's events with these IDs of its list, removed ones among them."""
    found: dict[str, Event] = {}
    for first in range(0, len(numbers), _BATCH):
        batch = sa.select(Event).where(
            Event.organisation_id == organisation_id,
            Event.listed_id.in_(numbers[first : first + _BATCH]),
        )
        found |= {str(event.listed_id): event for event in session.scalars(batch)}
    return found


def _differs(event: Event, record: EventRecord) -> bool:
    return stored_record(event) != replace(
        record,
        names=dict(record.names),
        descriptions=dict(record.descriptions),
        listed=dict(record.listed),
    )


def stored_record(event: Event) -> EventRecord:
    """Return what is kept of an event."""
    facts: dict[str, Any] = {name: getattr(event, name) for name in _FIELDS}
    return EventRecord(region=event.region_code, **facts)


def new_event(
    session: Session, organisation_id: str, account_id: str | None, now: dt.datetime
) -> Event:
    """Add an event that says nothing yet."""
    event = Event(
        id=str(uuid.uuid4()),
        organisation_id=organisation_id,
        created_by=account_id,
        created_at=now,
        version=0,
    )
    session.add(event)
    return event


def apply_record(event: Event, record: EventRecord, now: dt.datetime) -> None:
    """Let an event say what a record says; it is not removed from then on."""
    event.region_code = record.region
    for name in _FIELDS:
        value = getattr(record, name)
        setattr(event, name, dict(value) if isinstance(value, Mapping) else value)
    event.searched = "\n".join(
        [*record.names.values(), record.name_kana, *record.descriptions.values(), record.place_name]
    )
    event.removed_at = None
    event.updated_at = now
    event.version += 1


def enter_event(
    session: Session,
    organisation_id: str,
    record: EventRecord,
    *,
    account_id: str | None,
    now: dt.datetime,
) -> Event:
    """Keep a new event; one with the number of an event that was removed brings that back.

    Raises
    ------
    Invalid
        With every fault of the record.
    ListedIdTaken
        If the organisation has an event with that number.
    """
    faults = [*owner_faults(session, organisation_id), *event_faults(session, record)]
    if faults:
        raise Invalid(faults)
    event = _with_number(session, organisation_id, record.listed_id)
    if event is not None and event.removed_at is None:
        raise ListedIdTaken(listed_id=record.listed_id)
    with session.no_autoflush:
        event = event or new_event(session, organisation_id, account_id, now)
        apply_record(event, record, now)
    return event


def _with_number(session: Session, organisation_id: str, number: str | None) -> Event | None:
    if number is None:
        return None
    return events_by_number(session, organisation_id, [number]).get(number)


def get_event(session: Session, event_id: str) -> Event:
    """Return an event, also one that is over.

    Raises
    ------
    EventNotFound
        If there is none with that id, or it was removed.
    """
    event = session.get(Event, event_id)
    if event is None or event.removed_at is not None:
        raise EventNotFound(event=event_id)
    return event


def take_event(session: Session, event_id: str) -> Event:
    """Return an event to be changed; nobody else changes it meanwhile.

    Raises
    ------
    EventNotFound
        If there is none with that id, or it was removed.
    """
    event = session.scalars(sa.select(Event).where(Event.id == event_id).with_for_update())
    found = event.one_or_none()
    if found is None or found.removed_at is not None:
        raise EventNotFound(event=event_id)
    return found


def change_event(
    session: Session, event: Event, changes: Mapping[str, Any], *, now: dt.datetime
) -> None:
    """Change what `changes` names, by the names of a record.

    Raises
    ------
    Invalid
        With every fault of the event as it would then be.
    ListedIdTaken
        If another event of the organisation has its new number.
    """
    record = replace(stored_record(event), **changes)
    faults = event_faults(session, record)
    if faults:
        raise Invalid(faults)
    other = _with_number(session, event.organisation_id, record.listed_id)
    if other is not None and other is not event:
        raise ListedIdTaken(listed_id=record.listed_id)
    apply_record(event, record, now)


def remove_event(event: Event, *, now: dt.datetime) -> None:
    """Take an event out of every list."""
    event.removed_at = event.updated_at = now
    event.version += 1
