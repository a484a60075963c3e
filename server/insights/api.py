"""Ideas for guides and associations over HTTP."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.bookings.dashboards import days_around
from server.errors import Invalid
from server.experiences.booked import booked
from server.experiences.examples import ORGANISATION_ID
from server.experiences.wall_clock import local_date
from server.http.access import authorise
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import page_links
from server.insights.ideas import begin_of, languages_missed, list_ideas
from server.insights.plans import planned_in
from server.insights.schemas import (
    IdeasOut,
    IdeasQuery,
    PlannedOut,
    PlannedQuery,
    idea_out,
    planned_out,
)
from server.regions.models import Region
from server.regions.service import find_region
from server.services import services
from server.spots.query import unknown_region
from server.text import chosen_language

contract = Contract("insights")

IDEAS: Final[dict[str, Any]] = {
    "region": "ube",
    "since": "2027-02-14T00:00:00+09:00",
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
PLANNED: Final[dict[str, Any]] = {
    "region": "ube",
    "first_date": "2027-04-01",
    "last_date": "2027-05-31",
    "plans": 132,
    "looked_at": 132,
    "months": [
        {"month": "2027-04", "plans": 60, "days": 71, "visits": 301, "lesser_visits": 96},
        {"month": "2027-05", "plans": 72, "days": 90, "visits": 388, "lesser_visits": 151},
    ],
    "spots": [
        {
            "spot_id": "4b0a1f5e-1d0c-4a57-8f0e-2d9f6c1e7a30",
            "name": "白糸の滝",
            "visits": 64,
            "lesser": True,
        }
    ],
    "links": {"self": f"/v1/organisations/{ORGANISATION_ID}/planned-visits?region=ube"},
}


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/planned-visits",
    path_examples={"organisation_id": ORGANISATION_ID},
    query=PlannedQuery,
    reply=Reply(200, "What was planned", PlannedOut, example=PLANNED),
)
def list_planned_visits(organisation_id: str, query: PlannedQuery) -> Answer:
    """Show how many plans were made in a region, and where they lead: by month and by spot.

    Months are those in which a plan was made, in the region's time. Of the latest 5,000 plans the
    visits are counted. Who planned is not known.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    with services().database.reading() as session:
        region = _region(session, query.region)
        today = local_date(services().now(), ZoneInfo(region.time_zone))
        dates = days_around(today, query.months_back, 0)
        planned = planned_in(session, region, *dates)
        languages = content_languages(region.languages)
        links = page_links(request.path, request.args, None)
        content = planned_out(planned, region.code, dates, languages, links)
    shown = [chosen_language(spot.names, languages) for spot in planned.spots]
    return Answer(content, {**link_header(content.links), **content_language_header(shown)})


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/experience-ideas",
    path_examples={"organisation_id": ORGANISATION_ID},
    query=IdeasQuery,
    reply=Reply(200, "The ideas", IdeasOut, example=IDEAS),
)
def list_experience_ideas(organisation_id: str, query: IdeasQuery) -> Answer:
    """Show what people wish for in a region and do not find, for guides who wonder what to offer.

    Days are those of the region's calendar; the first one counts from its midnight.
    Wishes are plans of days, searches among experiences that found none, and waiting lists. They
    are counted by category; who wished is not kept.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    now = services().now()
    with services().database.reading() as session:
        region = _region(session, query.region)
        since = begin_of(now, query.days_back, ZoneInfo(region.time_zone))
        ideas = list_ideas(session, query.region, since, lapsed=booked().lapsed, now=now)
        content = IdeasOut(
            region=query.region,
            since=since,
            ideas=[idea_out(idea) for idea in ideas],
            languages=languages_missed(session, query.region, since),
            links=page_links(request.path, request.args, None),
        )
    return Answer(content, link_header(content.links))


def _region(session: Session, code: str) -> Region:
    region = find_region(session, code)
    if region is None:
        raise Invalid([unknown_region("?region", code)])
    return region
