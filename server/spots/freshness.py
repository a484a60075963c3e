"""Use cases around freshness: its keepers have looked; what everybody may know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from server.spots.history import Change, record_change
from server.spots.marks import ShownMark, live_marks
from server.spots.models import Spot
from server.spots.reports import answer_reports
from server.spots.standing import doubted_spots, is_overdue


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a public spot can be believed.

    Parameters
    ----------
    overdue
        Its keepers have not looked for too long.
    reported
        It is said to be closed or to have moved; see `server.spots.standing`.
    marks
        What associations vouch for now.
    """

    overdue: bool = False
    reported: bool = False
    marks: tuple[ShownMark, ...] = ()


NOTHING_KNOWN: Final = Freshness()


def verify_spot(session: Session, spot: Spot, change: Change) -> None:
    """Note that the spot's keepers have looked, and that what it says is true."""
    answer_reports(session, spot, change)
    spot.verified_at = change.now
    record_change(session, spot, change)


def freshness_of(
    session: Session, spots: Collection[Spot], *, now: dt.datetime, verify_after: dt.timedelta
) -> dict[str, Freshness]:
    """Return how far each of the public spots can be believed."""
    keys = sorted({spot.id for spot in spots})
    doubted = doubted_spots(session, Spot.id.in_(keys), now=now)
    marks = live_marks(session, keys, now=now)
    since = now - verify_after
    return {
        spot.id: Freshness(
            is_overdue(spot, since), spot.id in doubted, tuple(marks.get(spot.id, ()))
        )
        for spot in spots
    }
