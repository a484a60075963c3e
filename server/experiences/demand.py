"""What is asked of those who know of bookings, which lie above; see `server.experiences.booked`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Rating:
    """What guests gave on average, 1 to 5 stars, and how many did."""

    stars: float
    count: int


Lapsed = Callable[[dt.datetime], sa.ColumnElement[int]]
"""Returns how many seats lie in holds that have run out at a moment, though nobody has given them
back yet: of the `Slot` of the query that it becomes a part of."""

InUse = Callable[[Session, Collection[str]], set[str]]
"""Returns those of the slots that somebody booked or waits for, or once did."""

Ratings = Callable[[Session, Collection[str]], Mapping[str, Rating]]
"""Returns the ratings of experiences, by id; those without one are missing."""


def none_lapsed(_now: dt.datetime) -> sa.ColumnElement[int]:
    """Return that no seat lies in such a hold."""
    return sa.literal(0)


def all_in_use(_session: Session, slot_ids: Collection[str]) -> set[str]:
    """Return all of the slots: without knowing better, none may vanish."""
    return set(slot_ids)


def no_ratings(_session: Session, _experience_ids: Collection[str]) -> Mapping[str, Rating]:
    """Return that nobody has rated anything."""
    return {}


@dataclass(frozen=True, slots=True)
class Booked:
    """Who knows of bookings."""

    lapsed: Lapsed = none_lapsed
    in_use: InUse = all_in_use
    ratings: Ratings = no_ratings
