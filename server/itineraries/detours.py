"""Use case: what lies on the way of a kept plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy.orm import Session

from routing.detour_ways import Ways
from routing.detours import (
    Detour,
    DetourWish,
    Offer,
    beyond_reach_m,
    find_detours,
    stretched,
)
from routing.explanation import Grounds, explain
from routing.model import AccessProfile, Candidate, Mode, Point, Why
from routing.parking.ways import ParkedWays
from routing.solver.objective import prize
from routing.solver.problem import visit_duration_s
from server.errors import Fault, Invalid
from server.itineraries.checking import travel_of
from server.itineraries.detour_schemas import DetourQuery
from server.itineraries.kept import (
    KeptDay,
    done_ahead,
    kept_days,
    parks,
    request_of,
    spot_ids,
)
from server.itineraries.mapping import Hours, plain_categories, preferences_of, sight
from server.itineraries.models import SavedItinerary
from server.itineraries.news import Praise, load_news
from server.itineraries.own_trips import OwnPlan, are_assumed, kept_plan
from server.itineraries.request import ItineraryRequest
from server.itineraries.service import Streets
from server.itineraries.trust import FULL_TRUST, Trust
from server.regions import service as regions
from server.regions.categories import CATEGORIES
from server.spots import service as spots
from server.spots.models import Spot
from server.spots.query import unknown_category

MOST_OFFERS: Final = 200
"""How many of the places within reach are looked at closely, those least off the way first."""

_OVER_S: Final = 48 * 3600
"""Later than any clock of a day: nothing can be taken in any more."""


@dataclass(frozen=True, slots=True)
class FoundDetour:
    """A detour with its spot and the reasons for it."""

    detour: Detour
    spot: Spot
    why: tuple[Why | Praise, ...]
    hours_assumed: bool


@dataclass(frozen=True, slots=True)
class _Case:
    """A kept plan, what may be taken in, and whether the car is left to walk."""

    plan: OwnPlan
    asked: ItineraryRequest
    streets: Streets
    wish: DetourWish
    parking: bool


@dataclass(frozen=True, slots=True)
class FoundDetours:
    """The detours of a kept plan."""

    plan: OwnPlan
    days: tuple[KeptDay, ...]
    detours: tuple[FoundDetour, ...]
    attribution: list[str]


def detours(
    session: Session,
    saved: SavedItinerary,
    query: DetourQuery,
    streets: Streets,
    *,
    now: dt.datetime,
    trust: Trust = FULL_TRUST,
) -> FoundDetours:
    """Return what could still be taken in without breaking anything.

    Raises
    ------
    Invalid
        If a category does not exist.
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    wanted = _wanted(query)
    days, asked = kept_days(saved), request_of(saved)
    region = regions.get_region(session, saved.region_code)
    visited = spot_ids(days)
    known = {spot.id: spot for spot in spots.list_spots(session, visited)}
    news = replace(load_news(session, region, [day.date for day in days]), trust=trust)
    plan = kept_plan(asked, region, days, known, news)
    moment = now.astimezone(ZoneInfo(region.time_zone))
    wish = DetourWish(query.max_minutes * 60, _not_before(days, moment), query.limit)
    passed_over = {*visited, *asked.avoid, *(v["spot_id"] for v in done_ahead(saved))}
    if not query.within_day:
        plan = replace(plan, trip=stretched(plan.trip, wish.most_added_s))
    case = _Case(plan, asked, streets, wish, parking=parks(saved))
    found = _found(case, _beside(session, case, wanted, passed_over))
    sources = [streets.attribution or "", region.attribution, *(f.spot.attribution for f in found)]
    return FoundDetours(plan, days, found, [s for s in dict.fromkeys(sources) if s])


def _wanted(query: DetourQuery) -> frozenset[str]:
    faults: list[Fault] = [
        unknown_category("?category", code)
        for code in query.category or ()
        if code not in CATEGORIES
    ]
    if faults:
        raise Invalid(faults)
    return plain_categories(query.category or ())


def _not_before(days: Sequence[KeptDay], moment: dt.datetime) -> tuple[int, ...]:
    """Return for each day from when on detours make sense, while the trip is under way."""
    under_way = days[0].date <= moment.date() <= days[-1].date
    clock_s = moment.hour * 3600 + moment.minute * 60 + moment.second
    if not under_way:
        return (0,) * len(days)
    return tuple(
        _OVER_S if day.date < moment.date() else clock_s if day.date == moment.date() else 0
        for day in days
    )


def _beside(
    session: Session, case: _Case, wanted: frozenset[str], passed_over: Collection[str]
) -> list[Spot]:
    """Return the spots within reach that are worth a closer look."""
    trip, asked = case.plan.trip, case.asked
    barred = asked.access_profile is AccessProfile.WHEELCHAIR
    outlines = [
        o
        for o in spots.list_spot_outlines(session, case.plan.region.code)
        if wanted.intersection(o.categories)
        and o.id not in passed_over
        and not (barred and o.wheelchair is False)
    ]
    places = np.array([o.lat for o in outlines]), np.array([o.lon for o in outlines])
    travel = travel_of(trip, case.streets, asked.access_profile, parking=case.parking)
    excess_m = beyond_reach_m(trip, travel, places, case.wish, Mode(asked.mode))
    nearest = np.argsort(excess_m, kind="stable")[:MOST_OFFERS].tolist()
    return spots.list_spots(session, [outlines[n].id for n in nearest if excess_m[n] <= 0])


def _found(case: _Case, beside: Sequence[Spot]) -> tuple[FoundDetour, ...]:
    plan, asked = case.plan, case.asked
    hours = Hours(plan.dates, plan.news)
    likes = preferences_of(asked)
    by_id = {spot.id: spot for spot in beside}
    candidates = {s.id: sight(s, hours, asked.party_size, False) for s in beside}
    offers = [
        Offer(c, visit_duration_s(c, likes.pace), float(prize(c, likes)))
        for c in _on_streets(list(candidates.values()), case)
    ]
    ways = _ways(case, [offer.candidate.point for offer in offers])
    return tuple(
        FoundDetour(
            detour=d,
            spot=by_id[d.candidate_id],
            why=(
                *explain(candidates[d.candidate_id], likes, Grounds(d.added_travel_s)),
                *plan.news.praise(d.candidate_id, plan.dates[d.day]),
            ),
            hours_assumed=are_assumed(by_id[d.candidate_id], plan.dates[d.day]),
        )
        for d in find_detours(plan.trip, offers, ways, case.wish)
    )


def _ways(case: _Case, offers: Sequence[Point]) -> Ways:
    trip, streets, profile = case.plan.trip, case.streets, case.asked.access_profile
    if not case.parking or streets.footpaths is None:
        return Ways(trip.points(), offers, streets.engine, profile)
    engines = streets.engine, streets.footpaths
    return ParkedWays((trip.points(), offers), engines, {day.end for day in trip.days}, profile)


def _on_streets(candidates: Sequence[Candidate], case: _Case) -> list[Candidate]:
    """Return the candidates that a street is near; where one walks from the car, any street."""
    snaps = case.streets.engine.snap([c.point for c in candidates])
    if case.parking and case.streets.footpaths is not None:
        walked = case.streets.footpaths.snap([c.point for c in candidates])
        snaps = tuple(a or b for a, b in zip(snaps, walked, strict=True))
    return [c for c, snap in zip(candidates, snaps, strict=True) if snap is not None]
