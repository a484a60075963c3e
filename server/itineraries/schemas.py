"""What the API takes and says about itineraries."""

from __future__ import annotations

from pydantic import Field

from routing.alternatives import Character
from routing.model import Mode, SkipReason, StopKind
from server.http.types import (
    Date,
    LocalDateTime,
    Model,
    Position,
)
from server.travel.schemas import LegOut


class VisitBookingOut(Model):
    """The booking that has seats in an experience for this plan, as it is now."""

    id: str
    status: str
    expires_at: LocalDateTime | None = Field(description="When the hold ends; null if it is none")
    answer_by: LocalDateTime | None = Field(description="When the guide will have answered")


class VisitOut(Model):
    """A stop with its clock times."""

    kind: StopKind
    spot_id: str | None = Field(
        description="null for a break taken wherever you are, and for the parked car"
    )
    slot_id: str | None = Field(description="Set for an experience")
    experience_id: str | None
    booking: VisitBookingOut | None = Field(
        description="null for an experience that is only offered; see `bookable`"
    )
    bookable: bool | None = Field(
        description="Whether the party still finds seats in an experience that is not booked"
    )
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


class ResumedOut(Model):
    """Where and when a day goes on that was planned anew half-way."""

    after: int = Field(description="How many of the day's visits were done by then")
    time: LocalDateTime
    location: Position
    car: Position | None = Field(description="Where the car was left; null if it was not")


class AlternativeOut(Model):
    """A plan of another character for the same request, kept under its own id."""

    id: str
    character: Character
    label: str
    overlap: float = Field(
        description="Spots that this plan shares with it, of all spots in either; 0 to 1"
    )
    visits: int
    visit_s: int
    travel_s: int
    links: dict[str, str]


class DayOut(Model):
    """One day: start → first visit, …, last visit → end; one leg more than visits."""

    date: Date
    visits: list[VisitOut]
    legs: list[LegOut]
    totals: TotalsOut
    resumed: ResumedOut | None = Field(
        description="Set on the day on which the plan was made anew; the leg with number `after` "
        "begins there and then"
    )


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
    slot_id: str | None = Field(default=None, description="Set where it is about an experience")


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
    replaces: str | None = Field(description="The plan whose rest was planned anew")
    character: Character | None = Field(description="Set where alternatives were asked for")
    alternatives: list[AlternativeOut]
    links: dict[str, str]
