"""Which OSM tags are drawn, as what, and from which zoom on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

LARGEST_ZOOM: Final = 14
"""What is drawn there is all there is; closer views enlarge it. It shows 0.6 m in Japan."""


class StreetKind(StrEnum):
    """How a street is drawn."""

    MOTORWAY = "motorway"
    MAIN = "main"
    MINOR = "minor"
    SERVICE = "service"
    PATH = "path"
    STEPS = "steps"


class AreaKind(StrEnum):
    """How an area is drawn."""

    WATER = "water"
    GREEN = "green"
    BUILT = "built"


class Look(NamedTuple):
    """As what a class of streets is drawn, and the zoom from which on it is."""

    kind: StreetKind
    from_zoom: int


STREETS: Final[dict[str, Look]] = {
    "motorway": Look(StreetKind.MOTORWAY, 5),
    "motorway_link": Look(StreetKind.MOTORWAY, 11),
    "trunk": Look(StreetKind.MAIN, 6),
    "trunk_link": Look(StreetKind.MAIN, 12),
    "primary": Look(StreetKind.MAIN, 8),
    "primary_link": Look(StreetKind.MAIN, 12),
    "secondary": Look(StreetKind.MAIN, 9),
    "secondary_link": Look(StreetKind.MAIN, 12),
    "tertiary": Look(StreetKind.MAIN, 11),
    "tertiary_link": Look(StreetKind.MAIN, 13),
    "unclassified": Look(StreetKind.MINOR, 12),
    "residential": Look(StreetKind.MINOR, 12),
    "living_street": Look(StreetKind.MINOR, 12),
    "road": Look(StreetKind.MINOR, 12),
    "busway": Look(StreetKind.SERVICE, 13),
    "service": Look(StreetKind.SERVICE, 13),
    "pedestrian": Look(StreetKind.PATH, 13),
    "track": Look(StreetKind.PATH, 13),
    "footway": Look(StreetKind.PATH, 13),
    "path": Look(StreetKind.PATH, 13),
    "cycleway": Look(StreetKind.PATH, 13),
    "bridleway": Look(StreetKind.PATH, 13),
    "steps": Look(StreetKind.STEPS, 14),
}
"""By the value of `highway`; others, such as platforms, are not drawn."""

_AREAS: Final[dict[str, dict[str, AreaKind]]] = {
    "natural": {
        "water": AreaKind.WATER,
        "bay": AreaKind.WATER,
        "wood": AreaKind.GREEN,
        "scrub": AreaKind.GREEN,
        "grassland": AreaKind.GREEN,
        "heath": AreaKind.GREEN,
    },
    "waterway": {"riverbank": AreaKind.WATER, "dock": AreaKind.WATER},
    "landuse": {
        "reservoir": AreaKind.WATER,
        "basin": AreaKind.WATER,
        "forest": AreaKind.GREEN,
        "grass": AreaKind.GREEN,
        "meadow": AreaKind.GREEN,
        "orchard": AreaKind.GREEN,
        "cemetery": AreaKind.GREEN,
        "recreation_ground": AreaKind.GREEN,
        "village_green": AreaKind.GREEN,
        "residential": AreaKind.BUILT,
        "commercial": AreaKind.BUILT,
        "retail": AreaKind.BUILT,
        "industrial": AreaKind.BUILT,
    },
    "leisure": {
        "park": AreaKind.GREEN,
        "garden": AreaKind.GREEN,
        "golf_course": AreaKind.GREEN,
        "nature_reserve": AreaKind.GREEN,
        "pitch": AreaKind.GREEN,
    },
}
"""By key and value; the first key that fits counts, so that a pond in a park is water."""

AREA_KEYS: Final = tuple(_AREAS)

_INDOORS: Final = ("indoor", "area")


def street_class(tags: Mapping[str, str]) -> str | None:
    """Return the class of a way that is drawn as a street, None for another one.

    Squares (`area=yes`) and ways within buildings are none.
    """
    drawn = tags.get("highway") in STREETS
    if not drawn or any(tags.get(key) == "yes" for key in _INDOORS):
        return None
    return tags["highway"]


def area_kind(tags: Mapping[str, str]) -> AreaKind | None:
    """Return as what an area is drawn, None where it is not."""
    found = (kinds[tags[key]] for key, kinds in _AREAS.items() if tags.get(key) in kinds)
    return next(found, None)
