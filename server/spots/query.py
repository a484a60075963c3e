"""From the query string of the spot list to a filter, with every fault named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.http.paging import bad_cursor, decode_cursor
from server.regions import service as regions
from server.regions.categories import CATEGORIES
from server.spots.schemas import SpotQuery
from server.spots.search import Position, SpotFilter
from server.text import Text

_LAST_NUMBER: Final = 2.0**53
_UNKNOWN_REGION: Final = Text(
    "There is no region '{region}'; see /v1/regions.",
    "地域「{region}」はありません。/v1/regions をご確認ください。",
)
_UNKNOWN_CATEGORY: Final = Text(
    "There is no category '{category}'; see /v1/categories.",
    "カテゴリー「{category}」はありません。/v1/categories をご確認ください。",
)
_BAD_BBOX: Final = Text(
    "The box must be west,south,east,north with south below north, in degrees.",
    "範囲は 西,南,東,北 の順に、南が北より小さい度数で指定してください。",
)
_BAD_NEAR: Final = Text(
    "The point must be lat,lon in degrees.", "地点は 緯度,経度 の順に度数で指定してください。"
)
_RADIUS_ALONE: Final = Text("radius_m needs `near`.", "radius_m を使うには near の指定が必要です。")
_BAD_TIME: Final = Text("There is no such date or time.", "その日付または時刻は存在しません。")


def unknown_region(pointer: str, region: str) -> Fault:
    """Return the fault for a region code that nobody serves."""
    return Fault(pointer, "unknown_region", _UNKNOWN_REGION, {"region": region})


def unknown_category(pointer: str, category: str) -> Fault:
    """Return the fault for a category code that does not exist."""
    return Fault(pointer, "unknown_category", _UNKNOWN_CATEGORY, {"category": category})


def check_region(session: Session, code: str | None, faults: list[Fault]) -> None:
    """Add a fault where a query names a region that nobody serves."""
    if code is not None and regions.find_region(session, code) is None:
        faults.append(unknown_region("?region", code))


def check_categories(codes: Iterable[str] | None, faults: list[Fault]) -> None:
    """Add a fault for each category that a query names and that does not exist."""
    faults += [
        unknown_category("?category", code) for code in codes or () if code not in CATEGORIES
    ]


def _numbers(text: str | None) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(",")) if text else ()


def bbox_of(text: str | None, faults: list[Fault]) -> tuple[float, float, float, float] | None:
    """Return the box that a query names; what is wrong with it is added to `faults`."""
    if not text:
        return None
    west, south, east, north = _numbers(text)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        faults.append(Fault("?bbox", "bad_bbox", _BAD_BBOX))
    return west, south, east, north


def near_of(
    text: str | None, radius_m: float | None, faults: list[Fault]
) -> tuple[float, float] | None:
    """Return the point (lat, lon) that a query names; what is wrong is added to `faults`."""
    if text is None:
        if radius_m is not None:
            faults.append(Fault("?radius_m", "radius_without_near", _RADIUS_ALONE))
        return None
    lat, lon = _numbers(text)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        faults.append(Fault("?near", "bad_point", _BAD_NEAR))
    return lat, lon


def moment_of(text: str | None, pointer: str, faults: list[Fault]) -> dt.datetime | None:
    """Return the moment that a query names, UTC; what is wrong is added to `faults`."""
    if text is None:
        return None
    try:
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        faults.append(Fault(pointer, "bad_time", _BAD_TIME))
        return None


def _position(cursor: str | None, faults: list[Fault]) -> Position | None:
    if cursor is None:
        return None
    try:
        first, second, spot = decode_cursor(cursor, float, float, str)
    except Invalid as refusal:
        faults += refusal.faults
        return None
    if abs(float(first)) > _LAST_NUMBER:
        faults.append(bad_cursor())
    return float(first), float(second), str(spot)


def to_search(session: Session, query: SpotQuery) -> tuple[SpotFilter, Position | None]:
    """Return the filter that `query` asks for, and where its page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    check_categories(query.category, faults)
    wanted = SpotFilter(
        region=query.region,
        bbox=bbox_of(query.bbox, faults),
        near=near_of(query.near, query.radius_m, faults),
        radius_m=query.radius_m or 2000.0,
        categories=tuple(query.category or ()),
        words=query.q,
        open_at=moment_of(query.open_at, "?open_at", faults),
        max_renown=query.max_renown,
        organisation_id=query.organisation_id,
        accessible=tuple(query.accessible or ()),
        updated_since=moment_of(query.updated_since, "?updated_since", faults),
    )
    after = _position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after
