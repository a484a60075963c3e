"""The benchmarks' own tools: what they measure on, and that they would notice a difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from benchmarks.measuring import Task, run_in_turns
from benchmarks.routing_exactness import check
from benchmarks.routing_questions import Questioner, index_of
from benchmarks.tiled_network import tile
from routing.hierarchy.model import frozen
from routing.networks.model import StreetNetwork


def strong_components(network: StreetNetwork) -> int:
    edges, n = network.edges, network.node_count
    graph = csr_array((np.ones(network.edge_count), (edges.tail, edges.head)), shape=(n, n))
    return int(connected_components(graph, connection="strong")[0])


def test_every_node_of_a_tiled_network_reaches_every_other(
    sample_drive_network: StreetNetwork,
) -> None:
    large = tile(sample_drive_network, nodes=1000)
    assert large.node_count >= 1000
    assert strong_components(large) == 1


def test_a_tiled_network_keeps_the_order_and_the_lines_of_its_edges(
    sample_drive_network: StreetNetwork,
) -> None:
    large = tile(sample_drive_network, nodes=1000)
    edges, copies = large.edges, large.node_count // sample_drive_network.node_count
    order = np.lexsort((edges.time_ms, edges.head, edges.tail))
    assert (np.diff(edges.tail[order]) >= 0).all()
    assert np.array_equal(edges.tail[order], edges.tail)
    for edge in range(0, large.edge_count, 97):
        line = edges.line(edge)
        ends = large.nodes.lon[[edges.tail[edge], edges.head[edge]]]
        assert line[[0, -1], 0] == pytest.approx(ends)
    own_km = large.extent.length_km - copies * sample_drive_network.extent.length_km
    assert own_km > 0


def test_the_engine_is_exact_on_the_sample(sample_drive_network: StreetNetwork) -> None:
    for found in check(sample_drive_network).values():
        assert found.compared > 5000
        assert found.differing == 0


def test_a_millisecond_too_much_is_noticed(
    sample_drive_network: StreetNetwork,
) -> None:
    index = index_of(sample_drive_network)
    late = index.metric._replace(weight_ms=frozen(index.metric.weight_ms + 1))
    wrong = replace(sample_drive_network, index=replace(index, metric=late))
    found = check(wrong)
    assert found["as built"].differing > 0
    assert found["coordinates"].differing > 0


def test_the_same_seed_asks_the_same_questions(sample_drive_network: StreetNetwork) -> None:
    asked = [Questioner(sample_drive_network, np.random.default_rng(3)).points(5) for _ in "ab"]
    assert asked[0] == asked[1]


def test_tasks_take_turns() -> None:
    turns: list[str] = []
    tasks = [
        Task("", "", name, lambda _, name=name: turns.append(name), rounds)  # type: ignore[misc]
        for name, rounds in (("a", 2), ("b", 3))
    ]
    run_in_turns(tasks)
    assert turns == ["a", "b", "a", "b", "a", "b", "b"]
    assert [len(task.taken_ms) for task in tasks] == [2, 3]
