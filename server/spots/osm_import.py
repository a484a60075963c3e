"""Spots for any region out of OpenStreetMap data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from pathlib import Path
from typing import Final

from server.regions.categories import CATEGORIES, MEAL_CATEGORIES
from server.spots.hours_text import HoursError, validate_hours
from server.spots.osm_categories import categories_of
from server.spots.osm_objects import OsmObject, UnreadableOsmFile, read_objects
from server.spots.osm_renown import renown_of
from server.spots.records import HoursRule, SpotRecord

__all__ = ["CategoryCount", "ImportReport", "OsmSpots", "UnreadableOsmFile", "read_osm_spots"]

SOURCE: Final = "osm"
ATTRIBUTION: Final = "© OpenStreetMap contributors"
LICENCE: Final = "ODbL-1.0"

_LANGUAGES: Final = ("ja", "en", "fi", "sv")
_KANA_KEYS: Final = ("name:ja-Hira", "name:ja_kana", "name:ja-Kana", "name:ja_hira")
_SAME_PLACE_M: Final = 60.0
_CHAIN_BRANCHES: Final = 3
_TRADE: Final = MEAL_CATEGORIES | {"shop"}
# Older data names well-known chains without a brand tag.
_CHAINS: Final = re.compile(
    r"mcdonald|burger king|kfc\b|subway\b|pizza hut|domino'?s|starbucks|hard rock caf|taco bell"
    r"|hesburger|kotipizza|(?:golden )?rax\b|arnolds|o'learys|espresso house|wayne's coffee"
    r"|マクドナルド|モスバーガー|ケンタッキー|スターバックス|ドトール|ミスタードーナツ|ガスト"
    r"|サイゼリヤ|すき家|吉野家|松屋",
    re.IGNORECASE,
)
_METRES_PER_DEGREE: Final = 111_195.0
_CHARGE: Final = re.compile(
    r"(?P<a>€|EUR|¥|JPY)?\s*(?P<n>\d+(?:[.,]\d{1,2})?)\s*(?P<b>€|EUR|¥|JPY|円)?"
)
_CURRENCIES: Final = {"€": "EUR", "EUR": "EUR", "¥": "JPY", "円": "JPY", "JPY": "JPY"}
_MINOR_UNITS: Final = {"EUR": 100, "JPY": 1}
_CLOSED_TO_VISITORS: Final = frozenset({"private", "no"})
_GONE: Final = ("disused", "abandoned", "demolished", "razed", "construction", "proposed")

_ALWAYS_OPEN: Final = "24/7"
"""What a square's hours are when nobody states any."""


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How many spots have this main category, and how many of them state their hours."""

    category: str
    spots: int
    with_hours: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file's objects.

    Parameters
    ----------
    categories
        In the order in which people are shown them.
    dropped
        Reason → IDs of the objects that did not become spots: `no_category` (tags of interest,
        but no sight), `no_position`, `not_open_to_visitors`, `gone`, `chain`, `duplicate`.
    unread_hours
        ID → opening hours that are not in the syntax; kept as a note only.
    """

    categories: tuple[CategoryCount, ...]
    dropped: Mapping[str, tuple[str, ...]]
    unread_hours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OsmSpots:
    """The spots of a file, in the order of their IDs, and the report."""

    records: tuple[SpotRecord, ...]
    report: ImportReport


def read_osm_spots(
    path: Path, *, local_language: str = "en", currency: str | None = None
) -> OsmSpots:
    """Read the named places worth a stop from `.osm.pbf` or `.osm` data.

    Parameters
    ----------
    local_language
        Language of plain `name` tags.
    currency
        ISO 4217 code of the region; without it only "free" is taken from fees. A charge in another
        currency is not converted.

    Raises
    ------
    UnreadableOsmFile
        If the file is missing, damaged or of another format.
    """
    kept: list[tuple[OsmObject, tuple[str, ...]]] = []
    dropped: dict[str, list[str]] = defaultdict(list)
    for thing in read_objects(path):
        categories = categories_of(thing.tags)
        reason = _reason_to_drop(thing, categories)
        if reason:
            dropped[reason].append(thing.id)
        else:
            kept.append((thing, categories))
    records = [_record(thing, categories, local_language, currency) for thing, categories in kept]
    records = _without(records, _chain_branches(records), "chain", dropped)
    records = _without(records, _duplicates(records), "duplicate", dropped)
    unread = {
        f"{thing.id}": thing.tags["opening_hours"]
        for thing, _ in kept
        if _hours(thing.tags) is None and "opening_hours" in thing.tags
    }
    return OsmSpots(tuple(records), _report(records, dropped, unread))


def _reason_to_drop(thing: OsmObject, categories: Sequence[str]) -> str | None:
    if any(thing.tags.get(word) == "yes" for word in _GONE):
        return "gone"
    if not categories:
        return "no_category"
    if thing.point is None:
        return "no_position"
    if thing.tags.get("access") in _CLOSED_TO_VISITORS:
        return "not_open_to_visitors"
    if categories[0] in _TRADE and _is_chain(thing.tags):
        return "chain"
    return None


def _is_chain(tags: Mapping[str, str]) -> bool:
    return any(key.startswith("brand") for key in tags) or bool(_CHAINS.match(tags["name"]))


def _record(
    thing: OsmObject, categories: tuple[str, ...], local_language: str, currency: str | None
) -> SpotRecord:
    tags = thing.tags
    lat, lon = thing.point or (0.0, 0.0)
    return SpotRecord(
        source=SOURCE,
        source_id=thing.id,
        names=_names(tags, local_language),
        lat=round(lat, 7),
        lon=round(lon, 7),
        categories=categories,
        attribution=ATTRIBUTION,
        licence=LICENCE,
        name_kana=next((tags[key] for key in _KANA_KEYS if key in tags), None),
        hours=HoursRule(_hours(tags)),
        hours_note=_hours_note(tags),
        fee_minor=_fee_minor(tags, currency),
        fee_note=tags.get("charge", ""),
        renown=renown_of(tags, categories[0], local_language),
        wheelchair={"yes": True, "designated": True, "no": False}.get(tags.get("wheelchair", "")),
        address=_address(tags),
        phone=tags.get("phone") or tags.get("contact:phone", ""),
        url=_url(tags),
    )


def _names(tags: Mapping[str, str], local_language: str) -> dict[str, str]:
    names = {local_language: tags.get(f"name:{local_language}") or tags["name"]}
    for language in _LANGUAGES:
        if f"name:{language}" in tags:
            names[language] = tags[f"name:{language}"]
    return names


def _hours(tags: Mapping[str, str]) -> str | None:
    if tags.get("place") == "square" and "opening_hours" not in tags:
        return _ALWAYS_OPEN
    try:
        return validate_hours(tags.get("opening_hours", ""))
    except HoursError:
        return None


def _hours_note(tags: Mapping[str, str]) -> str:
    """Return the stated hours where the stored rule does not say all of it."""
    stated = tags.get("opening_hours", "")
    return stated if '"' in stated or _hours(tags) is None else ""


def _fee_minor(tags: Mapping[str, str], currency: str | None) -> int | None:
    if tags.get("fee") == "no":
        return 0
    match = _CHARGE.fullmatch(tags.get("charge", "").strip())
    if match is None or currency not in _MINOR_UNITS:
        return None
    stated = {_CURRENCIES[unit] for unit in (match["a"], match["b"]) if unit}
    if stated != {currency}:
        return None
    return round(float(match["n"].replace(",", ".")) * _MINOR_UNITS[currency])


def _address(tags: Mapping[str, str]) -> str:
    if "addr:full" in tags:
        return tags["addr:full"]
    street = " ".join(tags[key] for key in ("addr:street", "addr:housenumber") if key in tags)
    town = " ".join(tags[key] for key in ("addr:postcode", "addr:city") if key in tags)
    return ", ".join(part for part in (street, town) if part)


def _url(tags: Mapping[str, str]) -> str:
    url = tags.get("website") or tags.get("contact:website") or tags.get("url") or ""
    url = url.split(";")[0].strip()
    if url and "://" not in url:
        url = f"https://{url}"
    return url if url.lower().startswith(("http://", "https://")) and " " not in url else ""


def _chain_branches(records: Iterable[SpotRecord]) -> set[str]:
    """Return the shops and eating places whose name stands at several places of the file."""
    trade = [record for record in records if record.categories[0] in _TRADE]
    branches = Counter(_key(record) for record in trade)
    return {record.source_id for record in trade if branches[_key(record)] >= _CHAIN_BRANCHES}


def _duplicates(records: Iterable[SpotRecord]) -> set[str]:
    """Return the poorer ones of each group that is the same place mapped twice or more."""
    duplicates: set[str] = set()
    by_name: dict[str, list[SpotRecord]] = defaultdict(list)
    for record in sorted(records, key=_facts, reverse=True):
        seen = by_name[_key(record)]
        if any(_same_place(record, other) for other in seen):
            duplicates.add(record.source_id)
        else:
            seen.append(record)
    return duplicates


def _same_place(one: SpotRecord, other: SpotRecord) -> bool:
    return (
        bool(set(one.categories) & set(other.categories)) and _apart_m(one, other) < _SAME_PLACE_M
    )


def _apart_m(one: SpotRecord, other: SpotRecord) -> float:
    """Return the flat-earth distance in metres; a few times the limit is near enough for that."""
    north = (one.lat - other.lat) * _METRES_PER_DEGREE
    east = (one.lon - other.lon) * _METRES_PER_DEGREE * cos(radians(one.lat))
    return hypot(north, east)


def _key(record: SpotRecord) -> str:
    return "".join(next(iter(record.names.values())).casefold().split())


def _facts(record: SpotRecord) -> tuple[bool, float, int, str]:
    """Return how much a record knows: hours, renown, filled fields; the ID settles ties."""
    texts = (record.address, record.phone, record.url, record.name_kana)
    filled = len(record.names) + len(record.categories) + sum(map(bool, texts))
    return record.hours.opening_hours is not None, record.renown or 0, filled, record.source_id


def _without(
    records: list[SpotRecord], ids: set[str], reason: str, dropped: dict[str, list[str]]
) -> list[SpotRecord]:
    dropped[reason] += sorted(ids)
    return [record for record in records if record.source_id not in ids]


def _report(
    records: Sequence[SpotRecord], dropped: Mapping[str, list[str]], unread: Mapping[str, str]
) -> ImportReport:
    spots = Counter(record.categories[0] for record in records)
    with_hours = Counter(r.categories[0] for r in records if r.hours.opening_hours is not None)
    kept = {record.source_id for record in records}
    return ImportReport(
        categories=tuple(
            CategoryCount(code, spots[code], with_hours[code]) for code in CATEGORIES if spots[code]
        ),
        dropped={reason: tuple(ids) for reason, ids in dropped.items() if ids},
        unread_hours={name: text for name, text in unread.items() if name in kept},
    )
