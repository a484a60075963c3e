"""Reproducible questions to put to engines, and the brute-force answers to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.routing_peers import ScipyPeer
from routing.engines.embedded import EmbeddedEngine
from routing.engines.snapping import SNAP_LIMIT_M
from routing.geodesy import great_circle_m, points_to_arrays
from routing.hierarchy.model import NO_WAY, frozen
from routing.model import Point
from routing.networks.model import RoutingIndex, StreetNetwork
from routing.snapping.model import NO_STREET
from routing.snapping.snapper import Snapper, seeds_of

AWAY_DEG: Final = 0.0003
CITY_M: Final = 8_000.0


@dataclass
class Questioner:
    """Draws points near the streets of one network, new ones each time."""

    network: StreetNetwork
    rng: np.random.Generator

    def nodes(self, count: int, *, within_m: float | None = None) -> NDArray[np.int64]:
        """Return distinct nodes, of the whole network or around a random one."""
        near = np.arange(self.network.node_count)
        if within_m is not None:
            lat, lon = self.network.nodes.lat, self.network.nodes.lon
            centre = int(self.rng.integers(self.network.node_count))
            away_m = great_circle_m(lat[centre], lon[centre], lat, lon)
            near = np.flatnonzero(away_m <= within_m)
        return self.rng.choice(near, min(count, len(near)), replace=False)

    def points(self, count: int, *, within_m: float | None = None) -> list[Point]:
        """Return points some 30 m from nodes, as spots lie beside their streets."""
        nodes = self.nodes(count, within_m=within_m)
        off = self.rng.normal(0.0, AWAY_DEG, (len(nodes), 2))
        lat = self.network.nodes.lat[nodes] + off[:, 0]
        lon = self.network.nodes.lon[nodes] + off[:, 1]
        return [Point(a, b) for a, b in zip(lat.tolist(), lon.tolist(), strict=True)]


def index_of(network: StreetNetwork) -> RoutingIndex:
    """Return the index that the network was saved with."""
    if network.index is None:
        raise ValueError("the network was not saved")
    return network.index


def differing_cells(engine: EmbeddedEngine, points: Sequence[Point]) -> tuple[int, int]:
    """Compare the engine's matrix with Dijkstra between all nodes that its points are tied to.

    Returns
    -------
    tuple
        How many cells differ, and how many were compared: those whose points share no street,
        where Dijkstra between nodes knows no shorter way.
    """
    network = engine.network
    open_ms = frozen(network.edges.time_ms)
    snapper = Snapper(network, index_of(network).grid, SNAP_LIMIT_M[network.mode])
    candidates = snapper.candidates(*points_to_arrays(points), open_ms)
    seeds = seeds_of(snapper.ties(candidates, open_ms))
    nodes, at = np.unique(seeds.node, return_inverse=True)
    wide = nodes.astype(np.int64)
    between = ScipyPeer.on(network).matrix(wide, wide).astype(np.int64)
    owner = np.repeat(np.arange(len(points)), np.diff(seeds.start))
    found = engine.travel_times(points).durations_ms
    differing = compared = 0
    for i, origin in enumerate(candidates.street):
        for j, destination in enumerate(candidates.street):
            shared = np.intersect1d(origin, destination)
            if (shared != NO_STREET).any() or i == j:
                continue
            a, b = np.flatnonzero(owner == i), np.flatnonzero(owner == j)
            if not (len(a) and len(b)):
                continue
            ways = between[np.ix_(at[a], at[b])]
            totals = seeds.from_ms[a][:, None].astype(np.int64) + ways + seeds.to_ms[b][None, :]
            expected = int(totals.min())
            compared += 1
            differing += expected < NO_WAY and expected != int(found[i, j])
    return differing, compared
