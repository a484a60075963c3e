"""Where one can pass but not stop: nobody is brought onto it, everybody may drive along it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from routing.engines.embedded import EmbeddedEngine
from routing.engines.snapping import SNAP_LIMIT_M
from routing.model import Mode, Point
from routing.networks.model import StreetNetwork
from routing.networks.osm_data import OsmData
from routing.networks.sources import OverpassJsonSource, PbfSource
from routing.networks.way_filter import forbids_stopping
from routing.street_network import build_network, load_network
from tests.routing.networks.builders import (
    NOON,
    as_overpass,
    build,
    build_town,
    node_at,
    square_town,
    way,
    write_overpass,
)

BESIDE_BYPASS = Point(*node_at(1.5, 4)[:2])
FAST = [
    {"highway": "motorway"},
    {"highway": "motorway_link"},
    {"highway": "trunk", "motorroad": "yes"},
    {"highway": "primary", "tunnel": "yes"},
]
SLOW = [
    {"highway": "trunk"},
    {"highway": "primary", "motorroad": "no"},
    {"highway": "tertiary", "tunnel": "building_passage"},
]


def bypassed_town(**tags: str) -> OsmData:
    """Return the block of four corners, with a bypass 400 m north of it, from 24 to 23."""
    nodes = {61: node_at(-1, 4), 62: node_at(3, 4)}
    return square_town(way(61, 24, 61, 62, 23, **tags), extra_nodes=nodes)


def loaded(root: Path, data: OsmData, mode: Mode = Mode.DRIVE) -> StreetNetwork:
    build_town(root, data, mode)
    return load_network(root / "nets", "town", mode)


def distance_to_bypass_m(engine: EmbeddedEngine) -> float:
    (snap,) = engine.snap([BESIDE_BYPASS])
    assert snap is not None
    return snap.distance_m


@pytest.mark.parametrize("tags", FAST)
def test_no_car_stops_on_a_motorway_or_in_a_tunnel(tmp_path: Path, tags: dict[str, str]) -> None:
    engine = EmbeddedEngine(loaded(tmp_path, bypassed_town(**tags)))
    assert distance_to_bypass_m(engine) > 150
    assert engine.network.edges.no_stopping.any()


@pytest.mark.parametrize("tags", SLOW)
def test_cars_stop_on_any_other_road(tmp_path: Path, tags: dict[str, str]) -> None:
    assert not forbids_stopping(tags)
    engine = EmbeddedEngine(loaded(tmp_path, bypassed_town(**tags)))
    assert distance_to_bypass_m(engine) < 10


def test_cars_drive_along_what_they_cannot_stop_on(tmp_path: Path) -> None:
    town = bypassed_town(highway="motorway")
    town.ways = [street for street in town.ways if street.id != 3]  # 3 and 4 by the bypass or round
    engine = EmbeddedEngine(loaded(tmp_path, town))
    (leg,) = engine.legs([Point(*node_at(-1, 1)[:2]), Point(*node_at(1, 2)[:2])])
    northernmost = max(lat for _, lat in leg.coordinates)
    assert northernmost == pytest.approx(node_at(0, 4).lat)


def test_a_point_with_nothing_but_a_motorway_near_is_off_the_network(tmp_path: Path) -> None:
    town = bypassed_town(highway="motorway")
    far = {61: node_at(-1, 40), 62: node_at(3, 40)}
    engine = EmbeddedEngine(loaded(tmp_path, OsmData(town.ways, town.nodes | far)))
    beside = Point(*node_at(1, 40)[:2])
    assert engine.snap([beside]) == (None,)
    assert engine.distance_m(beside) == pytest.approx(3800, rel=0.01)


def test_a_network_of_nothing_else_lets_cars_stop_anywhere(tmp_path: Path) -> None:
    town = square_town()
    town.ways = [street._replace(tags={"highway": "motorway"}) for street in town.ways]
    two_way = [street._replace(tags=street.tags | {"oneway": "no"}) for street in town.ways]
    engine = EmbeddedEngine(loaded(tmp_path, OsmData(two_way, town.nodes)))
    assert engine.network.edges.no_stopping.all()
    assert engine.snap([Point(*node_at(0.5, 0.1)[:2])]) != (None,)


def test_a_street_ends_where_a_tunnel_begins(tmp_path: Path) -> None:
    nodes = {61: node_at(-1, 4), 62: node_at(3, 4)}
    ways = [way(61, 24, 61), way(62, 61, 62, tunnel="yes"), way(63, 62, 23)]
    network = loaded(tmp_path, square_town(*ways, extra_nodes=nodes))
    assert {61, 62} <= set(network.nodes.osmid.tolist())
    tunnel = np.flatnonzero(network.edges.no_stopping).tolist()
    assert {tuple(network.edges.line(i)[:, 1].round(6)) for i in tunnel} == {
        (round(node_at(0, 4).lat, 6),) * 2
    }


def test_overpass_answers_know_where_one_cannot_stop(tmp_path: Path) -> None:
    town = bypassed_town(highway="primary", tunnel="yes")
    source = OverpassJsonSource(write_overpass(tmp_path / "town.json", as_overpass(town)))
    build(tmp_path, source, Mode.DRIVE)
    network = load_network(tmp_path / "nets", "town", Mode.DRIVE)
    assert distance_to_bypass_m(EmbeddedEngine(network)) > 150


def test_nobody_walks_on_a_road_for_motor_vehicles(tmp_path: Path) -> None:
    walked = loaded(tmp_path, bypassed_town(highway="trunk", motorroad="yes"), Mode.WALK)
    assert 62 not in walked.nodes.osmid
    assert walked.edges.lonlat[:, 1].max() < node_at(0, 3).lat


def test_people_walk_out_of_a_tunnel_wherever_it_is(tmp_path: Path) -> None:
    walked = loaded(tmp_path, bypassed_town(highway="footway", tunnel="yes"), Mode.WALK)
    assert distance_to_bypass_m(EmbeddedEngine(walked)) < 10


@pytest.mark.shared_data
def test_no_car_stops_on_a_motorway_of_kumamoto(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "streets" / "kumamoto" / "kumamoto_chuo.osm.pbf"
    build_network(PbfSource(path), Mode.DRIVE, root=tmp_path, region="k", created_at=NOON)
    network = load_network(tmp_path, "k", Mode.DRIVE)
    edges = network.edges
    closed = np.flatnonzero(edges.no_stopping).tolist()
    assert len(closed) > 0
    middles = [shapely.LineString(edges.line(i)).interpolate(0.5, normalized=True) for i in closed]
    lines = [shapely.LineString(edges.line(i)) for i in np.flatnonzero(~edges.no_stopping).tolist()]
    tree = shapely.STRtree(lines)
    asked = [Point(middle.y, middle.x) for middle in middles]
    engine = EmbeddedEngine(network)
    for snap, point in zip(engine.snap(asked), asked, strict=True):
        if snap is None:
            assert engine.distance_m(point) > SNAP_LIMIT_M[Mode.DRIVE]
            continue
        place = shapely.Point(snap.point.lon, snap.point.lat)
        assert place.distance(lines[tree.nearest(place)]) < 1e-7
