"""Travel times and ways from a routing server elsewhere, whatever its dialect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from routing.engines.profiles import WalkingRules, rules_for
from routing.engines.snapping import SNAP_LIMIT_M
from routing.errors import EngineUnavailableError, OutsideNetworkError, UnreachableError
from routing.geodesy import great_circle_m, points_to_arrays
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Leg,
    Mode,
    Point,
    Snap,
    TravelTimeMatrix,
)
from routing.networks.speeds import WALKING_KMH

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class StreetWay:
    """A way along streets, from where the origin meets them to where the destination does.

    Parameters
    ----------
    coordinates
        (lon, lat) pairs.
    """

    distance_m: float
    coordinates: tuple[LonLat, ...]
    street_names: tuple[str, ...]


class RoutingServer(Protocol):
    """One server's dialect; every method raises `EngineUnavailableError`.

    Parameters
    ----------
    table_size
        The most origins, and the most destinations, that it takes in one request.
    """

    @property
    def table_size(self) -> int:
        """The most origins, and the most destinations, in one request."""

    def check(self) -> None:
        """Return if the server can be used."""

    def nearest(self, points: Sequence[Point]) -> tuple[Point | None, ...]:
        """Return where each point meets the streets, however far; None where it does not."""

    def table_s(
        self, origins: Sequence[Point], destinations: Sequence[Point], profile: AccessProfile
    ) -> NDArray[np.float64]:
        """Return seconds along streets, one row an origin; NaN where there is no path."""

    def way(self, origin: Point, destination: Point, profile: AccessProfile) -> StreetWay | None:
        """Return the fastest way between two points, None if there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class _Arrival:
    """How n points meet the streets; arrays of shape (n,), infinite where they do not."""

    entries: tuple[Point | None, ...]
    distance_m: NDArray[np.float64]
    time_ms: NDArray[np.float64]
    inside: NDArray[np.bool_]


class RemoteEngine:
    """An `Engine` on a server; like the embedded one, it walks from a point to its street.

    Safe to share between threads.
    """

    def __init__(self, mode: Mode, server: RoutingServer) -> None:
        self._mode = mode
        self._server = server

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._mode

    @property
    def estimated(self) -> bool:
        """False: times come from streets."""
        return False

    def fault(self) -> str | None:
        """Return why the server cannot be used, None when it can."""
        try:
            self._server.check()
        except EngineUnavailableError as error:
            return str(error)
        return None

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point onto the server's streets; None beyond the mode's limit."""
        arrival = self._arrive(points)
        return tuple(
            Snap(entry, float(distance_m)) if entry is not None and inside else None
            for entry, distance_m, inside in zip(
                arrival.entries, arrival.distance_m, arrival.inside, strict=True
            )
        )

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest street is, however far; infinite if the server knows none."""
        return float(self._arrive([point]).distance_m[0])

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the times between all pairs, as the protocol says; asks in blocks.

        Raises
        ------
        EngineUnavailableError
            If the server cannot be used.
        ProfileNotServedError
            If it does not know the profile.
        """
        arrival = self._arrive(points)
        inside = np.flatnonzero(arrival.inside)
        times_ms = np.full((len(points), len(points)), np.inf)
        reached = [points[i] for i in inside.tolist()]
        times_ms[np.ix_(inside, inside)] = self._table_ms(reached, profile)
        times_ms += arrival.time_ms[:, None] + arrival.time_ms[None, :]
        durations_ms = _scaled(times_ms, rules_for(profile, self._mode))
        durations_ms[_same_place(points) & arrival.inside[:, None]] = 0
        np.fill_diagonal(durations_ms, 0)
        return TravelTimeMatrix(durations_ms)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return the ways between consecutive points, as the protocol says.

        Each is asked for alone: a server that passes through several points may avoid turning
        round at them, and would take longer than its own table says.

        Raises
        ------
        OutsideNetworkError
            If a point is off the streets.
        UnreachableError
            If two consecutive points have no path between them.
        EngineUnavailableError
            If the server cannot be used.
        ProfileNotServedError
            If it does not know the profile.
        """
        arrival = self._arrive(points)
        outside = np.flatnonzero(~arrival.inside)
        if len(outside):
            raise OutsideNetworkError({int(i): float(arrival.distance_m[i]) for i in outside})
        return tuple(self._leg(points, arrival, i, profile) for i in range(len(points) - 1))

    def _leg(
        self, points: Sequence[Point], arrival: _Arrival, origin: int, profile: AccessProfile
    ) -> Leg:
        here, there = points[origin], points[origin + 1]
        ends = (_lonlat(here), _lonlat(there))
        if here == there:
            return Leg(self._mode, 0.0, 0, ends)
        way = self._server.way(here, there, profile)
        # The table's time, not the way's: the schedule was made from tables.
        street_ms = _whole_ms(self._server.table_s([here], [there], profile))
        if way is None or np.isinf(street_ms[0, 0]):
            raise UnreachableError(origin, origin + 1)
        stubs = slice(origin, origin + 2)
        time_ms = street_ms + arrival.time_ms[stubs].sum()
        return Leg(
            mode=self._mode,
            distance_m=float(way.distance_m + arrival.distance_m[stubs].sum()),
            duration_ms=int(_scaled(time_ms, rules_for(profile, self._mode))[0, 0]),
            coordinates=_without_repeats((ends[0], *way.coordinates, ends[1])),
            street_names=tuple(dict.fromkeys(name for name in way.street_names if name)),
        )

    def _arrive(self, points: Sequence[Point]) -> _Arrival:
        size = self._server.table_size
        entries = tuple(
            entry
            for i in range(0, len(points), size)
            for entry in self._server.nearest(points[i : i + size])
        )
        lat, lon = points_to_arrays(points)
        there_lat, there_lon = points_to_arrays([e or Point(np.nan, np.nan) for e in entries])
        distance_m = np.nan_to_num(great_circle_m(lat, lon, there_lat, there_lon), nan=np.inf)
        time_ms = np.rint(distance_m / (WALKING_KMH / 3600))
        return _Arrival(entries, distance_m, time_ms, distance_m <= SNAP_LIMIT_M[self._mode])

    def _table_ms(self, points: Sequence[Point], profile: AccessProfile) -> NDArray[np.float64]:
        times_ms = np.full((len(points), len(points)), np.inf)
        size = self._server.table_size
        blocks = [slice(i, i + size) for i in range(0, len(points), size)]
        for rows in blocks:
            for columns in blocks:
                block = self._server.table_s(points[rows], points[columns], profile)
                times_ms[rows, columns] = _whole_ms(block)
        return times_ms


def _whole_ms(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isnan(seconds), np.inf, np.rint(seconds * 1000))


def _scaled(times_ms: NDArray[np.float64], rules: WalkingRules) -> NDArray[np.int32]:
    scaled = np.ceil(times_ms * rules.numerator / rules.denominator)
    return np.minimum(scaled, UNREACHABLE).astype(np.int32)


def _same_place(points: Sequence[Point]) -> NDArray[np.bool_]:
    lat, lon = points_to_arrays(points)
    same: NDArray[np.bool_] = (lat[:, None] == lat) & (lon[:, None] == lon)
    return same


def _lonlat(point: Point) -> LonLat:
    return (point.lon, point.lat)


def _without_repeats(way: tuple[LonLat, ...]) -> tuple[LonLat, ...]:
    kept = (way[0], *(b for a, b in pairwise(way) if a != b))
    return kept if len(kept) > 1 else (way[0], way[-1])
