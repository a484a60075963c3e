"""A hold runs out while its guest confirms or pays, the worker comes by, and others wait."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings import confirming
from server.bookings.changes import By, list_changes
from server.bookings.confirming import confirm, note_paid
from server.bookings.errors import HoldExpired, SoldOut
from server.bookings.holding import HELD_FOR, get_booking
from server.bookings.models import HOLDING_SEATS, Booking
from server.bookings.money import note_begun, note_charged
from server.bookings.payment_models import Payment
from server.bookings.seats import release_expired
from server.db import Database
from server.outbox.models import Mail
from tests.server.bookings.builders import (
    HANAKO,
    RiceField,
    committed_database,
    held,
    make_rice_field,
)
from tests.server.bookings.reckoning import assert_seats_reconcile, due_letters
from tests.server.conftest import NOW

log = logging.getLogger(__name__)

RACES: Final = int(os.environ.get("YORIMICHI_EXPIRY_RACES", "30"))
"""How often each is raced; the proof was five hundred times."""

RUNS_OUT: Final = NOW + HELD_FOR
JUST_BEFORE: Final = RUNS_OUT - dt.timedelta(microseconds=1)
HEAD_START_S: Final = 0.004

Racer = Callable[[Database, RiceField, int, str], bool]


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    with committed_database(database_url, tmp_path) as database:
        yield database


def _confirms(database: Database, field: RiceField, slot: int, key: str) -> bool:
    try:
        with database.writing() as session:
            booking = get_booking(session, key, to_change=True)
            confirm(session, booking, HANAKO, By("confirmed", "guest"), now=JUST_BEFORE)
    except HoldExpired:
        return False
    return True


def _pays(database: Database, field: RiceField, slot: int, key: str) -> bool:
    with database.writing() as session:
        booking = get_booking(session, key, to_change=True)
        amount, reference = booking.total_minor, str(uuid.uuid4())
        charge = note_begun(session, booking, "stripe", reference, amount, now=RUNS_OUT)
        note_charged(charge, amount, booking.currency, now=RUNS_OUT)
        session.flush()
        note_paid(session, booking, amount, now=RUNS_OUT)
        return booking.status == "CONFIRMED"


def _works(database: Database, field: RiceField, slot: int, key: str) -> bool:
    with database.writing() as session:
        return bool(release_expired(session, now=RUNS_OUT, limit=1))


def _takes(database: Database, field: RiceField, slot: int, key: str) -> bool:
    try:
        with database.writing() as session:
            held(session, field, 1, slot=slot, now=RUNS_OUT)
    except SoldOut:
        return False
    return True


def _race(database: Database, field: RiceField, guest: Racer) -> Counter[str]:
    """Race for the only seat of one slot after another; return who had it in the end."""
    ended: Counter[str] = Counter()
    racers = (guest, _works, _takes, _takes)
    with ThreadPoolExecutor(len(racers)) as pool:
        for slot in range(len(field.slots)):
            with database.writing() as session:
                key = held(session, field, 1, slot=slot).id
            begin = time.monotonic() + 0.005
            trials = [
                pool.submit(_run, begin + _handicap_s(n, slot), racer, database, field, slot, key)
                for n, racer in enumerate(racers)
            ]
            stands, _, *others = [trial.result(60) for trial in trials]
            _works(database, field, slot, key)  # it comes by again
            with database.reading() as session:
                _assert_one_end(session, field.slots[slot], key, stands, sum(others))
            ended["guest" if stands else "another" if any(others) else "nobody"] += 1
    return ended


def _handicap_s(racer: int, race: int) -> float:
    """Give everybody a head start in some races, and nobody in others."""
    favoured = race % 4
    return 0.0 if favoured == 3 or racer % 3 == favoured else HEAD_START_S


def _run(
    begin_s: float, racer: Racer, database: Database, field: RiceField, slot: int, key: str
) -> bool:
    time.sleep(max(0.0, begin_s - time.monotonic()))
    return racer(database, field, slot, key)


def _assert_one_end(session: Session, slot_id: str, key: str, stands: bool, others: int) -> None:
    assert_seats_reconcile(session, [slot_id])
    booking = get_booking(session, key)
    assert booking.status == ("CONFIRMED" if stands else "EXPIRED")
    with_seats = session.scalars(
        sa.select(Booking).where(Booking.slot_id == slot_id, Booking.status.in_(HOLDING_SEATS))
    ).all()
    assert len(with_seats) == stands + others <= 1
    told = Counter(session.scalars(sa.select(Mail.kind).where(Mail.about == key)))
    assert told == due_letters(booking, list_changes(session, key))
    assert told["booking_confirmed"] == stands
    given_back = session.scalars(
        sa.select(Payment.amount_minor).where(Payment.booking_id == key, Payment.kind == "refund")
    ).all()
    assert sum(given_back) == booking.refund_minor == (0 if stands else booking.paid_minor)


def test_a_seat_has_one_end_when_a_hold_is_confirmed_as_it_runs_out(own: Database) -> None:
    field = make_rice_field(own, slots=RACES, capacity=1)
    ended = _race(own, field, _confirms)
    log.info("%s: of %d seats had by %s", own.dialect, RACES, dict(ended))
    assert ended["guest"]
    assert ended["another"]


def test_a_seat_has_one_end_when_a_hold_is_paid_as_it_runs_out(own: Database) -> None:
    field = make_rice_field(own, slots=RACES, capacity=1, payment="online")
    ended = _race(own, field, _pays)
    log.info("%s: of %d seats had by %s", own.dialect, RACES, dict(ended))
    assert ended["guest"]
    assert ended["another"]


def test_without_its_lock_a_hold_is_confirmed_whose_seat_is_gone(
    own: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the tests above can fail."""
    monkeypatch.setattr(confirming, "record_change", lambda *_, **__: None)
    field = make_rice_field(own, slots=RACES, capacity=1)

    def looks_and_then_confirms(own: Database, _: RiceField, __: int, key: str) -> bool:
        with own.reading() as session:
            booking = get_booking(session, key)
        time.sleep(3 * HEAD_START_S)
        try:
            with own.writing() as session:
                session.add(booking)
                confirm(session, booking, HANAKO, By("confirmed", "guest"), now=JUST_BEFORE)
        except HoldExpired:
            return False
        return True

    with pytest.raises(AssertionError):
        _race(own, field, looks_and_then_confirms)
