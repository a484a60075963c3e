"""Two processes of 32 threads each want more seats than there are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from server.bookings.models import HOLDING_SEATS, Booking
from server.db import Database
from server.experiences.slot_models import Slot
from tests.server.bookings.builders import committed_database, make_rice_field

ROOT = Path(__file__).parents[3]
SLOTS, SEATS = 30, 10


def _rush(url: str, task: dict[str, Any]) -> list[dict[str, Any]]:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.server.bookings.rush", url, seed],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for seed in ("here", "there")
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(json.dumps(task))
        process.stdin.close()
        process.stdin = None
    told = []
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err[-3000:]
        told.append(json.loads(out))
    return told


def _sold(told: list[dict[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for part in told:
        assert part["failures"] == []
        total.update(part["sold"])
    return total


def _booked(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.execute(
            sa.select(Booking.slot_id, sa.func.sum(Booking.seats))
            .where(Booking.status.in_(HOLDING_SEATS))
            .group_by(Booking.slot_id)
        )
        return {slot: int(seats) for slot, seats in rows}


def test_every_seat_is_sold_once_in_a_rush(database_url: str, tmp_path: Path) -> None:
    with committed_database(database_url, tmp_path) as database:
        field = make_rice_field(database, slots=SLOTS, capacity=SEATS)
        task = {"slots": field.slots, "adult": field.adult, "unguarded": False}
        url = database.engine.url.render_as_string(hide_password=False)
        told = _sold(_rush(url, task))
        everything = dict.fromkeys(field.slots, SEATS)
        assert told == everything
        assert _booked(database) == everything
        with database.reading() as session:
            assert set(session.scalars(sa.select(Slot.vacancies))) == {0}


def test_without_the_guard_the_same_rush_oversells(database_url: str, tmp_path: Path) -> None:
    """The control: the test above can fail."""
    with committed_database(database_url, tmp_path) as database:
        field = make_rice_field(database, slots=SLOTS, capacity=SEATS)
        task = {"slots": field.slots, "adult": field.adult, "unguarded": True}
        url = database.engine.url.render_as_string(hide_password=False)
        told = _sold(_rush(url, task))
        assert max(told.values()) > SEATS
        assert sum(_booked(database).values()) > SLOTS * SEATS
