"""How fast people walk and cars drive on each kind of street."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

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

SYMBOLIC_LIMITS_KMH: Final = {"JP:express": 100.0, "JP:nsl": 60.0}
"""What Japan's road traffic law says where a `maxspeed` names the rule instead of a number."""

MPH_IN_KMH: Final = 1.60934

_STEEPEST: Final = 0.5
_LIMIT: Final = re.compile(r"([0-9][.,0-9]*) ?(?:km/h|kmh|kph|mph|knots)?")


def driving_speed_kmh(highway: str, maxspeed: str | None) -> float:
    """Return how fast cars drive on a way: its tagged limit, else what its class carries."""
    limit = None if maxspeed is None else tagged_limit_kmh(maxspeed)
    if limit is None:
        limit = DRIVING_KMH.get(highway, DRIVING_FALLBACK_KMH)
    slowest, fastest = DRIVING_RANGE_KMH
    return min(fastest, max(slowest, limit))


def tagged_limit_kmh(maxspeed: str) -> float | None:
    """Return a `maxspeed` tag as a number, None where it means none (`none`, `signals`).

    Limits that differ by lane, `40|60`, count with their mean. As in OSMnx, knots are taken for
    km/h: they occur on water only.
    """
    if maxspeed in SYMBOLIC_LIMITS_KMH:
        return SYMBOLIC_LIMITS_KMH[maxspeed]
    lanes = [_LIMIT.fullmatch(lane) for lane in maxspeed.split("|")]
    try:
        limits = [float(lane[1].replace(",", ".")) for lane in lanes if lane is not None]
    except ValueError:  # "1.2.3"
        return None
    if len(limits) < len(lanes):
        return None
    return sum(limits) / len(limits) * (MPH_IN_KMH if "mph" in maxspeed.lower() else 1.0)


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
    return float(walking_times_s(np.array(length_m), np.array(slope)))


def walking_times_s(
    length_m: NDArray[np.float64], slope: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return `walking_time_s` of many segments at once; the arrays have one shape."""
    bounded = np.clip(slope, -_STEEPEST, _STEEPEST)
    relative_speed = np.exp(-3.5 * (np.abs(bounded + 0.05) - 0.05))
    return np.asarray(length_m / (WALKING_KMH / 3.6 * relative_speed))


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
