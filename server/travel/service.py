"""Use cases around routes and travel times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from routing.engines.base import Engine
from routing.engines.estimate import EstimateEngine
from routing.errors import UnreachableError
from routing.geodesy import great_circle_m
from routing.model import AccessProfile, Leg, Point, Snap, TravelTimeMatrix
from server.errors import Fault, Invalid
from server.regions import service as regions
from server.regions.models import Region
from server.travel.errors import NO_PATH, NO_REGION, NO_STREETS, OUTSIDE_NETWORK, OUTSIDE_REGION

if TYPE_CHECKING:
    from routing.engines.embedded import EmbeddedEngine
    from routing.isochrones import Isochrone

REACH_M: Final = 20_000.0
"""How far outside a region's bounds a point may lie where travel times are estimated."""

NamedPoint = tuple[str, Point]
"""A point and the JSON pointer under which the caller sent it."""


def region_around(
    session: Session, code: str | None, first: Point, pointer: str = "/points/0"
) -> Region:
    """Return the named region, or the smallest one around `first`, which `pointer` names.

    Raises
    ------
    RegionNotFound
        If the named region does not exist.
    Invalid
        If no region was named and none lies around `first`.
    """
    if code is not None:
        return regions.get_region(session, code)
    around = [r for r in regions.list_regions(session) if _outside_m(r, first) == 0.0]
    if not around:
        raise Invalid([Fault(pointer, "no_region", NO_REGION)])
    return min(around, key=lambda r: (r.east - r.west) * (r.north - r.south))


def _outside_m(region: Region, point: Point) -> float:
    """Return how far `point` lies outside the region's bounds; 0 inside."""
    nearest = Point(
        min(max(point.lat, region.south), region.north),
        min(max(point.lon, region.west), region.east),
    )
    return 0.0 if nearest == point else float(great_circle_m(*point, *nearest))


def off_network_faults(engine: Engine, region: Region, points: Sequence[NamedPoint]) -> list[Fault]:
    """Return a fault for every point that no street of the region is near, saying how far."""
    snaps = engine.snap([point for _, point in points])
    return _off_network(engine, region, points, snaps)


def _off_network(
    engine: Engine, region: Region, points: Sequence[NamedPoint], snaps: Sequence[Snap | None]
) -> list[Fault]:
    faults = []
    for (pointer, point), snap in zip(points, snaps, strict=True):
        outside_m = _outside_m(region, point)
        if snap is None:
            distance_m, text = engine.distance_m(point), OUTSIDE_NETWORK
        elif engine.estimated and outside_m > REACH_M:
            distance_m, text = outside_m, OUTSIDE_REGION
        else:
            continue
        if not math.isfinite(distance_m):
            text = NO_STREETS
        values: dict[str, object] = {
            "distance_km": f"{distance_m / 1000:.1f}",
            "region": region.code,
        }
        faults.append(Fault(pointer, "outside_network", text, values))
    return faults


def routes(engine: Engine, region: Region, points: Sequence[NamedPoint]) -> tuple[Leg, ...]:
    """Return the ways between consecutive points.

    Raises
    ------
    Invalid
        If a point is off the network or two of them are not connected.
    """
    faults = off_network_faults(engine, region, points)
    if faults:
        raise Invalid(faults)
    try:
        return engine.legs([point for _, point in points])
    except UnreachableError as error:
        values: dict[str, object] = {"origin": error.origin, "destination": error.destination}
        pointer = points[error.destination][0]
        raise Invalid([Fault(pointer, "unreachable", NO_PATH, values)]) from error


def travel_times(
    engine: Engine, region: Region, points: Sequence[NamedPoint]
) -> tuple[TravelTimeMatrix, tuple[Snap | None, ...]]:
    """Return all times and where each point met the network; None for those that did not."""
    places = [point for _, point in points]
    met = engine.snap(places)
    too_far = {f.pointer for f in _off_network(engine, region, points, met)}
    snaps = tuple(
        None if pointer in too_far else snap for (pointer, _), snap in zip(points, met, strict=True)
    )
    return engine.travel_times(places), snaps


def isochrones(
    engine: EmbeddedEngine | EstimateEngine,
    region: Region,
    origin: NamedPoint,
    limits_ms: Sequence[int],
    profile: AccessProfile,
) -> tuple[Isochrone, ...]:
    """Return what can be reached from `origin` within each limit, in ascending order.

    Raises
    ------
    Invalid
        If the origin is off the network.
    """
    from routing.isochrones import estimated_isochrones, street_isochrones
    from routing.reached_streets import reach_from

    faults = off_network_faults(engine, region, [origin])
    if faults:
        raise Invalid(faults)
    point = origin[1]
    if isinstance(engine, EstimateEngine):
        return estimated_isochrones(engine.mode, limits_ms, origin=point, profile=profile)
    return street_isochrones(reach_from(engine, point, profile), limits_ms)
