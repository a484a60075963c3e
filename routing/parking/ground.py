"""Where a trip's stops are, and how long it takes between them by car and on foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.engines.base import Engine
from routing.geodesy import great_circle_m, points_to_arrays
from routing.model import UNREACHABLE, AccessProfile, Leg, Mode, Point, Snap, TravelTimeMatrix, Trip
from routing.parking.model import ParkingRules

LOTS_PER_STOP: Final = 2
LOT_WITHIN_M: Final = 400.0
"""A car park counts for a stop within this distance in a straight line."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All points of a trip as nodes, with both matrices.

    Parameters
    ----------
    points
        The points of the days' frames, of the candidates and of the car parks, each once.
    drive_ms
        Driving with the cost of parking at the destination, shape (nodes, nodes).
    walk_ms
        Walking as the trip's profile does.
    parks
        For each node the car parks near it, -1 for none; shape (nodes, `LOTS_PER_STOP`).
    """

    points: tuple[Point, ...]
    node_of: dict[Point, int]
    drive_ms: NDArray[np.int32]
    walk_ms: NDArray[np.int32]
    parks: NDArray[np.int64]

    def drive_s(self) -> NDArray[np.int32]:
        """Return whole seconds, rounded up."""
        return TravelTimeMatrix(self.drive_ms).durations_s()

    def walk_s(self) -> NDArray[np.int32]:
        """Return whole seconds, rounded up."""
        return TravelTimeMatrix(self.walk_ms).durations_s()


def survey(
    trip: Trip, driving: Engine, walking: Engine, rules: ParkingRules, lots: Sequence[Point]
) -> Ground:
    """Return the ground of a trip; asks each engine for one matrix."""
    ends = [point for day in trip.days for point in (day.start, day.end)]
    stops = [c.point for c in trip.candidates]
    points = tuple(dict.fromkeys([*ends, *stops, *lots]))
    node_of = {point: node for node, point in enumerate(points)}
    drive_ms = driving.travel_times(points, trip.profile).durations_ms.astype(np.int64)
    drive_ms[drive_ms < UNREACHABLE] += 1000 * rules.overhead_s
    free = [node_of[day.end] for day in trip.days]
    drive_ms[:, free] -= np.where(drive_ms[:, free] < UNREACHABLE, 1000 * rules.overhead_s, 0)
    np.fill_diagonal(drive_ms, 0)
    return Ground(
        points=points,
        node_of=node_of,
        drive_ms=np.minimum(drive_ms, UNREACHABLE).astype(np.int32),
        walk_ms=walking.travel_times(points, trip.profile).durations_ms,
        parks=_parks_near(points, [node_of[lot] for lot in lots]),
    )


def _parks_near(points: Sequence[Point], lots: Sequence[int]) -> NDArray[np.int64]:
    parks = np.full((len(points), LOTS_PER_STOP), -1, dtype=np.int64)
    if not lots:
        return parks
    lat, lon = points_to_arrays(points)
    away_m = great_circle_m(lat[:, None], lon[:, None], lat[None, lots], lon[None, lots])
    nearest = np.argsort(away_m, axis=1, kind="stable")[:, :LOTS_PER_STOP]
    near = np.take_along_axis(away_m, nearest, axis=1) <= LOT_WITHIN_M
    parks[:, : nearest.shape[1]] = np.where(near, np.array(lots)[nearest], -1)
    return parks


@dataclass(frozen=True, slots=True, eq=False)
class TableEngine:
    """An engine that answers from a matrix of the ground, with legs that have only a duration.

    Parameters
    ----------
    helper
        A second engine whose network will do for a point that is off the first one's.
    """

    ground: Ground
    times_ms: NDArray[np.int32]
    driving: Engine
    helper: Engine | None = None

    @property
    def mode(self) -> Mode:
        """By car."""
        return Mode.DRIVE

    @property
    def estimated(self) -> bool:
        """As the driving engine."""
        return self.driving.estimated

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point onto the streets for cars, or else onto those of the helper."""
        snaps = self.driving.snap(points)
        if self.helper is None:
            return snaps
        return tuple(a or b for a, b in zip(snaps, self.helper.snap(points), strict=True))

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest street for cars is."""
        return self.driving.distance_m(point)

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the part of the matrix that holds `points`."""
        nodes = [self.ground.node_of[point] for point in points]
        return TravelTimeMatrix(self.times_ms[np.ix_(nodes, nodes)], self.estimated)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return straight lines with the matrix's durations."""
        node = self.ground.node_of
        return tuple(
            Leg(
                Mode.DRIVE,
                0.0,
                int(self.times_ms[node[a], node[b]]),
                ((a.lon, a.lat), (b.lon, b.lat)),
            )
            for a, b in pairwise(points)
        )
