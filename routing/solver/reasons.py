"""Why a candidate is left out, and what makes a trip impossible; from the real numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from routing.model import SkipReason, UnmetReason
from routing.solver.insertion import DayInsertions
from routing.solver.problem import Problem
from routing.solver.recreate import Plan
from routing.solver.required import EXACT_LIMIT, compatible, feasible_orders, place_exactly
from routing.solver.schedule import schedule_day


class Obstacle(NamedTuple):
    """One thing that makes the trip impossible; `item` is None when it is the day itself."""

    reason: UnmetReason
    item: int | None = None
    day: int | None = None


def find_obstacles(problem: Problem) -> list[Obstacle]:
    """Return what already stands in the way before any search: days, then required items."""
    obstacles = [
        Obstacle(UnmetReason.END_NOT_REACHABLE, day=number)
        for number, day in enumerate(problem.days)
        if day.start_s + problem.rows[day.start][day.end] > day.end_s
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
    if problem.budget_minor is not None and cost_minor > problem.budget_minor:
        paid = [item for item in required if problem.items[item].cost_minor > 0]
        return [Obstacle(UnmetReason.OVER_BUDGET, item) for item in paid]
    if len(required) <= EXACT_LIMIT:
        required = _smallest_conflict(problem, required)
    return [Obstacle(UnmetReason.TOGETHER_IMPOSSIBLE, item) for item in required]


def skip_reasons(problem: Problem, plan: Plan) -> dict[int, SkipReason]:
    """Return why each item that the plan could still contain is not in it.

    Places to eat that host no lunch and items whose group is visited are not left out, they are
    alternatives that were not needed; the answer does not name them.
    """
    visited = {stop for day in plan for stop in day.stops}
    groups = {problem.items[s].group for s in visited if s >= 0} - {None}
    left = [
        number
        for number, item in enumerate(problem.items)
        if number not in visited and not item.hosts_lunch and item.group not in groups
    ]
    fits = _fitting(problem, plan)
    return {item: _skip_reason(problem, plan, item, fits=fits[item]) for item in left}


def spent_minor(problem: Problem, plan: Plan) -> int:
    """Return what the visits of a plan cost."""
    return sum(problem.items[s].cost_minor for day in plan for s in day.stops if s >= 0)


def _lone_obstacle(problem: Problem, item: int) -> UnmetReason | None:
    """Return why a required item is impossible even if it were the only one."""
    days = range(len(problem.days))
    if not any(problem.terms[day][item].begins for day in days):
        return UnmetReason.CLOSED_ON_ALL_DAYS
    if _too_expensive(problem, item, spent=0):
        return UnmetReason.OVER_BUDGET
    if not any(1 in feasible_orders(problem, day, [item]) for day in days):
        return UnmetReason.NOT_REACHABLE_IN_TIME
    return None


def _too_expensive(problem: Problem, item: int, *, spent: int) -> bool:
    limit = problem.budget_minor
    return limit is not None and spent + problem.items[item].cost_minor > limit


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


def _fitting(problem: Problem, plan: Plan) -> list[bool]:
    """Return which items would fit into the plan in time, money aside."""
    fits = [False] * len(problem.items)
    for schedule in plan:
        gaps = DayInsertions(problem, schedule.day).best_gaps(schedule)
        for item, per_cost in enumerate(gaps.per_cost.tolist()):
            fits[item] = fits[item] or per_cost > 0
    return fits


def _skip_reason(problem: Problem, plan: Plan, item: int, *, fits: bool) -> SkipReason:
    days = range(len(problem.days))
    if not any(problem.terms[day][item].begins for day in days):
        return SkipReason.CLOSED_THAT_DAY
    if all(schedule_day(problem, day, [item]) is None for day in days):
        return SkipReason.TOO_FAR
    spent = spent_minor(problem, plan) if fits else 0
    if _too_expensive(problem, item, spent=spent):
        return SkipReason.OVER_BUDGET
    return SkipReason.NO_TIME_LEFT
