"""Use cases around campaigns."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.owners import owner_faults
from server.campaigns.errors import CampaignNotFound
from server.campaigns.faults import Draft, campaign_faults
from server.campaigns.models import Campaign, CampaignKind, CampaignSpot
from server.changes import ChangesBehind
from server.errors import Invalid
from server.spots.models import Spot


@dataclass(frozen=True, slots=True)
class CampaignFilter:
    """Which campaigns to list; every criterion given must hold.

    Parameters
    ----------
    on
        A date on which they run; those not yet over count where it is None.
    not_over
        Those that end on this date or later.
    changes
        Those changed or ended, in the order of their changes, whenever they run.
    """

    on: dt.date | None = None
    not_over: dt.date | None = None
    region: str | None = None
    spot_id: str | None = None
    kinds: tuple[str, ...] = ()
    organisation_id: str | None = None
    changes: ChangesBehind | None = None


@dataclass(frozen=True, slots=True)
class CampaignOfSpot:
    """A campaign as one of its spots sees it."""

    spot_id: str
    campaign_id: str
    titles: Mapping[str, str]
    boost: float
    valid_from: dt.date
    valid_until: dt.date


Position = tuple[dt.date, str]
"""Where a page ended: (when the last campaign began, its id)."""


def make_campaign(
    session: Session,
    organisation_id: str,
    draft: Draft,
    *,
    account_id: str | None,
    now: dt.datetime,
) -> Campaign:
    """Keep a new campaign; it counts from its first day on.

    Raises
    ------
    Invalid
        With every fault of the draft.
    """
    _refuse([*owner_faults(session, organisation_id), *campaign_faults(session, draft)])
    campaign = Campaign(
        id=str(uuid.uuid4()),
        organisation_id=organisation_id,
        created_by=account_id,
        created_at=now,
        version=0,
    )
    _apply(campaign, draft, now)
    session.add(campaign)
    return campaign


def _refuse(faults: Sequence[Any]) -> None:
    if faults:
        raise Invalid(faults)


def _apply(campaign: Campaign, draft: Draft, now: dt.datetime) -> None:
    campaign.kind, campaign.boost = draft.kind, draft.boost
    campaign.titles, campaign.descriptions = dict(draft.titles), dict(draft.descriptions)
    campaign.valid_from, campaign.valid_until = draft.valid_from, draft.valid_until
    stored = {link.spot_id: link for link in campaign.spots}
    links = [stored.get(key, CampaignSpot(spot_id=key)) for key in draft.spot_ids]
    for position, link in enumerate(links):
        link.position = position
    campaign.spots = links
    campaign.updated_at = now
    campaign.version += 1


def get_campaign(session: Session, campaign_id: str) -> Campaign:
    """Return a campaign, be it running, to come or over.

    Raises
    ------
    CampaignNotFound
        If there is none with that id, or it was ended.
    """
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.ended_at is not None:
        raise CampaignNotFound(campaign=campaign_id)
    return campaign


def take_campaign(session: Session, campaign_id: str) -> Campaign:
    """Return a campaign to be changed; nobody else changes it meanwhile.

    Raises
    ------
    CampaignNotFound
        If there is none with that id, or it was ended.
    """
    statement = sa.select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    campaign = session.scalars(statement).one_or_none()
    if campaign is None or campaign.ended_at is not None:
        raise CampaignNotFound(campaign=campaign_id)
    return campaign


def change_campaign(
    session: Session, campaign: Campaign, changes: Mapping[str, Any], *, now: dt.datetime
) -> None:
    """Change what `changes` names, by the names of a draft.

    Raises
    ------
    Invalid
        With every fault of the campaign as it would then be.
    """
    draft = replace(_draft_of(campaign), **changes)
    _refuse(campaign_faults(session, draft))
    _apply(campaign, draft, now)


def _draft_of(campaign: Campaign) -> Draft:
    return Draft(
        kind=CampaignKind(campaign.kind),
        titles=campaign.titles,
        valid_from=campaign.valid_from,
        valid_until=campaign.valid_until,
        spot_ids=campaign.spot_ids,
        boost=campaign.boost,
        descriptions=campaign.descriptions,
    )


def end_campaign(campaign: Campaign, *, now: dt.datetime) -> None:
    """Let a campaign run no longer."""
    campaign.ended_at = campaign.updated_at = now
    campaign.version += 1


def _conditions(wanted: CampaignFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.changes is None:
        yield Campaign.ended_at.is_(None)
    else:
        yield from wanted.changes.conditions(Campaign)
    if wanted.on is not None:
        yield sa.and_(Campaign.valid_from <= wanted.on, Campaign.valid_until >= wanted.on)
    if wanted.not_over is not None:
        yield Campaign.valid_until >= wanted.not_over
    if wanted.spot_id is not None:
        yield Campaign.spots.any(CampaignSpot.spot_id == wanted.spot_id)
    if wanted.region is not None:
        in_region = sa.select(Spot.id).where(Spot.region_code == wanted.region)
        yield Campaign.spots.any(CampaignSpot.spot_id.in_(in_region))
    if wanted.organisation_id is not None:
        yield Campaign.organisation_id == wanted.organisation_id
    if wanted.kinds:
        yield Campaign.kind.in_(wanted.kinds)


def list_campaigns(
    session: Session, wanted: CampaignFilter, *, limit: int, after: Position | None = None
) -> list[Campaign]:
    """Return up to `limit` campaigns that fit, those that began first first, behind `after`.

    Changes come in their own order.
    """
    statement = sa.select(Campaign).where(*_conditions(wanted)).limit(limit)
    if wanted.changes is not None:
        return list(session.scalars(statement.order_by(Campaign.change_number)))
    if after is not None:
        began, key = after
        later = sa.and_(Campaign.valid_from == began, Campaign.id > key)
        statement = statement.where(sa.or_(Campaign.valid_from > began, later))
    return list(session.scalars(statement.order_by(Campaign.valid_from, Campaign.id)))


def list_for_trip(
    session: Session, region: str, first: dt.date, last: dt.date
) -> list[CampaignOfSpot]:
    """Return the campaigns of a region's spots that run between two dates, oldest first."""
    statement = (
        sa.select(
            CampaignSpot.spot_id,
            Campaign.id,
            Campaign.titles,
            Campaign.boost,
            Campaign.valid_from,
            Campaign.valid_until,
        )
        .join(Campaign, Campaign.id == CampaignSpot.campaign_id)
        .join(Spot, Spot.id == CampaignSpot.spot_id)
        .where(
            Campaign.valid_until >= first,
            Campaign.valid_from <= last,
            Campaign.ended_at.is_(None),
            Spot.region_code == region,
        )
        .order_by(Campaign.created_at, Campaign.id)
    )
    return [CampaignOfSpot(*row) for row in session.execute(statement)]
