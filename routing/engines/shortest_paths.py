"""Dijkstra on the flat arrays of a network.

Weights are whole milliseconds held as float64, so sums are exact far beyond any day trip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.networks.model import StreetNetwork

_NO_PREDECESSOR: Final = -9999
_BLOCK: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class StreetPath:
    """A shortest way between two nodes: its time and its edges in order."""

    time_ms: float
    edges: NDArray[np.int64]


class TimeGraph:
    """The passable edges of a network, of parallel ones only the fastest.

    References
    ----------
    Dijkstra, E. W. (1959). A note on two problems in connexion with graphs.
    https://doi.org/10.1007/BF01386390
    """

    def __init__(self, network: StreetNetwork, passable: NDArray[np.bool_]) -> None:
        edges, n = network.edges, network.node_count
        chosen = _fastest_per_pair(network, np.flatnonzero(passable))
        pair = edges.tail[chosen].astype(np.int64) * n + edges.head[chosen]
        self._pair, self._edge, self._n = pair, chosen, n
        weights = edges.time_ms[chosen].astype(np.float64)
        self._graph = csr_array((weights, (edges.tail[chosen], edges.head[chosen])), shape=(n, n))

    def times_ms(self, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return times between all pairs of `nodes`, shape (k, k); infinite where no path is."""
        distinct, position = np.unique(nodes, return_inverse=True)
        if not len(distinct):
            return np.zeros((0, 0))
        # In blocks, because each row of the result is as wide as the whole network.
        blocks = [distinct[i : i + _BLOCK] for i in range(0, len(distinct), _BLOCK)]
        rows = [dijkstra(self._graph, indices=block)[:, distinct] for block in blocks]
        times: NDArray[np.float64] = np.concatenate(rows)[position][:, position]
        return times

    def path(self, tail: int, head: int) -> StreetPath | None:
        """Return the fastest way between two nodes, None if there is none."""
        times_ms, predecessor = dijkstra(self._graph, indices=tail, return_predecessors=True)
        if not np.isfinite(times_ms[head]):
            return None
        nodes = [head]
        while predecessor[nodes[-1]] != _NO_PREDECESSOR:
            nodes.append(int(predecessor[nodes[-1]]))
        return StreetPath(float(times_ms[head]), self._edges_along(nodes[::-1]))

    def _edges_along(self, nodes: list[int]) -> NDArray[np.int64]:
        visited = np.array(nodes, dtype=np.int64)
        pairs = visited[:-1] * self._n + visited[1:]
        return self._edge[np.searchsorted(self._pair, pairs)]


def _fastest_per_pair(network: StreetNetwork, candidates: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the candidates that are first of their (tail, head), which sorts them by time."""
    edges = network.edges
    tail, head = edges.tail[candidates], edges.head[candidates]
    is_first = np.ones(len(candidates), dtype=bool)
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    return candidates[is_first]
