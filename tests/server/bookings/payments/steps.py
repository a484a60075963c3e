"""What guests, Stripe and the worker do with payments."""

from __future__ import annotations

import datetime as dt
import uuid

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.bookings.money import send_refund
from server.bookings.payment_models import Payment
from server.bookings.stripe_payments import StripePayments
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, held
from tests.server.bookings.fake_stripe import (
    Event,
)
from tests.server.conftest import NOW


def held_online(database: RolledBackDatabase, field: RiceField, adults: int = 2) -> Booking:
    """Hold seats of what is paid online."""
    with database.writing() as session:
        return held(session, field, adults)


def begin(client: FlaskClient, booking: Booking, key: str | None = None) -> TestResponse:
    """Ask for what is needed to pay."""
    headers = {"Booking-Key": booking.access_key, "Idempotency-Key": key or str(uuid.uuid4())}
    return client.post(f"/v1/bookings/{booking.id}/payments", json={}, headers=headers)


def intent_of(client: FlaskClient, booking: Booking) -> str:
    """Return Stripe's name of a payment that was begun."""
    answer = begin(client, booking)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["reference"])


def tell(client: FlaskClient, told: Event) -> TestResponse:
    """Send a message of Stripe."""
    body, signature = told
    return client.post("/v1/payments/stripe", data=body, headers={"Stripe-Signature": signature})


def as_it_is(database: RolledBackDatabase, booking: Booking) -> Booking:
    """Return a booking as it is now."""
    with database.reading() as session:
        return get_booking(session, booking.id)


def payments(database: RolledBackDatabase, kind: str) -> list[Payment]:
    """Return the charges, or the refunds, the first one first."""
    with database.reading() as session:
        which = sa.select(Payment).where(Payment.kind == kind)
        return list(session.scalars(which.order_by(Payment.created_at, Payment.id)))


def mails(database: RolledBackDatabase) -> list[str]:
    """Return which kinds of letters were written."""
    with database.reading() as session:
        return sorted(session.scalars(sa.select(Mail.kind)))


def send_refunds(
    database: RolledBackDatabase, service: StripePayments, at: dt.datetime = NOW
) -> None:
    """Give back what is due."""
    while send_refund(database, service, now=lambda: at):
        pass
