"""Campaigns over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.campaigns import service
from server.campaigns.errors import CampaignNotFound
from server.campaigns.examples import (
    CAMPAIGN_EXAMPLE,
    CAMPAIGN_LIST_EXAMPLE,
    DRAMA,
    ENDED_EXAMPLE,
    LONGER,
)
from server.campaigns.faults import campaign_faults
from server.campaigns.models import Campaign
from server.campaigns.query import cursor_behind, to_search
from server.campaigns.schemas import (
    CampaignChange,
    CampaignIn,
    CampaignListOut,
    CampaignOut,
    CampaignQuery,
    campaign_out,
    changes_of,
    draft_of,
)
from server.changes import last_change
from server.errors import Fault
from server.http.access import authorise, current_principal
from server.http.changes_query import change_cursors
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_language_header, content_languages
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, page_links
from server.http.versions import require_version
from server.services import services
from server.text import chosen_language

contract = Contract("campaigns")

_PATH_EXAMPLES: Final = {"campaign_id": CAMPAIGN_EXAMPLE["id"]}
_LANGUAGES: Final = ("ja", "en")
_BEHIND: Final = dt.timedelta(hours=12)
"""So far behind UTC are the last clocks on earth: what is over there is over."""


def _shown(campaign: Campaign) -> Answer:
    languages = content_languages(_LANGUAGES)
    content = campaign_out(campaign, languages)
    shown = content_language_header([chosen_language(campaign.titles, languages)])
    return Answer(content, shown, str(campaign.version))


@contract.operation(
    "GET",
    "/v1/campaigns",
    query=CampaignQuery,
    reply=Reply(200, "A page of campaigns", CampaignListOut, example=CAMPAIGN_LIST_EXAMPLE),
)
def list_campaigns(query: CampaignQuery) -> Answer:
    """List the campaigns that are not over, or those that run on a date.

    Those that began first come first. With `updated_since`, what was changed or ended since
    then, in the order of the changes.
    """
    limit = min(query.limit, MAX_LIMIT)
    languages = content_languages(_LANGUAGES)
    with services().database.reading() as session:
        wanted, after = to_search(session, query, today=(services().now() - _BEHIND).date())
        latest = last_change(session, Campaign)
        found = service.list_campaigns(session, wanted, limit=limit + 1, after=after)
    page = found[:limit]
    if wanted.changes:
        cursors = change_cursors(wanted.changes, found, limit, latest)
    else:
        cursors = cursor_behind(page[-1]) if len(found) > limit else None, None
    links = page_links("/v1/campaigns", request.args, *cursors)
    shown = content_language_header(chosen_language(n.titles, languages) for n in page)
    content = CampaignListOut(campaigns=[campaign_out(n, languages) for n in page], links=links)
    return Answer(content, {**link_header(links), **shown})


@contract.operation(
    "GET",
    "/v1/campaigns/<identifier:campaign_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The campaign", CampaignOut, example=CAMPAIGN_EXAMPLE, headers=("ETag",)),
    problems=(404,),
)
def get_campaign(campaign_id: str) -> Answer:
    """Show one campaign, also one that is over."""
    with services().database.reading() as session:
        return _shown(service.get_campaign(session, campaign_id))


def _content_faults(body: CampaignIn) -> list[Fault]:
    with services().database.reading() as session:
        return campaign_faults(session, draft_of(body))


@contract.operation(
    "POST",
    "/v1/campaigns",
    body=CampaignIn,
    check_content=_content_faults,
    body_examples={"drama": DRAMA},
    reply=Reply(
        201, "The campaign", CampaignOut, example=CAMPAIGN_EXAMPLE, headers=("Location", "ETag")
    ),
)
def create_campaign(body: CampaignIn) -> Answer:
    """Make a campaign: spots that belong together for a while.

    From its first day to its last, its spots are worth more in plans, and plans say why.
    """
    authorise(body.organisation_id)
    parts, account_id = services(), current_principal().account_id
    with parts.database.writing() as session:
        campaign = service.make_campaign(
            session,
            body.organisation_id,
            draft_of(body),
            account_id=account_id,
            now=parts.now(),
        )
    shown = _shown(campaign)
    return Answer(
        shown.content, {**shown.headers, "Location": f"/v1/campaigns/{campaign.id}"}, shown.version
    )


def _taken(session: Session, campaign_id: str) -> Campaign:
    """Return a campaign that the caller may change, on the version that it has."""
    campaign = service.take_campaign(session, campaign_id)
    authorise(campaign.organisation_id, missing=CampaignNotFound(campaign=campaign_id))
    require_version(str(campaign.version))
    return campaign


@contract.operation(
    "PATCH",
    "/v1/campaigns/<identifier:campaign_id>",
    path_examples=_PATH_EXAMPLES,
    body=CampaignChange,
    body_examples={"longer": LONGER},
    reply=Reply(200, "The campaign as it is now", CampaignOut, example=CAMPAIGN_EXAMPLE),
    problems=(404,),
    if_match=True,
)
def change_campaign(campaign_id: str, body: CampaignChange) -> Answer:
    """Change texts, dates, spots or boost of a campaign.

    Needs `If-Match` with the `ETag` of the campaign as it was read. What is left out stays.
    """
    parts = services()
    with parts.database.writing() as session:
        campaign = _taken(session, campaign_id)
        service.change_campaign(session, campaign, changes_of(body), now=parts.now())
    return _shown(campaign)


@contract.operation(
    "DELETE",
    "/v1/campaigns/<identifier:campaign_id>",
    path_examples=_PATH_EXAMPLES,
    reply=Reply(200, "The campaign as it ended", CampaignOut, example=ENDED_EXAMPLE),
    problems=(404,),
    if_match=True,
)
def end_campaign(campaign_id: str) -> Answer:
    """End a campaign before its time.

    Needs `If-Match`. From now on it counts nowhere and is not found.
    """
    parts = services()
    with parts.database.writing() as session:
        campaign = _taken(session, campaign_id)
        service.end_campaign(campaign, now=parts.now())
    return _shown(campaign)
