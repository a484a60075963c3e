"""The search: ruin and recreate on top of an exact start.

Each iteration takes a few neighbouring stops out of the plan and fills the gap again with what is
worth most for its time (Schrimpf et al. 2000, doi:10.1006/jcph.1999.6413; strings of stops after
Christiaens and Vanden Berghe 2020, doi:10.1287/trsc.2019.0914). A new plan is kept when its prizes
are at most a little below the best (record-to-record travel, Dueck 1993,
doi:10.1006/jcph.1993.1010). It needs no horizon: more iterations never give a worse answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.solver.problem import Problem
from routing.solver.recreate import Plan, Recreation
from routing.solver.required import EXACT_LIMIT, compatible, place_exactly
from routing.solver.schedule import DaySchedule, schedule_day
from routing.solver.shorten import shorten
from routing.solver.stop import StoppingRule

Key = tuple[int, int, int]
"""Quality of a plan, larger is better: prizes, less travel, earlier ends."""

TOLERANCE: Final = 0.02
"""Share of the best prizes by which a kept plan may fall short."""

PATIENCE: Final = 100
"""Iterations without a better plan after which the search returns to the best one."""

PLACING_ROUNDS: Final = 400
"""Attempts at placing more required stops than can be placed exactly."""

SPARING_CHANCE: Final = 0.3
"""How often one stop of a removed string stays."""


SECOND_DAY_CHANCE: Final = 0.5
"""How often stops are removed on two days at once."""


def search(problem: Problem, stop: StoppingRule, seed: int) -> Plan | None:
    """Return a good plan that visits all required items, or None when none was found.

    Up to `EXACT_LIMIT` required items, None means that no order of them and the lunches holds;
    beyond, that repeated attempts failed. Every day's plain way from start to end must fit.
    """
    rng = np.random.default_rng(seed % (1 << 64))
    recreation = Recreation(problem, rng)
    plan = _place_required(problem, recreation, rng)
    return None if plan is None else _improve(problem, plan, stop, recreation, rng)


def quality(problem: Problem, plan: Plan) -> Key:
    """Return what plans are compared by."""
    prizes = sum(problem.items[s].prize for day in plan for s in day.stops if s >= 0)
    return prizes, -sum(day.travel_s for day in plan), -sum(day.leave_s[-1] for day in plan)


def _place_required(
    problem: Problem, recreation: Recreation, rng: np.random.Generator
) -> Plan | None:
    """Return a plan with every lunch and all required items, and nothing else."""
    required = problem.required()
    if not compatible(problem, required):
        return None
    if len(required) <= EXACT_LIMIT:
        return _schedule(problem, place_exactly(problem, required))
    plan = _schedule(problem, place_exactly(problem, []))
    if plan is None:
        return None
    for _ in range(PLACING_ROUNDS):
        trial = recreation.fill(_ruin(problem, plan, rng) or plan, only_required=True)
        if trial is not None and len(_missing(trial, required)) <= len(_missing(plan, required)):
            plan = trial
        if not _missing(plan, required):
            return plan
    return None


def _improve(
    problem: Problem,
    plan: Plan,
    stop: StoppingRule,
    recreation: Recreation,
    rng: np.random.Generator,
) -> Plan:
    """Return the best plan seen until the rule ends the search."""
    watch, required = stop.start(), problem.required()
    best = current = recreation.fill(plan) or plan
    record = quality(problem, best)
    done = stale = 0
    while not watch(done):
        done, stale = done + 1, stale + 1
        ruined = _ruin(problem, current, rng)
        trial = None if ruined is None else recreation.fill(ruined)
        if trial is not None and not _missing(trial, required):
            key = quality(problem, trial)
            if key[0] >= record[0] * (1 - TOLERANCE):
                current = trial
            if key > record:
                best, record, stale = trial, key, 0
        if stale >= PATIENCE:
            best = current = _polish(problem, best, recreation)
            record, stale = quality(problem, best), 0
    return _polish(problem, best, recreation)


def _polish(problem: Problem, plan: Plan, recreation: Recreation) -> Plan:
    """Return the plan with less travel and, where that makes room, more stops."""
    while True:
        shorter = tuple(shorten(problem, day) for day in plan)
        fuller = recreation.fill(shorter) or shorter
        if quality(problem, fuller) <= quality(problem, plan):
            return plan
        plan = fuller


def _schedule(problem: Problem, orders: Sequence[tuple[int, ...]] | None) -> Plan | None:
    if orders is None:
        return None
    days = (schedule_day(problem, day, stops) for day, stops in enumerate(orders))
    return tuple(day for day in days if day is not None)


def _missing(plan: Plan, required: list[int]) -> list[int]:
    visited = {stop for day in plan for stop in day.stops} if required else set()
    return [item for item in required if item not in visited]


def _ruin(problem: Problem, plan: Plan, rng: np.random.Generator) -> Plan | None:
    """Return the plan without a string of stops on one day or, near it, on two.

    None if what is left does not hold, which can happen where a detour is faster than the way.
    """
    days = list(plan)
    busy = [day for day in plan if day.stops]
    if not busy:
        return plan
    first = busy[int(rng.random() * len(busy))]
    place = 1 + int(rng.random() * len(first.stops))
    torn = [(first, place)]
    if len(busy) > 1 and rng.random() < SECOND_DAY_CHANCE:
        others = [day for day in busy if day is not first]
        second = others[int(rng.random() * len(others))]
        torn.append((second, _nearest_place(problem, second, first.nodes[place])))
    for schedule, centre in torn:
        stops = _without_string(schedule.stops, centre - 1, rng)
        shorter = schedule_day(problem, schedule.day, stops)
        if shorter is None:
            return None
        days[schedule.day] = shorter
    return tuple(days)


def _nearest_place(problem: Problem, schedule: DaySchedule, node: int) -> int:
    """Return which of the day's entries, start and end aside, is the nearest."""
    row = problem.rows[node]
    return min(range(1, len(schedule.stops) + 1), key=lambda place: row[schedule.nodes[place]])


def _without_string(
    stops: tuple[int, ...], centre: int, rng: np.random.Generator
) -> tuple[int, ...]:
    """Return the stops without a random run around one of them; one stop of it may be spared."""
    draw = rng.random(4).tolist()
    longest = min(len(stops), max(3, len(stops) // 2))
    length = 1 + int(draw[0] * longest)
    first = max(0, min(centre - int(draw[1] * length), len(stops) - length))
    spared = first + int(draw[2] * length) if draw[3] < SPARING_CHANCE and length > 1 else -1
    return tuple(
        stop
        for place, stop in enumerate(stops)
        if not first <= place < first + length or place == spared
    )
