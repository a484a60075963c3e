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
from server.spots.schemas import SpotListOut, SpotOut, SpotQuery, spot_out
from server.spots.search import FoundSpot, search_spots
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
    """Find spots by place, category, words, renown and opening time."""
    limit = min(query.limit, MAX_LIMIT)
    with services().database.reading() as session:
        wanted, after = to_search(session, query)
        found = search_spots(session, wanted, limit=limit + 1, after=after, closed=latest().closed)
        page = found[:limit]
        notices = latest().notice_ids(session, [f.spot.id for f in page], services().now())
        fresh = _freshness(session, [f.spot for f in page])
        features = [
            spot_out(f, _languages(f.spot), notices.get(f.spot.id, ()), fresh[f.spot.id])
            for f in page
        ]
        shown = content_language_header(_shown_language(f.spot) for f in page)
    links = _links(page[-1] if len(found) > limit else None)
    collection = SpotListOut(features=features, numberReturned=len(features), links=links)
    return Answer(collection, {**link_header(links), **shown})


def _freshness(session: Session, spots: Sequence[Spot]) -> dict[str, Freshness]:
    parts = services()
    verify_after = parts.settings.verify_after
    return freshness_of(session, spots, now=parts.now(), verify_after=verify_after)


def _languages(spot: Spot) -> tuple[str, ...]:
    return content_languages(spot.region.languages)


def _shown_language(spot: Spot) -> str | None:
    return chosen_language(spot.names, _languages(spot))


def _links(last: FoundSpot | None) -> dict[str, str]:
    links = {"self": _address(request.args)}
    if last is not None:
        following = request.args.copy()
        following["cursor"] = encode_cursor(float(last.distance_m or 0.0), last.spot.id)
        links["next"] = _address(following)
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
