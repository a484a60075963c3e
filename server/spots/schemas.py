"""What the API takes and says about spots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from server.http.list_query import Moment
from server.http.types import (
    STRICT_FLOAT,
    STRICT_INT,
    STRICT_TEXT,
    Code,
    Identifier,
    LocalDateTime,
    Model,
    Share,
)
from server.opendata.listed_spot import ACCESSIBILITY_FIELDS
from server.regions.schemas import localized
from server.spots.freshness import NOTHING_KNOWN, Freshness
from server.spots.freshness_views import MarkOut, mark_out
from server.spots.keeping_schemas import Season
from server.spots.keeping_views import (
    FeeOut,
    TranslationOut,
    accessibility_out,
    fees_out,
    seasons_out,
    translations_of,
)
from server.spots.models import Spot
from server.spots.photo_schemas import PhotoOut, photo_out
from server.spots.search import FoundSpot
from server.text import chosen_language

_NUMBER = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
_INSTANT = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})$"
)


Accessible = Annotated[str, Field(pattern=f"^({'|'.join(ACCESSIBILITY_FIELDS)})$"), STRICT_TEXT]
"""One of the questions of accessibility."""


class SpotQuery(Model):
    """Filters of the spot list; every one given must hold."""

    region: Annotated[Code | None, Field(examples=["helsinki"])] = None
    bbox: (
        Annotated[
            str,
            Field(
                pattern=rf"^{_NUMBER}(,{_NUMBER}){{3}}$",
                max_length=80,
                description="west,south,east,north in degrees",
                examples=["24.93,60.16,24.96,60.18"],
            ),
            STRICT_TEXT,
        ]
        | None
    ) = None
    near: (
        Annotated[
            str,
            Field(
                pattern=rf"^{_NUMBER},{_NUMBER}$",
                max_length=40,
                description="lat,lon; results come nearest first",
                examples=["60.1713,24.9414"],
            ),
            STRICT_TEXT,
        ]
        | None
    ) = None
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
    q: (
        Annotated[
            str,
            Field(
                min_length=1,
                max_length=100,
                pattern=r"^[^\u0000-\u001f]+$",
                description=(
                    "Words of names, readings, descriptions or address, all of which must be "
                    "there; width, case, kana and old characters do not matter. Spots whose "
                    "names hold them come first"
                ),
                examples=["温泉"],
            ),
            STRICT_TEXT,
        ]
        | None
    ) = None
    open_at: (
        Annotated[
            str,
            Field(
                pattern=_INSTANT,
                description="Open at this instant, RFC 3339 with offset",
                examples=["2027-05-15T10:30:00+03:00"],
            ),
            STRICT_TEXT,
        ]
        | None
    ) = None
    max_renown: Annotated[
        Share | None, Field(description="At most this well known; 0.3 finds the lesser known")
    ] = None
    accessible: Annotated[
        list[Accessible] | None,
        Field(max_length=17, description="Known to be so; repeatable, all must hold"),
    ] = None
    organisation_id: Annotated[Identifier | None, Field(description="Kept by these")] = None
    updated_since: Annotated[
        Moment | None,
        Field(
            description=(
                "Changed then or later, in the order of the changes; spots that left the public "
                "are `deleted`. Ask at `links.changes` for what comes later"
            )
        ),
    ] = None
    limit: Annotated[
        int, Field(ge=1, le=1_000_000, description="Page size; clamped to 100"), STRICT_INT
    ] = 50
    cursor: (
        Annotated[
            str, Field(min_length=1, max_length=300, pattern=r"^[A-Za-z0-9_-]+$"), STRICT_TEXT
        ]
        | None
    ) = None


class PointGeometry(Model):
    """GeoJSON point; longitude first."""

    type: Literal["Point"] = "Point"
    coordinates: list[float] = Field(min_length=2, max_length=2)


class SpotProperties(Model):
    """What is known of a spot; null is unknown, not no."""

    region: str
    organisation_id: str | None = Field(description="Who keeps it; null is the platform itself")
    name: str
    names: dict[str, str]
    name_kana: str | None
    description: str
    descriptions: dict[str, str]
    translations: dict[str, TranslationOut]
    machine_translated: bool = Field(description="`name` and `description` are a machine's")
    category: str
    categories: list[str]
    opening_hours: str | None = Field(description="OSM opening-hours expression")
    closed_after_holiday: bool
    hours_note: str
    fee_minor: int | None = Field(description="What one adult pays, in minor units of `currency`")
    currency: str
    fees: list[FeeOut] = Field(description="What whom pays, where that is known by age")
    fee_note: str
    seasons: list[Season] = Field(description="Closed outside them; none means all year")
    visit_minutes: int | None
    renown: float | None = Field(description="How well known, 0 to 1")
    wheelchair: bool | None
    accessibility: dict[str, bool | None]
    address: str
    phone: str
    url: str
    attribution: str
    licence: str
    photos: list[PhotoOut] = Field(description="In order; the first stands for the spot")
    updated_at: LocalDateTime
    verified_at: LocalDateTime | None = Field(description="When its keepers last looked")
    distance_m: float | None = Field(description="From `near`, where that was asked")
    notices: list[str] = Field(description="Ids of the notices that hold of it now")
    overdue: bool = Field(description="Its keepers have not looked for too long")
    reported: bool = Field(description="It is said to be closed or to have moved")
    marks: list[MarkOut] = Field(description="What associations vouch for just now")


class SpotOut(Model):
    """A spot as a GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PointGeometry
    properties: SpotProperties
    links: dict[str, str]


class GoneProperties(Model):
    """That a spot is gone, and since when."""

    deleted: Literal[True] = True
    deleted_at: LocalDateTime


class GoneSpotOut(Model):
    """A spot that everybody could see once, as a GeoJSON feature without a place."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: None = None
    deleted: Literal[True] = True
    properties: GoneProperties


class SpotListOut(Model):
    """A page of spots as a GeoJSON feature collection; `deleted` ones only in lists of changes."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[SpotOut | GoneSpotOut]
    numberReturned: int  # noqa: N815 - the name that OGC API Features fixes
    links: dict[str, str]


def gone_spot_out(spot: Spot) -> GoneSpotOut:
    """Return that a spot is gone; nothing else of it is told."""
    since = spot.left_public_at or dt.datetime.min.replace(tzinfo=dt.UTC)
    return GoneSpotOut(id=spot.id, properties=GoneProperties(deleted_at=since))


def spot_out(
    found: FoundSpot,
    languages: Sequence[str],
    notices: Sequence[str] = (),
    freshness: Freshness = NOTHING_KNOWN,
) -> SpotOut:
    """Return a spot as the API shows it, texts in the first of `languages` that it has."""
    spot = found.spot
    return SpotOut(
        id=spot.id,
        geometry=PointGeometry(coordinates=[spot.lon, spot.lat]),
        properties=_properties(found, languages, notices, freshness),
        links={"self": f"/v1/spots/{spot.id}", "region": f"/v1/regions/{spot.region_code}"},
    )


def _properties(
    found: FoundSpot, languages: Sequence[str], notices: Sequence[str], freshness: Freshness
) -> SpotProperties:
    spot, distance_m = found.spot, found.distance_m
    translations, shown = translations_of(spot), chosen_language(spot.names, languages)
    return SpotProperties(
        region=spot.region_code,
        organisation_id=spot.organisation_id,
        name=localized(spot.names, languages),
        names=spot.names,
        name_kana=spot.name_kana,
        description=localized(spot.descriptions, languages),
        descriptions=spot.descriptions,
        translations=translations,
        machine_translated=shown in translations and translations[shown].machine,
        category=spot.categories[0],
        categories=list(spot.categories),
        opening_hours=spot.opening_hours,
        closed_after_holiday=spot.closed_after_holiday,
        hours_note=spot.hours_note,
        fee_minor=spot.fee_minor,
        currency=spot.region.currency,
        fees=fees_out(spot),
        fee_note=spot.fee_note,
        seasons=seasons_out(spot),
        visit_minutes=spot.visit_minutes,
        renown=spot.renown,
        wheelchair=spot.wheelchair,
        accessibility=accessibility_out(spot),
        address=spot.address,
        phone=spot.phone,
        url=spot.url,
        attribution=spot.attribution,
        licence=spot.licence,
        photos=[photo_out(photo, languages) for photo in spot.photos],
        verified_at=spot.verified_at,
        updated_at=spot.updated_at,
        distance_m=None if distance_m is None else round(distance_m, 1),
        notices=list(notices),
        overdue=freshness.overdue,
        reported=freshness.reported,
        marks=[mark_out(mark, languages) for mark in freshness.marks],
    )
