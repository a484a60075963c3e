"""Guests, guides and the worker all at once: nobody waits in a circle, all accounts are even."""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel, cancel_slot
from server.bookings.changes import By, list_changes
from server.bookings.confirming import approve, confirm, reject
from server.bookings.forgetting import forget_bookings
from server.bookings.holding import Wish, extend, get_booking, hold
from server.bookings.models import HOLDING_SEATS, Booking
from server.bookings.redeeming import Scan, redeem
from server.bookings.seats import release_expired
from server.db import Database
from server.errors import AppError
from server.experiences.slot_models import Slot
from server.octo.forgetting import REFERENCES
from server.outbox.models import Mail
from tests.server.bookings.builders import HANAKO, STARTS, committed_database, make_rice_field
from tests.server.bookings.reckoning import assert_seats_reconcile, due_letters
from tests.server.conftest import NOW

log = logging.getLogger(__name__)

STEPS: Final = int(os.environ.get("YORIMICHI_STEPS_AT_ONCE", "60"))
"""What each of the actors tries."""

ACTORS: Final = 8
SLOTS, SEATS = 6, 6
ONE, MANY = 1, 3
"""How many bookings one step takes."""


class Actor:
    """Does one thing after another with bookings that everybody may change."""

    def __init__(self, database: Database, folder: Path, confirmation: str, seed: int) -> None:
        self.database, self.folder = database, folder
        self.chance = random.Random(seed)  # noqa: S311 - what is tried is no secret
        self.field = make_rice_field(
            database, slots=SLOTS, capacity=SEATS, confirmation=confirmation
        )
        self.did: Counter[str] = Counter()

    def among(self, others: Actor) -> Actor:
        """Act in the field of others."""
        self.field = others.field
        return self

    def act(self) -> None:
        """Try all steps; a refusal is an answer, anything else is a fault."""
        steps: list[Callable[[Session], object]] = [
            *[self._hold] * 6,
            *[self._confirm, self._amend, self._cancel, self._work] * 2,
            self._extend,
            self._redeem,
            self._answer,
            self._forget,
            self._call_off,
        ]
        for number in range(STEPS):
            step = self.chance.choice(steps)
            self.now = NOW + dt.timedelta(seconds=30 * number)
            try:
                with self.database.writing() as session:
                    step(session)
            except AppError:
                self.did["refused"] += 1
            else:
                self.did[step.__name__] += 1

    def _slot(self) -> str:
        return self.chance.choice(self.field.slots)

    def _some(self, session: Session, number: int) -> list[Booking]:
        """Take some bookings to change them, in the order of their ids."""
        keys = session.scalars(
            sa.select(Booking.id)
            .where(Booking.slot_id.in_(self.field.slots), Booking.status.in_(HOLDING_SEATS))
            .order_by(Booking.id)
        ).all()
        chosen = sorted(self.chance.sample(keys, min(number, len(keys))))
        return [get_booking(session, key, to_change=True) for key in chosen]

    def _hold(self, session: Session) -> None:
        counts = {self.field.adult: self.chance.randint(1, 3)}
        hold(session, Wish(self._slot(), counts, HANAKO), By("held", "guest"), now=self.now)

    def _confirm(self, session: Session) -> None:
        for booking in self._some(session, ONE):
            confirm(session, booking, HANAKO, By("confirmed", "guest"), now=self.now)

    def _extend(self, session: Session) -> None:
        for booking in self._some(session, ONE):
            extend(session, booking, By("extended", "guest"), minutes=None, now=self.now)

    def _amend(self, session: Session) -> None:
        for booking in self._some(session, ONE):
            wanted = Amendment(self._slot(), {self.field.adult: self.chance.randint(1, 3)})
            amend(session, booking, wanted, By("amended", "guest"), now=self.now)

    def _cancel(self, session: Session) -> None:
        for booking in self._some(session, ONE):
            cancel(session, booking, By("cancelled", "guest"), now=self.now)

    def _redeem(self, session: Session) -> None:
        at = STARTS
        for booking in self._some(session, ONE):
            redeem(session, booking, Scan(None, at), By("redeemed", "guide"), now=at)

    def _answer(self, session: Session) -> None:
        for booking in self._some(session, ONE):
            step = self.chance.choice([approve, reject])
            step(session, booking, By("answered", "guide"), now=self.now)

    def _work(self, session: Session) -> None:
        release_expired(session, now=self.now, limit=ONE)

    def _forget(self, session: Session) -> None:
        mail = self.folder / "mail"
        forget_bookings(session, self._some(session, MANY), mail, [REFERENCES], now=self.now)

    def _call_off(self, session: Session) -> None:
        """Call a slot off, and offer it again, so that there is always something to book."""
        slot = session.get_one(Slot, self._slot())
        cancel_slot(session, slot, By("cancelled", "guide"), reason="雨", now=self.now)
        session.execute(sa.update(Slot).where(Slot.id == slot.id).values(status="open"))


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    with committed_database(database_url, tmp_path) as database:
        yield database


@pytest.mark.parametrize("confirmation", ["instant", "approval"])
def test_whatever_all_do_at_once_reconciles(
    own: Database, tmp_path: Path, confirmation: str
) -> None:
    first = Actor(own, tmp_path, confirmation, 0)
    actors = [first]
    actors += [Actor(own, tmp_path, confirmation, n).among(first) for n in range(1, ACTORS)]
    with own.writing() as session:
        session.execute(sa.delete(Mail))
    with ThreadPoolExecutor(ACTORS) as pool:
        for trial in [pool.submit(actor.act) for actor in actors]:
            trial.result(600)
    did = sum((actor.did for actor in actors), Counter())
    log.info("%s, %s: %s", own.dialect, confirmation, dict(did))
    with own.reading() as session:
        assert_seats_reconcile(session, first.field.slots)
        for booking in session.scalars(sa.select(Booking)):
            _assert_told(session, booking)


def _assert_told(session: Session, booking: Booking) -> None:
    """Hold that all changes are there, and the letters of who was not forgotten."""
    changes = list_changes(session, booking.id)
    assert [change.version for change in changes] == list(range(1, booking.version + 1))
    if booking.contact_email is not None:
        told = sa.select(Mail.kind).where(Mail.about == booking.id)
        assert Counter(session.scalars(told)) == due_letters(booking, changes)
