"""Use cases of those who offer experiences: write, change, delete, list."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.experiences.content import Content, apply_content, content_of
from server.experiences.demand import InUse
from server.experiences.errors import ExperienceNotFound, SeatsTaken
from server.experiences.history import Change, record_change
from server.experiences.loading import with_its_people
from server.experiences.materialising import follow_options
from server.experiences.models import Experience
from server.experiences.photo_models import ExperiencePhoto
from server.experiences.slot_models import Slot
from server.spots.photos import Album

_LOOKED_AT: Final = ("published", "suspended")
"""States in which its association has said what it thinks of what an experience shows."""


@dataclass(frozen=True, slots=True)
class NewExperience:
    """An experience that is to be offered; organisation and region exist."""

    organisation_id: str
    region_code: str
    content: Content


def create_experience(session: Session, new: NewExperience, change: Change) -> Experience:
    """Keep a new experience, as a draft."""
    experience = Experience(
        id=str(uuid.uuid4()),
        organisation_id=new.organisation_id,
        region_code=new.region_code,
        status="draft",
        created_at=change.now,
        options=[],
        photos=[],
    )
    apply_content(experience, new.content, now=change.now)
    session.add(experience)
    record_change(session, experience, change)
    session.flush()
    return get_experience(session, experience.id)


def get_experience(session: Session, experience_id: str, *, to_change: bool = False) -> Experience:
    """Return an experience in whatever state; with `to_change`, for this alone.

    The lock lets bookings go on: they refer to the experience, and wait for nobody.

    Raises
    ------
    ExperienceNotFound
        If there is none, or it was deleted.
    """
    statement = with_its_people().where(Experience.id == experience_id)
    statement = statement.execution_options(populate_existing=True)
    if to_change:
        statement = statement.with_for_update(of=Experience, key_share=True)
    experience = session.scalars(statement).one_or_none()
    if experience is None:
        raise ExperienceNotFound(experience=experience_id)
    return experience


def change_experience(
    session: Session, experience: Experience, content: Content, change: Change, *, in_use: InUse
) -> None:
    """Let the experience say something else; the same again is no change.

    Slots to come follow: those of options that are not offered any more are closed, and those
    that nobody has booked last as long as it takes now.
    """
    if content == content_of(experience):
        return
    apply_content(experience, content, now=change.now)
    _note_unreviewed(experience)
    record_change(session, experience, change)
    session.flush()
    follow_options(session, experience, now=change.now, in_use=in_use)


def _note_unreviewed(experience: Experience) -> None:
    """Let the association see that it shows something else than what was looked at."""
    if experience.status in _LOOKED_AT:
        experience.changed_since_review = True


def album_of(session: Session, experience: Experience, change: Change) -> Album[ExperiencePhoto]:
    """Return the experience's photos, to change them: that is a change of what it shows."""

    def changed() -> None:
        _note_unreviewed(experience)
        record_change(session, experience, change)

    return Album(ExperiencePhoto, experience.photos, changed)


def delete_experience(session: Session, experience: Experience, change: Change) -> None:
    """Take an experience away for good, its photos too; its history stays.

    Raises
    ------
    SeatsTaken
        If people have booked times to come.
    """
    to_come = sa.select(Slot).where(
        Slot.experience_id == experience.id, Slot.starts_at > change.now, Slot.status != "cancelled"
    )
    locked = to_come.order_by(Slot.id).with_for_update()
    slots = list(session.scalars(locked.execution_options(populate_existing=True)))
    if seats := sum(slot.capacity - slot.vacancies for slot in slots):
        raise SeatsTaken(seats=seats)
    for slot in slots:
        slot.status, slot.updated_at = "closed", change.now
    experience.deleted_at = change.now
    experience.status = "withdrawn"
    experience.photos.clear()
    record_change(session, experience, change)


def list_own_experiences(
    session: Session, organisation_id: str, *, status: str | None, limit: int, after: str | None
) -> list[Experience]:
    """Return up to `limit` of a guide's experiences by id, beginning behind `after`."""
    statement = with_its_people().where(Experience.organisation_id == organisation_id)
    if status is not None:
        statement = statement.where(Experience.status == status)
    return _page(session, statement, limit, after)


def list_to_review(
    session: Session,
    association_id: str,
    *,
    status: str | None,
    limit: int,
    after: str | None,
    now: dt.datetime,
) -> list[Experience]:
    """Return up to `limit` of the experiences that an association was asked to look at, by id.

    Without a status those that wait for somebody: handed in, changed since, or not vouched for
    any more.
    """
    statement = with_its_people().where(Experience.reviewer_id == association_id)
    if status is not None:
        return _page(session, statement.where(Experience.status == status), limit, after)
    again = sa.or_(Experience.changed_since_review, Experience.vouched_until <= now)
    waits = sa.or_(
        Experience.status == "in_review", sa.and_(Experience.status.in_(_LOOKED_AT), again)
    )
    return _page(session, statement.where(waits), limit, after)


def _page(
    session: Session, statement: sa.Select[Experience], limit: int, after: str | None
) -> list[Experience]:
    if after is not None:
        statement = statement.where(Experience.id > after)
    return list(session.scalars(statement.order_by(Experience.id).limit(limit)))
