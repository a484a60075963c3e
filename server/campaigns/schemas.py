"""What the API takes and says about campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from server.campaigns.faults import Draft
from server.campaigns.models import Campaign, CampaignKind
from server.http.list_query import Cursor, Limit, Moment
from server.http.types import STRICT_FLOAT, Code, Date, Identifier, LocalDateTime, Model
from server.http.wordings import Bodies, Titles
from server.regions.schemas import localized

SpotIds = Annotated[
    list[Identifier], Field(min_length=1, max_length=500, description="In their order")
]
Boost = Annotated[
    float,
    Field(ge=0, le=0.5, description="By which share the spots are worth more in plans"),
    STRICT_FLOAT,
]


class CampaignIn(Model):
    """A campaign to be made."""

    organisation_id: Annotated[Identifier, Field(description="Whose campaign it is")]
    kind: CampaignKind
    titles: Titles
    descriptions: Bodies = Field(default_factory=dict)
    valid_from: Date
    valid_until: Annotated[Date, Field(description="Its last day")]
    spot_ids: SpotIds
    boost: Boost = 0.0


class CampaignChange(Model):
    """What changes of a campaign; all else stays."""

    kind: CampaignKind | None = None
    titles: Titles | None = None
    descriptions: Bodies | None = None
    valid_from: Date | None = None
    valid_until: Date | None = None
    spot_ids: SpotIds | None = None
    boost: Boost | None = None


class CampaignQuery(Model):
    """Filters of the campaign list; every one given must hold."""

    on: Annotated[
        Date | None, Field(description="Those that run on this date; those not over unless told")
    ] = None
    region: Annotated[Code | None, Field(description="With spots there")] = None
    spot_id: Identifier | None = None
    kind: Annotated[list[CampaignKind] | None, Field(max_length=4)] = None
    organisation_id: Identifier | None = None
    updated_since: Annotated[
        Moment | None,
        Field(
            description="Changed or ended then or later, in the order of the changes; whenever "
            "they hold. Ask at `links.changes` for what comes later"
        ),
    ] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class CampaignOut(Model):
    """A campaign."""

    id: str
    organisation_id: str
    kind: CampaignKind
    title: str
    titles: dict[str, str]
    description: str
    descriptions: dict[str, str]
    valid_from: Date
    valid_until: Date
    spot_ids: list[str]
    boost: float
    created_at: LocalDateTime
    updated_at: LocalDateTime
    ended_at: LocalDateTime | None = Field(description="When it was ended before its time")
    deleted: bool = Field(description="It was ended; only lists of changes show it")
    links: dict[str, str]


class CampaignListOut(Model):
    """A page of campaigns."""

    campaigns: list[CampaignOut]
    links: dict[str, str]


def draft_of(body: CampaignIn) -> Draft:
    """Return the campaign that a request describes."""
    return Draft(
        kind=body.kind,
        titles=body.titles,
        valid_from=body.valid_from,
        valid_until=body.valid_until,
        spot_ids=body.spot_ids,
        boost=body.boost,
        descriptions=body.descriptions,
    )


def changes_of(body: CampaignChange) -> dict[str, Any]:
    """Return what a request changes, by the names of a draft; null leaves it as it is."""
    named = {name: getattr(body, name) for name in body.model_fields_set}
    return {name: value for name, value in named.items() if value is not None}


def campaign_out(campaign: Campaign, languages: Sequence[str]) -> CampaignOut:
    """Return a campaign as the API shows it, texts in the first of `languages` that it has."""
    return CampaignOut(
        id=campaign.id,
        organisation_id=campaign.organisation_id,
        kind=CampaignKind(campaign.kind),
        title=localized(campaign.titles, languages),
        titles=campaign.titles,
        description=localized(campaign.descriptions, languages),
        descriptions=campaign.descriptions,
        valid_from=campaign.valid_from,
        valid_until=campaign.valid_until,
        spot_ids=campaign.spot_ids,
        boost=campaign.boost,
        created_at=campaign.created_at,
        updated_at=campaign.updated_at,
        ended_at=campaign.ended_at,
        deleted=campaign.ended_at is not None,
        links={"self": f"/v1/campaigns/{campaign.id}"},
    )
