"""Travel times and legs from a street network held in memory.

Dijkstra's algorithm runs in SciPy's compiled code on integer milliseconds, which double precision
adds exactly. A point enters the network at the nearest node and walks there in a straight line,
by car too: that is the way from the parked car.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from routing.errors import OutsideNetworkError, UnreachableError
from routing.geodesy import great_circle_m, local_xy_m, points_to_arrays
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Leg,
    Mode,
    Point,
    Snap,
    TravelTimeMatrix,
)
from routing.networks.model import EdgeArrays, StreetNetwork

SNAP_LIMIT_M: Final = {Mode.WALK: 300.0, Mode.DRIVE: 600.0}
"""How far from the nearest node a point may lie, in metres."""

ACCESS_SPEED_KMH: Final = 4.8
"""Walking speed between a point and where it enters the network."""

SLOW_WALKER_FACTOR: Final = 1.5
"""How much longer a slow walker takes."""

WHEELCHAIR_MAX_SLOPE: Final = 0.08
"""Steepest street that a wheelchair is sent along, rise over run."""

_NO_NODE: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class _Metric:
    """One profile's view of the streets.

    Parameters
    ----------
    weights_ms
        Sparse (n, n); the quickest of parallel edges.
    edges
        For each stored weight, in its order, the network's edge.
    time_factor
        What times off the network are multiplied by.
    """

    weights_ms: csr_matrix
    edges: NDArray[np.int64]
    time_factor: float

    def edge_between(self, tail: int, head: int) -> int:
        """Return the edge that is travelled from `tail` to its neighbour `head`."""
        start, end = self.weights_ms.indptr[tail : tail + 2]
        place = start + int(np.searchsorted(self.weights_ms.indices[start:end], head))
        return int(self.edges[place])


@dataclass(frozen=True, slots=True, eq=False)
class _Snapped:
    """Points on the network: entry node (`_NO_NODE` where none is near) and metres to it."""

    nodes: NDArray[np.int64]
    distances_m: NDArray[np.float64]

    def access_ms(self, factor: float) -> NDArray[np.int64]:
        """Return the walking time between each point and its node, rounded up."""
        return np.ceil(self.distances_m / (ACCESS_SPEED_KMH / 3.6) * 1000 * factor).astype(np.int64)


class EmbeddedEngine:
    """Travel on one network.

    Parameters
    ----------
    network
        From `routing.street_network.load_network`.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self._network = network
        self._metrics: dict[AccessProfile, _Metric] = {}

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._network.mode

    @property
    def estimated(self) -> bool:
        """Never: these are streets."""
        return False

    @cached_property
    def _lat0(self) -> float:
        return float(np.mean(self._network.nodes.lat))

    @cached_property
    def _tree(self) -> cKDTree:
        nodes = self._network.nodes
        return cKDTree(local_xy_m(nodes.lat, nodes.lon, lat0=self._lat0))

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Bring each point to the nearest node; None beyond `SNAP_LIMIT_M`."""
        snapped = self._snapped(points)
        lat, lon = self._network.nodes.lat, self._network.nodes.lon
        return tuple(
            None
            if node == _NO_NODE
            else Snap(Point(float(lat[node]), float(lon[node])), float(distance_m))
            for node, distance_m in zip(snapped.nodes, snapped.distances_m, strict=True)
        )

    def distance_m(self, point: Point) -> float:
        """Return how far the nearest node is, however far."""
        return float(self._nearest([point])[1][0])

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the times between all pairs; see `Engine.travel_times`."""
        metric = self._metric(profile)
        snapped = self._snapped(points)
        access_ms = snapped.access_ms(metric.time_factor)
        on_network = snapped.nodes != _NO_NODE
        total_ms = self._node_times(metric, snapped.nodes) + access_ms[:, None] + access_ms
        usable = on_network[:, None] & on_network & (total_ms < UNREACHABLE)
        durations_ms = np.where(usable, total_ms, UNREACHABLE).astype(np.int32)
        durations_ms[_same_points(points)] = 0
        return TravelTimeMatrix(durations_ms)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return the ways between consecutive points; see `Engine.legs`."""
        snapped = self._snapped(points)
        off = np.flatnonzero(snapped.nodes == _NO_NODE).tolist()
        if off:
            raise OutsideNetworkError({i: self.distance_m(points[i]) for i in off})
        metric = self._metric(profile)
        return tuple(
            self._leg(metric, points, snapped, origin, destination)
            for origin, destination in pairwise(range(len(points)))
        )

    def _nearest(self, points: Sequence[Point]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        lat, lon = points_to_arrays(points)
        _, nodes = self._tree.query(local_xy_m(lat, lon, lat0=self._lat0))
        node_lat, node_lon = self._network.nodes.lat[nodes], self._network.nodes.lon[nodes]
        return np.asarray(nodes, dtype=np.int64), great_circle_m(lat, lon, node_lat, node_lon)

    def _snapped(self, points: Sequence[Point]) -> _Snapped:
        if not points:
            return _Snapped(np.empty(0, dtype=np.int64), np.empty(0))
        nodes, distances_m = self._nearest(points)
        near = distances_m <= SNAP_LIMIT_M[self.mode]
        return _Snapped(np.where(near, nodes, _NO_NODE), distances_m)

    def _metric(self, profile: AccessProfile) -> _Metric:
        """Return the profile's metric; two threads may both make it, and make the same."""
        wanted = profile if self.mode is Mode.WALK else AccessProfile.NONE
        if wanted not in self._metrics:
            self._metrics[wanted] = _make_metric(self._network, wanted)
        return self._metrics[wanted]

    def _node_times(self, metric: _Metric, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the times between the points' nodes; meaningless rows where there is none."""
        sources, row = np.unique(nodes[nodes != _NO_NODE], return_inverse=True)
        times_ms = np.full((len(nodes), len(nodes)), np.inf)
        if len(sources):
            on_network = np.flatnonzero(nodes != _NO_NODE)
            found = dijkstra(metric.weights_ms, indices=sources)[:, sources]
            times_ms[np.ix_(on_network, on_network)] = found[np.ix_(row, row)]
        return times_ms

    def _leg(
        self,
        metric: _Metric,
        points: Sequence[Point],
        snapped: _Snapped,
        origin: int,
        destination: int,
    ) -> Leg:
        if points[origin] == points[destination]:
            return self._nowhere(points[origin])
        tail, head = int(snapped.nodes[origin]), int(snapped.nodes[destination])
        time_ms, path = _shortest_path(metric, tail, head)
        if path is None:
            raise UnreachableError(origin, destination)
        edges = [metric.edge_between(a, b) for a, b in pairwise(path)]
        access_ms = snapped.access_ms(metric.time_factor)
        arrays = self._network.edges
        return Leg(
            mode=self.mode,
            distance_m=float(
                arrays.length_m[edges].sum()
                + snapped.distances_m[origin]
                + snapped.distances_m[destination]
            ),
            duration_ms=int(time_ms + access_ms[origin] + access_ms[destination]),
            coordinates=_line(points[origin], self._node_line(path, edges), points[destination]),
            street_names=self._street_names(edges),
        )

    def _nowhere(self, point: Point) -> Leg:
        here = (point.lon, point.lat)
        return Leg(mode=self.mode, distance_m=0.0, duration_ms=0, coordinates=(here, here))

    def _node_line(self, path: list[int], edges: list[int]) -> NDArray[np.float64]:
        if edges:
            return np.concatenate([self._network.edges.line(edge) for edge in edges])
        nodes = self._network.nodes
        return np.array([[nodes.lon[path[0]], nodes.lat[path[0]]]])

    def _street_names(self, edges: list[int]) -> tuple[str, ...]:
        along = [
            name for edge in edges for name in self._network.names[self._network.edges.name[edge]]
        ]
        return tuple(name for i, name in enumerate(along) if i == 0 or along[i - 1] != name)


def _same_points(points: Sequence[Point]) -> NDArray[np.bool_]:
    lat, lon = points_to_arrays(points)
    same: NDArray[np.bool_] = (lat[:, None] == lat) & (lon[:, None] == lon)
    return same


def _make_metric(network: StreetNetwork, profile: AccessProfile) -> _Metric:
    factor = SLOW_WALKER_FACTOR if profile is AccessProfile.SLOW_WALKER else 1.0
    edges = network.edges
    usable = np.flatnonzero(_is_usable(edges, profile))
    time_ms = np.ceil(edges.time_ms[usable] * factor)
    tail, head = edges.tail[usable].astype(np.int64), edges.head[usable].astype(np.int64)
    order = np.lexsort((time_ms, head, tail))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
    kept = order[first]
    count = network.node_count
    starts = np.searchsorted(tail[kept], np.arange(count + 1))
    weights = csr_matrix((time_ms[kept], head[kept], starts), shape=(count, count))
    return _Metric(weights, usable[kept], factor)


def _is_usable(edges: EdgeArrays, profile: AccessProfile) -> NDArray[np.bool_]:
    if profile not in (AccessProfile.WHEELCHAIR, AccessProfile.STROLLER):
        return np.ones(len(edges.tail), dtype=bool)
    usable: NDArray[np.bool_] = ~np.asarray(edges.is_steps)
    if profile is AccessProfile.WHEELCHAIR:
        usable &= np.asarray(edges.slope) <= WHEELCHAIR_MAX_SLOPE
    return usable


def _shortest_path(metric: _Metric, tail: int, head: int) -> tuple[float, list[int] | None]:
    """Return the time and the nodes from `tail` to `head`; None where there is no path."""
    times_ms, before = dijkstra(metric.weights_ms, indices=tail, return_predecessors=True)
    if not np.isfinite(times_ms[head]):
        return float("inf"), None
    path = [head]
    while path[-1] != tail:
        path.append(int(before[path[-1]]))
    return float(times_ms[head]), path[::-1]


def _line(
    origin: Point, middle: NDArray[np.float64], destination: Point
) -> tuple[tuple[float, float], ...]:
    """Return origin, streets and destination as (lon, lat), without repeating a point."""
    line = [(origin.lon, origin.lat), *map(tuple, middle.tolist())]
    line.append((destination.lon, destination.lat))
    distinct = [p for i, p in enumerate(line) if i == 0 or line[i - 1] != p]
    return tuple(distinct) if len(distinct) > 1 else (distinct[0], distinct[0])
