"""The records of arrays that the kernels read and write."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

NEVER: Final = 1 << 50
LABELS: Final = 32
"""So many places of the car are remembered after each stop; the latest give way."""

LongArray = NDArray[np.int64]


class DayTable(NamedTuple):
    """One day for the kernels.

    Parameters
    ----------
    drive_s, walk_s
        Shape (nodes, nodes); driving with the cost of parking where one stops.
    node
        Node of each stop, -1 for a break taken where the tourist is.
    duration_s
        Of each stop.
    first_s, last_s
        When a visit may begin, shape (stops, windows), windows in order; none where the last is
        before the first.
    parks
        Nodes at which to park for a node beside the node itself, shape (nodes, places); -1 none.
    frame
        Start node, end node, start and end of the day in seconds, longest walk in seconds, most
        stops of one outing, number of items.
    """

    drive_s: LongArray
    walk_s: LongArray
    node: LongArray
    duration_s: LongArray
    first_s: LongArray
    last_s: LongArray
    parks: LongArray
    frame: LongArray


class Trace(NamedTuple):
    """Labels after each number of stops: shape (stops + 1, `LABELS`) each, and how many."""

    time_s: LongArray
    travel_s: LongArray
    car: LongArray
    from_stop: LongArray
    from_label: LongArray
    moved: LongArray
    labels: LongArray


def new_trace(longest: int) -> Trace:
    """Return room for days of up to `longest` stops."""
    tables = np.zeros((6, longest + 1, LABELS), dtype=np.int64)
    time_s, travel_s, car, from_stop, from_label, moved = tables
    labels = np.zeros(longest + 1, dtype=np.int64)
    return Trace(time_s, travel_s, car, from_stop, from_label, moved, labels)
