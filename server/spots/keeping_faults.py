"""What keeps a spot from being kept as its keeper wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from server.errors import Fault, Invalid
from server.http.wordings import language_faults
from server.opendata.listed_spot import ListedSpot
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots.content import Content
from server.spots.hours_text import HoursError, validate_hours
from server.spots.query import unknown_category
from server.text import Text

_MARGIN_DEGREES: Final = 0.05
_LISTED: Final = {field.name for field in fields(ListedSpot)} - {"lat", "lon", "name", "key"}

_NEEDED: Final = Text("A spot cannot do without this.", "この項目は省けません。")
_OUTSIDE: Final = Text(
    "This point lies outside the region '{region}'. Are latitude and longitude swapped?",
    "この地点は地域「{region}」の外です。緯度と経度が逆になっていませんか。",
)
_UNREADABLE_HOURS: Final = Text(
    "These opening hours cannot be read: {reason}. Write, for example, `Tu-Su 09:00-17:00`, or "
    "put your own words into `hours_note`.",
    "営業時間を読み取れません（{reason}）。例: `Tu-Su 09:00-17:00`。"
    "自由な文は `hours_note` にお書きください。",
)
_REPEATED_DATE: Final = Text(
    "{date} stands here more than once. Put all its opening times into one entry.",
    "{date}が複数あります。その日の時間帯は1つの項目にまとめてください。",
)
_UNKNOWN_COLUMN: Final = Text(
    "The national list has no column '{column}'.", "標準の一覧に「{column}」の項目はありません。"
)
_AGES_SWAPPED: Final = Text(
    "`from_age` must not be above `to_age`.", "`from_age` は `to_age` 以下にしてください。"
)


def checked(content: Content, region: Region) -> Content:
    """Return the content with its opening hours in the form in which they are kept.

    Raises
    ------
    Invalid
        With everything that keeps it from being kept.
    """
    faults = [
        *language_faults("/names", {k: text["name"] for k, text in content["texts"].items()}),
        *_position_faults(content, region),
        *_category_faults(content),
        *_fee_faults(content),
        *_date_faults(content),
        *_listed_faults(content),
    ]
    settled = dict(content)
    try:
        if content["opening_hours"] is not None:
            settled["opening_hours"] = validate_hours(content["opening_hours"])
    except HoursError as error:
        values: dict[str, object] = {"reason": str(error)}
        faults.append(Fault("/opening_hours", "bad_opening_hours", _UNREADABLE_HOURS, values))
    if faults:
        raise Invalid(faults)
    return settled


def _position_faults(content: Content, region: Region) -> Iterator[Fault]:
    lat, lon = content["lat"], content["lon"]
    missing = [name for name, value in (("lat", lat), ("lon", lon)) if value is None]
    yield from (Fault(f"/{name}", "needed", _NEEDED) for name in missing)
    if not missing:
        yield from outside_faults(lat, lon, region)


def outside_faults(lat: float, lon: float, region: Region) -> Iterator[Fault]:
    """Yield a fault for each coordinate that lies outside the region and a margin around it."""
    west, south, east, north = region.bbox
    if not south - _MARGIN_DEGREES <= lat <= north + _MARGIN_DEGREES:
        yield outside_region("/lat", region)
    if not west - _MARGIN_DEGREES <= lon <= east + _MARGIN_DEGREES:
        yield outside_region("/lon", region)


def outside_region(pointer: str, region: Region) -> Fault:
    """Return the fault for a point that lies in no reach of its region."""
    return Fault(pointer, "outside_region", _OUTSIDE, {"region": region.code})


def _category_faults(content: Content) -> Iterator[Fault]:
    for position, code in enumerate(content["categories"]):
        if code not in CATEGORIES:
            yield unknown_category(f"/categories/{position}", code)


def _fee_faults(content: Content) -> Iterator[Fault]:
    for position, fee in enumerate(content["fees"]):
        first, last = fee["from_age"], fee["to_age"]
        if first is not None and last is not None and first > last:
            yield Fault(f"/fees/{position}/from_age", "ages_swapped", _AGES_SWAPPED)


def _date_faults(content: Content) -> Iterator[Fault]:
    times = Counter(dated["date"] for dated in content["dated"])
    for date, count in times.items():
        if count > 1:
            yield Fault("/dated", "repeated_date", _REPEATED_DATE, {"date": date})


def _listed_faults(content: Content) -> Iterator[Fault]:
    for column in sorted(content["listed"].keys() - _LISTED):
        yield Fault(f"/listed/{column}", "unknown_column", _UNKNOWN_COLUMN, {"column": column})
