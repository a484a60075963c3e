"""Who did what with an experience, and what it said after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.experiences.content import content_of
from server.experiences.models import Experience, ExperienceChange
from server.spots.history import PHOTOS
from server.spots.photos import told_of


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change by one person at one time.

    Parameters
    ----------
    action
        One of those that the table `experience_changes` knows.
    remark
        What the reviewing association says of it.
    """

    action: str
    account_id: str | None
    now: dt.datetime
    remark: str = ""


def record_change(session: Session, experience: Experience, change: Change) -> None:
    """Give the experience its next version and keep what it says now; a new one gets version 1."""
    experience.version = (experience.version or 0) + 1
    experience.updated_at = change.now
    session.add(
        ExperienceChange(
            experience=experience,
            version=experience.version,
            action=change.action,
            account_id=change.account_id,
            at=change.now,
            remark=change.remark,
            content=content_of(experience) | {PHOTOS: told_of(experience.photos)},
        )
    )


def list_changes(
    session: Session, experience_id: str, *, limit: int, before: int | None = None
) -> list[ExperienceChange]:
    """Return up to `limit` changes, the latest first, beginning below version `before`."""
    statement = sa.select(ExperienceChange).where(ExperienceChange.experience_id == experience_id)
    if before is not None:
        statement = statement.where(ExperienceChange.version < before)
    latest_first = statement.order_by(ExperienceChange.version.desc())
    return list(session.scalars(latest_first.limit(limit)))
