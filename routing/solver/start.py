"""Where the search begins: from a given plan, made possible again, or from the required stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from routing.solver.limits import keeps_limits
from routing.solver.points import Plan, quality
from routing.solver.problem import Problem
from routing.solver.required import EXACT_LIMIT, compatible, place_exactly
from routing.solver.schedule import DaySchedule, break_kind, schedule_day

Orders = Sequence[Sequence[int]]
"""Stops of each day."""


def exact_start(problem: Problem) -> Plan | None:
    """Return a plan with every break and all required items and nothing else, None if none is.

    Beyond `EXACT_LIMIT` required items it holds the breaks alone, and the search adds the items;
    so too where the way exceeds a limit, which an exact answer does not look at.
    """
    required = problem.required()
    if not compatible(problem, required):
        return None
    if len(required) <= EXACT_LIMIT:
        orders = place_exactly(problem, required)
        plan = None if orders is None else _schedule(problem, orders)
        if plan is None or keeps_limits(problem, plan):
            return plan
    orders = place_exactly(problem, [])
    return None if orders is None else _schedule(problem, orders)


def repaired_start(problem: Problem, orders: Orders) -> Plan:
    """Return the given plan with its breaks, without the stops that no longer hold.

    A stop goes when it is visited already, excluded by another, too late after those before it, or
    too much for a limit; then the least worth stops, until the breaks fit.
    """
    plan = [_plain(problem, day) for day in range(len(problem.days))]
    whole: list[DaySchedule] | None = plan
    for day, stops in enumerate(orders[: len(plan)]):
        whole = None if whole is None else _joined(problem, whole, day, stops)
    given = None if whole is None else tuple(_with_breaks(problem, day) for day in whole)
    if given is not None and keeps_limits(problem, given):
        return given
    for day, stops in enumerate(orders[: len(plan)]):
        for stop in stops:
            grown = _joined(problem, plan, day, [stop])
            plan = grown if grown and keeps_limits(problem, tuple(grown)) else plan
    return tuple(_with_breaks(problem, schedule) for schedule in plan)


def _joined(
    problem: Problem, plan: Sequence[DaySchedule], day: int, stops: Sequence[int]
) -> list[DaySchedule] | None:
    """Return the plan with stops at the end of a day, None where they may not join it."""
    trial = list(plan)
    for stop in stops:
        if not _may_join(problem, trial, day, stop):
            return None
        trial[day] = replace(trial[day], stops=(*trial[day].stops, stop))
    grown = schedule_day(problem, day, trial[day].stops)
    if grown is None:
        return None
    trial[day] = grown
    return trial


def _plain(problem: Problem, day: int) -> DaySchedule:
    schedule = schedule_day(problem, day, ())
    if schedule is None:
        raise AssertionError("a day whose plain way does not fit has been refused before")
    return schedule


def _schedule(problem: Problem, orders: Orders) -> Plan:
    days = (schedule_day(problem, day, stops) for day, stops in enumerate(orders))
    return tuple(day for day in days if day is not None)


def _may_join(problem: Problem, plan: Sequence[DaySchedule], day: int, stop: int) -> bool:
    visited = {s for schedule in plan for s in schedule.stops}
    groups = {problem.items[s].group for s in visited if s >= 0} - {None}
    kind = break_kind(problem, stop)
    is_free = kind is None or not plan[day].has_break(problem, kind)
    return stop not in visited and problem.items[stop].group not in groups and is_free


def _with_breaks(problem: Problem, schedule: DaySchedule) -> DaySchedule:
    """Return the day with the breaks it lacks, where they leave it worth most."""
    while True:
        wanted = [
            kind
            for kind, pause in enumerate(problem.days[schedule.day].breaks)
            if pause is not None and not schedule.has_break(problem, kind)
        ]
        options = [schedule]
        for kind in wanted:
            options = [more for option in options for more in _with_break(problem, option, kind)]
        if options or not schedule.stops:
            return max(options, key=lambda day: quality(problem, (day,)), default=schedule)
        schedule = _without_least(problem, schedule)


def _with_break(problem: Problem, schedule: DaySchedule, kind: int) -> list[DaySchedule]:
    """Return all schedules with one more break without host."""
    stops, in_place = schedule.stops, -1 - 2 * kind
    orders = [(*stops[:gap], in_place, *stops[gap:]) for gap in range(len(stops) + 1)]
    orders += [(*stops[:gap], in_place - 1, *stops[gap:]) for gap in _end_gaps(stops)]
    trials = (schedule_day(problem, schedule.day, order) for order in orders)
    return [trial for trial in trials if trial is not None]


def _end_gaps(stops: Sequence[int]) -> range:
    """Return the gaps behind which only breaks follow."""
    last = len(stops)
    while last and stops[last - 1] < 0:
        last -= 1
    return range(last, len(stops) + 1)


def _without_least(problem: Problem, schedule: DaySchedule) -> DaySchedule:
    """Return the day without the stop worth least; required ones go last."""

    def worth(place: int) -> tuple[bool, int]:
        stop = schedule.stops[place]
        item = problem.items[stop] if stop >= 0 else None
        return (item is None or item.required, 0 if item is None else item.prize)

    for place in sorted(range(len(schedule.stops)), key=worth):
        stops = schedule.stops[:place] + schedule.stops[place + 1 :]
        trial = schedule_day(problem, schedule.day, stops)
        if trial is not None:
            return trial
    return _plain(problem, schedule.day)


START_ROUNDS: Final = 4000
"""Iterations for placing more required stops than can be placed exactly."""
