"""Use cases around what visitors report: take it in, show it to the keepers, settle it."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.db import UtcDateTime
from server.spots.errors import EnoughReports, ReportNotFound, ReportSettled, SpotNotFound
from server.spots.freshness_models import SpotReport
from server.spots.history import Change
from server.spots.history_models import SpotChange
from server.spots.models import Spot
from server.spots.senders import forget_senders, sender_of
from server.spots.visibility import is_public

MOST_OPEN: Final = 200
"""So many open reports of one spot are kept."""

LONGEST_REMARK: Final = 2000

_OF_FACTS: Final = ("closed", "moved", "wrong_hours")
"""Reports that are answered by looking whether what the spot says is true."""

_OUTCOMES: Final = {
    "confirmed": {"en": "right", "ja": "正しい報告"},
    "rejected": {"en": "wrong", "ja": "誤った報告"},
}

_CORRECTIONS: Final = ("edited", "imported", "restored")

Position = tuple[dt.datetime, str]
"""Where a page ended: (when the last report came in, its id)."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says about a spot, and the address it came from, which is not kept."""

    kind: str
    remark: str
    address: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a report.

    Parameters
    ----------
    repeated
        Whether the same had been said from the same address on the same day of the region.
    kept
        Whether the spot has keepers who will look into it.
    """

    repeated: bool
    kept: bool


def receive_report(session: Session, spot_id: str, saying: Saying, *, now: dt.datetime) -> Receipt:
    """Keep what somebody says about a public spot; the same on the same day counts once.

    Raises
    ------
    SpotNotFound
        If there is no public spot with that id.
    EnoughReports
        If no more is kept.
    """
    spot = _reported_spot(session, spot_id)
    forget_senders(session, now)
    day = now.astimezone(ZoneInfo(spot.region.time_zone)).date()
    sender = sender_of(session, saying.address, spot_id, day)
    said = sa.select(SpotReport).filter_by(spot_id=spot_id, kind=saying.kind, sender=sender)
    before = session.scalars(said).one_or_none()
    if before is None:
        _keep(session, spot_id, saying, sender, now)
    else:
        _add_remark(before, saying.remark)
    return Receipt(repeated=before is not None, kept=spot.organisation_id is not None)


def _reported_spot(session: Session, spot_id: str) -> Spot:
    """Return a public spot; reports about it queue up, so that the same is never kept twice."""
    statement = (
        sa.select(Spot)
        .options(joinedload(Spot.region, innerjoin=True))
        .where(Spot.id == spot_id, is_public())
        .with_for_update(of=Spot)
    )
    spot = session.scalars(statement).one_or_none()
    if spot is None:
        raise SpotNotFound(spot=spot_id)
    return spot


def _keep(session: Session, spot_id: str, saying: Saying, sender: str, now: dt.datetime) -> None:
    waiting = sa.select(sa.func.count()).where(*_open_reports(spot_id))
    if session.scalars(waiting).one() >= MOST_OPEN:
        raise EnoughReports
    session.add(
        SpotReport(
            id=str(uuid.uuid4()),
            spot_id=spot_id,
            kind=saying.kind,
            remark=saying.remark,
            sender=sender,
            created_at=now,
        )
    )


def _add_remark(report: SpotReport, remark: str) -> None:
    """Keep one more remark: several people may share an address."""
    if not remark or remark in report.remark.split("\n"):
        return
    longer = f"{report.remark}\n{remark}" if report.remark else remark
    if len(longer) > LONGEST_REMARK:
        raise EnoughReports
    report.remark = longer


def _open_reports(spot_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return SpotReport.spot_id == spot_id, SpotReport.outcome.is_(None)


def list_reports(
    session: Session,
    spot_id: str,
    *,
    limit: int,
    is_open: bool | None = None,
    after: Position | None = None,
) -> list[SpotReport]:
    """Return up to `limit` reports of a spot, the latest first, beginning behind `after`."""
    order = sa.tuple_(SpotReport.created_at, SpotReport.id)
    statement = sa.select(SpotReport).where(SpotReport.spot_id == spot_id)
    if is_open is not None:
        statement = statement.where(SpotReport.outcome.is_(None) == is_open)
    if after is not None:
        statement = statement.where(order < sa.tuple_(*after, types=[UtcDateTime(), sa.String()]))
    ordered = statement.order_by(SpotReport.created_at.desc(), SpotReport.id.desc())
    return list(session.scalars(ordered.limit(limit)))


def get_report(session: Session, organisation_id: str, report_id: str) -> SpotReport:
    """Return a report about one of the organisation's spots, for this alone to change.

    Raises
    ------
    ReportNotFound
        If there is none.
    """
    statement = (
        sa.select(SpotReport)
        .join(Spot, Spot.id == SpotReport.spot_id)
        .where(SpotReport.id == report_id, Spot.organisation_id == organisation_id)
        .where(Spot.deleted_at.is_(None))
        .with_for_update(of=SpotReport)
    )
    report = session.scalars(statement).one_or_none()
    if report is None:
        raise ReportNotFound(report=report_id)
    return report


def settle_report(report: SpotReport, outcome: str, change: Change) -> None:
    """Say whether a report was right, with a remark to colleagues; the same again is no change.

    Raises
    ------
    ReportSettled
        If it was settled the other way, or with other words.
    """
    if report.outcome == outcome and change.remark in ("", report.note):
        return
    if report.outcome is not None:
        raise ReportSettled(outcome=_OUTCOMES[report.outcome])
    report.outcome, report.note = outcome, change.remark
    report.settled_at, report.settled_by = change.now, change.account_id


def answer_reports(session: Session, spot: Spot, change: Change) -> None:
    """Settle the reports that are answered by its keepers having looked.

    What was reported before the spot was last corrected was right; what was reported since and
    left as it was, was not. Reports of another kind than facts wait for somebody to read them.
    """
    corrected = sa.select(sa.func.max(SpotChange.at)).where(
        SpotChange.spot_id == spot.id, SpotChange.action.in_(_CORRECTIONS)
    )
    corrected_at = session.scalars(corrected).one()
    waiting = sa.select(SpotReport).where(*_open_reports(spot.id), SpotReport.kind.in_(_OF_FACTS))
    for report in session.scalars(waiting.with_for_update()):
        was_right = corrected_at is not None and report.created_at <= corrected_at
        settle_report(report, "confirmed" if was_right else "rejected", change)
    forget_senders(session, change.now)
