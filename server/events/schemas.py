"""What the API takes and says about events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from server.events.models import Event
from server.events.records import EventRecord
from server.http.list_query import BBox, Cursor, Limit, Moment, Near, Words
from server.http.types import (
    STRICT_FLOAT,
    STRICT_INT,
    STRICT_TEXT,
    Bool,
    Clock,
    Code,
    Date,
    Identifier,
    Latitude,
    LocalDateTime,
    Longitude,
    Model,
)
from server.http.wordings import Bodies, Titles
from server.regions.schemas import localized

INT32_MAX: Final = 2**31 - 1

Line = Annotated[str, Field(max_length=300), STRICT_TEXT]
Words2000 = Annotated[str, Field(max_length=2000), STRICT_TEXT]
Url = Annotated[
    str, Field(max_length=2000, pattern=r"^(https?://[^\u0000-\u0020]+)?$"), STRICT_TEXT
]
ListedId = Annotated[str, Field(min_length=1, max_length=120), STRICT_TEXT]
Fee = Annotated[
    int,
    Field(ge=0, le=INT32_MAX, description="What one adult pays, in the region's minor units"),
    STRICT_INT,
]


class EventIn(Model):
    """An event to be entered; fields as in the national list of events."""

    organisation_id: Annotated[Identifier, Field(description="Whose event it is")]
    region: Code
    listed_id: Annotated[ListedId | None, Field(description="Its ID in your own list")] = None
    names: Titles
    name_kana: Line = ""
    descriptions: Bodies = Field(default_factory=dict)
    first_date: Date
    last_date: Annotated[Date | None, Field(description="The first one where left out")] = None
    begins_at: Annotated[Clock | None, Field(description="On each day, HH:MM")] = None
    closes_at: Annotated[Clock | None, Field(description="On each day, HH:MM")] = None
    remark: Words2000 = ""
    category: Line = ""
    place_name: Line = ""
    address: Line = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    spot_id: Identifier | None = None
    organiser: Line = ""
    contact: Line = ""
    phone: Line = ""
    access: Words2000 = ""
    parking: Words2000 = ""
    capacity: Line = ""
    application_needed: Annotated[Bool | None, Field(description="null is unknown")] = None
    application_from: Date | None = None
    application_until: Date | None = None
    fee_text: Words2000 = ""
    fee_minor: Fee | None = None
    url: Url = ""


class EventChange(Model):
    """What changes of an event; all else stays. null empties what may be unknown."""

    listed_id: ListedId | None = None
    names: Titles | None = None
    name_kana: Line | None = None
    descriptions: Bodies | None = None
    first_date: Date | None = None
    last_date: Date | None = None
    begins_at: Clock | None = None
    closes_at: Clock | None = None
    remark: Words2000 | None = None
    category: Line | None = None
    place_name: Line | None = None
    address: Line | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    spot_id: Identifier | None = None
    organiser: Line | None = None
    contact: Line | None = None
    phone: Line | None = None
    access: Words2000 | None = None
    parking: Words2000 | None = None
    capacity: Line | None = None
    application_needed: Bool | None = None
    application_from: Date | None = None
    application_until: Date | None = None
    fee_text: Words2000 | None = None
    fee_minor: Fee | None = None
    url: Url | None = None


_MAY_BE_UNKNOWN: Final = frozenset(
    {
        "listed_id",
        "begins_at",
        "closes_at",
        "lat",
        "lon",
        "spot_id",
        "application_needed",
        "application_from",
        "application_until",
        "fee_minor",
    }
)


class EventQuery(Model):
    """Filters of the event list; every one given must hold."""

    region: Annotated[Code | None, Field(examples=["helsinki"])] = None
    bbox: BBox | None = None
    near: Annotated[Near | None, Field(description="lat,lon; with `radius_m` around it")] = None
    radius_m: (
        Annotated[
            float,
            Field(gt=0, le=50_000, description="Distance from `near`; 2000 unless told"),
            STRICT_FLOAT,
        ]
        | None
    ) = None
    on: Annotated[Date | None, Field(description="Those that take place on this date")] = None
    from_date: Annotated[
        Date | None, Field(alias="from", description="Those that are not over before it")
    ] = None
    until: Annotated[Date | None, Field(description="Those that have begun by then")] = None
    q: Annotated[Words | None, Field(description="Part of a name, description or place")] = None
    category: Annotated[Line | None, Field(description="As the list states it")] = None
    organisation_id: Identifier | None = None
    updated_since: Annotated[
        Moment | None,
        Field(description="What was changed or removed since, in the order of the changes"),
    ] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class EventOut(Model):
    """An event; null is unknown."""

    id: str
    organisation_id: str
    region: str
    listed_id: str | None
    name: str
    names: dict[str, str]
    name_kana: str
    description: str
    descriptions: dict[str, str]
    first_date: Date
    last_date: Date
    begins_at: str | None
    closes_at: str | None
    remark: str
    category: str
    place_name: str
    address: str
    lat: float | None
    lon: float | None
    spot_id: str | None
    organiser: str
    contact: str
    phone: str
    access: str
    parking: str
    capacity: str
    application_needed: bool | None
    application_from: Date | None
    application_until: Date | None
    fee_text: str
    fee_minor: int | None
    url: str
    created_at: LocalDateTime
    updated_at: LocalDateTime
    removed_at: LocalDateTime | None
    deleted: bool = Field(description="It was removed; only lists of changes show it")
    links: dict[str, str]


class EventListOut(Model):
    """A page of events."""

    events: list[EventOut]
    links: dict[str, str]


def record_of(body: EventIn) -> EventRecord:
    """Return the event that a request describes."""
    facts: dict[str, Any] = {name: getattr(body, name) for name in EventIn.model_fields}
    del facts["organisation_id"]
    return EventRecord(**{**facts, "last_date": body.last_date or body.first_date})


def changes_of(body: EventChange) -> dict[str, Any]:
    """Return what a request changes, by the names of a record."""
    named = {name: getattr(body, name) for name in body.model_fields_set}
    return {k: v for k, v in named.items() if v is not None or k in _MAY_BE_UNKNOWN}


def event_out(event: Event, languages: Sequence[str]) -> EventOut:
    """Return an event as the API shows it, texts in the first of `languages` that it has."""
    derived = ("region", "name", "description", "deleted", "links")
    facts = {name: getattr(event, name) for name in EventOut.model_fields if name not in derived}
    links = {"self": f"/v1/events/{event.id}", "region": f"/v1/regions/{event.region_code}"}
    if event.spot_id is not None:
        links["spot"] = f"/v1/spots/{event.spot_id}"
    return EventOut(
        region=event.region_code,
        name=localized(event.names, languages),
        description=localized(event.descriptions, languages),
        deleted=event.removed_at is not None,
        links=links,
        **facts,
    )
