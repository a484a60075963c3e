"""Random trips of every kind; the same seed always gives the same trip."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    rest_rate: float = 0.0
    limit_rate: float = 0.0
    crowd_rate: float = 0.0
    diversity_rate: float = 0.0


def random_trip(seed: int, recipe: Recipe) -> tuple[Trip, MatrixEngine]:
    """Return a trip and its engine; the matrix is directed and, unless asked for, no metric."""
    rng = np.random.default_rng(seed)
    nodes = recipe.spots + recipe.hosts + 2
    days = tuple(_day(rng, recipe) for _ in range(recipe.days))
    kinds = [StopKind.SPOT] * recipe.spots + [_host_kind(n, recipe) for n in range(recipe.hosts)]
    candidates = [_candidate(rng, n + 2, kind, recipe) for n, kind in enumerate(kinds)]
    budget = int(rng.integers(0, 4000)) if rng.random() < recipe.budget_rate else None
    preferences = Preferences(
        categories=frozenset(CATEGORIES[: rng.integers(0, 3)]),
        lesser_known=float(rng.choice([0, 0.3, 0.6, 1])),
        pace=list(Pace)[rng.integers(0, 3)],
        freshness=_strength(rng, recipe.crowd_rate),
        avoid_crowds=_strength(rng, recipe.crowd_rate),
        diversity=_strength(rng, recipe.diversity_rate),
    )
    limits = replace(_limits(rng, recipe), cost_minor=budget)
    trip = make_trip(*candidates, days=days, limits=limits, preferences=preferences, seed=seed)
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


def _strength(rng: np.random.Generator, rate: float) -> float:
    return float(rng.choice([0.3, 1.0])) if rate and rng.random() < rate else 0.0


def _host_kind(number: int, recipe: Recipe) -> StopKind:
    return StopKind.REST if recipe.rest_rate and number % 2 else StopKind.LUNCH


def _limits(rng: np.random.Generator, recipe: Recipe) -> Limits:
    if not recipe.limit_rate or rng.random() >= recipe.limit_rate:
        return Limits()
    travel_s, visits = int(rng.integers(40, 200)) * MINUTE, int(rng.integers(1, 6))
    share, cost = float(rng.choice([0.1, 0.2, 0.4])), int(rng.integers(0, 3000))
    chosen = rng.random(4) < 0.5
    return Limits(
        cost_minor=cost if chosen[0] else None,
        travel_s=travel_s if chosen[1] else None,
        visits=visits if chosen[2] else None,
        category_share=share if chosen[3] else None,
    )


def _day(rng: np.random.Generator, recipe: Recipe) -> TripDay:
    start_s, length_s = rng.integers(7 * 60, 14 * 60) * 60, rng.integers(2 * 60, 9 * 60) * 60
    lunch = None
    if rng.random() < 0.7:
        earliest_s = int(rng.integers(11 * 60, 13 * 60)) * 60
        lunch = Break(earliest_s, earliest_s + int(rng.integers(45, 150)) * 60, 45 * 60)
    end = at(int(rng.integers(0, 2)))
    rest = None
    if recipe.rest_rate and rng.random() < recipe.rest_rate:
        earliest_s = int(rng.integers(10 * 60, 16 * 60)) * 60
        rest = Break(earliest_s, earliest_s + int(rng.integers(20, 120)) * 60, 20 * 60)
    return TripDay(
        at(0), end, int(start_s), int(start_s + length_s), lunch, rest, _limits(rng, recipe)
    )


def _windows(rng: np.random.Generator) -> tuple[TimeWindow, ...]:
    edges = np.sort(rng.choice(np.arange(7 * 60, 20 * 60, 5), size=4, replace=False)) * 60
    morning, evening = TimeWindow(*edges[:2].tolist()), TimeWindow(*edges[2:].tolist())
    return [(TimeWindow(0, 86_400),), (morning, evening), (evening,), ()][
        rng.choice(4, p=[0.35, 0.3, 0.25, 0.1])
    ]


def _candidate(rng: np.random.Generator, node: int, kind: StopKind, recipe: Recipe) -> Candidate:
    is_spot = kind is StopKind.SPOT
    crowding: tuple[tuple[float, ...], ...] = ()
    freshness = 0.0
    if recipe.crowd_rate and rng.random() < 0.8:
        crowding = tuple(tuple(row) for row in rng.random((recipe.days, 24)).tolist())
        freshness = float(rng.random())
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
        freshness=freshness,
        crowding=crowding,
    )
