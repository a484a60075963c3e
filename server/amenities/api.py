"""Amenities over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.amenities import examples
from server.amenities.errors import UnknownKind
from server.amenities.importing import KINDS
from server.amenities.schemas import (
    AmenityListOut,
    AmenityQuery,
    RemovedOut,
    amenity_out,
)
from server.amenities.service import AmenityFilter, Position, remove_layer
from server.amenities.service import list_amenities as find_amenities
from server.errors import Fault, Invalid
from server.http.access import authorise
from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, distance_position, encode_cursor, page_links
from server.services import services
from server.spots.query import bbox_of, check_region, near_of
from server.text import chosen_language

contract = Contract("amenities")

_LANGUAGES: Final = ("ja", "en")


@contract.operation(
    "GET",
    "/v1/amenities",
    query=AmenityQuery,
    reply=Reply(200, "A page of amenities", AmenityListOut, GEOJSON, example=examples.AMENITY_LIST),
)
def list_amenities(query: AmenityQuery) -> Answer:
    """Find public toilets or evacuation sites, nearest first where `near` is given."""
    limit, languages = min(query.limit, MAX_LIMIT), content_languages(_LANGUAGES)
    with services().database.reading() as session:
        wanted, after = _to_search(session, query)
        found = find_amenities(session, wanted, limit=limit + 1, after=after)
    page = found[:limit]
    last = page[-1] if len(found) > limit else None
    cursor = encode_cursor(float(last.distance_m or 0.0), last.amenity.id) if last else None
    links = page_links("/v1/amenities", request.args, cursor)
    shown = content_language_header(chosen_language(f.amenity.names, languages) for f in page)
    features = [amenity_out(one, languages) for one in page]
    collection = AmenityListOut(features=features, numberReturned=len(features), links=links)
    return Answer(collection, {**link_header(links), **shown})


def _to_search(session: Session, query: AmenityQuery) -> tuple[AmenityFilter, Position | None]:
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    wanted = AmenityFilter(
        kind=query.kind,
        region=query.region,
        bbox=bbox_of(query.bbox, faults),
        near=near_of(query.near, query.radius_m, faults),
        radius_m=query.radius_m or 2000.0,
        wheelchair=query.wheelchair,
        hazard=query.hazard,
        organisation_id=query.organisation_id,
    )
    after = distance_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after


@contract.operation(
    "DELETE",
    "/v1/organisations/<identifier:organisation_id>/amenities/<identifier:kind>",
    path_examples={"organisation_id": examples.ORGANISATION_ID, "kind": "toilet"},
    reply=Reply(200, "How many were removed", RemovedOut, example=examples.REMOVED),
)
def remove_amenities(organisation_id: str, kind: str) -> Answer:
    """Remove all of an organisation's amenities of one kind, `toilet` or `shelter`."""
    authorise(organisation_id, missing=OrganisationNotFound())
    if kind not in KINDS.values():
        raise UnknownKind(kind=kind)
    with services().database.writing() as session:
        return Answer(RemovedOut(removed=remove_layer(session, organisation_id, kind)))
