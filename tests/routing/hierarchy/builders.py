"""Small random directed multigraphs, and what NetworkX says about them."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from routing.hierarchy.model import NO_WAY, Seeds, frozen
from routing.model import UNREACHABLE

Weights = NDArray[np.int32]


@dataclass(frozen=True)
class Graph:
    """One-ways, parallel edges, dead ends, loops and islands, as they come."""

    nodes: int
    tail: NDArray[np.int32]
    head: NDArray[np.int32]

    def as_networkx(self, weights: Weights) -> nx.MultiDiGraph[int]:
        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        graph.add_nodes_from(range(self.nodes))
        ends = zip(self.tail.tolist(), self.head.tolist(), weights.tolist(), strict=True)
        for tail, head, weight in ends:
            if weight < NO_WAY:
                graph.add_edge(tail, head, weight=weight)
        return graph

    def times_ms(self, weights: Weights) -> NDArray[np.int64]:
        """Return NetworkX's times between all nodes."""
        times_ms = np.full((self.nodes, self.nodes), UNREACHABLE, dtype=np.int64)
        lengths = nx.all_pairs_dijkstra_path_length(self.as_networkx(weights))
        for tail, row in lengths:
            for head, time in row.items():
                times_ms[tail, head] = time
        return times_ms


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    nodes = draw(st.integers(1, 12))
    node = st.integers(0, nodes - 1)
    edges = draw(st.lists(st.tuples(node, node), max_size=40))
    table = np.array(edges, dtype=np.int32).reshape(len(edges), 2)
    return Graph(nodes, table[:, 0].copy(), table[:, 1].copy())


def weights_for(graph: Graph) -> st.SearchStrategy[Weights]:
    """Draw weights; some edges are closed, some take no time."""
    weight = st.one_of(st.integers(0, 60), st.just(UNREACHABLE))
    size = len(graph.tail)
    return st.lists(weight, min_size=size, max_size=size).map(lambda w: np.array(w, dtype=np.int32))


@st.composite
def seeds_for(draw: st.DrawFn, graph: Graph) -> Seeds:
    """Draw points with no, one or several seeds; some lead only one way."""
    offset = st.one_of(st.integers(0, 50), st.just(NO_WAY))
    seed = st.tuples(st.integers(0, graph.nodes - 1), offset, offset)
    points = draw(st.lists(st.lists(seed, max_size=5), min_size=1, max_size=6))
    rows = np.array([each for point in points for each in point], dtype=np.int32).reshape(-1, 3)
    start = np.cumsum([0, *map(len, points)])
    return Seeds(frozen(start), *(frozen(rows[:, i]) for i in range(3)))


def seeded_times_ms(times_ms: NDArray[np.int64], seeds: Seeds) -> NDArray[np.int64]:
    """Return the times between points by trying all pairs of their seeds."""
    points = len(seeds.start) - 1
    answer = np.full((points, points), UNREACHABLE, dtype=np.int64)
    for i in range(points):
        for j in range(points):
            for a in range(seeds.start[i], seeds.start[i + 1]):
                for b in range(seeds.start[j], seeds.start[j + 1]):
                    middle = times_ms[seeds.node[a], seeds.node[b]]
                    total = int(seeds.from_ms[a]) + int(middle) + int(seeds.to_ms[b])
                    if total < min(NO_WAY, answer[i, j]):
                        answer[i, j] = total
    return answer
