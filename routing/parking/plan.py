"""Plan days by car on which the car is sometimes left, and several stops are walked from it.

Two plans are drawn up with the ordinary planner: one that drives everywhere, and one for which each
way is the shorter of driving and walking, as if the car came along. The second is too good to be
true, but its order of stops keeps together what can be walked. Both are then travelled with one car
that stays where it was parked, repaired, reordered and filled (`search.improve`); the best wins.
Where there is an old plan, what still holds of it wins among equals (`old_plan.still_holding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.engines.base import Engine
from routing.model import (
    DayItinerary,
    Itinerary,
    NoItinerary,
    Point,
    StopKind,
    Trip,
)
from routing.parking.ground import Ground, TableEngine, survey
from routing.parking.judge import Judge, Plan, Stops
from routing.parking.model import ParkingRules
from routing.parking.old_plan import still_holding
from routing.parking.search import improve, repair
from routing.parking.writing import Writer
from routing.planner import default_stop, plan_itinerary
from routing.solver.problem import (
    AT_END,
    IN_PLACE,
    REST_AT_END,
    REST_IN_PLACE,
    Nodes,
    build_problem,
)
from routing.solver.stop import MaxIterations, StoppingRule

ROUNDS: Final = 2
"""So often stops are taken out and the time is filled anew."""

_DEFAULT_RULES: Final = ParkingRules()
_IN_PLACE: Final = {StopKind.LUNCH: (IN_PLACE, AT_END), StopKind.REST: (REST_IN_PLACE, REST_AT_END)}


def plan_park_and_walk(
    trip: Trip,
    driving: Engine,
    walking: Engine,
    *,
    stop: StoppingRule | None = None,
    rules: ParkingRules = _DEFAULT_RULES,
    lots: Sequence[Point] = (),
    before: Sequence[Sequence[str]] | None = None,
) -> Itinerary | NoItinerary:
    """Choose, order and time the stops of a trip by car, walking where that saves time.

    Rules, windows and limits are those of `routing.planner.plan_itinerary`. Where the car is left
    for a walk, a visit of kind `PARKING` without a candidate says so, and another one where the
    tourist is back at it. A stop that is driven to has none. Every leg states its own mode; one
    that ends in parking lasts `rules.overhead_s` longer than the drive. The plan is never worse
    than the best one found that drives everywhere under the same rules.

    Parameters
    ----------
    driving, walking
        Where times and legs come from; the walking one follows the trip's access profile.
    stop
        When each of the two searches ends; None shares the planner's default among them.
    lots
        Car parks. The car can also be left at every stop that a street for cars leads to.
    before
        Candidate ids of each day of an old plan. What still holds of it is the answer, unless
        another plan has more points.

    Raises
    ------
    OutsideNetworkError
        If a day starts or ends off the streets for cars.
    ValueError
        If the trip contradicts itself or the engines.
    """
    ground = survey(trip, driving, walking, rules, lots)
    first, second = (stop, stop) if stop else _shared(default_stop(trip))
    cars = TableEngine(ground, ground.drive_ms, driving)
    driven = plan_itinerary(trip, cars, stop=first, warm_start=before)
    if isinstance(driven, NoItinerary):
        return driven
    planner = _Planner(trip, ground, rules)
    old = planner.kept(before)
    plan, base = planner.drive_only(driven), driven
    if planner.walking_can_help():
        hybrid_ms = np.minimum(ground.drive_ms, ground.walk_ms)
        engine = TableEngine(ground, hybrid_ms, driving, walking)
        mixed = plan_itinerary(trip, engine, stop=second, warm_start=_order(driven))
        plan = planner.walked(plan)
        repaired = None if isinstance(mixed, NoItinerary) else planner.repaired(mixed)
        if repaired is not None and not isinstance(mixed, NoItinerary):
            plan, base = (repaired, mixed) if repaired.rank > plan.rank else (plan, driven)
        plan = planner.improved(plan if old is None or old.rank <= plan.rank else old)
    if old is not None and old.rank[0] >= plan.rank[0]:
        plan = old
    return Writer(trip, ground, planner.judge, driving, walking).write(plan, (base, driven))


def _shared(stop: MaxIterations) -> tuple[MaxIterations, MaxIterations]:
    """Return most of the iterations for the driven plan; the other one begins with its order."""
    first = stop.iterations * 3 // 5
    return MaxIterations(first), MaxIterations(stop.iterations - first)


def _order(itinerary: Itinerary) -> list[list[str]]:
    return [[v.candidate_id for v in day.visits if v.candidate_id] for day in itinerary.days]


class _Planner:
    def __init__(self, trip: Trip, ground: Ground, rules: ParkingRules) -> None:
        self._trip, self._ground, self._rules = trip, ground, rules
        self._numbers = {c.id: number for number, c in enumerate(trip.candidates)}
        node = ground.node_of
        nodes = Nodes(
            travel_s=ground.drive_s(),
            starts=[node[day.start] for day in trip.days],
            ends=[node[day.end] for day in trip.days],
            candidates=[node[c.point] for c in trip.candidates],
        )
        self._problem = build_problem(trip, trip.candidates, nodes)
        self._nodes = nodes.candidates
        self.judge = Judge(self._problem, ground, rules)

    def drive_only(self, driven: Itinerary) -> Plan:
        """Return the plan as it was driven."""
        judge = Judge(self._problem, self._ground, self._rules, on_foot=False)
        plan = judge.judge(self._stops(driven))
        if plan is None:
            raise AssertionError("a driven plan keeps its own clocks")
        return plan

    def walked(self, plan: Plan) -> Plan:
        """Return the plan with parts of it walked, filled where that frees time."""
        walked = self.judge.judge(plan.days)
        best = plan if walked is None or walked.rank <= plan.rank else walked
        return self._improved(best, 0)

    def repaired(self, mixed: Itinerary) -> Plan | None:
        """Return what is left of a plan for which the car came along, filled."""
        left = repair(self.judge, self._stops(mixed))
        return None if left is None else self._improved(left, 0)

    def kept(self, before: Sequence[Sequence[str]] | None) -> Plan | None:
        """Return what still holds of an old plan, None where that is no plan."""
        if before is None:
            return None
        numbers = self._numbers
        days = [tuple(numbers[name] for name in day if name in numbers) for day in before]
        return still_holding(self.judge, days)

    def improved(self, plan: Plan) -> Plan:
        """Return the best plan found from this one."""
        return self._improved(plan, ROUNDS)

    def _improved(self, plan: Plan, rounds: int) -> Plan:
        found = improve(self.judge, plan, rounds, np.random.default_rng(self._trip.seed))
        return max(plan, found, key=lambda p: p.rank)

    def walking_can_help(self) -> bool:
        """Return whether any two stops are nearer on foot than by car."""
        places = np.array(self._nodes, dtype=np.int64)
        walk_s, drive_s = (
            self._between(places, self._ground.walk_s()),
            self._between(places, self._ground.drive_s()),
        )
        apart = places[:, None] != places[None, :]
        near = (walk_s <= self._rules.longest_walk_s) & (walk_s < drive_s)
        return bool((apart & near).any())

    @staticmethod
    def _between(places: NDArray[np.int64], times_s: NDArray[np.int32]) -> NDArray[np.int32]:
        return times_s[np.ix_(places, places)]

    def _stops(self, itinerary: Itinerary) -> list[Stops]:
        return [self._day_stops(n, day) for n, day in enumerate(itinerary.days)]

    def _day_stops(self, number: int, day: DayItinerary) -> Stops:
        stops, here = [], self._trip.days[number].start
        for visit in day.visits:
            if visit.candidate_id is None:
                in_place, at_end = _IN_PLACE[visit.kind]
                stops.append(in_place if visit.point == here else at_end)
            else:
                stops.append(self._numbers[visit.candidate_id])
            here = visit.point
        return tuple(stops)
