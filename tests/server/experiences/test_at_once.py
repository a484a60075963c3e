"""Guides change schedules while guests book: nothing is lost, and nobody waits for ever."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from server.bookings.cancelling import cancel
from server.bookings.holding import Wish, get_booking, hold
from server.bookings.models import HOLDING_SEATS, Booking
from server.bookings.of_slots import slots_in_use
from server.db import Database
from server.errors import AppError
from server.experiences.content import content_of
from server.experiences.history import Change
from server.experiences.scheduling import (
    ScheduleFacts,
    change_schedule,
    create_schedule,
    facts_of,
    find_schedule,
)
from server.experiences.service import change_experience, get_experience
from server.experiences.slot_models import Slot
from tests.server.bookings.builders import (
    GUEST,
    HANAKO,
    RiceField,
    committed_database,
    make_rice_field,
)
from tests.server.conftest import NOW

_ROUNDS = 12
_EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


def _scheduled(database: Database, field: RiceField) -> str:
    """Let the field take place every day for three weeks."""
    last = NOW.date() + dt.timedelta(days=21)
    facts = ScheduleFacts(_EVERY_DAY, ["09:00", "15:00"], NOW.date(), 6, last)
    with database.writing() as session:
        experience = get_experience(session, field.experience_id, to_change=True)
        option = experience.options[0]
        schedule, _ = create_schedule(
            session, experience, option, facts, now=NOW, in_use=slots_in_use
        )
        return schedule.id


def _book(database: Database, field: RiceField, dice: random.Random) -> None:
    """Hold seats of any slot, and give some of them up again."""
    with database.reading() as session:
        slots = session.scalars(sa.select(Slot.id).order_by(Slot.id)).all()
    try:
        with database.writing() as session:
            wish = Wish(dice.choice(slots), {field.adult: dice.randint(1, 3)}, HANAKO)
            booking_id = hold(session, wish, GUEST, now=NOW).id
        if dice.random() < 0.5:
            with database.writing() as session:
                booking = get_booking(session, booking_id, to_change=True)
                cancel(session, booking, GUEST, now=NOW)
    except AppError:
        pass  # closed or gone meanwhile: an answer like any other


def _reschedule(
    database: Database, field: RiceField, schedule_id: str, dice: random.Random
) -> None:
    with database.writing() as session:
        experience = get_experience(session, field.experience_id, to_change=True)
        schedule = find_schedule(session, experience, schedule_id)
        weekdays = sorted(dice.sample(_EVERY_DAY, dice.randint(1, 7)))
        changed = {"weekdays": weekdays, "capacity": dice.randint(1, 8)}
        facts = ScheduleFacts(**{**facts_of(schedule), **changed})
        change_schedule(session, experience, schedule, facts, now=NOW, in_use=slots_in_use)


def _lengthen(database: Database, field: RiceField, dice: random.Random) -> None:
    with database.writing() as session:
        experience = get_experience(session, field.experience_id, to_change=True)
        content = {**content_of(experience), "duration_minutes": dice.randint(30, 90)}
        edited = Change("edited", None, NOW)
        change_experience(session, experience, content, edited, in_use=slots_in_use)


def test_every_seat_is_accounted_for_when_schedules_change_while_people_book(
    database_url: str, tmp_path: Path
) -> None:
    with committed_database(database_url, tmp_path) as database:
        field = make_rice_field(database, slots=1, capacity=6)
        schedule_id = _scheduled(database, field)
        broken: list[BaseException] = []

        def again_and_again(step: Callable[[random.Random], None], seed: int) -> None:
            dice = random.Random(seed)  # noqa: S311 - a test's dice
            try:
                for _ in range(_ROUNDS):
                    step(dice)
            except BaseException as error:
                broken.append(error)

        steps: list[Callable[[random.Random], None]] = [
            *[lambda dice: _book(database, field, dice)] * 6,
            *[lambda dice: _reschedule(database, field, schedule_id, dice)] * 2,
            lambda dice: _lengthen(database, field, dice),
        ]
        actors = [
            threading.Thread(target=again_and_again, args=(step, seed))
            for seed, step in enumerate(steps)
        ]
        for actor in actors:
            actor.start()
        for actor in actors:
            actor.join()
        assert broken == []
        _assert_accounts_agree(database)


def _assert_accounts_agree(database: Database) -> None:
    with database.reading() as session:
        slots = {slot.id: slot for slot in session.scalars(sa.select(Slot))}
        held = dict.fromkeys(slots, 0)
        bookings = session.scalars(sa.select(Booking)).all()
        for booking in bookings:
            if booking.status in HOLDING_SEATS:
                held[booking.slot_id] += booking.seats
        assert len(bookings) > 20
        assert {key: slot.capacity - slot.vacancies for key, slot in slots.items()} == held
        moments = [slot.starts_at for slot in slots.values()]
        assert len(moments) == len(set(moments))
