"""What keepers of spots send."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from server.http.list_query import Cursor, Limit, Words
from server.http.types import (
    STRICT_INT,
    STRICT_TEXT,
    Bool,
    Clock,
    Code,
    Date,
    Identifier,
    Latitude,
    Longitude,
    Model,
    Share,
)
from server.spots.content import Content, new_text
from server.spots.records import ClockInterval

_LINE: Final = r"^[^\u0000-\u001f\u007f]*$"
_DAY_S: Final = 86_400

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", re.ASCII)
LanguageTag = Annotated[
    str, Field(max_length=12, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"), STRICT_TEXT
]
Name = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f]+$"), STRICT_TEXT
]
Line = Annotated[str, Field(max_length=500, pattern=_LINE), STRICT_TEXT]
Prose = Annotated[str, Field(max_length=5000), STRICT_TEXT]
WebAddress = Annotated[
    str, Field(max_length=1000, pattern=r"^(https?://[^\s\u0000-\u001f]+)?$"), STRICT_TEXT
]
MonthDay = Annotated[
    str,
    Field(
        pattern=r"^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        r"|02-(0[1-9]|[12][0-9]))$",
        description="Month and day that exist; 02-29 is for the years that have it",
        examples=["04-15"],
    ),
    STRICT_TEXT,
]
Age = Annotated[int, Field(ge=0, le=150), STRICT_INT]
Minor = Annotated[int, Field(ge=0, le=100_000_000), STRICT_INT]
Minutes = Annotated[int, Field(ge=1, le=1440), STRICT_INT]
Version = Annotated[int, Field(ge=1, le=1_000_000_000), STRICT_INT]
Names = Annotated[
    dict[LanguageTag, Name | None],
    Field(max_length=20, description="By language; null takes a language's name away"),
]
Descriptions = Annotated[
    dict[LanguageTag, Prose | None], Field(max_length=20, description="By language")
]
Listed = Annotated[
    dict[Annotated[str, Field(max_length=40), STRICT_TEXT], Prose],
    Field(max_length=80, description="Columns of the national list that have no field here"),
]


class Season(Model):
    """From its first day to its last, over the turn of the year where that comes earlier."""

    first: MonthDay
    last: MonthDay


class AgeFee(Model):
    """What some pay, in minor units."""

    who: Annotated[
        str, Field(min_length=1, max_length=60, pattern=_LINE, examples=["小学生"]), STRICT_TEXT
    ]
    amount_minor: Minor
    from_age: Age | None = None
    to_age: Age | None = None


class OpenFor(Model):
    """Open from one time to another; on the next day where that is not later."""

    opens: Clock
    closes: Clock


class DatedException(Model):
    """What holds on one date instead of the regular hours; nothing open means closed."""

    date: Date
    open: Annotated[list[OpenFor], Field(max_length=6)] = Field(default_factory=list)
    reason: Annotated[str, Field(max_length=200, pattern=_LINE), STRICT_TEXT] = ""


class Accessibility(Model):
    """Yes, no, or null: unknown, which is not no."""

    wheelchair: Bool | None = None
    wheelchair_loan: Bool | None = None
    cane_loan: Bool | None = None
    accessible_toilet: Bool | None = None
    step_free: Bool | None = None
    tactile_guidance: Bool | None = None
    braille_or_audio: Bool | None = None
    assistance_dogs: Bool | None = None
    subtitles: Bool | None = None
    writing_support: Bool | None = None
    priority_parking: Bool | None = None
    ostomate_toilet: Bool | None = None
    nursing_room: Bool | None = None
    diaper_table: Bool | None = None
    food_and_drink: Bool | None = None
    stroller_loan: Bool | None = None
    stroller_use: Bool | None = None


class SpotFacts(Model):
    """What a spot says. What is left out stays; null takes away."""

    names: Names = Field(default_factory=dict)
    descriptions: Descriptions = Field(default_factory=dict)
    name_kana: Name | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    categories: Annotated[
        list[Code], Field(min_length=1, max_length=8, description="The main one first")
    ] = Field(default_factory=list)
    opening_hours: Annotated[
        str | None, Field(max_length=1000, description="OSM opening-hours expression")
    ] = None
    closed_after_holiday: Bool = False
    hours_note: Prose = ""
    dated: Annotated[list[DatedException], Field(max_length=400)] = Field(default_factory=list)
    seasons: Annotated[list[Season], Field(max_length=12, description="Closed outside them")] = (
        Field(default_factory=list)
    )
    fee_minor: Minor | None = None
    fees: Annotated[list[AgeFee], Field(max_length=20)] = Field(default_factory=list)
    fee_note: Prose = ""
    visit_minutes: Minutes | None = None
    renown: Share | None = None
    accessibility: Accessibility = Accessibility()
    address: Line = ""
    phone: Line = ""
    url: WebAddress = ""
    attribution: Line = ""
    licence: Line = ""
    listed: Listed = Field(default_factory=dict)


class SpotIn(SpotFacts):
    """A new spot."""

    organisation_id: Identifier
    region: Code
    names: Names
    lat: Latitude
    lon: Longitude
    categories: Annotated[
        list[Code], Field(min_length=1, max_length=8, description="The main one first")
    ]


class SpotChangeIn(SpotFacts):
    """What changes about a spot."""


class RestoreIn(Model):
    """Which former version a spot is to say again."""

    version: Version


class ReturnIn(Model):
    """Why a spot is given back; its editors find it in the history."""

    remark: Annotated[
        str, Field(max_length=2000, description="Told to the spot's editors"), STRICT_TEXT
    ] = ""


class KeptSpotQuery(Model):
    """Which of an organisation's spots."""

    status: Annotated[
        str | None,
        Field(pattern="^(draft|in_review|published|withdrawn)$", examples=["draft"]),
    ] = None
    category: Annotated[
        list[Code] | None,
        Field(max_length=30, description="Any of these categories; repeatable"),
    ] = None
    q: Annotated[
        Words | None,
        Field(description="Words that it says, all of them, as in `GET /v1/spots`"),
    ] = None
    sort: Annotated[
        Literal["id", "changed"], Field(description="`changed`: what changed last comes first")
    ] = "id"
    limit: Limit = 50
    cursor: Cursor | None = None


class HistoryQuery(Model):
    """Which page of a spot's history."""

    limit: Limit = 50
    cursor: Cursor | None = None


_OVER: Final = (
    "name_kana",
    "lat",
    "lon",
    "categories",
    "opening_hours",
    "closed_after_holiday",
    "hours_note",
    "fee_minor",
    "fee_note",
    "visit_minutes",
    "renown",
    "address",
    "phone",
    "url",
    "attribution",
    "licence",
)
"""Fields that replace what was there as they are."""


def empty_content() -> Content:
    """Return what a spot says of which nothing is known yet."""
    return content_with({}, SpotFacts(), "", all_fields=True)


def content_with(
    before: Content, sent: SpotFacts, original: str, *, all_fields: bool = False
) -> Content:
    """Return a spot's content with what was sent in place of what was there.

    Parameters
    ----------
    original
        The language that is no translation.
    all_fields
        Also take what was left out, at its default.
    """
    given = set(SpotFacts.model_fields) if all_fields else sent.model_fields_set
    after: Content = before | {name: getattr(sent, name) for name in _OVER if name in given}
    if "dated" in given:
        after["dated"] = [_dated(d) for d in sorted(sent.dated, key=lambda d: d.date)]
    if "seasons" in given:
        after["seasons"] = [[season.first, season.last] for season in sent.seasons]
    if "fees" in given:
        after["fees"] = [fee.model_dump() for fee in sent.fees]
    if "accessibility" in given:
        after["accessibility"] = known_accessibility(
            before.get("accessibility", {}), sent.accessibility
        )
    if "listed" in given:
        after["listed"] = {**before.get("listed", {}), **sent.listed}
    after["texts"] = _texts(before.get("texts", {}), sent, original)
    after["categories"] = list(dict.fromkeys(after["categories"]))
    return after


def known_accessibility(before: dict[str, bool], sent: Accessibility) -> dict[str, bool]:
    """Return what is known after `sent`: what it leaves out stays, null is not known (any more)."""
    stated = {name: getattr(sent, name) for name in sent.model_fields_set}
    return {name: yes for name, yes in {**before, **stated}.items() if yes is not None}


def _texts(before: dict[str, Any], sent: SpotFacts, original: str) -> dict[str, Any]:
    after = dict(before)
    for tag in sorted({*sent.names, *sent.descriptions}):
        old = before.get(tag, new_text("", ""))
        name = sent.names.get(tag, old["name"]) or ""
        description = sent.descriptions.get(tag, old["description"]) or ""
        made_by = "keeper" if tag == original else "translator"
        after[tag] = new_text(name, description, made_by)
    return {tag: text for tag, text in after.items() if text["name"] or text["description"]}


def _dated(exception: DatedException) -> dict[str, Any]:
    return {
        "date": exception.date.isoformat(),
        "intervals": [list(_interval(span)) for span in exception.open],
        "reason": exception.reason,
    }


def _interval(span: OpenFor) -> ClockInterval:
    opens_s, closes_s = _clock_s(span.opens), _clock_s(span.closes)
    return ClockInterval(opens_s, closes_s if closes_s > opens_s else closes_s + _DAY_S)


def _clock_s(clock: str) -> int:
    time = dt.time.fromisoformat(clock)
    return time.hour * 3600 + time.minute * 60
