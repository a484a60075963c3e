"""Which OSM ways belong to a mode's network: the rules OSMnx sends to Overpass, applied here."""

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
