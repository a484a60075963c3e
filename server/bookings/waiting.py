"""Who would like seats of a slot that has none left."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import uuid
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.bookings.errors import SeatsAreLeft, WaitingListFull
from server.bookings.guest_models import WaitingEntry
from server.bookings.letters import tell_of_seats
from server.bookings.of_slots import lapsed_seats
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vacancies import free_seats, get_open_slot, is_bookable
from server.experiences.visibility import is_public
from server.outbox.forgetting import forget_letters

TOLD_AGAIN_AFTER: Final = dt.timedelta(hours=6)
MOST_WAITING: Final = 500
"""So many may wait for one slot."""


def join(
    session: Session, slot: Slot, email: str, seats: int, language: str, *, now: dt.datetime
) -> WaitingEntry | None:
    """Put somebody on a slot's waiting list; None if they are on it already, and stay as they are.

    Who only knows an address neither learns its key nor changes what was asked with it.

    Raises
    ------
    SeatsAreLeft
        If there are enough seats to book.
    WaitingListFull
        If very many wait.
    """
    free = get_open_slot(session, slot.id, lapsed=lapsed_seats, now=now).free
    if free >= seats:
        raise SeatsAreLeft(left=free)
    if _waiting(session, slot.id) >= MOST_WAITING:
        raise WaitingListFull
    entry = WaitingEntry(
        id=str(uuid.uuid4()),
        slot_id=slot.id,
        seats=seats,
        email=email.strip().casefold(),
        language=language,
        access_key=secrets.token_urlsafe(32),
        joined_at=now,
    )
    try:
        with session.begin_nested():
            session.add(entry)
    except IntegrityError:
        return None
    return entry


def _waiting(session: Session, slot_id: str) -> int:
    waiting = sa.select(sa.func.count()).where(WaitingEntry.slot_id == slot_id)
    return session.scalars(waiting).one()


def find_entry(session: Session, slot_id: str, entry_id: str) -> WaitingEntry | None:
    """Return who waits for a slot by that id, or None."""
    entry = session.get(WaitingEntry, entry_id)
    return entry if entry is not None and entry.slot_id == slot_id else None


def ahead_of(session: Session, entry: WaitingEntry) -> int:
    """Return how many joined the list before somebody, and still wait."""
    earlier = sa.or_(
        WaitingEntry.joined_at < entry.joined_at,
        sa.and_(WaitingEntry.joined_at == entry.joined_at, WaitingEntry.id < entry.id),
    )
    ahead = sa.select(sa.func.count()).where(WaitingEntry.slot_id == entry.slot_id, earlier)
    return session.scalars(ahead).one()


def leave(session: Session, entry: WaitingEntry, mail_dir: Path) -> None:
    """Take somebody off the list, and forget the letters about it."""
    recipients = [entry.email] if entry.email else []
    forget_letters(session, recipients, [entry.id], mail_dir, only_about=True)
    session.delete(entry)


def is_key_of(entry: WaitingEntry, shown: str) -> bool:
    """Tell whether the caller shows the key of who waits."""
    return hmac.compare_digest(shown.encode(), entry.access_key.encode())


def tell_who_waits(session: Session, *, now: dt.datetime, limit: int = 100) -> int:
    """Tell those who wait for slots that can be booked and have enough seats; return how many.

    Everybody whose party fits is told at once, the longest waiting first: the seats go to who books
    first, as no letter can hold them.
    """
    statement = (
        sa.select(WaitingEntry, Slot)
        .join(Slot, Slot.id == WaitingEntry.slot_id)
        .join(Experience, Experience.id == Slot.experience_id)
        .where(
            is_public(),
            is_bookable(lapsed_seats, now, 1),
            free_seats(lapsed_seats, now) >= WaitingEntry.seats,
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
