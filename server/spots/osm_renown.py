"""How well known a place is, judged by what OpenStreetMap states about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from server.regions.categories import MEAL_CATEGORIES

_BASE: Final = 0.05
_WIKIDATA: Final = 0.20
_WIKIPEDIA: Final = 0.20
_HERITAGE: Final = 0.10
_ATTRACTION: Final = 0.20
_MUSEUM: Final = 0.10
_PER_LANGUAGE: Final = 0.03
_MOST_LANGUAGES: Final = 10
_TRADE_FACTOR: Final = 0.5
_SMALL_WORK_FACTOR: Final = 0.7

_NAME_LANGUAGE: Final = re.compile(r"name:[a-z]{2,3}")
_USUAL_LANGUAGES: Final = frozenset({"en", "ja", "fi", "sv"})
_SMALL_WORKS: Final = frozenset({"art", "memorial"})


def renown_of(tags: Mapping[str, str], category: str, local_language: str) -> float:
    """Return renown from 0 to 1.

    The sum of 0.05 for being on the map with a name, 0.20 for a Wikidata item, 0.20 for a
    Wikipedia article, 0.10 for listed heritage, 0.20 for being tagged a tourist attraction, 0.10
    for a museum, zoo or castle, and 0.03 for each language in which somebody named it beyond the
    local and the most usual ones, up to ten. Statues and works of art count 0.7 of that, since
    nearly each has its Wikidata item; eating places and shops count half.

    This is the house's own scale, meant for ranking within one region; no more than a start where
    nobody has stated better.
    """
    stated = (
        _BASE
        + _WIKIDATA * ("wikidata" in tags)
        + _WIKIPEDIA * any(key.split(":")[0] == "wikipedia" for key in tags)
        + _HERITAGE * any(key.split(":")[0] == "heritage" for key in tags)
        + _ATTRACTION * (tags.get("tourism") == "attraction")
        + _MUSEUM * (category in {"museum", "zoo", "castle"})
        + _PER_LANGUAGE * min(_foreign_names(tags, local_language), _MOST_LANGUAGES)
    )
    return round(min(stated * _factor(category), 1.0), 3)


def _foreign_names(tags: Mapping[str, str], local_language: str) -> int:
    languages = {key[5:] for key in tags if _NAME_LANGUAGE.fullmatch(key)}
    return len(languages - _USUAL_LANGUAGES - {local_language})


def _factor(category: str) -> float:
    if category in MEAL_CATEGORIES or category in {"shop", "craft"}:
        return _TRADE_FACTOR
    return _SMALL_WORK_FACTOR if category in _SMALL_WORKS else 1.0
