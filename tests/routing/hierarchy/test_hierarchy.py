"""Orders, limits and refusals of the hierarchy."""

from __future__ import annotations

import numpy as np
import pytest

from routing.hierarchy.customization import customize
from routing.hierarchy.model import NO_WAY, Topology
from routing.hierarchy.order import OrderMethod, compute_order
from routing.hierarchy.queries import join_labels, label, matrix, seeds_at, shortest_path
from routing.hierarchy.topology import build_topology
from routing.model import UNREACHABLE
from routing.networks.model import StreetNetwork


def chain(nodes: int) -> Topology:
    tail = np.arange(nodes - 1, dtype=np.int32)
    return build_topology(nodes, tail, tail + 1)


@pytest.mark.parametrize("method", OrderMethod)
def test_every_method_orders_streets_with_few_shortcuts(
    method: OrderMethod, sample_walk_network: StreetNetwork
) -> None:
    network, edges = sample_walk_network, sample_walk_network.edges
    order = compute_order(network.node_count, edges.tail, edges.head, method)
    topology = build_topology(network.node_count, edges.tail, edges.head, order)
    assert sorted(order) == list(range(network.node_count))
    assert len(topology.up_head) < 3 * network.edge_count
    again = compute_order(network.node_count, edges.tail, edges.head, method)
    np.testing.assert_array_equal(order, again)


@pytest.mark.parametrize("order", [[0, 1], [0, 0, 1], [1, 2, 3]])
def test_an_order_that_is_none_is_refused(order: list[int]) -> None:
    tail = np.zeros(2, dtype=np.int32)
    with pytest.raises(ValueError, match="each of 3 nodes once"):
        build_topology(3, tail, tail + 1, np.array(order, dtype=np.int32))


@pytest.mark.parametrize("weights", [[1], [1, 2, 3], [1, -1]])
def test_weights_that_do_not_fit_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"weights|no time"):
        customize(chain(3), np.array(weights))


@pytest.mark.parametrize("weight", [NO_WAY - 1, NO_WAY // 2, NO_WAY // 3, UNREACHABLE])
def test_times_too_long_to_count_are_unreachable_and_never_negative(weight: int) -> None:
    topology, nodes = chain(9), seeds_at(range(9))
    metric = customize(topology, np.full(8, weight))
    labels = label(topology, metric, nodes)
    times_ms = matrix(labels, labels)
    steps = np.subtract.outer(range(9), range(9)).T * weight
    possible = (steps >= 0) & (steps < NO_WAY)
    np.testing.assert_array_equal(times_ms, np.where(possible, steps, UNREACHABLE))
    assert (shortest_path(topology, metric, nodes, 0, 8) is None) == (not possible[0, 8])


def test_all_arrays_are_read_only() -> None:
    topology = chain(5)
    metric = customize(topology, np.ones(4, dtype=np.int32))
    labels = label(topology, metric, seeds_at([0, 4]))
    for array in (*topology, *metric, *labels):
        assert not array.flags.writeable


def test_no_points_have_an_empty_matrix() -> None:
    nobody = join_labels([])
    assert matrix(nobody, nobody).shape == (0, 0)


def test_a_graph_without_nodes_is_a_hierarchy_too() -> None:
    nothing = np.zeros(0, dtype=np.int32)
    topology = build_topology(0, nothing, nothing)
    assert customize(topology, nothing).weight_ms.shape == (0, 2)
