"""Giving a booking up: what it costs, and doing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.changes import By, record_change
from server.bookings.errors import TooLateToChange
from server.bookings.holding import require_state
from server.bookings.letters import tell_cancelled
from server.bookings.models import Booking, State
from server.bookings.money import order_refund
from server.bookings.seats import give_back
from server.experiences.models import Experience
from server.experiences.slot_models import Slot

_OPEN: Final = (State.ON_HOLD, State.PENDING, State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Quote:
    """What giving a booking up now would cost.

    Parameters
    ----------
    refund_percent
        The share of the price that need not be paid, or is paid back.
    fee_minor
        The rest of the price.
    refund_minor
        What of that which has been paid goes back, with what went back before.
    until
        Until when this holds; None where it does not change any more.
    """

    refund_percent: int
    fee_minor: int
    refund_minor: int
    until: dt.datetime | None


def quote(booking: Booking, *, by_guide: bool, now: dt.datetime) -> Quote:
    """Return what giving it up now costs: nothing when the guide does it, or nobody confirmed it.

    Raises
    ------
    BookingInWrongState, TooLateToChange
        If it is over already; if what is booked has begun and a guest asks.
    """
    require_state(booking, "cancelled", *_OPEN)
    starts_at = booking.slot.starts_at
    if by_guide or booking.status != State.CONFIRMED:
        return Quote(100, 0, booking.paid_minor, None)
    if now >= starts_at:
        raise TooLateToChange
    percent, until = refund_share(booking.policy, starts_at, now)
    return _priced(booking, percent, until)


def refund_share(
    policy: Sequence[Sequence[int]], starts_at: dt.datetime, now: dt.datetime
) -> tuple[int, dt.datetime | None]:
    """Return the refund in per cent at `now`, and until when it is that much.

    Parameters
    ----------
    policy
        [hours before the start, per cent], the longest time first.
    """
    for hours, percent in policy:
        limit = starts_at - dt.timedelta(hours=hours)
        if now <= limit:
            return percent, limit
    return 0, None


def fee_of(sum_minor: int, refund_percent: int) -> int:
    """Return what of a sum does not go back; what is left over by rounding is the guest's."""
    return sum_minor * (100 - refund_percent) // 100


def _priced(booking: Booking, percent: int, until: dt.datetime | None) -> Quote:
    """Price what is booked now; the fee of a party that was made smaller before stays paid."""
    fee = fee_of(booking.total_minor, percent)
    paid = min(booking.paid_minor - booking.refund_minor, booking.total_minor)
    return Quote(percent, fee, booking.refund_minor + max(0, paid - fee), until)


def cancel(
    session: Session, booking: Booking, by: By, *, reason: str = "", now: dt.datetime
) -> Quote:
    """Give a booking up: its seats go back, and what is due of its payment.

    Raises
    ------
    BookingInWrongState, TooLateToChange
        As `quote`.
    """
    cost = quote(booking, by_guide=by.of_guide, now=now)
    was_public = booking.status != State.ON_HOLD
    booking.status, booking.answer_by = State.CANCELLED, None
    booking.cancelled_at, booking.reason, booking.refund_minor = now, reason, cost.refund_minor
    booking.cancelled_by = "guest" if by.actor == "reseller" else by.actor
    booking.no_show_at = None
    give_back(session, booking.slot_id, booking.seats)
    order_refund(session, booking, now=now)
    record_change(session, booking, by, now=now, fee_minor=cost.fee_minor)
    if was_public:
        tell_cancelled(session, booking, now=now)
    session.flush()
    return cost


def cancel_slot(
    session: Session, slot: Slot, by: By, *, reason: str, now: dt.datetime
) -> list[Booking]:
    """Let a slot not take place: everybody gets everything back; return whose bookings those were.

    Raises
    ------
    TooLateToChange
        If it has begun.
    """
    if now >= slot.starts_at:
        raise TooLateToChange
    while (affected := _stopped(session, slot.id, now)) is None:
        pass
    for booking in affected:
        cancel(session, booking, by, reason=reason, now=now)
    session.refresh(slot, ["status", "vacancies", "updated_at"])
    return affected


def _stopped(session: Session, slot_id: str, now: dt.datetime) -> list[Booking] | None:
    """Take the slot's bookings, then stop the slot; None where that has to be tried again.

    Bookings come before the slot, as everywhere. Those that were made in between are found once
    nobody can make any more, but who changes one of them just then may be waiting for the slot:
    then everything is let go, so that they can end. The next trial waits for them first.
    """
    trial = session.begin_nested()
    _open_bookings(session, slot_id)
    stopped = sa.update(Slot).where(Slot.id == slot_id).values(status="cancelled", updated_at=now)
    session.execute(stopped.execution_options(synchronize_session=False))
    ours = _open_bookings(session, slot_id, skip_locked=True)
    if len(ours) < _count_open(session, slot_id):
        trial.rollback()
        return None
    trial.commit()
    return ours


def _open_bookings(session: Session, slot_id: str, *, skip_locked: bool = False) -> list[Booking]:
    theirs = (
        sa.select(Booking)
        .where(Booking.slot_id == slot_id, Booking.status.in_(_OPEN))
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Booking.id)
        .with_for_update(of=Booking, skip_locked=skip_locked)
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(theirs).unique())


def _count_open(session: Session, slot_id: str) -> int:
    theirs = sa.select(sa.func.count()).where(Booking.slot_id == slot_id, Booking.status.in_(_OPEN))
    return session.scalars(theirs).one()
