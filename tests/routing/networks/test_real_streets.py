"""Kumamoto and Ube from real files, against OSMnx on the same input."""

from __future__ import annotations

from pathlib import Path

import osmnx as ox
import pytest

from routing.model import Mode
from routing.networks.arrays import to_gdfs
from routing.networks.attributes import add_times
from routing.networks.osm_data import read_extract, write_xml
from routing.networks.restrictions import read_restrictions
from routing.street_network import (
    GraphmlSource,
    OverpassJsonSource,
    PbfSource,
    StreetNetwork,
    build_network,
    load_network,
)
from tests.routing.networks.builders import NOON

pytestmark = pytest.mark.shared_data


@pytest.fixture(scope="module")
def kumamoto(shared_data: Path) -> Path:
    return shared_data / "streets" / "kumamoto"


@pytest.fixture(scope="module")
def from_pbf(kumamoto: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Mode, StreetNetwork]:
    root, source = tmp_path_factory.mktemp("pbf"), PbfSource(kumamoto / "kumamoto_chuo.osm.pbf")
    return {mode: built(source, mode, root) for mode in Mode}


def built(
    source: PbfSource | OverpassJsonSource | GraphmlSource, mode: Mode, root: Path
) -> StreetNetwork:
    build_network(source, mode, root=root, region="town", created_at=NOON)
    return load_network(root, "town", mode)


@pytest.mark.parametrize("mode", Mode)
def test_kumamoto_is_the_same_from_pbf_and_from_overpass(
    kumamoto: Path, tmp_path: Path, from_pbf: dict[Mode, StreetNetwork], mode: Mode
) -> None:
    name = "overpass_all.json.gz" if mode is Mode.WALK else "overpass_drive.json.gz"
    other = built(OverpassJsonSource(kumamoto / name), mode, tmp_path)
    ours, theirs = set(from_pbf[mode].nodes.osmid), set(other.nodes.osmid)
    assert len(ours ^ theirs) <= 0.001 * len(ours)
    assert other.extent.length_km == pytest.approx(from_pbf[mode].extent.length_km, rel=0.001)


@pytest.mark.parametrize("mode", Mode)
def test_kumamoto_has_the_nodes_and_the_length_that_osmnx_finds(
    kumamoto: Path, tmp_path: Path, from_pbf: dict[Mode, StreetNetwork], mode: Mode
) -> None:
    path = tmp_path / "trimmed.osm"
    write_xml(read_extract(kumamoto / "kumamoto_chuo.osm.pbf", mode), path)
    graph = ox.graph_from_xml(path, bidirectional=mode is Mode.WALK, simplify=False)
    add_times(graph, mode)
    for stated in read_restrictions(kumamoto / "kumamoto_chuo.osm.pbf").restrictions:
        if mode is Mode.DRIVE and stated.via in graph:
            graph.nodes[stated.via]["restricted"] = True
    graph = ox.simplify_graph(
        graph, node_attrs_include=["restricted"], edge_attrs_differ=["no_stopping"]
    )
    graph = ox.truncate.largest_component(graph, strongly=True)
    ours = from_pbf[mode]
    assert set(graph.nodes) == set(ours.nodes.osmid.tolist())
    assert graph.number_of_edges() == ours.edge_count
    length_km = sum(float(data["length"]) for _, _, data in graph.edges(data=True)) / 1000
    assert ours.extent.length_km == pytest.approx(length_km, abs=0.001)


def test_kumamoto_becomes_geodataframes(from_pbf: dict[Mode, StreetNetwork]) -> None:
    network = from_pbf[Mode.DRIVE]
    nodes, edges = to_gdfs(network)
    assert (len(nodes), len(edges)) == (network.node_count, network.edge_count)
    assert edges.crs == "epsg:4326"


def test_ube_loads_from_its_graphml(shared_data: Path, tmp_path: Path) -> None:
    source = GraphmlSource(shared_data / "streets" / "ube" / "ube_walk.graphml.gz")
    network = built(source, Mode.WALK, tmp_path)
    assert (network.node_count, network.edge_count) == (10_387, 30_716)
    assert network.info is not None
    assert network.info.dropped.nodes == 0
