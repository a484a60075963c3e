"""What guests who came say of it, and what is said to that."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from server.bookings.errors import AlreadyReviewed, TooLateToReview
from server.bookings.guest_models import Review
from server.bookings.holding import require_state
from server.bookings.models import Booking, State
from server.experiences.errors import ExperienceNotFound
from server.experiences.models import Experience

MAY_REVIEW_FOR: Final = dt.timedelta(days=60)
_LATEST_FIRST: Final = (Review.written_at.desc(), Review.id.desc())
HIDING_REASONS: Final = ("insult", "personal_data", "advertising", "not_about_this", "unlawful")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a guest says: one to five stars, and why."""

    stars: int
    text: str
    author: str
    language: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What the reviews of an experience come to; `stars` is None without any."""

    count: int = 0
    stars: float | None = None


def write_review(
    session: Session, booking: Booking, opinion: Opinion, *, now: dt.datetime
) -> Review:
    """Keep the review of somebody who came; there is one for each booking.

    Raises
    ------
    BookingInWrongState, TooLateToReview, AlreadyReviewed
        If they did not come, or long ago, or have said it already.
    """
    require_state(booking, "reviewed", State.REDEEMED)
    if now > booking.slot.ends_at + MAY_REVIEW_FOR:
        raise TooLateToReview
    review = Review(
        id=str(uuid.uuid4()),
        booking_id=booking.id,
        experience_id=booking.experience_id,
        stars=opinion.stars,
        text=opinion.text,
        author=opinion.author,
        language=opinion.language,
        written_at=now,
        version=1,
    )
    try:
        with session.begin_nested():
            session.add(review)
    except IntegrityError as error:
        raise AlreadyReviewed from error
    return review


def find_review(session: Session, review_id: str) -> Review | None:
    """Return a review, hidden or not, for this alone; None if there is none with that id."""
    found = session.scalars(sa.select(Review).where(Review.id == review_id).with_for_update())
    return found.one_or_none()


def moderator_of(experience: Experience) -> str | None:
    """Return whose moderators may hide its reviews; None where only the platform may.

    A guide who reviews their own experiences is nobody's judge.
    """
    asked = experience.reviewer_id
    return asked if asked != experience.organisation_id else None


def get_visible_experience(session: Session, experience_id: str) -> Experience:
    """Return an experience that everybody may see.

    Raises
    ------
    ExperienceNotFound
        If there is none with that id.
    """
    experience = session.get(Experience, experience_id)
    if experience is None or experience.status != "published" or experience.deleted_at:
        raise ExperienceNotFound(experience=experience_id)
    return experience


def reply(review: Review, text: str, *, now: dt.datetime) -> None:
    """Let the guide answer, in place of what they answered before."""
    review.reply, review.replied_at = text, now
    review.version += 1


def moderate(
    review: Review, reason: str | None, *, account_id: str | None, now: dt.datetime
) -> None:
    """Take a review out of sight for one of `HIDING_REASONS`, or show it again (None)."""
    review.hidden_reason = reason
    review.hidden_at = now if reason else None
    review.hidden_by = account_id
    review.version += 1


def list_reviews(
    session: Session, experience_id: str, *, limit: int, after: tuple[dt.datetime, str] | None
) -> list[Review]:
    """Return up to `limit` reviews in sight, the latest first, beginning behind `after`."""
    statement = (
        sa.select(Review)
        .where(
            Review.experience_id == experience_id, Review.hidden_reason.is_(None), _behind(after)
        )
        .order_by(*_LATEST_FIRST)
        .limit(limit)
    )
    return list(session.scalars(statement))


def _behind(after: tuple[dt.datetime, str] | None) -> sa.ColumnElement[bool]:
    """Return the condition on reviews behind where a page ended."""
    if after is None:
        return sa.true()
    moment, key = after
    same = sa.and_(Review.written_at == moment, Review.id < key)
    return sa.or_(Review.written_at < moment, same)


def list_to_moderate(
    session: Session,
    association_id: str,
    *,
    hidden: bool | None,
    limit: int,
    after: tuple[dt.datetime, str] | None,
) -> list[tuple[Review, Experience]]:
    """Return up to `limit` reviews that an association may moderate, the latest first.

    Parameters
    ----------
    hidden
        Whether those out of sight, or those in sight, are wanted; None for both.
    """
    statement = (
        sa.select(Review, Experience)
        .join(Experience, Experience.id == Review.experience_id)
        .where(
            Experience.reviewer_id == association_id,
            Experience.organisation_id != association_id,
            _behind(after),
        )
        .options(joinedload(Experience.region, innerjoin=True))
        .order_by(*_LATEST_FIRST)
        .limit(limit)
    )
    if hidden is not None:
        out_of_sight = Review.hidden_reason.is_not(None)
        statement = statement.where(out_of_sight if hidden else sa.not_(out_of_sight))
    return [(review, experience) for review, experience in session.execute(statement).unique()]


def ratings_of(session: Session, experience_ids: list[str]) -> dict[str, Rating]:
    """Return what the reviews in sight come to, by experience that has any."""
    statement = (
        sa.select(Review.experience_id, sa.func.count(), sa.func.avg(Review.stars))
        .where(Review.experience_id.in_(experience_ids), Review.hidden_reason.is_(None))
        .group_by(Review.experience_id)
    )
    return {key: Rating(count, float(mean)) for key, count, mean in session.execute(statement)}
