"""An answer to a published case, judged by its own rules; it shares no code with any solver."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.published_cases import PublishedCase

Routes = Sequence[Sequence[int]]
"""The spots of each tour in order, without the 0 at either end."""


class InfeasibleError(Exception):
    """An answer breaks a rule of its case."""


def verified_value(case: PublishedCase, routes: Routes) -> int:
    """Return the sum of the prizes.

    Raises
    ------
    InfeasibleError
        If there are too many tours, a spot is unknown or visited twice, a visit begins outside its
        windows, or a tour is back too late.
    """
    if len(routes) > case.name.tours:
        raise InfeasibleError(f"{len(routes)} tours, {case.name.tours} allowed")
    visited = [spot for route in routes for spot in route]
    if len(set(visited)) < len(visited):
        raise InfeasibleError("a spot is visited twice")
    if not all(1 <= spot <= case.spots for spot in visited):
        raise InfeasibleError("there is no such spot")
    for tour, route in enumerate(routes):
        _follow(case, tour, route)
    return sum(case.prizes[spot] for spot in visited)


def _follow(case: PublishedCase, tour: int, route: Sequence[int]) -> None:
    """Walk a tour by the clock, waiting where it is too early."""
    place, clock = 0, case.opens
    for spot in route:
        clock += int(case.travel[place, spot])
        clock = _begin(case, tour, spot, clock) + case.durations[spot]
        place = spot
    clock += int(case.travel[place, 0])
    if clock > case.closes:
        raise InfeasibleError(f"tour {tour} is back at {clock}, allowed until {case.closes}")


def _begin(case: PublishedCase, tour: int, spot: int, clock: int) -> int:
    possible = [
        max(clock, first) for first, last in case.begins[tour][spot] if max(clock, first) <= last
    ]
    if not possible:
        raise InfeasibleError(f"tour {tour} reaches spot {spot} at {clock}, too late to begin")
    return min(possible)
