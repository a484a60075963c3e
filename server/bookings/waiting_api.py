"""Waiting lists over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request

from server.bookings import examples, guest_examples
from server.bookings.access import KEY_HEADER
from server.bookings.errors import WaitingNotFound
from server.bookings.guest_schemas import WaitingIn, WaitingOut
from server.bookings.holding import find_slot, get_open_slot
from server.bookings.waiting import find_entry, is_key_of, join
from server.http.access import authorise
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.services import services

contract = Contract("waiting")

_HERE: Final = "/v1/slots/<identifier:slot_id>/waiting-list"
_SLOT: Final = {"slot_id": examples.SLOT_ID}


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


@contract.operation(
    "DELETE",
    f"{_HERE}/<identifier:entry_id>",
    path_examples={**_SLOT, "entry_id": guest_examples.ENTRY_ID},
    reply=Reply(NO_CONTENT, "Taken off"),
)
def leave_waiting_list(slot_id: str, entry_id: str) -> Answer:
    """Wait no longer; the `key` that joining told goes along as `Booking-Key`."""
    with services().database.writing() as session:
        entry = find_entry(session, slot_id, entry_id)
        shown = request.headers.get(KEY_HEADER, "")
        is_theirs = entry is not None and is_key_of(entry, shown)
        slot = find_slot(session, slot_id)
        guide = slot.experience.organisation_id if slot else None
        authorise(guide, missing=WaitingNotFound(), holds=is_theirs)
        if entry is None:
            raise WaitingNotFound
        session.delete(entry)
    return Answer()
