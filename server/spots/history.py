"""Who changed what about a spot, and what it said before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.spots.content import Content, content_of
from server.spots.history_models import SpotChange
from server.spots.models import Spot
from server.spots.photos import told_of

PHOTOS: Final = "photos"
"""Which photos there were, beside what a history says of the spot itself."""

REMARK: Final = "remark"
"""What was said with a change, beside what a history says of the spot itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change by one person at one time.

    Parameters
    ----------
    action
        One of those that the table `spot_changes` knows.
    account_id
        None where no person did it.
    remark
        What whoever did it says to the spot's keepers.
    """

    action: str
    account_id: str | None
    now: dt.datetime
    remark: str = ""


def record_change(session: Session, spot: Spot, change: Change) -> None:
    """Give the spot its next version and keep what it says now.

    A new spot, with action `created` or `imported` and no version yet, gets version 1.
    """
    spot.version = (spot.version or 0) + 1
    spot.updated_at = change.now
    said = {REMARK: change.remark} if change.remark else {}
    session.add(
        SpotChange(
            spot=spot,
            version=spot.version,
            action=change.action,
            account_id=change.account_id,
            at=change.now,
            content=content_of(spot) | {PHOTOS: told_of(spot.photos)} | said,
        )
    )


def said_then(change: SpotChange) -> Content:
    """Return what the spot said, without its photos: those do not come back."""
    return {name: value for name, value in change.content.items() if name not in (PHOTOS, REMARK)}


def shown_then(change: SpotChange) -> Content:
    """Return what a visitor saw of the spot: what it said, and its photos."""
    return {name: value for name, value in change.content.items() if name != REMARK}


def remark_of(change: SpotChange) -> str:
    """Return what was said with a change; empty where nothing was."""
    return str(change.content.get(REMARK, ""))


def list_changes(
    session: Session, spot_id: str, *, limit: int, before: int | None = None
) -> list[SpotChange]:
    """Return up to `limit` changes of a spot, the latest first, beginning below `before`."""
    statement = sa.select(SpotChange).where(SpotChange.spot_id == spot_id)
    if before is not None:
        statement = statement.where(SpotChange.version < before)
    return list(session.scalars(statement.order_by(SpotChange.version.desc()).limit(limit)))


def find_change(session: Session, spot_id: str, version: int) -> SpotChange | None:
    """Return what a spot said as of one version, or None."""
    return session.get(SpotChange, (spot_id, version))
