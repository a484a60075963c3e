"""Routes and travel times over HTTP."""

from __future__ import annotations

from collections.abc import Sequence

from routing.engines.base import Engine
from routing.model import Mode, Point
from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.types import Position
from server.regions.models import Region
from server.services import services
from server.travel import service
from server.travel.examples import (
    ISOCHRONES_EXAMPLE,
    ROUTE_EXAMPLE,
    STATION_TO_CATHEDRAL,
    TRAVEL_TIMES_EXAMPLE,
)
from server.travel.schemas import (
    MS_PER_MINUTE,
    IsochroneQuery,
    IsochronesOut,
    RouteOut,
    RouteRequest,
    TravelTimeRequest,
    TravelTimesOut,
    durations_out,
    isochrone_out,
    leg_out,
    snapped_point_out,
)

contract = Contract("travel")


def _named(points: Sequence[Position]) -> list[service.NamedPoint]:
    return [(f"/points/{i}", Point(p.lat, p.lon)) for i, p in enumerate(points)]


def _place(asked: RouteRequest | TravelTimeRequest) -> tuple[Region, Engine]:
    first = asked.points[0]
    with services().database.reading() as session:
        region = service.region_around(session, asked.region, Point(first.lat, first.lon))
    return region, services().networks.engine(region.code, asked.mode)


def _attribution(region: Region, mode: Mode) -> list[str]:
    streets = services().networks.state(region.code, mode).attribution
    return [streets] if streets else []


@contract.operation(
    "POST",
    "/v1/routes",
    body=RouteRequest,
    body_examples={"station_to_cathedral": STATION_TO_CATHEDRAL},
    reply=Reply(200, "The way, leg by leg", RouteOut, example=ROUTE_EXAMPLE),
    problems=(404, 503),
)
def compute_route(body: RouteRequest) -> Answer:
    """Find the way through points in their order."""
    region, engine = _place(body)
    legs = [leg_out(leg) for leg in service.routes(engine, region, _named(body.points))]
    return Answer(
        RouteOut(
            region=region.code,
            mode=body.mode,
            distance_m=round(sum(leg.distance_m for leg in legs), 1),
            duration_s=sum(leg.duration_s for leg in legs),
            legs=legs,
            attribution=_attribution(region, body.mode),
        )
    )


@contract.operation(
    "POST",
    "/v1/travel-times",
    body=TravelTimeRequest,
    body_examples={"station_and_cathedral": STATION_TO_CATHEDRAL},
    reply=Reply(200, "The times", TravelTimesOut, example=TRAVEL_TIMES_EXAMPLE),
    problems=(404, 503),
)
def compute_travel_times(body: TravelTimeRequest) -> Answer:
    """Compute the travel times between all pairs of points."""
    region, engine = _place(body)
    matrix, snaps = service.travel_times(engine, region, _named(body.points))
    return Answer(
        TravelTimesOut(
            region=region.code,
            mode=body.mode,
            estimated=matrix.estimated,
            points=[snapped_point_out(snap) for snap in snaps],
            durations_s=durations_out(matrix, snaps),
            attribution=_attribution(region, body.mode),
        )
    )


@contract.operation(
    "GET",
    "/v1/isochrones",
    query=IsochroneQuery,
    reply=Reply(200, "The areas", IsochronesOut, GEOJSON, example=ISOCHRONES_EXAMPLE),
    problems=(404, 503),
)
def compute_isochrones(query: IsochroneQuery) -> Answer:
    """Draw what can be reached within some minutes.

    Where the region has no streets on this server, the areas are circles and say `estimated`.
    """
    origin, parts = Point(query.lat, query.lon), services()
    with parts.database.reading() as session:
        region = service.region_around(session, query.region, origin, "?lat")
    engine = parts.networks.own_engine(region.code, query.mode)
    limits_ms = [minutes * MS_PER_MINUTE for minutes in query.minutes]
    found = service.isochrones(engine, region, ("?lat", origin), limits_ms, query.profile)
    collection = IsochronesOut(
        features=[isochrone_out(isochrone) for isochrone in reversed(found)],
        region=region.code,
        mode=query.mode,
        profile=query.profile,
        attribution=[] if engine.estimated else _attribution(region, query.mode),
    )
    return Answer(collection)
