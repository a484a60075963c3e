"""What guides could offer: what people wish for in a region, beside what there is."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.guest_models import WaitingEntry
from server.experiences.demand import Lapsed
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vacancies import free_seats, is_bookable
from server.experiences.vain_searches import ANY, VainSearch
from server.experiences.visibility import is_public
from server.experiences.wall_clock import local_date
from server.itineraries.models import SavedItinerary
from server.regions.categories import CATEGORIES

SOON: Final = dt.timedelta(days=30)
_MOST_PLANS: Final = 5000
"""So many of the latest plans are looked at."""


@dataclass(frozen=True, slots=True)
class Idea:
    """How much one category is wished for, and how much of it there is.

    Parameters
    ----------
    plans
        Plans of days that were to have it.
    searches
        Searches among experiences that found nothing.
    seats_awaited
        Seats that people wait for in slots to come.
    languages
        Of the searches in vain, how many were for a guide of which language.
    experiences
        Published ones.
    free_seats
        What can be booked of them within `SOON`.
    """

    category: str
    plans: int = 0
    searches: int = 0
    seats_awaited: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    experiences: int = 0
    free_seats: int = 0

    @property
    def wishes(self) -> int:
        """How many wishes there were, of every kind."""
        return self.plans + self.searches + self.seats_awaited

    @property
    def gap(self) -> float:
        """How many wishes there are for each experience, one that is still to be made included."""
        return self.wishes / (1 + self.experiences)


def list_ideas(
    session: Session, region_code: str, since: dt.datetime, *, lapsed: Lapsed, now: dt.datetime
) -> list[Idea]:
    """Return each category that people wished for since then, the widest gap first.

    Searches are kept by the day of the region's calendar: `since` is to be on the region's clock.
    """
    plans = _planned(session, region_code, since)
    searches, languages = _searched(session, region_code, since.date())
    awaited = _awaited(session, region_code, now)
    offered = _offered(session, region_code)
    free = _free(session, region_code, lapsed, now)
    ideas = [
        Idea(
            category=code,
            plans=plans[code],
            searches=searches[code],
            seats_awaited=awaited[code],
            languages=dict(sorted(languages[code].items())),
            experiences=offered[code],
            free_seats=free[code],
        )
        for code in CATEGORIES
    ]
    wished = [idea for idea in ideas if idea.wishes]
    return sorted(wished, key=lambda idea: (-idea.gap, idea.category))


def languages_missed(session: Session, region_code: str, since: dt.datetime) -> dict[str, int]:
    """Return how many searches in vain were for a guide of which language, in any category.

    As in `list_ideas`, `since` is to be on the region's clock.
    """
    statement = (
        sa.select(VainSearch.language, sa.func.sum(VainSearch.searches))
        .where(
            VainSearch.region_code == region_code,
            VainSearch.day >= since.date(),
            VainSearch.language != ANY,
        )
        .group_by(VainSearch.language)
    )
    return dict(sorted(_counted(session.execute(statement)).items()))


def _counted(rows: Iterable[sa.Row[str, int]]) -> Counter[str]:
    return Counter({name: int(number) for name, number in rows})


def _planned(session: Session, region_code: str, since: dt.datetime) -> Counter[str]:
    latest = (
        sa.select(SavedItinerary.request["categories"])
        .where(SavedItinerary.region_code == region_code, SavedItinerary.created_at >= since)
        .order_by(SavedItinerary.created_at.desc(), SavedItinerary.id)
        .limit(_MOST_PLANS)
    )
    return Counter(code for codes in session.scalars(latest) for code in set(codes or ()))


def _searched(
    session: Session, region_code: str, since: dt.date
) -> tuple[Counter[str], dict[str, Counter[str]]]:
    statement = (
        sa.select(VainSearch.category, VainSearch.language, sa.func.sum(VainSearch.searches))
        .where(VainSearch.region_code == region_code, VainSearch.day >= since)
        .group_by(VainSearch.category, VainSearch.language)
    )
    searches: Counter[str] = Counter()
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    for category, language, number in session.execute(statement):
        searches[category] += int(number)
        if language != ANY:
            languages[category][language] += int(number)
    return searches, languages


def _is_public_in(region_code: str) -> sa.ColumnElement[bool]:
    return sa.and_(Experience.region_code == region_code, is_public())


def _awaited(session: Session, region_code: str, now: dt.datetime) -> Counter[str]:
    statement = (
        sa.select(Experience.category, sa.func.sum(WaitingEntry.seats))
        .select_from(WaitingEntry)
        .join(Slot, Slot.id == WaitingEntry.slot_id)
        .join(Experience, Experience.id == Slot.experience_id)
        .where(_is_public_in(region_code), Slot.starts_at > now)
        .group_by(Experience.category)
    )
    return _counted(session.execute(statement))


def _offered(session: Session, region_code: str) -> Counter[str]:
    statement = (
        sa.select(Experience.category, sa.func.count())
        .where(_is_public_in(region_code))
        .group_by(Experience.category)
    )
    return _counted(session.execute(statement))


def _free(session: Session, region_code: str, lapsed: Lapsed, now: dt.datetime) -> Counter[str]:
    statement = (
        sa.select(Experience.category, sa.func.sum(free_seats(lapsed, now)))
        .select_from(Slot)
        .join(Experience, Experience.id == Slot.experience_id)
        .where(
            _is_public_in(region_code),
            is_bookable(lapsed, now, 1),
            Slot.starts_at <= now + SOON,
        )
        .group_by(Experience.category)
    )
    return _counted(session.execute(statement))


def begin_of(now: dt.datetime, days_back: int, zone: ZoneInfo) -> dt.datetime:
    """Return when the day so many days ago began, on the clock of a region."""
    first = local_date(now, zone) - dt.timedelta(days=days_back)
    return dt.datetime.combine(first, dt.time(), zone)
