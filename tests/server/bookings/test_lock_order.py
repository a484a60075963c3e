"""Those who want the same bookings and slots at once never wait for one another in a circle."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.cancelling import cancel, cancel_slot
from server.bookings.changes import By
from server.bookings.forgetting import forget_bookings
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.bookings.seats import move_seats
from server.db import Database
from server.experiences.slot_models import Slot
from server.octo.forgetting import REFERENCES
from tests.server.bookings.builders import (
    RiceField,
    committed_database,
    held,
    make_rice_field,
    vacancies,
)
from tests.server.conftest import NOW

PATIENCE_S = 20.0
GUIDE = By("cancelled", "guide")


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer, who waits for nobody")
    with committed_database(database_url, tmp_path) as database:
        yield database


@contextmanager
def _stepping_in(
    database: Database, *, before: Callable[[], None], after: Callable[[], None]
) -> Iterator[None]:
    """Do something right before and right after this thread first writes to a slot."""
    thread, pending = threading.get_ident(), {"before": before, "after": after}

    def at(moment: str, statement: str) -> None:
        ours = threading.get_ident() == thread and statement.startswith("UPDATE slots")
        if ours and moment in pending:
            pending.pop(moment)()

    def seen_before(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        at("before", statement)

    def seen_after(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        at("after", statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", seen_before)
    sa.event.listen(sa.Engine, "after_cursor_execute", seen_after)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", seen_before)
        sa.event.remove(sa.Engine, "after_cursor_execute", seen_after)
    assert not pending


def _hold(database: Database, field: RiceField, slot: int = 0) -> str:
    with database.writing() as session:
        return held(session, field, 2, slot=slot).id


def test_a_slot_is_called_off_while_somebody_gives_up_a_booking_made_meanwhile(
    own: Database,
) -> None:
    field = make_rice_field(own)
    first = _hold(own, field)
    has_booking, has_slot = threading.Event(), threading.Event()
    pool, given_up = ThreadPoolExecutor(1), []

    def give_up(key: str) -> None:
        with own.writing() as session:
            booking = get_booking(session, key, to_change=True)
            has_booking.set()
            assert has_slot.wait(PATIENCE_S)
            cancel(session, booking, By("cancelled", "guest"), now=NOW)

    def book_and_begin_to_give_up() -> None:
        given_up.append(pool.submit(give_up, _hold(own, field)))
        assert has_booking.wait(PATIENCE_S)

    with (
        _stepping_in(own, before=book_and_begin_to_give_up, after=has_slot.set),
        own.writing() as session,
    ):
        slot = session.get_one(Slot, field.slots[0])
        affected = cancel_slot(session, slot, GUIDE, reason="台風", now=NOW)
        assert [booking.id for booking in affected] == [first]
    given_up[0].result(PATIENCE_S)
    with own.reading() as session:
        assert vacancies(session, field.slots[0]) == 10
        found = session.scalars(sa.select(Booking).order_by(Booking.created_at)).all()
        assert {booking.id: booking.cancelled_by for booking in found} == {
            first: "guide",
            **{booking.id: "guest" for booking in found if booking.id != first},
        }
        assert len(found) == 2


def test_whose_booking_was_made_meanwhile_is_told_too(own: Database) -> None:
    field = make_rice_field(own)
    made: list[str] = []
    with (
        _stepping_in(own, before=lambda: made.append(_hold(own, field)), after=lambda: None),
        own.writing() as session,
    ):
        slot = session.get_one(Slot, field.slots[0])
        affected = cancel_slot(session, slot, GUIDE, reason="台風", now=NOW)
        assert [booking.id for booking in affected] == made


def test_who_is_forgotten_gives_seats_back_in_the_order_in_which_others_take_them(
    own: Database, tmp_path: Path
) -> None:
    field = make_rice_field(own)
    low, high = sorted(range(2), key=lambda n: field.slots[n])
    theirs = [_hold(own, field, high), _hold(own, field, low)]
    _hold(own, field, low)  # what the other one moves
    started, may_go_on = threading.Event(), threading.Event()

    def move() -> None:
        with own.writing() as session:
            one, other = field.slots[low], field.slots[high]
            _lock(session, one)
            started.set()
            assert may_go_on.wait(PATIENCE_S)
            move_seats(session, (one, 2), (other, 2), now=NOW)

    with ThreadPoolExecutor(1) as pool, own.writing() as session:
        moving = pool.submit(move)
        assert started.wait(PATIENCE_S)
        threading.Timer(0.2, may_go_on.set).start()
        bookings = [get_booking(session, key, to_change=True) for key in theirs]
        forget_bookings(session, bookings, tmp_path / "mail", [REFERENCES], now=NOW)
        session.commit()
        moving.result(PATIENCE_S)
    with own.reading() as session:
        assert [vacancies(session, field.slots[n]) for n in (low, high)] == [10, 8]


def _lock(session: Session, slot_id: str) -> None:
    session.execute(sa.select(Slot.id).where(Slot.id == slot_id).with_for_update())
