"""From spots to the engine's candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from routing.geodesy import points_to_arrays
from routing.model import (
    AccessProfile,
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
from routing.prospects import prospects_of
from routing.shortlist import Wish, near_the_day, shortlist
from server.itineraries.frames import at_its_time, day_frame
from server.itineraries.news import NO_NEWS, Held, News, less_works
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import CheckedRequest
from server.itineraries.slot_stops import SlotStop, experience_candidate
from server.regions.categories import CATEGORIES, MEAL_CATEGORIES
from server.spots.models import Spot

MAX_CANDIDATES: Final = 150
"""How many spots the solver chooses among for one day; see `benchmarks/shortlist_loss.py`."""
MORE_PER_DAY: Final = 25
"""How many more for each further day."""
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
    locked
        Ids of spots whose time is agreed.
    slots
        The slot behind each candidate id of an experience.
    """

    trip: Trip
    spots: Mapping[str, Spot]
    assumed_hours: frozenset[str]
    left_out: tuple[Skipped, ...] = field(default=())
    locked: frozenset[str] = frozenset()
    slots: Mapping[str, SlotStop] = field(default_factory=dict)


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
    locked = {visit.spot.id: visit for visit in checked.locked}
    required = {spot.id for spot in checked.required}
    avoided = set(asked.avoid)
    usable = [s for s in available if s.id not in avoided]
    barred = [s for s in usable if _is_barred(s, asked.access_profile) and s.id not in required]
    open_to_all = [s for s in usable if s not in barred]
    wanted = plain_categories(asked.categories)
    sights = [s for s in open_to_all if s.id in required or wanted.intersection(s.categories)]
    hours = Hours([day.date for day in asked.days], checked.news, frozenset(required))
    dug_up = [s for s in sights if hours.is_dug_up(s)]
    sights = [s for s in sights if s not in dug_up]
    considered = [sight(s, hours, asked.party_size, s.id in required) for s in sights]
    kept, passed_over = _shortlist(considered, asked)
    meals = _meals(open_to_all, required, kept, asked) if asked.lunch else []
    candidates = [*kept, *(meal(spot, hours, asked.party_size) for spot in meals)]
    candidates = [at_its_time(c, locked.get(c.id), asked) for c in candidates]
    slots = (*checked.booked, *checked.offers.chosen)
    candidates += [
        experience_candidate(s, hours.dates, required=s in checked.booked) for s in slots
    ]
    return TripPlan(
        trip=_trip(checked, candidates),
        spots={spot.id: spot for spot in (*meals, *sights, *barred, *dug_up)},
        assumed_hours=frozenset(hours.assumed),
        left_out=(
            *(
                Skipped(s.id, SkipReason.NOT_ACCESSIBLE)
                for s in barred
                if wanted.intersection(s.categories)
            ),
            *(Skipped(s.id, SkipReason.ROAD_WORKS) for s in dug_up),
            *passed_over,
        ),
        locked=frozenset(locked),
        slots={slot.candidate_id: slot for slot in slots},
    )


class Hours:
    """Windows of spots on the trip's dates; remembers which had to be assumed.

    Open ground, such as a park whose hours nobody states, is not in doubt. Closures and, but for
    the required spots, road works around a spot are taken out.
    """

    def __init__(
        self,
        dates: Sequence[dt.date],
        news: News = NO_NEWS,
        required: Collection[str] = frozenset(),
    ) -> None:
        self.dates = dates
        self._required = required
        self.news = news
        self.assumed: set[str] = set()

    def windows(self, spot: Spot) -> tuple[tuple[TimeWindow, ...], ...]:
        """Return when the spot is open on each of the dates."""
        openings = [self.news.opening_on(spot, date) for date in self.dates]
        works = self._works(spot)
        doubtful = not CATEGORIES[spot.categories[0]].open_air
        if doubtful and any(opening.assumed for opening in openings):
            self.assumed.add(spot.id)
        return tuple(
            tuple(
                TimeWindow(i.opens_s, i.closes_s)
                for i in less_works(opening.intervals, works, date)
            )
            for date, opening in zip(self.dates, openings, strict=True)
        )

    def is_dug_up(self, spot: Spot) -> bool:
        """Tell whether road works around a spot leave none of its hours on any date."""
        if not self._works(spot):
            return False
        is_open = any(self.news.opening_on(spot, date).intervals for date in self.dates)
        return is_open and not any(self.windows(spot))

    def _works(self, spot: Spot) -> tuple[Held, ...]:
        return () if spot.id in self._required else self.news.works_at(spot.lat, spot.lon)


def _is_barred(spot: Spot, profile: AccessProfile) -> bool:
    return profile in _NEED_STEP_FREE and spot.wheelchair is False


def candidate_limit(days: int) -> int:
    """Return how many spots the solver chooses among for a trip of so many days."""
    return MAX_CANDIDATES + MORE_PER_DAY * (days - 1)


def _shortlist(
    considered: Sequence[Candidate], asked: ItineraryRequest
) -> tuple[list[Candidate], list[Skipped]]:
    """Return the candidates worth a matrix, and why each of the others is not among them."""
    limit = candidate_limit(len(asked.days))
    if len(considered) <= limit:
        return list(considered), []
    prospects = prospects_of(considered, preferences_of(asked))
    wish = Wish(Mode(asked.mode), trip_days(asked), limit, asked.lesser_known)
    selection = shortlist(prospects, wish)
    kept = set(selection.kept.tolist())
    reasons = np.select(
        [selection.closed, selection.too_far],
        [SkipReason.CLOSED_THAT_DAY, SkipReason.TOO_FAR],
        SkipReason.NO_TIME_LEFT,
    )
    return [considered[n] for n in sorted(kept)], [
        Skipped(candidate.id, SkipReason(str(reasons[n])))
        for n, candidate in enumerate(considered)
        if n not in kept
    ]


def _meals(
    spots: Iterable[Spot],
    required: set[str],
    kept: Sequence[Candidate],
    asked: ItineraryRequest,
) -> list[Spot]:
    places = [
        s for s in spots if MEAL_CATEGORIES.intersection(s.categories) and s.id not in required
    ]
    near = near_the_day(
        (np.array([s.lat for s in places]), np.array([s.lon for s in places])),
        points_to_arrays([candidate.point for candidate in kept]),
        trip_days(asked),
        MAX_LUNCH_PLACES,
    )
    return [places[n] for n in near.tolist()]


def visit_s(spot: Spot) -> int:
    """Return how long a visit takes, in seconds, before the pace scales it."""
    usual = CATEGORIES[spot.categories[0]].usual_visit_minutes
    return (spot.visit_minutes or usual) * 60


def _interest(spot: Spot, hours: Hours) -> float:
    factor = ASSUMED_HOURS_FACTOR if spot.id in hours.assumed else 1.0
    return min(1.0, visit_s(spot) / FULL_INTEREST_S) * factor * hours.news.trust.factor_of(spot)


def sight(spot: Spot, hours: Hours, party_size: int, required: bool) -> Candidate:
    """Return a spot as a candidate to visit."""
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
        boost=hours.news.boost(spot.id),
    )


def meal(spot: Spot, hours: Hours, party_size: int) -> Candidate:
    """Return a spot as a place to have lunch at."""
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
        days=trip_days(asked),
        candidates=tuple(candidates),
        preferences=preferences_of(asked),
        profile=asked.access_profile,
        limits=Limits(cost_minor=asked.budget_minor),
        seed=asked.seed,
    )


def preferences_of(asked: ItineraryRequest) -> Preferences:
    """Return what the tourist likes, for the engine.

    No spot says how new or how crowded it is: `freshness` and `avoid_crowds` wait for such facts.
    """
    return Preferences(
        categories=frozenset(asked.categories),
        lesser_known=asked.lesser_known,
        pace=asked.pace,
        freshness=asked.freshness,
        avoid_crowds=asked.avoid_crowds,
        diversity=asked.diversity,
    )


def trip_days(asked: ItineraryRequest) -> tuple[TripDay, ...]:
    """Return the days' frames as the engine takes them."""
    return tuple(day_frame(day, asked) for day in asked.days)
