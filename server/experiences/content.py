"""All that an experience says, as one plain document: what is edited and kept in histories.

A document has JSON values only. Options and units in it have ids; those that are not offered any
more are not in it. Facts of accessibility that nobody knows are missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from server.experiences.models import Experience, ExperienceOption, ExperienceUnit
from server.folding import folded

Content = dict[str, Any]

PLAIN: Final = (
    "category",
    "languages",
    "texts",
    "lat",
    "lon",
    "duration_minutes",
    "min_party",
    "max_party",
    "min_to_run",
    "min_age",
    "accessibility",
    "cancellation",
    "cutoff_minutes",
    "confirmation",
    "approval_hours",
    "payment",
)
"""Fields that have the same name and value in the table."""

MAY_BE_NULL: Final = frozenset({"min_age"})
"""Fields without which an experience can do."""

MOST_LANGUAGES: Final = 20
"""In so many languages an experience can be told."""

_OF_OPTION: Final = ("names", "duration_minutes")
_OF_UNIT: Final = ("kind", "names", "price_minor", "seats", "min_age", "max_age")
_SEARCHED: Final = ("title", "description")


def content_of(experience: Experience) -> Content:
    """Return what the experience says now."""
    return {name: getattr(experience, name) for name in PLAIN} | {
        "options": [_option(option) for option in experience.offered]
    }


def _option(option: ExperienceOption) -> dict[str, Any]:
    facts = {name: getattr(option, name) for name in _OF_OPTION}
    return {"id": option.id, **facts, "units": [_unit(unit) for unit in option.offered]}


def _unit(unit: ExperienceUnit) -> dict[str, Any]:
    return {"id": unit.id, **{name: getattr(unit, name) for name in _OF_UNIT}}


def apply_content(experience: Experience, content: Mapping[str, Any], *, now: dt.datetime) -> None:
    """Let the experience say what `content` says, and nothing else.

    Options and units that are not in it are retired; those that were retired and are in it are
    back.
    """
    for name in PLAIN:
        setattr(experience, name, content[name])
    experience.searched = "\n".join(
        folded(text[part]) for text in content["texts"].values() for part in _SEARCHED
    )
    _apply_options(experience, content["options"], now)


def _apply_options(
    experience: Experience, said: Iterable[Mapping[str, Any]], now: dt.datetime
) -> None:
    stored = {option.id: option for option in experience.options}
    offered = []
    for position, facts in enumerate(said):
        option = stored.pop(facts["id"], None) or ExperienceOption(id=facts["id"], units=[])
        option.position, option.retired_at = position, None
        for name in _OF_OPTION:
            setattr(option, name, facts[name])
        _apply_units(option, facts["units"], now)
        offered.append(option)
    for option in stored.values():
        _retire(option, now)
        _apply_units(option, (), now)
    experience.options = [*offered, *stored.values()]


def _apply_units(
    option: ExperienceOption, said: Iterable[Mapping[str, Any]], now: dt.datetime
) -> None:
    stored = {unit.id: unit for unit in option.units}
    offered = []
    for position, facts in enumerate(said):
        unit = stored.pop(facts["id"], None) or ExperienceUnit(id=facts["id"])
        unit.position, unit.retired_at = position, None
        for name in _OF_UNIT:
            setattr(unit, name, facts[name])
        offered.append(unit)
    for unit in stored.values():
        _retire(unit, now)
    option.units = [*offered, *stored.values()]


def _retire(part: ExperienceOption | ExperienceUnit, now: dt.datetime) -> None:
    part.retired_at = part.retired_at or now
