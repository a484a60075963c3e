"""The engine on split crossings against a Dijkstra over edges that looks turns up in a table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from routing.engines.embedded import EmbeddedEngine
from routing.model import UNREACHABLE, Mode, Point
from routing.networks.model import StreetNetwork
from routing.networks.selection import largest_part
from routing.networks.turns import U_TURN_MS, ForbiddenTurns, with_turns
from routing.street_network import (
    PbfSource,
    build_network,
    load_network,
)
from tests.routing.networks.builders import NOON
from tests.routing.networks.towns_with_turns import NODE_COUNT, Town, towns

START = -1


@dataclass(frozen=True)
class TurnTable:
    """A raw network, what may not follow an edge, and what turning round costs."""

    network: StreetNetwork
    forbidden: ForbiddenTurns
    u_turn_ms: int

    def line_graph(self) -> nx.DiGraph[int]:
        """Return a graph whose nodes are the edges, and whose edges are the permitted turns."""
        edges = self.network.edges
        graph: nx.DiGraph[int] = nx.DiGraph()
        lines = [edges.line(i).tolist() for i in range(self.network.edge_count)]
        exits: dict[int, list[int]] = {}
        for i, tail in enumerate(edges.tail.tolist()):
            exits.setdefault(tail, []).append(i)
        for before, head in enumerate(edges.head.tolist()):
            for after in exits.get(head, []):
                if after not in self.forbidden.get(before, ()):
                    back = lines[after] == lines[before][::-1]
                    turn_ms = self.u_turn_ms if back else 0
                    graph.add_edge(before, after, ms=int(edges.time_ms[after]) + turn_ms)
        return graph

    def from_node_ms(self, graph: nx.DiGraph[int], node: int) -> dict[int, int]:
        """Return the time from one node to every node, leaving by any street."""
        edges = self.network.edges
        for edge in np.flatnonzero(edges.tail == node).tolist():
            graph.add_edge(START, edge, ms=int(edges.time_ms[edge]))
        lengths = nx.single_source_dijkstra_path_length(graph, START, weight="ms")
        graph.remove_node(START)
        found = {node: 0}
        for edge, time_ms in lengths.items():
            if edge != START:
                head = int(edges.head[edge])
                found[head] = min(found.get(head, UNREACHABLE), int(time_ms))
        return found


@settings(max_examples=150, deadline=None)
@given(towns())
def test_every_time_is_that_of_a_path_over_permitted_turns(town: Town) -> None:
    raw = town.network
    engine = EmbeddedEngine(with_turns(raw, town.forbidden, town.u_turn_ms))
    table = TurnTable(raw, town.forbidden, town.u_turn_ms)
    graph = table.line_graph()
    used = sorted({*raw.edges.tail.tolist(), *raw.edges.head.tolist()})
    assert len(used) <= NODE_COUNT
    found = engine.travel_times([Point(float(node), float(node)) for node in used]).durations_ms
    for i, origin in enumerate(used):
        if not (raw.edges.tail == origin).any():
            continue  # no street leads on
        times_ms = table.from_node_ms(graph, origin)
        expected = [times_ms.get(destination, UNREACHABLE) for destination in used]
        assert found[i].tolist() == expected


def crossings(raw: StreetNetwork, split: StreetNetwork, rng: np.random.Generator) -> list[int]:
    """Choose crossings of three streets or more, all of whose ways on are in the split network.

    A point at such a crossing enters by it alone: that makes three streets at no distance.
    """
    stops = ~raw.edges.no_stopping
    degree = np.bincount(raw.edges.tail[stops], minlength=raw.node_count)
    exits = np.bincount(raw.edges.tail, minlength=raw.node_count)
    osmid, first = np.unique(split.nodes.osmid, return_index=True)
    most = np.zeros(len(osmid), dtype=np.int64)
    place = np.searchsorted(osmid, split.nodes.osmid)
    np.maximum.at(most, place, np.bincount(split.edges.tail, minlength=split.node_count))
    kept = np.searchsorted(osmid, raw.nodes.osmid).clip(max=len(first) - 1)
    whole = (osmid[kept] == raw.nodes.osmid) & (most[kept] == exits)
    return sorted(rng.choice(np.flatnonzero(whole & (degree >= 4)), 40, replace=False).tolist())


@pytest.mark.shared_data
def test_kumamoto_with_a_thousand_forbidden_turns(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "streets" / "kumamoto" / "kumamoto_chuo.osm.pbf"
    build_network(PbfSource(path), Mode.DRIVE, root=tmp_path, region="k", created_at=NOON)
    raw, rng = load_network(tmp_path, "k", Mode.DRIVE), np.random.default_rng(5)
    assert raw.info is not None
    assert len(np.unique(raw.nodes.osmid)) == raw.node_count  # it states no turns of its own
    turns = TurnTable(raw, {}, U_TURN_MS).line_graph().edges
    chosen = rng.choice(np.array([*turns]), 1000, replace=False).tolist()
    forbidden: dict[int, set[int]] = {}
    for before, after in chosen:
        forbidden.setdefault(before, set()).add(after)
    split, _ = largest_part(with_turns(raw, forbidden))
    asked = crossings(raw, split, rng)
    places = [Point(float(raw.nodes.lat[n]), float(raw.nodes.lon[n])) for n in asked]
    found = EmbeddedEngine(split).travel_times(places).durations_ms
    table = TurnTable(raw, forbidden, U_TURN_MS)
    graph = table.line_graph()
    expected = [
        [table.from_node_ms(graph, a).get(b, UNREACHABLE) for b in asked] for a in asked[:8]
    ]
    np.testing.assert_array_equal(found[:8], expected)
    free = EmbeddedEngine(raw).travel_times(places).durations_ms
    assert (found > free).mean() > 0.1
