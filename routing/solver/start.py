"""Where the search begins: from a given plan, made possible again, or from the required stops."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Final

from routing.solver.limits import keeps_limits
from routing.solver.points import Plan
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
    for day, stops in enumerate(orders[: len(plan)]):
        for stop in stops:
            grown = schedule_day(problem, day, (*plan[day].stops, stop))
            trial = None if grown is None else (*plan[:day], grown, *plan[day + 1 :])
            if trial and _may_join(problem, plan, day, stop) and keeps_limits(problem, trial):
                plan = list(trial)
    return tuple(_with_breaks(problem, schedule) for schedule in plan)


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
    """Return the day with the breaks it lacks, where they end it earliest."""
    while True:
        wanted = [
            kind
            for kind, pause in enumerate(problem.days[schedule.day].breaks)
            if pause is not None and not schedule.has_break(problem, kind)
        ]
        options = [_with_these(problem, schedule, order) for order in permutations(wanted)]
        complete = [option for option in options if option is not None]
        if complete or not schedule.stops:
            return min(complete, key=lambda day: day.leave_s[-1], default=schedule)
        schedule = _without_least(problem, schedule)


def _with_these(
    problem: Problem, schedule: DaySchedule, kinds: Sequence[int]
) -> DaySchedule | None:
    for kind in kinds:
        stops = schedule.stops
        orders = [(*stops[:g], -1 - 2 * kind, *stops[g:]) for g in range(len(stops) + 1)]
        trials = [schedule_day(problem, schedule.day, o) for o in [*orders, (*stops, -2 - 2 * kind)]]
        held = [trial for trial in trials if trial is not None]
        if not held:
            return None
        schedule = min(held, key=lambda day: day.leave_s[-1])
    return schedule


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
