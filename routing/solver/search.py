"""The search: an annealed large-neighbourhood search on top of an exact start.

Each iteration takes strings of neighbouring stops out of the plan, or swaps the ends of two days,
and fills the gaps again (see `routing.solver.kernels`). Whether a changed plan is kept is decided
by simulated annealing on its points, with travel as the lesser matter (`routing.solver.annealing`);
the temperature falls with the share of the search that its stopping rule says is over, so that
short and long searches both end cold. The best plan ever seen is the answer: it is never worse than
the one the search begins with.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.solver.annealing import Annealing, Elapsed, Heat, anneal
from routing.solver.arrays import GAP_BITS, MISSING, NO_CAP, NO_GAP, Case, Manner, State
from routing.solver.kernels import improve, install
from routing.solver.limits import keeps_limits
from routing.solver.packing import blank_state, pack, read_best, write_plan
from routing.solver.points import Plan, quality
from routing.solver.problem import Problem
from routing.solver.schedule import schedule_day
from routing.solver.start import START_ROUNDS, Orders, exact_start, repaired_start
from routing.solver.stop import StoppingRule

HOT: Final = 1.0
"""First temperature, in mean prizes."""

COLD: Final = 0.06
"""Last temperature, in mean prizes."""

TRAVEL_PRIZES: Final = 5.0
"""Mean prizes that being on the way all the time would cost when plans are accepted."""

WIDE_BLINK: Final = 0.3
"""Chance of not seeing a day where the cheapest is often not the best: with crowds or limits."""

CHUNK: Final = 250
"""Iterations between two looks at whether all required stops are placed."""


def search(
    problem: Problem,
    stop: StoppingRule,
    seed: int,
    *,
    warm_start: Orders | None = None,
    keep_among_equals: bool = False,
) -> Plan | None:
    """Return a good plan that visits all required items, or None when none was found.

    Up to `EXACT_LIMIT` required items and without limits on travel, None means that no order of
    them and the breaks holds; beyond, that repeated attempts failed. Every day's plain way from
    start to end must fit.

    Parameters
    ----------
    warm_start
        Stops of each day to begin with, as far as they still hold.
    keep_among_equals
        Whether what holds of them is the answer unless another plan has more points; less travel
        alone is no reason then.
    """
    case = pack(problem)
    state = blank_state(case, seed)
    manner, heat = _manner(problem, case), _heat(case)
    watch = stop.start()
    warm = _still_holding(problem, warm_start)
    if not _begin(problem, case, state, manner, warm):
        return None
    improve(case, state, manner, 1, heat.cold, heat.cold)
    first = read_best(case, state)
    annealing = Annealing(case, manner, heat, Elapsed(watch))
    best = anneal(annealing, state, lambda number: _chain(case, seed, number, first))
    plan = _plan(problem, case, best)
    if keep_among_equals and warm is not None and not _gains(problem, warm, plan):
        return warm
    return plan


def insertable(problem: Problem, plan: Plan) -> list[dict[int, int]]:
    """Return, for each day, what else it has time for: seconds of travel it adds, by item."""
    case = pack(problem)
    state = blank_state(case, 0)
    write_plan(case, state, [day.stops for day in plan])
    install(case, state)
    return [detours(state, day) for day in range(len(plan))]


def detours(state: State, day: int) -> dict[int, int]:
    """Return how many seconds of travel each item that fits into a day adds to it."""
    quotes = enumerate(state.quotes[day].tolist())
    return {item: quote >> GAP_BITS for item, quote in quotes if quote != NO_GAP}


def _chain(case: Case, seed: int, number: int, orders: Orders) -> State:
    """Return one more chain that begins with the same plan."""
    state = blank_state(case, seed, number)
    write_plan(case, state, orders)
    install(case, state)
    return state


def _manner(problem: Problem, case: Case) -> Manner:
    frame_s = sum(day.end_s - day.start_s for day in problem.days)
    open_ones = case.spans[:, 0, : len(case.prizes)][case.spans[:, 2, : len(case.prizes)] >= 0]
    mean_s = float(open_ones.mean()) if len(open_ones) else 0.0
    days_differ = problem.losses is not None or bool((case.caps < NO_CAP).any())
    return Manner(
        least_s=max(1.0, 0.03 * mean_s),
        travel_points=TRAVEL_PRIZES * _mean_prize(case) / max(1, frame_s),
        blink=WIDE_BLINK if days_differ else Manner().blink,
    )


def _heat(case: Case) -> Heat:
    return Heat(HOT * _mean_prize(case), COLD * _mean_prize(case))


def _mean_prize(case: Case) -> float:
    return max(1.0, float(case.prizes.mean())) if len(case.prizes) else 1.0


def _still_holding(problem: Problem, warm_start: Orders | None) -> Plan | None:
    """Return what holds of a plan to begin with, None where that is no plan."""
    warm = repaired_start(problem, warm_start) if warm_start is not None else None
    return warm if warm is not None and keeps_limits(problem, warm) else None


def _gains(problem: Problem, old: Plan, new: Plan) -> bool:
    """Return whether a plan has more points than an old one, or what must be and that lacks."""
    visited = {stop for day in old for stop in day.stops}
    if not visited.issuperset(problem.required()):
        return True
    return quality(problem, new)[0] > quality(problem, old)[0]


def _begin(problem: Problem, case: Case, state: State, manner: Manner, warm: Plan | None) -> bool:
    """Install a first plan that lacks nothing; return whether there is one."""
    if warm is not None and _install(case, state, warm):
        return True
    start = exact_start(problem)
    if start is None or not keeps_limits(problem, start):
        return False
    return _install(case, state, start) or _place(case, state, manner)


def _install(case: Case, state: State, plan: Plan) -> bool:
    """Take a plan as the first; return whether it lacks nothing."""
    write_plan(case, state, [day.stops for day in plan])
    if not install(case, state):
        raise AssertionError("a plan that holds must hold in the kernel")
    return bool(state.best[MISSING] == 0)


def _place(case: Case, state: State, manner: Manner) -> bool:
    """Search for a plan with all required items among plans of nothing else."""
    spans = case.spans.copy()
    optional = np.ones(spans.shape[2], dtype=bool)
    optional[case.required] = False
    optional[len(case.prizes) :] = False
    spans[:, 2::2, optional] = -1
    spans.setflags(write=False)
    alone = case._replace(spans=spans)
    install(alone, state)
    for _ in range(START_ROUNDS // CHUNK):
        improve(alone, state, manner, CHUNK, 1.0, 1.0)
        if state.best[MISSING] == 0:
            write_plan(case, state, read_best(case, state))
            return bool(install(case, state))
    return False


def _plan(problem: Problem, case: Case, state: State) -> Plan:
    days = enumerate(read_best(case, state))
    schedules = (schedule_day(problem, day, stops) for day, stops in days)
    plan = tuple(day for day in schedules if day is not None)
    if len(plan) < len(problem.days):
        raise AssertionError("a plan that holds in the kernel must hold")
    return plan
