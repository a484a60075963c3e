"""The life of an experience: handed in, published, returned, suspended, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy.orm import Session

from server.errors import Invalid
from server.experiences.errors import ExperienceInWrongState
from server.experiences.faults import association_faults, vouching_faults
from server.experiences.history import Change, record_change
from server.experiences.letters import tell_association, tell_guide
from server.experiences.models import Experience

VOUCHED_FOR: Final = dt.timedelta(days=365)
TRANSITIONS: Final[dict[str, tuple[frozenset[str], str]]] = {
    "submitted": (frozenset({"draft", "withdrawn"}), "in_review"),
    "returned": (frozenset({"in_review"}), "draft"),
    "published": (frozenset({"in_review", "published", "suspended"}), "published"),
    "suspended": (frozenset({"published"}), "suspended"),
    "withdrawn": (frozenset({"in_review", "published", "suspended"}), "withdrawn"),
}
"""From which states each action leads to which. Publishing anew renews what is vouched for."""


def _move(session: Session, experience: Experience, change: Change) -> None:
    """Take the experience from one state to another.

    Raises
    ------
    ExperienceInWrongState
        If the action is not open to it in the state that it is in.
    """
    begins, ends = TRANSITIONS[change.action]
    if experience.status not in begins:
        raise ExperienceInWrongState(state=experience.status, action=change.action)
    experience.status = ends
    record_change(session, experience, change)


def submit(session: Session, experience: Experience, association_id: str, change: Change) -> None:
    """Ask an association to look at the experience; its owners are told.

    Raises
    ------
    ExperienceInWrongState
        If it is not the guide's to hand in now.
    Invalid
        If there is no such association.
    """
    if faults := list(association_faults(session, association_id)):
        raise Invalid(faults)
    experience.reviewer_id = association_id
    experience.review_remark = ""
    experience.vouched_until = None
    experience.changed_since_review = False
    _move(session, experience, change)
    session.flush()
    tell_association(session, "experience_submitted", experience, now=change.now)


def send_back(session: Session, experience: Experience, change: Change) -> None:
    """Give the experience back to its guide, with a remark, who is told.

    Raises
    ------
    ExperienceInWrongState
        If it was not handed in.
    """
    _move(session, experience, change)
    experience.review_remark = change.remark
    tell_guide(session, "experience_returned", experience, now=change.now)


def publish(
    session: Session, experience: Experience, until: dt.datetime | None, change: Change
) -> None:
    """Let everybody see and book the experience, and vouch for it for a while.

    Raises
    ------
    ExperienceInWrongState
        If it was not handed in, published or suspended.
    Invalid
        If the time is over, or too long.
    """
    until = until or change.now + VOUCHED_FOR
    if faults := list(vouching_faults(until, now=change.now)):
        raise Invalid(faults)
    _move(session, experience, change)
    experience.vouched_until = until.astimezone(dt.UTC)
    experience.changed_since_review = False
    experience.review_remark = ""
    tell_guide(session, "experience_published", experience, now=change.now)


def suspend(session: Session, experience: Experience, change: Change) -> None:
    """Take a published experience out of sight for a reason; what is booked stands.

    Raises
    ------
    ExperienceInWrongState
        If it is not published.
    """
    _move(session, experience, change)
    experience.vouched_until = None
    experience.changed_since_review = False
    experience.review_remark = change.remark
    tell_guide(session, "experience_suspended", experience, now=change.now)


def withdraw(session: Session, experience: Experience, change: Change) -> None:
    """Take the experience out of sight, as its guide; what is booked stands.

    Raises
    ------
    ExperienceInWrongState
        If there is nothing to be taken back.
    """
    _move(session, experience, change)
    experience.vouched_until = None
