"""Another party, or another time, for a booking that stands or is held."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from server.bookings.cancelling import fee_of, quote
from server.bookings.changes import By, record_change
from server.bookings.confirming import in_time
from server.bookings.errors import CostsMore, HoldExpired, SlotOfAnother, TooLateToChange
from server.bookings.holding import get_open_slot, has_lapsed, require_state
from server.bookings.letters import tell_changed
from server.bookings.models import Booking, State
from server.bookings.money import order_refund
from server.bookings.party import Party, party_of
from server.bookings.seats import move_seats
from server.bookings.wording import moment
from server.experiences.slot_models import Slot

_OPEN: Final = (State.ON_HOLD, State.PENDING, State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be different; None leaves it as it is."""

    slot_id: str | None = None
    counts: Mapping[str, int] | None = None


def amend(
    session: Session, booking: Booking, wanted: Amendment, by: By, *, now: dt.datetime
) -> None:
    """Change party or time of a booking; prices are today's where the party changes.

    What is paid already and not needed any more goes back as it would at a cancellation.

    Raises
    ------
    BookingInWrongState, HoldExpired, TooLateToChange
        If it is over, has run out, or has begun.
    SlotOfAnother, SlotNotFound, SlotClosed, TooLateToBook, SoldOut
        If the other time, or more seats of this one, cannot be had.
    CostsMore
        If it is paid online, stands or waits for the guide, and would cost more.
    Invalid
        With every fault of the party.
    """
    require_state(booking, "changed", *_OPEN)
    if has_lapsed(booking, now):
        raise HoldExpired(expired_at=moment(booking.expires_at, booking.experience))
    if now >= booking.slot.starts_at:
        raise TooLateToChange
    slot = _slot_for(session, booking, wanted, now)
    party = _party_for(booking, slot, wanted)
    if party.seats > booking.seats:
        get_open_slot(session, slot.id, now=now)
    before = (booking.slot_id, booking.seats)
    move_seats(session, before, (slot.id, party.seats), now=now)
    _reprice(booking, party, by, now)
    booking.slot, booking.slot_id = slot, slot.id
    if booking.answer_by is not None:
        booking.answer_by = in_time(booking.answer_by, slot, now=now)
    _replace_tickets(session, booking, party)
    booking.seats = party.seats
    order_refund(session, booking, now=now)
    record_change(session, booking, by, now=now, slot_id=slot.id)
    if booking.status != State.ON_HOLD:
        tell_changed(session, booking, by, now=now)
    session.flush()


def _slot_for(session: Session, booking: Booking, wanted: Amendment, now: dt.datetime) -> Slot:
    if wanted.slot_id is None or wanted.slot_id == booking.slot_id:
        return booking.slot
    slot = get_open_slot(session, wanted.slot_id, now=now)
    if slot.experience_id != booking.experience_id:
        raise SlotOfAnother
    return slot


def _party_for(booking: Booking, slot: Slot, wanted: Amendment) -> Party:
    had = Counter(ticket.unit_id for ticket in booking.tickets)
    counts = had if wanted.counts is None else wanted.counts
    if counts == had and slot.option_id == booking.slot.option_id:
        return Party.as_booked(booking.tickets)
    return party_of(booking.experience, slot.option, counts)


def _reprice(booking: Booking, party: Party, by: By, now: dt.datetime) -> None:
    """Set the new sum and what of a payment goes back."""
    more = party.total_minor - booking.total_minor
    if more > 0 and booking.payment == "online" and booking.status != State.ON_HOLD:
        raise CostsMore(more_minor=more)
    less = min(booking.paid_minor - booking.refund_minor, -more)
    if less > 0:
        percent = quote(booking, by_guide=by.of_guide, now=now).refund_percent
        booking.refund_minor += less - fee_of(less, percent)
    booking.total_minor = party.total_minor


def _replace_tickets(session: Session, booking: Booking, party: Party) -> None:
    fresh = party.tickets()
    if [t.unit_id for t in fresh] == [t.unit_id for t in booking.tickets]:
        return
    booking.tickets = fresh
    session.flush()
