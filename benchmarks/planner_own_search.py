"""The planner's own search on a published case."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.published_cases import PublishedCase
from routing.solver.problem import SAME_NODE, BeginWindow, DayFrame, Item, Problem, Terms
from routing.solver.search import search
from routing.solver.stop import MaxRuntime, Watch

NO_BREAKS = (Terms(0, 0, ()), Terms(SAME_NODE, 0, ())) * 2
"""Rest and lunch, at the end and in place: never."""


@dataclass(frozen=True)
class Rest:
    """End after what is left of `seconds` since `begun`: preparing the search counts as well."""

    begun: float
    seconds: float
    clock: Callable[[], float]

    def start(self) -> Watch:
        """Begin to watch one search."""
        left = self.begun + self.seconds - self.clock()
        return MaxRuntime(max(0.0, left), self.clock).start()


def own_search(case: PublishedCase, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes that our search finds within so many seconds of processor time."""
    rule = Rest(time.process_time(), seconds, time.process_time)
    plan = search(problem_of(case), rule, seed)
    if plan is None:
        raise AssertionError("nothing is required, so that there always is a plan")
    return [[item + 1 for item in day.stops] for day in plan]


def problem_of(case: PublishedCase) -> Problem:
    """Return a case as the solver sees it; a second is a unit of the case."""
    frame = DayFrame(start=0, end=0, start_s=case.opens, end_s=case.closes, lunch=None)
    return Problem(
        travel_s=case.travel,
        rows=case.travel.tolist(),
        days=(frame,) * case.name.tours,
        items=tuple(Item(prize, 0, required=False, group=None) for prize in case.prizes[1:]),
        terms=tuple(_terms(case, tour) for tour in range(case.name.tours)),
    )


def _terms(case: PublishedCase, tour: int) -> list[Terms]:
    spots = range(1, case.spots + 1)
    visits = (
        Terms(spot, case.durations[spot], tuple(BeginWindow(*b) for b in case.begins[tour][spot]))
        for spot in spots
    )
    return [*visits, *NO_BREAKS]
