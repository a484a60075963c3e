"""What bookings and guests know of slots and experiences, which lie below and ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.guest_models import WaitingEntry
from server.bookings.models import Booking, State
from server.bookings.reviews import ratings_of
from server.experiences.demand import Booked, Rating
from server.experiences.slot_models import Slot


def lapsed_seats(now: dt.datetime) -> sa.ColumnElement[int]:
    """Return how many seats of the query's slot lie in holds that ran out and were not released."""
    return (
        sa.select(sa.func.coalesce(sa.func.sum(Booking.seats), 0))
        .where(
            Booking.slot_id == Slot.id,
            Booking.status == State.ON_HOLD,
            Booking.expires_at <= now,
        )
        .correlate(Slot)
        .scalar_subquery()
    )


def slots_in_use(session: Session, slot_ids: Collection[str]) -> set[str]:
    """Return those of the slots that somebody booked or waits for, or once did."""
    booked = sa.select(Booking.slot_id).where(Booking.slot_id.in_(slot_ids))
    awaited = sa.select(WaitingEntry.slot_id).where(WaitingEntry.slot_id.in_(slot_ids))
    return set(session.scalars(booked.union(awaited)))


def experience_ratings(session: Session, experience_ids: Collection[str]) -> Mapping[str, Rating]:
    """Return what guests gave on average, by experience that has reviews in sight."""
    found = ratings_of(session, list(experience_ids))
    return {
        key: Rating(round(rating.stars, 2), rating.count)
        for key, rating in found.items()
        if rating.stars is not None
    }


BOOKED: Final = Booked(lapsed_seats, slots_in_use, experience_ratings)
"""What `create_app` puts into the door of experiences."""
