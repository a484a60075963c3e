"""Use cases around the tourist's own order: judge it, and judge a kept plan again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from routing.check import Verdict, Violation, check
from routing.errors import UnreachableError
from routing.fixes import Fix, FixKind, find_fixes, mends
from routing.model import AccessProfile, Leg, Point, StopKind
from routing.own_order import OwnTrip, TimedDay, Travel, travel_between
from routing.parking.ways import travel_and_park
from routing.ways import ways_through
from server.errors import Fault, Invalid
from server.itineraries.booked_stops import GONE, MOVED, Standings, load_standings
from server.itineraries.check_schemas import CheckRequest, OwnStopIn
from server.itineraries.check_wording import (
    NOT_ACCESSIBLE,
    OUTSIDE_NETWORK,
    UNKNOWN_SLOT,
    UNKNOWN_SPOT,
)
from server.itineraries.errors import NoFootpaths
from server.itineraries.kept import kept_days, parks, request_of, spot_ids
from server.itineraries.models import SavedItinerary
from server.itineraries.news import load_news
from server.itineraries.offers import find_slots
from server.itineraries.own_trips import OwnPlan, Place, as_request, kept_plan, sent_plan
from server.itineraries.request_check import request_faults
from server.itineraries.service import Streets
from server.regions import service as regions
from server.spots import service as spots
from server.text import Text

_CARS: Final = (StopKind.PARKING,)

_SPOT_NEEDED = Text(
    "A stop of kind 'spot' needs a spot_id.", "立ち寄り先（spot）には spot_id が必要です。"
)
_SLOT_NEEDED = Text(
    "A stop of kind 'experience' needs a slot_id.", "体験（experience）には slot_id が必要です。"
)
_NO_EXPERIENCE = Text(
    "Only a stop of kind 'experience' has a slot_id.",
    "slot_id を指定できるのは体験（experience）だけです。",
)
_SAID_BY_THE_SLOT = Text(
    "The slot says where and when it takes place; leave `{name}` out.",
    "場所と時刻は開催枠で決まっています。`{name}` は指定しないでください。",
)
_SPOT_HAS_A_PLACE = Text(
    "A spot's own place counts; leave `location` out.",
    "スポットの場所は決まっています。`location` は指定しないでください。",
)


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule with what would mend it.

    `violation` is None where the stop cannot be judged or is not for this tourist at all; `rule`
    says why.
    """

    rule: str
    place: Place | None
    violation: Violation | None
    fix: Fix | None


@dataclass(frozen=True, slots=True)
class Judged:
    """An order with its clock and everything that is wrong with it.

    Parameters
    ----------
    legs
        For each day its ways; None where they were not asked for or one of them does not exist.
    """

    plan: OwnPlan
    verdict: Verdict
    broken: tuple[Broken, ...]
    legs: tuple[tuple[Leg, ...] | None, ...]
    attribution: list[str]


def check_own(
    session: Session, asked: CheckRequest, streets: Streets, *, now: dt.datetime
) -> Judged:
    """Judge the order of a request.

    Raises
    ------
    Invalid
        If the frame cannot be used or a stop says nothing.
    """
    faults = check_faults(session, asked, streets, now=now)
    region = regions.find_region(session, asked.region)
    if faults or region is None:
        raise Invalid(faults)
    entries = [entry for day in asked.days for entry in day.stops]
    named = {entry.spot_id for entry in entries if entry.spot_id}
    found = {s.id: s for s in spots.list_spots(session, named) if s.region_code == region.code}
    news = load_news(session, region, [day.date for day in asked.days])
    slots = find_slots(
        session,
        {entry.slot_id for entry in entries if entry.slot_id},
        region,
        asked.party_size,
    )
    plan = sent_plan(asked, region, (found, slots), news)
    return _judge(plan, streets, legs=asked.legs)


def check_faults(
    session: Session, asked: CheckRequest, streets: Streets, *, now: dt.datetime
) -> list[Fault]:
    """Return everything that keeps an order from being judged."""
    faults = request_faults(session, as_request(asked), streets.engine, now=now)
    return [*faults, *_entry_faults(asked)]


def _entry_faults(asked: CheckRequest) -> Iterator[Fault]:
    for number, day in enumerate(asked.days):
        for rank, entry in enumerate(day.stops):
            pointer = f"/days/{number}/stops/{rank}"
            if entry.kind == "spot" and entry.spot_id is None:
                yield Fault(f"{pointer}/spot_id", "required", _SPOT_NEEDED)
            if entry.kind == "experience" and entry.slot_id is None:
                yield Fault(f"{pointer}/slot_id", "required", _SLOT_NEEDED)
            if entry.kind == "experience":
                yield from _facts_of_a_slot(entry, pointer)
            elif entry.slot_id is not None:
                yield Fault(f"{pointer}/slot_id", "slot_of_no_experience", _NO_EXPERIENCE)
            if entry.spot_id is not None and entry.location is not None:
                yield Fault(f"{pointer}/location", "location_of_a_spot", _SPOT_HAS_A_PLACE)


def _facts_of_a_slot(entry: OwnStopIn, pointer: str) -> Iterator[Fault]:
    """Yield a fault for each statement about an experience that its slot makes already."""
    for name in ("spot_id", "location", "begin", "minutes"):
        if getattr(entry, name) is not None:
            yield Fault(f"{pointer}/{name}", "said_by_the_slot", _SAID_BY_THE_SLOT, {"name": name})


def check_kept(
    session: Session, saved: SavedItinerary, streets: Streets, *, now: dt.datetime
) -> Judged:
    """Judge what is still to come of a kept plan by what is known of its spots today.

    Raises
    ------
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    days = kept_days(saved)
    region = regions.get_region(session, saved.region_code)
    found = {spot.id: spot for spot in spots.list_spots(session, spot_ids(days))}
    news = load_news(session, region, [day.date for day in days])
    plan = kept_plan(request_of(saved), region, days, found, news)
    judged = _judge(plan, streets, legs=False, parking=parks(saved))
    return _with_lost_seats(judged, load_standings(session, saved, now=now))


def _with_lost_seats(judged: Judged, standings: Standings) -> Judged:
    """Add what has become of booked and offered experiences to what is wrong."""
    pointers, days = list(judged.plan.places), len(judged.plan.dates)
    lost = [
        Broken(word, place, None, _without_it(place, word))
        for place in judged.plan.places.values()
        if place.slot is not None
        and (word := standings[place.slot.slot_id].word) is not None
        and word in (*GONE, MOVED)
    ]
    broken = sorted([*judged.broken, *lost], key=lambda b: _when(b, pointers, days))
    return replace(judged, broken=tuple(broken))


def _without_it(place: Place, word: str) -> Fix | None:
    """Return to leave it out as what mends it, unless it only moved."""
    return None if word == MOVED else Fix(FixKind.DROP, place.day, (place.pointer,))


def travel_of(trip: OwnTrip, streets: Streets, profile: AccessProfile, *, parking: bool) -> Travel:
    """Return the times between all places of an order; where one parks, with the time it takes.

    Raises
    ------
    NoFootpaths
        If one parks to walk in a region that has no footpaths.
    """
    if not parking:
        return travel_between(trip.points(), streets.engine, profile)
    if streets.footpaths is None:
        raise NoFootpaths
    ends = {day.end for day in trip.days}
    return travel_and_park(trip.points(), (streets.engine, streets.footpaths), ends, profile)


def _judge(plan: OwnPlan, streets: Streets, *, legs: bool, parking: bool = False) -> Judged:
    lost = _off_streets(plan, streets)
    trip = _without(plan.trip, lost)
    travel = travel_of(trip, streets, plan.asked.access_profile, parking=parking)
    verdict = check(trip, travel)
    fixes = find_fixes(trip, verdict, travel)
    found = [
        Broken(v.rule, plan.places.get(v.key or ""), v, fix)
        for v, fix in zip(verdict.violations, fixes, strict=True)
    ]
    found += _unusable(plan, lost)
    found += _barred(plan, trip, verdict, travel)
    pointers = list(plan.places)
    broken = sorted(found, key=lambda b: _when(b, pointers, len(plan.dates)))
    shown = tuple(
        _legs(day, number, streets, plan) if legs else None
        for number, day in enumerate(verdict.days)
    )
    return Judged(plan, verdict, tuple(broken), shown, _attribution(plan, streets))


def _off_streets(plan: OwnPlan, streets: Streets) -> set[str]:
    """Return the stops that no street is near."""
    lost: set[str] = set()
    for on_foot in (False, True):
        engine = streets.footpaths if on_foot and streets.footpaths else streets.engine
        placed = [
            (stop.key, stop.point)
            for day in plan.trip.stops
            for stop in day
            if stop.point is not None and stop.on_foot is on_foot and stop.kind not in _CARS
        ]
        snaps = engine.snap([point for _, point in placed])
        lost |= {key for (key, _), snap in zip(placed, snaps, strict=True) if snap is None}
    return lost


def _without(trip: OwnTrip, keys: set[str]) -> OwnTrip:
    return replace(
        trip, stops=tuple(tuple(s for s in day if s.key not in keys) for day in trip.stops)
    )


def _unusable(plan: OwnPlan, lost: set[str]) -> Iterator[Broken]:
    """Yield the stops that have no clock; all else is judged as if they were left out."""
    for place in plan.places.values():
        fix = Fix(FixKind.DROP, place.day, (place.pointer,))
        if place.pointer in lost:
            yield Broken(OUTSIDE_NETWORK, place, None, fix)
        elif place.is_unknown:
            is_slot = place.kind is StopKind.EXPERIENCE
            yield Broken(UNKNOWN_SLOT if is_slot else UNKNOWN_SPOT, place, None, fix)


def _barred(plan: OwnPlan, trip: OwnTrip, verdict: Verdict, travel: Travel) -> Iterator[Broken]:
    if plan.asked.access_profile is not AccessProfile.WHEELCHAIR:
        return
    for place in plan.places.values():
        there = place.spot or place.slot
        if there is not None and there.wheelchair is False:
            fix = Fix(FixKind.DROP, place.day, (place.pointer,))
            works = mends(trip, fix, None, verdict, travel)
            yield Broken(NOT_ACCESSIBLE, place, None, fix if works else None)


def _when(broken: Broken, pointers: Sequence[str], days: int) -> tuple[int, int]:
    """Return where a broken rule belongs: by day, stops first, the whole trip last."""
    if broken.place is not None:
        return broken.place.day, pointers.index(broken.place.pointer)
    day = broken.violation.day if broken.violation else None
    return (days if day is None else day), len(pointers)


def _legs(timed: TimedDay, number: int, streets: Streets, plan: OwnPlan) -> tuple[Leg, ...] | None:
    day = plan.trip.days[number]
    stations: list[Point] = [day.start, *(stop.point for stop in timed.stops), day.end]
    try:
        return ways_through(stations, streets.engine, plan.asked.access_profile)
    except UnreachableError:
        return None


def _attribution(plan: OwnPlan, streets: Streets) -> list[str]:
    named = [place.spot.attribution for place in plan.places.values() if place.spot]
    ordered = [streets.attribution or "", plan.region.attribution, *named]
    return list(dict.fromkeys(source for source in ordered if source))
