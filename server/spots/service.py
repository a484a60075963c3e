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
from server.spots.content import Content, apply_content, content_in, content_of
from server.spots.errors import SpotNotFound
from server.spots.models import Spot, SpotCategory, SpotDatedHours
from server.spots.records import ClockInterval, DatedHours, HoursRule, SpotRecord
from server.spots.standing import overdue
from server.spots.visibility import is_public

_NAMESPACE: Final = uuid.UUID("a2f6d3f4-6b1e-5a0e-9a51-3c1d1c8e7b10")


@dataclass(frozen=True, slots=True)
class SaveReport:
    """How many spots a source created, changed, and left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class SpotOutline:
    """What it takes to weigh a spot against thousands of others; fields as in `Spot`.

    `overdue` is as in `server.spots.standing`.
    """

    id: str
    lat: float
    lon: float
    visit_minutes: int | None
    renown: float | None
    wheelchair: bool | None
    categories: tuple[str, ...]
    hours: HoursRule
    overdue: bool = False


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
    stated = {k: _stated(record) for k, record in wanted.items()}
    created = [k for k in wanted if k not in existing]
    changed = [k for k, spot in existing.items() if content_of(spot) != stated[k]]
    for key in created:
        record = wanted[key]
        existing[key] = Spot(
            id=key, region_code=region, source=record.source, source_id=record.source_id
        )
        session.add(existing[key])
    for key in (*created, *changed):
        apply_content(existing[key], stated[key])
        existing[key].updated_at = now
    return SaveReport(len(created), len(changed), len(wanted) - len(created) - len(changed))


def _spots_by_id(session: Session, ids: Collection[str]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    keys = sorted(ids)
    for first in range(0, len(keys), 500):
        batch = sa.select(Spot).where(Spot.id.in_(keys[first : first + 500]))
        found |= {spot.id: spot for spot in session.scalars(batch)}
    return found


def _stated(record: SpotRecord) -> Content:
    """Return what a record says, categories checked."""
    content = content_in(record)
    codes = content["categories"]
    if not codes or not CATEGORIES.keys() >= set(codes):
        named = f"{record.source} {record.source_id}"
        raise ValueError(f"spot {named} needs known categories, not {', '.join(codes) or 'none'}")
    return content


def find_spot(session: Session, key: str) -> Spot | None:
    """Return the public spot with its region, or None."""
    statement = sa.select(Spot).options(joinedload(Spot.region)).where(Spot.id == key, is_public())
    return session.scalars(statement).one_or_none()


def get_spot(session: Session, key: str) -> Spot:
    """Return the public spot with its region.

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
    """Return the region's public spots of `categories` (all when empty), and those of `ids`."""
    statement = (
        sa.select(Spot)
        .options(joinedload(Spot.region))
        .where(Spot.region_code == region, is_public())
        .order_by(Spot.id)
    )
    if categories:
        in_category = Spot.category_links.any(SpotCategory.category.in_(sorted(categories)))
        statement = statement.where(sa.or_(in_category, Spot.id.in_(sorted(ids))))
    return list(session.scalars(statement).unique())


def list_spots(session: Session, ids: Collection[str]) -> list[Spot]:
    """Return the public spots of `ids`, with their region, by id."""
    found: list[Spot] = []
    keys = sorted(ids)
    for first in range(0, len(keys), 500):
        of_batch = sa.and_(Spot.id.in_(keys[first : first + 500]), is_public())
        batch = sa.select(Spot).where(of_batch).order_by(Spot.id)
        found += session.scalars(batch.options(joinedload(Spot.region))).unique()
    return found


def count_region_spots(session: Session, region: str) -> int:
    """Return how many public spots the region has."""
    of_region = sa.and_(Spot.region_code == region, is_public())
    statement = sa.select(sa.func.count()).select_from(Spot).where(of_region)
    return session.scalars(statement).one()


def list_spot_outlines(
    session: Session, region: str, *, verified_before: dt.datetime | None = None
) -> list[SpotOutline]:
    """Return all of the region's public spots in outline, by id.

    Plain rows: some forty times faster than the spots themselves.

    Parameters
    ----------
    verified_before
        Whose keepers last looked before this moment is overdue; None where nobody is.
    """
    is_late = sa.false() if verified_before is None else overdue(verified_before)
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
        Spot.seasons,
        is_late.label("overdue"),
    )
    in_order = statement.where(Spot.region_code == region, is_public()).order_by(Spot.id)
    # Spots share their rules: fewer objects, and fewer for the garbage collector to walk.
    rules: dict[HoursRule, HoursRule] = {}
    return [
        SpotOutline(
            row.id,
            row.lat,
            row.lon,
            row.visit_minutes,
            row.renown,
            row.wheelchair,
            categories=tuple(code for (code,) in categories.get(row.id, ())),
            hours=_shared(rules, _rule_of(row, _dated(dated.get(row.id, ())))),
            overdue=bool(row.overdue),
        )
        for row in session.execute(in_order)
    ]


def _rule_of(row: Any, dated: tuple[DatedHours, ...]) -> HoursRule:
    seasons = tuple((first, last) for first, last in row.seasons)
    return HoursRule(row.opening_hours, row.closed_after_holiday, dated, seasons)


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
        .where(Spot.region_code == region, is_public())
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
