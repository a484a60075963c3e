"""Taking and giving back the seats of a slot.

Nothing else changes `vacancies`, except with the capacity: `server.experiences.capacity`.

Every taking is one conditional UPDATE, so that two who want the last seat cannot both get it,
whatever the isolation; CHECKs on the table are the last line behind it. Locks are always taken in
the order booking, then slot (slots by id where there are two), so that nobody waits in a circle.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.changes import By, record_change
from server.bookings.errors import SlotClosed, SoldOut
from server.bookings.models import Booking, State
from server.experiences.errors import SlotNotFound
from server.experiences.slot_models import Slot


def take_seats(session: Session, slot_id: str, seats: int, *, now: dt.datetime) -> None:
    """Take seats of an open slot; holds that have run out are given back first if need be.

    Raises
    ------
    SoldOut, SlotClosed, SlotNotFound
        If fewer are left; if it takes no (more) bookings; if there is no such slot.
    """
    if _took(session, slot_id, seats):
        return
    if release_expired(session, slot_id=slot_id, now=now) and _took(session, slot_id, seats):
        return
    _explain(session, slot_id, seats)


def _took(session: Session, slot_id: str, seats: int) -> bool:
    taken = (
        sa.update(Slot)
        .where(Slot.id == slot_id, Slot.status == "open", Slot.vacancies >= seats)
        .values(vacancies=Slot.vacancies - seats)
        .returning(Slot.vacancies)
        .execution_options(synchronize_session=False)
    )
    return session.execute(taken).one_or_none() is not None


def _explain(session: Session, slot_id: str, seats: int) -> None:
    left = session.execute(sa.select(Slot.status, Slot.vacancies).where(Slot.id == slot_id))
    found = left.one_or_none()
    if found is None:
        raise SlotNotFound(slot=slot_id)
    if found.status != "open":
        raise SlotClosed
    raise SoldOut(seats=seats, left=found.vacancies)


def give_back(session: Session, slot_id: str, seats: int) -> None:
    """Give seats of a slot back, in whatever state it is."""
    session.execute(
        sa.update(Slot)
        .where(Slot.id == slot_id)
        .values(vacancies=Slot.vacancies + seats)
        .execution_options(synchronize_session=False)
    )


def move_seats(
    session: Session, before: tuple[str, int], after: tuple[str, int], *, now: dt.datetime
) -> None:
    """Exchange seats (slot id, number) for others, of the same slot or another one.

    Raises
    ------
    SoldOut, SlotClosed, SlotNotFound
        As `take_seats`; then nothing has been given back.
    """
    (old, had), (new, wanted) = before, after
    if old == new:
        if wanted > had:
            take_seats(session, new, wanted - had, now=now)
        elif wanted < had:
            give_back(session, old, had - wanted)
        return
    in_order = sa.select(Slot.id).where(Slot.id.in_([old, new])).order_by(Slot.id)
    session.execute(in_order.with_for_update())
    take_seats(session, new, wanted, now=now)
    give_back(session, old, had)


def release_expired(
    session: Session, *, now: dt.datetime, slot_id: str | None = None, limit: int = 200
) -> list[Booking]:
    """Let holds that have run out expire, and give their seats back; return them.

    A hold that somebody is just confirming or releasing is passed over.
    """
    statement = (
        sa.select(Booking)
        .where(Booking.status == State.ON_HOLD, Booking.expires_at <= now)
        .order_by(Booking.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if slot_id is not None:
        statement = statement.where(Booking.slot_id == slot_id)
    lapsed = list(session.scalars(statement))
    for booking in lapsed:
        expire(session, booking, now=now)
    session.flush()
    return lapsed


def expire(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Let a hold expire: its seats go back at once."""
    booking.status = State.EXPIRED
    give_back(session, booking.slot_id, booking.seats)
    record_change(session, booking, By("expired", "platform"), now=now)
