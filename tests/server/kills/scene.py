"""A service under load, of which something is killed again and again."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import sqlalchemy as sa

from server.bookings.models import Booking
from server.db import Database
from server.experiences.slot_models import Slot
from server.outbox.models import Mail
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.kills.guests import PATIENCE_S, Guest
from tests.server.kills.postbox import Postbox, open_postbox
from tests.server.kills.processes import Service, finish_work
from tests.server.live import free_port
from tests.server.people import signed_in

GUESTS: Final = 6
SLOTS, SEATS = 4, 12
"""Fewer seats than the guests want, so that some are refused."""

LONG_AGO: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
EACH_ROUND: Final = 25
"""So many requests are answered before the next kill."""


class Victim(Protocol):
    """What is killed."""

    def kill(self) -> None:
        """End it as a failing machine does."""

    def start(self) -> None:
        """Start it again."""


class Scene:
    """Server, worker, mail server, guests and the database behind them."""

    def __init__(self, database: Database, folder: Path, box: Postbox, seed: str) -> None:
        self.database, self.box = database, box
        self.field = _field(database)
        port = free_port()
        self._folder, self._settings = folder, _settings(database, folder, port, box)
        self.server = Service("serve", folder, self._settings)
        self.worker = Service("worker", folder, self._settings)
        address = f"http://127.0.0.1:{port}"
        self.guests = [Guest(address, self.field, f"{seed}-{n}") for n in range(GUESTS)]
        self.asking_at_kills = 0
        self._chance = random.Random(seed)  # noqa: S311 - when to kill is no secret

    @property
    def answered(self) -> int:
        """How many answers all guests got."""
        return sum(guest.seen.answered for guest in self.guests)

    def round(self, victim: Victim) -> None:
        """Let guests book and letters go, kill somebody meanwhile, and wait for all answers."""
        for guest in self.guests:
            guest.going.set()
        self._let_holds_run_out()
        answered, sent = self.answered, self.box.count()
        self._wait(lambda: self.answered >= answered + EACH_ROUND and self.box.count() > sent)
        time.sleep(self._chance.uniform(0, 0.3))
        self.asking_at_kills += sum(guest.is_asking for guest in self.guests)
        victim.kill()
        time.sleep(self._chance.uniform(0, 0.2))
        victim.start()
        self.pause()

    def pause(self) -> None:
        """Wait until nobody asks for anything."""
        for guest in self.guests:
            guest.going.clear()
        for guest in self.guests:
            guest.pause()

    def _wait(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < until, "nothing happens any more"
            assert not [guest.failure for guest in self.guests if guest.failure]
            time.sleep(0.005)

    def _let_holds_run_out(self) -> None:
        """Let time pass for holds that guests have walked away from."""
        left = [b.id for guest in self.guests for b in guest.bookings if b.walked_away]
        past = sa.update(Booking).where(Booking.id.in_(left), Booking.status == "ON_HOLD")
        with self.database.writing() as session:
            session.execute(past.values(expires_at=LONG_AGO))

    def finish(self) -> None:
        """Let the guests go, and everything be sent, whoever had claimed it."""
        for guest in self.guests:
            guest.leave()
        self.worker.stop()
        with self.database.writing() as session:
            session.execute(sa.update(Mail).where(Mail.sent_at.is_(None)).values(due_at=LONG_AGO))
        finish_work(self._folder, self._settings)


def _field(database: Database) -> RiceField:
    """Offer slots that lie ahead by the clock on the wall, which the processes have."""
    field = make_rice_field(database, slots=SLOTS, capacity=SEATS)
    signed_in(database, field.organisation_id)
    starts = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=10)
    with database.writing() as session:
        for n, key in enumerate(field.slots):
            at = starts + dt.timedelta(days=n)
            moved = sa.update(Slot).where(Slot.id == key)
            session.execute(moved.values(starts_at=at, ends_at=at + dt.timedelta(hours=1)))
        session.execute(sa.delete(Mail))
    return field


def _settings(database: Database, folder: Path, port: int, box: Postbox) -> dict[str, str]:
    return {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WORKERS": "2",
        "RATE_LIMIT_ENABLED": "false",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(box.port),
        "SMTP_STARTTLS": "false",
    }


@contextmanager
def scene(database: Database, folder: Path, seed: str) -> Iterator[Scene]:
    """Give a service that runs, and guests who wait for the first round; all ends with it."""
    with open_postbox() as box:
        made = Scene(database, folder, box, seed)
        try:
            made.server.start()
            made.worker.start()
            for guest in made.guests:
                guest.start()
            yield made
        finally:
            for guest in made.guests:
                if guest.is_alive():
                    guest.leave()
            made.worker.stop()
            made.server.stop()
