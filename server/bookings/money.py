"""Money of bookings: what came in, what is to go back, and telling the payment service once.

What goes back is decided in the booking's own transaction (`order_refund`) and carried out by the
worker (`send_refunds`) under the payment's id as the service's idempotency key, so that a worker
that stops in between pays nothing twice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from server.bookings.models import Booking
from server.bookings.payment_models import Payment, ServiceMessage
from server.bookings.payment_services import PaymentService, PaymentServiceError
from server.db import Database

log = structlog.get_logger()

FIRST_PAUSE: Final = dt.timedelta(minutes=1)
MOST_ATTEMPTS: Final = 12
CLAIMED_FOR: Final = dt.timedelta(minutes=5)


def order_refund(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Let go back what the booking's `refund_minor` says and was not ordered before."""
    ordered = sa.select(sa.func.coalesce(sa.func.sum(Payment.amount_minor), 0)).where(
        Payment.booking_id == booking.id, Payment.kind == "refund"
    )
    more = booking.refund_minor - int(session.scalars(ordered).one())
    if more <= 0:
        return
    charge = _charge_of(session, booking.id)
    session.add(
        Payment(
            id=str(uuid.uuid4()),
            booking_id=booking.id,
            provider=charge.provider if charge else "stripe",
            kind="refund",
            amount_minor=more,
            currency=booking.currency,
            status="due",
            due_at=now,
            created_at=now,
        )
    )


def _charge_of(session: Session, booking_id: str) -> Payment | None:
    statement = sa.select(Payment).where(Payment.booking_id == booking_id, Payment.kind == "charge")
    return session.scalars(statement.order_by(Payment.created_at, Payment.id)).first()


@dataclass(frozen=True, slots=True)
class Due:
    """A refund that one worker carries out now."""

    payment_id: str
    charge: str
    amount_minor: int
    attempts: int


def claim_refunds(session: Session, *, now: dt.datetime, limit: int = 20) -> list[Due]:
    """Return refunds that are due; no other worker gets them for `CLAIMED_FOR`."""
    statement = (
        sa.select(Payment)
        .where(Payment.kind == "refund", Payment.status == "due", Payment.due_at <= now)
        .order_by(Payment.due_at, Payment.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    due = []
    for refund in session.scalars(statement):
        refund.due_at, refund.attempts = now + CLAIMED_FOR, refund.attempts + 1
        charge = _charge_of(session, refund.booking_id)
        if charge is not None and charge.reference is not None:
            due.append(Due(refund.id, charge.reference, refund.amount_minor, refund.attempts))
    return due


def send_refunds(database: Database, service: PaymentService, *, now: dt.datetime) -> int:
    """Carry out what is due, and return how many refunds went."""
    with database.writing() as session:
        claimed = claim_refunds(session, now=now)
    sent = 0
    for due in claimed:
        try:
            reference = service.refund(due.charge, due.amount_minor, key=due.payment_id)
        except PaymentServiceError as error:
            log.warning("refund_failed", payment=due.payment_id, reason=str(error))
            with database.writing() as session:
                _note_failed(session, due, str(error), now)
            continue
        with database.writing() as session:
            refund = session.get_one(Payment, due.payment_id)
            refund.status, refund.reference, refund.settled_at = "done", reference, now
        sent += 1
    return sent


def _note_failed(session: Session, due: Due, reason: str, now: dt.datetime) -> None:
    refund = session.get_one(Payment, due.payment_id)
    refund.last_error = reason[:500]
    refund.due_at = now + FIRST_PAUSE * 2 ** (due.attempts - 1)
    if due.attempts >= MOST_ATTEMPTS:
        refund.status = "failed"


def is_news(session: Session, provider: str, key: str, *, now: dt.datetime) -> bool:
    """Tell whether a message of the service was not acted upon before, and remember it."""
    if session.get(ServiceMessage, (provider, key)) is not None:
        return False
    session.add(ServiceMessage(provider=provider, key=key, at=now))
    session.flush()
    return True


def note_begun(
    session: Session, booking: Booking, provider: str, reference: str, *, now: dt.datetime
) -> Payment:
    """Keep a charge that the service knows of; the same one again is the same payment."""
    statement = sa.select(Payment).where(
        Payment.provider == provider, Payment.reference == reference
    )
    payment = session.scalars(statement.with_for_update()).one_or_none()
    if payment is None:
        payment = Payment(
            id=str(uuid.uuid4()),
            booking_id=booking.id,
            provider=provider,
            kind="charge",
            amount_minor=booking.total_minor,
            currency=booking.currency,
            status="begun",
            reference=reference,
            created_at=now,
        )
        session.add(payment)
        session.flush()
    return payment


def note_charged(payment: Payment, amount_minor: int, *, now: dt.datetime) -> bool:
    """Note that a charge came in; False where that was noted before."""
    if payment.status == "done":
        return False
    payment.status, payment.amount_minor, payment.settled_at = "done", amount_minor, now
    return True
