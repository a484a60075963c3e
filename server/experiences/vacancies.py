"""What is free: slots with their seats, and whether they can be booked now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.db import minutes_after
from server.experiences.demand import Lapsed
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot

NEXT_SHOWN: Final = 3

Availability = Literal["AVAILABLE", "LIMITED", "SOLD_OUT", "CLOSED"]
_BEST_FIRST: Final[tuple[Availability, ...]] = ("AVAILABLE", "LIMITED", "SOLD_OUT", "CLOSED")
Reason = Literal[
    "not_published",
    "slot_cancelled",
    "slot_closed",
    "too_late_to_book",
    "sold_out",
    "too_few_left",
    "party_too_small",
    "party_too_large",
]


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot and how many of its seats are free, those of holds that have run out included."""

    slot: Slot
    free: int


Position = tuple[dt.datetime, str]
"""Where a page of slots ended: (when the last one begins, its id)."""


def free_seats(lapsed: Lapsed, now: dt.datetime) -> sa.ColumnElement[int]:
    """Return how many seats of a slot are free at `now`."""
    return Slot.vacancies + lapsed(now)


def is_bookable(lapsed: Lapsed, now: dt.datetime, seats: int) -> sa.ColumnElement[bool]:
    """Return the condition that so many seats of a slot, joined with its experience, can be had.

    Holds are looked at only where the vacancies alone do not do.
    """
    return sa.and_(
        Slot.status == "open",
        Slot.starts_at > minutes_after(now, Experience.cutoff_minutes),
        sa.or_(Slot.vacancies >= seats, free_seats(lapsed, now) >= seats),
    )


def list_slots(
    session: Session,
    experience_id: str,
    dates: tuple[dt.date, dt.date],
    *,
    lapsed: Lapsed,
    now: dt.datetime,
    limit: int | None = None,
    after: Position | None = None,
) -> list[OpenSlot]:
    """Return the slots of some dates, the last included, by when they begin.

    At most `limit`, beginning behind `after`.
    """
    statement = (
        sa.select(Slot, free_seats(lapsed, now))
        .where(Slot.experience_id == experience_id, Slot.local_date.between(*dates))
        .order_by(Slot.starts_at, Slot.id)
        .limit(limit)
    )
    if after is not None:
        moment, key = after
        same = sa.and_(Slot.starts_at == moment, Slot.id > key)
        statement = statement.where(sa.or_(Slot.starts_at > moment, same))
    return [OpenSlot(slot, free) for slot, free in session.execute(statement)]


def get_open_slot(session: Session, slot_id: str, *, lapsed: Lapsed, now: dt.datetime) -> OpenSlot:
    """Return a slot that there is, as it is now."""
    statement = sa.select(Slot, free_seats(lapsed, now)).where(Slot.id == slot_id)
    fresh = statement.execution_options(populate_existing=True)
    slot, free = session.execute(fresh).one()
    return OpenSlot(slot, free)


def next_slots(
    session: Session, experience_ids: Collection[str], *, lapsed: Lapsed, now: dt.datetime
) -> dict[str, list[OpenSlot]]:
    """Return the next few slots of each experience that can be booked, by experience."""
    found: dict[str, list[OpenSlot]] = {key: [] for key in experience_ids}
    rank = sa.func.row_number().over(
        partition_by=Slot.experience_id, order_by=(Slot.starts_at, Slot.id)
    )
    ranked = (
        sa.select(Slot.id, rank.label("rank"))
        .join(Experience, Experience.id == Slot.experience_id)
        .where(Slot.experience_id.in_(found), is_bookable(lapsed, now, 1))
        .subquery()
    )
    statement = (
        sa.select(Slot, free_seats(lapsed, now))
        .join(ranked, ranked.c.id == Slot.id)
        .where(ranked.c.rank <= NEXT_SHOWN)
        .order_by(Slot.starts_at, Slot.id)
    )
    for slot, free in session.execute(statement):
        found[slot.experience_id].append(OpenSlot(slot, free))
    return found


def availability_of(found: OpenSlot, experience: Experience, now: dt.datetime) -> Availability:
    """Return what people see of a slot; LIMITED where half of the seats, or fewer, are free."""
    if _shut(found.slot, experience, now) is not None:
        return "CLOSED"
    if found.free < 1:
        return "SOLD_OUT"
    return "LIMITED" if found.free * 2 <= found.slot.capacity else "AVAILABLE"


def why_not(
    found: OpenSlot, experience: Experience, now: dt.datetime, *, party: int | None = None
) -> Reason | None:
    """Return what keeps so many people from booking a slot now, None where nothing does.

    Everybody is taken to need a seat. Without a party, what keeps everybody from it.
    """
    shut = _shut(found.slot, experience, now)
    if shut is not None:
        return shut
    if found.free < 1:
        return "sold_out"
    if party is None:
        return None
    if party > experience.max_party:
        return "party_too_large"
    if party < experience.min_party:
        return "party_too_small"
    return "too_few_left" if found.free < party else None


def _shut(slot: Slot, experience: Experience, now: dt.datetime) -> Reason | None:
    if experience.status != "published":
        return "not_published"
    if slot.status != "open":
        return "slot_cancelled" if slot.status == "cancelled" else "slot_closed"
    cutoff = slot.starts_at - dt.timedelta(minutes=experience.cutoff_minutes)
    return "too_late_to_book" if now >= cutoff else None


@dataclass(frozen=True, slots=True)
class Day:
    """One date of a calendar.

    Parameters
    ----------
    slots
        How many there are, in whatever state.
    vacancies
        Free seats of those that can be booked.
    options
        Whose slots can be booked, by id.
    """

    date: dt.date
    availability: Availability
    slots: int
    vacancies: int
    options: frozenset[str]


def day_of(
    date: dt.date, found: Iterable[OpenSlot], experience: Experience, now: dt.datetime
) -> Day:
    """Return what a date has to offer: it is as available as the best of its slots."""
    seen = [(slot, availability_of(slot, experience, now)) for slot in found]
    bookable = [slot for slot, word in seen if word in ("AVAILABLE", "LIMITED")]
    words = {word for _, word in seen}
    best: Availability = next((word for word in _BEST_FIRST if word in words), "CLOSED")
    return Day(
        date=date,
        availability=best,
        slots=len(seen),
        vacancies=sum(slot.free for slot in bookable),
        options=frozenset(slot.slot.option_id for slot in bookable),
    )


def price_from(options: Iterable[ExperienceOption]) -> int | None:
    """Return what an adult pays at least, in minor units.

    Where no unit is for adults, the least that anybody with a seat pays; None without options.
    """
    units = [unit for option in options for unit in option.offered]
    adults = [unit.price_minor for unit in units if unit.kind == "ADULT"]
    seated = [unit.price_minor for unit in units if unit.seats]
    return min(adults or seated, default=None)
