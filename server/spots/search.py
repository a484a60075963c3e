"""Finding spots: by place, category, words, renown and opening time.

Radii are measured on the sphere of mean earth radius in both databases: PostGIS by `ST_DWithin`
without the spheroid over a GiST index, SQLite by the haversine formula (Sinnott, R. W. 1984,
"Virtues of the haversine", Sky and Telescope 68 (2)) behind a bounding box.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.db import Geography
from server.spots.models import Spot, SpotCategory, SpotText
from server.spots.opening import is_open_at
from server.spots.visibility import is_public

EARTH_RADIUS_M: Final = 6_371_008.771415
_BATCH: Final = 200

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
        Text that a name holds, letter case ignored.
    open_at
        An aware instant.
    """

    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 2000.0
    categories: tuple[str, ...] = ()
    words: str | None = None
    open_at: dt.datetime | None = None
    max_renown: float | None = None


@dataclass(frozen=True, slots=True)
class FoundSpot:
    """A spot and, when searched from a point, its distance in metres."""

    spot: Spot
    distance_m: float | None


def great_circle_m(
    lat_column: sa.SQLColumnExpression[Any],
    lon_column: sa.SQLColumnExpression[Any],
    near: tuple[float, float],
) -> sa.ColumnElement[float]:
    """Return the distance of a stored point from (lat, lon) in metres."""
    lat, lon = near
    half_lat = sa.func.radians(lat_column - lat) / 2
    half_lon = sa.func.radians(lon_column - lon) / 2
    scale = math.cos(math.radians(lat))
    haversine = sa.func.power(sa.func.sin(half_lat), 2) + scale * sa.func.cos(
        sa.func.radians(lat_column)
    ) * sa.func.power(sa.func.sin(half_lon), 2)
    bounded = sa.case((haversine > 1.0, 1.0), else_=haversine)
    return 2 * EARTH_RADIUS_M * sa.func.asin(sa.func.sqrt(bounded))


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
    reach = math.degrees(radius_m / EARTH_RADIUS_M)
    return sa.and_(Spot.lat.between(lat - reach, lat + reach), _distance_m(lat, lon) <= radius_m)


def _conditions(wanted: SpotFilter, dialect: str) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.region is not None:
        yield Spot.region_code == wanted.region
    if wanted.bbox is not None:
        west, south, east, north = wanted.bbox
        yield Spot.lat.between(south, north)
        if west <= east:
            yield Spot.lon.between(west, east)
        else:
            yield sa.or_(Spot.lon >= west, Spot.lon <= east)
    if wanted.near is not None:
        yield _within(wanted.near, wanted.radius_m, dialect)
    if wanted.categories:
        yield Spot.category_links.any(SpotCategory.category.in_(wanted.categories))
    if wanted.words:
        yield Spot.texts.any(SpotText.name.icontains(wanted.words, autoescape=True))
    if wanted.max_renown is not None:
        yield Spot.renown <= wanted.max_renown


def nobody_closed(_session: Session, _spot_ids: Collection[str], _at: dt.datetime) -> set[str]:
    """Return no spot: nothing but its hours closes one."""
    return set()


Position = tuple[float, str]
"""Where a page ended: (distance in metres or 0, spot id)."""


def _batches(
    session: Session, wanted: SpotFilter, after: Position | None
) -> Iterator[Sequence[FoundSpot]]:
    dialect = session.get_bind().dialect.name
    distance = _distance_m(*wanted.near) if wanted.near else None
    shown: sa.ColumnElement[Any] = sa.null() if distance is None else distance
    statement = (
        sa.select(Spot, shown.label("distance"))
        .options(joinedload(Spot.region))
        .where(is_public(), *_conditions(wanted, dialect))
        .order_by(*(() if distance is None else (distance,)), Spot.id)
        .limit(_BATCH)
    )
    while True:
        page = statement
        if after is not None:
            page = page.where(_behind(after, distance))
        rows = session.execute(page).all()
        if rows:
            yield [FoundSpot(s, float(d) if wanted.near else None) for s, d in rows]
        if len(rows) < _BATCH:
            return
        after = (float(rows[-1][1] or 0.0), rows[-1][0].id)


def _behind(after: Position, distance: sa.ColumnElement[float] | None) -> sa.ColumnElement[bool]:
    if distance is None:
        return Spot.id > after[1]
    same_distance = sa.and_(distance == after[0], Spot.id > after[1])
    return sa.or_(distance > after[0], same_distance)


def _holds_open(found: FoundSpot, moment: dt.datetime | None) -> bool:
    if moment is None:
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
