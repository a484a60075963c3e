"""Estimates from distance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.engines.estimate import FACTORS, EstimateEngine
from routing.errors import UnreachableError
from routing.geodesy import great_circle_m
from routing.model import UNREACHABLE, AccessProfile, Mode, Point

KYUSHU_POINTS = st.builds(Point, st.floats(31, 34), st.floats(129, 132))
UBE, SHIMABARA = Point(33.9517, 131.2467), Point(32.7881, 130.3703)


@given(st.lists(KYUSHU_POINTS, max_size=6), st.sampled_from(Mode), st.sampled_from(AccessProfile))
def test_legs_take_what_the_matrix_says_and_are_marked(
    points: list[Point], mode: Mode, profile: AccessProfile
) -> None:
    engine = EstimateEngine(mode)
    matrix, legs = engine.travel_times(points, profile), engine.legs(points, profile)
    assert matrix.estimated
    assert (np.diagonal(matrix.durations_ms) == 0).all()
    assert (matrix.durations_ms >= 0).all()
    assert len(legs) == max(0, len(points) - 1)
    for i, leg in enumerate(legs):
        assert leg.estimated
        assert leg.duration_ms == matrix.durations_ms[i, i + 1]
        ends = (points[i], points[i + 1])
        assert leg.coordinates == tuple((point.lon, point.lat) for point in ends)


def test_a_leg_is_the_great_circle_times_the_detour() -> None:
    (leg,) = EstimateEngine(Mode.DRIVE).legs([UBE, SHIMABARA])
    straight_m = float(great_circle_m(*UBE, *SHIMABARA))
    assert straight_m == pytest.approx(152_900, rel=0.01)
    assert leg.distance_m == pytest.approx(straight_m * FACTORS[Mode.DRIVE].detour)
    hours = leg.distance_m / 1000 / FACTORS[Mode.DRIVE].speed_kmh
    assert leg.duration_ms == pytest.approx(hours * 3_600_000, abs=1)


def test_a_slow_walker_takes_half_as_long_again_but_not_in_a_car() -> None:
    for mode, factor in ((Mode.WALK, 1.5), (Mode.DRIVE, 1.0)):
        engine, pair = EstimateEngine(mode), [UBE, Point(33.96, 131.25)]
        plain = engine.legs(pair)[0].duration_ms
        slow = engine.legs(pair, AccessProfile.SLOW_WALKER)[0].duration_ms
        assert slow == pytest.approx(plain * factor, abs=1)


def test_every_point_is_its_own_snap() -> None:
    (snap,) = EstimateEngine(Mode.WALK).snap([UBE])
    assert snap is not None
    assert (snap.point, snap.distance_m) == (UBE, 0.0)


def test_a_walk_around_the_world_is_not_promised() -> None:
    antipode = Point(-UBE.lat, UBE.lon - 180)
    engine = EstimateEngine(Mode.WALK)
    assert engine.travel_times([UBE, antipode]).durations_ms[0, 1] == UNREACHABLE
    with pytest.raises(UnreachableError):
        engine.legs([UBE, antipode])
