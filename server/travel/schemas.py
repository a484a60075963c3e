"""What the API takes and says about routes and travel times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from routing.model import UNREACHABLE, Leg, Mode, Snap, TravelTimeMatrix
from server.http.types import Code, Model, Position

MAX_ROUTE_POINTS = 50
MAX_MATRIX_POINTS = 100


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
