"""From the query string of the campaign list to a filter, with every fault named."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from server.campaigns.models import Campaign
from server.campaigns.schemas import CampaignQuery
from server.campaigns.service import CampaignFilter, Position
from server.errors import Fault, Invalid
from server.http.changes_query import changes_behind
from server.http.paging import dated_position, encode_cursor
from server.spots.query import check_region, moment_of


def to_search(
    session: Session, query: CampaignQuery, *, today: dt.date
) -> tuple[CampaignFilter, Position | None]:
    """Return the filter that `query` asks for, and where its page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    since = moment_of(query.updated_since, "?updated_since", faults)
    changes = changes_behind(since, query.cursor, faults)
    after = None if query.updated_since else dated_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    wanted = CampaignFilter(
        on=query.on,
        not_over=today if query.on is None and changes is None else None,
        region=query.region,
        spot_id=query.spot_id,
        kinds=tuple(query.kind or ()),
        organisation_id=query.organisation_id,
        changes=changes,
    )
    return wanted, after


def cursor_behind(campaign: Campaign) -> str:
    """Return the cursor of the page that begins behind `campaign`."""
    return encode_cursor(campaign.valid_from.isoformat(), campaign.id)
