"""Use cases around reports that are settled: who said what to them, and how long that is kept."""

from __future__ import annotations

import datetime as dt
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.personal import Keeper, Person, Records
from server.db import UtcDateTime
from server.spots.freshness_models import SpotReport
from server.spots.models import Spot
from server.spots.reports import Position

WORDS_KEPT_FOR: Final = dt.timedelta(days=365)
"""How long after a report was settled one can still read what was said; who decided how stays."""


def list_settled(
    session: Session, organisation_id: str, *, limit: int, after: Position | None = None
) -> list[tuple[SpotReport, Spot]]:
    """Return up to `limit` settled reports of an organisation's spots, the last settled first.

    Parameters
    ----------
    after
        Where the page before ended: when its last report was settled, and that report's id.
    """
    order = sa.tuple_(SpotReport.settled_at, SpotReport.id)
    statement = (
        sa.select(SpotReport, Spot)
        .join(Spot, Spot.id == SpotReport.spot_id)
        .where(SpotReport.outcome.is_not(None))
        .where(Spot.organisation_id == organisation_id, Spot.deleted_at.is_(None))
        .order_by(SpotReport.settled_at.desc(), SpotReport.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(order < sa.tuple_(*after, types=[UtcDateTime(), sa.String()]))
    return [(report, spot) for report, spot in session.execute(statement)]


def forget_words(session: Session, *, now: dt.datetime) -> int:
    """Forget what visitors and keepers said of reports settled long ago; return of how many."""
    said = sa.or_(SpotReport.remark != "", SpotReport.note != "")
    old = sa.update(SpotReport).where(SpotReport.settled_at < now - WORDS_KEPT_FOR, said)
    blanked = old.values(remark="", note="").returning(SpotReport.id)
    return len(session.scalars(blanked.execution_options(synchronize_session=False)).all())


def _export_notes(session: Session, person: Person) -> Records:
    noted = (
        sa.select(SpotReport)
        .where(SpotReport.settled_by == person.account_id, SpotReport.note != "")
        .order_by(SpotReport.settled_at, SpotReport.id)
    )
    return {
        "report_notes": [
            {"report_id": report.id, "spot_id": report.spot_id, "note": report.note}
            for report in session.scalars(noted)
        ]
    }


def _forget_notes(session: Session, person: Person, now: dt.datetime) -> None:
    """Forget what a person noted; how they decided stays, by an account that names nobody."""
    theirs = sa.update(SpotReport).where(SpotReport.settled_by == person.account_id)
    session.execute(theirs.values(note="").execution_options(synchronize_session=False))


NOTES: Final = Keeper(_export_notes, _forget_notes)
"""What people noted when they settled reports."""
