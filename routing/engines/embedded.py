"""Travel times and ways on a street network held in this process."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routing.engines.profiles import WalkingRules, rules_for
from routing.engines.shortest_paths import TimeGraph
from routing.engines.snapping import Access, NodeSnapper
from routing.errors import OutsideNetworkError, UnreachableError
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Leg,
    Mode,
    Point,
    Snap,
    TravelTimeMatrix,
)
from routing.networks.model import StreetNetwork


class EmbeddedEngine:
    """Shortest times on one network, exact to the millisecond.

    A point enters the network at its nearest node, on foot in a straight line also when driving;
    that stub counts in time, distance and geometry. Safe to share between threads.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self._network = network
        self._snapper = NodeSnapper(network)
        self._graphs: dict[WalkingRules, TimeGraph] = {}
        self._lock = threading.Lock()

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._network.mode

    @property
    def estimated(self) -> bool:
        """False: times come from streets."""
        return False

    @property
    def network(self) -> StreetNetwork:
        """The streets it travels on."""
        return self._network

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point to its nearest node; None where that lies beyond the mode's limit."""
        access = self._snapper.access(points)
        return tuple(
            self._snapper.snap(access, i) if access.inside[i] else None for i in range(len(points))
        )

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest node is, however far; metres."""
        return float(self._snapper.access([point]).distance_m[0])

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the times between all pairs.

        A point off the network is unreachable from and to every other; each point is 0 ms from
        itself, and points of the network at the very same coordinates are 0 ms apart.
        """
        rules = rules_for(profile, self.mode)
        access = self._snapper.access(points)
        between_ms = self._graph(rules).times_ms(access.node)
        total_ms = access.time_ms[:, None] + between_ms + access.time_ms[None, :]
        total_ms = _scaled(total_ms, rules)
        total_ms[_same_place(points)] = 0
        total_ms[~access.inside, :] = np.inf
        total_ms[:, ~access.inside] = np.inf
        np.fill_diagonal(total_ms, 0)
        durations_ms = np.where(np.isfinite(total_ms), total_ms, UNREACHABLE)
        return TravelTimeMatrix(durations_ms.astype(np.int32))

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return the ways between consecutive points, one fewer than there are points.

        Raises
        ------
        OutsideNetworkError
            If a point is off the network.
        UnreachableError
            If two consecutive points have no path between them.
        """
        rules = rules_for(profile, self.mode)
        access = self._snapper.access(points)
        outside = np.flatnonzero(~access.inside)
        if len(outside):
            raise OutsideNetworkError({int(i): float(access.distance_m[i]) for i in outside})
        return tuple(self._leg(points, access, i, rules) for i in range(len(points) - 1))

    def _leg(
        self, points: Sequence[Point], access: Access, origin: int, rules: WalkingRules
    ) -> Leg:
        here, there = points[origin], points[origin + 1]
        if here == there:
            return Leg(self.mode, 0.0, 0, (_lonlat(here), _lonlat(there)))
        ends = slice(origin, origin + 2)
        tail, head = (int(node) for node in access.node[ends])
        path = self._graph(rules).path(tail, head)
        if path is None:
            raise UnreachableError(origin, origin + 1)
        time_ms = access.time_ms[ends].sum() + path.time_ms
        street_m = self._network.edges.length_m[path.edges].sum()
        return Leg(
            mode=self.mode,
            distance_m=float(access.distance_m[ends].sum() + street_m),
            duration_ms=int(_scaled(np.array([time_ms]), rules)[0]),
            coordinates=self._coordinates(here, there, tail, path.edges),
            street_names=self._street_names(path.edges),
        )

    def _graph(self, rules: WalkingRules) -> TimeGraph:
        with self._lock:
            if rules not in self._graphs:
                self._graphs[rules] = TimeGraph(self._network, self._passable(rules))
            return self._graphs[rules]

    def _passable(self, rules: WalkingRules) -> NDArray[np.bool_]:
        edges = self._network.edges
        gentle = edges.slope <= rules.max_slope
        return gentle if rules.steps_allowed else gentle & ~edges.is_steps

    def _coordinates(
        self, here: Point, there: Point, start: int, edges: NDArray[np.int64]
    ) -> tuple[tuple[float, float], ...]:
        nodes = self._network.nodes
        way = [_lonlat(here), (float(nodes.lon[start]), float(nodes.lat[start]))]
        for edge in edges:
            way.extend((lon, lat) for lon, lat in self._network.edges.line(edge).tolist())
        way.append(_lonlat(there))
        return _without_repeats(way)

    def _street_names(self, edges: NDArray[np.int64]) -> tuple[str, ...]:
        indices = self._network.edges.name[edges]
        names = (name for index in indices for name in self._network.names[index])
        return tuple(dict.fromkeys(names))


def _scaled(time_ms: NDArray[np.float64], rules: WalkingRules) -> NDArray[np.float64]:
    return np.ceil(time_ms * rules.numerator / rules.denominator)


def _same_place(points: Sequence[Point]) -> NDArray[np.bool_]:
    table = np.array(points, dtype=np.float64).reshape(len(points), 2)
    same: NDArray[np.bool_] = (table[:, None, :] == table[None, :, :]).all(axis=2)
    return same


def _lonlat(point: Point) -> tuple[float, float]:
    return (point.lon, point.lat)


def _without_repeats(way: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Drop consecutive repetitions, but keep two coordinates."""
    kept = [way[0], *(b for a, b in pairwise(way) if a != b)]
    return tuple(kept) if len(kept) > 1 else (way[0], way[-1])
