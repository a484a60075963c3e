"""The streets of a network as one kind of traveller may use them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.engines.known_points import KnownPoint, KnownPoints
from routing.geodesy import points_to_arrays
from routing.hierarchy.model import Int32Array, Metric, Topology
from routing.hierarchy.queries import (
    Path,
    join_labels,
    label,
    matrix,
    one_to_all,
    shortest_path,
    split_labels,
)
from routing.model import Point
from routing.snapping.model import NO_STREET, Candidates, Ties
from routing.snapping.snapper import Snapper, seeds_of
from routing.snapping.tie_kernels import stay_on_streets


class Ground:
    """Exact times between points under one metric; safe to share between threads.

    Parameters
    ----------
    open_ms, edge_ms
        Weights of the edges, read-only: of everybody, which decide what is on the network at all,
        and of this metric, with `NO_WAY` for closed edges.
    """

    def __init__(
        self,
        snapper: Snapper,
        topology: Topology,
        metric: Metric,
        *,
        open_ms: Int32Array,
        edge_ms: Int32Array,
    ) -> None:
        self._snapper, self._topology, self._metric = snapper, topology, metric
        self._open_ms, self._edge_ms = open_ms, edge_ms
        self._known = KnownPoints(self._get_to_know)

    def times_ms(self, points: Sequence[Point]) -> tuple[Int32Array, NDArray[np.bool_]]:
        """Return the times between all pairs, and which of the points are on the network."""
        known = self._known.find(points)
        inside = np.array([each.is_inside for each in known], dtype=bool)
        if not known:
            return np.zeros((0, 0), dtype=np.int32), inside
        labels = join_labels([each.label for each in known])
        positions = np.stack([each.position for each in known])
        times_ms = matrix(labels, labels)
        stay_on_streets(positions, positions, times_ms)
        return times_ms, inside

    def node_times_ms(self, point: Point) -> Int32Array:
        """Return the times from a point to every node."""
        (known,) = self._known.find([point])
        return one_to_all(self._topology, self._metric, join_labels([known.label]))

    def enter(self, points: Sequence[Point]) -> tuple[Candidates, Ties, NDArray[np.bool_]]:
        """Return how points enter the network, and which of them are on it."""
        lat, lon = points_to_arrays(points)
        candidates = self._snapper.candidates(lat, lon, self._edge_ms)
        inside = candidates.street[:, 0] != NO_STREET
        if self._edge_ms is not self._open_ms and not inside.all():
            inside = self._snapper.candidates(lat, lon, self._open_ms).street[:, 0] != NO_STREET
        return candidates, self._snapper.ties(candidates, self._edge_ms), inside

    def path(self, ties: Ties, origin: int, destination: int) -> Path | None:
        """Return the quickest way by the nodes of the network, None if there is none."""
        return shortest_path(self._topology, self._metric, seeds_of(ties), origin, destination)

    def _get_to_know(self, points: list[Point]) -> list[KnownPoint]:
        _, ties, inside = self.enter(points)
        labels = split_labels(label(self._topology, self._metric, seeds_of(ties)))
        positions = [position.copy() for position in ties.position]
        return list(map(KnownPoint, inside.tolist(), labels, positions))
