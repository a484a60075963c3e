"""Money of bookings: what came in, what is to go back, and telling the payment service once.

What goes back is decided in the booking's own transaction (`order_refund`) and carried out by the
worker (`send_refunds`) under the refund's id as the service's idempotency key, so that a worker
that stops in between pays nothing twice.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from server.bookings.models import Booking
from server.bookings.payment_models import Payment, ServiceMessage
from server.bookings.payment_services import PaymentService, PaymentServiceError, Refund
from server.db import Database

log = structlog.get_logger()

FIRST_PAUSE: Final = dt.timedelta(minutes=1)
MOST_ATTEMPTS: Final = 12
CLAIMED_FOR: Final = dt.timedelta(minutes=5)


def order_refund(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Let go back what the booking's `refund_minor` says and was not ordered before.

    Where it was paid more than once, the latest payment goes back first.
    """
    ordered = _sum_of(
        session,
        Payment.booking_id == booking.id,
        Payment.kind == "refund",
        Payment.currency == booking.currency,
    )
    more = booking.refund_minor - ordered
    for charge in _charges_of(session, booking):
        if more <= 0:
            return
        left = charge.amount_minor - _sum_of(session, Payment.charge_id == charge.id)
        part = min(more, left)
        if part > 0:
            give_back_of(session, charge, part, now=now)
            more -= part
    if more > 0:
        log.error("refund_without_charge", booking=booking.id, amount_minor=more)


def _sum_of(session: Session, *which: sa.ColumnElement[bool]) -> int:
    total = sa.select(sa.func.coalesce(sa.func.sum(Payment.amount_minor), 0)).where(*which)
    return int(session.scalars(total).one())


def _charges_of(session: Session, booking: Booking) -> list[Payment]:
    statement = sa.select(Payment).where(
        Payment.booking_id == booking.id,
        Payment.kind == "charge",
        Payment.status == "done",
        Payment.currency == booking.currency,
    )
    return list(session.scalars(statement.order_by(Payment.settled_at.desc(), Payment.id)))


def give_back_of(session: Session, charge: Payment, amount_minor: int, *, now: dt.datetime) -> None:
    """Let some of one charge go back."""
    session.add(
        Payment(
            id=str(uuid.uuid4()),
            booking_id=charge.booking_id,
            charge_id=charge.id,
            provider=charge.provider,
            kind="refund",
            amount_minor=amount_minor,
            currency=charge.currency,
            status="due",
            due_at=now,
            created_at=now,
        )
    )
    session.flush()


def claim_refund(session: Session, provider: str, *, now: dt.datetime) -> Refund | None:
    """Return a refund that is due, or None; no other worker gets it for `CLAIMED_FOR`."""
    charge = aliased(Payment)
    statement = (
        sa.select(Payment, charge.reference)
        .join(charge, charge.id == Payment.charge_id)
        .where(
            Payment.kind == "refund",
            Payment.provider == provider,
            Payment.status == "due",
            Payment.due_at <= now,
        )
        .order_by(Payment.due_at, Payment.id)
        .limit(1)
        .with_for_update(of=Payment, skip_locked=True)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    refund, reference = found
    refund.due_at, refund.attempts = now + CLAIMED_FOR, refund.attempts + 1
    return Refund(
        refund.id, str(reference), refund.amount_minor, refund.currency, refund.attempts > 1
    )


def count_due_refunds(session: Session, *, now: dt.datetime) -> int:
    """Return how many refunds wait to be sent."""
    due = sa.select(sa.func.count()).where(
        Payment.kind == "refund", Payment.status == "due", Payment.due_at <= now
    )
    return session.scalars(due).one()


def send_refund(
    database: Database, service: PaymentService, *, now: Callable[[], dt.datetime]
) -> int:
    """Carry out one refund that is due; return how many were tried, so none means that all are."""
    with database.writing() as session:
        refund = claim_refund(session, service.name, now=now())
    if refund is None:
        return 0
    try:
        reference = service.refund(refund)
    except PaymentServiceError as error:
        log.warning("refund_failed", payment=refund.key, reason=str(error))
        with database.writing() as session:
            _note_not_sent(session, refund.key, str(error), now())
        return 1
    with database.writing() as session:
        _note_sent(session, refund.key, reference, now())
    return 1


def _of_id(session: Session, payment_id: str) -> Payment:
    return session.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)


def _note_sent(session: Session, key: str, reference: str, now: dt.datetime) -> None:
    refund = _of_id(session, key)
    refund.status, refund.reference, refund.settled_at = "done", reference, now
    refund.due_at, refund.last_error = None, ""


def _note_not_sent(session: Session, key: str, reason: str, now: dt.datetime) -> None:
    refund = _of_id(session, key)
    if refund.status != "due":
        return
    refund.last_error = reason[:500]
    refund.due_at = now + FIRST_PAUSE * 2 ** (refund.attempts - 1)
    if refund.attempts >= MOST_ATTEMPTS:
        refund.status, refund.due_at = "failed", None
        log.error("refund_given_up", payment=refund.id, booking=refund.booking_id)


def note_refund_failed(session: Session, provider: str, reference: str) -> None:
    """Note that the service could not give back what it had taken up: somebody must look at it."""
    statement = sa.select(Payment).where(
        Payment.provider == provider, Payment.reference == reference, Payment.kind == "refund"
    )
    refund = session.scalars(statement.with_for_update()).one_or_none()
    if refund is None:
        log.error("unknown_refund_failed", provider=provider, reference=reference)
        return
    refund.status, refund.last_error = "failed", "the service could not give it back"
    log.error("refund_given_up", payment=refund.id, booking=refund.booking_id)


def is_news(session: Session, provider: str, key: str, *, now: dt.datetime) -> bool:
    """Tell whether a message of the service was not acted upon before, and remember it.

    A copy that comes meanwhile waits here until this transaction has ended.
    """
    try:
        with session.begin_nested():
            session.add(ServiceMessage(provider=provider, key=key, at=now))
    except IntegrityError:
        return False
    return True


def note_begun(
    session: Session,
    booking: Booking,
    provider: str,
    reference: str,
    amount_minor: int,
    *,
    currency: str | None = None,
    now: dt.datetime,
) -> Payment:
    """Keep a charge that the service knows of; the same one again is the same payment.

    The caller holds the booking, so that nobody else keeps the same charge at the same time.
    """
    payment = find_charge(session, provider, reference)
    if payment is None:
        payment = Payment(
            id=str(uuid.uuid4()),
            booking_id=booking.id,
            provider=provider,
            kind="charge",
            amount_minor=amount_minor,
            currency=currency or booking.currency,
            status="begun",
            reference=reference,
            created_at=now,
        )
        session.add(payment)
        session.flush()
    return payment


def find_charge(session: Session, provider: str, reference: str) -> Payment | None:
    """Return the charge that the service calls so, as it is now, or None."""
    statement = sa.select(Payment).where(
        Payment.provider == provider, Payment.reference == reference, Payment.kind == "charge"
    )
    fresh = statement.execution_options(populate_existing=True)
    return session.scalars(fresh).one_or_none()


def note_charged(payment: Payment, amount_minor: int, currency: str, *, now: dt.datetime) -> bool:
    """Note that a charge came in; False where that was noted before."""
    if payment.status == "done":
        return False
    payment.status, payment.settled_at = "done", now
    payment.amount_minor, payment.currency = amount_minor, currency
    return True
