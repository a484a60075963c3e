"""What is kept of points that were asked for, so that asking again costs almost nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from routing.hierarchy.model import Int32Array
from routing.model import Point

MOST_KNOWN_POINTS: Final = 4096
"""Some 3 KiB each on a city, 6 KiB on a prefecture."""


class KnownPoint(NamedTuple):
    """A point that was brought onto the network under one set of weights.

    Parameters
    ----------
    is_inside
        Whether any street is near enough, open or not.
    label
        Its times to and from the nodes above it in the hierarchy, as `split_labels` returns them.
    position
        Shape (k, 4): its row of `routing.snapping.model.Ties.position`.
    """

    is_inside: bool
    label: Int32Array
    position: Int32Array


class KnownPoints:
    """The points used last, safe to share between threads.

    Parameters
    ----------
    compute
        Makes points known, in their order.
    """

    def __init__(
        self, compute: Callable[[list[Point]], list[KnownPoint]], most: int = MOST_KNOWN_POINTS
    ) -> None:
        self._compute = compute
        self._most = most
        self._known: OrderedDict[Point, KnownPoint] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._known)

    def find(self, points: Sequence[Point]) -> list[KnownPoint]:
        """Return each point as known, computing those that are not yet."""
        found = self._recall(points)
        missing = [point for point in dict.fromkeys(points) if point not in found]
        if missing:
            computed = dict(zip(missing, self._compute(missing), strict=True))
            self._remember(computed)
            found |= computed
        return [found[point] for point in points]

    def _recall(self, points: Sequence[Point]) -> dict[Point, KnownPoint]:
        with self._lock:
            found = {point: self._known[point] for point in points if point in self._known}
            for point in found:
                self._known.move_to_end(point)
        return found

    def _remember(self, computed: dict[Point, KnownPoint]) -> None:
        with self._lock:
            self._known |= computed
            while len(self._known) > self._most:
                self._known.popitem(last=False)
