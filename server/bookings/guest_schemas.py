"""What the API takes and says about messages, reviews and waiting lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.bookings.guest_models import BookingMessage, Review
from server.bookings.schemas import EMail, LanguageTag, Line
from server.http.list_query import Cursor, Limit
from server.http.types import STRICT_INT, STRICT_TEXT, LocalDateTime, Model

_SPEAKS = r"\S"
Said = Annotated[str, Field(min_length=1, max_length=2000, pattern=_SPEAKS), STRICT_TEXT]
HidingReason = Literal["insult", "personal_data", "advertising", "not_about_this", "unlawful"]


class PageQuery(Model):
    """Which page."""

    limit: Limit = 50
    cursor: Cursor | None = None


class MessageIn(Model):
    """What to write to the other side."""

    text: Said


class MessageOut(Model):
    """A message; its text is null once its writer was forgotten."""

    id: str
    sender: str = Field(description="guest or guide")
    text: str | None
    sent_at: LocalDateTime
    read_at: LocalDateTime | None = Field(description="When the other side has seen it")


class MessageListOut(Model):
    """A page of messages, the first one first."""

    messages: list[MessageOut]
    links: dict[str, str]


class ReviewIn(Model):
    """What a guest who came says."""

    stars: Annotated[int, Field(ge=1, le=5), STRICT_INT]
    text: Annotated[str, Field(max_length=2000), STRICT_TEXT] = ""
    author: Annotated[Line, Field(max_length=100, description="As it is to be shown")] = ""
    language: LanguageTag = "en"


class ReplyIn(Model):
    """What the guide says to a review."""

    text: Said


class ModerationIn(Model):
    """Why a review is taken out of sight; null shows it again."""

    hidden_reason: HidingReason | None


class ReviewOut(Model):
    """A review."""

    id: str
    experience_id: str
    stars: int
    text: str | None
    author: str | None
    language: str
    written_at: LocalDateTime
    reply: str | None
    replied_at: LocalDateTime | None
    hidden_reason: str | None = Field(description="Null while everybody may read it")


class ReviewListOut(Model):
    """A page of reviews, the latest first, and what all in sight come to."""

    count: int
    stars: float | None = Field(description="Mean; null without reviews")
    reviews: list[ReviewOut]
    links: dict[str, str]


class ModeratorQuery(PageQuery):
    """Which reviews."""

    state: Literal["visible", "hidden"] | None = None


class ModeratedReviewOut(ReviewOut):
    """A review as its moderators see it."""

    experience: str = Field(description="Its title")
    hidden_at: LocalDateTime | None
    hidden_by: str | None = Field(description="The moderator's account")


class ModeratedListOut(Model):
    """A page of reviews, those out of sight too, the latest first."""

    reviews: list[ModeratedReviewOut]
    links: dict[str, str]


class WaitingIn(Model):
    """Who would like seats."""

    email: EMail
    seats: Annotated[int, Field(ge=1, le=100), STRICT_INT]
    language: LanguageTag = "en"


class WaitingOut(Model):
    """That somebody waits.

    `id` and `key` are told once: they are null if the address is on the list already.
    """

    slot_id: str
    id: str | None
    key: str | None = Field(description="For the `Booking-Key` header, to leave the list")
    seats: int


class WaitingEntryOut(Model):
    """Somebody's place on a waiting list."""

    slot_id: str
    experience_id: str = Field(description="Of what the slot is, so that an app can book it")
    starts_at: LocalDateTime
    ends_at: LocalDateTime
    id: str
    seats: int
    ahead: int = Field(description="How many joined before and still wait")
    joined_at: LocalDateTime
    told_at: LocalDateTime | None = Field(description="When a letter last told of free seats")


def message_out(message: BookingMessage) -> MessageOut:
    """Return a message as the API shows it."""
    return MessageOut(
        id=message.id,
        sender=message.sender,
        text=message.text,
        sent_at=message.sent_at,
        read_at=message.read_at,
    )


def moderated_out(review: Review, title: str) -> ModeratedReviewOut:
    """Return a review as its moderators see it."""
    return ModeratedReviewOut(
        **review_out(review).model_dump(),
        experience=title,
        hidden_at=review.hidden_at,
        hidden_by=review.hidden_by,
    )


def review_out(review: Review) -> ReviewOut:
    """Return a review as the API shows it."""
    return ReviewOut(
        id=review.id,
        experience_id=review.experience_id,
        stars=review.stars,
        text=review.text,
        author=review.author,
        language=review.language,
        written_at=review.written_at,
        reply=review.reply,
        replied_at=review.replied_at,
        hidden_reason=review.hidden_reason,
    )
