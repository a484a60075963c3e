"""Finding spots: by place, category, words, renown and opening time.

Radii are measured on the sphere of mean earth radius in both databases: PostGIS by `ST_DWithin`
without the spheroid over a GiST index, SQLite as `server.spots.located` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.changes import last_change
from server.db import Geography
from server.folding import words_in
from server.spots.located import great_circle_m, is_in_box, is_within
from server.spots.models import Spot, SpotCategory
from server.spots.opening import is_open_at
from server.spots.visibility import has_left, is_public
from server.spots.word_models import SpotWords
from server.spots.words import is_said, rank

_BATCH: Final = 200
_ALL: Final = 1.0
"""In a position: all changes behind it count, whenever they were made."""

Closed = Callable[[Session, Collection[str], dt.datetime], set[str]]
"""Returns those of the spots that are closed at a moment whatever their hours say."""


@dataclass(frozen=True, slots=True)
class SpotFilter:
    """What to look for; every criterion given must hold.

    Parameters
    ----------
    bbox
        west, south, east, north in degrees.
    near, radius_m
        Centre (lat, lon) and distance; results then come nearest first.
    words
        Words that the spot says, in names, reading, descriptions, address or remarks; each must be
        there (see `server.folding`). Spots whose names hold them all then come first.
    open_at
        An aware instant.
    accessible
        Questions of accessibility that are all known to be answered with yes.
    updated_since
        Spots changed at this moment or later, in the order of their changes, and those that left
        the public since then.
    """

    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 2000.0
    categories: tuple[str, ...] = ()
    words: str | None = None
    open_at: dt.datetime | None = None
    max_renown: float | None = None
    organisation_id: str | None = None
    accessible: tuple[str, ...] = ()
    updated_since: dt.datetime | None = None


Position = tuple[float, float, str]
"""Where a page ended: what the last spot is ordered by, and its id.

Rank by words and distance in metres, 0 where neither was asked for; the number of its change and 0
in the order of changes, or 1 where all changes behind that number count, whenever they were made.
"""


@dataclass(frozen=True, slots=True)
class FoundSpot:
    """A spot, where it stands in its list and, when searched from a point, its distance in metres.

    `removed` is True of one that has left the public: nothing may be told of it but that.
    """

    spot: Spot
    distance_m: float | None
    position: Position = (0.0, 0.0, "")
    removed: bool = False


def _distance_m(lat: float, lon: float) -> sa.ColumnElement[float]:
    return great_circle_m(Spot.lat, Spot.lon, (lat, lon))


def _within(near: tuple[float, float], radius_m: float, dialect: str) -> sa.ColumnElement[bool]:
    lat, lon = near
    if dialect == "postgresql":
        centre = sa.func.ST_SetSRID(sa.func.ST_MakePoint(lon, lat), 4326)
        return sa.func.ST_DWithin(
            sa.literal_column("spots.geog"),
            sa.cast(centre, Geography()),
            radius_m,
            False,
            type_=sa.Boolean,
        )
    return is_within(Spot.lat, Spot.lon, near, radius_m)


def _is_accessible(field: str) -> sa.ColumnElement[bool]:
    known: sa.ColumnElement[bool] = Spot.accessibility[field].as_boolean()
    if field != "wheelchair":
        return known.is_(True)
    return sa.func.coalesce(Spot.wheelchair, known, sa.false()).is_(True)


def _conditions(wanted: SpotFilter, dialect: str) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.bbox is not None:
        yield is_in_box(Spot.lat, Spot.lon, wanted.bbox)
    if wanted.near is not None:
        yield _within(wanted.near, wanted.radius_m, dialect)
    if wanted.categories:
        yield Spot.category_links.any(SpotCategory.category.in_(wanted.categories))
    if wanted.words:
        yield from is_said(words_in(wanted.words), dialect)
    if wanted.max_renown is not None:
        yield Spot.renown <= wanted.max_renown
    yield from map(_is_accessible, wanted.accessible)


def _selected(
    wanted: SpotFilter, after: Position | None, dialect: str
) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions of the spots that a list shows, those that left included."""
    if wanted.region is not None:
        yield Spot.region_code == wanted.region
    if wanted.organisation_id is not None:
        yield Spot.organisation_id == wanted.organisation_id
    shown = sa.and_(is_public(), *_conditions(wanted, dialect))
    if wanted.updated_since is None:
        yield shown
    elif after is not None and after[1] == _ALL:
        yield sa.or_(shown, has_left())
    else:
        left = sa.and_(has_left(), Spot.left_public_at >= wanted.updated_since)
        yield sa.or_(sa.and_(shown, Spot.updated_at >= wanted.updated_since), left)


def nobody_closed(_session: Session, _spot_ids: Collection[str], _at: dt.datetime) -> set[str]:
    """Return no spot: nothing but its hours closes one."""
    return set()


Keys = tuple[sa.ColumnElement[float], sa.ColumnElement[float]]


def _keys(wanted: SpotFilter, dialect: str) -> Keys:
    """Return what the list is ordered by before the ids."""
    nothing: sa.ColumnElement[float] = sa.literal_column("0.0", sa.Double)
    if wanted.updated_since is not None:
        return sa.cast(Spot.change_number, sa.Double), nothing
    by_words = rank(words_in(wanted.words), dialect) if wanted.words else nothing
    return by_words, _distance_m(*wanted.near) if wanted.near else nothing


def _batches(
    session: Session, wanted: SpotFilter, after: Position | None
) -> Iterator[Sequence[FoundSpot]]:
    dialect = session.get_bind().dialect.name
    first, second = _keys(wanted, dialect)
    statement = (
        sa.select(Spot, first.label("first"), second.label("second"))
        .options(joinedload(Spot.region))
        .where(*_selected(wanted, after, dialect))
        .order_by(*_order(wanted, (first, second)))
        .limit(_BATCH)
    )
    if wanted.words:
        statement = statement.join(SpotWords, SpotWords.spot_id == Spot.id)
    while True:
        page = statement
        if after is not None:
            page = page.where(_behind(after, wanted, (first, second)))
        found = [_found(wanted, after, *row) for row in session.execute(page)]
        if found:
            yield found
        if len(found) < _BATCH:
            return
        after = found[-1].position


def _order(wanted: SpotFilter, keys: Keys) -> Iterator[sa.SQLColumnExpression[Any]]:
    if wanted.updated_since is not None:
        yield Spot.change_number
        return
    if wanted.words:
        yield keys[0]
    if wanted.near is not None:
        yield keys[1]
    yield Spot.id


def _found(
    wanted: SpotFilter, after: Position | None, spot: Spot, first: float, second: float
) -> FoundSpot:
    if wanted.updated_since is None:
        distance_m = float(second) if wanted.near else None
        return FoundSpot(spot, distance_m, (float(first), float(second), spot.id))
    position = float(first), after[1] if after else 0.0, spot.id
    gone = spot.status != "published" or spot.deleted_at is not None
    return FoundSpot(spot, None, position, removed=gone)


def _behind(after: Position, wanted: SpotFilter, keys: Keys) -> sa.ColumnElement[bool]:
    if wanted.updated_since is not None:
        return Spot.change_number > int(after[0])
    condition: sa.ColumnElement[bool] = Spot.id > after[2]
    for column, value in ((keys[1], after[1]), (keys[0], after[0])):
        condition = sa.or_(column > value, sa.and_(column == value, condition))
    return condition


def later_changes(session: Session) -> Position:
    """Return the position behind which all changes lie that cannot be seen yet.

    Ask before a list of changes is read: what is numbered meanwhile may be told twice, never
    missed.
    """
    return float(last_change(session, Spot)), _ALL, ""


def _holds_open(found: FoundSpot, moment: dt.datetime | None) -> bool:
    if moment is None or found.removed:
        return True
    zone = ZoneInfo(found.spot.region.time_zone)
    return is_open_at(found.spot, moment.astimezone(zone))


def _shut(
    session: Session, found: Sequence[FoundSpot], moment: dt.datetime | None, closed: Closed
) -> set[str]:
    if moment is None or not found:
        return set()
    return closed(session, [f.spot.id for f in found], moment)


def search_spots(
    session: Session,
    wanted: SpotFilter,
    *,
    limit: int,
    after: Position | None = None,
    closed: Closed = nobody_closed,
) -> list[FoundSpot]:
    """Return up to `limit` spots that fit, in a stable order, beginning behind `after`.

    Parameters
    ----------
    closed
        Tells which spots are closed at `wanted.open_at` whatever their hours say.
    """
    found: list[FoundSpot] = []
    for batch in _batches(session, wanted, after):
        open_then = [f for f in batch if _holds_open(f, wanted.open_at)]
        shut = _shut(session, open_then, wanted.open_at, closed)
        found += [f for f in open_then if f.spot.id not in shut]
        if len(found) >= limit:
            break
    return found[:limit]
