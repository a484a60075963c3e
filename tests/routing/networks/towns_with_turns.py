"""Small random networks with forbidden turns, and a brute-force Dijkstra over their edges."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from routing.model import Mode
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork
from routing.networks.turns import ForbiddenTurns

NODE_COUNT = 6


class DrawnEdge(NamedTuple):
    """A street in one direction; its number is its name and bends its line."""

    tail: int
    head: int
    time_ms: int
    street: int
    along: bool


@dataclass(frozen=True)
class Town:
    edges: tuple[DrawnEdge, ...]
    forbidden: ForbiddenTurns
    u_turn_ms: int

    @property
    def network(self) -> StreetNetwork:
        return network_of(self.edges)

    def turn_ms(self, edge: int, onward: int) -> float:
        before, after = self.edges[edge], self.edges[onward]
        if before.head != after.tail or onward in self.forbidden.get(edge, ()):
            return math.inf
        is_u_turn = before.street == after.street and before.along != after.along
        return self.u_turn_ms if is_u_turn else 0

    def between_streets_ms(self, origin: int, destination: int) -> float:
        """Return the time from the middle of one street to that of another, edge by edge."""
        queue = [(e.time_ms / 2, i) for i, e in enumerate(self.edges) if e.street == origin]
        heapq.heapify(queue)
        done: set[int] = set()
        best_ms = math.inf
        while queue:
            time_ms, edge = heapq.heappop(queue)
            if edge in done:
                continue
            done.add(edge)
            for onward, after in enumerate(self.edges):
                begun_ms = time_ms + self.turn_ms(edge, onward)
                if begun_ms < math.inf:
                    heapq.heappush(queue, (begun_ms + after.time_ms, onward))
                    if after.street == destination:
                        best_ms = min(best_ms, begun_ms + after.time_ms / 2)
        return best_ms


def network_of(drawn: tuple[DrawnEdge, ...]) -> StreetNetwork:
    lines = [_line(edge) for edge in drawn]
    count = len(drawn)
    edges = EdgeArrays(
        tail=np.array([edge.tail for edge in drawn], dtype=np.int32),
        head=np.array([edge.head for edge in drawn], dtype=np.int32),
        length_m=np.array([edge.time_ms / 100 for edge in drawn]),
        time_ms=np.array([edge.time_ms for edge in drawn], dtype=np.int32),
        is_steps=np.zeros(count, dtype=np.bool_),
        no_stopping=np.zeros(count, dtype=np.bool_),
        slope=np.zeros(count, dtype=np.float32),
        name=np.array([edge.street for edge in drawn], dtype=np.int32),
        geometry_start=np.arange(0, 4 * count + 1, 4),
        lonlat=np.array(lines, dtype=np.float64).reshape(-1, 2),
    )
    streets = max((edge.street for edge in drawn), default=-1) + 1
    place = np.arange(NODE_COUNT, dtype=np.float64)
    nodes = NodeArrays(place, place, np.arange(NODE_COUNT))
    return StreetNetwork(Mode.DRIVE, nodes, edges, tuple((str(i),) for i in range(streets)))


def _line(edge: DrawnEdge) -> list[tuple[float, float]]:
    bends = [(edge.street + 10.0, 0.0), (edge.street + 10.0, 1.0)]
    ends = [(float(node), float(node)) for node in (edge.tail, edge.head)]
    return [ends[0], *(bends if edge.along else bends[::-1]), ends[1]]


def between_streets_ms(network: StreetNetwork, street_count: int) -> NDArray[np.float64]:
    """Return the times between the middles of all streets, by plain shortest paths over nodes."""
    edges = network.edges
    steps = np.full((network.node_count, network.node_count), np.inf)
    np.minimum.at(steps, (edges.tail, edges.head), edges.time_ms)
    between_nodes_ms = dijkstra(steps)
    half_ms = edges.time_ms / 2
    between_edges_ms = (
        half_ms[:, None] + between_nodes_ms[np.ix_(edges.head, edges.tail)] + half_ms[None, :]
    )
    best_ms = np.full((street_count, street_count), np.inf)
    np.minimum.at(best_ms, np.ix_(edges.name, edges.name), between_edges_ms)
    return best_ms


@st.composite
def towns(draw: st.DrawFn) -> Town:
    nodes = st.integers(0, NODE_COUNT - 1)
    streets = draw(
        st.lists(st.tuples(nodes, nodes, st.integers(1, 8), st.booleans()), min_size=2, max_size=9)
    )
    drawn = [DrawnEdge(a, b, 2000 * t, i, True) for i, (a, b, t, _) in enumerate(streets)]
    drawn += [
        DrawnEdge(b, a, 2000 * t, i, False)
        for i, (a, b, t, is_one_way) in enumerate(streets)
        if not is_one_way
    ]
    edges = tuple(sorted(drawn))
    turns = [(i, j) for i, e in enumerate(edges) for j, f in enumerate(edges) if e.head == f.tail]
    chosen = draw(st.lists(st.sampled_from(turns), max_size=6)) if turns else []
    forbidden: dict[int, set[int]] = {}
    for edge, onward in chosen:
        forbidden.setdefault(edge, set()).add(onward)
    return Town(edges, forbidden, draw(st.sampled_from([0, 2000, 9000, 20_000])))
