"""Waiting lists over HTTP."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from flask import request
from sqlalchemy.orm import Session

from server.bookings import examples, guest_examples
from server.bookings.access import KEY_HEADER
from server.bookings.errors import WaitingNotFound
from server.bookings.guest_models import WaitingEntry
from server.bookings.guest_schemas import WaitingEntryOut, WaitingIn, WaitingOut
from server.bookings.holding import find_slot, get_open_slot
from server.bookings.waiting import ahead_of, find_entry, is_key_of, join, leave
from server.http.access import authorise
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.services import services

contract = Contract("waiting")

_HERE: Final = "/v1/slots/<identifier:slot_id>/waiting-list"
_ENTRY: Final = f"{_HERE}/<identifier:entry_id>"
_SLOT: Final = {"slot_id": examples.SLOT_ID}
_ENTRY_KEY: Final = {**_SLOT, "entry_id": guest_examples.ENTRY_ID}


@contract.operation(
    "POST",
    _HERE,
    path_examples=_SLOT,
    body=WaitingIn,
    body_examples={"two": guest_examples.WAITING_IN},
    reply=Reply(201, "That somebody waits", WaitingOut, example=guest_examples.WAITING),
    problems=(404, 409),
)
def join_waiting_list(slot_id: str, body: WaitingIn) -> Answer:
    """Be told by letter when a slot that is full has enough seats again.

    The seats go to who books first. An address that is on the list already stays as it was.
    """
    now = services().now()
    with services().database.writing() as session:
        slot = get_open_slot(session, slot_id, now=now)
        entry = join(session, slot, body.email, body.seats, body.language, now=now)
        made = (entry.id, entry.access_key) if entry else (None, None)
    return Answer(WaitingOut(slot_id=slot_id, id=made[0], key=made[1], seats=body.seats))


def _theirs(session: Session, slot_id: str, entry_id: str) -> WaitingEntry:
    """Return who waits to whoever shows the entry's key, or is of the slot's guide.

    Raises
    ------
    WaitingNotFound
        If nobody waits there by that id, or it is not theirs; nobody can tell which.
    """
    entry = find_entry(session, slot_id, entry_id)
    shown = request.headers.get(KEY_HEADER, "")
    is_theirs = entry is not None and is_key_of(entry, shown)
    slot = find_slot(session, slot_id)
    guide = slot.experience.organisation_id if slot else None
    authorise(guide, missing=WaitingNotFound(), holds=is_theirs)
    if entry is None:
        raise WaitingNotFound
    return entry


@contract.operation(
    "GET",
    _ENTRY,
    path_examples=_ENTRY_KEY,
    reply=Reply(200, "The place", WaitingEntryOut, example=guest_examples.WAITING_ENTRY),
)
def get_waiting_entry(slot_id: str, entry_id: str) -> Answer:
    """Show one's place on a waiting list; the `key` goes along as `Booking-Key`."""
    with services().database.reading() as session:
        entry = _theirs(session, slot_id, entry_id)
        return Answer(_place_out(session, entry))


def _place_out(session: Session, entry: WaitingEntry) -> WaitingEntryOut:
    slot = find_slot(session, entry.slot_id)
    if slot is None:
        raise WaitingNotFound
    zone = ZoneInfo(slot.experience.region.time_zone)
    return WaitingEntryOut(
        slot_id=slot.id,
        experience_id=slot.experience_id,
        starts_at=slot.starts_at.astimezone(zone),
        ends_at=slot.ends_at.astimezone(zone),
        id=entry.id,
        seats=entry.seats,
        ahead=ahead_of(session, entry),
        joined_at=entry.joined_at,
        told_at=entry.told_at,
    )


@contract.operation(
    "DELETE",
    _ENTRY,
    path_examples=_ENTRY_KEY,
    reply=Reply(NO_CONTENT, "Taken off"),
)
def leave_waiting_list(slot_id: str, entry_id: str) -> Answer:
    """Wait no longer; the `key` that joining, or the letter, told goes along as `Booking-Key`."""
    with services().database.writing() as session:
        leave(session, _theirs(session, slot_id, entry_id), services().settings.mail_dir)
    return Answer()
