"""Beginning to pay online, against a stand-in for Stripe and Stripe's own library."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.bookings.holding import HELD_FOR
from server.bookings.models import Booking
from server.bookings.payment_services import Charge
from server.bookings.stripe_payments import StripePayments, open_stripe
from server.config import Settings
from server.regions.models import Region
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import HANAKO, RiceField, make_rice_field, vacancies
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    FakeStripe,
    event,
)
from tests.server.bookings.payments.conftest import Clock
from tests.server.bookings.payments.steps import (
    as_it_is,
    begin,
    held_online,
    intent_of,
    mails,
    payments,
    tell,
)
from tests.server.conftest import NOW


def test_a_booking_stands_once_its_payment_has_come_in(
    client: FlaskClient, database: RolledBackDatabase, fake: FakeStripe, booking: Booking
) -> None:
    begun = begin(client, booking).get_json()
    assert (begun["amount_minor"], begun["currency"]) == (6000, "JPY")
    (intent,) = fake.intents.values()
    assert (intent["amount"], intent["currency"]) == (6000, "jpy")
    assert begun["client_secret"] == intent["client_secret"]
    assert as_it_is(database, booking).status == "ON_HOLD"
    assert tell(client, fake.paid(intent["id"])).status_code == 200
    now = as_it_is(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
    assert mails(database) == ["booking_confirmed"]


def test_stripe_learns_nothing_of_who_the_guest_is(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    begin(client, held_online(database, field))
    (intent,) = fake.intents.values()
    told = str(intent["sent"])
    assert not any(str(word) in told for word in (HANAKO.name, HANAKO.email, HANAKO.phone))


def test_euros_are_told_in_cents(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    with database.writing() as session:
        session.get_one(Region, "abu").currency = "EUR"
    booking = held_online(database, field)
    intent = intent_of(client, booking)
    assert (fake.intents[intent]["amount"], fake.intents[intent]["currency"]) == (6000, "eur")
    tell(client, fake.paid(intent))
    assert as_it_is(database, booking).status == "CONFIRMED"


@pytest.mark.parametrize(("currency", "amount"), [("JPY", 500), ("EUR", 500), ("ISK", 50_000)])
def test_stripe_is_asked_in_its_own_units(
    currency: str, amount: int, fake: FakeStripe, service: StripePayments
) -> None:
    begun = service.begin(Charge("b", 500, currency, "x"))
    assert fake.intents[begun.reference]["amount"] == amount
    told = service.read(*fake.paid(begun.reference))
    assert told is not None
    assert getattr(told, "amount_minor", None) == 500


def test_the_same_key_gives_the_same_payment_even_after_it_was_made(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking, key = held_online(database, field), str(uuid.uuid4())
    first = begin(client, booking, key)
    tell(client, fake.paid(first.get_json()["reference"]))
    again = begin(client, booking, key)
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(fake.intents) == 1


def test_another_key_gives_the_same_payment_while_the_price_is_the_same(
    client: FlaskClient, database: RolledBackDatabase, fake: FakeStripe, booking: Booking
) -> None:
    assert begin(client, booking).get_json() == begin(client, booking).get_json()
    assert len(fake.intents) == 1
    assert len(payments(database, "charge")) == 1


def test_a_payment_cannot_be_begun_while_stripe_is_away(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking, key = held_online(database, field), str(uuid.uuid4())
    fake.is_down = True
    answer = begin(client, booking, key)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "payment_service_away")
    assert "Retry-After" in answer.headers
    fake.is_down = False
    assert begin(client, booking, key).status_code == 201


def test_what_cannot_be_paid_says_why(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, clock: Clock
) -> None:
    on_site = held_online(database, make_rice_field(database))
    assert begin(client, on_site).get_json()["code"] == "paid_on_site"
    booking = held_online(database, field)
    stranger = client.post(
        f"/v1/bookings/{booking.id}/payments",
        json={},
        headers={"Booking-Key": "x", "Idempotency-Key": str(uuid.uuid4())},
    )
    assert stranger.get_json()["code"] == "booking_not_found"
    with database.writing() as session:
        session.get_one(Booking, booking.id).contact_email = None
    faults = begin(client, booking).get_json()["errors"]
    assert [fault["pointer"] for fault in faults] == ["/contact/email"]
    clock[0] = NOW + HELD_FOR
    assert begin(client, booking).get_json()["code"] == "hold_expired"


def test_without_a_payment_service_nothing_is_booked_that_is_paid_online(
    app: Flask, database: RolledBackDatabase, field: RiceField
) -> None:
    client = app.test_client()
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    units = [{"unit_id": field.adult, "quantity": 1}]
    body = {"slot_id": field.slots[0], "units": units}
    answer = client.post("/v1/bookings", json=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_online_payments")
    with database.reading() as session:
        assert vacancies(session, field.slots[0]) == 2
    booking = held_online(database, field)
    assert begin(client, booking).get_json()["code"] == "no_online_payments"
    answer = tell(client, event("payment_intent.succeeded", {}))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "no_online_payments")


def test_stripe_is_set_up_whole_or_not_at_all() -> None:
    key: dict[str, Any] = {"stripe_secret_key": SECRET_KEY}
    signing: dict[str, Any] = {"stripe_webhook_secret": WEBHOOK_SECRET}
    assert open_stripe(Settings()) is None
    assert open_stripe(Settings(**key, **signing)) is not None
    for half in (key, signing):
        with pytest.raises(ValueError, match="belong together"):
            Settings(**half)
    assert SECRET_KEY not in repr(Settings(**key, **signing))
