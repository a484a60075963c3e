"""What the API takes and says about amenities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from server.amenities.models import Amenity
from server.amenities.service import FoundAmenity
from server.http.list_query import BBox, Cursor, Limit, Near
from server.http.types import STRICT_FLOAT, Bool, Code, Identifier, LocalDateTime, Model
from server.regions.schemas import localized

Kind = Literal["toilet", "shelter"]
Hazard = Literal[
    "flood",
    "landslide",
    "storm_surge",
    "earthquake",
    "tsunami",
    "large_fire",
    "inland_flood",
    "volcano",
]


class AmenityQuery(Model):
    """Filters of the list of amenities; every one given must hold."""

    kind: Annotated[Kind | None, Field(examples=["toilet"])] = None
    region: Annotated[Code | None, Field(examples=["helsinki"])] = None
    organisation_id: Identifier | None = None
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
    wheelchair: Annotated[
        Bool | None, Field(description="Only those that are known to be usable, or not to be")
    ] = None
    hazard: Annotated[Hazard | None, Field(description="Only sites for this kind of disaster")] = (
        None
    )
    limit: Limit = 50
    cursor: Cursor | None = None


class PointGeometry(Model):
    """GeoJSON point; longitude first."""

    type: Literal["Point"] = "Point"
    coordinates: list[float] = Field(min_length=2, max_length=2)


class AmenityProperties(Model):
    """What is known of an amenity; null is unknown, not no."""

    kind: str
    region: str
    organisation_id: str
    name: str
    names: dict[str, str]
    address: str
    wheelchair: bool | None
    ostomate: bool | None
    for_children: bool | None
    hazards: list[str] | None = Field(description="Kinds of disaster that a site is for")
    capacity: int | None = Field(description="Persons")
    listed: dict[str, Any] = Field(description="The row of its national list, by field")
    attribution: str
    licence: str
    updated_at: LocalDateTime
    distance_m: float | None = Field(description="From `near`, where that was asked")


class AmenityOut(Model):
    """An amenity as a GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: PointGeometry
    properties: AmenityProperties


class AmenityListOut(Model):
    """A page of amenities as a GeoJSON feature collection."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[AmenityOut]
    numberReturned: int  # noqa: N815 - the name that OGC API Features fixes
    links: dict[str, str]


class RemovedOut(Model):
    """How many were removed."""

    removed: int


def amenity_out(found: FoundAmenity, languages: Sequence[str]) -> AmenityOut:
    """Return an amenity as the API shows it."""
    amenity = found.amenity
    return AmenityOut(
        id=amenity.id,
        geometry=PointGeometry(coordinates=[amenity.lon, amenity.lat]),
        properties=_properties(amenity, found.distance_m, languages),
    )


def _properties(
    amenity: Amenity, distance_m: float | None, languages: Sequence[str]
) -> AmenityProperties:
    return AmenityProperties(
        kind=amenity.kind,
        region=amenity.region_code,
        organisation_id=amenity.organisation_id,
        name=localized(amenity.names, languages),
        names=amenity.names,
        address=amenity.listed.get("address", ""),
        wheelchair=amenity.wheelchair,
        ostomate=amenity.ostomate,
        for_children=amenity.for_children,
        hazards=None if amenity.hazards is None else _named(amenity.hazards),
        capacity=amenity.capacity,
        listed=amenity.listed,
        attribution=amenity.attribution,
        licence=amenity.licence,
        updated_at=amenity.updated_at,
        distance_m=None if distance_m is None else round(distance_m, 1),
    )


def _named(hazards: str) -> list[str]:
    return [name for name in hazards.split(",") if name]
