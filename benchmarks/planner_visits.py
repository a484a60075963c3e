"""What may be visited, as solvers of vehicle routing want it: one visit for each set of hours."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.published_cases import Begins, PublishedCase


@dataclass(frozen=True)
class Visit:
    """One spot in the hours that it has on some tours; other hours make another visit.

    Parameters
    ----------
    tours
        On which tours it has these hours.
    begins
        When it may begin, in order; never empty.
    """

    spot: int
    tours: tuple[int, ...]
    begins: tuple[Begins, ...]


def visits_of(case: PublishedCase) -> dict[int, list[Visit]]:
    """Return the visits of each spot that is open at all; they exclude one another."""
    found = {spot: _visits(case, spot) for spot in range(1, case.spots + 1)}
    return {spot: visits for spot, visits in found.items() if visits}


def _visits(case: PublishedCase, spot: int) -> list[Visit]:
    hours: dict[tuple[Begins, ...], list[int]] = {}
    for tour in range(case.name.tours):
        if begins := case.begins[tour][spot]:
            hours.setdefault(begins, []).append(tour)
    return [Visit(spot, tuple(tours), begins) for begins, tours in hours.items()]
