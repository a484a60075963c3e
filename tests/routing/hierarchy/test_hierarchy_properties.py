"""The hierarchy against NetworkX on small random directed multigraphs, to the millisecond."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.hierarchy.customization import customize
from routing.hierarchy.model import Labels, Metric, Seeds, Topology
from routing.hierarchy.order import OrderMethod, compute_order
from routing.hierarchy.queries import (
    Path,
    join_labels,
    label,
    matrix,
    one_to_all,
    seeds_at,
    shortest_path,
    split_labels,
)
from routing.hierarchy.topology import build_topology
from routing.model import UNREACHABLE
from tests.routing.hierarchy.builders import (
    Graph,
    Weights,
    graphs,
    seeded_times_ms,
    seeds_for,
    weights_for,
)


def topology_of(data: st.DataObject, graph: Graph) -> Topology:
    """Build the hierarchy by any of the orders, good or bad."""
    method = data.draw(st.sampled_from([*OrderMethod, None]))
    if method is None:
        order = np.array(data.draw(st.permutations(range(graph.nodes))), dtype=np.int32)
    else:
        order = compute_order(graph.nodes, graph.tail, graph.head, method)
    return build_topology(graph.nodes, graph.tail, graph.head, order)


def all_nodes(topology: Topology, metric: Metric) -> Labels:
    return label(topology, metric, seeds_at(range(len(topology.rank))))


@given(graphs(), st.data())
def test_times_between_nodes_equal_networkx_under_every_metric(
    graph: Graph, data: st.DataObject
) -> None:
    topology = topology_of(data, graph)
    for weights in (data.draw(weights_for(graph)) for _ in range(3)):
        metric = customize(topology, weights)
        labels, expected = all_nodes(topology, metric), graph.times_ms(weights)
        np.testing.assert_array_equal(matrix(labels, labels), expected)
        for node, single in enumerate(split_labels(labels)):
            alone = join_labels([single])
            np.testing.assert_array_equal(one_to_all(topology, metric, alone), expected[node])


@given(graphs(), st.data())
def test_points_with_several_seeds_take_their_best_pair(graph: Graph, data: st.DataObject) -> None:
    topology, weights = topology_of(data, graph), data.draw(weights_for(graph))
    metric, seeds = customize(topology, weights), data.draw(seeds_for(graph))
    labels = label(topology, metric, seeds)
    expected = seeded_times_ms(graph.times_ms(weights), seeds)
    np.testing.assert_array_equal(matrix(labels, labels), expected)
    again = join_labels(split_labels(labels))
    np.testing.assert_array_equal(matrix(again, labels), expected)


@given(graphs(), st.data())
def test_a_path_is_a_chain_of_open_edges_that_takes_its_time(
    graph: Graph, data: st.DataObject
) -> None:
    topology, weights = topology_of(data, graph), data.draw(weights_for(graph))
    metric, seeds = customize(topology, weights), data.draw(seeds_for(graph))
    expected = seeded_times_ms(graph.times_ms(weights), seeds)
    for origin, row in enumerate(expected):
        for destination, time_ms in enumerate(row):
            path = shortest_path(topology, metric, seeds, origin, destination)
            if path is None:
                assert time_ms == UNREACHABLE
            else:
                assert path.time_ms == time_ms
                assert_follows(graph, weights, seeds, path)
                assert seeds.start[origin] <= path.departure < seeds.start[origin + 1]
                assert seeds.start[destination] <= path.arrival < seeds.start[destination + 1]


def assert_follows(graph: Graph, weights: Weights, seeds: Seeds, path: Path) -> None:
    node, time_ms = seeds.node[path.departure], int(seeds.from_ms[path.departure])
    for edge in path.edges:
        assert graph.tail[edge] == node
        node, time_ms = graph.head[edge], time_ms + int(weights[edge])
    assert node == seeds.node[path.arrival]
    assert path.time_ms == time_ms + seeds.to_ms[path.arrival]
