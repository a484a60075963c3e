from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from routing.errors import NetworkArtefactError
from routing.model import Mode
from routing.street_network import (
    GraphmlSource,
    PbfSource,
    load_network,
    sample_pbf,
)
from server.cartography import building, store
from server.cartography.building import build_map
from server.cartography.model import RegionMap
from server.cartography.of_networks import map_of_networks
from server.cartography.reading import map_of_extract
from server.cartography.store import load_map, map_path, save_map
from tests.server.cartography.osm_files import Extract

SAMPLE = PbfSource(sample_pbf())


@pytest.fixture(scope="module")
def helsinki() -> RegionMap:
    return map_of_extract(sample_pbf(), "f")


def test_a_map_read_back_is_the_map_that_was_kept(helsinki: RegionMap, tmp_path: Path) -> None:
    path = map_path(tmp_path, "helsinki")
    save_map(helsinki, path)
    read = load_map(path)
    assert shapely.equals_exact(read.streets, helsinki.streets).all()
    assert shapely.equals_exact(read.areas, helsinki.areas).all()
    assert (read.street_keys, read.fingerprint) == (helsinki.street_keys, "f")
    assert np.array_equal(read.street_key, helsinki.street_key)
    assert np.array_equal(read.area_kind, helsinki.area_kind)
    assert [p.name for p in path.parent.iterdir()] == ["map.npz"]


def test_a_map_with_nothing_on_it_can_be_kept(tmp_path: Path) -> None:
    empty = map_of_extract(Extract(1, 1, 2, 2).write(tmp_path / "sea.osm"), "f")
    save_map(empty, tmp_path / "map.npz")
    assert len(load_map(tmp_path / "map.npz").streets) == 0


@pytest.mark.parametrize("damage", ["cut", "missing", "other format", "other bytes"])
def test_a_damaged_map_is_never_taken_for_one(
    helsinki: RegionMap, tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.npz"
    save_map(helsinki, path)
    content = path.read_bytes()
    match damage:
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "missing":
            path.unlink()
        case "other bytes":
            path.write_bytes(content[:90_000] + b"\xff" * 50 + content[90_050:])
        case _:
            monkeypatch.setattr(store, "FORMAT_VERSION", 99)
    with pytest.raises(NetworkArtefactError, match="network build"):
        load_map(path)


def test_a_map_is_made_again_only_of_another_source_or_by_other_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = map_path(tmp_path, "helsinki")
    first = build_map(SAMPLE, root=tmp_path, region="helsinki")
    written = path.stat().st_mtime_ns
    build_map(SAMPLE, root=tmp_path, region="helsinki")
    assert path.stat().st_mtime_ns == written
    monkeypatch.setattr(building, "RULES_VERSION", 99)
    again = build_map(SAMPLE, root=tmp_path, region="helsinki")
    assert again.fingerprint != first.fingerprint


def test_without_a_file_of_streets_the_map_is_drawn_from_the_networks(
    data_dir: Path, tmp_path: Path
) -> None:
    networks = [load_network(data_dir / "networks", "helsinki", mode) for mode in Mode]
    found = map_of_networks(networks, "f")
    classes = {name for name, _ in found.street_keys}
    assert classes == {"steps", "footway", "primary", "residential"}
    assert "Mannerheimintie" in {name for _, name in found.street_keys}
    pieces = [
        tuple(sorted(map(tuple, piece)))
        for line in found.streets
        for piece in zip(line.coords[:-1], line.coords[1:], strict=True)
    ]
    assert len(pieces) == len(set(pieces)), "a street of both networks is drawn once"
    assert len(found.areas) == 0


def test_a_region_built_from_a_graph_has_a_map(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = GraphmlSource(tmp_path / "graph.graphml")
    for mode in Mode:
        (tmp_path / "helsinki").mkdir(exist_ok=True)
        (tmp_path / "helsinki" / mode.value).symlink_to(data_dir / "networks/helsinki" / mode.value)
    found = build_map(source, root=tmp_path, region="helsinki")
    assert len(found.streets) > 1000
    assert map_path(tmp_path, "helsinki").is_file()
