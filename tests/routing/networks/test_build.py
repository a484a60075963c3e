"""Building, and building again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx as nx
import osmnx as ox
import pytest
import requests

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.arrays import to_networkx
from routing.networks.sources import sample_pbf
from routing.street_network import (
    GraphmlSource,
    OsmXmlSource,
    OverpassJsonSource,
    PbfSource,
    PlaceSource,
    StreetNetwork,
    build_network,
    load_network,
    network_version,
)
from tests.routing.networks.builders import (
    NOON,
    as_overpass,
    build,
    build_town,
    node_at,
    square_town,
    way,
    write_overpass,
    write_town,
)


def town_graph(root: Path, mode: Mode = Mode.WALK) -> nx.MultiDiGraph[int]:
    return to_networkx(load_network(root / "nets", "town", mode))


def test_a_one_way_street_holds_for_driving_and_not_for_walking(tmp_path: Path) -> None:
    town = square_town(way(6, 1, 3, oneway="yes"))
    for mode in Mode:
        build_town(tmp_path, town, mode)
    assert not town_graph(tmp_path, Mode.DRIVE).has_edge(3, 1)
    assert town_graph(tmp_path, Mode.DRIVE).has_edge(1, 3)
    assert town_graph(tmp_path, Mode.WALK).has_edge(3, 1)


def test_a_one_way_against_its_drawing_is_driven_backwards(tmp_path: Path) -> None:
    build_town(tmp_path, square_town(way(6, 1, 3, oneway="-1")), Mode.DRIVE)
    graph = town_graph(tmp_path, Mode.DRIVE)
    assert (graph.has_edge(3, 1), graph.has_edge(1, 3)) == (True, False)


def test_streets_out_of_reach_are_dropped_and_reported(tmp_path: Path) -> None:
    island = {8: node_at(9, 9), 9: node_at(10, 9)}
    report = build_town(tmp_path, square_town(way(6, 8, 9), extra_nodes=island))
    dropped = report.info.dropped
    assert (dropped.nodes, dropped.edges) == (2, 2)
    assert dropped.length_km == pytest.approx(0.2, abs=0.01)
    assert 8 not in town_graph(tmp_path)


def test_a_street_that_cannot_be_left_again_is_dropped_for_driving(tmp_path: Path) -> None:
    town = square_town(way(6, 3, 6, oneway="yes"), extra_nodes={6: node_at(3, 3)})
    assert build_town(tmp_path, town, Mode.DRIVE).info.dropped.nodes == 1
    assert build_town(tmp_path, town, Mode.WALK).info.dropped.nodes == 0


def test_the_same_input_is_not_built_again(tmp_path: Path) -> None:
    first = build_town(tmp_path, square_town())
    second = build_town(tmp_path, square_town())
    assert (first.rebuilt, second.rebuilt) == (True, False)
    assert second.info == first.info


def test_finding_an_input_unchanged_loads_no_heavy_library(tmp_path: Path) -> None:
    build_town(tmp_path, square_town())
    program = """
import datetime, pathlib, sys
from routing.model import Mode
from routing.street_network import OsmXmlSource, build_network
folder = pathlib.Path(sys.argv[1])
now = datetime.datetime.now(datetime.UTC)
source = OsmXmlSource(folder / "town.osm")
report = build_network(source, Mode.WALK, root=folder / "nets", region="town", created_at=now)
assert not report.rebuilt
assert not {"osmnx", "networkx", "geopandas", "osmium"} & sys.modules.keys()
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])


def test_a_changed_input_is_built_again(tmp_path: Path) -> None:
    first = build_town(tmp_path, square_town())
    second = build_town(tmp_path, square_town(way(6, 1, 3)))
    assert second.rebuilt
    assert second.info.version != first.info.version
    assert second.info.extent.edges == first.info.extent.edges + 2
    assert network_version(tmp_path / "nets", "town", Mode.WALK) == second.info.version


def test_a_damaged_network_is_built_again_from_the_same_input(tmp_path: Path) -> None:
    first = build_town(tmp_path, square_town())
    folder = tmp_path / "nets" / "town" / "walk" / first.info.version
    (folder / "edge_time_ms.npy").write_bytes(b"")
    later = NOON.replace(hour=13)
    source = OsmXmlSource(tmp_path / "town.osm")
    again = build_network(
        source, Mode.WALK, root=tmp_path / "nets", region="town", created_at=later
    )
    assert again.rebuilt
    assert load_network(tmp_path / "nets", "town", Mode.WALK).info == again.info


def test_a_damaged_network_is_replaced_within_the_same_instant(tmp_path: Path) -> None:
    first = build_town(tmp_path, square_town())
    folder = tmp_path / "nets" / "town" / "walk" / first.info.version
    (folder / "edge_time_ms.npy").write_bytes(b"")
    assert build_town(tmp_path, square_town()).rebuilt
    assert load_network(tmp_path / "nets", "town", Mode.WALK).edge_count == first.info.extent.edges


def test_every_source_gives_the_same_town(tmp_path: Path) -> None:
    town = square_town()
    xml = build(tmp_path / "a", OsmXmlSource(write_town(tmp_path, town)))
    pbf = build(tmp_path / "b", PbfSource(write_town(tmp_path, town, "town.osm.pbf")))
    answer = write_overpass(tmp_path / "town.json", as_overpass(town))
    json = build(tmp_path / "c", OverpassJsonSource(answer))
    simplified = ox.graph_from_xml(tmp_path / "town.osm", bidirectional=True)
    ox.save_graphml(simplified, tmp_path / "town.graphml.gz")
    graphml = build(tmp_path / "d", GraphmlSource(tmp_path / "town.graphml.gz"))
    assert len({r.info.extent for r in (xml, pbf, json, graphml)}) == 1
    assert json.info.source_date == "2026-01-02T03:04:05Z"


def test_an_unsimplified_graphml_is_merged(tmp_path: Path) -> None:
    raw = ox.graph_from_xml(write_town(tmp_path, square_town()), simplify=False)
    ox.save_graphml(raw, tmp_path / "raw.graphml")
    report = build(tmp_path, GraphmlSource(tmp_path / "raw.graphml"))
    assert report.info.extent == build_town(tmp_path, square_town()).info.extent


def test_a_graphml_of_driving_opens_its_one_ways_for_walking(tmp_path: Path) -> None:
    path = write_town(tmp_path, square_town(way(6, 1, 3, oneway="yes")))
    ox.save_graphml(ox.graph_from_xml(path), tmp_path / "drive.graphml")
    build(tmp_path, GraphmlSource(tmp_path / "drive.graphml"))
    assert town_graph(tmp_path).has_edge(3, 1)


@pytest.mark.parametrize("text", ["", "<graphml>", "<graphml/>", "{}"])
def test_a_file_that_is_no_graphml_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "streets.graphml"
    path.write_text(text, "utf-8")
    with pytest.raises(NetworkSourceError, match=r"streets\.graphml"):
        build(tmp_path, GraphmlSource(path))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("length", float("nan"), "length"),
        ("length", -1.0, "length"),
        ("length", None, "length"),
        ("highway", None, "highway"),
        ("highway", [], "highway"),
    ],
)
def test_an_edge_without_what_a_network_needs_is_refused(
    tmp_path: Path, key: str, value: object, message: str
) -> None:
    graph = ox.graph_from_xml(write_town(tmp_path, square_town()))
    tail, head, edge = next(iter(graph.edges))
    graph.edges[tail, head, edge][key] = value
    if value is None:
        del graph.edges[tail, head, edge][key]
    ox.save_graphml(graph, tmp_path / "town.graphml")
    with pytest.raises(NetworkSourceError, match=message):
        build(tmp_path, GraphmlSource(tmp_path / "town.graphml"))


def test_a_projected_graph_is_refused(tmp_path: Path) -> None:
    graph = ox.graph_from_xml(write_town(tmp_path, square_town()))
    ox.save_graphml(ox.project_graph(graph), tmp_path / "town.graphml")
    with pytest.raises(NetworkSourceError, match="degrees"):
        build(tmp_path, GraphmlSource(tmp_path / "town.graphml"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkSourceError, match=r"nowhere\.osm\.pbf"):
        build(tmp_path, PbfSource(tmp_path / "nowhere.osm.pbf"))


def test_data_without_streets_of_the_mode_is_refused(tmp_path: Path) -> None:
    town = square_town()
    for street in town.ways:
        street.tags["highway"] = "footway"
    with pytest.raises(NetworkSourceError, match="no streets to drive on"):
        build_town(tmp_path, town, Mode.DRIVE)


def test_a_place_asked_offline_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise requests.ConnectionError("no route to host")

    monkeypatch.setattr(requests, "get", refuse)
    monkeypatch.setattr(requests, "post", refuse)
    with pytest.raises(NetworkSourceError, match="--pbf"):
        build(tmp_path, PlaceSource("弘前市", tmp_path / "cache"))


def test_a_place_is_built_again_only_when_its_answer_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, asked = square_town(), []

    def answer(
        place: str, *, network_type: str, simplify: bool, retain_all: bool
    ) -> nx.MultiDiGraph[int]:
        asked.append((place, network_type, ox.settings.cache_folder))
        path = write_town(tmp_path, town)
        return ox.graph_from_xml(path, bidirectional=True, simplify=simplify, retain_all=retain_all)

    before = ox.settings.cache_folder
    monkeypatch.setattr(ox, "graph_from_place", answer)
    source = PlaceSource("弘前市", tmp_path / "cache")
    assert [build(tmp_path, source).rebuilt for _ in range(2)] == [True, False]
    town.ways.append(way(6, 1, 3))
    assert build(tmp_path, source).rebuilt
    assert asked == [("弘前市", "walk", tmp_path / "cache")] * 3
    assert ox.settings.cache_folder == before


def test_progress_runs_from_nothing_to_everything(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build_network(
        OsmXmlSource(write_town(tmp_path, square_town())),
        Mode.WALK,
        root=tmp_path,
        region="town",
        created_at=NOON,
        progress=lambda step, done, total: seen.append((done, total)),
    )
    assert seen == [(done, 5) for done in range(6)]


def test_a_single_loop_without_any_crossing_is_refused(tmp_path: Path) -> None:
    nodes = {1: node_at(0, 0), 2: node_at(1, 0), 3: node_at(1, 1)}
    town = square_town()
    town.ways, town.nodes = [way(1, 1, 2, 3, 1)], nodes
    with pytest.raises(NetworkSourceError):
        build_town(tmp_path, town)


def test_the_sample_region_has_streets_to_walk_and_to_drive(
    sample_walk_network: StreetNetwork, sample_drive_network: StreetNetwork
) -> None:
    assert sample_pbf().name == "Helsinki.osm.pbf"
    assert sample_walk_network.info is not None
    assert sample_walk_network.info.source_date == "2019-04-17T18:21:00+00:00"
    for network, least_nodes in ((sample_walk_network, 2000), (sample_drive_network, 100)):
        assert network.node_count > least_nodes
        assert nx.is_strongly_connected(to_networkx(network))
    assert sample_walk_network.edges.is_steps.any()
    assert ("Bulevardi",) in sample_drive_network.names
