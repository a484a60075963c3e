"""Itineraries over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydantic import BaseModel

from routing.model import Mode
from server.errors import Fault
from server.http.contract import GEOJSON, Answer, Contract, Handler, Reply
from server.http.language import content_languages, message_language
from server.itineraries import checking, replanning, service
from server.itineraries import detours as detour_cases
from server.itineraries.at_hand import (
    public_address,
    shown,
    streets_of,
    streets_of_plan,
    trust_in,
    usual_stop,
)
from server.itineraries.check_examples import CHECK_EXAMPLE, OWN_ORDER
from server.itineraries.check_presentation import check_out
from server.itineraries.check_schemas import CheckOut, CheckRequest
from server.itineraries.detour_presentation import detours_out
from server.itineraries.detour_schemas import DetourQuery, DetoursOut
from server.itineraries.examples import (
    DETOURS_EXAMPLE,
    FEATURES_EXAMPLE,
    GPX_EXAMPLE,
    HELSINKI_DAY,
    ICS_EXAMPLE,
    ITINERARY_EXAMPLE,
    REPLAN_LATE,
    UBE_DRIVE,
)
from server.itineraries.exports.geojson import ItineraryFeatures, to_geojson
from server.itineraries.exports.gpx import to_gpx
from server.itineraries.exports.ics import to_ics
from server.itineraries.preview.shelf import Grounds, preview_of
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import request_faults
from server.itineraries.schemas import ItineraryOut
from server.qr_codes import SVG_EXAMPLE, qr_code
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


def _form(
    ending: str, reply: Reply, problems: tuple[int, ...] = (404,)
) -> Callable[[Handler], Handler]:
    """Declare a form in which a kept plan is shown."""
    return contract.operation(
        "GET",
        f"/v1/itineraries/<identifier:itinerary_id>{ending}",
        path_examples=_PATH_EXAMPLES,
        reply=reply,
        problems=problems,
    )


def _found(itinerary_id: str) -> ItineraryOut:
    with services().database.reading() as session:
        return shown(session, service.get_itinerary(session, itinerary_id))


def _content_faults(body: ItineraryRequest) -> list[Fault]:
    parts = services()
    engine = parts.networks.engine(body.region, Mode(body.mode))
    with parts.database.reading() as session:
        return request_faults(session, body, engine, now=parts.now())


def _answer(content: BaseModel | str, **headers: str) -> Answer:
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
    streets, stop = streets_of(body.region, Mode(body.mode)), usual_stop()
    with parts.database.reading() as session:
        trust = trust_in(session, body.region)
        found = service.plan_all(session, body, streets, now=parts.now(), stop=stop, trust=trust)
        plan = shown(session, found[0])
    with parts.database.writing() as session:
        for planned in found:
            service.save(session, planned)
    return _answer(plan, Location=plan.links["self"])


def _check_faults(body: CheckRequest) -> list[Fault]:
    parts = services()
    with parts.database.reading() as session:
        streets = streets_of(body.region, Mode(body.mode))
        return checking.check_faults(session, body, streets, now=parts.now())


def _told(judged: checking.Judged) -> Answer:
    languages = content_languages(judged.plan.region.languages)
    return _answer(check_out(judged, message_language(), languages))


@contract.operation(
    "POST",
    "/v1/itineraries/check",
    body=CheckRequest,
    check_content=_check_faults,
    body_examples={"helsinki_on_foot": OWN_ORDER},
    reply=Reply(200, "The clock it would have, and what breaks", CheckOut, example=CHECK_EXAMPLE),
    problems=(503,),
)
def check_itinerary(body: CheckRequest) -> Answer:
    """Judge the tourist's own order.

    The order is never changed. Everything that would go wrong is named with its amount and, where
    a single change would mend it, with that change; each was tried out before it is offered.
    """
    parts = services()
    with parts.database.reading() as session:
        streets = streets_of(body.region, Mode(body.mode))
        return _told(checking.check_own(session, body, streets, now=parts.now()))


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>/check",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "Whether the plan still holds", CheckOut, example=CHECK_EXAMPLE),
    problems=(404, 503),
)
def check_kept_itinerary(itinerary_id: str) -> Answer:
    """Judge a kept plan by what is known today.

    A plan holds when it is made; hours may change afterwards. What was done before the plan was
    last made anew is not judged.
    """
    with services().database.reading() as session:
        saved = service.get_itinerary(session, itinerary_id)
        streets = streets_of_plan(saved)
        return _told(checking.check_kept(session, saved, streets, now=services().now()))


@contract.operation(
    "GET",
    "/v1/itineraries/<identifier:itinerary_id>/detours",
    path_examples=_PATH_EXAMPLES,
    query=DetourQuery,
    reply=Reply(200, "What lies on the way", DetoursOut, example=DETOURS_EXAMPLE),
    problems=(404, 409, 503),
)
def list_detours(itinerary_id: str, query: DetourQuery) -> Answer:
    """List what lies on the way of a plan.

    Each place stands in the gap where it makes the day end least later. With it, everything behind
    it timed anew in its order, the plan still holds: the place is open on arrival, and no other
    visit, break or limit breaks. The day may end up to `max_minutes` later than asked for; `late_s`
    says by how much, and `within_day` rules it out. The most worth for each added minute comes
    first. While the trip is under way, only what is still to come counts.
    """
    parts = services()
    with parts.database.reading() as session:
        saved = service.get_itinerary(session, itinerary_id)
        streets = streets_of_plan(saved)
        trust = trust_in(session, saved.region_code)
        found = detour_cases.detours(session, saved, query, streets, now=parts.now(), trust=trust)
        languages = content_languages(saved.plan["languages"])
        return _answer(detours_out(found, saved.id, message_language(), languages))


@contract.operation(
    "POST",
    "/v1/itineraries/<identifier:itinerary_id>/replan",
    path_examples=_PATH_EXAMPLES,
    body=ReplanRequest,
    body_examples={"late": REPLAN_LATE},
    reply=Reply(
        201,
        "The new plan, kept under its own address",
        ItineraryOut,
        example=ITINERARY_EXAMPLE,
        links=_LINKS,
        headers=("Location",),
    ),
    problems=(404, 503),
)
def replan_itinerary(itinerary_id: str, body: ReplanRequest) -> Answer:
    """Plan the rest anew, from here and now.

    What is done stays exactly as it was; what is left is chosen and ordered anew. What must be
    visited is kept or named as impossible, what is locked keeps its time, and nobody eats lunch
    twice. The old plan stays as it is; the new one names it in `replaces`.
    """
    parts = services()
    stop = usual_stop()
    with parts.database.reading() as session:
        old = service.get_itinerary(session, itinerary_id)
        streets, trust = streets_of_plan(old), trust_in(session, old.region_code)
        planned = replanning.replan(
            session, old, body, streets, now=parts.now(), stop=stop, trust=trust
        )
        plan = shown(session, planned)
    with parts.database.writing() as session:
        service.save(session, planned)
    return _answer(plan, Location=plan.links["self"])


@_form("", Reply(200, "The plan", ItineraryOut, example=ITINERARY_EXAMPLE))
def get_itinerary(itinerary_id: str) -> Answer:
    """Show a plan."""
    return _answer(_found(itinerary_id))


@_form(
    ".geojson", Reply(200, "Stops and legs", ItineraryFeatures, GEOJSON, example=FEATURES_EXAMPLE)
)
def get_itinerary_geojson(itinerary_id: str) -> Answer:
    """Show a plan as GeoJSON."""
    return _answer(to_geojson(_found(itinerary_id)))


@_form(
    ".gpx",
    Reply(200, "Waypoints and tracks", media_type="application/gpx+xml", example=GPX_EXAMPLE),
)
def get_itinerary_gpx(itinerary_id: str) -> Answer:
    """Show a plan as GPX for navigation apps."""
    return _answer(to_gpx(_found(itinerary_id)))


@_form("/share.svg", Reply(200, "A QR code", media_type="image/svg+xml", example=SVG_EXAMPLE))
def get_itinerary_qr(itinerary_id: str) -> Answer:
    """Draw the address of a plan's page as a QR code, to be photographed by who comes along."""
    found = _found(itinerary_id)
    return Answer(qr_code(public_address(found.links["page"]), "svg"))


@_form(
    "/preview.png",
    Reply(200, "1200 × 630 pixels", media_type="image/png", example="…", headers=("ETag",)),
    problems=(404, 503),
)
def get_itinerary_preview(itinerary_id: str) -> Answer:
    """Draw a plan as a picture, for messengers that show where a link leads.

    The ways and the numbered stops lie on the region's own map. It has no words but the names of
    whose data is seen, and is the same in every language.
    """
    parts = services()
    with parts.database.reading() as session:
        saved = service.get_itinerary(session, itinerary_id)
    preview = preview_of(saved, Grounds(parts.maps, parts.networks))
    return Answer(preview.png, {"ETag": f'"{preview.state}"'})


@_form(".ics", Reply(200, "One event per stop", media_type="text/calendar", example=ICS_EXAMPLE))
def get_itinerary_ics(itinerary_id: str) -> Answer:
    """Show a plan as a calendar."""
    return _answer(to_ics(_found(itinerary_id)))
