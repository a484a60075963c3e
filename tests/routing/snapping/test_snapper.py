"""Snapping against shapely, which measures every street."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from routing.engines.embedded import EmbeddedEngine
from routing.engines.snapping import SNAP_LIMIT_M
from routing.geodesy import EARTH_RADIUS_M, great_circle_m, points_to_arrays
from routing.hierarchy.model import NO_WAY, frozen
from routing.model import Mode, Point
from routing.networks.indexing import build_index
from routing.networks.model import StreetNetwork
from routing.snapping.model import NO_STREET, Candidates
from routing.snapping.snapper import CANDIDATE_SLACK_M, MOST_CANDIDATES, Snapper
from tests.routing.networks.builders import LAT0, LON0, Edge, make_network

DEGREE_M = math.radians(EARTH_RADIUS_M)


def in_plane(line: NDArray[np.float64], here: Point) -> NDArray[np.float64]:
    """Return coordinates in metres around a point, in the plane that touches the earth there."""
    scale = np.array([DEGREE_M * math.cos(math.radians(here.lat)), DEGREE_M])
    moved: NDArray[np.float64] = (line - [here.lon, here.lat]) * scale
    return moved


def street_distances_m(network: StreetNetwork, here: Point) -> NDArray[np.float64]:
    """Return the distance from a point to each street, by its number."""
    assert network.index is not None
    grid, lonlat = network.index.grid, in_plane(network.edges.lonlat, here)
    lenders = grid.street_edge[grid.street_start[:-1:2]]
    start = network.edges.geometry_start
    lines = [shapely.LineString(lonlat[start[edge] : start[edge + 1]]) for edge in lenders]
    return np.asarray(shapely.distance(shapely.Point(0, 0), np.array(lines)))


def random_points(network: StreetNetwork, count: int, margin: float = 0.0) -> list[Point]:
    rng, box = np.random.default_rng(5), network.bbox
    lats = rng.uniform(box.south - margin, box.north + margin, count).tolist()
    lons = rng.uniform(box.west - margin, box.east + margin, count).tolist()
    return [Point(*pair) for pair in zip(lats, lons, strict=True)]


def snapper_of(network: StreetNetwork) -> Snapper:
    grid = (network.index or build_index(network)).grid
    return Snapper(network, grid, SNAP_LIMIT_M[network.mode])


def candidates_of(network: StreetNetwork, points: list[Point]) -> Candidates:
    lat, lon = points_to_arrays(points)
    return snapper_of(network).candidates(lat, lon, frozen(network.edges.time_ms))


@pytest.mark.parametrize("mode", Mode)
def test_candidates_are_the_streets_that_shapely_finds_nearest(
    sample_walk_network: StreetNetwork, sample_drive_network: StreetNetwork, mode: Mode
) -> None:
    network = sample_walk_network if mode is Mode.WALK else sample_drive_network
    points = random_points(network, 60, margin=0.004)
    found = candidates_of(network, points)
    for p, here in enumerate(points):
        distances_m = street_distances_m(network, here)
        expected_m = np.sort(distances_m)[:MOST_CANDIDATES]
        farthest_m = min(SNAP_LIMIT_M[mode], expected_m[0] + CANDIDATE_SLACK_M)
        streets = found.street[p][found.street[p] != NO_STREET]
        assert len(set(streets.tolist())) == len(streets) == (expected_m <= farthest_m).sum()
        np.testing.assert_allclose(distances_m[streets], expected_m[: len(streets)], atol=1e-6)
        for k in range(len(streets)):
            place = np.array([[found.lon[p, k], found.lat[p, k]]])
            assert np.hypot(*in_plane(place, here)[0]) == pytest.approx(expected_m[k], abs=1e-6)


def test_a_snap_lies_on_its_street_and_knows_its_distance(
    sample_walk_network: StreetNetwork,
) -> None:
    engine, points = EmbeddedEngine(sample_walk_network), random_points(sample_walk_network, 80)
    assert sample_walk_network.index is not None
    snaps = engine.snap(points)
    assert sum(snap is not None for snap in snaps) > 40
    for here, snap in zip(points, snaps, strict=True):
        nearest_m = street_distances_m(sample_walk_network, here).min()
        assert (snap is None) == (nearest_m > SNAP_LIMIT_M[Mode.WALK])
        if snap is not None:
            assert street_distances_m(sample_walk_network, snap.point).min() < 1e-6
            assert snap.distance_m == float(great_circle_m(*here, *snap.point))
            assert snap.distance_m == pytest.approx(nearest_m, rel=1e-4, abs=1e-6)


def test_the_distance_to_the_nearest_street_is_known_from_anywhere(
    sample_walk_network: StreetNetwork,
) -> None:
    engine, nodes = EmbeddedEngine(sample_walk_network), sample_walk_network.nodes
    for lat, lon in [(60.5, 24.9), (-33.0, 151.0), (90.0, 0.0), (-90.0, 10.0), (60.17, -179.0)]:
        found_m = engine.distance_m(Point(lat, lon))
        nearest_node_m = float(great_circle_m(lat, lon, nodes.lat, nodes.lon).min())
        assert found_m == pytest.approx(nearest_node_m, rel=0.01)


def test_a_point_that_is_nowhere_is_off_the_network(sample_walk_network: StreetNetwork) -> None:
    engine = EmbeddedEngine(sample_walk_network)
    for nowhere in (Point(math.nan, 24.9), Point(60.1, math.inf)):
        assert engine.snap([nowhere]) == (None,)


def test_both_ways_of_a_street_are_one_street_and_parallels_are_not() -> None:
    positions = [(LAT0, LON0), (LAT0, LON0 + 0.01)]
    there = [Edge(0, 1, 9000, 950.0), Edge(0, 1, 4000, 900.0, is_steps=True)]
    back = [edge._replace(tail=1, head=0) for edge in there]
    network = make_network([*there, *back, Edge(0, 1, 5000, 930.0)], positions)
    grid = build_index(network).grid
    streets = {frozenset(np.flatnonzero(grid.edge_street == s).tolist()) for s in range(3)}
    lengths = [sorted(network.edges.length_m[list(street)].tolist()) for street in streets]
    assert sorted(lengths) == [[900.0, 900.0], [930.0], [950.0, 950.0]]


def test_a_street_closed_both_ways_is_no_candidate() -> None:
    positions = [(LAT0, LON0), (LAT0, LON0 + 0.01), (LAT0 + 0.001, LON0)]
    network = make_network([Edge(0, 1, 9000), Edge(1, 0, 9000), Edge(0, 2, 900)], positions)
    lat, lon = points_to_arrays([Point(LAT0, LON0 + 0.001)])
    edge_ms = np.where(network.edges.time_ms == 9000, NO_WAY, 900)
    found = snapper_of(network).candidates(lat, lon, frozen(edge_ms))
    assert network.edges.time_ms[np.isin(build_index(network).grid.edge_street, found.street)] == [
        900
    ]
    assert found.distance_m[0, 0] == pytest.approx(92, abs=1)
