"""Turn restrictions as OSM states them: relations from a way over a node to a way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import osmium

_VALUE_KEYS: Final = ("restriction:motorcar", "restriction:motor_vehicle", "restriction")
"""Most specific first: what is said about cars goes before what is said about everybody."""

_CONDITIONAL_KEYS: Final = (
    *(f"{key}:conditional" for key in _VALUE_KEYS),
    *("time", "day_on", "day_off", "hour_on", "hour_off"),
)
_EXEMPT: Final = frozenset({"motorcar", "motor_vehicle", "vehicle"})


@dataclass(frozen=True, slots=True)
class TurnRestriction:
    """What cars coming from some ways may not do at a node.

    Parameters
    ----------
    via
        OSM number of the node.
    from_ways, to_ways
        OSM numbers of ways.
    only
        True where nothing but the `to_ways` may be taken, False where they may not.
    """

    from_ways: tuple[int, ...]
    via: int
    to_ways: tuple[int, ...]
    only: bool


@dataclass(frozen=True, slots=True)
class StatedTurns:
    """The restrictions for cars that an extract states.

    Parameters
    ----------
    ignored
        How many more there are that cannot be followed: they hold at certain hours only, lead
        over ways instead of a node, or lack a member.
    """

    restrictions: tuple[TurnRestriction, ...] = ()
    ignored: int = 0


def read_restrictions(path: Path) -> StatedTurns:
    """Read the turn restrictions for cars in an OSM file."""
    found = [_restriction(relation) for relation in _car_relations(path)]
    kept = tuple(restriction for restriction in found if restriction is not None)
    return StatedTurns(kept, len(found) - len(kept))


def _car_relations(path: Path) -> Iterator[osmium.osm.Relation]:
    stated = osmium.filter.TagFilter(("type", "restriction"))
    for relation in osmium.FileProcessor(str(path), osmium.osm.RELATION).with_filter(stated):
        if isinstance(relation, osmium.osm.Relation) and _is_for_cars(dict(relation.tags)):
            yield relation


def _is_for_cars(tags: Mapping[str, str]) -> bool:
    exempt = {word.strip() for word in tags.get("except", "").split(";")}
    stated = any(key in tags for key in (*_VALUE_KEYS, *_CONDITIONAL_KEYS))
    return stated and not exempt & _EXEMPT


def _restriction(relation: osmium.osm.Relation) -> TurnRestriction | None:
    tags = dict(relation.tags)
    value = next((tags[key] for key in _VALUE_KEYS if key in tags), "")
    held_always = not any(key in tags for key in _CONDITIONAL_KEYS)
    members = {role: _members(relation, role) for role in ("from", "via", "to")}
    if not held_always or not value.startswith(("no_", "only_")):
        return None
    if not members["from"] or not members["to"] or [kind for kind, _ in members["via"]] != ["n"]:
        return None
    ways = {role: tuple(ref for _, ref in members[role]) for role in ("from", "to")}
    only = value.startswith("only_")
    return TurnRestriction(ways["from"], members["via"][0][1], ways["to"], only)


def _members(relation: osmium.osm.Relation, role: str) -> list[tuple[str, int]]:
    return [(member.type, member.ref) for member in relation.members if member.role == role]
