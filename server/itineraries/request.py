"""What a tourist asks for: the request as the API takes it and the use cases work with it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from routing.model import AccessProfile, Mode, Pace
from server.http.types import (
    STRICT_INT,
    Bool,
    Clock,
    Code,
    Date,
    Identifier,
    Latitude,
    Longitude,
    Model,
    Share,
)

INT32_MAX: Final = 2**31 - 1


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
    minutes: Annotated[int, Field(ge=10, le=240), STRICT_INT] = 60


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
    party_size: Annotated[int, Field(ge=1, le=50), STRICT_INT] = 1
    budget_minor: (
        Annotated[
            int,
            Field(ge=0, le=INT32_MAX, description="For the whole party, minor currency units"),
            STRICT_INT,
        ]
        | None
    ) = None
    access_profile: AccessProfile = AccessProfile.NONE
    seed: Annotated[int, Field(ge=0, le=INT32_MAX), STRICT_INT] = 1
