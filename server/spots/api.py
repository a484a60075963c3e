"""Spots over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from server.http.contract import GEOJSON, Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor
from server.services import services
from server.spots import service
from server.spots.examples import SPOT_EXAMPLE, SPOT_LIST_EXAMPLE
from server.spots.freshness import Freshness, freshness_of
from server.spots.latest import latest
from server.spots.models import Spot
from server.spots.query import to_search
from server.spots.schemas import (
    GoneSpotOut,
    SpotListOut,
    SpotOut,
    SpotQuery,
    gone_spot_out,
    spot_out,
)
from server.spots.search import FoundSpot, Position, later_changes, search_spots
from server.text import chosen_language

contract = Contract("spots")


@contract.operation(
    "GET",
    "/v1/spots",
    query=SpotQuery,
    reply=Reply(
        200,
        "A page of spots",
        SpotListOut,
        GEOJSON,
        example=SPOT_LIST_EXAMPLE,
        links={
            "first": {
                "operationId": "get_spot",
                "parameters": {"spot_id": "$response.body#/features/0/id"},
            }
        },
    ),
)
def list_spots(query: SpotQuery) -> Answer:
    """Find spots by place, category, words, renown, accessibility and opening time.

    Ordered by id; with `q`, spots whose names hold the words come first; with `near`, the nearest.
    With `updated_since`, in the order of the changes, what has left the public included.
    """
    limit = min(query.limit, MAX_LIMIT)
    with services().database.reading() as session:
        wanted, after = to_search(session, query)
        later = later_changes(session) if wanted.updated_since else None
        found = search_spots(session, wanted, limit=limit + 1, after=after, closed=latest().closed)
        page = found[:limit]
        features = _features(session, page)
        shown = content_language_header(_shown_language(f.spot) for f in page if not f.removed)
    links = _links(page[-1].position) if len(found) > limit else _links(None, _last(later, page))
    collection = SpotListOut(features=features, numberReturned=len(features), links=links)
    return Answer(collection, {**link_header(links), **shown})


def _freshness(session: Session, spots: Sequence[Spot]) -> dict[str, Freshness]:
    parts = services()
    verify_after = parts.settings.verify_after
    return freshness_of(session, spots, now=parts.now(), verify_after=verify_after)


def _features(session: Session, page: Sequence[FoundSpot]) -> list[SpotOut | GoneSpotOut]:
    spots = [f.spot for f in page if not f.removed]
    notices = latest().notice_ids(session, [spot.id for spot in spots], services().now())
    fresh = _freshness(session, spots)
    return [
        gone_spot_out(f.spot)
        if f.removed
        else spot_out(f, _languages(f.spot), notices.get(f.spot.id, ()), fresh[f.spot.id])
        for f in page
    ]


def _last(later: Position | None, page: Sequence[FoundSpot]) -> Position | None:
    """Return from where on changes are news to whoever has read up to the end of `page`."""
    if later is None or not page:
        return later
    return max(later[0], page[-1].position[0]), later[1], ""


def _languages(spot: Spot) -> tuple[str, ...]:
    return content_languages(spot.region.languages)


def _shown_language(spot: Spot) -> str | None:
    return chosen_language(spot.names, _languages(spot))


def _links(following: Position | None, later: Position | None = None) -> dict[str, str]:
    links = {"self": _address(request.args)}
    for relation, position in (("next", following), ("changes", later)):
        if position is not None:
            args = request.args.copy()
            args["cursor"] = encode_cursor(*position)
            links[relation] = _address(args)
    return links


def _address(args: MultiDict[str, str]) -> str:
    pairs = [(name, value) for name in args for value in args.getlist(name)]
    return "/v1/spots" + ("?" + urlencode(pairs) if pairs else "")


@contract.operation(
    "GET",
    "/v1/spots/<identifier:spot_id>",
    path_examples={"spot_id": SPOT_EXAMPLE["id"]},
    reply=Reply(200, "The spot", SpotOut, GEOJSON, example=SPOT_EXAMPLE),
    problems=(404,),
)
def get_spot(spot_id: str) -> Answer:
    """Show one spot."""
    with services().database.reading() as session:
        spot = service.get_spot(session, spot_id)
        shown = content_language_header([_shown_language(spot)])
        notices = latest().notice_ids(session, [spot.id], services().now()).get(spot.id, ())
        fresh = _freshness(session, [spot])[spot.id]
        return Answer(spot_out(FoundSpot(spot, None), _languages(spot), notices, fresh), shown)
