"""From asked points to nodes of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from routing.geodesy import great_circle_m, local_xy_m, points_to_arrays
from routing.model import Mode, Point, Snap
from routing.networks.model import StreetNetwork
from routing.networks.speeds import WALKING_KMH

SNAP_LIMIT_M: Final = {Mode.WALK: 300.0, Mode.DRIVE: 600.0}
"""How far from the nearest node a point may lie; one walks farther from a car than from a path."""


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """How n points enter the network, each array of shape (n,).

    Parameters
    ----------
    node
        Index of the nearest node.
    distance_m
        Great-circle distance to it.
    time_ms
        Whole milliseconds to walk there in a straight line.
    inside
        Whether it is near enough.
    """

    node: NDArray[np.int64]
    distance_m: NDArray[np.float64]
    time_ms: NDArray[np.float64]
    inside: NDArray[np.bool_]


class NodeSnapper:
    """Finds nearest nodes of one network."""

    def __init__(self, network: StreetNetwork) -> None:
        self._nodes = network.nodes
        self._limit_m = SNAP_LIMIT_M[network.mode]
        self._lat0 = float(network.nodes.lat.mean())
        self._tree = cKDTree(local_xy_m(network.nodes.lat, network.nodes.lon, lat0=self._lat0))

    def access(self, points: Sequence[Point]) -> Access:
        """Return how each point enters the network."""
        lat, lon = points_to_arrays(points)
        _, found = self._tree.query(local_xy_m(lat, lon, lat0=self._lat0))
        node = np.asarray(found, dtype=np.int64)
        distance_m = great_circle_m(lat, lon, self._nodes.lat[node], self._nodes.lon[node])
        time_ms = np.rint(distance_m / (WALKING_KMH / 3600))
        return Access(node, distance_m, time_ms, distance_m <= self._limit_m)

    def snap(self, access: Access, index: int) -> Snap:
        """Return where one of the points enters."""
        node = access.node[index]
        entry = Point(float(self._nodes.lat[node]), float(self._nodes.lon[node]))
        return Snap(entry, float(access.distance_m[index]))
