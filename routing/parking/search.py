"""Improve driven days by walking parts of them, and fill the time that this frees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from routing.parking.arrays import NEVER
from routing.parking.judge import Judge, Plan, Stops

LONGEST_RUN: Final = 3
"""So many stops in a row are taken out at most to try others."""


def improve(judge: Judge, plan: Plan, rounds: int, rng: np.random.Generator) -> Plan:
    """Return the best plan found by reordering, filling, and taking out to fill anew.

    Never a worse one than `plan`; required stops and breaks stay.
    """
    best = _filled(judge, _reordered(judge, plan))
    for _ in range(rounds):
        cut = _cut(judge, best, rng)
        if cut is None:
            break
        tried = _filled(judge, _reordered(judge, cut))
        best = max(best, tried, key=lambda p: p.rank)
    return best


def repair(judge: Judge, days: Sequence[Stops]) -> Plan | None:
    """Return the plan that is left when the least worth is taken out to keep every clock."""
    mended = []
    for day, stops in enumerate(days):
        left = stops
        while judge.course(day, left) is None:
            shorter = _without_one(judge, day, left)
            if shorter is None:
                return None
            left = shorter
        mended.append(left)
    return judge.judge(mended)


def _without_one(judge: Judge, day: int, stops: Stops) -> Stops | None:
    """Return the stops without one, if possible one that makes the day feasible."""
    places = _free_places(judge, stops)
    if not places:
        return None
    ordered = sorted(places, key=lambda place: judge.problem.items[stops[place]].prize)
    shorter = [stops[:place] + stops[place + 1 :] for place in ordered]
    return next((s for s in shorter if judge.course(day, s) is not None), shorter[0])


def _free_places(judge: Judge, stops: Stops) -> list[int]:
    """Return where visits stand that the plan could do without."""
    items = judge.problem.items
    return [
        place
        for place, stop in enumerate(stops)
        if stop >= 0 and not items[stop].required and items[stop].hosts is None
    ]


def _reordered(judge: Judge, plan: Plan) -> Plan:
    """Move single stops to better places of their day, each once."""
    for day in range(len(plan.days)):
        for stop in [s for s in plan.days[day] if s >= 0]:
            left = tuple(s for s in plan.days[day] if s != stop)
            price = judge.insertions(day, left, [stop])[0]
            if price[0] < NEVER:
                place = int(price[2])
                moved = (*left[:place], stop, *left[place:])
                plan = _better(judge, plan, day, moved)
    return plan


def _better(judge: Judge, plan: Plan, day: int, stops: Stops) -> Plan:
    """Return the plan with these stops on one day if it is better, else the plan as it was."""
    tried = judge.judge((*plan.days[:day], stops, *plan.days[day + 1 :]))
    return plan if tried is None or tried.rank <= plan.rank else tried


def _filled(judge: Judge, plan: Plan) -> Plan:
    """Insert the visits that bring most per second they cost, until none fits."""
    while True:
        offers = sorted(_offers(judge, plan), reverse=True)
        grown = (
            _better(judge, plan, day, (*plan.days[day][:place], item, *plan.days[day][place:]))
            for _, day, place, item in offers
        )
        found = next((p for p in grown if p is not plan), None)
        if found is None:
            return plan
        plan = found


def _offers(judge: Judge, plan: Plan) -> Iterator[tuple[float, int, int, int]]:
    """Yield what each possible insertion brings per second, with day, place and item."""
    problem = judge.problem
    taken = {stop for stops in plan.days for stop in stops if stop >= 0}
    groups = {problem.items[stop].group for stop in taken} - {None}
    free = [
        number
        for number, item in enumerate(problem.items)
        if number not in taken and item.hosts is None and item.group not in groups
    ]
    for day, stops in enumerate(plan.days):
        items = judge.promising(day, stops, [n for n in free if problem.terms[day][n].begins])
        prices = judge.insertions(day, stops, items).tolist()
        for item, (end_s, travel_s, place) in zip(items, prices, strict=True):
            if end_s < NEVER:
                cost_s = problem.terms[day][item].duration_s
                cost_s += max(0, travel_s - plan.courses[day].travel_s)
                yield problem.items[item].prize / max(1, cost_s), day, place, item


def _cut(judge: Judge, plan: Plan, rng: np.random.Generator) -> Plan | None:
    """Return the plan without a few visits in a row of one day; None if it has none to spare."""
    days = [day for day, stops in enumerate(plan.days) if _free_places(judge, stops)]
    if not days:
        return None
    day = int(rng.choice(days))
    stops = plan.days[day]
    free = _free_places(judge, stops)
    begin = int(rng.integers(len(free)))
    gone = set(free[begin : begin + int(rng.integers(1, LONGEST_RUN + 1))])
    left = tuple(stop for place, stop in enumerate(stops) if place not in gone)
    return judge.judge((*plan.days[:day], left, *plan.days[day + 1 :]))
