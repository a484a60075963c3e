"""Plans by car and on foot, judged and extended as orders of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.detours import DetourWish, Offer, find_detours, inserted, stretched
from routing.model import DayItinerary, Itinerary, Mode, Point, StopKind, Trip
from routing.own_order import CarAndFoot, OwnStop, OwnTrip, break_of, live, stop_of
from routing.parking.plan import plan_park_and_walk
from routing.parking.ways import ParkedWays, travel_and_park
from routing.solver.stop import MaxIterations
from tests.routing.random_trips import Recipe
from tests.routing.test_parking import random_tables

FEW = MaxIterations(30)
RECIPES = st.builds(
    Recipe,
    spots=st.integers(3, 10),
    hosts=st.integers(0, 2),
    days=st.integers(1, 2),
    required_rate=st.sampled_from([0.0, 0.1]),
)


def order_of(trip: Trip, plan: Itinerary) -> OwnTrip:
    days = tuple(tuple(_stops(trip, number, day)) for number, day in enumerate(plan.days))
    return OwnTrip(trip.days, days, trip.limits)


def _stops(trip: Trip, number: int, day: DayItinerary) -> Iterator[OwnStop]:
    known, here = {c.id: c for c in trip.candidates}, trip.days[number].start
    for rank, (visit, leg) in enumerate(zip(day.visits, day.legs, strict=False)):
        key, stay_s = f"{number}/{rank}", visit.leave_s - visit.begin_s
        if visit.candidate_id is None:
            anywhere = visit.point == here and visit.kind is not StopKind.PARKING
            where: Point | None = None if anywhere else visit.point
            stop = break_of(key, visit.kind, stay_s, len(trip.days), where)
        else:
            stop = stop_of(key, known[visit.candidate_id], stay_s)
        yield replace(stop, on_foot=leg.mode is Mode.WALK)
        here = visit.point


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), RECIPES)
def test_a_parked_plan_passes_the_check_by_its_own_clock(seed: int, recipe: Recipe) -> None:
    trip, drive, walk = random_tables(seed, recipe)
    plan = plan_park_and_walk(trip, drive, walk, stop=FEW)
    if not isinstance(plan, Itinerary):
        return
    own, ends = order_of(trip, plan), {day.end for day in trip.days}
    verdict = check(own, travel_and_park(own.points(), (drive, walk), ends))
    assert verdict.violations == ()
    for day, timed in zip(plan.days, verdict.days, strict=True):
        assert [(s.arrive_s, s.begin_s, s.leave_s) for s in timed.stops] == [
            (v.arrive_s, v.begin_s, v.leave_s) for v in day.visits
        ]
        assert timed.travel_s == sum(leg.duration_s for leg in day.legs)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), RECIPES)
def test_a_detour_of_a_parked_plan_ends_the_day_as_promised(seed: int, recipe: Recipe) -> None:
    trip, drive, walk = random_tables(seed, recipe)
    few = replace(trip, candidates=trip.candidates[::2])
    plan = plan_park_and_walk(few, drive, walk, stop=FEW)
    if not isinstance(plan, Itinerary):
        return
    own = stretched(order_of(few, plan), 3600)
    visited = {v.candidate_id for day in plan.days for v in day.visits}
    groups = {c.group for c in few.candidates if c.id in visited} - {None}
    offers = [
        Offer(c, c.visit_s, 1.0)
        for c in trip.candidates
        if c.kind is StopKind.SPOT and c.id not in visited and c.group not in groups
    ]
    points = [offer.candidate.point for offer in offers]
    ways = ParkedWays((own.points(), points), (drive, walk), {day.end for day in trip.days})
    wish = DetourWish(3600, (0,) * len(trip.days), most=50)
    before = check(own, ways.clock)  # a longer day may have room for a lunch that it lacks
    by_id = {offer.candidate.id: offer for offer in offers}
    for detour in find_detours(own, offers, ways, wish):
        longer = inserted(own, by_id[detour.candidate_id], detour.day, detour.after)
        verdict = check(longer, ways.clock)
        assert set(verdict.violations) <= set(before.violations)
        assert verdict.days[detour.day].end_s - before.days[detour.day].end_s == detour.added_s


def test_nobody_drives_off_from_where_the_car_is_not() -> None:
    trip, drive, walk = random_tables(1, Recipe(spots=3, hosts=0))
    first, second = (stop_of(c.id, c, 60) for c in trip.candidates[:2])
    own = OwnTrip(trip.days[:1], ((replace(first, on_foot=True), second),))
    ends = {day.end for day in trip.days}
    (day,) = live(own, travel_and_park(own.points(), (drive, walk), ends))
    assert [stop.reached for stop in day.stops] == [True, False]
    assert isinstance(travel_and_park(own.points(), (drive, walk), ends), CarAndFoot)
