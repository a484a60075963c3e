"""Turn rules, against a brute-force Dijkstra over edges."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from routing.networks.turns import with_turns
from tests.routing.networks.towns_with_turns import Town, between_streets_ms, towns


@settings(max_examples=300, deadline=None)
@given(towns())
def test_plain_shortest_paths_obey_every_turn_rule(town: Town) -> None:
    count = max(edge.street for edge in town.edges) + 1
    network = with_turns(town.network, town.forbidden, town.u_turn_ms)
    found_ms = between_streets_ms(network, count)
    for origin in range(count):
        for destination in set(range(count)) - {origin}:
            expected_ms = town.between_streets_ms(origin, destination)
            assert found_ms[origin, destination] == expected_ms, (origin, destination)


@given(towns())
def test_a_network_without_forbidden_turns_stays_as_it_is(town: Town) -> None:
    network = town.network
    assert with_turns(network, {}, town.u_turn_ms) is network


@given(towns())
def test_copies_of_a_street_have_its_line_and_its_head(town: Town) -> None:
    network = town.network
    turned = with_turns(network, town.forbidden, town.u_turn_ms)
    assert turned.nodes.osmid[: network.node_count].tolist() == network.nodes.osmid.tolist()
    heads: dict[tuple[int, float], set[int]] = {}
    for i in range(turned.edge_count):
        edge = turned.edges
        assert turned.nodes.lat[edge.tail[i]] == edge.line(i)[0, 1]
        assert turned.nodes.lat[edge.head[i]] == edge.line(i)[-1, 1]
        bend = tuple(edge.line(i)[1].tolist())
        heads.setdefault((int(edge.name[i]), bend[1]), set()).add(int(edge.head[i]))
    assert all(len(nodes) == 1 for nodes in heads.values())
    assert (np.diff(turned.edges.tail) >= 0).all()
