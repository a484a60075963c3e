"""How many seats a slot has in all: the only place that changes `capacity`.

What is taken stays taken. Like `server.bookings.seats` it is one conditional UPDATE, so that
somebody who books meanwhile neither loses their seat nor gets one that is not there.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.experiences.slot_models import Slot


def resize(session: Session, slot_id: str, capacity: int, *, now: dt.datetime) -> bool:
    """Give a slot another capacity, by hand; False where more seats are taken."""
    taken = Slot.capacity - Slot.vacancies
    changed = (
        sa.update(Slot)
        .where(Slot.id == slot_id, taken <= capacity)
        .values(
            capacity=capacity, vacancies=capacity - taken, capacity_by_hand=True, updated_at=now
        )
        .returning(Slot.id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(changed).one_or_none() is not None


def resize_locked(slot: Slot, capacity: int) -> bool:
    """Give a slot that nobody else can change now another capacity, or what is taken of it.

    Returns whether that is another one than before.
    """
    before, taken = slot.capacity, slot.capacity - slot.vacancies
    slot.capacity = max(capacity, taken)
    slot.vacancies = slot.capacity - taken
    return slot.capacity != before
