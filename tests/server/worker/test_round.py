"""Everything the worker does, once, by two of them at a time."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.confirming import confirm
from server.bookings.guest_models import WaitingEntry
from server.bookings.holding import HELD_FOR
from server.bookings.models import Booking
from server.bookings.paying import receive
from server.bookings.payment_models import Payment
from server.bookings.payment_services import Begun, Charge, Paid, Refund, Told
from server.bookings.waiting import join
from server.db import Database
from server.experiences.slot_models import Schedule, Slot
from server.idempotency.models import KeptAnswer
from server.outbox.delivery import Letterhead
from server.outbox.models import Mail
from server.worker.chores import do_once
from server.worker.round import chores_of
from tests.server.bookings.builders import (
    GUEST,
    HANAKO,
    RiceField,
    committed_database,
    held,
    make_rice_field,
    vacancies,
)
from tests.server.conftest import NOW

LATER = NOW + HELD_FOR


class Till:
    """A payment service that writes down what it gave back."""

    name = "stripe"

    def __init__(self) -> None:
        self.refunds: list[Refund] = []

    def begin(self, charge: Charge) -> Begun:
        return Begun(charge.key, "secret")

    def refund(self, refund: Refund) -> str:
        self.refunds.append(refund)
        return f"re_{refund.key}"

    def read(self, body: bytes, signature: str) -> Told | None:
        return None


class Postbox:
    """Takes letters."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    def __call__(self, letter: EmailMessage) -> None:
        self.letters.append(letter)


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """A database to which several can commit."""
    with committed_database(database_url, tmp_path) as database:
        yield database


def _work(
    database: Database, box: Postbox, till: Till | None, at: dt.datetime = LATER
) -> list[str]:
    return do_once(
        chores_of(
            database,
            box,
            head=Letterhead("a@example.jp"),
            mail_dir=Path("nowhere"),
            payments=till,
            now=lambda: at,
        )
    )


def _paid_and_cancelled(session: Session, field: RiceField) -> None:
    booking = held(session, field, 1, slot=2)
    told = Paid(f"evt-{booking.id}", f"pi-{booking.id}", booking.id, 3000, "JPY")
    receive(session, "stripe", told, now=NOW)
    cancel(session, booking, By("cancelled", "guest"), now=NOW)


def _busy(database: Database) -> RiceField:
    """Keep something to do for every chore."""
    field = make_rice_field(database, payment="online", slots=3, capacity=6)
    asked = make_rice_field(database, confirmation="approval", approval_hours=1)
    with database.writing() as session:
        for _ in range(6):
            held(session, field, 1)
        join(session, session.get_one(Slot, field.slots[0]), "mari@example.jp", 2, "ja", now=NOW)
        for _ in range(3):
            confirm(session, held(session, asked, 1), HANAKO, GUEST, now=NOW)
        for _ in range(4):
            _paid_and_cancelled(session, field)
        past = session.get_one(Slot, field.slots[1])
        past.starts_at, past.ends_at = NOW - dt.timedelta(hours=2), NOW - dt.timedelta(hours=1)
        facts = {"seats": 1, "language": "ja", "access_key": "k", "joined_at": NOW}
        session.add(WaitingEntry(id="past", slot_id=past.id, email="x@example.jp", **facts))
        session.add(
            KeptAnswer(
                scope="x:-",
                key="k",
                fingerprint="f",
                content="",
                headers={},
                kept_at=NOW - dt.timedelta(days=3),
            )
        )
    return field


def test_two_workers_at_a_time_do_everything_once(own: Database) -> None:
    field = _busy(own)
    boxes, tills = (Postbox(), Postbox()), (Till(), Till())
    others = [Database(own.engine) if own.dialect == "sqlite" else own for _ in boxes]
    at = NOW + dt.timedelta(hours=1)

    def work(n: int) -> None:
        assert _work(others[n], boxes[n], tills[n], at) == []

    threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    with capture_logs() as logs:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        work(0)  # what one has just posted while the other had already looked
    assert logs == []
    refunded = Counter(r.key for till in tills for r in till.refunds)
    sent = Counter(letter["Message-ID"] for box in boxes for letter in box.letters)
    assert (len(refunded), set(refunded.values())) == (4, {1})
    assert set(sent.values()) == {1}
    with own.reading() as session:
        assert vacancies(session, field.slots[0]) == 6
        assert Counter(session.scalars(sa.select(Booking.status))) == {
            "EXPIRED": 6,
            "REJECTED": 3,
            "CANCELLED": 4,
        }
        assert set(session.scalars(sa.select(Payment.status))) == {"done"}
        assert session.scalars(sa.select(Mail.id).where(Mail.sent_at.is_(None))).all() == []
        assert len(sent) == session.scalars(sa.select(sa.func.count(Mail.id))).one()
        kinds = Counter(session.scalars(sa.select(Mail.kind)))
        assert kinds["seats_again"] == 1
        assert kinds["booking_rejected"] == 3
        assert session.scalars(sa.select(WaitingEntry.email)).all() == ["mari@example.jp"]
        assert session.scalars(sa.select(KeptAnswer.key)).all() == []


def test_a_letter_of_a_booking_brings_it_for_the_calendar_and_then_forgets_it(
    own: Database,
) -> None:
    field = make_rice_field(own)
    with own.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
    box = Postbox()
    assert _work(own, box, None) == []
    (letter,) = box.letters
    (attached,) = letter.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "text/calendar",
        "booking.ics",
    )
    assert f"UID:booking-{booking.id}" in attached.get_content()
    with own.reading() as session:
        mail = session.scalars(sa.select(Mail)).one()
        assert (mail.values, mail.attachments) == ({}, [])


def test_slots_of_schedules_are_made_as_their_days_come_into_sight(own: Database) -> None:
    field = make_rice_field(own, slots=1)
    with own.writing() as session:
        session.add(
            Schedule(
                id="daily",
                option_id=field.option_id,
                weekdays=[1, 2, 3, 4, 5, 6, 7],
                starts=["10:00"],
                first_date=NOW.date(),
                capacity=4,
                made_until=NOW.date() + dt.timedelta(days=170),
                updated_at=NOW,
            )
        )
    assert _work(own, Postbox(), None, NOW) == []
    with own.reading() as session:
        theirs = sa.select(Slot.local_date).where(Slot.schedule_id == "daily")
        dates = set(session.scalars(theirs))
    assert max(dates) == NOW.date() + dt.timedelta(days=180)
    assert len(dates) == 180, "today's ten o'clock has passed in Tokyo"


def test_letters_are_forgotten_a_month_after_they_went(own: Database) -> None:
    field = make_rice_field(own)
    with own.writing() as session:
        confirm(session, held(session, field), HANAKO, GUEST, now=NOW)
    for days, left in ((0, 1), (29, 1), (31, 0)):
        _work(own, Postbox(), None, NOW + dt.timedelta(days=days))
        with own.reading() as session:
            assert len(session.scalars(sa.select(Mail.id)).all()) == left


def test_money_that_nothing_can_send_is_told_of(own: Database) -> None:
    field = make_rice_field(own, payment="online", slots=3)
    with own.writing() as session:
        _paid_and_cancelled(session, field)
    with capture_logs() as logs:
        _work(own, Postbox(), None)
    assert {"event": "refunds_wait_for_a_payment_service", "count": 1, "log_level": "error"} in logs


def _worker(own: Database, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    url = own.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", "from server.cli import main; main()", "worker", *arguments],
        env={**os.environ, "DATABASE_URL": url, "DATA_DIR": str(folder)},
        stderr=subprocess.PIPE,
    )


def test_the_worker_stops_cleanly_when_told_to(own: Database, tmp_path: Path) -> None:
    field = make_rice_field(own)
    with own.writing() as session:
        today = dt.datetime.now(dt.UTC)  # the process has the real clock
        confirm(session, held(session, field, now=today), HANAKO, GUEST, now=today)
    process = _worker(own, tmp_path)
    deadline = time.monotonic() + 60
    while not list((tmp_path / "mail").glob("*.eml")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, b"")
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def test_a_chore_that_fails_is_told_by_the_exit_status(own: Database, tmp_path: Path) -> None:
    with own.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE waiting_entries"))
    process = _worker(own, tmp_path, "--once")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"waiting, past waiting" in errors
