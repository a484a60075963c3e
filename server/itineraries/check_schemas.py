"""What the API takes and says about the tourist's own order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from routing.fixes import FixKind
from routing.model import Mode, StopKind
from server.http.types import (
    STRICT_INT,
    Bool,
    Clock,
    Date,
    Identifier,
    LocalDateTime,
    Model,
    Position,
)
from server.itineraries.request import DayEnd, TripFrame
from server.itineraries.schemas import TotalsOut
from server.travel.schemas import LegOut


class OwnStopIn(Model):
    """One stop of the tourist's own order."""

    kind: Literal["spot", "experience", "lunch", "rest"] = "spot"
    spot_id: Annotated[
        Identifier | None, Field(description="Needed for a spot; where lunch is eaten, if anywhere")
    ] = None
    slot_id: Annotated[
        Identifier | None, Field(description="Needed for an experience, which has its own time")
    ] = None
    location: Annotated[
        Position | None,
        Field(description="Where a lunch or rest without a spot is; null is where one then is"),
    ] = None
    arrive: Annotated[Clock | None, Field(description="Be there by then")] = None
    begin: Annotated[Clock | None, Field(description="Begin then, not before and not after")] = None
    minutes: (
        Annotated[
            int, Field(ge=1, le=720, description="How long to stay; null is as usual"), STRICT_INT
        ]
        | None
    ) = None


class OwnDayIn(Model):
    """One day's frame with the stops in the tourist's order."""

    date: Date
    start: DayEnd
    end: DayEnd
    stops: Annotated[list[OwnStopIn], Field(max_length=20)]


class CheckRequest(TripFrame):
    """A trip that the tourist has put together; its order is never changed."""

    days: Annotated[list[OwnDayIn], Field(min_length=1, max_length=7)]
    legs: Annotated[Bool, Field(description="Whether to answer with the ways, too")] = False


class OwnVisitOut(Model):
    """A stop with the clock it would have; no clock where the spot cannot be reached at all."""

    kind: StopKind
    spot_id: str | None
    slot_id: str | None
    name: str
    category: str | None
    location: Position | None
    arrive: LocalDateTime | None
    begin: LocalDateTime | None
    leave: LocalDateTime | None
    wait_s: int
    travel_s: int = Field(description="The way to it from the stop before")
    hours_assumed: bool


class CheckedDayOut(Model):
    """One day as it would be lived."""

    date: Date
    start: LocalDateTime
    end: LocalDateTime = Field(description="Arrival at the end of the day")
    stops: list[OwnVisitOut]
    legs: list[LegOut] | None = Field(description="null unless asked for and every way exists")
    totals: TotalsOut


class FixOut(Model):
    """One change that mends it; tried out before it is offered."""

    kind: FixKind
    message: str
    day: int | None = Field(description="1 is the first day")
    stops: list[str] = Field(description="JSON pointers to the stops to change")
    after: str | None = Field(description="JSON pointer to the stop to come after; null is first")
    time: str | None = Field(description="The new start, end or begin, HH:MM")
    minutes: int | None = Field(description="The new stay, or how long a break to add")
    limit: int | None = Field(description="The new limit")


class ViolationOut(Model):
    """One rule that the order breaks."""

    rule: str
    pointer: str = Field(description="JSON pointer to the stop, the day or the limit")
    day: int | None = Field(description="1 is the first day; null is the trip as a whole")
    spot_id: str | None
    slot_id: str | None
    minutes: int | None = Field(description="By how much, rounded up; null where it is no time")
    amount: int | None = Field(description="By how much money (minor units) or how many visits")
    message: str
    fix: FixOut | None = Field(description="null when no single change mends it")


class CheckOut(Model):
    """The tourist's own order, with everything that would go wrong."""

    ok: bool
    region: str
    mode: Mode
    currency: str
    cost_minor: int = Field(description="Known fees for the whole party")
    days: list[CheckedDayOut]
    violations: list[ViolationOut]
    attribution: list[str]
