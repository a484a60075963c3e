"""How fast people walk and cars drive on each kind of street."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

WALKING_KMH: Final = 4.8
"""Flat walking speed: 80 m a minute, which Japanese rental advertisements must assume."""

STEPS_KMH: Final = 2.4
"""Horizontal speed on steps, up or down; the order of what Fruin (1971) observed."""

DRIVING_KMH: Final = {
    "motorway": 80.0,
    "motorway_link": 40.0,
    "trunk": 50.0,
    "trunk_link": 40.0,
    "primary": 40.0,
    "primary_link": 30.0,
    "secondary": 40.0,
    "secondary_link": 30.0,
    "tertiary": 30.0,
    "tertiary_link": 30.0,
    "unclassified": 30.0,
    "residential": 20.0,
    "living_street": 10.0,
    "road": 30.0,
    "busway": 30.0,
}
"""Speeds where no limit is tagged: what Japanese roads of each class carry, under the statutory
60 km/h of general roads and 30 km/h of narrow residential ones."""

DRIVING_FALLBACK_KMH: Final = 30.0
"""Speed on a class of road that the table does not know."""

DRIVING_RANGE_KMH: Final = (5.0, 120.0)
"""Tagged limits beyond this are errors of tagging and are pulled in."""

_STEEPEST: Final = 0.5


def walking_time_s(length_m: float, *, slope: float = 0.0) -> float:
    """Return the time to walk a street segment that is not steps.

    Tobler's hiking function gives how the speed changes with the slope; it is scaled so that flat
    ground takes `WALKING_KMH`. The optimum is a gentle descent of 5 %.

    Parameters
    ----------
    length_m
        Horizontal length in metres.
    slope
        Height gained over length, negative downhill; beyond ±0.5 taken as ±0.5.

    References
    ----------
    Tobler, W. (1993). Three Presentations on Geographical Analysis and Modeling. NCGIA Technical
    Report 93-1.
    """
    bounded = max(-_STEEPEST, min(_STEEPEST, slope))
    relative_speed = math.exp(-3.5 * (abs(bounded + 0.05) - 0.05))
    return length_m / (WALKING_KMH / 3.6 * relative_speed)


def steps_time_s(length_m: float) -> float:
    """Return the time to climb or descend steps of a horizontal length in metres."""
    return length_m / (STEPS_KMH / 3.6)


def walked_time_s(length_m: float, *, highway: str | Sequence[str], slope: float = 0.0) -> float:
    """Return the walking time of a segment by its OSM class or classes.

    Where a segment was merged from several classes, how much of it each one holds is no longer
    known: each counts for an equal share.
    """
    classes = [highway] if isinstance(highway, str) else list(highway)
    times_s = [
        steps_time_s(length_m) if name == "steps" else walking_time_s(length_m, slope=slope)
        for name in classes
    ]
    return sum(times_s) / len(times_s)
