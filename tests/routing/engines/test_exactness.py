"""Five hundred pairs per real network equal NetworkX to the millisecond, as built and changed."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from routing.hierarchy.customization import customize
from routing.hierarchy.model import Metric
from routing.hierarchy.queries import label, matrix, seeds_at
from routing.model import UNREACHABLE, Mode
from routing.networks.model import StreetNetwork
from routing.networks.sources import GraphmlSource, NetworkSource, PbfSource, sample_pbf
from routing.street_network import build_network, load_network
from tests.routing.networks.builders import NOON

ORIGINS, DESTINATIONS = 5, 100
REAL = pytest.mark.shared_data


def source_of(name: str, request: pytest.FixtureRequest) -> NetworkSource:
    if name == "sample":
        return PbfSource(sample_pbf())
    streets: Path = request.getfixturevalue("shared_data") / "streets"
    if name == "kumamoto":
        return PbfSource(streets / "kumamoto" / "kumamoto_chuo.osm.pbf")
    return GraphmlSource(streets / "ube" / "ube_walk.graphml.gz")


def differing(network: StreetNetwork, weights: NDArray[np.int64], metric: Metric) -> int:
    """Return how many of the pairs differ from NetworkX under these weights."""
    assert network.index is not None
    graph: nx.DiGraph[int] = nx.DiGraph()
    ends = zip(network.edges.tail.tolist(), network.edges.head.tolist(), strict=True)
    for (tail, head), ms in zip(ends, weights.tolist(), strict=True):
        if ms < UNREACHABLE and ms < graph.get_edge_data(tail, head, {"ms": UNREACHABLE})["ms"]:
            graph.add_edge(tail, head, ms=ms)
    rng = np.random.default_rng(17)
    origins = rng.integers(network.node_count, size=ORIGINS)
    destinations = rng.integers(network.node_count, size=DESTINATIONS)
    graph.add_nodes_from(origins.tolist())
    expected = [
        [lengths.get(node, UNREACHABLE) for node in destinations.tolist()]
        for lengths in (
            nx.single_source_dijkstra_path_length(graph, node, weight="ms")
            for node in origins.tolist()
        )
    ]
    labels = [label(network.index.topology, metric, seeds_at(s)) for s in (origins, destinations)]
    return int((matrix(*labels) != np.array(expected)).sum())


def changed(network: StreetNetwork, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return each time times 0.3 to 3, with one street in twenty closed."""
    factor = np.exp(rng.uniform(np.log(0.3), np.log(3), network.edge_count))
    weights = np.maximum(1, np.rint(network.edges.time_ms * factor)).astype(np.int64)
    weights[rng.random(network.edge_count) < 0.05] = UNREACHABLE
    return weights


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("sample", Mode.WALK),
        ("sample", Mode.DRIVE),
        pytest.param("kumamoto", Mode.WALK, marks=REAL),
        pytest.param("kumamoto", Mode.DRIVE, marks=REAL),
        pytest.param("ube", Mode.WALK, marks=REAL),
    ],
)
def test_times_between_nodes_are_those_of_networkx(
    name: str, mode: Mode, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    source = source_of(name, request)
    build_network(source, mode, root=tmp_path, region=name, created_at=NOON)
    network = load_network(tmp_path, name, mode)
    assert network.index is not None
    as_built = np.asarray(network.edges.time_ms, dtype=np.int64)
    assert differing(network, as_built, network.index.metric) == 0
    rng = np.random.default_rng(23)
    for _ in range(2):
        weights = changed(network, rng)
        metric = customize(network.index.topology, weights)
        assert differing(network, weights, metric) == 0
    assert differing(network, as_built, metric) > 0
