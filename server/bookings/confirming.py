"""From a hold to a booking that stands: confirming, asking the guide, reviving what was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.changes import By, record_change
from server.bookings.errors import HoldExpired, PaymentNeeded, SlotClosed, SoldOut
from server.bookings.holding import Contact, has_lapsed, require_state, set_contact
from server.bookings.letters import tell_asked, tell_confirmed, tell_refunded, tell_rejected
from server.bookings.models import Booking, State
from server.bookings.money import order_refund
from server.bookings.seats import expire, give_back, take_seats
from server.bookings.wording import moment
from server.errors import Fault, Invalid
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.text import Text

_NEEDED: Final = Text("This is needed to confirm.", "確定にはこの項目が必要です。")
_LEAST_TIME: Final = dt.timedelta(minutes=30)
_DONE: Final = (State.PENDING, State.CONFIRMED, State.REDEEMED)


def confirm(
    session: Session, booking: Booking, contact: Contact, by: By, *, now: dt.datetime
) -> None:
    """Confirm a hold, or ask the guide where the experience is on request.

    Confirming what stands already changes nothing.

    Raises
    ------
    HoldExpired
        If it has run out.
    BookingInWrongState
        If it was given up.
    Invalid
        If nobody is named to whom the booking belongs.
    PaymentNeeded
        If it is to be paid online first.
    """
    if booking.status in _DONE:
        return
    if booking.status == State.EXPIRED or has_lapsed(booking, now):
        raise HoldExpired(expired_at=moment(booking.expires_at, booking.experience))
    require_state(booking, "confirmed", State.ON_HOLD)
    set_contact(booking, contact)
    faults = list(contact_faults(booking))
    if faults:
        raise Invalid(faults)
    if booking.payment == "online" and not _is_paid(booking):
        raise PaymentNeeded
    stand(session, booking, by, now=now)


def _is_paid(booking: Booking) -> bool:
    return booking.paid_minor - booking.refund_minor >= booking.total_minor


def contact_faults(booking: Booking) -> Iterator[Fault]:
    """Yield a fault for each thing that must be known of whom a booking is for."""
    for field in ("name", "email"):
        if not getattr(booking, f"contact_{field}"):
            yield Fault(f"/contact/{field}", "needed", _NEEDED)


def stand(session: Session, booking: Booking, by: By, *, now: dt.datetime) -> None:
    """Let a hold stand from now on, or until the guide has answered."""
    if booking.experience.confirmation == "instant":
        _confirmed(session, booking, by, now=now)
        return
    booking.status = State.PENDING
    usual = now + dt.timedelta(hours=booking.experience.approval_hours)
    booking.answer_by = in_time(usual, booking.slot, now=now)
    record_change(session, booking, by, now=now, answer_by=booking.answer_by.isoformat())
    tell_asked(session, booking, now=now)
    session.flush()


def in_time(answer_by: dt.datetime, slot: Slot, *, now: dt.datetime) -> dt.datetime:
    """Return until when the guide must have answered, so that guests know before it begins."""
    return max(now, min(answer_by, slot.starts_at - _LEAST_TIME))


def _confirmed(session: Session, booking: Booking, by: By, *, now: dt.datetime) -> None:
    booking.status, booking.confirmed_at, booking.answer_by = State.CONFIRMED, now, None
    record_change(session, booking, by, now=now)
    tell_confirmed(session, booking, now=now)
    session.flush()


def approve(session: Session, booking: Booking, by: By, *, now: dt.datetime) -> None:
    """Say yes to who asked.

    Raises
    ------
    BookingInWrongState
        If nobody is waiting for an answer.
    """
    require_state(booking, "confirmed", State.PENDING)
    _confirmed(session, booking, by, now=now)


def reject(
    session: Session, booking: Booking, by: By, *, reason: str = "", now: dt.datetime
) -> None:
    """Say no to who asked: seats and payment go back.

    Raises
    ------
    BookingInWrongState
        If nobody is waiting for an answer.
    """
    require_state(booking, "rejected", State.PENDING)
    booking.status, booking.answer_by, booking.reason = State.REJECTED, None, reason
    booking.refund_minor = booking.paid_minor
    order_refund(session, booking, now=now)
    give_back(session, booking.slot_id, booking.seats)
    record_change(session, booking, by, now=now)
    tell_rejected(session, booking, now=now)
    session.flush()


def reject_unanswered(session: Session, *, now: dt.datetime, limit: int = 200) -> list[Booking]:
    """Say no where the guide has not answered in time; return those bookings."""
    statement = (
        sa.select(Booking)
        .where(Booking.status == State.PENDING, Booking.answer_by <= now)
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Booking.id)
        .limit(limit)
        .with_for_update(of=Booking, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    waiting = list(session.scalars(statement))
    for booking in waiting:
        reject(session, booking, By("rejected", "platform"), reason="no answer", now=now)
    return waiting


def note_paid(session: Session, booking: Booking, amount_minor: int, *, now: dt.datetime) -> None:
    """Take note of a payment that came in, and let the booking stand if its seats can be had.

    A hold that ran out meanwhile is revived where its seats are still, or again, there; otherwise
    it stays expired and everything goes back, as it does for a booking that was given up.
    """
    booking.paid_minor += amount_minor
    by = By("paid", "guest", booking.account_id)
    if booking.status == State.ON_HOLD or _revived(session, booking, now=now):
        record_change(session, booking, by, now=now)
        if _is_paid(booking):
            stand(session, booking, By("confirmed", "guest", booking.account_id), now=now)
        return
    booking.refund_minor += amount_minor
    if booking.status not in _DONE:  # else it was paid in full before
        tell_refunded(session, booking, now=now)
    order_refund(session, booking, now=now)
    record_change(session, booking, by, now=now)
    session.flush()


def _revived(session: Session, booking: Booking, *, now: dt.datetime) -> bool:
    """Give an expired booking seats again; False where it is not expired or there are none."""
    if booking.status != State.EXPIRED or now >= booking.slot.starts_at:
        return False
    try:
        take_seats(session, booking.slot_id, booking.seats, now=now)
    except (SoldOut, SlotClosed):
        return False
    booking.status = State.ON_HOLD
    return True


def release(session: Session, booking: Booking, *, now: dt.datetime) -> bool:
    """Let a hold that has run out expire now; tell whether it did."""
    if not has_lapsed(booking, now):
        return False
    expire(session, booking, now=now)
    session.flush()
    return True
