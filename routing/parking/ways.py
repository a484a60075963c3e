"""Ways of an order by car on which the car is left, and parts are walked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from routing.detour_ways import NEVER, Ways
from routing.engines.base import Engine
from routing.model import UNREACHABLE, AccessProfile, Point
from routing.own_order import CarAndFoot, Travel, travel_between
from routing.parking.model import ParkingRules

_DEFAULT_RULES: Final = ParkingRules()


def travel_and_park(
    points: Sequence[Point],
    engines: tuple[Engine, Engine],
    ends: Collection[Point],
    profile: AccessProfile = AccessProfile.NONE,
    rules: ParkingRules = _DEFAULT_RULES,
) -> CarAndFoot:
    """Return the times between any two of `points`, parking included as the planner counts it.

    Parameters
    ----------
    engines
        For driving, and for walking.
    ends
        Where days end; nobody looks for a place to park there.
    """
    drive, walk = (travel_between(points, engine, profile) for engine in engines)

    def parked(origin: Point, target: Point) -> int:
        way_s = drive(origin, target)
        is_free = way_s == UNREACHABLE or target in ends or origin == target
        return way_s if is_free else way_s + rules.overhead_s

    return CarAndFoot(parked, walk)


class ParkedWays(Ways):
    """Ways of an order on which the car is left to walk.

    Parameters
    ----------
    engines
        For driving, and for walking.
    ends
        Where days end; nobody looks for a place to park there.
    """

    def __init__(
        self,
        places: tuple[Sequence[Point], Sequence[Point]],
        engines: tuple[Engine, Engine],
        ends: Collection[Point],
        profile: AccessProfile = AccessProfile.NONE,
        rules: ParkingRules = _DEFAULT_RULES,
    ) -> None:
        own, offers = places
        super().__init__(own, offers, engines[0], profile)
        to_park_s = [0 if point in ends else rules.overhead_s for point in self._row]
        self._seconds = self._seconds + np.array(to_park_s, dtype=np.int64)
        np.fill_diagonal(self._seconds, 0)
        self._walked = _Walked(own, offers, engines[1], profile, longest_s=rules.longest_walk_s)

    def by(self, *, on_foot: bool) -> Ways:
        """Return the ways to a stop that is walked to, or driven to."""
        return self._walked if on_foot else self

    @property
    def clock(self) -> Travel:
        """What an order with these ways is lived through by."""
        return CarAndFoot(self.travel, self._walked.travel)


class _Walked(Ways):
    """Ways on foot; no offer is walked to or from for longer than `longest_s`."""

    def __init__(
        self,
        own: Sequence[Point],
        offers: Sequence[Point],
        engine: Engine,
        profile: AccessProfile,
        *,
        longest_s: int,
    ) -> None:
        super().__init__(own, offers, engine, profile)
        seconds = self._seconds
        offered = np.zeros(len(seconds), dtype=np.bool_)
        offered[self._offers] = True
        too_far = (offered[:, None] | offered[None, :]) & (seconds > longest_s)
        self._seconds = np.where(too_far, NEVER, seconds)
