"""Who would like seats of a slot that has none left."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import uuid
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.errors import SeatsAreLeft, WaitingNotFound
from server.bookings.guest_models import WaitingEntry
from server.bookings.letters import tell_of_seats
from server.experiences.slot_models import Slot

TOLD_AGAIN_AFTER: Final = dt.timedelta(hours=6)


def join(
    session: Session, slot: Slot, email: str, seats: int, language: str, *, now: dt.datetime
) -> WaitingEntry:
    """Put somebody on a slot's waiting list; who is on it already stays where they are.

    Raises
    ------
    SeatsAreLeft
        If there are enough seats to book.
    """
    if slot.vacancies >= seats:
        raise SeatsAreLeft(left=slot.vacancies)
    theirs = sa.select(WaitingEntry).where(
        WaitingEntry.slot_id == slot.id, WaitingEntry.email == email.strip().casefold()
    )
    entry = session.scalars(theirs.with_for_update()).one_or_none()
    if entry is None:
        entry = WaitingEntry(
            id=str(uuid.uuid4()),
            slot_id=slot.id,
            email=email.strip().casefold(),
            access_key=secrets.token_urlsafe(32),
            joined_at=now,
        )
        session.add(entry)
    entry.seats, entry.language = seats, language
    session.flush()
    return entry


def leave(session: Session, entry_id: str, key: str) -> None:
    """Take somebody off the list.

    Raises
    ------
    WaitingNotFound
        If nobody waits by that id, or the key is not theirs.
    """
    entry = session.get(WaitingEntry, entry_id)
    if entry is None or not hmac.compare_digest(key.encode(), entry.access_key.encode()):
        raise WaitingNotFound
    session.delete(entry)


def tell_who_waits(session: Session, *, now: dt.datetime, limit: int = 100) -> int:
    """Tell those who wait for slots that have enough seats again; return how many.

    Everybody whose party fits is told at once, the longest waiting first: the seats go to who books
    first, as no letter can hold them.
    """
    statement = (
        sa.select(WaitingEntry, Slot)
        .join(Slot, Slot.id == WaitingEntry.slot_id)
        .where(
            Slot.status == "open",
            Slot.starts_at > now,
            Slot.vacancies >= WaitingEntry.seats,
            sa.or_(WaitingEntry.told_at.is_(None), WaitingEntry.told_at <= now - TOLD_AGAIN_AFTER),
        )
        .order_by(WaitingEntry.joined_at, WaitingEntry.id)
        .limit(limit)
        .with_for_update(of=WaitingEntry, skip_locked=True)
    )
    told = 0
    for entry, slot in session.execute(statement):
        entry.told_at = now
        tell_of_seats(session, entry, slot, now=now)
        told += 1
    return told


def forget_past(session: Session, *, now: dt.datetime) -> int:
    """Forget who waited for slots that have begun; return how many."""
    begun = sa.select(Slot.id).where(Slot.starts_at <= now)
    past = sa.delete(WaitingEntry).where(WaitingEntry.slot_id.in_(begun))
    result = session.execute(past.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined] # a DELETE's result has it
