"""Entering the network, profiles and names."""

from __future__ import annotations

import numpy as np
import pytest

from routing.engines.embedded import EmbeddedEngine
from routing.engines.snapping import SNAP_LIMIT_M
from routing.errors import OutsideNetworkError, UnreachableError
from routing.geodesy import great_circle_m
from routing.model import UNREACHABLE, AccessProfile, Mode, Point
from routing.networks.model import StreetNetwork
from tests.routing.networks.builders import LAT0, LON0, Edge, make_network

A, B, C = Point(LAT0, LON0), Point(LAT0, LON0 + 0.01), Point(LAT0 + 0.01, LON0 + 0.01)
NEAR_A = Point(LAT0 - 0.001, LON0)
FAR = Point(LAT0 - 0.1, LON0)


def town(mode: Mode = Mode.WALK) -> StreetNetwork:
    """Return A – B by street and by steps, B – C by a steep street."""
    pairs = [
        Edge(0, 1, 9000, 950.0, name="本町"),
        Edge(0, 1, 4000, 900.0, is_steps=True),
        Edge(1, 2, 7000, 1100.0, slope=0.1, name="坂の道"),
    ]
    back = [edge._replace(tail=edge.head, head=edge.tail) for edge in pairs]
    return make_network([*pairs, *back], [A, B, C], mode)


def minutes_on_foot_ms(here: Point, there: Point) -> int:
    return round(float(great_circle_m(*here, *there)) / 4.8 * 3.6 * 1000)


def test_the_way_to_the_street_counts_in_time_distance_and_geometry() -> None:
    for mode in Mode:
        (leg,) = EmbeddedEngine(town(mode)).legs([NEAR_A, B])
        assert leg.duration_ms == minutes_on_foot_ms(NEAR_A, A) + 4000
        assert leg.distance_m == pytest.approx(900 + float(great_circle_m(*NEAR_A, *A)))
        places = (NEAR_A, A, B)
        assert leg.coordinates == tuple((place.lon, place.lat) for place in places)


def test_a_point_is_no_time_from_itself_and_from_its_twin() -> None:
    engine = EmbeddedEngine(town())
    times = engine.travel_times([NEAR_A, B, NEAR_A]).durations_ms
    assert times[0, 0] == times[0, 2] == times[2, 0] == 0
    (leg,) = engine.legs([NEAR_A, NEAR_A])
    assert (leg.duration_ms, leg.distance_m) == (0, 0.0)
    assert leg.coordinates == ((NEAR_A.lon, NEAR_A.lat),) * 2


def test_two_points_at_one_crossing_meet_there() -> None:
    east = Point(LAT0, LON0 - 0.001)
    (leg,) = EmbeddedEngine(town()).legs([NEAR_A, east])
    expected_ms = minutes_on_foot_ms(NEAR_A, A) + minutes_on_foot_ms(east, A)
    assert leg.duration_ms == expected_ms
    assert len(leg.coordinates) == 3


def test_a_point_off_the_network_is_unreachable_and_its_distance_told() -> None:
    engine = EmbeddedEngine(town())
    times = engine.travel_times([A, FAR, FAR]).durations_ms
    expected = np.full((3, 3), UNREACHABLE)
    np.fill_diagonal(expected, 0)
    np.testing.assert_array_equal(times, expected)
    with pytest.raises(OutsideNetworkError) as caught:
        engine.legs([A, FAR])
    assert caught.value.distances_m == {1: pytest.approx(11_120, abs=10)}


@pytest.mark.parametrize("mode", Mode)
def test_a_point_is_snapped_up_to_the_modes_limit(mode: Mode) -> None:
    degree_m = float(great_circle_m(0, 0, 1, 0))
    inside, outside = (
        Point(LAT0 - (SNAP_LIMIT_M[mode] + offset_m) / degree_m, LON0) for offset_m in (-1, 1)
    )
    near, far = EmbeddedEngine(town(mode)).snap([inside, outside])
    assert far is None
    assert near is not None
    assert near.point == A
    assert near.distance_m == pytest.approx(SNAP_LIMIT_M[mode] - 1, abs=0.01)


@pytest.mark.parametrize(
    ("profile", "a_to_b_ms", "b_to_c_ms"),
    [
        (AccessProfile.NONE, 4000, 7000),
        (AccessProfile.SLOW_WALKER, 6000, 10_500),
        (AccessProfile.STROLLER, 9000, 7000),
        (AccessProfile.WHEELCHAIR, 9000, UNREACHABLE),
    ],
)
def test_each_profile_walks_its_own_way(
    profile: AccessProfile, a_to_b_ms: int, b_to_c_ms: int
) -> None:
    times = EmbeddedEngine(town()).travel_times([A, B, C], profile).durations_ms
    assert (times[0, 1], times[1, 2]) == (a_to_b_ms, b_to_c_ms)


def test_profiles_change_nothing_about_driving() -> None:
    engine = EmbeddedEngine(town(Mode.DRIVE))
    plain = engine.travel_times([NEAR_A, B, C]).durations_ms
    for profile in AccessProfile:
        times = engine.travel_times([NEAR_A, B, C], profile).durations_ms
        np.testing.assert_array_equal(times, plain)


def test_a_slope_too_steep_for_a_wheelchair_is_a_typed_answer() -> None:
    with pytest.raises(UnreachableError) as caught:
        EmbeddedEngine(town()).legs([A, B, C], AccessProfile.WHEELCHAIR)
    assert (caught.value.origin, caught.value.destination) == (1, 2)


def test_street_names_come_in_order_and_once() -> None:
    engine = EmbeddedEngine(town())
    assert engine.legs([A, C], AccessProfile.STROLLER)[0].street_names == ("本町", "坂の道")
    assert engine.legs([A, B])[0].street_names == ()


def test_no_points_and_one_point_have_no_legs() -> None:
    engine = EmbeddedEngine(town())
    assert (engine.snap([]), engine.legs([]), engine.legs([A])) == ((), (), ())
    assert engine.travel_times([]).durations_ms.shape == (0, 0)


def test_legs_on_real_streets_equal_the_matrix(
    sample_walk_network: StreetNetwork, sample_drive_network: StreetNetwork
) -> None:
    for network in (sample_walk_network, sample_drive_network):
        engine, box = EmbeddedEngine(network), network.bbox
        rng = np.random.default_rng(7)
        lats, lons = rng.uniform(box.south, box.north, 40), rng.uniform(box.west, box.east, 40)
        points = [Point(*pair) for pair in zip(lats.tolist(), lons.tolist(), strict=True)]
        near = [p for p, snap in zip(points, engine.snap(points), strict=True) if snap]
        times = engine.travel_times(near).durations_ms
        legs = engine.legs(near)
        assert len(legs) > 20
        assert [leg.duration_ms for leg in legs] == np.diagonal(times, 1).tolist()
        for leg in legs:
            lon, lat = np.array(leg.coordinates).T
            drawn_m = great_circle_m(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum()
            assert leg.distance_m == pytest.approx(drawn_m, rel=1e-6, abs=0.01)
