"""What the API takes and says about ideas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from server.http.types import STRICT_INT, Code, LocalDateTime, Model
from server.insights.ideas import Idea
from server.insights.plans import Planned
from server.regions.schemas import localized


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


class PlannedQuery(Model):
    """Where, and how many months besides the present one."""

    region: Code
    months_back: Annotated[int, Field(ge=0, le=24), STRICT_INT] = 11


class PlannedMonthOut(Model):
    """What was planned in a month."""

    month: str = Field(examples=["2027-05"])
    plans: int = Field(description="Plans that were made then")
    days: int = Field(description="Their days")
    visits: int = Field(description="Visits of spots on those days")
    lesser_visits: int = Field(description="Of these, at spots that few people know")


class PlannedSpotOut(Model):
    """A spot that people plan to visit."""

    spot_id: str
    name: str
    visits: int
    lesser: bool = Field(description="Few people know it")


class PlannedOut(Model):
    """Where people plan to go in a region; nobody is named."""

    region: str
    first_date: dt.date
    last_date: dt.date
    plans: int
    looked_at: int = Field(
        description="Of the latest 5,000 plans days and visits are counted, of the others none"
    )
    months: list[PlannedMonthOut] = Field(description="Every month, the earliest first")
    spots: list[PlannedSpotOut] = Field(description="The 20 with most visits")
    links: dict[str, str]


def planned_out(
    planned: Planned,
    region: str,
    dates: tuple[dt.date, dt.date],
    languages: Sequence[str],
    links: dict[str, str],
) -> PlannedOut:
    """Return what was planned as the API shows it, names in the first of `languages`."""
    return PlannedOut(
        region=region,
        first_date=dates[0],
        last_date=dates[1],
        plans=sum(month.plans for month in planned.months),
        looked_at=planned.looked_at,
        months=[
            PlannedMonthOut(
                month=month.month,
                plans=month.plans,
                days=month.days,
                visits=month.visits,
                lesser_visits=month.lesser_visits,
            )
            for month in planned.months
        ],
        spots=[
            PlannedSpotOut(
                spot_id=spot.spot_id,
                name=localized(spot.names, languages),
                visits=spot.visits,
                lesser=spot.lesser,
            )
            for spot in planned.spots
        ],
        links=links,
    )
