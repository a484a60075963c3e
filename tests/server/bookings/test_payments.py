"""Paying online, against a stand-in for Stripe and Stripe's own library."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import HELD_FOR, get_booking
from server.bookings.models import Booking
from server.bookings.money import MOST_ATTEMPTS, send_refund
from server.bookings.payment_models import Payment
from server.bookings.payment_services import Charge, Refund
from server.bookings.seats import release_expired
from server.bookings.stripe_payments import StripePayments, open_stripe
from server.config import Settings
from server.outbox.models import Mail
from server.regions.models import Region
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import GUEST, RiceField, held, make_rice_field, vacancies
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    Event,
    FakeStripe,
    event,
    running_stripe,
)
from tests.server.conftest import NOW

Clock = list[dt.datetime]


@pytest.fixture
def stripe() -> Iterator[tuple[FakeStripe, StripePayments]]:
    with running_stripe() as (fake, address):
        yield fake, StripePayments(SECRET_KEY, WEBHOOK_SECRET, address, retries=0)


@pytest.fixture
def fake(stripe: tuple[FakeStripe, StripePayments]) -> FakeStripe:
    return stripe[0]


@pytest.fixture
def clock() -> Clock:
    return [NOW]


@pytest.fixture
def paying_app(
    database: RolledBackDatabase,
    data_dir: Path,
    stripe: tuple[FakeStripe, StripePayments],
    clock: Clock,
) -> Flask:
    settings = Settings(data_dir=data_dir, rate_limit_enabled=False)
    return create_app(settings, database=database, now=lambda: clock[0], payments=stripe[1])


@pytest.fixture
def client(paying_app: Flask) -> FlaskClient:
    return paying_app.test_client()


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    return make_rice_field(database, payment="online", capacity=2)


def _held(database: RolledBackDatabase, field: RiceField, adults: int = 2) -> Booking:
    with database.writing() as session:
        return held(session, field, adults)


def _begin(client: FlaskClient, booking: Booking, key: str | None = None) -> TestResponse:
    headers = {"Booking-Key": booking.access_key, "Idempotency-Key": key or str(uuid.uuid4())}
    return client.post(f"/v1/bookings/{booking.id}/payments", json={}, headers=headers)


def _intent(client: FlaskClient, booking: Booking) -> str:
    answer = _begin(client, booking)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["reference"])


def _tell(client: FlaskClient, told: Event) -> TestResponse:
    body, signature = told
    return client.post("/v1/payments/stripe", data=body, headers={"Stripe-Signature": signature})


def _now(database: RolledBackDatabase, booking: Booking) -> Booking:
    with database.reading() as session:
        return get_booking(session, booking.id)


def _payments(database: RolledBackDatabase, kind: str) -> list[Payment]:
    with database.reading() as session:
        which = sa.select(Payment).where(Payment.kind == kind)
        return list(session.scalars(which.order_by(Payment.created_at, Payment.id)))


def _mails(database: RolledBackDatabase) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(sa.select(Mail.kind)))


def _send_refunds(
    database: RolledBackDatabase, service: StripePayments, at: dt.datetime = NOW
) -> None:
    while send_refund(database, service, now=lambda: at):
        pass


def test_a_booking_stands_once_its_payment_has_come_in(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    begun = _begin(client, booking).get_json()
    assert (begun["amount_minor"], begun["currency"]) == (6000, "JPY")
    (intent,) = fake.intents.values()
    assert (intent["amount"], intent["currency"]) == (6000, "jpy")
    assert begun["client_secret"] == intent["client_secret"]
    assert _now(database, booking).status == "ON_HOLD"
    assert _tell(client, fake.paid(intent["id"])).status_code == 200
    now = _now(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
    assert _mails(database) == ["booking_confirmed"]


def test_stripe_learns_nothing_of_who_the_guest_is(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    _begin(client, _held(database, field))
    (intent,) = fake.intents.values()
    told = str(intent["sent"])
    assert not any(word in told for word in ("hanako", "花子", "090"))


def test_euros_are_told_in_cents(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    with database.writing() as session:
        session.get_one(Region, "abu").currency = "EUR"
    booking = _held(database, field)
    intent = _intent(client, booking)
    assert (fake.intents[intent]["amount"], fake.intents[intent]["currency"]) == (6000, "eur")
    _tell(client, fake.paid(intent))
    assert _now(database, booking).status == "CONFIRMED"


@pytest.mark.parametrize(("currency", "amount"), [("JPY", 500), ("EUR", 500), ("ISK", 50_000)])
def test_stripe_is_asked_in_its_own_units(
    stripe: tuple[FakeStripe, StripePayments], currency: str, amount: int
) -> None:
    fake, service = stripe
    begun = service.begin(Charge("b", 500, currency, "x"))
    assert fake.intents[begun.reference]["amount"] == amount
    told = service.read(*fake.paid(begun.reference))
    assert told is not None
    assert getattr(told, "amount_minor", None) == 500


def test_the_same_key_gives_the_same_payment_even_after_it_was_made(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking, key = _held(database, field), str(uuid.uuid4())
    first = _begin(client, booking, key)
    _tell(client, fake.paid(first.get_json()["reference"]))
    again = _begin(client, booking, key)
    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert len(fake.intents) == 1


def test_another_key_gives_the_same_payment_while_the_price_is_the_same(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    assert _begin(client, booking).get_json() == _begin(client, booking).get_json()
    assert len(fake.intents) == 1
    assert len(_payments(database, "charge")) == 1


def test_an_event_that_comes_twice_counts_once(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    intent = _intent(client, booking)
    told = fake.paid(intent)
    for _ in range(3):
        assert _tell(client, told).status_code == 200
    assert _tell(client, fake.paid(intent)).status_code == 200  # another event of the same payment
    now = _now(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
    assert _mails(database) == ["booking_confirmed"]


def test_events_out_of_order_change_nothing(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    intent = _intent(client, booking)
    _tell(client, fake.paid(intent))
    for kind in ("payment_intent.payment_failed", "payment_intent.created", "charge.succeeded"):
        assert _tell(client, event(kind, fake.intents[intent])).status_code == 200
    assert _now(database, booking).status == "CONFIRMED"


def test_a_payment_whose_beginning_was_never_kept_finds_its_booking(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking = _held(database, field)
    begun = service.begin(Charge(booking.id, 6000, "JPY", booking.code))
    assert _payments(database, "charge") == []
    _tell(client, fake.paid(begun.reference))
    assert _now(database, booking).status == "CONFIRMED"
    (charge,) = _payments(database, "charge")
    assert (charge.reference, charge.status, charge.amount_minor) == (begun.reference, "done", 6000)


@pytest.mark.parametrize("metadata", [{}, {"booking_id": "nobody"}, None])
def test_a_payment_of_no_booking_is_answered_and_left_alone(
    client: FlaskClient, database: RolledBackDatabase, metadata: Any
) -> None:
    intent = {"id": "pi_x", "amount_received": 5, "currency": "jpy", "metadata": metadata}
    assert _tell(client, event("payment_intent.succeeded", intent)).status_code == 200
    assert _payments(database, "charge") == []


def test_only_what_stripe_signed_counts(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    intent = _intent(client, booking)
    body, signature = fake.paid(intent)
    forged = event("payment_intent.succeeded", fake.intents[intent], secret=SECRET_KEY)
    for told in (forged, (body, ""), (body + b" ", signature), (body, "t=1,v1=abc")):
        answer = _tell(client, told)
        assert answer.status_code == 422
        assert answer.get_json()["errors"][0]["code"] == "bad_signature"
    assert _now(database, booking).status == "ON_HOLD"


@pytest.mark.parametrize("facts", [{"amount_received": 5999}, {"currency": "eur"}])
def test_a_wrong_amount_or_currency_never_confirms_and_goes_back(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
    facts: dict[str, Any],
) -> None:
    fake, service = stripe
    booking = _held(database, field)
    intent = _intent(client, booking)
    _tell(client, fake.paid(intent, **facts))
    now = _now(database, booking)
    assert (now.status, now.paid_minor - now.refund_minor) == ("ON_HOLD", 0)
    assert _mails(database) == ["booking_paid_wrongly"]
    _send_refunds(database, service)
    assert fake.given_back(intent) == facts.get("amount_received", 6000)


def test_what_went_back_does_not_pay_for_the_booking(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    for amount in (5999, 5998):
        _tell(client, fake.paid(_intent(client, booking), amount_received=amount))
        fake.kept.clear()  # so that the next one is another payment
    headers = {"Booking-Key": booking.access_key, "Idempotency-Key": str(uuid.uuid4())}
    answer = client.post(f"/v1/bookings/{booking.id}/confirm", json={}, headers=headers)
    assert answer.get_json()["code"] == "payment_needed"
    _tell(client, fake.paid(_intent(client, booking)))
    assert _now(database, booking).status == "CONFIRMED"


def test_the_price_of_before_a_change_does_not_pay_for_it(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking = _held(database, field)
    old = _intent(client, booking)
    with database.writing() as session:
        changed = get_booking(session, booking.id, to_change=True)
        amend(session, changed, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
    new = _intent(client, booking)
    assert fake.intents[new]["amount"] == 3000
    _tell(client, fake.paid(old))
    assert _now(database, booking).status == "ON_HOLD"
    _tell(client, fake.paid(new))
    now = _now(database, booking)
    assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 9000, 6000)


def test_a_late_payment_revives_the_booking_where_seats_remain(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    fake: FakeStripe,
    clock: Clock,
) -> None:
    booking = _held(database, field)
    intent = _intent(client, booking)
    clock[0] = NOW + HELD_FOR
    with database.writing() as session:
        release_expired(session, now=clock[0])
        assert vacancies(session, field.slots[0]) == 2
    _tell(client, fake.paid(intent))
    assert _now(database, booking).status == "CONFIRMED"
    with database.reading() as session:
        assert vacancies(session, field.slots[0]) == 0


def test_a_late_payment_goes_back_where_the_seats_are_gone(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
    clock: Clock,
) -> None:
    fake, service = stripe
    booking = _held(database, field)
    intent = _intent(client, booking)
    clock[0] = NOW + HELD_FOR
    with database.writing() as session:
        release_expired(session, now=clock[0])
        held(session, field, 2, now=clock[0])
    _tell(client, fake.paid(intent))
    assert _now(database, booking).status == "EXPIRED"
    assert _mails(database) == ["booking_paid_too_late"]
    _send_refunds(database, service, clock[0])
    assert fake.given_back(intent) == 6000


def test_who_paid_twice_gets_the_second_payment_back(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
    clock: Clock,
) -> None:
    fake, service = stripe
    booking = _held(database, field)
    first = _intent(client, booking)
    fake.kept.clear()
    second = _intent(client, booking)
    assert first != second
    _tell(client, fake.paid(first))
    clock[0] = NOW + dt.timedelta(minutes=1)
    _tell(client, fake.paid(second))
    _send_refunds(database, service, clock[0])
    assert (fake.given_back(first), fake.given_back(second)) == (0, 6000)
    _cancel(database, booking, clock[0])
    _send_refunds(database, service, clock[0])
    assert (fake.given_back(first), fake.given_back(second)) == (6000, 6000)


def _cancel(database: RolledBackDatabase, booking: Booking, now: dt.datetime = NOW) -> None:
    with database.writing() as session:
        found = get_booking(session, booking.id, to_change=True)
        cancel(session, found, By("cancelled", "guest"), now=now)


def _paid(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> tuple[Booking, str]:
    booking = _held(database, field)
    intent = _intent(client, booking)
    _tell(client, fake.paid(intent))
    return booking, intent


def test_a_cancellation_gives_back_what_the_policy_says(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking, intent = _paid(client, database, field, fake)
    later = booking.slot.starts_at - dt.timedelta(hours=30)
    _cancel(database, booking, later)
    _send_refunds(database, service, later)
    _send_refunds(database, service, later)
    assert fake.given_back(intent) == 3000
    (refund,) = _payments(database, "refund")
    assert (refund.status, refund.amount_minor, refund.settled_at) == ("done", 3000, later)


def test_a_refund_waits_for_the_service_and_then_goes_once(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking, intent = _paid(client, database, field, fake)
    _cancel(database, booking)
    fake.is_down = True
    _send_refunds(database, service)
    (refund,) = _payments(database, "refund")
    assert refund.status == "due"
    assert refund.due_at is not None
    assert refund.due_at > NOW
    assert "APIError" in refund.last_error
    fake.is_down = False
    _send_refunds(database, service)
    assert fake.given_back(intent) == 0, "it is not its turn yet"
    _send_refunds(database, service, refund.due_at)
    _send_refunds(database, service, refund.due_at + dt.timedelta(days=9))
    assert fake.given_back(intent) == 6000


def test_a_refund_whose_answer_was_lost_is_not_made_again_even_after_stripe_forgot_its_key(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking, intent = _paid(client, database, field, fake)
    _cancel(database, booking)
    fake.loses_answers = True
    _send_refunds(database, service)
    assert fake.given_back(intent) == 6000
    fake.loses_answers = False
    fake.kept.clear()
    _send_refunds(database, service, NOW + dt.timedelta(days=2))
    assert fake.given_back(intent) == 6000
    (refund,) = _payments(database, "refund")
    assert (refund.status, refund.reference) == ("done", next(iter(fake.refunds)))


def test_a_refund_that_never_goes_is_given_up_and_told(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking, _ = _paid(client, database, field, fake)
    _cancel(database, booking)
    fake.is_down = True
    for days in range(MOST_ATTEMPTS + 2):
        _send_refunds(database, service, NOW + dt.timedelta(days=10 * days))
    (refund,) = _payments(database, "refund")
    assert (refund.status, refund.attempts) == ("failed", MOST_ATTEMPTS)


def test_a_refund_that_the_bank_returns_is_marked(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    fake, service = stripe
    booking, _ = _paid(client, database, field, fake)
    _cancel(database, booking)
    _send_refunds(database, service)
    (made,) = fake.refunds.values()
    assert _tell(client, event("refund.failed", made)).status_code == 200
    (refund,) = _payments(database, "refund")
    assert refund.status == "failed"


def test_a_payment_cannot_be_begun_while_stripe_is_away(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, fake: FakeStripe
) -> None:
    booking, key = _held(database, field), str(uuid.uuid4())
    fake.is_down = True
    answer = _begin(client, booking, key)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "payment_service_away")
    assert "Retry-After" in answer.headers
    fake.is_down = False
    assert _begin(client, booking, key).status_code == 201


def test_what_cannot_be_paid_says_why(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, clock: Clock
) -> None:
    on_site = _held(database, make_rice_field(database))
    assert _begin(client, on_site).get_json()["code"] == "paid_on_site"
    booking = _held(database, field)
    stranger = client.post(
        f"/v1/bookings/{booking.id}/payments",
        json={},
        headers={"Booking-Key": "x", "Idempotency-Key": str(uuid.uuid4())},
    )
    assert stranger.get_json()["code"] == "booking_not_found"
    with database.writing() as session:
        session.get_one(Booking, booking.id).contact_email = None
    faults = _begin(client, booking).get_json()["errors"]
    assert [fault["pointer"] for fault in faults] == ["/contact/email"]
    clock[0] = NOW + HELD_FOR
    assert _begin(client, booking).get_json()["code"] == "hold_expired"


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
    booking = _held(database, field)
    assert _begin(client, booking).get_json()["code"] == "no_online_payments"
    answer = _tell(client, event("payment_intent.succeeded", {}))
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


def test_a_refund_is_asked_for_under_its_own_name(
    stripe: tuple[FakeStripe, StripePayments],
) -> None:
    _, service = stripe
    charge = service.begin(Charge("b", 500, "JPY", "x")).reference
    once, again = (service.refund(Refund("r1", charge, 200, "JPY")) for _ in range(2))
    assert once == again
    assert service.refund(Refund("r2", charge, 200, "JPY")) != once
