"""Ideas for guides and associations over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from flask import request

from server.accounts.errors import OrganisationNotFound
from server.errors import Invalid
from server.experiences.booked import booked
from server.experiences.examples import ORGANISATION_ID
from server.http.access import authorise
from server.http.contract import Answer, Contract, Reply
from server.http.links import link_header
from server.http.paging import page_links
from server.insights.ideas import languages_missed, list_ideas
from server.insights.schemas import IdeasOut, IdeasQuery, idea_out
from server.regions.service import find_region
from server.services import services
from server.spots.query import unknown_region

contract = Contract("insights")

IDEAS: Final[dict[str, Any]] = {
    "region": "ube",
    "since": "2027-02-14T01:00:00+00:00",
    "ideas": [
        {
            "category": "craft",
            "plans": 84,
            "searches": 31,
            "seats_awaited": 0,
            "languages": {"en": 12, "fr": 4},
            "experiences": 0,
            "free_seats": 0,
        },
        {
            "category": "farm",
            "plans": 40,
            "searches": 2,
            "seats_awaited": 6,
            "languages": {},
            "experiences": 3,
            "free_seats": 58,
        },
    ],
    "languages": {"en": 20, "fr": 4},
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/experience-ideas?region=ube"},
}


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/experience-ideas",
    path_examples={"organisation_id": ORGANISATION_ID},
    query=IdeasQuery,
    reply=Reply(200, "The ideas", IdeasOut, example=IDEAS),
)
def list_experience_ideas(organisation_id: str, query: IdeasQuery) -> Answer:
    """Show what people wish for in a region and do not find, for guides who wonder what to offer.

    Wishes are plans of days, searches among experiences that found none, and waiting lists. They
    are counted by category; who wished is not kept.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    now = services().now()
    since = now - dt.timedelta(days=query.days_back)
    with services().database.reading() as session:
        if find_region(session, query.region) is None:
            raise Invalid([unknown_region("?region", query.region)])
        ideas = list_ideas(session, query.region, since, lapsed=booked().lapsed, now=now)
        content = IdeasOut(
            region=query.region,
            since=since,
            ideas=[idea_out(idea) for idea in ideas],
            languages=languages_missed(session, query.region, since),
            links=page_links(request.path, request.args, None),
        )
    return Answer(content, link_header(content.links))
