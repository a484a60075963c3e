"""Days by car with walks, judged by a verifier that shares no code with the planner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from routing.engines.estimate import EstimateEngine
from routing.errors import OutsideNetworkError
from routing.model import (
    Candidate,
    Itinerary,
    Limits,
    Mode,
    NoItinerary,
    Point,
    SkipReason,
    StopKind,
    Trip,
    TripDay,
)
from routing.parking.model import ParkingRules
from routing.parking.plan import plan_park_and_walk
from routing.planner import plan_itinerary
from routing.solver.objective import prize
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    ALL_DAY,
    HOUR,
    MINUTE,
    MatrixEngine,
    at,
    engine,
    hours,
    make_candidate,
    make_day,
    make_trip,
    noon_lunch,
)
from tests.routing.car_and_foot import faults
from tests.routing.random_trips import Recipe, random_trip
from tests.routing.verifier import _duration_s

FREE = ParkingRules(overhead_s=0)
QUICK = MaxIterations(60)


def by_car(*candidates: Candidate, **about: Any) -> Trip:
    return replace(make_trip(*candidates, **about), mode=Mode.DRIVE)


def engines(drive: Any, walk: Any) -> tuple[MatrixEngine, MatrixEngine]:
    return engine(drive, mode=Mode.DRIVE), engine(walk, mode=Mode.WALK)


def everywhere(nodes: int, minutes: float) -> list[list[float]]:
    return [[0.0 if a == b else minutes for b in range(nodes)] for a in range(nodes)]


def old_town(cluster: int) -> tuple[MatrixEngine, MatrixEngine]:
    """Return a home and a cluster: 20 minutes' drive away, 8 around in it, 2 on foot."""
    drive, walk = everywhere(cluster + 1, 8), everywhere(cluster + 1, 2)
    for node in range(1, cluster + 1):
        drive[0][node] = drive[node][0] = 20
        walk[0][node] = walk[node][0] = 400
    return engines(drive, walk)


def planned(
    trip: Trip, drive: MatrixEngine, walk: MatrixEngine, rules: ParkingRules = FREE, **about: Any
) -> Itinerary:
    plan = plan_park_and_walk(trip, drive, walk, stop=QUICK, rules=rules, **about)
    assert isinstance(plan, Itinerary)
    assert faults(trip, drive, walk, rules, plan) == []
    return plan


def visited(plan: Itinerary) -> list[str]:
    return [v.candidate_id for d in plan.days for v in d.visits if v.candidate_id]


def modes(plan: Itinerary) -> list[str]:
    return [leg.mode.value for leg in plan.days[0].legs]


def test_a_cluster_is_walked_from_one_parking_place() -> None:
    plan = planned(by_car(*(make_candidate(n) for n in (1, 2, 3))), *old_town(3))
    kinds = [v.kind for v in plan.days[0].visits]
    assert kinds == [StopKind.PARKING, *[StopKind.SPOT] * 3, StopKind.PARKING]
    assert modes(plan) == ["drive", "walk", "walk", "walk", "walk", "drive"]
    assert plan.days[0].visits[0].point == plan.days[0].visits[-1].point


def test_the_time_that_a_walk_frees_is_filled_with_another_visit() -> None:
    day = make_day(end_s=9 * HOUR + 40 * MINUTE + 4 * 30 * MINUTE + 10 * MINUTE)
    trip = by_car(*(make_candidate(n) for n in (1, 2, 3, 4)), days=[day])
    drive, walk = old_town(4)
    assert len(visited(planned(trip, drive, walk))) == 4
    driven = plan_itinerary(trip, drive, stop=QUICK)
    assert isinstance(driven, Itinerary)
    assert len(visited(driven)) == 3


def test_nothing_is_walked_when_driving_is_quicker() -> None:
    drive, walk = engines(everywhere(4, 5), everywhere(4, 14))
    plan = planned(by_car(*(make_candidate(n) for n in (1, 2, 3))), drive, walk)
    assert set(modes(plan)) == {"drive"}
    assert StopKind.PARKING not in {v.kind for v in plan.days[0].visits}


def test_the_trouble_of_parking_makes_a_walk_worth_while() -> None:
    candidates = [make_candidate(n) for n in (1, 2, 3)]
    tables = engines(everywhere(4, 3), everywhere(4, 4))
    assert "walk" not in modes(planned(by_car(*candidates), *tables))
    assert "walk" in modes(planned(by_car(*candidates), *tables, ParkingRules(overhead_s=300)))


def test_nobody_walks_further_than_the_rules_say() -> None:
    trip, tables = by_car(*(make_candidate(n) for n in (1, 2, 3))), old_town(3)
    plan = planned(trip, *tables, ParkingRules(0, longest_walk_s=60))
    assert "walk" not in modes(plan)


def test_no_more_stops_are_walked_from_one_place_than_the_rules_say() -> None:
    trip = by_car(*(make_candidate(n) for n in range(1, 7)))
    plan = planned(trip, *old_town(6), ParkingRules(0, most_stops=2))
    runs = "".join(mode[0] for mode in modes(plan)).split("d")
    assert max(len(run) for run in runs) == 3
    assert len(visited(plan)) == 6


def test_the_car_is_left_at_a_car_park_where_that_is_best() -> None:
    drive, walk = everywhere(4, 30), everywhere(4, 3)
    drive[0][3] = drive[3][0] = 5
    for node in (1, 2, 3):
        walk[0][node] = walk[node][0] = 400
    trip, tables = by_car(make_candidate(1), make_candidate(2)), engines(drive, walk)
    # A car park counts near a stop, and rows of a matrix are degrees apart.
    near = {n: Point(n / 1000, 0.0) for n in range(4)}
    small = replace(
        trip,
        days=(make_day(start=near[0], end=near[0]),),
        candidates=tuple(replace(c, point=near[n]) for n, c in enumerate(trip.candidates, 1)),
    )
    plan = plan_park_and_walk(
        small, *(Thousandths(t) for t in tables), stop=QUICK, rules=FREE, lots=[near[3]]
    )
    assert isinstance(plan, Itinerary)
    assert [v.point for v in plan.days[0].visits if v.kind is StopKind.PARKING] == [near[3]] * 2
    assert len(visited(plan)) == 2


class Thousandths:
    """A matrix engine whose rows stand a thousandth of a degree apart."""

    def __init__(self, inner: MatrixEngine) -> None:
        self._inner = inner
        self.mode, self.estimated = inner.mode, inner.estimated

    def _rows(self, points: Any) -> list[Point]:
        return [at(round(p.lat * 1000)) for p in points]

    def snap(self, points: Any) -> Any:
        return self._inner.snap(self._rows(points))

    def distance_m(self, point: Point) -> float:
        return 0.0

    def travel_times(self, points: Any, profile: Any = None) -> Any:
        return self._inner.travel_times(self._rows(points))

    def legs(self, points: Any, profile: Any = None) -> Any:
        return self._inner.legs(self._rows(points))


def test_a_spot_that_only_a_footpath_leads_to_is_walked_to() -> None:
    never = float("inf")
    drive = [[0, 10, never], [10, 0, never], [never, never, 0]]
    walk = [[0, 90, 90], [90, 0, 5], [90, 5, 0]]
    tables = engine(drive, mode=Mode.DRIVE, off_network=frozenset({2})), engine(walk)
    plan = planned(by_car(make_candidate(1), make_candidate(2)), *tables)
    assert sorted(visited(plan)) == ["c1", "c2"]


def test_a_spot_that_neither_cars_nor_feet_reach_is_told_outside_the_network() -> None:
    off = frozenset({2})
    drive = engine(everywhere(3, 5), mode=Mode.DRIVE, off_network=off)
    walk = engine(everywhere(3, 400), off_network=off)
    blocked = drive.seconds.copy()
    blocked[2, :2] = blocked[:2, 2] = 2**31 - 1
    trip = by_car(make_candidate(1), make_candidate(2))
    plan = planned(trip, replace(drive, seconds=blocked), walk)
    assert [(s.candidate_id, s.reason) for s in plan.skipped] == [
        ("c2", SkipReason.OUTSIDE_NETWORK)
    ]


def test_a_frame_off_the_streets_for_cars_is_refused() -> None:
    drive, walk = engines(everywhere(2, 5), everywhere(2, 5))
    with pytest.raises(OutsideNetworkError):
        plan_park_and_walk(
            by_car(make_candidate(1)), replace(drive, off_network=frozenset({0})), walk
        )


def test_what_no_car_can_do_is_refused_with_the_reason() -> None:
    late = make_candidate(1, required=True, windows=((hours(6, 7),),))
    drive, walk = engines(everywhere(2, 5), everywhere(2, 5))
    assert isinstance(plan_park_and_walk(by_car(late), drive, walk, stop=QUICK), NoItinerary)


def test_lunch_is_eaten_on_a_walk_too() -> None:
    trip = by_car(
        *(make_candidate(n) for n in (1, 2, 3)), days=[make_day(lunch=noon_lunch(), start_s=39600)]
    )
    plan = planned(trip, *old_town(3))
    assert [v.kind for v in plan.days[0].visits].count(StopKind.LUNCH) == 1
    assert "walk" in modes(plan)


def test_a_limit_on_visits_is_kept_when_time_is_freed() -> None:
    trip = by_car(*(make_candidate(n) for n in (1, 2, 3, 4)), limits=Limits(visits=2))
    assert len(visited(planned(trip, *old_town(4)))) == 2


def test_negative_rules_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        ParkingRules(overhead_s=-1)


def random_tables(seed: int, recipe: Recipe) -> tuple[Trip, MatrixEngine, MatrixEngine]:
    trip, drive = random_trip(seed, replace(recipe, no_way_rate=0.0))
    rng = np.random.default_rng(seed)
    nodes = len(drive.seconds)
    walk = rng.integers(1, 25 * MINUTE, size=(nodes, nodes))
    walk[rng.random((nodes, nodes)) < 0.1] = 2**31 - 1
    np.fill_diagonal(walk, 0)
    return replace(trip, mode=Mode.DRIVE), replace(drive, mode=Mode.DRIVE), MatrixEngine(walk)


class WithParking:
    """A driving engine whose every arrival but at the day's end takes longer."""

    def __init__(self, inner: MatrixEngine, ends: set[int], overhead_s: int) -> None:
        seconds = inner.seconds + overhead_s
        seconds[:, sorted(ends)] -= overhead_s
        np.fill_diagonal(seconds, 0)
        self.engine = replace(inner, seconds=seconds)


@pytest.mark.parametrize("overhead_s", [0, 180])
@pytest.mark.parametrize("recipe", [Recipe(), Recipe(spots=12, days=2, required_rate=0.03)])
def test_every_plan_keeps_every_clock_and_is_never_worse_than_driving(
    recipe: Recipe, overhead_s: int
) -> None:
    walked = 0
    for seed in range(40):
        trip, drive, walk = random_tables(seed, recipe)
        rules = ParkingRules(overhead_s)
        plan = plan_park_and_walk(trip, drive, walk, stop=QUICK, rules=rules)
        ends = {int(day.end.lat) for day in trip.days}
        driven = plan_itinerary(trip, WithParking(drive, ends, overhead_s).engine, stop=QUICK)
        if isinstance(driven, NoItinerary) or isinstance(plan, NoItinerary):
            assert isinstance(plan, NoItinerary) == isinstance(driven, NoItinerary)
            continue
        assert faults(trip, drive, walk, rules, plan) == []
        assert _rank(plan) >= _rank(driven)
        walked += any(leg.mode is Mode.WALK for day in plan.days for leg in day.legs)
    assert walked > 5


RECIPES = [Recipe(), Recipe(spots=12, hosts=2, days=2, required_rate=0.03)]


def _orders(plan: Itinerary) -> list[list[str]]:
    return [[v.candidate_id for v in day.visits if v.candidate_id] for day in plan.days]


@pytest.mark.parametrize("recipe", RECIPES)
def test_an_old_plan_gives_way_only_to_one_with_more_points(recipe: Recipe) -> None:
    kept = 0
    for seed in range(40):
        trip, drive, walk = random_tables(seed, recipe)
        old = plan_park_and_walk(trip, drive, walk, stop=QUICK, rules=FREE)
        if isinstance(old, NoItinerary):
            continue
        other = replace(trip, seed=trip.seed + 1)
        new = planned(other, drive, walk, before=_orders(old))
        assert new.score > old.score or (new.score, _orders(new)) == (old.score, _orders(old))
        kept += _orders(new) == _orders(old)
    assert kept > 10


@pytest.mark.parametrize("recipe", RECIPES)
def test_whatever_is_said_to_be_the_old_plan_the_new_one_keeps_every_rule(recipe: Recipe) -> None:
    for seed in range(40):
        trip, drive, walk = random_tables(seed, recipe)
        names = [c.id for c in trip.candidates] * 2 + ["gone"]
        rng = np.random.default_rng(seed)
        orders = [rng.permutation(names).tolist() for _ in trip.days]
        new = plan_park_and_walk(trip, drive, walk, stop=QUICK, rules=FREE, before=orders)
        plain = plan_park_and_walk(trip, drive, walk, stop=QUICK, rules=FREE)
        assert isinstance(new, NoItinerary) == isinstance(plain, NoItinerary)
        if isinstance(new, Itinerary):
            assert faults(trip, drive, walk, FREE, new) == []


def _rank(plan: Itinerary) -> tuple[int, int]:
    return plan.score, -sum(leg.duration_s for day in plan.days for leg in day.legs)


def test_the_same_seed_gives_the_same_plan() -> None:
    trip, drive, walk = random_tables(3, Recipe(spots=12))
    assert planned(trip, drive, walk) == planned(trip, drive, walk)


def test_the_freed_time_is_used_about_as_well_as_can_be() -> None:
    """On a small town every order and every choice of what to walk is tried."""
    for seed in range(6):
        trip, drive, walk = random_tables(seed, Recipe(spots=4, hosts=0, required_rate=0.0))
        day = replace(trip.days[0], lunch=None)
        trip = replace(trip, days=(day,), limits=Limits())
        plan = planned(trip, drive, walk)
        assert plan.score >= 0.9 * _best_score(trip, drive, walk)


@dataclass
class Everything:
    """The best day by car and on foot, found by trying everything."""

    trip: Trip
    drive: MatrixEngine
    walk: MatrixEngine
    best: int = 0

    def go(self, car: int, here: int, time_s: int, done: frozenset[str], worth: int) -> None:
        frame = self.trip.days[0]
        back_s = int(self.walk.seconds[here, car])
        if here != car and back_s <= FREE.longest_walk_s:
            self.go(car, car, time_s + back_s, done, worth)
        if here == car and time_s + int(self.drive.seconds[car, int(frame.end.lat)]) <= frame.end_s:
            self.best = max(self.best, worth)
        groups = {c.group for c in self.trip.candidates if c.id in done} - {None}
        for c in self.trip.candidates:
            if c.id not in done and c.group not in groups:
                self.visit(car, here, time_s, c, done, worth)

    def visit(
        self, car: int, here: int, time_s: int, c: Candidate, done: frozenset[str], worth: int
    ) -> None:
        node, gain = int(c.point.lat), worth + prize(c, self.trip.preferences)
        on_foot_s = int(self.walk.seconds[here, node])
        ways = [(car, on_foot_s)] if on_foot_s <= FREE.longest_walk_s else []
        if here == car:
            ways.append((node, int(self.drive.seconds[here, node])))
        for then, way_s in ways:
            left_s = self.leave_s(c, time_s + way_s)
            if left_s <= self.trip.days[0].end_s:
                self.go(then, node, left_s, done | {c.id}, gain)

    def leave_s(self, c: Candidate, ready_s: int) -> int:
        lasts_s = _duration_s(c, self.trip.preferences.pace)
        ends = (max(ready_s, w.opens_s) + lasts_s for w in c.windows[0])
        fits = [e for e, w in zip(ends, c.windows[0], strict=True) if e <= w.closes_s]
        return min(fits, default=1 << 40)


def _best_score(trip: Trip, drive: MatrixEngine, walk: MatrixEngine) -> int:
    search = Everything(trip, drive, walk)
    home = int(trip.days[0].start.lat)
    search.go(home, home, trip.days[0].start_s, frozenset(), 0)
    return search.best


def test_with_straight_lines_for_both_modes_a_town_is_walked() -> None:
    rng = np.random.default_rng(1)
    spots = tuple(
        Candidate(str(n), Point(*(place / 111_000).tolist()), 20 * MINUTE, (ALL_DAY,))
        for n, place in enumerate(rng.uniform(-400, 400, (12, 2)))
    )
    day = TripDay(Point(0.1, 0.0), Point(0.1, 0.0), 9 * HOUR, 13 * HOUR)
    trip = Trip(Mode.DRIVE, (day,), spots)
    drive, walk = EstimateEngine(Mode.DRIVE), EstimateEngine(Mode.WALK)
    plan = plan_park_and_walk(trip, drive, walk, stop=QUICK)
    assert isinstance(plan, Itinerary)
    assert {leg.mode for leg in plan.days[0].legs} == {Mode.DRIVE, Mode.WALK}
