"""Use case: what an association should look at next, the most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.db import UtcDateTime
from server.spots.freshness_models import SpotReport
from server.spots.models import Spot, SpotText
from server.spots.standing import overdue

NEVER: Final = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
"""Stands for when a spot was verified that never was."""


MOST_PEOPLE: Final = 1_000_000
"""More than could ever have reported one spot."""


class Reason(StrEnum):
    """Why a spot is in the queue, the most urgent first."""

    REPORTS = "reports"
    OVERDUE = "overdue"
    IN_REVIEW = "in_review"
    TRANSLATIONS = "translations"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the last entry's place in the order.

    Parameters
    ----------
    rank
        Number of its most urgent reason.
    people
        How many people have reported something.
    """

    rank: int
    people: int
    verified_at: dt.datetime
    spot_id: str


@dataclass(frozen=True, slots=True)
class Remark:
    """The latest words of a visitor."""

    text: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A spot that somebody should look at.

    Parameters
    ----------
    kinds
        How many people say what.
    """

    spot: Spot
    position: Position
    reasons: tuple[Reason, ...]
    kinds: Mapping[str, int] = field(default_factory=dict)
    remark: Remark | None = None


def list_queue(
    session: Session,
    organisation_id: str,
    *,
    verified_before: dt.datetime,
    limit: int,
    why: Reason | None = None,
    after: Position | None = None,
) -> list[Entry]:
    """Return up to `limit` of the organisation's spots that need somebody, behind `after`.

    Reported ones come first, those that most people reported before others; then those that are
    overdue, the longest first; those in review; those with words to be translated anew.
    """
    places = _places(organisation_id, verified_before, why)
    order = (places.c.rank, -places.c.people, places.c.verified, places.c.id)
    statement = sa.select(places).order_by(*order).limit(limit)
    if after is not None:
        kinds = [sa.Integer(), sa.Integer(), UtcDateTime(), sa.String()]
        ended = (after.rank, -after.people, after.verified_at, after.spot_id)
        statement = statement.where(sa.tuple_(*order) > sa.tuple_(*ended, types=kinds))
    return _entries(session, session.execute(statement).all())


def _reasons(verified_before: dt.datetime, people: Any) -> dict[Reason, sa.ColumnElement[bool]]:
    """Return the condition of each reason; what is withdrawn bothers nobody."""
    stale = sa.or_(SpotText.outdated, SpotText.made_by == "machine")
    shown = Spot.status != "withdrawn"
    return {
        Reason.REPORTS: sa.and_(people > 0, shown),
        Reason.OVERDUE: overdue(verified_before),
        Reason.IN_REVIEW: Spot.status == "in_review",
        Reason.TRANSLATIONS: sa.and_(Spot.texts.any(stale), shown),
    }


def _places(organisation_id: str, verified_before: dt.datetime, why: Reason | None) -> sa.Subquery:
    """Return the spots that need somebody, with what they are ordered by."""
    reported = (
        sa.select(SpotReport.spot_id, sa.func.count(sa.distinct(SpotReport.sender)).label("people"))
        .where(SpotReport.outcome.is_(None))
        .group_by(SpotReport.spot_id)
        .subquery()
    )
    people = sa.func.coalesce(reported.c.people, 0)
    reasons = _reasons(verified_before, people)
    rank = sa.case(*((holds, number) for number, holds in enumerate(reasons.values())))
    wanted = reasons[why] if why else sa.or_(*reasons.values())
    return (
        sa.select(
            Spot.id,
            rank.label("rank"),
            sa.case((Spot.status == "withdrawn", 0), else_=people).label("people"),
            sa.func.coalesce(Spot.verified_at, sa.literal(NEVER, UtcDateTime())).label("verified"),
            *(sa.case((holds, 1), else_=0).label(reason) for reason, holds in reasons.items()),
        )
        .outerjoin(reported, reported.c.spot_id == Spot.id)
        .where(Spot.organisation_id == organisation_id, Spot.deleted_at.is_(None), wanted)
        .subquery()
    )


def _entries(session: Session, rows: Sequence[Any]) -> list[Entry]:
    keys = [row.id for row in rows]
    spots = {s.id: s for s in session.scalars(sa.select(Spot).where(Spot.id.in_(keys)))}
    kinds, remarks = _kinds(session, keys), _remarks(session, keys)
    return [
        Entry(
            spot=spots[row.id],
            position=Position(row.rank, row.people, row.verified, row.id),
            reasons=tuple(reason for reason in Reason if getattr(row, reason)),
            kinds=kinds.get(row.id, {}),
            remark=remarks.get(row.id),
        )
        for row in rows
    ]


def _kinds(session: Session, spot_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    statement = (
        sa.select(
            SpotReport.spot_id, SpotReport.kind, sa.func.count(sa.distinct(SpotReport.sender))
        )
        .where(SpotReport.spot_id.in_(spot_ids), SpotReport.outcome.is_(None))
        .group_by(SpotReport.spot_id, SpotReport.kind)
        .order_by(SpotReport.spot_id, SpotReport.kind)
    )
    found: dict[str, dict[str, int]] = {}
    for spot_id, kind, people in session.execute(statement):
        found.setdefault(spot_id, {})[kind] = people
    return found


def _remarks(session: Session, spot_ids: Sequence[str]) -> dict[str, Remark]:
    """Return the latest remark in an open report of each spot that has one."""
    latest_first = (SpotReport.created_at.desc(), SpotReport.id.desc())
    turn = sa.func.row_number().over(partition_by=SpotReport.spot_id, order_by=latest_first)
    turns = (
        sa.select(SpotReport.spot_id, SpotReport.remark, SpotReport.created_at, turn.label("turn"))
        .where(SpotReport.spot_id.in_(spot_ids), SpotReport.outcome.is_(None))
        .where(SpotReport.remark != "")
        .subquery()
    )
    rows = session.execute(sa.select(turns).where(turns.c.turn == 1))
    return {row.spot_id: Remark(row.remark, row.created_at) for row in rows}
