"""What guides and associations want to know at a glance: sums over bookings.

A month is that in which something takes place, in the region's time. What a booking brings in is
what stays of an online payment; where the guest pays the guide, or a reseller does, it is the whole
sum once the guests came. Until then it is expected.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.accounts.models import Organisation
from server.bookings.guest_models import BookingMessage, Review
from server.bookings.models import Booking, BookingTicket, State
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.wall_clock import local_date
from server.regions.models import Region

MOST_SHOWN: Final = 20
STANDING: Final = (State.CONFIRMED, State.REDEEMED)

Days = tuple[dt.date, dt.date]
"""The first and the last day that count."""


@dataclass(slots=True)
class Month:
    """What took, or will take, place in a month, in one currency.

    Parameters
    ----------
    bookings, people
        Those that stand or were used.
    income_minor
        What it has brought in, `refund_minor` taken off.
    expected_minor
        What guests who have not come yet will pay the guide.
    """

    month: str
    currency: str
    bookings: int = 0
    people: int = 0
    income_minor: int = 0
    expected_minor: int = 0
    refund_minor: int = 0


@dataclass(slots=True)
class Fill:
    """How full slots were: their number, their seats, and those that were taken."""

    slots: int = 0
    capacity: int = 0
    taken: int = 0

    @property
    def rate(self) -> float | None:
        """The share of seats that was taken, to four places; None without any seats."""
        return round(self.taken / self.capacity, 4) if self.capacity else None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose experiences count: those that some organisations offer, or that one reviews."""

    offered_by: Sequence[str] = ()
    reviewed_by: str | None = None

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """The condition on an experience."""
        if self.reviewed_by is not None:
            return Experience.reviewer_id == self.reviewed_by
        return Experience.organisation_id.in_(self.offered_by)


def _income() -> sa.ColumnElement[int]:
    """Return what a booking has brought in."""
    on_the_spot = sa.case(
        (
            sa.and_(Booking.status == State.REDEEMED, Booking.payment != "online"),
            Booking.total_minor - Booking.paid_minor,
        ),
        else_=0,
    )
    return Booking.paid_minor - Booking.refund_minor + on_the_spot


def _expected() -> sa.ColumnElement[int]:
    """Return what a booking will bring in when its guests come."""
    awaited = sa.and_(
        Booking.status == State.CONFIRMED,
        Booking.payment != "online",
        Booking.no_show_at.is_(None),
    )
    return sa.case((awaited, Booking.total_minor - Booking.paid_minor), else_=0)


def months(session: Session, whose: Whose, days: Days) -> list[Month]:
    """Return each month in which there was a booking, the earliest first."""
    stands = sa.case((Booking.status.in_(STANDING), 1), else_=0)
    sums = (
        sa.select(
            Slot.local_date,
            Booking.currency,
            sa.func.sum(stands),
            sa.func.sum(stands * _people()),
            sa.func.sum(_income()),
            sa.func.sum(_expected()),
            sa.func.sum(Booking.refund_minor),
        )
        .select_from(Booking)
        .join(Slot, Slot.id == Booking.slot_id)
        .join(Experience, Experience.id == Booking.experience_id)
        .where(whose.condition, Slot.local_date.between(*days))
        .group_by(Slot.local_date, Booking.currency)
    )
    return _added(session.execute(sums))


def _people() -> sa.ScalarSelect[int]:
    tickets = sa.select(sa.func.count()).where(BookingTicket.booking_id == Booking.id)
    return tickets.correlate(Booking).scalar_subquery()


def _added(days: Iterable[Any]) -> list[Month]:
    found: dict[tuple[str, str], Month] = {}
    for day, currency, bookings, people, income, expected, refund in days:
        key = (f"{day:%Y-%m}", currency)
        month = found.setdefault(key, Month(*key))
        month.bookings += int(bookings)
        month.people += int(people)
        month.income_minor += int(income)
        month.expected_minor += int(expected)
        month.refund_minor += int(refund)
    return [found[key] for key in sorted(found)]


def states(session: Session, whose: Whose, days: Days) -> dict[str, int]:
    """Return how many bookings of some days are in each state, those without any too."""
    counted = (
        sa.select(Booking.status, sa.func.count().label("number"))
        .join(Slot, Slot.id == Booking.slot_id)
        .join(Experience, Experience.id == Booking.experience_id)
        .where(whose.condition, Slot.local_date.between(*days))
        .group_by(Booking.status)
    )
    found = {row.status: row.number for row in session.execute(counted)}
    return {state.value: found.get(state.value, 0) for state in State}


def fill(session: Session, whose: Whose, days: Days) -> Fill:
    """Return how full the slots of some days were, without those that did not take place."""
    taken = (
        sa.select(sa.func.coalesce(sa.func.sum(Booking.seats), 0))
        .where(Booking.slot_id == Slot.id, Booking.status.in_((*STANDING, State.PENDING)))
        .correlate(Slot)
        .scalar_subquery()
    )
    statement = (
        sa.select(sa.func.count(), sa.func.sum(Slot.capacity), sa.func.sum(taken))
        .select_from(Slot)
        .join(Experience, Experience.id == Slot.experience_id)
        .where(whose.condition, Slot.local_date.between(*days), Slot.status != "cancelled")
    )
    slots, capacity, seats = session.execute(statement).one()
    return Fill(slots, int(capacity or 0), int(seats or 0))


def upcoming(session: Session, whose: Whose, now: dt.datetime) -> list[Booking]:
    """Return the next bookings that stand and are not over, the soonest first."""
    coming = _bookings(whose).where(Booking.status == State.CONFIRMED, Slot.ends_at > now)
    return list(session.scalars(coming))


def unanswered(session: Session, whose: Whose) -> list[Booking]:
    """Return who waits for the guide's answer, the most urgent first."""
    asked = _bookings(whose).where(Booking.status == State.PENDING)
    return list(session.scalars(asked.order_by(None).order_by(Booking.answer_by, Booking.id)))


def _bookings(whose: Whose) -> sa.Select[Booking]:
    return (
        sa.select(Booking)
        .join(Slot, Slot.id == Booking.slot_id)
        .join(Experience, Experience.id == Booking.experience_id)
        .where(whose.condition)
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Slot.starts_at, Booking.id)
        .limit(MOST_SHOWN)
    )


def count_unread(session: Session, whose: Whose) -> int:
    """Return how many messages of guests the guide has not read."""
    unread = (
        sa.select(sa.func.count())
        .select_from(BookingMessage)
        .join(Booking, Booking.id == BookingMessage.booking_id)
        .join(Experience, Experience.id == Booking.experience_id)
        .where(whose.condition, BookingMessage.sender == "guest", BookingMessage.read_at.is_(None))
    )
    return session.scalars(unread).one()


def unread(session: Session, whose: Whose) -> list[Booking]:
    """Return bookings with messages the guide has not read, the one that waits longest first."""
    first = (
        sa.select(sa.func.min(BookingMessage.sent_at))
        .where(
            BookingMessage.booking_id == Booking.id,
            BookingMessage.sender == "guest",
            BookingMessage.read_at.is_(None),
        )
        .correlate(Booking)
        .scalar_subquery()
    )
    waiting = _bookings(whose).where(first.is_not(None))
    return list(session.scalars(waiting.order_by(None).order_by(first, Booking.id)))


def latest_reviews(session: Session, whose: Whose) -> list[Review]:
    """Return the latest reviews, hidden ones too."""
    statement = (
        sa.select(Review)
        .join(Experience, Experience.id == Review.experience_id)
        .where(whose.condition)
        .order_by(Review.written_at.desc(), Review.id.desc())
        .limit(MOST_SHOWN)
    )
    return list(session.scalars(statement))


@dataclass(frozen=True, slots=True)
class Offers:
    """How many guides offer something, and how many experiences are in each state."""

    guides: int
    experiences: dict[str, int] = field(default_factory=dict)


def offers(session: Session, whose: Whose) -> Offers:
    """Return what is on offer, or is to be."""
    there = sa.select(Experience.organisation_id, Experience.status).where(
        whose.condition, Experience.deleted_at.is_(None)
    )
    guides: set[str] = set()
    counted: dict[str, int] = defaultdict(int)
    for guide, status in session.execute(there):
        guides.add(guide)
        counted[status] += 1
    return Offers(len(guides), dict(sorted(counted.items())))


def today_of(session: Session, organisation_ids: Sequence[str], *, now: dt.datetime) -> dt.date:
    """Return the date on the clock of the organisations' region; in UTC where they have none.

    Of organisations in several regions it is the latest date: where a month has begun, what takes
    place in it is told.
    """
    statement = (
        sa.select(Region.time_zone)
        .join(Organisation, Organisation.region_code == Region.code)
        .where(Organisation.id.in_(organisation_ids))
        .distinct()
    )
    zones = [ZoneInfo(name) for name in session.scalars(statement)] or [ZoneInfo("UTC")]
    return max(local_date(now, zone) for zone in zones)


def days_around(today: dt.date, months_back: int, months_ahead: int) -> Days:
    """Return from the first day of a month to the last day of another one."""
    first, end = _month(today, -months_back), _month(today, months_ahead + 1)
    return first, end - dt.timedelta(days=1)


def _month(today: dt.date, away: int) -> dt.date:
    number = today.year * 12 + today.month - 1 + away
    return dt.date(number // 12, number % 12 + 1, 1)
