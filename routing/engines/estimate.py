"""Travel times from distance alone, for a region without a street network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.engines.profiles import rules_for
from routing.errors import UnreachableError
from routing.geodesy import great_circle_m, points_to_arrays
from routing.model import UNREACHABLE, AccessProfile, Leg, Mode, Point, Snap, TravelTimeMatrix


@dataclass(frozen=True, slots=True)
class EstimateFactors:
    """How streets differ from straight lines.

    Parameters
    ----------
    detour
        Street distance over great-circle distance.
    speed_kmh
        Street distance over time.
    """

    detour: float
    speed_kmh: float


FACTORS: Final = {
    Mode.WALK: EstimateFactors(detour=1.3, speed_kmh=4.8),
    Mode.DRIVE: EstimateFactors(detour=1.35, speed_kmh=36.0),
}
"""Measured by `benchmarks/detour_factor.py` on fastest paths between 400 random pairs of nodes per
network, 200 m (walking) or 500 m (driving) to 6 km apart; detour is total street length over
total great-circle length, speed is total street length over total time:

=============== ============ ============= ==========
network         walk, detour drive, detour drive km/h
=============== ============ ============= ==========
Kumamoto        1.19         1.31          37.4
Ube             1.24         1.36          38.5
Helsinki centre 1.59         1.36          33.0
=============== ============ ============= ==========

Driving takes the mean of the three. Walking takes a value between the two Japanese cities and
Helsinki, whose small extract ends at water on three sides. Speeds are those of free-flowing roads.
"""


class EstimateEngine:
    """Great-circle distance, times a detour factor, over a speed; every point is its own snap."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._factors = FACTORS[mode]

    @property
    def mode(self) -> Mode:
        """How this engine travels."""
        return self._mode

    @property
    def estimated(self) -> bool:
        """True: times come from distances."""
        return True

    def snap(self, points: Sequence[Point]) -> tuple[Snap | None, ...]:
        """Return every point as it is."""
        return tuple(Snap(point, 0.0) for point in points)

    def distance_m(self, point: Point) -> float:
        """Return 0: without streets there is nothing to be far from."""
        return 0.0

    def travel_times(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> TravelTimeMatrix:
        """Return the estimated times between all pairs; 0 ms from a point to itself."""
        lat, lon = points_to_arrays(points)
        straight_m = great_circle_m(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
        return TravelTimeMatrix(self._durations_ms(straight_m, profile), estimated=True)

    def legs(
        self, points: Sequence[Point], profile: AccessProfile = AccessProfile.NONE
    ) -> tuple[Leg, ...]:
        """Return straight lines between consecutive points, with estimated lengths and times.

        Raises
        ------
        UnreachableError
            If two consecutive points are more than 24 days apart, which no matrix entry holds.
        """
        lat, lon = points_to_arrays(points)
        straight_m = great_circle_m(lat[:-1], lon[:-1], lat[1:], lon[1:])
        durations_ms = self._durations_ms(straight_m, profile)
        for origin in np.flatnonzero(durations_ms == UNREACHABLE):
            raise UnreachableError(int(origin), int(origin) + 1)
        return tuple(
            Leg(
                mode=self._mode,
                distance_m=float(straight * self._factors.detour),
                duration_ms=int(duration_ms),
                coordinates=((here.lon, here.lat), (there.lon, there.lat)),
                estimated=True,
            )
            for (here, there), straight, duration_ms in zip(
                pairwise(points), straight_m, durations_ms, strict=True
            )
        )

    def _durations_ms(
        self, straight_m: NDArray[np.float64], profile: AccessProfile
    ) -> NDArray[np.int32]:
        rules = rules_for(profile, self._mode)
        ms_per_m = 3600 / self._factors.speed_kmh * self._factors.detour
        base_ms = np.rint(straight_m * ms_per_m)
        scaled_ms = np.ceil(base_ms * rules.numerator / rules.denominator)
        return np.minimum(scaled_ms, UNREACHABLE).astype(np.int32)
