"""What is computed once per network so that questions are answered in a breath."""

from __future__ import annotations

from routing.hierarchy.customization import customize
from routing.hierarchy.topology import build_topology
from routing.networks.model import RoutingIndex, StreetNetwork
from routing.snapping.grid import build_grid


def build_index(network: StreetNetwork) -> RoutingIndex:
    """Return the hierarchy over a network, its metric for everybody, and the grid of its streets.

    The same network gives the same index.
    """
    edges = network.edges
    topology = build_topology(network.node_count, edges.tail, edges.head)
    return RoutingIndex(topology, customize(topology, edges.time_ms), build_grid(network))
