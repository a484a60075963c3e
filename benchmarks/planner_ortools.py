"""OR-Tools' routing library on a published case: every visit may be dropped at the price it gives.

The first plan and the weight of the prizes are those that did best for it: prizes that outweigh
every way leave it two points further from the best.

References
----------
Perron, L., Furnon, V. OR-Tools. https://developers.google.com/optimization/routing
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any, Final

import numpy as np
from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import FirstSolutionStrategy as First
from ortools.constraint_solver.routing_enums_pb2 import LocalSearchMetaheuristic as Search

from benchmarks.planner_visits import Visit, visits_of
from benchmarks.published_cases import PublishedCase

PRIZE_WEIGHT: Final = 3.0
"""What the mean prize counts in mean ways."""

WALL_FACTOR: Final = 20
"""Wall clock that a search gets at most, in its budget of processor time."""


def ortools_guided(case: PublishedCase, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes of guided local search."""
    return _solve(case, seconds, seed, Search.GUIDED_LOCAL_SEARCH)


def ortools_tabu(case: PublishedCase, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes of tabu search."""
    return _solve(case, seconds, seed, Search.TABU_SEARCH)


def _solve(case: PublishedCase, seconds: float, seed: int, search: int) -> list[list[int]]:
    until = time.process_time() + seconds
    visits = [visit for of_spot in visits_of(case).values() for visit in of_spot]
    manager = pywrapcp.RoutingIndexManager(len(visits) + 1, case.name.tours, 0)
    model = pywrapcp.RoutingModel(manager)
    _add_clocks(case, visits, manager, model)
    _add_visits(case, visits, manager, model)
    limit = model.solver().CustomLimit(lambda: time.process_time() >= until)
    model.AddSearchMonitor(limit)
    model.solver().ReSeed(seed + 1)
    found = model.SolveWithParameters(_parameters(seconds, search))
    if found is None:
        return []
    return [_route(visits, manager, model, found, tour) for tour in range(case.name.tours)]


def _add_clocks(case: PublishedCase, visits: list[Visit], manager: Any, model: Any) -> None:
    spots = [0, *(visit.spot for visit in visits)]
    ways = case.travel[np.ix_(spots, spots)]
    durations = np.array([case.durations[spot] for spot in spots])
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways.tolist()))
    takes = model.RegisterTransitMatrix((ways + durations[:, None]).tolist())
    model.AddDimension(takes, case.closes, case.closes, False, "clock")
    clock = model.GetDimensionOrDie("clock")
    for tour in range(case.name.tours):
        for end in (model.Start(tour), model.End(tour)):
            clock.CumulVar(end).SetRange(case.opens, case.closes)
    for node, visit in enumerate(visits, 1):
        begin = clock.CumulVar(manager.NodeToIndex(node))
        begin.SetRange(max(0, visit.begins[0].first), min(visit.begins[-1].last, case.closes))
        for before, after in pairwise(visit.begins):
            begin.RemoveInterval(before.last + 1, after.first - 1)


def _add_visits(case: PublishedCase, visits: list[Visit], manager: Any, model: Any) -> None:
    weight = PRIZE_WEIGHT * case.travel.mean() / np.mean(case.prizes[1:])
    nodes: dict[int, list[int]] = {}
    for node, visit in enumerate(visits, 1):
        index = manager.NodeToIndex(node)
        nodes.setdefault(visit.spot, []).append(index)
        if len(visit.tours) < case.name.tours:
            model.VehicleVar(index).SetValues([-1, *visit.tours])
    for spot, indices in nodes.items():
        model.AddDisjunction(indices, case.prizes[spot] * max(1, int(weight)))


def _parameters(seconds: float, search: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = First.LOCAL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = search
    parameters.time_limit.FromMilliseconds(round(seconds * 1000 * WALL_FACTOR))
    return parameters


def _route(visits: list[Visit], manager: Any, model: Any, found: Any, tour: int) -> list[int]:
    route, index = [], found.Value(model.NextVar(model.Start(tour)))
    while not model.IsEnd(index):
        route.append(visits[manager.IndexToNode(index) - 1].spot)
        index = found.Value(model.NextVar(index))
    return route
