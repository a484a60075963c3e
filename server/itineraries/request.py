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
    Instant,
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


class RestIn(Model):
    """A rest, wherever one then is, that lies wholly between `earliest` and `latest`."""

    earliest: Clock = "14:30"
    latest: Clock = "16:30"
    minutes: Annotated[int, Field(ge=5, le=240), STRICT_INT] = 30


class LimitsIn(Model):
    """What no day may exceed; null is no limit."""

    travel_minutes_per_day: (
        Annotated[
            int, Field(ge=10, le=600, description="Time between the stops in all"), STRICT_INT
        ]
        | None
    ) = None
    walking_metres_per_day: (
        Annotated[int, Field(ge=500, le=40_000, description="On foot only, not by car"), STRICT_INT]
        | None
    ) = None
    visits_per_day: Annotated[int, Field(ge=1, le=20), STRICT_INT] | None = None
    category_share: (
        Annotated[
            Share,
            Field(
                ge=0.1,
                description="Largest part of the day that visits of one main category may take",
            ),
        ]
        | None
    ) = None


class LockedIn(Model):
    """A visit whose time is agreed: the plan is made around it."""

    spot_id: Identifier
    begin: Annotated[Instant, Field(description="When the visit begins, with offset, RFC 3339")]
    minutes: (
        Annotated[int, Field(ge=5, le=720, description="The usual stay where null"), STRICT_INT]
        | None
    ) = None


class TripFrame(Model):
    """What a plan and the tourist's own order have in common, the days aside."""

    region: Code
    mode: Mode = Mode.WALK
    pace: Pace = Pace.NORMAL
    lunch: LunchIn | None = None
    rest: RestIn | None = None
    limits: LimitsIn = Field(default_factory=LimitsIn)
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


class ItineraryRequest(TripFrame):
    """What a tourist asks for."""

    days: Annotated[list[DayIn], Field(min_length=1, max_length=7)]
    categories: Annotated[
        list[Code],
        Field(max_length=30, description="Liked kinds of spots; empty means all but meals"),
    ] = Field(default_factory=list)
    lesser_known: Annotated[
        Share, Field(description="0 favours the well known, 1 the least known")
    ] = 0.0
    diversity: Annotated[
        Share,
        Field(description="How much less further visits of one category on a day count"),
    ] = 0.5
    freshness: Annotated[Share, Field(description="How much what is new or in season counts")] = 0.3
    avoid_crowds: Annotated[
        Share, Field(description="How much crowding at the hour of a visit counts against it")
    ] = 0.3
    must_visit: Annotated[list[Identifier], Field(max_length=20)] = Field(default_factory=list)
    locked: Annotated[
        list[LockedIn], Field(max_length=20, description="Visits at a fixed time")
    ] = Field(default_factory=list)
    avoid: Annotated[list[Identifier], Field(max_length=200)] = Field(default_factory=list)
    include_experiences: Bool = False
    park_and_walk: Annotated[
        Bool,
        Field(
            description="By car: leave it where several stops are quicker walked. Two minutes to "
            "park are then counted at every stop; needs the region's footpaths"
        ),
    ] = False
    alternatives: Annotated[
        int,
        Field(
            ge=0,
            le=3,
            description="How many plans of another character to add, at most: off the beaten "
            "track, at leisure, as many sights as fit. Each has an address of its own",
        ),
        STRICT_INT,
    ] = 0
    seed: Annotated[int, Field(ge=0, le=INT32_MAX), STRICT_INT] = 1
