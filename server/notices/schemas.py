"""What the API takes and says about notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from server.http.list_query import BBox, Cursor, Limit, Moment
from server.http.types import (
    Code,
    Identifier,
    Instant,
    Latitude,
    LocalDateTime,
    Longitude,
    Model,
)
from server.http.wordings import Bodies, Titles
from server.notices.faults import Draft
from server.notices.models import Notice, NoticeKind
from server.regions.schemas import localized

Ring = Annotated[list[tuple[Longitude, Latitude]], Field(min_length=4, max_length=500)]


class PolygonIn(Model):
    """GeoJSON polygon: rings of [lon, lat], the outer one first, each ending where it begins."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Ring], Field(min_length=1, max_length=20)]


class NoticeIn(Model):
    """A notice to be posted: of a spot, or of an area."""

    organisation_id: Annotated[Identifier, Field(description="Who posts it")]
    region: Code
    kind: NoticeKind
    titles: Titles
    bodies: Bodies = Field(default_factory=dict)
    spot_id: Identifier | None = None
    area: PolygonIn | None = None
    valid_from: Instant
    valid_until: Annotated[
        Instant | None, Field(description="null, without end, for information only")
    ] = None


class NoticeChange(Model):
    """What changes of a notice; all else stays."""

    titles: Titles | None = None
    bodies: Bodies | None = None
    area: PolygonIn | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None


class NoticeQuery(Model):
    """Filters of the notice list; every one given must hold."""

    at: Annotated[Moment | None, Field(description="Those that hold then; now unless told")] = None
    region: Annotated[Code | None, Field(examples=["helsinki"])] = None
    bbox: BBox | None = None
    spot_id: Identifier | None = None
    kind: Annotated[list[NoticeKind] | None, Field(max_length=4)] = None
    organisation_id: Identifier | None = None
    updated_since: Annotated[
        Moment | None,
        Field(
            description="Changed or ended then or later, in the order of the changes; whenever "
            "they hold. Ask at `links.changes` for what comes later"
        ),
    ] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class PolygonOut(Model):
    """GeoJSON polygon; longitude first."""

    type: Literal["Polygon"] = "Polygon"
    coordinates: list[list[list[float]]]


class NoticeOut(Model):
    """A notice."""

    id: str
    organisation_id: str
    region: str
    kind: NoticeKind
    title: str
    titles: dict[str, str]
    body: str
    bodies: dict[str, str]
    spot_id: str | None
    area: PolygonOut | None
    valid_from: LocalDateTime
    valid_until: LocalDateTime | None
    created_at: LocalDateTime
    updated_at: LocalDateTime
    ended_at: LocalDateTime | None = Field(description="When it was ended before its time")
    deleted: bool = Field(description="It was ended; only lists of changes show it")
    links: dict[str, str]


class NoticeListOut(Model):
    """A page of notices."""

    notices: list[NoticeOut]
    links: dict[str, str]


def draft_of(body: NoticeIn) -> Draft:
    """Return the notice that a request describes."""
    return Draft(
        region=body.region,
        kind=body.kind,
        titles=body.titles,
        valid_from=body.valid_from,
        valid_until=body.valid_until,
        bodies=body.bodies,
        spot_id=body.spot_id,
        area=None if body.area is None else body.area.model_dump(mode="json"),
    )


def changes_of(body: NoticeChange) -> dict[str, Any]:
    """Return what a request changes, by the names of a draft; null leaves all but an end as is."""
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    if body.area is not None:
        changes["area"] = body.area.model_dump(mode="json")
    return {k: v for k, v in changes.items() if v is not None or k == "valid_until"}


def notice_out(notice: Notice, languages: Sequence[str]) -> NoticeOut:
    """Return a notice as the API shows it, texts in the first of `languages` that it has."""
    links = {"self": f"/v1/notices/{notice.id}", "region": f"/v1/regions/{notice.region_code}"}
    if notice.spot_id is not None:
        links["spot"] = f"/v1/spots/{notice.spot_id}"
    return NoticeOut(
        id=notice.id,
        organisation_id=notice.organisation_id,
        region=notice.region_code,
        kind=NoticeKind(notice.kind),
        title=localized(notice.titles, languages),
        titles=notice.titles,
        body=localized(notice.bodies, languages),
        bodies=notice.bodies,
        spot_id=notice.spot_id,
        area=None if notice.area is None else PolygonOut(**notice.area),
        valid_from=notice.valid_from,
        valid_until=notice.valid_until,
        created_at=notice.created_at,
        updated_at=notice.updated_at,
        ended_at=notice.ended_at,
        deleted=notice.ended_at is not None,
        links=links,
    )
