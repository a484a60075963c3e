"""Ask any engine for travel times and ways, with the points checked first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from routing.engines.base import Engine
from routing.model import AccessProfile, Leg, Point, TravelTimeMatrix


def travel_times(
    engine: Engine, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
) -> TravelTimeMatrix:
    """Return the times between all pairs of points.

    Raises
    ------
    ValueError
        If a coordinate is not finite or not on earth.
    """
    _check(points)
    return engine.travel_times(points, profile)


def legs(
    engine: Engine, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
) -> tuple[Leg, ...]:
    """Return the ways between consecutive points.

    Raises
    ------
    ValueError
        If a coordinate is not finite or not on earth.
    OutsideNetworkError
        If a point is off the network.
    UnreachableError
        If two consecutive points have no path between them.
    """
    _check(points)
    return engine.legs(points, profile)


def _check(points: Sequence[Point]) -> None:
    for index, (lat, lon) in enumerate(points):
        if not (math.isfinite(lat) and abs(lat) <= 90 and math.isfinite(lon) and abs(lon) <= 180):
            raise ValueError(f"point {index} is not on earth: latitude {lat}, longitude {lon}")
