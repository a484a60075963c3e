"""Which OSM ways belong to a mode's network: the rules OSMnx sends to Overpass, applied here.

One rule is ours: nobody walks along a `motorroad`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from routing.model import Mode

_EXCLUDED: Final[dict[Mode, dict[str, str]]] = {
    Mode.WALK: {
        "area": "yes",
        "access": "private",
        "highway": (
            "abandoned|bus_guideway|construction|cycleway|motor|no|planned|platform|proposed|"
            "raceway|razed|rest_area|services"
        ),
        "foot": "no",
        "motorroad": "yes",
        "service": "private",
        "sidewalk": "separate",
        "sidewalk:both": "separate",
        "sidewalk:left": "separate",
        "sidewalk:right": "separate",
    },
    Mode.DRIVE: {
        "area": "yes",
        "access": "private",
        "highway": (
            "abandoned|bridleway|bus_guideway|construction|corridor|cycleway|elevator|escalator|"
            "footway|no|path|pedestrian|planned|platform|proposed|raceway|razed|rest_area|"
            "service|services|steps|track"
        ),
        "motor_vehicle": "no",
        "motorcar": "no",
        "service": "alley|driveway|emergency_access|parking|parking_aisle|private",
    },
}

STOPPING_TAGS: Final = ("highway", "motorroad", "tunnel")
"""The tags that say whether one can stop."""

_MOTORWAYS: Final = frozenset({"motorway", "motorway_link"})

_PATTERNS: Final = {
    mode: {key: re.compile(pattern) for key, pattern in rules.items()}
    for mode, rules in _EXCLUDED.items()
}


def belongs(tags: Mapping[str, str], mode: Mode) -> bool:
    """Return whether a way with these tags is part of the mode's network.

    As in Overpass, a pattern matches anywhere in a value (`motor` also excludes `motorway`), and
    a key that is absent excludes nothing.
    """
    if "highway" not in tags:
        return False
    return not any(
        pattern.search(tags[key]) for key, pattern in _PATTERNS[mode].items() if key in tags
    )


def forbids_stopping(tags: Mapping[str, str]) -> bool:
    """Return whether nobody may get into or out of a car along a way with these tags.

    So it is on motorways and their links, on roads for motor vehicles only, and in tunnels.
    """
    return (
        tags.get("highway") in _MOTORWAYS
        or tags.get("motorroad") == "yes"
        or tags.get("tunnel") == "yes"
    )
