"""What the API takes and says about itineraries."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from routing.model import AccessProfile, Mode, Pace, SkipReason, StopKind
from server.http.types import (
    Bool,
    Clock,
    Code,
    Date,
    Identifier,
    Int,
    Latitude,
    LocalDateTime,
    Longitude,
    Model,
    Position,
    Share,
)
from server.travel.schemas import LegOut

INT32_MAX = 2**31 - 1


class DayEnd(Model):
    """Where a day begins or ends, and when."""

    lat: Latitude
    lon: Longitude
    time: Clock


class DayIn(Model):
    """One day's frame."""

    date: Date
    start: DayEnd
    end: DayEnd


class LunchIn(Model):
    """A meal that lies wholly between `earliest` and `latest`."""

    earliest: Clock = "11:30"
    latest: Clock = "13:30"
    minutes: Annotated[Int, Field(ge=10, le=240)] = 60


class ItineraryRequest(Model):
    """What a tourist asks for."""

    region: Code
    mode: Mode = Mode.WALK
    days: Annotated[list[DayIn], Field(min_length=1, max_length=7)]
    categories: Annotated[
        list[Code],
        Field(max_length=30, description="Liked kinds of spots; empty means all but meals"),
    ] = Field(default_factory=list)
    lesser_known: Annotated[
        Share, Field(description="0 favours the well known, 1 the least known")
    ] = 0.0
    must_visit: Annotated[list[Identifier], Field(max_length=20)] = Field(default_factory=list)
    avoid: Annotated[list[Identifier], Field(max_length=200)] = Field(default_factory=list)
    pace: Pace = Pace.NORMAL
    lunch: LunchIn | None = None
    include_experiences: Bool = False
    party_size: Annotated[Int, Field(ge=1, le=50)] = 1
    budget_minor: Annotated[
        Int | None,
        Field(ge=0, le=INT32_MAX, description="For the whole party, in minor currency units"),
    ] = None
    access_profile: AccessProfile = AccessProfile.NONE
    seed: Annotated[Int, Field(ge=0, le=INT32_MAX)] = 1


class VisitOut(Model):
    """A stop with its clock times."""

    kind: StopKind
    spot_id: str | None = Field(description="null for a lunch taken wherever you are")
    slot_id: str | None
    name: str
    category: str | None
    location: Position
    arrive: LocalDateTime
    begin: LocalDateTime
    leave: LocalDateTime
    wait_s: int
    locked: bool
    renown: float | None
    fee_minor: int | None = Field(description="For the whole party; null where unknown")
    hours_assumed: bool = Field(
        description="The spot's hours are unknown; its category's usual ones stand in"
    )
    why: list[str]


class TotalsOut(Model):
    """A day in numbers."""

    visit_s: int
    travel_s: int
    wait_s: int
    distance_m: float


class DayOut(Model):
    """One day: start → first visit, …, last visit → end; one leg more than visits."""

    date: Date
    visits: list[VisitOut]
    legs: list[LegOut]
    totals: TotalsOut


class SkippedOut(Model):
    """A spot that was considered and left out."""

    spot_id: str
    name: str
    reason: SkipReason
    message: str


class WarningOut(Model):
    """Something the tourist should know about the plan."""

    code: str
    message: str
    spot_id: str | None


class ItineraryOut(Model):
    """A plan in which every clock holds."""

    id: str
    region: str
    mode: Mode
    score: int
    seed: int
    created_at: LocalDateTime
    currency: str
    cost_minor: int = Field(description="Known fees for the whole party")
    days: list[DayOut]
    by_category: dict[str, list[str]]
    skipped: list[SkippedOut]
    warnings: list[WarningOut]
    attribution: list[str]
    links: dict[str, str]
