"""From spots to the engine's candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from routing.geodesy import great_circle_m
from routing.model import (
    AccessProfile,
    Break,
    Candidate,
    Limits,
    Mode,
    Point,
    Preferences,
    Skipped,
    SkipReason,
    StopKind,
    TimeWindow,
    Trip,
    TripDay,
)
from server.itineraries.request import DayIn, LunchIn
from server.itineraries.request_check import CheckedRequest, clock_s
from server.regions.categories import CATEGORIES, MEAL_CATEGORIES
from server.spots.models import Spot
from server.spots.opening import opening_on

MAX_CANDIDATES: Final = 150
"""How many spots the solver chooses among; the nearest of the liked ones."""
MAX_LUNCH_PLACES: Final = 40

FULL_INTEREST_S: Final = 75 * 60
"""A spot that people stay at this long, or longer, is of full interest; others in proportion.

Without it a day of ten squares, ten minutes each, would beat any museum.
"""
ASSUMED_HOURS_FACTOR: Final = 0.8
"""A spot whose hours are only assumed is worth a little less: the gate may be shut."""
UNKNOWN_RENOWN: Final = 0.3

_LUNCH_PREFIX: Final = "lunch:"
_NEED_STEP_FREE: Final = frozenset({AccessProfile.WHEELCHAIR})


@dataclass(frozen=True, slots=True)
class TripPlan:
    """What goes to the engine, and what was decided before.

    Parameters
    ----------
    spots
        The spot behind each candidate id.
    assumed_hours
        Ids of spots whose opening hours are not known.
    left_out
        Spots that no plan could contain, with the reason.
    """

    trip: Trip
    spots: Mapping[str, Spot]
    assumed_hours: frozenset[str]
    left_out: tuple[Skipped, ...] = field(default=())


def spot_id_of(candidate_id: str) -> str:
    """Return the spot behind a candidate, be it a sight or a lunch place."""
    return candidate_id.removeprefix(_LUNCH_PREFIX)


def plain_categories(asked: Collection[str]) -> frozenset[str]:
    """Return the categories to choose from; none asked means all but places to eat."""
    return frozenset(asked) or frozenset(CATEGORIES) - MEAL_CATEGORIES


def build_trip(checked: CheckedRequest, available: Sequence[Spot]) -> TripPlan:
    """Turn a checked request and the region's spots into a trip.

    Parameters
    ----------
    available
        Spots of the liked categories, the required ones, and places to eat.
    """
    asked = checked.asked
    required = {spot.id for spot in checked.required}
    avoided = set(asked.avoid)
    usable = [s for s in available if s.id not in avoided]
    barred = [s for s in usable if _is_barred(s, asked.access_profile) and s.id not in required]
    open_to_all = [s for s in usable if s not in barred]
    wanted = plain_categories(asked.categories)
    sights = [s for s in open_to_all if s.id in required or wanted.intersection(s.categories)]
    kept = _shortlist(sights, required, asked.days)
    meals = _meals(open_to_all, required, asked.days) if asked.lunch else []
    hours = _Hours([day.date for day in asked.days])
    candidates = [
        *(_sight(spot, hours, asked.party_size, spot.id in required) for spot in kept),
        *(_meal(spot, hours, asked.party_size) for spot in meals),
    ]
    return TripPlan(
        trip=_trip(checked, candidates),
        spots={spot.id: spot for spot in (*kept, *meals, *sights, *barred)},
        assumed_hours=frozenset(hours.assumed),
        left_out=(
            *(
                Skipped(s.id, SkipReason.NOT_ACCESSIBLE)
                for s in barred
                if wanted.intersection(s.categories)
            ),
            *(Skipped(s.id, SkipReason.NO_TIME_LEFT) for s in sights if s not in kept),
        ),
    )


class _Hours:
    """Windows of spots on the trip's dates; remembers which had to be assumed.

    Open ground, such as a park whose hours nobody states, is not in doubt.
    """

    def __init__(self, dates: Sequence[dt.date]) -> None:
        self._dates = dates
        self.assumed: set[str] = set()

    def windows(self, spot: Spot) -> tuple[tuple[TimeWindow, ...], ...]:
        openings = [opening_on(spot, date) for date in self._dates]
        doubtful = not CATEGORIES[spot.categories[0]].open_air
        if doubtful and any(opening.assumed for opening in openings):
            self.assumed.add(spot.id)
        return tuple(
            tuple(TimeWindow(i.opens_s, i.closes_s) for i in opening.intervals)
            for opening in openings
        )


def _is_barred(spot: Spot, profile: AccessProfile) -> bool:
    return profile in _NEED_STEP_FREE and spot.wheelchair is False


def _distance_m(spot: Spot, days: Sequence[DayIn]) -> float:
    ends = [end for day in days for end in (day.start, day.end)]
    return min(float(great_circle_m(spot.lat, spot.lon, end.lat, end.lon)) for end in ends)


def _shortlist(sights: list[Spot], required: set[str], days: Sequence[DayIn]) -> list[Spot]:
    """Return the required spots and the nearest others, at most `MAX_CANDIDATES` in all."""
    if len(sights) <= MAX_CANDIDATES:
        return sights
    ranked = sorted(sights, key=lambda s: (s.id not in required, _distance_m(s, days), s.id))
    return sorted(ranked[:MAX_CANDIDATES], key=lambda s: s.id)


def _meals(spots: Iterable[Spot], required: set[str], days: Sequence[DayIn]) -> list[Spot]:
    places = [
        s for s in spots if MEAL_CATEGORIES.intersection(s.categories) and s.id not in required
    ]
    places.sort(key=lambda s: (_distance_m(s, days), s.id))
    return places[:MAX_LUNCH_PLACES]


def visit_s(spot: Spot) -> int:
    """Return how long a visit takes, in seconds, before the pace scales it."""
    usual = CATEGORIES[spot.categories[0]].usual_visit_minutes
    return (spot.visit_minutes or usual) * 60


def _interest(spot: Spot, hours: _Hours) -> float:
    factor = ASSUMED_HOURS_FACTOR if spot.id in hours.assumed else 1.0
    return min(1.0, visit_s(spot) / FULL_INTEREST_S) * factor


def _sight(spot: Spot, hours: _Hours, party_size: int, required: bool) -> Candidate:
    windows = hours.windows(spot)
    return Candidate(
        id=spot.id,
        point=Point(spot.lat, spot.lon),
        visit_s=visit_s(spot),
        windows=windows,
        categories=spot.categories,
        interest=_interest(spot, hours),
        renown=UNKNOWN_RENOWN if spot.renown is None else spot.renown,
        required=required,
        group=spot.id,
        cost_minor=(spot.fee_minor or 0) * party_size,
    )


def _meal(spot: Spot, hours: _Hours, party_size: int) -> Candidate:
    return Candidate(
        id=_LUNCH_PREFIX + spot.id,
        point=Point(spot.lat, spot.lon),
        visit_s=visit_s(spot),
        windows=hours.windows(spot),
        categories=spot.categories,
        renown=UNKNOWN_RENOWN if spot.renown is None else spot.renown,
        group=spot.id,
        cost_minor=(spot.fee_minor or 0) * party_size,
        kind=StopKind.LUNCH,
    )


def _trip(checked: CheckedRequest, candidates: Sequence[Candidate]) -> Trip:
    asked = checked.asked
    return Trip(
        mode=Mode(asked.mode),
        days=tuple(_day(day, asked.lunch) for day in asked.days),
        candidates=tuple(candidates),
        preferences=Preferences(
            categories=frozenset(asked.categories),
            lesser_known=asked.lesser_known,
            pace=asked.pace,
        ),
        profile=asked.access_profile,
        limits=Limits(cost_minor=asked.budget_minor),
        seed=asked.seed,
    )


def _day(day: DayIn, lunch: LunchIn | None) -> TripDay:
    return TripDay(
        start=Point(day.start.lat, day.start.lon),
        end=Point(day.end.lat, day.end.lon),
        start_s=clock_s(day.start.time),
        end_s=clock_s(day.end.time),
        lunch=_break(lunch) if lunch else None,
    )


def _break(lunch: LunchIn) -> Break:
    return Break(clock_s(lunch.earliest), clock_s(lunch.latest), lunch.minutes * 60)
