"""Isochrones against exact buffers of the reached stretches, and what must always hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from routing.engines.embedded import EmbeddedEngine
from routing.errors import OutsideNetworkError
from routing.geodesy import EARTH_RADIUS_M, great_circle_m, local_xy_m
from routing.isochrones import (
    STREET_WIDTH_M,
    Isochrone,
    estimated_isochrones,
    street_isochrones,
)
from routing.model import AccessProfile, Mode, Point
from routing.networks.model import StreetNetwork
from routing.reached_streets import Reach, reach_from
from tests.routing.networks.builders import LAT0, LON0, Edge, make_network

STEP_DEG = 0.002
ORIGIN = Point(LAT0, LON0)
MINUTE_MS = 60_000
SLACK_M = 15.5
"""Half the diagonal of a cell of 12.5 m, and half a cell that simplifying takes off."""


def lattice(rows: int, columns: int) -> list[tuple[float, float]]:
    return [
        (LAT0 + row * STEP_DEG, LON0 + column * STEP_DEG)
        for row in range(rows)
        for column in range(columns)
    ]


def length_m(places: list[tuple[float, float]], tail: int, head: int) -> float:
    return float(great_circle_m(*places[tail], *places[head]))


@st.composite
def towns(draw: st.DrawFn) -> StreetNetwork:
    """Return blocks of about 200 m with random speeds; some streets lead one way only."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    places = lattice(rows, columns)
    edges = []
    for tail, head in itertools.combinations(range(len(places)), 2):
        if length_m(places, tail, head) > 250:
            continue
        both = [(tail, head), (head, tail)][: draw(st.integers(0, 2))]
        time_ms = draw(st.integers(10_000, 400_000))
        edges += [Edge(a, b, time_ms, length_m(places, a, b)) for a, b in both]
    loop = [(0, 1), (1, 0)]
    edges += [Edge(a, b, 150_000, length_m(places, a, b)) for a, b in loop]
    return make_network(edges, places)


def areas(
    network: StreetNetwork,
    *limits_ms: int,
    origin: Point = ORIGIN,
    profile: AccessProfile = AccessProfile.NONE,
) -> tuple[tuple[Isochrone, ...], Reach]:
    reach = reach_from(EmbeddedEngine(network), origin, profile)
    return street_isochrones(reach, limits_ms), reach


def in_metres(area: BaseGeometry) -> BaseGeometry:
    return shapely.transform(
        area, lambda lonlat: local_xy_m(lonlat[:, 1], lonlat[:, 0], lat0=ORIGIN.lat)
    )


def exact_stretches(network: StreetNetwork, reach: Reach, limit_ms: int) -> BaseGeometry:
    """Return the origin and all reached stretches, cut one by one."""
    lines: list[BaseGeometry] = [in_metres(shapely.Point(ORIGIN.lon, ORIGIN.lat))]
    for edge in range(network.edge_count):
        left_ms = limit_ms - int(reach.node_times_ms[network.edges.tail[edge]])
        if left_ms > 0:
            share = min(1.0, left_ms / int(network.edges.time_ms[edge]))
            lonlat = network.edges.line(edge)
            line = shapely.LineString(local_xy_m(lonlat[:, 1], lonlat[:, 0], lat0=ORIGIN.lat))
            lines.append(substring(line, 0.0, share, normalized=True))
    return shapely.union_all(lines)


def solid(area: BaseGeometry) -> BaseGeometry:
    return shapely.union_all([shapely.Polygon(p.exterior) for p in shapely.get_parts(area)])


LIMITS = st.lists(st.integers(1, 30 * MINUTE_MS), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(towns(), LIMITS)
def test_an_isochrone_is_what_lies_near_the_reached_stretches(
    network: StreetNetwork, limits_ms: list[int]
) -> None:
    found, reach = areas(network, *limits_ms)
    for isochrone in found:
        stretches = exact_stretches(network, reach, isochrone.limit_ms)
        area = in_metres(isochrone.area)
        assert area.covers(stretches.buffer(STREET_WIDTH_M - SLACK_M))
        assert solid(stretches.buffer(STREET_WIDTH_M + SLACK_M)).covers(area)


@settings(max_examples=40, deadline=None)
@given(towns(), LIMITS)
def test_isochrones_are_valid_and_lie_within_one_another(
    network: StreetNetwork, limits_ms: list[int]
) -> None:
    found, _ = areas(network, *limits_ms)
    assert [i.limit_ms for i in found] == sorted(set(limits_ms))
    for isochrone in found:
        assert isochrone.area.is_valid
        assert not isochrone.area.is_empty
        assert not isochrone.estimated
        assert isochrone.area.covers(shapely.Point(ORIGIN.lon, ORIGIN.lat))
    for inner, outer in itertools.pairwise(found):
        assert in_metres(outer.area).buffer(2.0).covers(in_metres(inner.area))
        assert inner.area_m2 <= outer.area_m2 + 1.0


def street(*, closed: float = 0.0, steps: bool = False) -> StreetNetwork:
    """Return one street of 1,000 m that takes 1,000 s, and its way back."""
    places = [(LAT0, LON0), (LAT0, LON0 + 0.01)]
    far_m = length_m(places, 0, 1)
    there = Edge(0, 1, round(far_m * 1000), far_m, is_steps=steps, slope=closed)
    return make_network([there, there._replace(tail=1, head=0)], places)


def eastmost_m(isochrone: Isochrone) -> float:
    east = isochrone.area.bounds[2]
    return float(great_circle_m(LAT0, LON0, LAT0, east))


def test_a_street_is_cut_where_the_time_runs_out() -> None:
    (isochrone,), _ = areas(street(), 400_000)
    assert eastmost_m(isochrone) == pytest.approx(400 + STREET_WIDTH_M, abs=SLACK_M)


def test_slow_walkers_come_less_far() -> None:
    (isochrone,), _ = areas(street(), 600_000, profile=AccessProfile.SLOW_WALKER)
    assert eastmost_m(isochrone) == pytest.approx(400 + STREET_WIDTH_M, abs=SLACK_M)


@pytest.mark.parametrize("network", [street(steps=True), street(closed=0.2)])
def test_wheelchairs_do_not_reach_beyond_steps_and_steep_streets(network: StreetNetwork) -> None:
    (isochrone,), _ = areas(network, 400_000, profile=AccessProfile.WHEELCHAIR)
    assert eastmost_m(isochrone) == pytest.approx(STREET_WIDTH_M, abs=SLACK_M)


def test_the_area_is_told_in_square_metres() -> None:
    (isochrone,), _ = areas(street(), 400_000)
    expected_m2 = 400 * 2 * STREET_WIDTH_M + np.pi * STREET_WIDTH_M**2
    assert isochrone.area_m2 == pytest.approx(expected_m2, rel=0.15)
    assert in_metres(isochrone.area).area == pytest.approx(isochrone.area_m2, rel=0.02)


def test_a_large_block_is_a_hole_and_a_small_one_is_not() -> None:
    for step_deg, holes in ((0.002, 0), (0.006, 1)):
        places = [(LAT0, LON0), (LAT0, LON0 + step_deg)]
        places += [(LAT0 + step_deg, LON0 + step_deg), (LAT0 + step_deg, LON0)]
        ring = [(0, 1), (1, 2), (2, 3), (3, 0)]
        around = [Edge(a, b, 60_000, length_m(places, a, b)) for a, b in ring]
        (isochrone,), _ = areas(make_network(around, places), 20 * MINUTE_MS)
        assert shapely.get_num_interior_rings(isochrone.area) == holes


def middle(share: float) -> Point:
    return Point(LAT0, LON0 + 0.01 * share)


@pytest.mark.parametrize("minutes", [1, 3, 5])
def test_one_comes_along_the_own_street_both_ways_before_any_crossing(minutes: int) -> None:
    (isochrone,), _ = areas(street(), minutes * MINUTE_MS, origin=middle(0.4))
    west, _, east, _ = isochrone.area.bounds
    reach_m = minutes * 60 + STREET_WIDTH_M
    start = middle(0.4)
    assert float(great_circle_m(*start, LAT0, east)) == pytest.approx(reach_m, abs=SLACK_M)
    assert float(great_circle_m(*start, LAT0, west)) == pytest.approx(reach_m, abs=SLACK_M)


def test_a_street_of_one_way_is_followed_only_that_way() -> None:
    places = [(LAT0, LON0), (LAT0, LON0 + 0.01)]
    far_m = length_m(places, 0, 1)
    one_way = make_network([Edge(0, 1, round(far_m * 1000), far_m)], places)
    (isochrone,), _ = areas(one_way, 200_000, origin=middle(0.4))
    west, _, east, _ = isochrone.area.bounds
    start = middle(0.4)
    assert float(great_circle_m(*start, LAT0, east)) == pytest.approx(235, abs=SLACK_M)
    assert float(great_circle_m(*start, LAT0, west)) == pytest.approx(STREET_WIDTH_M, abs=SLACK_M)


def test_the_walk_to_the_street_uses_up_time() -> None:
    aside = Point(LAT0 + 0.0018, LON0 + 0.004)
    (isochrone,), _ = areas(street(), 60_000, origin=aside)
    assert isochrone.area_m2 == pytest.approx(np.pi * STREET_WIDTH_M**2, rel=0.15)


def test_a_point_off_the_network_says_how_far() -> None:
    far = Point(LAT0 + 0.1, LON0)
    with pytest.raises(OutsideNetworkError) as caught:
        reach_from(EmbeddedEngine(street()), far, AccessProfile.NONE)
    assert caught.value.distances_m[0] == pytest.approx(11_119, abs=5)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("origin", [ORIGIN, Point(-70.0, 179.99), Point(0.0, -180.0)])
def test_an_estimate_is_a_circle_of_the_estimated_reach(mode: Mode, origin: Point) -> None:
    near, far = estimated_isochrones(mode, [60 * MINUTE_MS, 30 * MINUTE_MS], origin=origin)
    assert near.estimated
    assert near.area.is_valid
    assert far.area.is_valid
    assert far.area.buffer(1e-4).covers(near.area)
    radius_m = np.sqrt(near.area_m2 / np.pi)
    assert radius_m == pytest.approx({Mode.WALK: 1846, Mode.DRIVE: 13_333}[mode], rel=0.01)
    west, south, east, north = far.area.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


def test_slow_walkers_are_estimated_to_come_less_far() -> None:
    plain, slow = (
        estimated_isochrones(Mode.WALK, [MINUTE_MS * 30], origin=ORIGIN, profile=profile)[0]
        for profile in (AccessProfile.NONE, AccessProfile.SLOW_WALKER)
    )
    assert plain.area_m2 / slow.area_m2 == pytest.approx(2.25, rel=0.01)


@pytest.mark.parametrize("lat", [90.0, -90.0, 89.95])
def test_around_a_pole_the_band_that_holds_the_circle_is_drawn(lat: float) -> None:
    (isochrone,) = estimated_isochrones(Mode.WALK, [MINUTE_MS * 30], origin=Point(lat, 10.0))
    assert isochrone.area.is_valid
    assert isochrone.area.covers(shapely.Point(-100.0, lat))
    reach_deg = np.degrees(1846 / EARTH_RADIUS_M)
    assert min(map(abs, isochrone.area.bounds[1::2])) == pytest.approx(
        min(89.9, abs(lat) - reach_deg), abs=1e-3
    )
