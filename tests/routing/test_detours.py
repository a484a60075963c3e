from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.detour_ways import Ways
from routing.detours import Detour, DetourWish, Offer, beyond_reach_m, find_detours, inserted
from routing.engines.estimate import EstimateEngine
from routing.model import Candidate, Itinerary, Mode, Point, StopKind, TimeWindow, Trip
from routing.own_order import OwnTrip, TimedStop, live, travel_between
from routing.planner import plan_itinerary
from routing.solver.problem import visit_duration_s
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    MINUTE,
    MatrixEngine,
    apart,
    engine,
    hours,
    make_candidate,
    make_day,
    make_trip,
    noon_lunch,
)
from tests.routing.own_orders import order, own_trip_of
from tests.routing.random_trips import Recipe, random_trip

RECIPES = st.builds(
    Recipe,
    spots=st.integers(4, 18),
    hosts=st.integers(0, 3),
    days=st.integers(1, 3),
    required_rate=st.just(0.0),
    no_way_rate=st.sampled_from([0.0, 0.05]),
    metric=st.booleans(),
)

WITHOUT_LUNCH = Recipe(spots=10, hosts=0, required_rate=0.0, no_way_rate=0.0, metric=True)


def offers_of(candidates: Sequence[Candidate], trip: Trip) -> list[Offer]:
    return [
        Offer(c, visit_duration_s(c, trip.preferences.pace), 1 + 100 * c.interest)
        for c in candidates
    ]


def detours(
    own: OwnTrip, offers: Sequence[Offer], streets: MatrixEngine, minutes: int = 600, most: int = 50
) -> tuple[Detour, ...]:
    ways = Ways(own.points(), [o.candidate.point for o in offers], streets)
    wish = DetourWish(minutes * MINUTE, (0,) * len(own.days), most)
    return find_detours(own, offers, ways, wish)


def planned(seed: int, recipe: Recipe) -> tuple[Trip, MatrixEngine, OwnTrip, list[Offer]] | None:
    """Plan with half of the places; the other half lies beside the way."""
    trip, streets = random_trip(seed, recipe)
    if recipe == WITHOUT_LUNCH:
        trip = replace(trip, days=tuple(replace(day, lunch=None) for day in trip.days))
    kept = [c for n, c in enumerate(trip.candidates) if n % 2 == 0 or c.kind is StopKind.LUNCH]
    answer = plan_itinerary(replace(trip, candidates=tuple(kept)), streets, stop=MaxIterations(5))
    if not isinstance(answer, Itinerary):
        return None
    visited = {v.candidate_id for day in answer.days for v in day.visits}
    beside = [c for c in trip.candidates if c.id not in visited and c.kind is not StopKind.LUNCH]
    return trip, streets, own_trip_of(trip, answer), offers_of(beside, trip)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 100_000), RECIPES)
def test_detours_are_those_that_trying_every_gap_finds(seed: int, recipe: Recipe) -> None:
    case = planned(seed, recipe)
    if case is None:
        return
    _, streets, own, offers = case
    found = {d.candidate_id: d for d in detours(own, offers, streets)}
    for offer in offers:
        cheapest = _cheapest(own, offer, streets)
        assert (offer.candidate.id in found) == (cheapest is not None)
        if cheapest is not None:
            assert found[offer.candidate.id].added_s == cheapest


def _cheapest(own: OwnTrip, offer: Offer, streets: MatrixEngine) -> int | None:
    """Live through every gap of every day."""
    points = dict.fromkeys([*own.points(), offer.candidate.point])
    travel = travel_between(tuple(points), streets)
    before = [day.end_s for day in live(own, travel)]
    added = []
    for number, stops in enumerate(own.stops):
        for gap in range(len(stops) + 1):
            verdict = check(inserted(own, offer, number, gap), travel)
            if verdict.ok:
                added.append(verdict.days[number].end_s - before[number])
    return min(added, default=None)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_planning_again_with_the_detour_agreed_in_its_gap_ends_the_day_as_promised(
    seed: int,
) -> None:
    case = planned(seed, WITHOUT_LUNCH)
    if case is None:
        return
    trip, streets, own, offers = case
    for detour in detours(own, offers, streets)[:3]:
        offer = next(o for o in offers if o.candidate.id == detour.candidate_id)
        lived = inserted(own, offer, 0, detour.after)
        points = tuple(dict.fromkeys(lived.points()))
        (timed,) = live(lived, travel_between(points, streets))
        again = plan_itinerary(_agreed(trip, timed.stops), streets, stop=MaxIterations(20))
        assert isinstance(again, Itinerary)
        (day,) = again.days
        end_s = day.visits[-1].leave_s + day.legs[-1].duration_s
        (old,) = live(own, travel_between(own.points(), streets))
        assert end_s - old.end_s == detour.added_s


def _agreed(trip: Trip, timed: Sequence[TimedStop]) -> Trip:
    """Return the trip with every visit of an order required at its time, and nothing else."""
    then = {stop.stop.point: TimeWindow(stop.begin_s, stop.leave_s) for stop in timed}
    fixed = [
        replace(c, windows=((then[c.point],),), required=True, group=None)
        for c in trip.candidates
        if c.point in then
    ]
    return replace(trip, candidates=tuple(fixed))


def test_waiting_swallows_a_detour() -> None:
    late = make_candidate(1, windows=((hours(12, 17),),))
    beside = make_candidate(2)
    own = order(make_trip(late, beside), "c1")
    (detour,) = detours(own, [Offer(beside, beside.visit_s, 10)], apart(3))
    assert detour.added_s == 0
    assert (detour.day, detour.after) == (0, 0)
    assert detour.added_travel_s == 10 * MINUTE


def test_a_place_is_offered_only_where_it_is_open_on_arrival() -> None:
    beside = make_candidate(2, windows=((hours(9, 10),),))
    own = order(make_trip(make_candidate(1, visit_s=2 * HOUR), beside), "c1")
    (detour,) = detours(own, [Offer(beside, beside.visit_s, 10)], apart(3))
    assert detour.after == 0
    closed = replace(beside, windows=((hours(18, 19),),))
    assert detours(own, [Offer(closed, closed.visit_s, 10)], apart(3)) == ()


def test_the_most_worth_for_each_minute_comes_first_and_no_more_than_asked() -> None:
    near, far, dull = make_candidate(2), make_candidate(3), make_candidate(4)
    own = order(make_trip(make_candidate(1), near, far, dull), "c1")
    streets = engine(
        [[0, 10, 5, 40, 5], [10, 0, 5, 40, 5], [5, 5, 0, 40, 5], [40] * 3 + [0, 40], [5] * 4 + [0]]
    )
    offers = [Offer(near, 1800, 50), Offer(far, 1800, 60), Offer(dull, 1800, 10)]
    assert [d.candidate_id for d in detours(own, offers, streets)] == ["c2", "c3", "c4"]
    assert [d.candidate_id for d in detours(own, offers, streets, most=1)] == ["c2"]
    assert [d.candidate_id for d in detours(own, offers, streets, minutes=45)] == ["c2", "c4"]


def test_what_is_over_is_over() -> None:
    beside = make_candidate(2)
    own = order(make_trip(make_candidate(1), beside), "c1")
    ways = Ways(own.points(), [beside.point], apart(3))
    wish = DetourWish(HOUR, (9 * HOUR + 30 * MINUTE,))
    (detour,) = find_detours(own, [Offer(beside, 1800, 10)], ways, wish)
    assert detour.after == 1


def test_a_detour_leaves_lunch_in_its_time() -> None:
    day = make_day(lunch=noon_lunch(), start_s=11 * HOUR)
    beside = make_candidate(2, visit_s=2 * HOUR)
    own = order(make_trip(make_candidate(1), beside, days=[day]), "c1", "lunch")
    (detour,) = detours(own, [Offer(beside, beside.visit_s, 10)], apart(3))
    assert detour.after == 2


def test_the_ellipse_drops_no_place_that_a_detour_could_reach() -> None:
    rng = np.random.default_rng(7)
    streets = EstimateEngine(Mode.WALK)
    home = Point(35.0, 135.0)
    stop = replace(make_candidate(1), point=Point(35.01, 135.01))
    day = replace(make_day(), start=home, end=home)
    own = order(make_trip(stop, days=[day]), "c1")
    points = [Point(float(a), float(b) + 100) for a, b in 35 + rng.uniform(-0.06, 0.06, (400, 2))]
    offers = [
        Offer(replace(make_candidate(n + 2), point=p), 1800, 10) for n, p in enumerate(points)
    ]
    wish = DetourWish(45 * MINUTE, (0,), 400)
    places = np.array([p.lat for p in points]), np.array([p.lon for p in points])
    travel = travel_between(own.points(), streets)
    within = beyond_reach_m(own, travel, places, wish, Mode.WALK) <= 0
    found = {
        d.candidate_id for d in find_detours(own, offers, Ways(own.points(), points, streets), wish)
    }
    kept = {o.candidate.id for o, near in zip(offers, within.tolist(), strict=True) if near}
    assert 0 < len(found) < len(kept) < len(offers)
    assert found <= kept
