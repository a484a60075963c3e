"""Why a candidate is left out, and what makes a trip impossible; from the real numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from routing.model import Limits, SkipReason, UnmetReason
from routing.solver.limits import Sums, day_allows, plan_sums, sums_of, together, trip_allows
from routing.solver.points import Plan
from routing.solver.problem import Problem
from routing.solver.required import EXACT_LIMIT, compatible, feasible_orders, place_exactly
from routing.solver.schedule import schedule_day
from routing.solver.search import insertable


class Obstacle(NamedTuple):
    """One thing that makes the trip impossible; `item` is None when it is the day itself."""

    reason: UnmetReason
    item: int | None = None
    day: int | None = None


def find_obstacles(problem: Problem) -> list[Obstacle]:
    """Return what already stands in the way before any search: days, then required items."""
    obstacles = [
        Obstacle(UnmetReason.END_NOT_REACHABLE, day=number)
        for number in range(len(problem.days))
        if not _end_is_reachable(problem, number)
    ]
    for item in problem.required():
        reason = _lone_obstacle(problem, item)
        if reason is not None:
            obstacles.append(Obstacle(reason, item))
    return obstacles


def find_conflict(problem: Problem) -> list[Obstacle]:
    """Return which required items cannot be had together, each of them possible alone.

    Up to `EXACT_LIMIT` items the set is minimal: without any one of them the rest is possible.
    """
    required = problem.required()
    cost_minor = sum(problem.items[i].cost_minor for i in required)
    budget = problem.limits.cost_minor
    if budget is not None and cost_minor > budget:
        paid = [item for item in required if problem.items[item].cost_minor > 0]
        return [Obstacle(UnmetReason.OVER_BUDGET, item) for item in paid]
    unlimited = _without_limits(problem)
    if len(required) > EXACT_LIMIT:
        return [Obstacle(UnmetReason.TOGETHER_IMPOSSIBLE, item) for item in required]
    if _possible(unlimited, required):
        return [Obstacle(UnmetReason.OVER_LIMIT, item) for item in required]
    conflict = _smallest_conflict(unlimited, required)
    return [Obstacle(UnmetReason.TOGETHER_IMPOSSIBLE, item) for item in conflict]


def skip_reasons(problem: Problem, plan: Plan) -> dict[int, SkipReason]:
    """Return why each item that the plan could still contain is not in it.

    Places that host no break and items whose group is visited are not left out, they are
    alternatives that were not needed; the answer does not name them.
    """
    visited = {stop for day in plan for stop in day.stops}
    groups = {problem.items[s].group for s in visited if s >= 0} - {None}
    detours = insertable(problem, plan)
    sums = plan_sums(problem, plan)
    return {
        number: _skip_reason(problem, sums, detours, number)
        for number, item in enumerate(problem.items)
        if number not in visited and item.hosts is None and item.group not in groups
    }


def _end_is_reachable(problem: Problem, day: int) -> bool:
    """Return whether the plain way fits the day's frame, its limit and the trip's."""
    frame = problem.days[day]
    way_s = problem.rows[frame.start][frame.end]
    all_ways_s = sum(problem.rows[day.start][day.end] for day in problem.days)
    limit_s, trip_limit_s = frame.limits.travel_s, problem.limits.travel_s
    return (
        way_s <= frame.end_s - frame.start_s
        and (limit_s is None or way_s <= limit_s)
        and (trip_limit_s is None or way_s == 0 or all_ways_s <= trip_limit_s)
    )


def _without_limits(problem: Problem) -> Problem:
    days = tuple(replace(day, limits=Limits()) for day in problem.days)
    return replace(problem, days=days, limits=Limits(cost_minor=problem.limits.cost_minor))


def _lone_obstacle(problem: Problem, item: int) -> UnmetReason | None:
    """Return why a required item is impossible even if it were the only one."""
    days = range(len(problem.days))
    if not any(problem.terms[day][item].begins for day in days):
        return UnmetReason.CLOSED_ON_ALL_DAYS
    budget = problem.limits.cost_minor
    if budget is not None and problem.items[item].cost_minor > budget:
        return UnmetReason.OVER_BUDGET
    if not any(1 in feasible_orders(_without_limits(problem), day, [item]) for day in days):
        return UnmetReason.NOT_REACHABLE_IN_TIME
    if not any(1 in feasible_orders(problem, day, [item]) for day in days):
        return UnmetReason.OVER_LIMIT
    return None


def _smallest_conflict(problem: Problem, required: list[int]) -> list[int]:
    """Return a minimal impossible subset by leaving out one item after the other."""
    conflict = required
    for item in required:
        rest = [other for other in conflict if other != item]
        if not _possible(problem, rest):
            conflict = rest
    return conflict


def _possible(problem: Problem, items: Sequence[int]) -> bool:
    return compatible(problem, items) and place_exactly(problem, items) is not None


def _skip_reason(
    problem: Problem, sums: Sequence[Sums], detours: Sequence[dict[int, int]], item: int
) -> SkipReason:
    days = range(len(problem.days))
    if not any(problem.terms[day][item].begins for day in days):
        return SkipReason.CLOSED_THAT_DAY
    alone = [schedule_day(problem, day, [item]) for day in days]
    held = [day for day in alone if day is not None]
    if not held:
        return SkipReason.TOO_FAR
    lone = [
        _limit_reason(problem, d.day, sums_of(problem, d.day, [item], d.travel_s)) for d in held
    ]
    if None not in lone:
        return _first(lone)
    fitting = [day for day in days if item in detours[day]]
    broken = [_broken(problem, sums, day, item, detours[day][item]) for day in fitting]
    return SkipReason.NO_TIME_LEFT if None in broken or not broken else _first(broken)


def _first(reasons: Sequence[SkipReason | None]) -> SkipReason:
    return min(reason for reason in reasons if reason is not None)


def _broken(
    problem: Problem, sums: Sequence[Sums], day: int, item: int, detour_s: int
) -> SkipReason | None:
    """Return which limit one more visit on a day would break."""
    extra = sums_of(problem, day, [item], detour_s)
    whole = together([*sums, extra])
    reason = _limit_reason(problem, day, together([sums[day], extra]))
    if reason is None and not trip_allows(problem, whole):
        over = whole.breaks_budget(problem.limits)
        return SkipReason.OVER_BUDGET if over else SkipReason.OVER_LIMIT
    return reason


def _limit_reason(problem: Problem, day: int, sums: Sums) -> SkipReason | None:
    """Return which limit of the day, or of the trip, sums break on their own."""
    budgets = (problem.limits, problem.days[day].limits)
    if any(sums.breaks_budget(limits) for limits in budgets):
        return SkipReason.OVER_BUDGET
    kept = day_allows(problem, day, sums) and trip_allows(problem, sums)
    return None if kept else SkipReason.OVER_LIMIT
