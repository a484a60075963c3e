"""Reviews over HTTP."""

from __future__ import annotations

from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.errors import OrganisationNotFound
from server.bookings import examples, guest_examples, reviews
from server.bookings.access import theirs
from server.bookings.errors import ReviewNotFound
from server.bookings.guest_models import Review
from server.bookings.guest_schemas import (
    ModeratedListOut,
    ModerationIn,
    ModeratorQuery,
    PageQuery,
    ReplyIn,
    ReviewIn,
    ReviewListOut,
    ReviewOut,
    moderated_out,
    review_out,
)
from server.bookings.letters import title_in
from server.bookings.query import position_of
from server.bookings.reviews import Opinion, Rating
from server.experiences.examples import ASSOCIATION_ID
from server.experiences.models import Experience
from server.http.access import authorise, current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import message_language
from server.http.links import link_header
from server.http.paging import MAX_LIMIT, encode_cursor, page_links
from server.services import services

contract = Contract("reviews")

_REVIEW: Final = "/v1/reviews/<identifier:review_id>"
_KEY: Final = {"review_id": guest_examples.REVIEW_ID}
_REPLY: Final = Reply(200, "The review", ReviewOut, example=guest_examples.REVIEW)


@contract.operation(
    "POST",
    "/v1/bookings/<identifier:booking_id>/review",
    path_examples={"booking_id": examples.BOOKING_ID},
    body=ReviewIn,
    body_examples={"five stars": guest_examples.REVIEW_IN},
    reply=Reply(201, "The review", ReviewOut, example=guest_examples.REVIEW),
    problems=(409,),
)
def create_review(booking_id: str, body: ReviewIn) -> Answer:
    """Say how it was: once for each booking, by guests who came, for 60 days."""
    opinion = Opinion(body.stars, body.text, body.author, body.language)
    with services().database.writing() as session:
        booking = theirs(session, booking_id, to_change=True)
        written = reviews.write_review(session, booking, opinion, now=services().now())
        return Answer(review_out(written))


@contract.operation(
    "GET",
    "/v1/experiences/<identifier:experience_id>/reviews",
    path_examples={"experience_id": examples.EXPERIENCE_ID},
    query=PageQuery,
    reply=Reply(200, "A page of reviews", ReviewListOut, example=guest_examples.REVIEWS),
    problems=(404,),
)
def list_reviews(experience_id: str, query: PageQuery) -> Answer:
    """List what guests who came say, the latest first."""
    limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
    with services().database.reading() as session:
        reviews.get_visible_experience(session, experience_id)
        found = reviews.list_reviews(session, experience_id, limit=limit + 1, after=after)
        rating = reviews.ratings_of(session, [experience_id]).get(experience_id, Rating())
        links = page_links(request.path, request.args, _following(found, limit))
        page = ReviewListOut(
            count=rating.count,
            stars=rating.stars,
            reviews=[review_out(review) for review in found[:limit]],
            links=links,
        )
        return Answer(page, link_header(links))


@contract.operation(
    "GET",
    "/v1/organisations/<identifier:organisation_id>/reviews",
    path_examples={"organisation_id": ASSOCIATION_ID},
    query=ModeratorQuery,
    reply=Reply(200, "A page of reviews", ModeratedListOut, example=guest_examples.MODERATED),
)
def list_reviews_to_moderate(organisation_id: str, query: ModeratorQuery) -> Answer:
    """List the reviews that an association moderates, those out of sight too, with the reasons.

    They are of the experiences that it was asked to look at, in whatever state; never of its own.
    """
    authorise(organisation_id, missing=OrganisationNotFound())
    limit, after = min(query.limit, MAX_LIMIT), position_of(query.cursor)
    hidden = None if query.state is None else query.state == "hidden"
    with services().database.reading() as session:
        found = reviews.list_to_moderate(
            session, organisation_id, hidden=hidden, limit=limit + 1, after=after
        )
        language = message_language()
        shown = [moderated_out(r, title_in(e, language)) for r, e in found[:limit]]
        links = page_links(request.path, request.args, _following([r for r, _ in found], limit))
        return Answer(ModeratedListOut(reviews=shown, links=links), link_header(links))


def _following(found: list[Review], limit: int) -> str | None:
    """Return the cursor of the next page, None where one more than `limit` were not found."""
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return encode_cursor(last.written_at.isoformat(), last.id)


def _with_experience(session: Session, review_id: str) -> tuple[Review | None, Experience | None]:
    review = reviews.find_review(session, review_id)
    return review, session.get(Experience, review.experience_id) if review else None


@contract.operation(
    "POST",
    f"{_REVIEW}/reply",
    path_examples=_KEY,
    body=ReplyIn,
    body_examples={"thanks": {"text": "またぜひお越しください。"}},
    reply=_REPLY,
)
def reply_to_review(review_id: str, body: ReplyIn) -> Answer:
    """Answer a review as the guide, in place of an earlier answer."""
    with services().database.writing() as session:
        review, experience = _with_experience(session, review_id)
        missing = ReviewNotFound(review=review_id)
        authorise(experience.organisation_id if experience else None, missing=missing)
        if review is None:
            raise missing
        reviews.reply(review, body.text, now=services().now())
        return Answer(review_out(review))


@contract.operation(
    "POST",
    f"{_REVIEW}/moderate",
    path_examples=_KEY,
    body=ModerationIn,
    body_examples={"insult": {"hidden_reason": "insult"}},
    reply=_REPLY,
)
def moderate_review(review_id: str, body: ModerationIn) -> Answer:
    """Take a review out of sight with a reason, or show it again.

    That is for the association that reviews the experience and for the platform, never for the
    guide.
    """
    with services().database.writing() as session:
        review, experience = _with_experience(session, review_id)
        missing = ReviewNotFound(review=review_id)
        authorise(reviews.moderator_of(experience) if experience else None, missing=missing)
        if review is None:
            raise missing
        who, now = current_principal().account_id, services().now()
        reviews.moderate(review, body.hidden_reason, account_id=who, now=now)
        return Answer(review_out(review))
