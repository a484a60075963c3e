"""How fast the planner is without a map, and how good: `python -m benchmarks.planner_speed`.

Random towns on a plane, 40 places to eat among them, one lunch a day. The default rule is compared
with ten times as many iterations; the machine and its load decide the times, nothing else does.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import (
    AccessProfile,
    Break,
    Candidate,
    Itinerary,
    Leg,
    Mode,
    Point,
    Snap,
    StopKind,
    TimeWindow,
    TravelTimeMatrix,
    Trip,
    TripDay,
)
from routing.planner import default_stop, plan_itinerary
from routing.solver.stop import MaxIterations

HOUR: Final = 3600
HOSTS: Final = 40
TOWN_M: Final = 4000
WALK_M_PER_S: Final = 1.2
DETOUR: Final = 1.3
TOWNS: Final = 3
CASES: Final = ((20, 1), (60, 1), (150, 1), (150, 3), (150, 7))


@dataclass(frozen=True)
class PlaneEngine:
    """Walking at a steady pace on a plane; latitude and longitude are metres."""

    mode: Mode = Mode.WALK
    estimated: bool = True

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Return the points as they are."""
        return tuple(Snap(point, 0.0) for point in points)

    def distance_m(self, point: Point) -> float:
        """Return 0: every point is reachable."""
        return 0.0

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the walking times between all pairs."""
        return TravelTimeMatrix(_milliseconds(points), estimated=True)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return straight legs."""
        table = _milliseconds(points)
        return tuple(
            Leg(self.mode, 0.0, int(table[n, n + 1]), ((a.lon, a.lat), (b.lon, b.lat)))
            for n, (a, b) in enumerate(pairwise(points))
        )


def _milliseconds(points: Sequence[Point]) -> NDArray[np.int32]:
    places = np.array(points)
    metres = np.linalg.norm(places[:, None] - places[None], axis=2) * DETOUR
    return np.asarray(metres / WALK_M_PER_S * 1000, dtype=np.int32)


def make_town(spots: int, days: int, seed: int) -> Trip:
    """Return a trip through a random town."""
    rng = np.random.default_rng(seed)
    middle = Point(TOWN_M / 2, TOWN_M / 2)
    lunch = Break(round(11.5 * HOUR), round(13.5 * HOUR), HOUR)
    day = TripDay(middle, middle, round(9.5 * HOUR), round(17.5 * HOUR), lunch)
    candidates = [_spot(rng, number, days) for number in range(spots)]
    meals = ((TimeWindow(11 * HOUR, 14 * HOUR),),) * days
    hosts = [
        replace(_spot(rng, spots + n, days), kind=StopKind.LUNCH, windows=meals)
        for n in range(HOSTS)
    ]
    return Trip(Mode.WALK, (day,) * days, (*candidates, *hosts), seed=seed)


def _spot(rng: np.random.Generator, number: int, days: int) -> Candidate:
    opens, closes = int(rng.integers(8, 12)), int(rng.integers(15, 21))
    whole = (TimeWindow(opens * HOUR, closes * HOUR),)
    siesta = (TimeWindow(opens * HOUR, 12 * HOUR), TimeWindow(13 * HOUR, closes * HOUR))
    return Candidate(
        id=str(number),
        point=Point(*(rng.random(2) * TOWN_M).tolist()),
        visit_s=int(rng.choice([10, 20, 25, 30, 40, 60])) * 60,
        windows=(whole if rng.random() < 0.85 else siesta,) * days,
        interest=float(rng.random()),
        renown=float(rng.random()),
    )


def _measure(trip: Trip, patience: int) -> tuple[float, Itinerary]:
    stop = MaxIterations(patience * default_stop(trip).iterations)
    begun = time.perf_counter()
    answer = plan_itinerary(trip, PlaneEngine(), stop=stop)
    seconds = time.perf_counter() - begun
    assert isinstance(answer, Itinerary)
    return seconds, answer


def main() -> None:
    """Print the table."""
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(f"mean of {TOWNS} towns; the usual iterations against ten times as many")
    print("candidates  days  seconds  stops  prize  gap to the longer search")
    for spots, days in CASES:
        towns = [make_town(spots, days, seed) for seed in range(TOWNS)]
        usual = [_measure(town, 1) for town in towns]
        patient = [_measure(town, 10) for town in towns]
        seconds = sum(s for s, _ in usual) / TOWNS
        stops = sum(len(d.visits) for _, a in usual for d in a.days) / TOWNS
        score, best = (sum(a.score for _, a in runs) / TOWNS for runs in (usual, patient))
        gap = 100 * (1 - score / best)
        print(f"{spots:10}  {days:4}  {seconds:7.2f}  {stops:5.1f}  {score:5.0f}  {gap:.2f} %")


if __name__ == "__main__":
    main()
