"""The door to every engine."""

from __future__ import annotations

import pytest

from routing.engines.estimate import EstimateEngine
from routing.model import Mode, Point
from routing.travel_times import legs, travel_times

UBE = Point(33.9517, 131.2467)


@pytest.mark.parametrize(
    "point",
    [Point(float("nan"), 0), Point(0, float("inf")), Point(90.1, 0), Point(0, -180.1)],
)
def test_a_point_that_is_not_on_earth_is_refused(point: Point) -> None:
    engine = EstimateEngine(Mode.WALK)
    for ask in (travel_times, legs):
        with pytest.raises(ValueError, match="point 1 is not on earth"):
            ask(engine, [UBE, point])


def test_sound_points_get_the_engines_answer() -> None:
    engine, points = EstimateEngine(Mode.WALK), [UBE, Point(33.96, 131.25)]
    assert legs(engine, points) == engine.legs(points)
    assert (
        travel_times(engine, points).durations_ms == engine.travel_times(points).durations_ms
    ).all()
