"""Whose experience it is: the guide's, and of the association that was asked to look at it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from server.experiences.errors import ExperienceNotFound
from server.experiences.models import Experience
from server.experiences.service import get_experience
from server.http.access import authorise, current_principal
from server.http.versions import require_version


def is_inside(experience: Experience) -> bool:
    """Tell whether the caller is one of those who see it in every state."""
    principal = current_principal()
    theirs = {experience.organisation_id, experience.reviewer_id}
    return principal.is_admin or not theirs.isdisjoint(principal.memberships)


def seen(session: Session, experience_id: str) -> Experience:
    """Return an experience that the caller may see: published ones, and their own.

    Raises
    ------
    ExperienceNotFound
        If there is none; nobody can tell that from one that is hidden.
    """
    experience = get_experience(session, experience_id)
    if experience.status != "published" and not is_inside(experience):
        raise ExperienceNotFound(experience=experience_id)
    return experience


def for_insiders(session: Session, experience_id: str) -> Experience:
    """Return an experience to who belongs to the guide, or to the association asked.

    Raises
    ------
    ExperienceNotFound
        If there is none for them.
    """
    experience = get_experience(session, experience_id)
    sides = (experience.organisation_id, experience.reviewer_id)
    theirs = next((s for s in sides if s in current_principal().memberships), sides[0])
    authorise(theirs, missing=ExperienceNotFound(experience=experience_id))
    return experience


def guided(session: Session, experience_id: str, *, to_change: bool = False) -> Experience:
    """Return an experience to the guide's people; with `to_change`, for this alone.

    Raises
    ------
    ExperienceNotFound, Forbidden
        If there is none of theirs; if their role does not allow it.
    """
    experience = get_experience(session, experience_id, to_change=to_change)
    missing = ExperienceNotFound(experience=experience_id)
    authorise(experience.organisation_id, missing=missing)
    return experience


def taken(session: Session, experience_id: str) -> Experience:
    """Return an experience to change to the guide's people, on the version that they saw.

    Raises
    ------
    ExperienceNotFound, Forbidden, PreconditionMissing, PreconditionFailed
        If they may not; if the version is not stated, or another one.
    """
    experience = guided(session, experience_id, to_change=True)
    require_version(str(experience.version))
    return experience


def taken_for_review(session: Session, experience_id: str) -> Experience:
    """Return an experience to change to the people of the association that was asked.

    Raises
    ------
    ExperienceNotFound, Forbidden, PreconditionMissing, PreconditionFailed
        As for `taken`.
    """
    experience = get_experience(session, experience_id, to_change=True)
    authorise(experience.reviewer_id, missing=ExperienceNotFound(experience=experience_id))
    require_version(str(experience.version))
    return experience
