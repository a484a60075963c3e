"""The one check of a graph at the border; everything after it computes freely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx

from routing.errors import NetworkSourceError


def validate_graph(graph: nx.MultiDiGraph[int], source: str) -> None:
    """Check that the graph has what a network is built from.

    Raises
    ------
    NetworkSourceError
        Naming the first fault: no edges, a node without sound coordinates, or an edge without a
        length or a street class.
    """
    if graph.number_of_edges() == 0:
        raise NetworkSourceError(f"{source} holds no streets of this mode")
    for node, data in graph.nodes(data=True):
        if not _is_on_earth(data):
            fault = f"node {node} has no latitude `y` and longitude `x` in degrees"
            raise NetworkSourceError(f"{source}: {fault}")
    for tail, head, data in graph.edges(data=True):
        lack = _edge_lack(data)
        if lack:
            raise NetworkSourceError(f"{source}: the edge from {tail} to {head} has {lack}")


def _is_on_earth(data: Mapping[str, Any]) -> bool:
    lat, lon = data.get("y"), data.get("x")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return False
    return abs(lat) <= 90 and abs(lon) <= 180


def _edge_lack(data: Mapping[str, Any]) -> str | None:
    length_m, highway = data.get("length"), data.get("highway")
    if not isinstance(length_m, int | float) or not math.isfinite(length_m) or length_m < 0:
        return "no `length` in metres"
    if isinstance(highway, str):
        return None
    if isinstance(highway, list) and highway and all(isinstance(name, str) for name in highway):
        return None
    return "no street class `highway`"
