"""What a plan by car and on foot is worth, and whether it keeps every rule.

The stops' order is given; how it is travelled is found exactly (`kernels.run_day`). A plan is
better when its points sum to more, then when it travels less, then when its days end earlier: the
order of `routing.solver.objective`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, NamedTuple

import numpy as np

from routing.parking.arrays import DayTable, LongArray, new_trace
from routing.parking.ground import Ground
from routing.parking.model import DayCourse, Outing, ParkingRules
from routing.solver.limits import keeps_limits
from routing.solver.points import Quality, quality
from routing.solver.problem import Problem
from routing.solver.schedule import DaySchedule

PRICED: Final = 12
"""So many items at most are priced exactly for each day."""

Stops = tuple[int, ...]


class Clock(NamedTuple):
    """When one stop is reached, begun and left."""

    arrive_s: int
    begin_s: int
    leave_s: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The stops of every day and how they are travelled."""

    days: tuple[Stops, ...]
    courses: tuple[DayCourse, ...]
    rank: Quality


class Judge:
    """Judges the days of one trip.

    Parameters
    ----------
    on_foot
        False to travel by car only, for comparison.
    """

    def __init__(
        self,
        problem: Problem,
        ground: Ground,
        rules: ParkingRules,
        *,
        on_foot: bool = True,
    ) -> None:
        self._problem = problem
        self._tables = [
            _table(problem, ground, rules, day, on_foot=on_foot) for day in range(len(problem.days))
        ]
        self._prizes = np.array([item.prize for item in problem.items])
        self._kernels = import_module("routing.parking.kernels")  # takes its time to load
        self._trace = new_trace(len(problem.terms[0]) + 1)
        self._best: dict[tuple[int, Stops], DayCourse | None] = {}

    def judge(self, days: Sequence[Stops]) -> Plan | None:
        """Return the plan of these stops, or None if it breaks a clock or a limit."""
        courses = [self.course(day, stops) for day, stops in enumerate(days)]
        found = tuple(course for course in courses if course is not None)
        if len(found) < len(courses):
            return None
        schedules = tuple(
            self.schedule(day, stops, course)
            for day, (stops, course) in enumerate(zip(days, found, strict=True))
        )
        if not keeps_limits(self._problem, schedules):
            return None
        return Plan(tuple(days), found, quality(self._problem, schedules))

    def course(self, day: int, stops: Stops) -> DayCourse | None:
        """Return the best way to travel one day's stops in this order, or None if there is none."""
        key = day, stops
        if key not in self._best:
            self._best[key] = self._find_course(self._tables[day], stops)
        return self._best[key]

    def schedule(self, day: int, stops: Stops, course: DayCourse) -> DaySchedule:
        """Return the clock times of a day; the latest ones are not known."""
        table, frame = self._tables[day], self._problem.days[day]
        clocks = [Clock(frame.start_s, frame.start_s, frame.start_s)]
        nodes, car = [frame.start], frame.start
        time_s = frame.start_s
        for outing in course.outings:
            time_s += int(table.drive_s[car, outing.car])
            car = here = outing.car
            for stop in stops[outing.first : outing.last + 1]:
                node = here if table.node[stop] < 0 else int(table.node[stop])
                time_s += 0 if node == here else int(table.walk_s[here, node])
                left_s = self._kernels.leave_s(table, stop % len(table.node), time_s)
                clocks.append(Clock(time_s, left_s - int(table.duration_s[stop]), left_s))
                nodes.append(node)
                time_s, here = left_s, node
            time_s += 0 if here == car else int(table.walk_s[here, car])
        clocks.append(Clock(course.end_s, course.end_s, course.end_s))
        arrive_s, begin_s, left = (list(column) for column in zip(*clocks, strict=True))
        nodes.append(frame.end)
        return DaySchedule(day, stops, nodes, arrive_s, begin_s, left, [], course.travel_s)

    @property
    def problem(self) -> Problem:
        """The trip in numbers."""
        return self._problem

    def promising(self, day: int, stops: Stops, items: Sequence[int]) -> list[int]:
        """Return the items that seem to bring most per second, as if the car came along."""
        if len(items) <= PRICED:
            return list(items)
        table, frame = self._tables[day], self._problem.days[day]
        nodes = [n for n in table.node[list(stops)].tolist() if n >= 0]
        before, after = np.array([frame.start, *nodes]), np.array([*nodes, frame.end])
        numbers = np.array(items)
        here = table.node[numbers]
        way_s = np.minimum(table.drive_s, table.walk_s)
        added_s = way_s[before][:, here] + way_s[here][:, after].T - way_s[before, after][:, None]
        cost_s = table.duration_s[numbers] + np.maximum(0, added_s.min(axis=0))
        rate = self._prizes[numbers] / np.maximum(1, cost_s)
        best = np.argsort(-rate, kind="stable")[:PRICED]
        return sorted(numbers[best].tolist())

    def insertions(self, day: int, stops: Stops, items: Sequence[int]) -> LongArray:
        """Return for each item when the day ends with it, the travel, and its best place.

        Shape (items, 3); `NEVER` where it fits nowhere in time.
        """
        prices = np.zeros((len(items), 3), dtype=np.int64)
        numbers, wanted = np.array(stops, dtype=np.int64), np.array(items, dtype=np.int64)
        self._kernels.price_insertions(self._tables[day], self._trace, numbers, wanted, prices)
        return prices

    def _find_course(self, table: DayTable, stops: Stops) -> DayCourse | None:
        numbers = np.array(stops, dtype=np.int64)
        label = self._kernels.run_day(table, self._trace, numbers, len(stops))
        if label < 0:
            return None
        trace, place = self._trace, len(stops)
        way_s = int(table.drive_s[trace.car[place, label], table.frame[1]])
        end_s = int(trace.time_s[place, label]) + way_s
        travel_s = int(trace.travel_s[place, label]) + way_s
        outings: list[Outing] = []
        while place > 0:
            first = int(trace.from_stop[place, label])
            moved = bool(trace.moved[place, label])
            outings.append(Outing(first, place - 1, int(trace.car[place, label]), moved))
            place, label = first, int(trace.from_label[place, label])
        return DayCourse(end_s, travel_s, tuple(reversed(outings)))


def _table(
    problem: Problem, ground: Ground, rules: ParkingRules, day: int, *, on_foot: bool
) -> DayTable:
    terms, frame = problem.terms[day], problem.days[day]
    windows = max((len(t.begins) for t in terms), default=1) or 1
    first_s = np.zeros((len(terms), windows), dtype=np.int64)
    last_s = np.full((len(terms), windows), -1, dtype=np.int64)
    for stop, term in enumerate(terms):
        for place, begin in enumerate(term.begins):
            first_s[stop, place], last_s[stop, place] = begin
    facts = (
        (frame.start, frame.end, frame.start_s, frame.end_s)
        + ((rules.longest_walk_s, rules.most_stops) if on_foot else (0, 1))
        + (len(problem.items),)
    )
    return DayTable(
        drive_s=ground.drive_s().astype(np.int64),
        walk_s=ground.walk_s().astype(np.int64),
        node=np.array([t.node for t in terms], dtype=np.int64),
        duration_s=np.array([t.duration_s for t in terms], dtype=np.int64),
        first_s=first_s,
        last_s=last_s,
        parks=ground.parks if on_foot else np.full_like(ground.parks, -1),
        frame=np.array(facts, dtype=np.int64),
    )
