"""Itineraries over HTTP."""

from __future__ import annotations

from typing import Final

from routing.model import Mode
from routing.solver.stop import MaxIterations
from server.errors import Fault
from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.language import content_languages, message_language
from server.itineraries import service
from server.itineraries.examples import (
    FEATURES_EXAMPLE,
    GPX_EXAMPLE,
    HELSINKI_DAY,
    ICS_EXAMPLE,
    ITINERARY_EXAMPLE,
    UBE_DRIVE,
)
from server.itineraries.exports.geojson import ItineraryFeatures, to_geojson
from server.itineraries.exports.gpx import to_gpx
from server.itineraries.exports.ics import to_ics
from server.itineraries.models import SavedItinerary
from server.itineraries.presentation import itinerary_out
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import request_faults
from server.itineraries.schemas import ItineraryOut
from server.services import services

contract = Contract("itineraries")

_PATH_EXAMPLES: Final = {"itinerary_id": ITINERARY_EXAMPLE["id"]}
_LINKS: Final = {
    name: {
        "operationId": f"get_itinerary{suffix}",
        "parameters": {"itinerary_id": "$response.body#/id"},
    }
    for name, suffix in (
        ("itinerary", ""),
        ("geojson", "_geojson"),
        ("gpx", "_gpx"),
        ("ics", "_ics"),
    )
}


def _shown(saved: SavedItinerary) -> ItineraryOut:
    return itinerary_out(saved, message_language(), content_languages(saved.plan["languages"]))


def _found(itinerary_id: str) -> ItineraryOut:
    with services().database.reading() as session:
        return _shown(service.get_itinerary(session, itinerary_id))


def _content_faults(body: ItineraryRequest) -> list[Fault]:
    parts = services()
    engine = parts.networks.engine(body.region, Mode(body.mode))
    with parts.database.reading() as session:
        return request_faults(session, body, engine, now=parts.now())


def _answer(content: ItineraryOut | ItineraryFeatures | str, **headers: str) -> Answer:
    return Answer(content, {"Content-Language": message_language(), **headers})


@contract.operation(
    "POST",
    "/v1/itineraries",
    body=ItineraryRequest,
    check_content=_content_faults,
    body_examples={"helsinki_on_foot": HELSINKI_DAY, "ube_by_car": UBE_DRIVE},
    reply=Reply(
        201,
        "The plan, kept under its own address",
        ItineraryOut,
        example=ITINERARY_EXAMPLE,
        links=_LINKS,
        headers=("Location",),
    ),
    problems=(503,),
)
def create_itinerary(body: ItineraryRequest) -> Answer:
    """Plan one or several days.

    Every visit lies inside an open interval of its date; the same request and seed give the same
    plan. No account is needed; whoever knows the id can read the plan.
    """
    parts = services()
    mode = Mode(body.mode)
    streets = service.Streets(
        parts.networks.engine(body.region, mode),
        parts.networks.state(body.region, mode).attribution,
    )
    iterations = parts.settings.plan_iterations
    stop = MaxIterations(iterations) if iterations else None
    with parts.database.reading() as session:
        planned = service.plan(session, body, streets, now=parts.now(), stop=stop)
    with parts.database.writing() as session:
        service.save(session, planned)
    shown = _shown(planned)
    return _answer(shown, Location=shown.links["self"])


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The plan", ItineraryOut, example=ITINERARY_EXAMPLE),
    problems=(404,),
)
def get_itinerary(itinerary_id: str) -> Answer:
    """Show a plan."""
    return _answer(_found(itinerary_id))


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>.geojson",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "Stops and legs", ItineraryFeatures, GEOJSON, example=FEATURES_EXAMPLE),
    problems=(404,),
)
def get_itinerary_geojson(itinerary_id: str) -> Answer:
    """Show a plan as GeoJSON."""
    return _answer(to_geojson(_found(itinerary_id)))


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>.gpx",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "Waypoints and tracks", media_type="application/gpx+xml", example=GPX_EXAMPLE),
    problems=(404,),
)
def get_itinerary_gpx(itinerary_id: str) -> Answer:
    """Show a plan as GPX for navigation apps."""
    return _answer(to_gpx(_found(itinerary_id)))


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>.ics",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "One event per stop", media_type="text/calendar", example=ICS_EXAMPLE),
    problems=(404,),
)
def get_itinerary_ics(itinerary_id: str) -> Answer:
    """Show a plan as a calendar."""
    return _answer(to_ics(_found(itinerary_id)))
