"""The legs of an order that stands already."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from routing.engines.base import Engine
from routing.model import AccessProfile, Leg, Point


def ways_through(
    stations: Sequence[Point], engine: Engine, profile: AccessProfile = AccessProfile.NONE
) -> tuple[Leg, ...]:
    """Return the legs between consecutive stations; staying where one is gets an empty one.

    Raises
    ------
    OutsideNetworkError
        If a station is off the network.
    UnreachableError
        If two consecutive stations have no path between them.
    """
    moves = [a != b for a, b in pairwise(stations)]
    asked = [stations[0], *(b for b, moved in zip(stations[1:], moves, strict=True) if moved)]
    ways = iter(engine.legs(asked, profile) if len(asked) > 1 else ())
    return tuple(
        next(ways) if moved else _staying(engine, point)
        for point, moved in zip(stations, moves, strict=False)
    )


def _staying(engine: Engine, point: Point) -> Leg:
    here = (point.lon, point.lat)
    return Leg(engine.mode, 0.0, 0, (here, here), estimated=engine.estimated)
