"""The clocks of one day: exact feasibility through earliest begins and latest arrivals.

Arriving later never lets a visit begin earlier, so the earliest schedule of an order exists
whenever the order is feasible at all; the latest arrivals, computed backwards, then tell in
constant time whether one more stop fits (Savelsbergh 1992, doi:10.1287/ijoc.4.2.146; for
orienteering Vansteenwegen et al. 2009, doi:10.1016/j.cor.2009.03.008).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.solver.problem import SAME_NODE, BeginWindow, Problem


@dataclass(frozen=True, slots=True, eq=False)
class DaySchedule:
    """One feasible order of a day with its clocks.

    Every list begins with the day's start and ends with its end, so that it has two entries more
    than `stops`.

    Parameters
    ----------
    nodes
        Where each entry happens.
    arrive_s, begin_s, leave_s
        Earliest times; at the start and the end all three agree.
    latest_s
        Latest arrival with which the rest of the day still holds.
    travel_s
        Seconds on the way in all.
    """

    day: int
    stops: tuple[int, ...]
    nodes: list[int]
    arrive_s: list[int]
    begin_s: list[int]
    leave_s: list[int]
    latest_s: list[int]
    travel_s: int

    def has_break(self, problem: Problem, kind: int) -> bool:
        """Return whether one of the stops is this break, numbered as in `BREAK_KINDS`."""
        return any(break_kind(problem, stop) == kind for stop in self.stops)


def break_kind(problem: Problem, stop: int) -> int | None:
    """Return which break a stop is, hosted or not; None for a visit."""
    return (-1 - stop) // 2 if stop < 0 else problem.items[stop].hosts


def earliest_begin(begins: Sequence[BeginWindow], arrive_s: int) -> int | None:
    """Return the first moment at or after arriving at which a visit may begin."""
    for earliest_s, latest_s in begins:
        if arrive_s <= latest_s:
            return arrive_s if arrive_s > earliest_s else earliest_s
    return None


def latest_begin(begins: Sequence[BeginWindow], limit_s: int) -> int | None:
    """Return the last moment up to `limit_s` at which a visit may begin."""
    best = None
    for earliest_s, latest_s in begins:
        if earliest_s > limit_s:
            break
        moment = latest_s if latest_s < limit_s else limit_s
        if best is None or moment > best:
            best = moment
    return best


def schedule_day(problem: Problem, day: int, stops: Sequence[int]) -> DaySchedule | None:
    """Return the earliest schedule of these stops in this order, or None when it cannot hold."""
    frame, terms, rows = problem.days[day], problem.terms[day], problem.rows
    node, time_s, travel_s = frame.start, frame.start_s, 0
    nodes, arrive, begin, leave = [node], [time_s], [time_s], [time_s]
    for stop in stops:
        target, duration_s, begins = terms[stop]
        if target == SAME_NODE:
            target = node
        way_s = rows[node][target]
        time_s += way_s
        begins_s = earliest_begin(begins, time_s)
        if begins_s is None:
            return None
        arrive.append(time_s)
        begin.append(begins_s)
        time_s = begins_s + duration_s
        leave.append(time_s)
        nodes.append(target)
        node, travel_s = target, travel_s + way_s
    way_s = rows[node][frame.end]
    time_s += way_s
    if time_s > frame.end_s:
        return None
    nodes.append(frame.end)
    for clock in (arrive, begin, leave):
        clock.append(time_s)
    latest = _latest_arrivals(problem, day, stops, nodes)
    return DaySchedule(day, tuple(stops), nodes, arrive, begin, leave, latest, travel_s + way_s)


def _latest_arrivals(
    problem: Problem, day: int, stops: Sequence[int], nodes: list[int]
) -> list[int]:
    frame, terms, rows = problem.days[day], problem.terms[day], problem.rows
    limit_s = frame.end_s
    latest = [limit_s]
    for place in range(len(stops), 0, -1):
        _, duration_s, begins = terms[stops[place - 1]]
        limit_s -= rows[nodes[place]][nodes[place + 1]] + duration_s
        moment = latest_begin(begins, limit_s)
        if moment is None:
            raise AssertionError("a schedule that holds forwards must hold backwards")
        limit_s = moment
        latest.append(limit_s)
    latest.append(frame.start_s)
    latest.reverse()
    return latest
