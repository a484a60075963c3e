"""The hierarchy against scipy's Dijkstra on real streets."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from routing.hierarchy.customization import customize
from routing.hierarchy.model import NO_WAY
from routing.hierarchy.queries import label, matrix, one_to_all, seeds_at, shortest_path
from routing.model import UNREACHABLE, Mode
from routing.networks.model import StreetNetwork


@pytest.fixture(params=Mode)
def network(
    request: pytest.FixtureRequest,
    sample_walk_network: StreetNetwork,
    sample_drive_network: StreetNetwork,
) -> StreetNetwork:
    return sample_walk_network if request.param is Mode.WALK else sample_drive_network


def scipy_times_ms(
    network: StreetNetwork, weights: NDArray[np.int64], origins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the times from the origins to every node; scipy is given the quickest parallels."""
    edges, n = network.edges, network.node_count
    order = np.lexsort((weights, edges.head, edges.tail))
    tail, head = edges.tail[order], edges.head[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    first &= weights[order] < NO_WAY
    entries = (weights[order][first].astype(np.float64), (tail[first], head[first]))
    times_ms = dijkstra(csr_array(entries, shape=(n, n)), indices=origins)
    return np.where(np.isfinite(times_ms), times_ms, UNREACHABLE).astype(np.int64)


def test_two_thousand_pairs_equal_scipy_also_with_other_weights(network: StreetNetwork) -> None:
    assert network.index is not None
    rng, topology = np.random.default_rng(11), network.index.topology
    usual = np.asarray(network.edges.time_ms, dtype=np.int64)
    slow = usual * rng.integers(1, 4, len(usual))
    closed = np.where(rng.random(len(usual)) < 0.1, UNREACHABLE, usual)
    for weights in (usual, slow, closed):
        metric = customize(topology, weights)
        origins, destinations = rng.integers(network.node_count, size=(2, 45))
        expected = scipy_times_ms(network, weights, origins)
        labels = label(topology, metric, seeds_at(origins))
        times_ms = matrix(labels, label(topology, metric, seeds_at(destinations)))
        np.testing.assert_array_equal(times_ms, expected[:, destinations])
        one = label(topology, metric, seeds_at(origins[:1]))
        np.testing.assert_array_equal(one_to_all(topology, metric, one), expected[0])
        for i, j in enumerate(destinations):
            path = shortest_path(topology, metric, seeds_at([origins[i], j]))
            found = UNREACHABLE if path is None else int(weights[path.edges].sum())
            assert found == expected[i, j]


def test_the_saved_metric_is_that_of_the_saved_times(network: StreetNetwork) -> None:
    assert network.index is not None
    metric = customize(network.index.topology, network.edges.time_ms)
    for saved, computed in zip(network.index.metric, metric, strict=True):
        np.testing.assert_array_equal(saved, computed)
