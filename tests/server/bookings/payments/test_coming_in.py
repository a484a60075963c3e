"""Money that comes in: once, whole, and perhaps late."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.bookings.amending import Amendment, amend
from server.bookings.holding import HELD_FOR, get_booking
from server.bookings.models import Booking
from server.bookings.payment_services import Charge
from server.bookings.seats import release_expired
from server.bookings.stripe_payments import StripePayments
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import GUEST, RiceField, held, vacancies
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    FakeStripe,
    event,
)
from tests.server.bookings.payments.conftest import Clock
from tests.server.bookings.payments.steps import (
    as_it_is,
    intent_of,
    mails,
    payments,
    send_refunds,
    tell,
)
from tests.server.conftest import NOW


def test_an_event_that_comes_twice_counts_once(
    client: FlaskClient,
    database: RolledBackDatabase,
    fake: FakeStripe,
    booking: Booking,
    intent: str,
) -> None:
    told = fake.paid(intent)
    for _ in range(3):
        assert tell(client, told).status_code == 200
    assert tell(client, fake.paid(intent)).status_code == 200  # another event of the same payment
    now = as_it_is(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
    assert mails(database) == ["booking_confirmed"]


@pytest.mark.usefixtures("paid")
def test_events_out_of_order_change_nothing(
    client: FlaskClient,
    database: RolledBackDatabase,
    fake: FakeStripe,
    booking: Booking,
    intent: str,
) -> None:
    for kind in ("payment_intent.payment_failed", "payment_intent.created", "charge.succeeded"):
        assert tell(client, event(kind, fake.intents[intent])).status_code == 200
    assert as_it_is(database, booking).status == "CONFIRMED"


def test_a_payment_whose_beginning_was_never_kept_finds_its_booking(
    client: FlaskClient,
    database: RolledBackDatabase,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
) -> None:
    begun = service.begin(Charge(booking.id, 6000, "JPY", booking.code))
    assert payments(database, "charge") == []
    tell(client, fake.paid(begun.reference))
    assert as_it_is(database, booking).status == "CONFIRMED"
    (charge,) = payments(database, "charge")
    assert (charge.reference, charge.status, charge.amount_minor) == (begun.reference, "done", 6000)


@pytest.mark.parametrize("metadata", [{}, {"booking_id": "nobody"}, None])
def test_a_payment_of_no_booking_is_answered_and_left_alone(
    client: FlaskClient, database: RolledBackDatabase, metadata: Any
) -> None:
    intent = {"id": "pi_x", "amount_received": 5, "currency": "jpy", "metadata": metadata}
    assert tell(client, event("payment_intent.succeeded", intent)).status_code == 200
    assert payments(database, "charge") == []


def test_only_what_stripe_signed_counts(
    client: FlaskClient,
    database: RolledBackDatabase,
    fake: FakeStripe,
    booking: Booking,
    intent: str,
) -> None:
    body, signature = fake.paid(intent)
    forged = event("payment_intent.succeeded", fake.intents[intent], secret=SECRET_KEY)
    for told in (forged, (body, ""), (body + b" ", signature), (body, "t=1,v1=abc")):
        answer = tell(client, told)
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["code"] == "bad_signature"
    assert as_it_is(database, booking).status == "ON_HOLD"


@pytest.mark.parametrize("facts", [{"amount_received": 5999}, {"currency": "eur"}])
def test_a_wrong_amount_or_currency_never_confirms_and_goes_back(
    client: FlaskClient,
    database: RolledBackDatabase,
    facts: dict[str, Any],
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
    intent: str,
) -> None:
    tell(client, fake.paid(intent, **facts))
    now = as_it_is(database, booking)
    assert (now.status, now.paid_minor - now.refund_minor) == ("ON_HOLD", 0)
    assert mails(database) == ["booking_paid_wrongly"]
    send_refunds(database, service)
    assert fake.given_back(intent) == facts.get("amount_received", 6000)


def test_what_went_back_does_not_pay_for_the_booking(
    client: FlaskClient, database: RolledBackDatabase, fake: FakeStripe, booking: Booking
) -> None:
    for amount in (5999, 5998):
        tell(client, fake.paid(intent_of(client, booking), amount_received=amount))
        fake.kept.clear()  # so that the next one is another payment
    headers = {"Booking-Key": booking.access_key, "Idempotency-Key": str(uuid.uuid4())}
    answer = client.post(f"/v1/bookings/{booking.id}/confirm", json={}, headers=headers)
    assert answer.get_json()["code"] == "payment_needed"
    tell(client, fake.paid(intent_of(client, booking)))
    assert as_it_is(database, booking).status == "CONFIRMED"


def test_the_price_of_before_a_change_does_not_pay_for_it(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    fake: FakeStripe,
    booking: Booking,
) -> None:
    old = intent_of(client, booking)
    with database.writing() as session:
        changed = get_booking(session, booking.id, to_change=True)
        amend(session, changed, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
    new = intent_of(client, booking)
    assert fake.intents[new]["amount"] == 3000
    tell(client, fake.paid(old))
    assert as_it_is(database, booking).status == "ON_HOLD"
    tell(client, fake.paid(new))
    now = as_it_is(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 9000, 6000)


def test_a_late_payment_revives_the_booking_where_seats_remain(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    fake: FakeStripe,
    clock: Clock,
    booking: Booking,
    intent: str,
) -> None:
    clock[0] = NOW + HELD_FOR
    with database.writing() as session:
        release_expired(session, now=clock[0])
        assert vacancies(session, field.slots[0]) == 2
    tell(client, fake.paid(intent))
    assert as_it_is(database, booking).status == "CONFIRMED"
    with database.reading() as session:
        assert vacancies(session, field.slots[0]) == 0


def test_a_late_payment_goes_back_where_the_seats_are_gone(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    clock: Clock,
    fake: FakeStripe,
    service: StripePayments,
    booking: Booking,
    intent: str,
) -> None:
    clock[0] = NOW + HELD_FOR
    with database.writing() as session:
        release_expired(session, now=clock[0])
        held(session, field, 2, now=clock[0])
    tell(client, fake.paid(intent))
    assert as_it_is(database, booking).status == "EXPIRED"
    assert mails(database) == ["booking_paid_too_late"]
    send_refunds(database, service, clock[0])
    assert fake.given_back(intent) == 6000
