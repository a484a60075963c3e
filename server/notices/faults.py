"""What keeps a notice from being posted: its time, its target, its area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import shapely
import shapely.geometry
from shapely.errors import ShapelyError
from sqlalchemy.orm import Session

from server.errors import Fault
from server.http.wordings import language_faults
from server.notices.models import NoticeKind
from server.regions import service as regions
from server.regions.models import Region
from server.spots import service as spots
from server.spots.query import unknown_region
from server.text import Text

MAX_DAYS: Final = 366
MAX_POINTS: Final = 500
MAX_EXTENT_DEGREES: Final = 0.5
LEAST_AREA: Final = 1e-10
"""Square degrees, about a square metre; less is a line that rounding has opened."""

Area = dict[str, Any]
"""A GeoJSON polygon."""

_ENDS_TOO_EARLY: Final = Text(
    "It must end after it begins.", "終わりは始まりより後にしてください。"
)
_TOO_LONG: Final = Text(
    "A notice holds for at most {days} days.", "お知らせの期間は {days} 日以内にしてください。"
)
_END_NEEDED: Final = Text(
    "Say until when it holds; only information may be without an end.",
    "いつまでかを指定してください。終わりのないお知らせは information だけです。",
)
_SPOT_NEEDED: Final = Text(
    "A notice of this kind is about a spot: give `spot_id` and no `area`.",
    "この種類のお知らせはスポットについてのものです。`spot_id` だけを指定してください。",
)
_AREA_NEEDED: Final = Text(
    "Road works are on an area: give `area` and no `spot_id`.",
    "道路工事は範囲についてのものです。`area` だけを指定してください。",
)
_ONE_TARGET: Final = Text(
    "Give either `spot_id` or `area`.", "`spot_id` か `area` のどちらか一つを指定してください。"
)
_NOT_YOURS: Final = Text(
    "Another organisation keeps the spot '{spot}'; only they can post notices about it.",
    "スポット「{spot}」は別の団体が管理しています。お知らせを出せるのはその団体だけです。",
)
_UNKNOWN_SPOT: Final = Text(
    "There is no spot '{spot}' in this region.", "この地域にスポット「{spot}」はありません。"
)
_TOO_MANY_POINTS: Final = Text(
    "An area has at most {most} points; this one has {count}.",
    "範囲の点は {most} 個以内にしてください（{count} 個ありました）。",
)
_NOT_CLOSED: Final = Text(
    "A ring must end where it begins.", "輪の最後の点は最初の点と同じにしてください。"
)
_NOT_SIMPLE: Final = Text(
    "This is no usable area: it crosses or touches itself, or is empty.",
    "使用できない範囲です。線が交差・接触しているか、面積がありません。",
)
_TOO_LARGE: Final = Text(
    "An area is at most {most} degrees wide and high.",
    "範囲は縦横とも {most} 度以内にしてください。",
)
_ELSEWHERE: Final = Text(
    "This area lies outside region '{region}'.", "この範囲は地域「{region}」の外にあります。"
)

_ABOUT_SPOTS: Final = (NoticeKind.CLOSURE, NoticeKind.AT_ITS_BEST)


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as somebody writes it; fields as in `Notice`."""

    region: str
    kind: NoticeKind
    titles: Mapping[str, str]
    valid_from: dt.datetime
    valid_until: dt.datetime | None
    bodies: Mapping[str, str] = field(default_factory=dict)
    spot_id: str | None = None
    area: Area | None = None


def notice_faults(session: Session, draft: Draft) -> list[Fault]:
    """Return everything that keeps `draft` from being posted; empty when nothing does."""
    region = regions.find_region(session, draft.region)
    return [
        *([] if region else [unknown_region("/region", draft.region)]),
        *language_faults("/titles", draft.titles),
        *_time_faults(draft),
        *_target_faults(draft),
        *(_spot_faults(session, draft) if region else ()),
        *(area_faults(draft.area, region) if draft.area else ()),
    ]


def _time_faults(draft: Draft) -> Iterator[Fault]:
    if draft.valid_until is None:
        if draft.kind is not NoticeKind.INFORMATION:
            yield Fault("/valid_until", "end_needed", _END_NEEDED)
        return
    if draft.valid_until <= draft.valid_from:
        yield Fault("/valid_until", "ends_too_early", _ENDS_TOO_EARLY)
    elif draft.valid_until - draft.valid_from > dt.timedelta(days=MAX_DAYS):
        yield Fault("/valid_until", "holds_too_long", _TOO_LONG, {"days": MAX_DAYS})


def _target_faults(draft: Draft) -> Iterator[Fault]:
    about_spot, about_area = draft.spot_id is not None, draft.area is not None
    if draft.kind in _ABOUT_SPOTS:
        if not about_spot or about_area:
            yield Fault("/spot_id", "spot_target_needed", _SPOT_NEEDED)
    elif draft.kind is NoticeKind.ROAD_WORKS:
        if about_spot or not about_area:
            yield Fault("/area", "area_target_needed", _AREA_NEEDED)
    elif about_spot == about_area:
        yield Fault("/spot_id", "one_target_needed", _ONE_TARGET)


def _spot_faults(session: Session, draft: Draft) -> Iterator[Fault]:
    if draft.spot_id is None:
        return
    spot = spots.find_spot(session, draft.spot_id)
    if spot is None or spot.region_code != draft.region:
        yield Fault("/spot_id", "unknown_spot", _UNKNOWN_SPOT, {"spot": draft.spot_id})


def keeper_faults(session: Session, organisation_id: str, draft: Draft) -> Iterator[Fault]:
    """Yield a fault where the spot is another organisation's: only its keepers can close it."""
    spot = spots.find_spot(session, draft.spot_id) if draft.spot_id else None
    if spot is not None and spot.organisation_id not in (None, organisation_id):
        values: dict[str, object] = {"spot": draft.spot_id}
        yield Fault("/spot_id", "not_your_spot", _NOT_YOURS, values)


def area_faults(area: Area, region: Region | None) -> Iterator[Fault]:
    """Yield the first thing that is wrong with an area, looking closer step by step."""
    rings = area["coordinates"]
    count = sum(len(ring) for ring in rings)
    if count > MAX_POINTS:
        yield Fault("/area", "too_many_points", _TOO_MANY_POINTS, _counts(count))
    elif any(tuple(ring[0]) != tuple(ring[-1]) for ring in rings):
        yield Fault("/area", "ring_not_closed", _NOT_CLOSED)
    elif not _is_sound(area):
        yield Fault("/area", "area_not_simple", _NOT_SIMPLE)
    else:
        yield from _extent_faults(area, region)


def _counts(count: int) -> dict[str, object]:
    return {"most": MAX_POINTS, "count": count}


def _is_sound(area: Area) -> bool:
    try:
        polygon = polygon_of(area)
    except (ShapelyError, ValueError):
        return False
    return bool(shapely.is_valid(polygon)) and polygon.area >= LEAST_AREA


def polygon_of(area: Mapping[str, Any]) -> shapely.Polygon:
    """Return the polygon that GeoJSON describes, longitude as x."""
    outer, *holes = area["coordinates"]
    return shapely.Polygon(outer, holes)


def _extent_faults(area: Area, region: Region | None) -> Iterator[Fault]:
    west, south, east, north = polygon_of(area).bounds
    if max(east - west, north - south) > MAX_EXTENT_DEGREES:
        yield Fault("/area", "area_too_large", _TOO_LARGE, {"most": MAX_EXTENT_DEGREES})
    elif region is not None and not shapely.box(*region.bbox).intersects(polygon_of(area)):
        yield Fault("/area", "area_elsewhere", _ELSEWHERE, {"region": region.code})
