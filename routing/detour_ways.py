"""Times between an order's own places and those that it might take in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.engines.base import Engine
from routing.model import UNREACHABLE, AccessProfile, Point
from routing.own_order import Travel

IntArray = NDArray[np.int64]

NEVER: Final = np.int64(1) << 40
"""Seconds that are beyond any clock."""


class Ways:
    """The engine's times between an order's own places and the offers, asked for once.

    Parameters
    ----------
    own
        The order's places.
    offers
        Where the offers are, in their order.
    """

    def __init__(
        self,
        own: Sequence[Point],
        offers: Sequence[Point],
        engine: Engine,
        profile: AccessProfile = AccessProfile.NONE,
    ) -> None:
        points = tuple(dict.fromkeys([*own, *offers]))
        self._row = {point: number for number, point in enumerate(points)}
        seconds = engine.travel_times(points, profile).durations_s().astype(np.int64)
        self._seconds = np.where(seconds == UNREACHABLE, NEVER, seconds)
        self._offers = np.array([self._row[point] for point in offers], dtype=np.intp)

    def by(self, *, on_foot: bool) -> Ways:
        """Return the ways to a stop; here there is one kind only."""
        return self

    @property
    def clock(self) -> Travel:
        """What an order with these ways is lived through by."""
        return self.travel

    def there(self, here: Point) -> IntArray:
        """Return the seconds from a place to each offer; beyond any clock where no way is."""
        return np.asarray(self._seconds[self._row[here], self._offers])

    def back(self, there: Point) -> IntArray:
        """Return the seconds from each offer to a place; beyond any clock where no way is."""
        return np.asarray(self._seconds[self._offers, self._row[there]])

    def travel(self, here: Point, there: Point) -> int:
        """Return the seconds between any two points; `UNREACHABLE` where no way is."""
        seconds = int(self._seconds[self._row[here], self._row[there]])
        return UNREACHABLE if seconds >= NEVER else seconds

    def between(self, here: Point, there: Point) -> int:
        """Return the seconds between two places; beyond any clock where no way is."""
        return int(self._seconds[self._row[here], self._row[there]])
