"""Reading and trimming OSM data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.osm_data import OsmData, read_extract, read_overpass_answers, trim
from tests.routing.networks.builders import (
    as_overpass,
    node_at,
    square_town,
    way,
    write_overpass,
    write_town,
)


def test_a_clipped_way_never_jumps_across_its_missing_nodes() -> None:
    nodes = {ref: node_at(ref, 0) for ref in (1, 2, 5, 6, 8)}
    trimmed = trim(OsmData([way(7, 1, 2, 3, 4, 5, 6, 7, 8)], nodes))
    assert sorted(piece.refs for piece in trimmed.ways) == [(1, 2), (5, 6)]
    assert len({piece.id for piece in trimmed.ways}) == 2
    assert set(trimmed.nodes) == {1, 2, 5, 6}


@pytest.mark.parametrize("suffix", ["osm", "osm.gz", "osm.bz2", "osm.pbf"])
def test_every_file_format_gives_the_same_streets(tmp_path: Path, suffix: str) -> None:
    town = trim(square_town())
    assert read_extract(write_town(tmp_path, town, f"town.{suffix}"), Mode.WALK) == town


def test_an_overpass_answer_gives_the_same_streets(tmp_path: Path) -> None:
    town = trim(square_town())
    read = read_overpass_answers(write_overpass(tmp_path / "a.json", as_overpass(town)), Mode.WALK)
    assert (read.ways, read.nodes) == (town.ways, town.nodes)
    assert read.date == "2026-01-02T03:04:05Z"


def test_several_overpass_answers_make_one_town(tmp_path: Path) -> None:
    town = trim(square_town())
    halves = [as_overpass(OsmData(ways, town.nodes)) for ways in (town.ways[:2], town.ways[1:])]
    path = tmp_path / "answers.json.gz"
    path.write_bytes(gzip.compress(json.dumps(halves).encode()))
    assert read_overpass_answers(path, Mode.WALK).ways == town.ways


@pytest.mark.parametrize("content", [b"", b"no OSM at all", b'{"elements": [{}]}', b"\x1f\x8bxx"])
def test_a_file_that_is_no_osm_data_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    for name in ("streets.osm.pbf", "streets.osm"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(NetworkSourceError, match=name):
            read_extract(path, Mode.WALK)
    path = tmp_path / "streets.json"
    path.write_bytes(content)
    with pytest.raises(NetworkSourceError, match=r"streets\.json"):
        read_overpass_answers(path, Mode.WALK)
