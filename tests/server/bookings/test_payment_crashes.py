"""Processes that are killed between the payment service and the database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.app import create_app
from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.bookings.money import CLAIMED_FOR, send_refund
from server.bookings.payment_models import Payment
from server.bookings.stripe_payments import StripePayments
from server.config import Settings
from server.db import Database
from tests.server.bookings.builders import committed_database, held, make_rice_field
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    FakeStripe,
    running_stripe,
)
from tests.server.conftest import NOW

_DIES = """
import datetime as dt, os, signal, sys
from server.app import create_app
from server.bookings.money import send_refund
from server.bookings.stripe_payments import StripePayments
from server.config import Settings
from server.db import Database

class Dies(StripePayments):
    def begin(self, charge):
        super().begin(charge)
        os.kill(os.getpid(), signal.SIGKILL)

    def refund(self, refund):
        super().refund(refund)
        os.kill(os.getpid(), signal.SIGKILL)

url, stripe, folder, now, booking, key = sys.argv[1:]
database, now = Database.at(url), dt.datetime.fromisoformat(now)
service = Dies("sk", "wh", stripe)
if booking == "-":
    send_refund(database, service, now=lambda: now)
else:
    settings = Settings(data_dir=folder, rate_limit_enabled=False)
    app = create_app(settings, database=database, now=lambda: now, payments=service)
    headers = {"Booking-Key": key, "Idempotency-Key": "the-same-key-always"}
    app.test_client().post(f"/v1/bookings/{booking}/payments", json={}, headers=headers)
"""


class Scene:
    """A database, a stand-in for Stripe, and processes that die in the middle."""

    def __init__(self, database: Database, fake: FakeStripe, address: str, folder: Path) -> None:
        self.database, self.fake, self.address, self.folder = database, fake, address, folder
        self.service = StripePayments(SECRET_KEY, WEBHOOK_SECRET, address)
        settings = Settings(data_dir=folder, rate_limit_enabled=False)
        self.app = create_app(settings, database=database, now=lambda: NOW, payments=self.service)
        self.client = self.app.test_client()

    def held(self) -> Booking:
        """Hold seats that are paid online."""
        field = make_rice_field(self.database, payment="online")
        with self.database.writing() as session:
            return held(session, field)

    def dies(self, booking: Booking | None = None) -> None:
        """Let a process ask Stripe for something and die on its answer."""
        url = self.database.engine.url.render_as_string(hide_password=False)
        asked = (booking.id, booking.access_key) if booking else ("-", "-")
        command = [sys.executable, "-c", _DIES, url, self.address, str(self.folder)]
        ended = subprocess.run(
            [*command, NOW.isoformat(), *asked], timeout=120, env=os.environ, check=False
        )
        assert ended.returncode == -signal.SIGKILL

    def begin(self, booking: Booking, key: str) -> str:
        """Begin a payment and return the intent."""
        headers = {"Booking-Key": booking.access_key, "Idempotency-Key": key}
        answer = self.app.test_client().post(
            f"/v1/bookings/{booking.id}/payments", json={}, headers=headers
        )
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()["reference"])

    def pay(self, intent: str) -> None:
        """Let the guest pay and Stripe tell."""
        body, signature = self.fake.paid(intent)
        headers = {"Stripe-Signature": signature}
        answer = self.client.post("/v1/payments/stripe", data=body, headers=headers)
        assert answer.status_code == 200, answer.text


@pytest.fixture
def scene(database_url: str, tmp_path: Path) -> Iterator[Scene]:
    with (
        committed_database(database_url, tmp_path) as database,
        running_stripe() as (fake, address),
    ):
        yield Scene(database, fake, address, tmp_path)


def test_a_payment_whose_beginning_was_cut_off_is_begun_once(scene: Scene) -> None:
    booking = scene.held()
    scene.dies(booking)
    (intent,) = scene.fake.intents
    with scene.database.reading() as session:
        assert session.scalars(sa.select(Payment)).all() == []
    assert scene.begin(booking, "the-same-key-always") == intent
    assert scene.begin(booking, str(uuid.uuid4())) == intent
    scene.pay(intent)
    with scene.database.reading() as session:
        assert get_booking(session, booking.id).status == "CONFIRMED"
        assert len(session.scalars(sa.select(Payment)).all()) == 1


def test_money_of_a_payment_whose_beginning_was_cut_off_is_not_lost(scene: Scene) -> None:
    booking = scene.held()
    scene.dies(booking)
    scene.pay(next(iter(scene.fake.intents)))
    with scene.database.reading() as session:
        assert get_booking(session, booking.id).status == "CONFIRMED"


def test_a_refund_whose_noting_was_cut_off_is_paid_once(scene: Scene) -> None:
    booking = scene.held()
    intent = scene.begin(booking, str(uuid.uuid4()))
    scene.pay(intent)
    with scene.database.writing() as session:
        found = get_booking(session, booking.id, to_change=True)
        cancel(session, found, By("cancelled", "guest"), now=NOW)
    scene.dies()
    assert scene.fake.given_back(intent) == 6000
    assert send_refund(scene.database, scene.service, now=lambda: NOW) == 0, "still claimed"
    scene.fake.kept.clear()
    later = NOW + CLAIMED_FOR
    assert send_refund(scene.database, scene.service, now=lambda: later) == 1
    assert scene.fake.given_back(intent) == 6000
    with scene.database.reading() as session:
        refund = session.scalars(sa.select(Payment).where(Payment.kind == "refund")).one()
        assert (refund.status, refund.reference) == ("done", next(iter(scene.fake.refunds)))


def _at_once(work: Callable[[int], int]) -> set[int]:
    with ThreadPoolExecutor(max_workers=8) as pool:
        return set(pool.map(work, range(8)))


def test_a_payment_begun_from_many_sides_at_once_is_one(scene: Scene) -> None:
    booking = scene.held()
    with ThreadPoolExecutor(max_workers=8) as pool:
        keys = [str(uuid.uuid4()) for _ in range(4)] * 2
        intents = set(pool.map(lambda key: scene.begin(booking, key), keys))
    assert intents == set(scene.fake.intents)
    assert len(intents) == 1


def test_an_event_told_from_many_sides_at_once_counts_once(scene: Scene) -> None:
    booking = scene.held()
    intent = scene.begin(booking, str(uuid.uuid4()))
    same = scene.fake.paid(intent)

    def tell(n: int) -> int:
        body, signature = same if n % 2 else scene.fake.paid(intent)
        headers = {"Stripe-Signature": signature}
        client = scene.app.test_client()
        return client.post("/v1/payments/stripe", data=body, headers=headers).status_code

    assert _at_once(tell) == {200}
    with scene.database.reading() as session:
        now = get_booking(session, booking.id)
        assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
