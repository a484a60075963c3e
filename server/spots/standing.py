"""Whether what a spot says can still be believed.

A spot that an organisation keeps is overdue when nobody of theirs has looked for too long. What
the platform itself took in has nobody who could look and is never overdue. Any spot is in doubt
when several people say that it is closed or has moved and nobody answers, or when its keepers
agreed with somebody and have not changed or verified it since.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.spots.freshness_models import SpotReport
from server.spots.models import Spot
from server.spots.visibility import is_public

GONE: Final = ("closed", "moved")
"""Reports which say that whoever goes there goes in vain."""

DOUBT_FROM: Final = 2
"""So many people must say so before a spot is in doubt: one alone may be wrong, or mean harm."""

DOUBT_FOR: Final = dt.timedelta(days=90)
"""So long an unanswered report counts: a spot without keepers would otherwise stay in doubt."""


def is_overdue(spot: Spot, since: dt.datetime) -> bool:
    """Return whether a public spot's keepers have not looked after `since`."""
    kept = spot.organisation_id is not None and spot.status == "published"
    return kept and (spot.verified_at is None or spot.verified_at < since)


def overdue(since: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition that holds of the public spots whose keepers must look again."""
    long_ago = sa.or_(Spot.verified_at.is_(None), Spot.verified_at < since)
    return sa.and_(Spot.organisation_id.is_not(None), is_public(), long_ago)


def doubted_spots(
    session: Session, among: sa.ColumnElement[bool], *, now: dt.datetime
) -> frozenset[str]:
    """Return which of the public spots for which `among` holds are in doubt."""
    unanswered = sa.and_(SpotReport.outcome.is_(None), SpotReport.created_at > now - DOUBT_FOR)
    agreed = sa.and_(SpotReport.outcome == "confirmed", SpotReport.settled_at > Spot.updated_at)
    people = sa.func.count(sa.distinct(sa.case((unanswered, SpotReport.sender))))
    statement = (
        sa.select(SpotReport.spot_id)
        .join(Spot, Spot.id == SpotReport.spot_id)
        .where(SpotReport.kind.in_(GONE), sa.or_(unanswered, agreed), is_public(), among)
        .group_by(SpotReport.spot_id)
        .having(sa.or_(people >= DOUBT_FROM, sa.func.count(sa.case((agreed, 1))) > 0))
    )
    return frozenset(session.scalars(statement))
