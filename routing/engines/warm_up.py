"""Pay for compiling before the first request."""

from __future__ import annotations

import numpy as np

from routing.engines.embedded import EmbeddedEngine
from routing.model import Mode, Point
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork


def warm_up() -> None:
    """Run every kernel once, on a town of one street.

    Importing this module compiles them, or loads what an earlier process compiled; see
    `routing.hierarchy.compiled` for where that is kept. Call it where a network is built and where
    a server starts: seconds the first time, a moment later.
    """
    engine = EmbeddedEngine(_one_street())
    places = [Point(35.0, 139.0002), Point(35.0, 139.0008)]
    engine.travel_times(places)
    engine.legs([Point(35.0, 139.0), Point(35.0, 139.001), *places])
    engine.reachable(places[0])


def _one_street() -> StreetNetwork:
    west, east = [139.0, 35.0], [139.001, 35.0]
    nodes = NodeArrays(lat=np.full(2, 35.0), lon=np.array([139.0, 139.001]), osmid=np.array([1, 2]))
    edges = EdgeArrays(
        tail=np.array([0, 1], dtype=np.int32),
        head=np.array([1, 0], dtype=np.int32),
        length_m=np.full(2, 91.1),
        time_ms=np.full(2, 68_000, dtype=np.int32),
        is_steps=np.zeros(2, dtype=np.bool_),
        no_stopping=np.zeros(2, dtype=np.bool_),
        slope=np.zeros(2, dtype=np.float32),
        name=np.zeros(2, dtype=np.int32),
        geometry_start=np.array([0, 2, 4]),
        lonlat=np.array([west, east, east, west]),
    )
    return StreetNetwork(Mode.WALK, nodes, edges, ((),))
