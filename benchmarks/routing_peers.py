"""Other ways to the same answers, node to node: NetworkX, SciPy and RoutingKit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.model import UNREACHABLE
from routing.networks.model import StreetNetwork

Nodes = NDArray[np.int64]
Times = NDArray[np.int32]


class Peer(Protocol):
    """Answers in whole milliseconds, `UNREACHABLE` where there is no way."""

    def matrix(self, origins: Nodes, destinations: Nodes) -> Times:
        """Return the times from each origin (row) to each destination (column)."""

    def route(self, origin: int, destination: int) -> int:
        """Find the way between two nodes, and return how many nodes it has."""


@dataclass(frozen=True)
class ScipyPeer:
    """Dijkstra in C, which cannot stop early: each row visits the whole network."""

    graph: csr_array

    @classmethod
    def on(cls, network: StreetNetwork, weights_ms: NDArray[np.integer] | None = None) -> ScipyPeer:
        """Return the peer on a network; of parallel edges it takes the fastest."""
        edges, n = network.edges, network.node_count
        weights = edges.time_ms if weights_ms is None else weights_ms
        open_edges = np.flatnonzero(weights < UNREACHABLE)
        order = open_edges[np.argsort(weights[open_edges], kind="stable")]
        pair = edges.tail[order].astype(np.int64) * n + edges.head[order]
        _, first = np.unique(pair, return_index=True)
        kept = order[first]
        values = weights[kept].astype(np.float64)
        return cls(csr_array((values, (edges.tail[kept], edges.head[kept])), shape=(n, n)))

    def matrix(self, origins: Nodes, destinations: Nodes) -> Times:
        """Return the times, a block of rows at a time."""
        blocks = [origins[i : i + 32] for i in range(0, len(origins), 32)]
        rows = [dijkstra(self.graph, indices=block)[:, destinations] for block in blocks]
        times: Times = np.minimum(np.concatenate(rows), UNREACHABLE).astype(np.int32)
        return times

    def route(self, origin: int, destination: int) -> int:
        """Find the way by walking the predecessors back."""
        _, before = dijkstra(self.graph, indices=origin, return_predecessors=True)
        count = 1
        while destination != origin:
            destination, count = int(before[destination]), count + 1
        return count


@dataclass(frozen=True)
class NetworkxPeer:
    """Dijkstra in Python, the reference."""

    graph: Any

    @classmethod
    def on(
        cls, network: StreetNetwork, weights_ms: NDArray[np.integer] | None = None
    ) -> NetworkxPeer:
        """Return the peer on a network."""
        weights = network.edges.time_ms if weights_ms is None else weights_ms
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        graph.add_nodes_from(range(network.node_count))
        rows = zip(
            network.edges.tail.tolist(), network.edges.head.tolist(), weights.tolist(), strict=True
        )
        graph.add_weighted_edges_from((t, h, w) for t, h, w in rows if w < UNREACHABLE)
        return cls(graph)

    def matrix(self, origins: Nodes, destinations: Nodes) -> Times:
        """Return the times, one origin at a time."""
        rows = []
        for origin in origins.tolist():
            found = nx.single_source_dijkstra_path_length(self.graph, origin)
            rows.append([found.get(node, UNREACHABLE) for node in destinations.tolist()])
        return np.array(rows, dtype=np.int32)

    def route(self, origin: int, destination: int) -> int:
        """Find the way with NetworkX's bidirectional search."""
        _, nodes = nx.bidirectional_dijkstra(self.graph, origin, destination)
        return len(nodes)


class RoutingKitPeer:
    """RoutingKit's customizable contraction hierarchy, through `routingkit-cch`.

    References
    ----------
    Dibbelt, J., Strasser, B., Wagner, D. (2016). Customizable Contraction Hierarchies.
    https://doi.org/10.1145/2886843
    """

    def __init__(self, network: StreetNetwork) -> None:
        import routingkit_cch as kit

        edges, nodes = network.edges, network.nodes
        tail, head = edges.tail.tolist(), edges.head.tolist()
        order = kit.compute_order_inertial(
            network.node_count, tail, head, nodes.lat.tolist(), nodes.lon.tolist()
        )
        self._kit = kit
        self._hierarchy = kit.CCH(order, tail, head, False)
        self._metric = kit.CCHMetric(self._hierarchy, edges.time_ms.tolist())
        self._query = kit.CCHQuery(self._metric)

    def matrix(self, origins: Nodes, destinations: Nodes) -> Times:
        """Return the times, all destinations pinned, one origin at a time."""
        pinned = self._kit.CCHOneToMany(self._metric, destinations.tolist())
        rows = [pinned.distances_from(origin) for origin in origins.tolist()]
        return np.array(
            [[UNREACHABLE if t is None else t for t in row] for row in rows], dtype=np.int32
        )

    def route(self, origin: int, destination: int) -> int:
        """Find the way and unpack it."""
        return len(self._query.run(origin, destination).node_path)
