"""What choosing among a shortlist loses against choosing among all.

`python -m benchmarks.shortlist_loss [cases]` draws regions of 10,000 spots, even and clustered, by
foot and by car, and takes the real ones of Yamaguchi where the municipal files are beside the
project. What is lost is told against the best plan known of that day: the best of every shortlist,
and of ten times as long a search among the `REFERENCE` nearest and the `REFERENCE` shortlisted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.measuring import machine
from routing.engines.estimate import EstimateEngine
from routing.geodesy import great_circle_m
from routing.model import (
    Candidate,
    Itinerary,
    Mode,
    Pace,
    Point,
    Preferences,
    TimeWindow,
    Trip,
    TripDay,
)
from routing.planner import default_stop, plan_itinerary
from routing.prospects import prospects_of
from routing.shortlist import Wish, shortlist
from routing.solver.stop import MaxIterations

HOUR: Final = 3600
SPOTS: Final = 10_000
SIZES: Final = (100, 150, 200, 300)
REFERENCE: Final = 1000
PATIENCE: Final = 10
MIDDLE: Final = Point(35.0, 135.0)
VISIT_MINUTES: Final = {
    "temple": 30,
    "shrine": 25,
    "museum": 60,
    "park": 30,
    "craft": 40,
    "viewpoint": 20,
    "historic": 25,
    "shop": 25,
    "garden": 40,
    "art": 10,
}
KINDS: Final = tuple(VISIT_MINUTES)
REGION_M: Final = {Mode.WALK: 8_000.0, Mode.DRIVE: 30_000.0}


@dataclass
class Outcome:
    """What one way of choosing gave over the cases."""

    losses: list[float]
    choosing_ms: list[float]
    planning_ms: list[float]


def draw_trip(seed: int, mode: Mode, *, clustered: bool) -> Trip:
    """Return a day in a region of 10,000 random spots."""
    rng = np.random.default_rng(seed)
    spread_m = REGION_M[mode]
    places = rng.uniform(-spread_m, spread_m, (SPOTS, 2))
    if clustered:
        centres = rng.uniform(-spread_m, spread_m, (60, 2))
        sizes = rng.uniform(0.01, 0.06, 60) * spread_m
        own = rng.choice(60, SPOTS, p=rng.dirichlet(np.full(60, 0.7)))
        places = centres[own] + rng.normal(size=(SPOTS, 2)) * sizes[own, None]
    points = [Point(MIDDLE.lat + y / 111_200, MIDDLE.lon + x / 91_100) for x, y in places.tolist()]
    candidates = tuple(_spot(rng, n, point) for n, point in enumerate(points))
    return _day_trip(mode, candidates, points[int(rng.integers(SPOTS))], rng)


def _spot(rng: np.random.Generator, number: int, point: Point) -> Candidate:
    kind = str(rng.choice(KINDS))
    opens, closes = int(rng.integers(8, 12)), int(rng.integers(15, 20))
    minutes = VISIT_MINUTES[kind]
    return Candidate(
        id=str(number),
        point=point,
        visit_s=minutes * 60,
        windows=((TimeWindow(opens * HOUR, closes * HOUR),) if rng.random() < 0.85 else (),),
        categories=(kind,),
        interest=min(1.0, minutes / 75) * (0.8 if rng.random() < 0.5 else 1.0),
        renown=float(rng.beta(1, 3)),
        group=str(number),
    )


def _day_trip(
    mode: Mode, candidates: tuple[Candidate, ...], start: Point, rng: np.random.Generator
) -> Trip:
    day = TripDay(start, start, round(9.5 * HOUR), round(17.5 * HOUR))
    liked = frozenset(rng.choice(KINDS, int(rng.integers(0, 4)), replace=False).tolist())
    preferences = Preferences(liked, float(rng.choice([0, 0.3, 0.6, 1])), Pace.NORMAL)
    return Trip(mode, (day,), candidates, preferences, seed=1)


def real_trips(folder: Path, cases: int) -> Iterator[Trip]:
    """Yield days by car among the spots that the municipal files name."""
    from server.spots.listed_spots import ListSource, read_spot_list

    source = ListSource("x", "x", "x")
    records = {}
    for file in sorted(folder.glob("*_tourism.csv")):
        for record in read_spot_list(file.read_bytes(), file.name, source).records:
            records[round(record.lat, 4), round(record.lon, 4), record.categories[0]] = record
    for seed in range(cases):
        rng = np.random.default_rng(seed)
        candidates = tuple(
            replace(
                _spot(rng, n, Point(record.lat, record.lon)),
                categories=record.categories,
            )
            for n, record in enumerate(records.values())
        )
        start = candidates[int(rng.integers(len(candidates)))].point
        yield _day_trip(Mode.DRIVE, candidates, start, rng)


def _shortlisted(trip: Trip, size: int) -> Trip:
    prospects = prospects_of(trip.candidates, trip.preferences)
    wish = Wish(trip.mode, trip.days, size, trip.preferences.lesser_known)
    return replace(
        trip, candidates=tuple(trip.candidates[n] for n in shortlist(prospects, wish).kept)
    )


def _nearest(trip: Trip, size: int) -> Trip:
    """Return what a plain rule would keep, for comparison: the nearest to the start."""
    start = trip.days[0].start
    lat = np.array([c.point.lat for c in trip.candidates])
    lon = np.array([c.point.lon for c in trip.candidates])
    order = np.argsort(great_circle_m(lat, lon, start.lat, start.lon), kind="stable")[:size]
    return replace(trip, candidates=tuple(trip.candidates[n] for n in order))


def _score(trip: Trip, patience: int = 1) -> int:
    stop = MaxIterations(patience * default_stop(trip).iterations)
    answer = plan_itinerary(trip, EstimateEngine(trip.mode), stop=stop)
    assert isinstance(answer, Itinerary)
    return answer.score


def _patient_scores(trip: Trip) -> Iterator[int]:
    """Yield what ten times as long a search finds among far more places."""
    for wide in (_shortlisted(trip, REFERENCE), _nearest(trip, REFERENCE)):
        yield _score(wide, PATIENCE)


def _ways() -> dict[str, Callable[[Trip], Trip]]:
    lists: dict[str, Callable[[Trip], Trip]] = {
        f"shortlist {size}": lambda trip, size=size: _shortlisted(trip, size) for size in SIZES
    }
    return {"nearest 150": lambda trip: _nearest(trip, 150), **lists}


def measure(trips: list[Trip]) -> dict[str, Outcome]:
    """Return how each way of choosing fared."""
    outcomes = {name: Outcome([], [], []) for name in _ways()}
    for trip in trips:
        scores = {}
        for name, choose in _ways().items():
            begun = time.perf_counter()
            small = choose(trip)
            chosen = time.perf_counter()
            scores[name] = _score(small)
            outcomes[name].choosing_ms.append((chosen - begun) * 1000)
            outcomes[name].planning_ms.append((time.perf_counter() - chosen) * 1000)
        best = max(*scores.values(), *_patient_scores(trip))
        for name, score in scores.items():
            outcomes[name].losses.append(100 * (1 - score / best))
    return outcomes


def _pure_choice_ms(trip: Trip, size: int) -> float:
    prospects = prospects_of(trip.candidates, trip.preferences)
    wish = Wish(trip.mode, trip.days, size, trip.preferences.lesser_known)
    begun = time.perf_counter()
    for _ in range(5):
        shortlist(prospects, wish)
    return (time.perf_counter() - begun) * 200


def main() -> None:
    """Print the table."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(machine())
    towns = {
        f"{mode}, {'clustered' if clustered else 'even'}": [
            draw_trip(seed, mode, clustered=clustered) for seed in range(cases)
        ]
        for mode in Mode
        for clustered in (False, True)
    }
    folder = Path(os.environ.get("YORIMICHI_SHARED_DATA", "")) / "opendata"
    if folder.is_dir():
        towns["drive, real"] = list(real_trips(folder, cases))
    table = Table("region", "chosen", "mean loss", "worst", "columns + choice", "plan")
    for town, trips in towns.items():
        for name, outcome in measure(trips).items():
            mean, worst = np.mean(outcome.losses), np.max(outcome.losses)
            times = [f"{np.median(t):.0f} ms" for t in (outcome.choosing_ms, outcome.planning_ms)]
            table.add_row(town, name, f"{mean:.2f} %", f"{worst:.2f} %", *times)
    Console(width=110).print(table)
    trip = next(iter(towns.values()))[0]
    print(f"the choice alone, 150 of {SPOTS}: {_pure_choice_ms(trip, 150):.1f} ms")


if __name__ == "__main__":
    main()
