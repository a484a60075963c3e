"""From a plan's stops and outings to the itinerary that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from routing.engines.base import Engine
from routing.explanation import Grounds, explain
from routing.model import (
    UNREACHABLE,
    DayItinerary,
    Itinerary,
    Leg,
    Mode,
    Point,
    Skipped,
    SkipReason,
    StopKind,
    Trip,
    Visit,
    Why,
    WhyCode,
)
from routing.parking.ground import Ground
from routing.parking.judge import Judge, Plan, Stops
from routing.parking.model import DayCourse, Outing
from routing.solver.points import Worth, day_worths
from routing.solver.problem import BREAK_KINDS
from routing.solver.schedule import DaySchedule, break_kind


@dataclass
class _Day:
    """A day while it is written: where one goes, in which mode, and what happens there."""

    nodes: list[int]
    modes: list[Mode] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    def go(self, mode: Mode, node: int, visit: Visit) -> None:
        """Add a way and the visit at its end."""
        self.modes.append(mode)
        self.nodes.append(node)
        self.visits.append(visit)


@dataclass(frozen=True, slots=True, eq=False)
class Writer:
    """Writes plans of one trip."""

    trip: Trip
    ground: Ground
    judge: Judge
    driving: Engine
    walking: Engine

    def write(self, plan: Plan, sources: Sequence[Itinerary]) -> Itinerary:
        """Return the itinerary of a plan.

        Parameters
        ----------
        sources
            Itineraries of the same trip that say why a candidate was not visited, the most
            relevant first.
        """
        days = tuple(
            self._day(number, stops, course)
            for number, (stops, course) in enumerate(zip(plan.days, plan.courses, strict=True))
        )
        return Itinerary(days, plan.rank[0], self._skipped(plan, sources))

    def _day(self, number: int, stops: Stops, course: DayCourse) -> DayItinerary:
        visits = self._visits(self.judge.schedule(number, stops, course))
        day = _Day([self.ground.node_of[self.trip.days[number].start]])
        for outing in course.outings:
            self._outing(day, outing, visits[outing.first : outing.last + 1])
        day.modes.append(Mode.DRIVE)
        day.nodes.append(self.ground.node_of[self.trip.days[number].end])
        return DayItinerary(tuple(day.visits), self._legs(day))

    def _visits(self, schedule: DaySchedule) -> list[tuple[int, Visit]]:
        """Return each stop's node and visit."""
        worths = day_worths(self.judge.problem, schedule)
        return [
            (schedule.nodes[place], self._visit(schedule, place, worth))
            for place, worth in enumerate(worths, start=1)
        ]

    def _visit(self, schedule: DaySchedule, place: int, worth: Worth) -> Visit:
        stop = schedule.stops[place - 1]
        point = self.ground.points[schedule.nodes[place]]
        clock = schedule.arrive_s[place], schedule.begin_s[place], schedule.leave_s[place]
        if stop < 0:
            kind = break_kind(self.judge.problem, stop)
            why = Why(WhyCode.LUNCH_TIME if kind == 0 else WhyCode.REST_TIME)
            return Visit(BREAK_KINDS[kind or 0], None, point, *clock, (why,))
        candidate = self.trip.candidates[stop]
        grounds = Grounds(self._detour_s(*schedule.nodes[place - 1 : place + 2]), worth)
        why_so = explain(candidate, self.trip.preferences, grounds)
        return Visit(candidate.kind, candidate.id, point, *clock, why_so, worth.points)

    def _detour_s(self, before: int, here: int, after: int) -> int | None:
        """Return what a stop adds to the quicker of driving and walking; None if no way is left."""
        ways = ((before, here), (here, after), (before, after))
        there_ms, on_ms, direct_ms = (
            int(min(self.ground.drive_ms[way], self.ground.walk_ms[way])) for way in ways
        )
        return None if direct_ms == UNREACHABLE else (there_ms + on_ms - direct_ms) // 1000

    def _outing(self, day: _Day, outing: Outing, visits: Sequence[tuple[int, Visit]]) -> None:
        """Add a stop that is driven to, or a walk between two visits to the car."""
        if not outing.moved or (len(visits) == 1 and visits[0][0] == outing.car):
            ((_, visit),) = visits
            day.go(Mode.DRIVE, outing.car, visit)
            return
        parked_s = visits[0][1].arrive_s - self._walk_s(outing.car, visits[0][0])
        day.go(Mode.DRIVE, outing.car, self._at_car(outing.car, parked_s))
        for node, visit in visits:
            day.go(Mode.WALK, node, visit)
        back_s = day.visits[-1].leave_s + self._walk_s(day.nodes[-1], outing.car)
        day.go(Mode.WALK, outing.car, self._at_car(outing.car, back_s))

    def _at_car(self, node: int, time_s: int) -> Visit:
        return Visit(StopKind.PARKING, None, self.ground.points[node], time_s, time_s, time_s)

    def _walk_s(self, here: int, there: int) -> int:
        if there == here:
            return 0
        return -(-int(self.ground.walk_ms[here, there]) // 1000)

    def _legs(self, day: _Day) -> tuple[Leg, ...]:
        """Ask each engine for runs of ways in its mode; staying where one is needs none."""
        legs: list[Leg] = []
        for mode, stations in _runs(day):
            moves = [a != b for a, b in pairwise(stations)]
            engine = self.driving if mode is Mode.DRIVE else self.walking
            asked = [
                stations[0],
                *(b for b, moved in zip(stations[1:], moves, strict=True) if moved),
            ]
            points = [self.ground.points[node] for node in asked]
            ways = iter(engine.legs(points, self.trip.profile) if len(points) > 1 else ())
            for node, there, moved in zip(stations, stations[1:], moves, strict=False):
                if moved:
                    legs.append(self._parked(next(ways), node, there))
                else:
                    legs.append(_no_way(mode, self.ground.points[node], engine))
        return tuple(legs)

    def _parked(self, leg: Leg, node: int, there: int) -> Leg:
        """Return a leg as the matrix has it: by car with the time to park."""
        if leg.mode is Mode.WALK:
            return leg
        return replace(leg, duration_ms=int(self.ground.drive_ms[node, there]))

    def _skipped(self, plan: Plan, sources: Sequence[Itinerary]) -> tuple[Skipped, ...]:
        visited = {self.trip.candidates[s].id for day in plan.days for s in day if s >= 0}
        groups = {c.group for c in self.trip.candidates if c.id in visited} - {None}
        reasons = {s.candidate_id: s.reason for source in sources[::-1] for s in source.skipped}
        return tuple(
            Skipped(c.id, reasons.get(c.id, SkipReason.NO_TIME_LEFT))
            for c in self.trip.candidates
            if c.id not in visited and c.kind not in BREAK_KINDS and c.group not in groups
        )


def _runs(day: _Day) -> Iterable[tuple[Mode, list[int]]]:
    """Yield the longest runs of ways in one mode, with the nodes along them."""
    begin = 0
    for place in range(1, len(day.modes) + 1):
        if place == len(day.modes) or day.modes[place] is not day.modes[begin]:
            yield day.modes[begin], day.nodes[begin : place + 1]
            begin = place


def _no_way(mode: Mode, point: Point, engine: Engine) -> Leg:
    here = (point.lon, point.lat)
    return Leg(mode, 0.0, 0, (here, here), estimated=engine.estimated)
