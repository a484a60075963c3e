"""PyVRP on a published case: vehicle routing in which every client may be left out.

A tour is a vehicle. Where hours differ between tours, each has its own table of ways, on which a
spot that is closed lies too far away for any day.

References
----------
Wouda, N. A., Lan, L., Kool, W. (2024). PyVRP: a high-performance VRP solver package.
https://doi.org/10.1287/ijoc.2023.0055
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyvrp
from numpy.typing import NDArray

from benchmarks.planner_visits import Visit, visits_of
from benchmarks.published_cases import PublishedCase

SHORT_HISTORY: Final = 50
"""Solutions that late acceptance compares with, when tuned for short runs; 300 by default."""


@dataclass(frozen=True)
class Until:
    """End when a moment of processor time has come."""

    moment: float

    def __call__(self, best_cost: int) -> bool:
        """Return whether it has come."""
        return time.process_time() >= self.moment


def pyvrp_default(case: PublishedCase, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes that PyVRP finds as it comes."""
    return _solve(case, seconds, seed, pyvrp.SolveParams())


def pyvrp_tuned(case: PublishedCase, seconds: float, seed: int) -> list[list[int]]:
    """Return the routes that PyVRP finds when it accepts more greedily, as short runs need."""
    search = pyvrp.IteratedLocalSearchParams(history_length=SHORT_HISTORY)
    return _solve(case, seconds, seed, pyvrp.SolveParams(ils=search))


def _solve(
    case: PublishedCase, seconds: float, seed: int, params: pyvrp.SolveParams
) -> list[list[int]]:
    stop = Until(time.process_time() + seconds)
    by_spot = visits_of(case)
    visits = [visit for group in by_spot.values() for visit in group for _ in visit.begins]
    clients, groups = _clients(case, by_spot)
    tables: list[Any] = _tables(case, visits)  # its stubs have arrays of another kind
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0)] * (len(visits) + 1),
        clients,
        [pyvrp.Depot(0)],
        _vehicles(case, len(tables)),
        tables,
        tables,
        groups,
    )
    result = pyvrp.solve(data, stop, seed=seed, collect_stats=False, params=params)
    return _routes(case, visits, result.best) if result.is_feasible() else []


def _clients(
    case: PublishedCase, by_spot: dict[int, list[Visit]]
) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
    """Return a client for each window of each visit; those of one spot exclude one another."""
    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    for spot, visits in by_spot.items():
        windows = [begin for visit in visits for begin in visit.begins]
        group = len(groups) if len(windows) > 1 else None
        if group is not None:
            numbers = range(len(clients), len(clients) + len(windows))
            groups.append(pyvrp.ClientGroup(list(numbers), required=False))
        clients += [
            pyvrp.Client(
                len(clients) + rank,
                service_duration=case.durations[spot],
                tw_early=max(0, first),
                tw_late=last,
                prize=case.prizes[spot] * _prize_weight(case),
                required=False,
                group=group,
            )
            for rank, (first, last) in enumerate(windows, 1)
        ]
    return clients, groups


def _prize_weight(case: PublishedCase) -> int:
    """Return what makes any prize outweigh all time there is."""
    return (case.closes - case.opens) * case.name.tours


def _tables(case: PublishedCase, visits: list[Visit]) -> list[NDArray[np.int64]]:
    """Return the ways between the start and all visits; one table if all tours are alike."""
    nodes = [0, *(visit.spot for visit in visits)]
    ways = case.travel[np.ix_(nodes, nodes)]
    if _are_alike(case, visits):
        return [ways]
    return [_table(case, visits, ways, tour) for tour in range(case.name.tours)]


def _are_alike(case: PublishedCase, visits: list[Visit]) -> bool:
    """Return whether every visit fits to every tour."""
    return all(len(visit.tours) == case.name.tours for visit in visits)


def _table(
    case: PublishedCase, visits: list[Visit], ways: NDArray[np.int64], tour: int
) -> NDArray[np.int64]:
    closed = [node for node, visit in enumerate(visits, 1) if tour not in visit.tours]
    table = ways.copy()
    table[:, closed] = 2 * case.closes
    np.fill_diagonal(table, 0)
    return table


def _vehicles(case: PublishedCase, tables: int) -> list[pyvrp.VehicleType]:
    number = case.name.tours // tables
    return [
        pyvrp.VehicleType(number, tw_early=case.opens, tw_late=case.closes, profile=table)
        for table in range(tables)
    ]


def _routes(case: PublishedCase, visits: list[Visit], found: pyvrp.Solution) -> list[list[int]]:
    """Return the routes by tour; vehicles of one kind may serve any tour."""
    routes: list[list[int]] = [[] for _ in range(case.name.tours)]
    alike = _are_alike(case, visits)
    for number, route in enumerate(found.routes()):
        tour = number if alike else route.vehicle_type()
        routes[tour] = [visits[a.idx].spot for a in route.schedule() if a.is_client()]
    return routes
