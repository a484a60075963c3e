"""Workers that are killed in the middle of their work, again and again."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.paying import receive
from server.bookings.payment_models import Payment
from server.bookings.payment_services import Charge, Paid
from server.bookings.stripe_payments import StripePayments
from server.db import Database
from server.outbox.models import Mail
from tests.server.bookings.builders import (
    RiceField,
    committed_database,
    held,
    make_rice_field,
)
from tests.server.bookings.fake_stripe import (
    SECRET_KEY,
    WEBHOOK_SECRET,
    FakeStripe,
    running_stripe,
)
from tests.server.conftest import NOW

ROUNDS = int(os.environ.get("WORKER_KILLS", "3"))
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Before the real clock, which the workers have."""

EACH_ROUND = 4
"""Bookings that are paid and cancelled before each kill: a refund and two letters each."""


def test_killed_workers_refund_everything_once_and_lose_no_letter(
    database_url: str, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - when to kill is no secret
    with (
        committed_database(database_url, tmp_path) as database,
        running_stripe() as (fake, address),
    ):
        field = make_rice_field(database, payment="online", capacity=8)
        service = StripePayments(SECRET_KEY, WEBHOOK_SECRET, address)
        for _ in range(ROUNDS):
            with database.writing() as session:
                for _ in range(EACH_ROUND):
                    _paid_and_cancelled(session, field, service)
                _let_time_pass(session)
            _work_and_die(database, tmp_path, address, fake, chance)
            fake.kept.clear()  # Stripe forgets idempotency keys
        with database.writing() as session:
            _let_time_pass(session)
        assert _worker(database, tmp_path, address, "--once").wait(120) == 0
        _assert_all_done(database, fake, tmp_path / "mail")


def _paid_and_cancelled(session: Session, field: RiceField, service: StripePayments) -> None:
    booking = held(session, field, 1)
    begun = service.begin(Charge(booking.id, 3000, "JPY", booking.code))
    told = Paid(f"evt-{booking.id}", begun.reference, booking.id, 3000, "JPY")
    receive(session, "stripe", told, now=NOW)
    cancel(session, booking, By("cancelled", "guest"), now=NOW)


def _let_time_pass(session: Session) -> None:
    """Let everything be due that is still to be done, claimed by the dead or not."""
    session.execute(sa.update(Mail).where(Mail.sent_at.is_(None)).values(due_at=LONG_AGO))
    session.execute(sa.update(Payment).where(Payment.status == "due").values(due_at=LONG_AGO))


def _worker(
    database: Database, folder: Path, stripe: str, *arguments: str
) -> subprocess.Popen[bytes]:
    settings = {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "DATA_DIR": str(folder),
        "STRIPE_SECRET_KEY": SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "STRIPE_API_BASE": stripe,
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from server.cli import main; main()", "worker", *arguments],
        env={**os.environ, **settings},
    )


def _work_and_die(
    database: Database, folder: Path, stripe: str, fake: FakeStripe, chance: random.Random
) -> None:
    """Kill a worker a moment after it has begun, mostly before it is done."""
    seen = len(fake.requests)
    worker = _worker(database, folder, stripe)
    deadline = time.monotonic() + 60
    while len(fake.requests) == seen and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.05))
    worker.kill()
    worker.wait()


def _assert_all_done(database: Database, fake: FakeStripe, folder: Path) -> None:
    number = ROUNDS * EACH_ROUND
    back = Counter(refund["payment_intent"] for refund in fake.refunds.values())
    assert (len(back), set(back.values())) == (number, {1})
    with database.reading() as session:
        refunds = list(session.scalars(sa.select(Payment).where(Payment.kind == "refund")))
        assert {refund.reference for refund in refunds} == set(fake.refunds)
        assert {refund.status for refund in refunds} == {"done"}
        mails = list(session.scalars(sa.select(Mail)))
        assert len(mails) == 2 * number
        assert all(mail.sent_at for mail in mails)
        assert {path.stem for path in folder.glob("*.eml")} == {mail.id for mail in mails}
