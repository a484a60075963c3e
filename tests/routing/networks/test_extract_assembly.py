"""Extracts on flat arrays, held to the way through OSMnx."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.assembly import assemble
from routing.networks.extract import read_streets_of_extract
from routing.networks.extract_assembly import assemble_extract
from routing.networks.graph_reading import read_streets
from routing.networks.model import Assembled
from routing.networks.osm_data import OsmData, OsmWay
from routing.networks.restrictions import StatedTurns
from routing.networks.sources import PbfSource, sample_pbf
from tests.routing.networks.builders import node_at, square_town, way, write_town
from tests.routing.networks.comparison import assert_same_streets


def from_arrays(path: Path, mode: Mode) -> Assembled:
    """Return the streets without turn restrictions, of which OSMnx knows nothing."""
    extract = replace(read_streets_of_extract(path, mode), turns=StatedTurns())
    return assemble_extract(extract, mode)


def from_osmnx(path: Path, mode: Mode) -> Assembled:
    return assemble(read_streets(PbfSource(path), mode), mode)


def assert_same(path: Path, mode: Mode) -> None:
    ours, theirs = from_arrays(path, mode), from_osmnx(path, mode)
    assert_same_streets(ours.network, theirs.network)
    assert ours.dropped.nodes == theirs.dropped.nodes
    assert ours.dropped.edges == theirs.dropped.edges
    assert ours.dropped.length_km == pytest.approx(theirs.dropped.length_km, abs=0.002)


@pytest.mark.parametrize("mode", Mode)
def test_the_sample_region_is_what_osmnx_makes_of_it(mode: Mode) -> None:
    assert_same(sample_pbf(), mode)


@pytest.mark.shared_data
@pytest.mark.parametrize("mode", Mode)
def test_kumamoto_is_what_osmnx_makes_of_it(shared_data: Path, mode: Mode) -> None:
    assert_same(shared_data / "streets" / "kumamoto" / "kumamoto_chuo.osm.pbf", mode)


NODES = {ref: node_at(ref % 3, ref // 3, "5" if ref % 4 else None) for ref in range(1, 10)}
TAGS = st.fixed_dictionaries(
    {"highway": st.sampled_from(["residential", "primary", "steps", "footway", "motorway"])},
    optional={
        "oneway": st.sampled_from(["yes", "-1", "no"]),
        "junction": st.just("roundabout"),
        "name": st.sampled_from(["一番町", "二番町"]),
        "maxspeed": st.sampled_from(["40", "30 mph", "signals"]),
        "foot": st.just("no"),
    },
)
REFS = st.lists(st.integers(1, 10), min_size=2, max_size=6).map(tuple)  # 10 is a missing node
WAYS = st.lists(st.tuples(REFS, TAGS), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None)
@given(drawn=WAYS, mode=st.sampled_from(list(Mode)))
def test_any_small_town_is_what_osmnx_makes_of_it(
    drawn: list[tuple[tuple[int, ...], dict[str, str]]], mode: Mode
) -> None:
    ways = [OsmWay(number, refs, tags) for number, (refs, tags) in enumerate(drawn, 1)]
    base = square_town()
    town = OsmData([*base.ways, *(w._replace(id=w.id + 100) for w in ways)], base.nodes | NODES)
    with tempfile.TemporaryDirectory() as folder:
        path = write_town(Path(folder), town, "town.osm.pbf")
        assert_same_streets(from_arrays(path, mode).network, from_osmnx(path, mode).network)


def test_streets_without_any_crossing_are_refused(tmp_path: Path) -> None:
    nodes = {1: node_at(0, 0), 2: node_at(1, 0), 3: node_at(1, 1)}
    path = write_town(tmp_path, OsmData([way(1, 1, 2, 3, 1)], nodes), "ring.osm.pbf")
    with pytest.raises(NetworkSourceError, match="no two crossings"):
        from_arrays(path, Mode.WALK)


@pytest.mark.parametrize("content", [b"", b"no OSM at all"])
def test_a_file_that_is_no_extract_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(NetworkSourceError, match=r"streets\.osm\.pbf"):
        from_arrays(path, Mode.WALK)
