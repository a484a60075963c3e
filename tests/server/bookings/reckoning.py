"""Accounts of bookings that have to come out even, whatever happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.models import HOLDING_SEATS, Booking, BookingChange
from server.experiences.slot_models import Slot

_TOLD_OF_STATE: Final = {
    "CONFIRMED": "booking_confirmed",
    "PENDING": "booking_asked",
    "REJECTED": "booking_rejected",
}


def assert_seats_reconcile(session: Session, slots: Iterable[str]) -> None:
    """Hold that what each slot lacks is what its bookings have, and that these have tickets."""
    for key in slots:
        slot = session.get_one(Slot, key, populate_existing=True)
        taken = session.scalars(
            sa.select(sa.func.coalesce(sa.func.sum(Booking.seats), 0)).where(
                Booking.slot_id == key, Booking.status.in_(HOLDING_SEATS)
            )
        ).one()
        assert slot.capacity - slot.vacancies == taken, (key, slot.vacancies, taken)
        assert 0 <= slot.vacancies <= slot.capacity
    for booking in session.scalars(sa.select(Booking).where(Booking.slot_id.in_(list(slots)))):
        assert booking.total_minor == sum(t.price_minor for t in booking.tickets)
        assert booking.seats == sum(t.seats for t in booking.tickets)


def due_letters(booking: Booking, changes: Iterable[BookingChange]) -> Counter[str]:
    """Return which letters the guest ought to have been written, by kind.

    Parameters
    ----------
    changes
        Everything that happened to the booking, the first thing first.
    """
    due: Counter[str] = Counter()
    before = ""
    for change in changes:
        after = change.status
        if after != before and after in _TOLD_OF_STATE:
            due[_TOLD_OF_STATE[after]] += 1
        elif after == "CANCELLED" != before and before != "ON_HOLD":
            by_guest = booking.cancelled_by == "guest"
            due["booking_cancelled" if by_guest else "booking_cancelled_by_guide"] += 1
        elif change.action == "amended" and after in ("PENDING", "CONFIRMED"):
            due["booking_changed"] += 1
        elif change.action == "paid" and after in ("EXPIRED", "CANCELLED", "REJECTED"):
            due["booking_paid_too_late"] += 1
        before = after
    return due
