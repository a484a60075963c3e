"""Use cases around spots."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.regions.categories import CATEGORIES
from server.spots.errors import SpotNotFound
from server.spots.models import Spot, SpotCategory, SpotDatedHours, SpotText
from server.spots.records import ClockInterval, DatedHours, HoursRule, SpotRecord

_NAMESPACE: Final = uuid.UUID("a2f6d3f4-6b1e-5a0e-9a51-3c1d1c8e7b10")
_PLAIN_FIELDS: Final = (
    "lat",
    "lon",
    "name_kana",
    "hours_note",
    "fee_minor",
    "fee_note",
    "visit_minutes",
    "renown",
    "wheelchair",
    "address",
    "phone",
    "url",
    "attribution",
    "licence",
)


@dataclass(frozen=True, slots=True)
class SaveReport:
    """How many spots a source created, changed, and left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class SpotOutline:
    """What it takes to weigh a spot against thousands of others; fields as in `Spot`."""

    id: str
    lat: float
    lon: float
    visit_minutes: int | None
    renown: float | None
    wheelchair: bool | None
    categories: tuple[str, ...]
    hours: HoursRule


def spot_id(region: str, source: str, source_id: str) -> str:
    """Return the id that a source's spot has on every machine."""
    return str(uuid.uuid5(_NAMESPACE, f"{region}/{source}/{source_id}"))


def save_spots(
    session: Session, region: str, records: Iterable[SpotRecord], *, now: dt.datetime
) -> SaveReport:
    """Create or update one spot per record; saving the same records twice changes nothing.

    Raises
    ------
    ValueError
        If a record has no category, or one that is not in the table of categories.
    """
    wanted = {spot_id(region, r.source, r.source_id): r for r in records}
    existing = _spots_by_id(session, wanted)
    stated = {k: _facts_in(record) for k, record in wanted.items()}
    created = [k for k in wanted if k not in existing]
    changed = [k for k, spot in existing.items() if _facts_of(spot) != stated[k]]
    for key in created:
        record = wanted[key]
        existing[key] = Spot(
            id=key, region_code=region, source=record.source, source_id=record.source_id
        )
        session.add(existing[key])
    for key in (*created, *changed):
        _apply(existing[key], wanted[key], now)
    return SaveReport(len(created), len(changed), len(wanted) - len(created) - len(changed))


def _spots_by_id(session: Session, ids: Collection[str]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    keys = sorted(ids)
    for first in range(0, len(keys), 500):
        batch = sa.select(Spot).where(Spot.id.in_(keys[first : first + 500]))
        found |= {spot.id: spot for spot in session.scalars(batch)}
    return found


def _facts_in(record: SpotRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _PLAIN_FIELDS} | {
        "names": record.names,
        "descriptions": {k: v for k, v in record.descriptions.items() if v},
        "categories": _known_categories(record),
        "opening_hours": record.hours.opening_hours,
        "closed_after_holiday": record.hours.closed_after_holiday,
        "dated": {d.date: ([list(i) for i in d.intervals], d.reason) for d in record.hours.dated},
    }


def _known_categories(record: SpotRecord) -> tuple[str, ...]:
    """Return the record's categories, each once."""
    codes = tuple(dict.fromkeys(record.categories))
    if not codes or not CATEGORIES.keys() >= set(codes):
        named = f"{record.source} {record.source_id}"
        raise ValueError(f"spot {named} needs known categories, not {', '.join(codes) or 'none'}")
    return codes


def _facts_of(spot: Spot) -> dict[str, Any]:
    return {name: getattr(spot, name) for name in _PLAIN_FIELDS} | {
        "names": spot.names,
        "descriptions": spot.descriptions,
        "categories": spot.categories,
        "opening_hours": spot.opening_hours,
        "closed_after_holiday": spot.closed_after_holiday,
        "dated": {d.date: (d.intervals, d.reason) for d in spot.dated_hours},
    }


def _apply(spot: Spot, record: SpotRecord, now: dt.datetime) -> None:
    for name in _PLAIN_FIELDS:
        setattr(spot, name, getattr(record, name))
    spot.opening_hours = record.hours.opening_hours
    spot.closed_after_holiday = record.hours.closed_after_holiday
    spot.updated_at = now
    _set_texts(spot, record)
    _set_categories(spot, _known_categories(record))
    _set_dated_hours(spot, record)


def _set_texts(spot: Spot, record: SpotRecord) -> None:
    stored = {text.language: text for text in spot.texts}
    languages = sorted({*record.names, *record.descriptions})
    texts = [stored.get(language, SpotText(language=language)) for language in languages]
    for text in texts:
        text.name = record.names.get(text.language, "")
        text.description = record.descriptions.get(text.language, "")
    spot.texts = texts


def _set_categories(spot: Spot, categories: Iterable[str]) -> None:
    stored = {link.category: link for link in spot.category_links}
    links = [stored.get(code, SpotCategory(category=code)) for code in categories]
    for position, link in enumerate(links):
        link.position = position
    spot.category_links = links


def _set_dated_hours(spot: Spot, record: SpotRecord) -> None:
    stored = {dated.date: dated for dated in spot.dated_hours}
    hours = []
    for dated in record.hours.dated:
        row = stored.get(dated.date, SpotDatedHours(date=dated.date))
        row.intervals = [list(interval) for interval in dated.intervals]
        row.reason = dated.reason
        hours.append(row)
    spot.dated_hours = hours


def find_spot(session: Session, key: str) -> Spot | None:
    """Return the spot with its region, or None."""
    statement = sa.select(Spot).options(joinedload(Spot.region)).where(Spot.id == key)
    return session.scalars(statement).one_or_none()


def get_spot(session: Session, key: str) -> Spot:
    """Return the spot with its region.

    Raises
    ------
    SpotNotFound
        If there is none with that id.
    """
    spot = find_spot(session, key)
    if spot is None:
        raise SpotNotFound(spot=key)
    return spot


def list_region_spots(
    session: Session, region: str, *, categories: Collection[str] = (), ids: Collection[str] = ()
) -> list[Spot]:
    """Return the region's spots of any of `categories` (all when empty), and those of `ids`."""
    statement = (
        sa.select(Spot)
        .options(joinedload(Spot.region))
        .where(Spot.region_code == region)
        .order_by(Spot.id)
    )
    if categories:
        in_category = Spot.category_links.any(SpotCategory.category.in_(sorted(categories)))
        statement = statement.where(sa.or_(in_category, Spot.id.in_(sorted(ids))))
    return list(session.scalars(statement).unique())


def list_spots(session: Session, ids: Collection[str]) -> list[Spot]:
    """Return the spots of `ids` that exist, with their region, by id."""
    found: list[Spot] = []
    keys = sorted(ids)
    for first in range(0, len(keys), 500):
        batch = sa.select(Spot).where(Spot.id.in_(keys[first : first + 500])).order_by(Spot.id)
        found += session.scalars(batch.options(joinedload(Spot.region))).unique()
    return found


def count_region_spots(session: Session, region: str) -> int:
    """Return how many spots the region has."""
    statement = sa.select(sa.func.count()).select_from(Spot).where(Spot.region_code == region)
    return session.scalars(statement).one()


def list_spot_outlines(session: Session, region: str) -> list[SpotOutline]:
    """Return all of the region's spots in outline, by id.

    Plain rows: some forty times faster than the spots themselves.
    """
    categories = _lists(session, region, (SpotCategory.category,), SpotCategory.position)
    dated = _lists(session, region, (SpotDatedHours.date, SpotDatedHours.intervals))
    statement = sa.select(
        Spot.id,
        Spot.lat,
        Spot.lon,
        Spot.visit_minutes,
        Spot.renown,
        Spot.wheelchair,
        Spot.opening_hours,
        Spot.closed_after_holiday,
    )
    in_order = statement.where(Spot.region_code == region).order_by(Spot.id)
    # Spots share their rules: fewer objects, and fewer for the garbage collector to walk.
    rules: dict[HoursRule, HoursRule] = {}
    return [
        SpotOutline(
            key,
            lat,
            lon,
            visit_minutes,
            renown,
            wheelchair,
            categories=tuple(code for (code,) in categories.get(key, ())),
            hours=_shared(rules, HoursRule(text, moves, _dated(dated.get(key, ())))),
        )
        for key, lat, lon, visit_minutes, renown, wheelchair, text, moves in session.execute(
            in_order
        )
    ]


def _shared(rules: dict[HoursRule, HoursRule], rule: HoursRule) -> HoursRule:
    return rules.setdefault(rule, rule)


def _lists(
    session: Session, region: str, columns: Collection[Any], *order: Any
) -> dict[str, list[tuple[Any, ...]]]:
    """Return rows of a table of spots' parts, by spot."""
    owner = next(iter(columns)).class_.spot_id
    statement = (
        sa.select(owner, *columns)
        .join(Spot, Spot.id == owner)
        .where(Spot.region_code == region)
        .order_by(owner, *order)
    )
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for key, *facts in session.execute(statement):
        rows.setdefault(key, []).append(tuple(facts))
    return rows


def _dated(rows: Iterable[tuple[Any, ...]]) -> tuple[DatedHours, ...]:
    return tuple(
        DatedHours(date, tuple(ClockInterval(*pair) for pair in intervals))
        for date, intervals in rows
    )
