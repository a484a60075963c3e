"""Small builders for trips, and an engine that answers from a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Break,
    Candidate,
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

HOUR = 3600
MINUTE = 60
ALL_DAY = (TimeWindow(0, 24 * HOUR),)


def at(node: int) -> Point:
    """Return a point that stands for a row of a matrix."""
    return Point(float(node), 0.0)


def hours(opens: float, closes: float) -> TimeWindow:
    return TimeWindow(round(opens * HOUR), round(closes * HOUR))


def noon_lunch(minutes: int = 60) -> Break:
    return Break(round(11.5 * HOUR), round(13.5 * HOUR), minutes * MINUTE)


def make_day(**overrides: Any) -> TripDay:
    """Return a day from 9:00 to 17:00 that begins and ends at node 0."""
    return replace(TripDay(at(0), at(0), 9 * HOUR, 17 * HOUR), **overrides)


def make_candidate(node: int, *, days: int = 1, **overrides: Any) -> Candidate:
    """Return a candidate named after its node, open all day, for half an hour."""
    plain = Candidate(f"c{node}", at(node), 30 * MINUTE, (ALL_DAY,) * days)
    return replace(plain, **overrides)


def make_host(node: int, **overrides: Any) -> Candidate:
    return make_candidate(node, kind=StopKind.LUNCH, **overrides)


def make_trip(*candidates: Candidate, days: Sequence[TripDay] = (), **overrides: Any) -> Trip:
    trip = Trip(Mode.WALK, tuple(days) or (make_day(),), tuple(candidates))
    return replace(trip, **overrides)


@dataclass
class MatrixEngine:
    """An engine whose points are rows of a matrix of seconds, as `at` makes them.

    Parameters
    ----------
    off_network
        Nodes that no street is near.
    """

    seconds: NDArray[np.int64]
    off_network: frozenset[int] = frozenset()
    mode: Mode = Mode.WALK
    estimated: bool = False
    asked_legs: list[tuple[int, int]] = field(default_factory=list)

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        return tuple(None if int(p.lat) in self.off_network else Snap(p, 0.0) for p in points)

    def distance_m(self, point: Point) -> float:
        return 5000.0 if int(point.lat) in self.off_network else 0.0

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        nodes = [int(p.lat) for p in points]
        milliseconds = np.minimum(self.seconds[np.ix_(nodes, nodes)] * 1000, UNREACHABLE)
        return TravelTimeMatrix(milliseconds.astype(np.int32), self.estimated)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        return tuple(self._leg(a, b) for a, b in pairwise(points))

    def _leg(self, origin: Point, destination: Point) -> Leg:
        pair = int(origin.lat), int(destination.lat)
        self.asked_legs.append(pair)
        line = ((origin.lon, origin.lat), (destination.lon, destination.lat))
        seconds = int(self.seconds[pair])
        return Leg(self.mode, float(seconds), seconds * 1000, line, self.estimated)


def engine(minutes: Sequence[Sequence[float]], **overrides: Any) -> MatrixEngine:
    """Return an engine for a matrix of minutes; infinity means that there is no way."""
    table = np.array(minutes, dtype=np.float64) * MINUTE
    seconds = np.where(np.isinf(table), UNREACHABLE, np.nan_to_num(table, posinf=0.0))
    return MatrixEngine(seconds.astype(np.int64), **overrides)


def apart(nodes: int, minutes: float = 10) -> MatrixEngine:
    """Return an engine in which all nodes are equally far from one another."""
    return engine([[0 if a == b else minutes for b in range(nodes)] for a in range(nodes)])
