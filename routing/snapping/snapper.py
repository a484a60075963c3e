"""From points to streets, and from streets to nodes."""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.hierarchy.model import Int32Array, Seeds, read_only, sealed
from routing.networks.model import StreetNetwork
from routing.networks.speeds import WALKING_KMH
from routing.snapping.model import NO_STREET, Candidates, FloatArray, Lines, StreetGrid, Ties
from routing.snapping.nearest_kernels import find_streets
from routing.snapping.tie_kernels import write_ties

MOST_CANDIDATES: Final = 3

CANDIDATE_SLACK_M: Final = 20.0
"""A street this much farther than the nearest one may be entered instead: coordinates of spots are
good to a dozen metres, and the carriageways of a divided road lie as far apart. A wider choice
would let people walk straight through buildings to whichever street is quicker."""


class Snapper:
    """Brings points onto the streets of one network; safe to share between threads.

    Parameters
    ----------
    limit_m
        How far from the nearest street a point may lie.
    """

    def __init__(self, network: StreetNetwork, grid: StreetGrid, limit_m: float) -> None:
        edges = network.edges
        self.grid = grid
        self.lines = Lines(
            read_only(edges.tail),
            read_only(edges.head),
            read_only(edges.geometry_start),
            read_only(edges.lonlat),
        )
        self._limit_m = limit_m

    def candidates(self, lat: FloatArray, lon: FloatArray, edge_ms: Int32Array) -> Candidates:
        """Return the streets by which each point may enter the network, nearest first.

        Parameters
        ----------
        edge_ms
            Weights of the edges; a street without any open edge is no candidate.
        """
        return self._find(lat, lon, edge_ms, MOST_CANDIDATES, self._limit_m)

    def nearest(self, lat: FloatArray, lon: FloatArray, edge_ms: Int32Array) -> Candidates:
        """Return the nearest street to each point, however far it is."""
        return self._find(lat, lon, edge_ms, 1, np.inf)

    def nearest_within(self, lat: FloatArray, lon: FloatArray, edge_ms: Int32Array) -> Candidates:
        """Return the nearest street to each point, as far as it is within the limit."""
        return self._find(lat, lon, edge_ms, 1, self._limit_m)

    def _find(
        self, lat: FloatArray, lon: FloatArray, edge_ms: Int32Array, most: int, limit_m: float
    ) -> Candidates:
        lat, lon = np.ascontiguousarray(lat), np.ascontiguousarray(lon)
        found = find_streets(
            self.lines, self.grid, edge_ms, lat, lon, most, limit_m, CANDIDATE_SLACK_M
        )
        for array in found:
            array.flags.writeable = False
        return Candidates(*found)

    def ties(self, candidates: Candidates, edge_ms: Int32Array) -> Ties:
        """Return how points are tied to the nodes at the ends of their candidates."""
        found = candidates.street != NO_STREET
        walk_ms = np.rint(np.where(found, candidates.distance_m, 0.0) / (WALKING_KMH / 3600))
        ties = write_ties(self.lines, self.grid, edge_ms, candidates, walk_ms.astype(np.int32))
        return Ties(*(sealed(array) for array in ties))


def seeds_of(ties: Ties) -> Seeds:
    """Return the seeds among the ties."""
    return Seeds(ties.start, ties.node, ties.from_ms, ties.to_ms)
