"""Pay for compiling before the first request."""

from __future__ import annotations

import numpy as np

from routing.engines.embedded import EmbeddedEngine
from routing.hierarchy.customization import customize
from routing.hierarchy.model import Topology, frozen
from routing.model import AccessProfile, Mode, Point
from routing.networks.model import EdgeArrays, NodeArrays, RoutingIndex, StreetNetwork
from routing.snapping.grid import build_grid


def warm_up() -> None:
    """Run everything that answers questions once, on a town of one street.

    Importing this module compiles it, or loads what an earlier process compiled; see
    `routing.hierarchy.compiled` for where that is kept. Call it where a network is built and where
    a server starts: seconds the first time, a moment later. It needs nothing that only a build
    needs.
    """
    engine = EmbeddedEngine(one_street())
    places = [Point(35.0, 139.0002), Point(35.0, 139.0008)]
    for profile in AccessProfile:
        engine.travel_times(places, profile)
    engine.legs([Point(35.0, 139.0), Point(35.0, 139.001), *places])
    engine.reachable(places[0])


def one_street() -> StreetNetwork:
    """Return a street of 91 m between two nodes, all of it steps, with its index."""
    west, east = [139.0, 35.0], [139.001, 35.0]
    nodes = NodeArrays(lat=np.full(2, 35.0), lon=np.array([139.0, 139.001]), osmid=np.array([1, 2]))
    edges = EdgeArrays(
        tail=np.array([0, 1], dtype=np.int32),
        head=np.array([1, 0], dtype=np.int32),
        length_m=np.full(2, 91.1),
        time_ms=np.full(2, 68_000, dtype=np.int32),
        is_steps=np.ones(2, dtype=np.bool_),
        no_stopping=np.zeros(2, dtype=np.bool_),
        slope=np.zeros(2, dtype=np.float32),
        name=np.zeros(2, dtype=np.int32),
        geometry_start=np.array([0, 2, 4]),
        lonlat=np.array([west, east, east, west]),
    )
    plain = StreetNetwork(Mode.WALK, nodes, edges, ((),))
    topology = _one_arc()
    index = RoutingIndex(topology, customize(topology, edges.time_ms), build_grid(plain))
    return StreetNetwork(Mode.WALK, nodes, edges, ((),), index=index)


def _one_arc() -> Topology:
    """Return the hierarchy over the street by hand: finding an order would load what builds."""
    return Topology(
        rank=frozen(np.array([0, 1])),
        up_start=frozen(np.array([0, 1, 1])),
        up_head=frozen(np.array([1])),
        up_depth=frozen(np.array([0])),
        arc_tail=frozen(np.array([0])),
        parent=frozen(np.array([1, -1])),
        depth=frozen(np.array([1, 0])),
        down_start=frozen(np.array([0, 0, 1])),
        down_arc=frozen(np.array([0])),
        edge_arc=frozen(np.array([0, ~0])),
    )


if __name__ == "__main__":
    warm_up()
