"""Paying for a hold: asking for the money, and what to do when it has come in.

The payment service is asked outside of any transaction. Whatever stops in between, the same charge
is asked for again under the same key, and money that comes in finds its booking by what the charge
says of it, kept here before or not.
"""

from __future__ import annotations

import datetime as dt

import structlog
from sqlalchemy.orm import Session

from server.bookings.changes import By, record_change
from server.bookings.confirming import contact_faults, note_paid
from server.bookings.errors import BookingNotFound, HoldExpired, NothingToPay, PaidOnSite
from server.bookings.holding import Contact, get_booking, has_lapsed, require_state, set_contact
from server.bookings.letters import tell_paid_wrongly
from server.bookings.models import Booking, State
from server.bookings.money import (
    find_charge,
    give_back_of,
    is_news,
    note_begun,
    note_charged,
    note_refund_failed,
)
from server.bookings.payment_models import Payment
from server.bookings.payment_services import Charge, Paid, Told
from server.bookings.wording import moment
from server.errors import Invalid

log = structlog.get_logger()


def charge_for(booking: Booking, contact: Contact, *, now: dt.datetime) -> Charge:
    """Return what is to be paid for a hold, and keep whom it is for.

    Raises
    ------
    PaidOnSite, NothingToPay
        If it is paid to the guide; if it costs nothing.
    HoldExpired, BookingInWrongState
        If it is no hold (any more).
    Invalid
        If nobody is named to whom it belongs.
    """
    if booking.payment != "online":
        raise PaidOnSite
    if booking.status == State.EXPIRED or has_lapsed(booking, now):
        raise HoldExpired(expired_at=moment(booking.expires_at, booking.experience))
    require_state(booking, "paid", State.ON_HOLD)
    if not booking.total_minor:
        raise NothingToPay
    set_contact(booking, contact)
    faults = list(contact_faults(booking))
    if faults:
        raise Invalid(faults)
    return Charge(booking.id, booking.total_minor, booking.currency, booking.code)


def receive(session: Session, provider: str, told: Told, *, now: dt.datetime) -> None:
    """Act upon a message of the payment service, once.

    What was paid in another amount or currency than the booking costs now does not count: all of
    it goes back.
    """
    if not is_news(session, provider, told.key, now=now):
        return
    if not isinstance(told, Paid):
        note_refund_failed(session, provider, told.reference)
        return
    booking = _find_booking(session, provider, told)
    if booking is None:
        log.warning("payment_of_unknown_booking", provider=provider, reference=told.reference)
        return
    charge = note_begun(
        session,
        booking,
        provider,
        told.reference,
        told.amount_minor,
        currency=told.currency,
        now=now,
    )
    if not note_charged(charge, told.amount_minor, told.currency, now=now):
        return
    session.flush()
    if told.currency != booking.currency or _is_wrong(booking, told.amount_minor):
        _take_back(session, booking, charge, now=now)
        return
    note_paid(session, booking, told.amount_minor, now=now)


def _find_booking(session: Session, provider: str, paid: Paid) -> Booking | None:
    charge = find_charge(session, provider, paid.reference)
    key = charge.booking_id if charge is not None else paid.booking_id
    if key is None:
        return None
    try:
        return get_booking(session, key, to_change=True)
    except BookingNotFound:
        return None


def _is_wrong(booking: Booking, amount_minor: int) -> bool:
    """Tell whether a booking that still waits for its payment costs something else now."""
    waits = booking.status in (State.ON_HOLD, State.EXPIRED)
    return waits and amount_minor != booking.total_minor


def _take_back(session: Session, booking: Booking, charge: Payment, *, now: dt.datetime) -> None:
    if charge.currency == booking.currency:
        booking.paid_minor += charge.amount_minor
        booking.refund_minor += charge.amount_minor
    log.warning("paid_wrongly", booking=booking.id, payment=charge.id)
    give_back_of(session, charge, charge.amount_minor, now=now)
    by = By("paid_wrongly", "guest", booking.account_id)
    record_change(
        session, booking, by, now=now, amount_minor=charge.amount_minor, currency=charge.currency
    )
    tell_paid_wrongly(session, booking, now=now)
    session.flush()
