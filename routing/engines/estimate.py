"""Travel times from distance alone, for regions that have no street network yet.

Great-circle distance times a detour factor, at one speed. `benchmarks/detour_factor.py` measured
both over 400 random pairs each, medians:

======== ===== ====== ====
network  mode  detour km/h
======== ===== ====== ====
Helsinki walk  1.41   4.8
Kumamoto walk  1.19   4.8
Ube      walk  1.22   4.8
Helsinki drive 1.37   32.3
Kumamoto drive 1.30   36.4
======== ===== ====== ====

The constants below are the means of these medians over the networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.geodesy import great_circle_m, points_to_arrays
from routing.model import UNREACHABLE, AccessProfile, Leg, Mode, Point, Snap, TravelTimeMatrix

DETOUR_FACTOR: Final = {Mode.WALK: 1.27, Mode.DRIVE: 1.33}
"""Street distance over great-circle distance."""

SPEED_KMH: Final = {Mode.WALK: 4.8, Mode.DRIVE: 34.0}
"""Speed along the street."""

SLOWER: Final = {AccessProfile.SLOW_WALKER: 1.5, AccessProfile.WHEELCHAIR: 1.25}
"""What walking times are multiplied by: slow walking, and ways around steps."""


class EstimateEngine:
    """Travel in one mode, anywhere, without streets."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._mode

    @property
    def estimated(self) -> bool:
        """Always."""
        return True

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Return every point as it is: without streets there is nothing to be far from."""
        return tuple(Snap(point, 0.0) for point in points)

    def distance_m(self, point: Point) -> float:
        """Return 0: see `snap`."""
        return 0.0

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the estimated times between all pairs; see `Engine.travel_times`."""
        lat, lon = points_to_arrays(points)
        distances_m = great_circle_m(lat[:, None], lon[:, None], lat, lon)
        return TravelTimeMatrix(self._durations_ms(distances_m, profile), estimated=True)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return straight lines with estimated times; see `Engine.legs`."""
        return tuple(self._leg(*pair, profile) for pair in pairwise(points))

    def _leg(self, origin: Point, destination: Point, profile: AccessProfile) -> Leg:
        straight_m = great_circle_m(*origin, *destination)
        return Leg(
            mode=self._mode,
            distance_m=float(straight_m) * DETOUR_FACTOR[self._mode],
            duration_ms=int(self._durations_ms(straight_m, profile)),
            coordinates=((origin.lon, origin.lat), (destination.lon, destination.lat)),
            estimated=True,
        )

    def _durations_ms(
        self, distances_m: NDArray[np.float64], profile: AccessProfile
    ) -> NDArray[np.int32]:
        slower = SLOWER.get(profile, 1.0) if self._mode is Mode.WALK else 1.0
        metres_per_ms = SPEED_KMH[self._mode] / 3600
        durations_ms = np.ceil(distances_m * DETOUR_FACTOR[self._mode] * slower / metres_per_ms)
        return np.minimum(durations_ms, UNREACHABLE - 1).astype(np.int32)
