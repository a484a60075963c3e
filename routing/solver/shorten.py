"""The same stops of a day with less travel: relocation and reversal (2-opt and or-opt)."""

from __future__ import annotations

from collections.abc import Iterator

from routing.solver.problem import AT_END, SAME_NODE, Problem
from routing.solver.schedule import DaySchedule, schedule_day

Order = tuple[int, ...]


def shorten(problem: Problem, schedule: DaySchedule) -> DaySchedule:
    """Return a schedule of the same stops that no single move makes shorter.

    A move puts one stop elsewhere or turns a run of stops round (Croes 1958,
    doi:10.1287/opre.6.6.791; Or 1976); on a directed matrix both are priced from end to end.
    """
    shorter: DaySchedule | None = schedule
    while shorter is not None:
        schedule, shorter = shorter, _first_improvement(problem, shorter)
    return schedule


def _first_improvement(problem: Problem, schedule: DaySchedule) -> DaySchedule | None:
    for order in _moves(schedule.stops):
        if AT_END in order[:-1]:
            continue
        if _travel_s(problem, schedule.day, order) < schedule.travel_s:
            trial = schedule_day(problem, schedule.day, order)
            if trial is not None:
                return trial
    return None


def _moves(stops: Order) -> Iterator[Order]:
    for place, stop in enumerate(stops):
        rest = stops[:place] + stops[place + 1 :]
        for gap in range(len(stops)):
            if gap != place:
                yield (*rest[:gap], stop, *rest[gap:])
    for first in range(len(stops) - 2):
        for last in range(first + 3, len(stops) + 1):
            yield stops[:first] + stops[first:last][::-1] + stops[last:]


def _travel_s(problem: Problem, day: int, order: Order) -> int:
    frame, terms, rows = problem.days[day], problem.terms[day], problem.rows
    node, total_s = frame.start, 0
    for stop in order:
        target = terms[stop].node
        if target != SAME_NODE:
            total_s += rows[node][target]
            node = target
    return total_s + rows[node][frame.end]
