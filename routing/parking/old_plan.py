"""What still holds of a plan by car and on foot that was made before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from routing.parking.judge import Judge, Plan, Stops
from routing.parking.search import repair
from routing.solver.problem import Problem
from routing.solver.schedule import break_kind


def still_holding(judge: Judge, days: Sequence[Stops]) -> Plan | None:
    """Return what still holds of an old plan, with the breaks that it lacks.

    None where that lacks something required, or where it fits no more.
    """
    problem = judge.problem
    plan = repair(judge, _still_possible(problem, days))
    if plan is None or not set(problem.required()).issubset(chain(*plan.days)):
        return None
    for day, frame in enumerate(problem.days):
        for kind, pause in enumerate(frame.breaks):
            kinds = [break_kind(problem, stop) for stop in plan.days[day]]
            if pause is not None and kind not in kinds:
                plan = _with_break(judge, plan, day, kind)
            if plan is None:
                return None
    return plan


def _still_possible(problem: Problem, days: Sequence[Stops]) -> list[Stops]:
    """Return the stops that have a time on their day; of those that exclude each other one."""
    taken: set[tuple[str, int]] = set()
    left = []
    for day, stops in enumerate(days):
        possible = []
        for stop in stops:
            claims = _claims(problem, day, stop)
            if problem.terms[day][stop].begins and not claims & taken:
                possible.append(stop)
                taken |= claims
        left.append(tuple(possible))
    return left


def _claims(problem: Problem, day: int, stop: int) -> set[tuple[str, int]]:
    """Return what no two stops of a plan may have in common."""
    item = problem.items[stop]
    claims = {("stop", stop)}
    if item.group is not None:
        claims.add(("group", item.group))
    if item.hosts is not None:
        claims.add((f"break of day {day}", item.hosts))
    return claims


def _with_break(judge: Judge, plan: Plan, day: int, kind: int) -> Plan | None:
    """Return the plan with a break of one day without a host, where it costs least."""
    stops = plan.days[day]
    in_place, at_end = -1 - 2 * kind, -2 - 2 * kind
    tried = [(*stops[:place], in_place, *stops[place:]) for place in range(len(stops) + 1)]
    plans = [
        judge.judge((*plan.days[:day], longer, *plan.days[day + 1 :]))
        for longer in [*tried, (*stops, at_end)]
    ]
    return max((p for p in plans if p is not None), key=lambda p: p.rank, default=None)
