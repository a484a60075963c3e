"""What the API takes and says about detours."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from routing.model import Mode
from server.http.types import STRICT_INT, Bool, Code, Date, LocalDateTime, Model, Position


class DetourQuery(Model):
    """How much later the day may end, and for what."""

    max_minutes: Annotated[
        int,
        Field(ge=0, le=240, description="How much later the day may end", examples=[30]),
        STRICT_INT,
    ] = 45
    category: Annotated[
        list[Code] | None,
        Field(max_length=30, description="Any of these; repeatable. All but meals unless told"),
    ] = None
    within_day: Annotated[
        Bool, Field(description="Only what still ends by the time asked for, with no minute more")
    ] = False
    limit: Annotated[int, Field(ge=1, le=50, description="How many at most"), STRICT_INT] = 10


class DetourOut(Model):
    """A place on the way, in the gap where it costs least."""

    spot_id: str
    name: str
    category: str
    location: Position
    mode: Mode = Field(description="How one gets there: on foot where the car is left meanwhile")
    date: Date
    day: int = Field(description="1 is the first day")
    after: int = Field(description="How many of the day's visits come before it")
    after_spot_id: str | None = Field(description="null is the start of the day, or a break")
    arrive: LocalDateTime
    begin: LocalDateTime
    leave: LocalDateTime
    added_s: int = Field(description="How much later the day ends")
    added_travel_s: int = Field(description="How much more time is spent on the way")
    late_s: int = Field(description="How long after the time asked for the day then ends")
    fee_minor: int | None = Field(description="For the whole party; null where unknown")
    renown: float | None
    hours_assumed: bool
    why: list[str]


class DetoursOut(Model):
    """What lies on the way, most worth per added minute first."""

    detours: list[DetourOut]
    currency: str
    attribution: list[str]
    links: dict[str, str]
