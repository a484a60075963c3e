"""What the API takes and says about ideas."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.http.types import STRICT_INT, Code, LocalDateTime, Model
from server.insights.ideas import Idea


class IdeasQuery(Model):
    """Where, and over how long."""

    region: Code
    days_back: Annotated[int, Field(ge=1, le=365), STRICT_INT] = 90


class IdeaOut(Model):
    """One category: how much it is wished for, and how much of it there is."""

    category: str
    plans: int = Field(description="Plans of days that were to have it")
    searches: int = Field(description="Searches among experiences that found none")
    seats_awaited: int = Field(description="On waiting lists of slots to come")
    languages: dict[str, int] = Field(
        description="Of these searches, how many wanted a guide who speaks which language"
    )
    experiences: int = Field(description="Published ones")
    free_seats: int = Field(description="That can be booked within 30 days")


class IdeasOut(Model):
    """What people wish for in a region, the widest gap first."""

    region: str
    since: LocalDateTime
    ideas: list[IdeaOut]
    languages: dict[str, int] = Field(
        description="Searches in vain by the guide's language, in every category or none"
    )
    links: dict[str, str]


def idea_out(idea: Idea) -> IdeaOut:
    """Return an idea as the API shows it."""
    return IdeaOut(
        category=idea.category,
        plans=idea.plans,
        searches=idea.searches,
        seats_awaited=idea.seats_awaited,
        languages=dict(idea.languages),
        experiences=idea.experiences,
        free_seats=idea.free_seats,
    )
