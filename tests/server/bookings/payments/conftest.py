"""A service that takes money through a stand-in for Stripe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.bookings.models import Booking
from server.bookings.stripe_payments import StripePayments
from server.config import Settings
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    FakeStripe,
    running_stripe,
)
from tests.server.bookings.payments.steps import held_online, intent_of, tell
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
def service(stripe: tuple[FakeStripe, StripePayments]) -> StripePayments:
    return stripe[1]


@pytest.fixture
def clock() -> Clock:
    return [NOW]


@pytest.fixture
def paying_app(
    database: RolledBackDatabase,
    data_dir: Path,
    service: StripePayments,
    clock: Clock,
) -> Flask:
    settings = Settings(data_dir=data_dir, rate_limit_enabled=False)
    return create_app(settings, database=database, now=lambda: clock[0], payments=service)


@pytest.fixture
def client(paying_app: Flask) -> FlaskClient:
    return paying_app.test_client()


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    return make_rice_field(database, payment="online", capacity=2)


@pytest.fixture
def booking(database: RolledBackDatabase, field: RiceField) -> Booking:
    return held_online(database, field)


@pytest.fixture
def intent(client: FlaskClient, booking: Booking) -> str:
    return intent_of(client, booking)


@pytest.fixture
def paid(client: FlaskClient, fake: FakeStripe, intent: str) -> None:
    tell(client, fake.paid(intent))
