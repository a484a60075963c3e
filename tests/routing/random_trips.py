"""Random trips of every kind; the same seed always gives the same trip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.model import (
    UNREACHABLE,
    Break,
    Candidate,
    Limits,
    Pace,
    Preferences,
    StopKind,
    TimeWindow,
    Trip,
    TripDay,
)
from tests.routing.builders import MINUTE, MatrixEngine, at, make_candidate, make_trip

CATEGORIES = ("temple", "craft", "park")


@dataclass(frozen=True)
class Recipe:
    """How large and how nasty a random trip is; the rates are probabilities."""

    spots: int = 6
    hosts: int = 2
    days: int = 1
    required_rate: float = 0.1
    no_way_rate: float = 0.05
    budget_rate: float = 0.3
    metric: bool = False


def random_trip(seed: int, recipe: Recipe) -> tuple[Trip, MatrixEngine]:
    """Return a trip and its engine; the matrix is directed and, unless asked for, no metric."""
    rng = np.random.default_rng(seed)
    nodes = recipe.spots + recipe.hosts + 2
    days = tuple(_day(rng) for _ in range(recipe.days))
    kinds = [StopKind.SPOT] * recipe.spots + [StopKind.LUNCH] * recipe.hosts
    candidates = [_candidate(rng, n + 2, kind, recipe) for n, kind in enumerate(kinds)]
    budget = int(rng.integers(0, 4000)) if rng.random() < recipe.budget_rate else None
    preferences = Preferences(
        categories=frozenset(CATEGORIES[: rng.integers(0, 3)]),
        lesser_known=float(rng.choice([0, 0.3, 0.6, 1])),
        pace=list(Pace)[rng.integers(0, 3)],
    )
    trip = make_trip(
        *candidates, days=days, limits=Limits(cost_minor=budget), preferences=preferences, seed=seed
    )
    return trip, MatrixEngine(_matrix(rng, nodes, recipe))


def _matrix(rng: np.random.Generator, nodes: int, recipe: Recipe) -> NDArray[np.int64]:
    seconds = rng.integers(1, 70 * MINUTE, size=(nodes, nodes))
    if rng.random() < 0.5:
        seconds //= 3
    seconds[rng.random((nodes, nodes)) < recipe.no_way_rate] = UNREACHABLE
    np.fill_diagonal(seconds, 0)
    return shortest(seconds) if recipe.metric else seconds


def shortest(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the times when any node may be passed through, as on streets."""
    for via in range(len(seconds)):
        seconds = np.minimum(seconds, seconds[:, via, None] + seconds[None, via, :])
    return seconds


def _day(rng: np.random.Generator) -> TripDay:
    start_s, length_s = rng.integers(7 * 60, 14 * 60) * 60, rng.integers(2 * 60, 9 * 60) * 60
    lunch = None
    if rng.random() < 0.7:
        earliest_s = int(rng.integers(11 * 60, 13 * 60)) * 60
        lunch = Break(earliest_s, earliest_s + int(rng.integers(45, 150)) * 60, 45 * 60)
    return TripDay(at(0), at(int(rng.integers(0, 2))), int(start_s), int(start_s + length_s), lunch)


def _windows(rng: np.random.Generator) -> tuple[TimeWindow, ...]:
    edges = np.sort(rng.choice(np.arange(7 * 60, 20 * 60, 5), size=4, replace=False)) * 60
    morning, evening = TimeWindow(*edges[:2].tolist()), TimeWindow(*edges[2:].tolist())
    return [(TimeWindow(0, 86_400),), (morning, evening), (evening,), ()][
        rng.choice(4, p=[0.35, 0.3, 0.25, 0.1])
    ]


def _candidate(rng: np.random.Generator, node: int, kind: StopKind, recipe: Recipe) -> Candidate:
    is_spot = kind is StopKind.SPOT
    return make_candidate(
        node,
        kind=StopKind.EXPERIENCE if is_spot and rng.random() < 0.2 else kind,
        visit_s=int(rng.integers(5, 90)) * MINUTE,
        windows=tuple(_windows(rng) for _ in range(recipe.days)),
        categories=(str(rng.choice(CATEGORIES)),),
        interest=float(rng.random()),
        renown=float(rng.random()),
        required=bool(is_spot and rng.random() < recipe.required_rate),
        group=str(rng.choice(["a", "b"])) if rng.random() < 0.3 else None,
        cost_minor=int(rng.choice([0, 0, 500, 1500])),
    )
