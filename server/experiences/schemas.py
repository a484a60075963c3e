"""What guides and associations send about experiences, and what is asked of the lists."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from server.experiences.content import MAY_BE_NULL, MOST_LANGUAGES, Content
from server.http.list_query import BBox, Cursor, Limit, Near, Words
from server.http.types import (
    STRICT_FLOAT,
    STRICT_INT,
    STRICT_TEXT,
    Code,
    Date,
    Identifier,
    Instant,
    Latitude,
    Longitude,
    Model,
)
from server.http.wordings import LanguageTag, Title
from server.spots.keeping_schemas import Accessibility, Minor, Prose, known_accessibility

Passage = Annotated[str, Field(max_length=2000), STRICT_TEXT]
Minutes = Annotated[int, Field(ge=5, le=1440), STRICT_INT]
People = Annotated[int, Field(ge=1, le=1000), STRICT_INT]
Age = Annotated[int, Field(ge=0, le=120), STRICT_INT]
Seats = Annotated[
    int, Field(ge=0, le=50, description="Seats that one takes; 0 for a lap child"), STRICT_INT
]
Names = Annotated[dict[LanguageTag, Title], Field(max_length=20, description="By language tag")]
Remark = Annotated[
    str, Field(min_length=1, max_length=2000, description="Told to the guide"), STRICT_TEXT
]
Confirmation = Literal["instant", "approval"]
Payment = Literal["on_site", "online"]
Status = Literal["draft", "in_review", "published", "suspended", "withdrawn"]
UnitKind = Literal["ADULT", "CHILD", "INFANT", "YOUTH", "STUDENT", "SENIOR", "OTHER"]


class TextIn(Model):
    """What guests read, in one language."""

    title: Title
    description: Prose
    included: Passage = ""
    not_included: Passage = ""
    to_bring: Passage = ""
    meeting_point: Annotated[Passage, Field(description="How to find it")] = ""


class UnitIn(Model):
    """Whom one ticket is for."""

    id: Annotated[Identifier | None, Field(description="Of a unit that there is already")] = None
    kind: UnitKind
    names: Names = Field(default_factory=dict)
    price_minor: Minor
    seats: Seats = 1
    min_age: Age | None = None
    max_age: Age | None = None


class OptionIn(Model):
    """One way to take the experience."""

    id: Annotated[Identifier | None, Field(description="Of an option that there is already")] = None
    names: Names = Field(default_factory=dict)
    duration_minutes: Annotated[
        Minutes | None, Field(description="In place of the experience's")
    ] = None
    units: Annotated[list[UnitIn], Field(min_length=1, max_length=10)]


class RefundStepIn(Model):
    """Up to so many hours before the start, so much is paid back."""

    hours_before: Annotated[int, Field(ge=0, le=8760), STRICT_INT]
    refund_percent: Annotated[int, Field(ge=1, le=100), STRICT_INT]


Languages = Annotated[
    list[LanguageTag], Field(min_length=1, max_length=20, description="Spoken by the guide")
]
Options = Annotated[list[OptionIn], Field(min_length=1, max_length=10)]
Cancellation = Annotated[
    list[RefundStepIn],
    Field(max_length=8, description="The longest time first; later, nothing is paid back"),
]
Cutoff = Annotated[
    int, Field(ge=0, le=43_200, description="So long before the start bookings end"), STRICT_INT
]
ApprovalHours = Annotated[
    int, Field(ge=1, le=168, description="The guide's time for an answer"), STRICT_INT
]


class ExperienceIn(Model):
    """A new experience."""

    organisation_id: Annotated[Identifier, Field(description="The guide's")]
    region: Code
    category: Code
    languages: Languages
    texts: Annotated[
        dict[LanguageTag, TextIn],
        Field(min_length=1, max_length=MOST_LANGUAGES, description="By language tag"),
    ]
    lat: Annotated[Latitude, Field(description="Of the meeting point")]
    lon: Annotated[Longitude, Field(description="Of the meeting point")]
    duration_minutes: Minutes
    min_party: People = 1
    max_party: People
    min_to_run: Annotated[
        People, Field(description="So many seats must be taken for it to take place")
    ] = 1
    min_age: Age | None = None
    accessibility: Accessibility = Accessibility()
    cancellation: Cancellation = Field(
        default_factory=lambda: [RefundStepIn(hours_before=24, refund_percent=100)]
    )
    cutoff_minutes: Cutoff = 60
    confirmation: Confirmation = "instant"
    approval_hours: ApprovalHours = 24
    payment: Payment = "on_site"
    options: Options


class ExperienceChangeIn(Model):
    """What changes about an experience; what is left out stays.

    A text replaces the whole text in its language, null takes a language away. `options` is the
    whole list: those with an id are changed, those that are missing are not offered any more.
    """

    category: Code | None = None
    languages: Languages | None = None
    texts: (
        Annotated[dict[LanguageTag, TextIn | None], Field(min_length=1, max_length=MOST_LANGUAGES)]
        | None
    ) = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    duration_minutes: Minutes | None = None
    min_party: People | None = None
    max_party: People | None = None
    min_to_run: People | None = None
    min_age: Annotated[Age | None, Field(description="null: of any age")] = None
    accessibility: Accessibility | None = None
    cancellation: Cancellation | None = None
    cutoff_minutes: Cutoff | None = None
    confirmation: Confirmation | None = None
    approval_hours: ApprovalHours | None = None
    payment: Payment | None = None
    options: Options | None = None


class SubmitIn(Model):
    """Which association is asked to look at it."""

    association_id: Identifier


class PublishIn(Model):
    """Until when the association vouches for it; a year from now unless told."""

    vouched_until: Instant | None = None


class RemarkIn(Model):
    """What the guide is told."""

    remark: Remark


class ExperienceQuery(Model):
    """Filters of the list; every one given must hold."""

    region: Annotated[Code | None, Field(examples=["helsinki"])] = None
    bbox: BBox | None = None
    near: Near | None = None
    radius_m: (
        Annotated[
            float,
            Field(gt=0, le=50_000, description="Distance from `near`; 2000 unless told"),
            STRICT_FLOAT,
        ]
        | None
    ) = None
    category: Annotated[
        list[Code] | None,
        Field(max_length=30, description="Any of these categories; repeatable"),
    ] = None
    language: Annotated[LanguageTag | None, Field(description="Spoken by the guide")] = None
    on: Annotated[Date | None, Field(description="Can be booked on this date, for `party`")] = None
    party: Annotated[People | None, Field(description="So many people")] = None
    q: Annotated[Words | None, Field(description="Words in titles and descriptions")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class OwnExperienceQuery(Model):
    """Which of an organisation's experiences."""

    status: Status | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class ReviewQuery(Model):
    """Which of the experiences that an association was asked to look at."""

    status: Annotated[
        Status | None, Field(description="All in this state; unless told, what waits for somebody")
    ] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class HistoryQuery(Model):
    """Which page of the history."""

    limit: Limit = 50
    cursor: Cursor | None = None


_SHAPED: Final = frozenset({"texts", "accessibility", "cancellation", "options"})
_NOT_CONTENT: Final = frozenset({"organisation_id", "region"})


def content_with(before: Content, sent: ExperienceIn | ExperienceChangeIn) -> Content:
    """Return an experience's content with what was sent in place of what was there.

    A new one takes everything, `before` being empty. New options and units get ids.
    """
    given = sent.model_fields_set if before else set(type(sent).model_fields) - _NOT_CONTENT
    stated = {n for n in given if getattr(sent, n) is not None or n in MAY_BE_NULL}
    after: Content = before | {name: getattr(sent, name) for name in stated - _SHAPED}
    if "texts" in stated:
        after["texts"] = _texts(before.get("texts", {}), sent.texts or {})
    if "accessibility" in stated and sent.accessibility is not None:
        known = before.get("accessibility", {})
        after["accessibility"] = known_accessibility(known, sent.accessibility)
    if "cancellation" in stated:
        after["cancellation"] = [
            [step.hours_before, step.refund_percent] for step in sent.cancellation or ()
        ]
    if "options" in stated:
        after["options"] = [_with_ids(option) for option in sent.options or ()]
    return after


def _texts(before: Mapping[str, Any], sent: Mapping[str, TextIn | None]) -> dict[str, Any]:
    shown = {tag: text.model_dump() if text else None for tag, text in sent.items()}
    return {tag: text for tag, text in sorted({**before, **shown}.items()) if text}


def _with_ids(option: OptionIn) -> dict[str, Any]:
    facts = option.model_dump()
    for part in (facts, *facts["units"]):
        part["id"] = part["id"] or str(uuid.uuid4())
    return facts
