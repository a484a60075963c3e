"""Money that goes back, once."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.bookings.money import MOST_ATTEMPTS
from server.bookings.payment_services import Charge, Refund
from server.bookings.stripe_payments import StripePayments
from tests.databases import RolledBackDatabase
from tests.server.bookings.fake_stripe import (
    FakeStripe,
    event,
)
from tests.server.bookings.payments.conftest import Clock
from tests.server.bookings.payments.steps import (
    intent_of,
    payments,
    send_refunds,
    tell,
)
from tests.server.conftest import NOW


def _cancel(database: RolledBackDatabase, booking: Booking, now: dt.datetime = NOW) -> None:
    with database.writing() as session:
        found = get_booking(session, booking.id, to_change=True)
        cancel(session, found, By("cancelled", "guest"), now=now)


def test_who_paid_twice_gets_the_second_payment_back(
    client: FlaskClient,
    database: RolledBackDatabase,
    clock: Clock,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
) -> None:
    first = intent_of(client, booking)
    fake.kept.clear()
    second = intent_of(client, booking)
    assert first != second
    tell(client, fake.paid(first))
    clock[0] = NOW + dt.timedelta(minutes=1)
    tell(client, fake.paid(second))
    send_refunds(database, service, clock[0])
    assert (fake.given_back(first), fake.given_back(second)) == (0, 6000)
    _cancel(database, booking, clock[0])
    send_refunds(database, service, clock[0])
    assert (fake.given_back(first), fake.given_back(second)) == (6000, 6000)


@pytest.mark.usefixtures("paid")
def test_a_cancellation_gives_back_what_the_policy_says(
    database: RolledBackDatabase,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
    intent: str,
) -> None:
    later = booking.slot.starts_at - dt.timedelta(hours=30)
    _cancel(database, booking, later)
    send_refunds(database, service, later)
    send_refunds(database, service, later)
    assert fake.given_back(intent) == 3000
    (refund,) = payments(database, "refund")
    assert (refund.status, refund.amount_minor, refund.settled_at) == ("done", 3000, later)


@pytest.mark.usefixtures("paid")
def test_a_refund_waits_for_the_service_and_then_goes_once(
    database: RolledBackDatabase,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
    intent: str,
) -> None:
    _cancel(database, booking)
    fake.is_down = True
    send_refunds(database, service)
    (refund,) = payments(database, "refund")
    assert refund.status == "due"
    assert refund.due_at is not None
    assert refund.due_at > NOW
    assert "APIError" in refund.last_error
    fake.is_down = False
    send_refunds(database, service)
    assert fake.given_back(intent) == 0, "it is not its turn yet"
    send_refunds(database, service, refund.due_at)
    send_refunds(database, service, refund.due_at + dt.timedelta(days=9))
    assert fake.given_back(intent) == 6000


@pytest.mark.usefixtures("paid")
def test_a_refund_whose_answer_was_lost_is_not_made_again_even_after_stripe_forgot_its_key(
    database: RolledBackDatabase,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
    intent: str,
) -> None:
    _cancel(database, booking)
    fake.loses_answers = True
    send_refunds(database, service)
    assert fake.given_back(intent) == 6000
    fake.loses_answers = False
    fake.kept.clear()
    send_refunds(database, service, NOW + dt.timedelta(days=2))
    assert fake.given_back(intent) == 6000
    (refund,) = payments(database, "refund")
    assert (refund.status, refund.reference) == ("done", next(iter(fake.refunds)))


@pytest.mark.usefixtures("paid")
def test_a_refund_that_never_goes_is_given_up_and_told(
    database: RolledBackDatabase, fake: FakeStripe, service: StripePayments, booking: Booking
) -> None:
    _cancel(database, booking)
    fake.is_down = True
    for days in range(MOST_ATTEMPTS + 2):
        send_refunds(database, service, NOW + dt.timedelta(days=10 * days))
    (refund,) = payments(database, "refund")
    assert (refund.status, refund.attempts) == ("failed", MOST_ATTEMPTS)


@pytest.mark.usefixtures("paid")
def test_a_refund_that_the_bank_returns_is_marked(
    client: FlaskClient,
    database: RolledBackDatabase,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
) -> None:
    _cancel(database, booking)
    send_refunds(database, service)
    (made,) = fake.refunds.values()
    assert tell(client, event("refund.failed", made)).status_code == 200
    (refund,) = payments(database, "refund")
    assert refund.status == "failed"


def test_a_refund_is_asked_for_under_its_own_name(service: StripePayments) -> None:
    charge = service.begin(Charge("b", 500, "JPY", "x")).reference
    once, again = (service.refund(Refund("r1", charge, 200, "JPY")) for _ in range(2))
    assert once == again
    assert service.refund(Refund("r2", charge, 200, "JPY")) != once
