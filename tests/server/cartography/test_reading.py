from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from routing.errors import NetworkSourceError
from server.cartography.kinds import AreaKind
from server.cartography.model import AREA_KINDS, RegionMap
from server.cartography.projection import to_lonlat
from server.cartography.reading import map_of_extract, map_of_overpass
from tests.server.cartography.osm_files import Extract, Position

BOX = (131.0, 34.0, 131.1, 34.1)


def square(west: float, south: float, side: float) -> list[Position]:
    east, north = west + side, south + side
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [(round(lon, 6), round(lat, 6)) for lon, lat in ring]


def areas_of(region_map: RegionMap, kind: AreaKind) -> Any:
    """Return all areas of a kind as one shape, in degrees."""
    chosen = region_map.areas[region_map.area_kind == AREA_KINDS.index(kind)]
    return shapely.transform(shapely.union_all(chosen), to_lonlat)


def drawn(extract: Extract, folder: Path) -> RegionMap:
    return map_of_extract(extract.write(folder / "town.osm"), "f")


def test_streets_keep_their_class_and_name_and_join_end_to_end(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way([(131.01, 34.01), (131.02, 34.01)], highway="primary", name="大通り")
    extract.way([(131.02, 34.01), (131.03, 34.02)], highway="primary", name="大通り")
    extract.way([(131.02, 34.01), (131.02, 34.03)], highway="steps")
    found = drawn(extract, tmp_path)
    assert found.street_keys == (("primary", "大通り"), ("steps", ""))
    assert shapely.get_num_coordinates(found.streets).tolist() == [3, 2]
    assert found.bounds == (131.01, 34.01, 131.03, 34.03)


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "platform"},
        {"highway": "proposed"},
        {"highway": "pedestrian", "area": "yes"},
        {"highway": "footway", "indoor": "yes"},
        {"railway": "rail"},
    ],
)
def test_what_is_no_street_is_not_drawn_as_one(tmp_path: Path, tags: dict[str, str]) -> None:
    extract = Extract(*BOX)
    extract.way([(131.01, 34.01), (131.02, 34.01)], **tags)
    found = drawn(extract, tmp_path)
    assert len(found.streets) == 0
    assert found.bounds is None


def test_a_street_is_cut_where_the_extract_lacks_its_places(tmp_path: Path) -> None:
    extract = Extract(*BOX, missing=[(131.03, 34.01)])
    extract.way([(131.01 + step / 100, 34.01) for step in range(5)], highway="residential")
    found = drawn(extract, tmp_path)
    ends = [to_lonlat(np.array(line.coords)).round(6)[:, 0].tolist() for line in found.streets]
    assert ends == [[131.01, 131.02], [131.04, 131.05]]


def test_areas_of_ways_and_of_relations_are_drawn_with_their_holes(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way(square(131.01, 34.01, 0.01), leisure="park")
    extract.way(square(131.06, 34.01, 0.01), landuse="residential")
    outer = extract.way(square(131.03, 34.03, 0.02))
    inner = extract.way(square(131.035, 34.035, 0.005))
    extract.multipolygon([outer], [inner], natural="water")
    found = drawn(extract, tmp_path)
    assert areas_of(found, AreaKind.GREEN).area == pytest.approx(1e-4)
    assert areas_of(found, AreaKind.BUILT).area == pytest.approx(1e-4)
    assert areas_of(found, AreaKind.WATER).area == pytest.approx(4e-4 - 0.25e-4)


def test_a_pond_tagged_as_part_of_a_park_is_water(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way(square(131.01, 34.01, 0.01), natural="water", leisure="park")
    assert areas_of(drawn(extract, tmp_path), AreaKind.GREEN).is_empty


COAST = [(131.0, 34.05), (131.04, 34.06), (131.1, 34.05)]


@pytest.mark.parametrize(
    ("way", "wet", "dry"), [(COAST, 34.01, 34.09), (COAST[::-1], 34.09, 34.01)]
)
def test_the_sea_is_on_the_right_of_the_coastline(
    tmp_path: Path, way: list[Position], wet: float, dry: float
) -> None:
    extract = Extract(*BOX)
    extract.way(way, natural="coastline")
    sea = areas_of(drawn(extract, tmp_path), AreaKind.WATER)
    assert sea.contains(shapely.Point(131.05, wet))
    assert not sea.contains(shapely.Point(131.05, dry))


def test_an_island_is_not_sea(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way(COAST, natural="coastline")
    extract.way(square(131.05, 34.02, 0.01), natural="coastline")  # land on the left: inside
    sea = areas_of(drawn(extract, tmp_path), AreaKind.WATER)
    assert not sea.contains(shapely.Point(131.055, 34.025))
    assert sea.contains(shapely.Point(131.02, 34.02))


def test_a_coastline_that_was_clipped_is_led_to_the_edge(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way([(131.003, 34.05), *COAST[1:2], (131.098, 34.05)], natural="coastline")
    sea = areas_of(drawn(extract, tmp_path), AreaKind.WATER)
    assert sea.contains(shapely.Point(131.05, 34.01))
    assert not sea.contains(shapely.Point(131.05, 34.09))


def test_land_is_never_flooded_where_a_coastline_ends_in_the_midst(tmp_path: Path) -> None:
    extract = Extract(*BOX)
    extract.way([(131.0, 34.05), (131.05, 34.05)], natural="coastline")
    assert areas_of(drawn(extract, tmp_path), AreaKind.WATER).is_empty


def test_streets_of_kept_answers_keep_their_classes_and_are_drawn_once(tmp_path: Path) -> None:
    corners = [(131.01, 34.01), (131.02, 34.01), (131.02, 34.02)]
    nodes = [
        {"type": "node", "id": n, "lat": lat, "lon": lon} for n, (lon, lat) in enumerate(corners, 1)
    ]
    ways = [
        {"type": "way", "id": 1, "nodes": [1, 2], "tags": {"highway": "tertiary", "name": "本町"}},
        {"type": "way", "id": 2, "nodes": [2, 3], "tags": {"highway": "steps"}},
    ]
    path = tmp_path / "answer.json"
    path.write_text(json.dumps([{"elements": nodes + ways}, {"elements": nodes + ways}]), "utf-8")
    found = map_of_overpass(path, "f")
    assert found.street_keys == (("steps", ""), ("tertiary", "本町"))
    assert shapely.get_num_coordinates(found.streets).tolist() == [2, 2]


def test_a_file_that_is_no_extract_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "town.osm.pbf"
    path.write_bytes(b"no streets here")
    with pytest.raises(NetworkSourceError, match=r"town\.osm\.pbf"):
        map_of_extract(path, "f")
