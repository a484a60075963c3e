"""What the API takes and says about routes and travel times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import shapely
from pydantic import Field

from routing.model import UNREACHABLE, AccessProfile, Leg, Mode, Snap, TravelTimeMatrix
from server.http.types import STRICT_INT, Code, Latitude, Longitude, Model, Position

if TYPE_CHECKING:
    from routing.isochrones import Isochrone

MAX_ROUTE_POINTS = 50
MAX_MATRIX_POINTS = 100
MAX_ISOCHRONES = 5
MAX_ISOCHRONE_MINUTES = 120
MS_PER_MINUTE = 60_000


class RouteRequest(Model):
    """Points to pass in this order."""

    points: Annotated[list[Position], Field(min_length=2, max_length=MAX_ROUTE_POINTS)]
    mode: Mode = Mode.WALK
    region: Annotated[
        Code | None, Field(description="The smallest region around the first point unless told")
    ] = None


class TravelTimeRequest(Model):
    """Points between all of which times are wanted."""

    points: Annotated[list[Position], Field(min_length=1, max_length=MAX_MATRIX_POINTS)]
    mode: Mode = Mode.WALK
    region: Annotated[
        Code | None, Field(description="The smallest region around the first point unless told")
    ] = None


class IsochroneQuery(Model):
    """A place, and how far to go from it."""

    lat: Annotated[Latitude, Field(examples=[60.1713])]
    lon: Annotated[Longitude, Field(examples=[24.9414])]
    minutes: Annotated[
        list[Annotated[int, Field(ge=1, le=MAX_ISOCHRONE_MINUTES), STRICT_INT]],
        Field(
            min_length=1,
            max_length=MAX_ISOCHRONES,
            description="One area for each; repeatable",
            examples=[[10, 20]],
        ),
    ]
    mode: Mode = Mode.WALK
    region: Annotated[
        Code | None, Field(description="The smallest region around the place unless told")
    ] = None
    profile: Annotated[
        AccessProfile, Field(description="What a person asks of the streets when walking")
    ] = AccessProfile.NONE


class LineGeometry(Model):
    """GeoJSON line; longitude first."""

    type: Literal["LineString"] = "LineString"
    coordinates: list[list[float]]


class LegOut(Model):
    """The way from one point to the next."""

    mode: Mode
    distance_m: float
    duration_s: int
    estimated: bool
    streets: list[str] = Field(description="Names along the way, in order")
    geometry: LineGeometry


class RouteOut(Model):
    """The ways between consecutive points, one fewer than there are points."""

    region: str
    mode: Mode
    distance_m: float
    duration_s: int
    legs: list[LegOut]
    attribution: list[str]


class SnappedPointOut(Model):
    """Where an asked point met the network."""

    status: Literal["ok", "outside_network"]
    location: Position | None
    distance_m: float | None = Field(description="From the asked point to `location`")


class TravelTimesOut(Model):
    """Times from each point (row) to each point (column)."""

    region: str
    mode: Mode
    estimated: bool
    points: list[SnappedPointOut]
    durations_s: list[list[int | None]] = Field(description="null where there is no way")
    attribution: list[str]


Ring = list[list[float]]


class PolygonGeometry(Model):
    """GeoJSON polygon, outer ring first; longitude first."""

    type: Literal["Polygon"] = "Polygon"
    coordinates: list[Ring]


class MultiPolygonGeometry(Model):
    """GeoJSON polygons; longitude first."""

    type: Literal["MultiPolygon"] = "MultiPolygon"
    coordinates: list[list[Ring]]


class IsochroneProperties(Model):
    """What one area says of itself."""

    minutes: int
    area_m2: float
    estimated: bool = Field(description="A circle, because no streets are known here")


class IsochroneOut(Model):
    """The area that can be reached within some minutes."""

    type: Literal["Feature"] = "Feature"
    geometry: PolygonGeometry | MultiPolygonGeometry = Field(discriminator="type")
    properties: IsochroneProperties


class IsochronesOut(Model):
    """GeoJSON areas, the largest first, so that drawn in order all can be seen."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[IsochroneOut]
    region: str
    mode: Mode
    profile: AccessProfile
    attribution: list[str]


def leg_out(leg: Leg) -> LegOut:
    """Return `leg` as the API shows it."""
    return LegOut(
        mode=leg.mode,
        distance_m=round(leg.distance_m, 1),
        duration_s=leg.duration_s,
        estimated=leg.estimated,
        streets=list(leg.street_names),
        geometry=LineGeometry(coordinates=[[lon, lat] for lon, lat in leg.coordinates]),
    )


def snapped_point_out(snap: Snap | None) -> SnappedPointOut:
    """Return where a point met the network."""
    if snap is None:
        return SnappedPointOut(status="outside_network", location=None, distance_m=None)
    location = Position(lat=snap.point.lat, lon=snap.point.lon)
    return SnappedPointOut(status="ok", location=location, distance_m=round(snap.distance_m, 1))


def durations_out(matrix: TravelTimeMatrix, snaps: Sequence[Snap | None]) -> list[list[int | None]]:
    """Return whole seconds; None where there is no way or an end is off the network."""
    return [
        [
            None if duration == UNREACHABLE or origin is None or destination is None else duration
            for duration, destination in zip(row, snaps, strict=True)
        ]
        for row, origin in zip(matrix.durations_s().tolist(), snaps, strict=True)
    ]


def isochrone_out(isochrone: Isochrone) -> IsochroneOut:
    """Return one area as the API shows it."""
    parts = [_rings(part) for part in shapely.get_parts(isochrone.area)]
    geometry = (
        PolygonGeometry(coordinates=parts[0])
        if len(parts) == 1
        else MultiPolygonGeometry(coordinates=parts)
    )
    said = IsochroneProperties(
        minutes=isochrone.limit_ms // MS_PER_MINUTE,
        area_m2=round(isochrone.area_m2),
        estimated=isochrone.estimated,
    )
    return IsochroneOut(geometry=geometry, properties=said)


def _rings(polygon: shapely.Polygon) -> list[Ring]:
    # RFC 7946 wants outer rings anticlockwise.
    turned = shapely.orient_polygons(polygon)
    return [[[x, y] for x, y in ring.coords] for ring in (turned.exterior, *turned.interiors)]
