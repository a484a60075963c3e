"""The engine's frozen vocabulary.

Clock times are integer seconds since the local midnight of the trip day they belong to; travel
times are integer milliseconds; distances are metres; coordinates are WGS 84 degrees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNREACHABLE: Final = np.iinfo(np.int32).max
"""Matrix entry, in milliseconds, for a pair with no path between them."""


class Mode(StrEnum):
    """How the tourist moves between stops."""

    WALK = "walk"
    DRIVE = "drive"


class AccessProfile(StrEnum):
    """What a person's body or luggage asks of the streets."""

    NONE = "none"
    WHEELCHAIR = "wheelchair"
    STROLLER = "stroller"
    SLOW_WALKER = "slow_walker"


class Pace(StrEnum):
    """How full the day should be."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    PACKED = "packed"


class StopKind(StrEnum):
    """What happens at a stop."""

    SPOT = "spot"
    EXPERIENCE = "experience"
    LUNCH = "lunch"
    REST = "rest"
    PARKING = "parking"


class SkipReason(StrEnum):
    """Why a candidate is not in the itinerary."""

    CLOSED_THAT_DAY = "closed_that_day"
    TOO_FAR = "too_far"
    NO_TIME_LEFT = "no_time_left"
    OVER_BUDGET = "over_budget"
    NOT_ACCESSIBLE = "not_accessible"
    ROAD_WORKS = "road_works"
    OUTSIDE_NETWORK = "outside_network"
    OVER_LIMIT = "over_limit"


class Point(NamedTuple):
    """A place on earth; latitude first, as people say it (GeoJSON says it the other way)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """An open interval; a visit begins at `opens_s` or later and has *left* by `closes_s`."""

    opens_s: int
    closes_s: int

    def __post_init__(self) -> None:
        if self.closes_s <= self.opens_s:
            raise ValueError(f"a window must close after it opens: {self}")


@dataclass(frozen=True, slots=True)
class Break:
    """Lunch or rest: `duration_s` seconds that lie wholly between `earliest_s` and `latest_s`."""

    earliest_s: int
    latest_s: int
    duration_s: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a trip, or one day of it, may not exceed; None is no limit.

    Parameters
    ----------
    cost_minor
        What all visits cost the party, minor currency units.
    travel_s
        Time between the stops, seconds; at a steady pace also a limit on distance.
    visits
        Number of spots and experiences; breaks do not count.
    category_share
        Largest part, above 0 and up to 1, of the frame's hours that visits whose first category is
        the same may take together.
    """

    cost_minor: int | None = None
    travel_s: int | None = None
    visits: int | None = None
    category_share: float | None = None


@dataclass(frozen=True, slots=True)
class TripDay:
    """One day's frame: leave `start` no earlier than `start_s`, be at `end` by `end_s`."""

    start: Point
    end: Point
    start_s: int
    end_s: int
    lunch: Break | None = None
    rest: Break | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may become a stop.

    Parameters
    ----------
    windows
        For each trip day, the intervals in which a visit may lie; empty means closed that day.
    interest
        How much a visit is worth before preferences, 0 to 1.
    renown
        How well known the place already is, 0 to 1.
    required
        The plan must contain it, on exactly one day.
    group
        At most one candidate of the same group is visited (slots of one experience).
    cost_minor
        What the whole party pays there, in minor currency units.
    kind
        `LUNCH` candidates are places to eat: one of them may host the day's lunch break, for the
        duration the break asks, and only then; their `visit_s` is not used. `REST` candidates are
        the same for the day's rest.
    freshness
        How much there is about the place just now that is new or in season, 0 to 1.
    crowding
        For each trip day, how crowded the place is at each of the 24 hours, 0 to 1; empty where
        nothing is known, which counts as 0.
    boost
        By which share the place is worth more just now, whatever the tourist prefers, 0 to 1.
    """

    id: str
    point: Point
    visit_s: int
    windows: tuple[tuple[TimeWindow, ...], ...]
    categories: tuple[str, ...] = ()
    interest: float = 0.5
    renown: float = 0.5
    required: bool = False
    group: str | None = None
    cost_minor: int = 0
    kind: StopKind = StopKind.SPOT
    freshness: float = 0.0
    crowding: tuple[tuple[float, ...], ...] = ()
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the tourist likes.

    Parameters
    ----------
    categories
        Liked categories; empty means no preference.
    lesser_known
        0 leaves the choice to plain interest and renown, 1 favours the least known places most.
    pace
        Scales how long visits to spots last; experiences and breaks keep their own duration.
    freshness, avoid_crowds, diversity
        How strongly what is new just now counts for a place, crowding at the hour of the visit
        against it, and further visits of the same category on one day less than the first; 0, not
        at all, to 1.
    """

    categories: frozenset[str] = frozenset()
    lesser_known: float = 0.0
    pace: Pace = Pace.NORMAL
    freshness: float = 0.0
    avoid_crowds: float = 0.0
    diversity: float = 0.0


@dataclass(frozen=True, slots=True)
class Trip:
    """Everything the planner needs to know about what was asked for."""

    mode: Mode
    days: tuple[TripDay, ...]
    candidates: tuple[Candidate, ...]
    preferences: Preferences = field(default_factory=Preferences)
    profile: AccessProfile = AccessProfile.NONE
    limits: Limits = field(default_factory=Limits)
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class TravelTimeMatrix:
    """Travel times between n points, directed and not assumed metric.

    Parameters
    ----------
    durations_ms
        int32 array of shape (n, n); row is the origin; `UNREACHABLE` where there is no path.
    estimated
        True when the times come from distances, not from streets.
    """

    durations_ms: NDArray[np.int32]
    estimated: bool = False

    def durations_s(self) -> NDArray[np.int32]:
        """Return whole seconds, rounded up so that a schedule never promises too little.

        `UNREACHABLE` stays `UNREACHABLE`.
        """
        seconds = -(-self.durations_ms.astype(np.int64) // 1000)
        return np.where(self.durations_ms == UNREACHABLE, UNREACHABLE, seconds).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Snap:
    """A point brought onto the network.

    Parameters
    ----------
    point
        Where the network is entered.
    distance_m
        Great-circle distance from the asked point to `point`.
    """

    point: Point
    distance_m: float


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next.

    Parameters
    ----------
    coordinates
        (lon, lat) pairs from origin to destination, two or more.
    street_names
        Names along the way in order, without repetition; empty where the data has none.
    """

    mode: Mode
    distance_m: float
    duration_ms: int
    coordinates: tuple[tuple[float, float], ...]
    estimated: bool = False
    street_names: tuple[str, ...] = ()

    @property
    def duration_s(self) -> int:
        """Whole seconds, rounded up as in the schedule."""
        return -(-self.duration_ms // 1000)


class WhyCode(StrEnum):
    """The grounds on which a stop was chosen."""

    REQUIRED = "required"
    MATCHES_CATEGORY = "matches_category"
    LESSER_KNOWN = "lesser_known"
    WELL_KNOWN = "well_known"
    ON_THE_WAY = "on_the_way"
    LUNCH_TIME = "lunch_time"
    REST_TIME = "rest_time"
    FRESH = "fresh"
    QUIET_HOUR = "quiet_hour"
    VARIETY = "variety"


@dataclass(frozen=True, slots=True)
class Why:
    """One ground; `value` names the category, where there is one.

    `points` is what the ground adds to the visit's points, where it adds any by itself.
    """

    code: WhyCode
    value: str | None = None
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop with its clock times on its own day.

    `candidate_id` is None for a break that is taken wherever the tourist then is. `points` is what
    the visit adds to the itinerary's score.
    """

    kind: StopKind
    candidate_id: str | None
    point: Point
    arrive_s: int
    begin_s: int
    leave_s: int
    why: tuple[Why, ...] = ()
    points: int = 0

    @property
    def wait_s(self) -> int:
        """Seconds between arriving and beginning."""
        return self.begin_s - self.arrive_s


@dataclass(frozen=True, slots=True)
class DayItinerary:
    """One day: `legs` has one entry more than `visits` (start → first, …, last → end)."""

    visits: tuple[Visit, ...]
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A candidate that was left out, and why."""

    candidate_id: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Itinerary:
    """A plan in which every clock holds.

    Parameters
    ----------
    score
        The sum of the visits' points; comparable only within one trip.
    skipped
        Neither places that could host a break and do not, nor candidates whose group is visited
        are named: they are alternatives that were not needed.
    """

    days: tuple[DayItinerary, ...]
    score: int
    skipped: tuple[Skipped, ...]


class UnmetReason(StrEnum):
    """Why a required stop, or the day's own frame, cannot be kept."""

    CLOSED_ON_ALL_DAYS = "closed_on_all_days"
    OUTSIDE_NETWORK = "outside_network"
    NOT_REACHABLE_IN_TIME = "not_reachable_in_time"
    TOGETHER_IMPOSSIBLE = "together_impossible"
    OVER_BUDGET = "over_budget"
    END_NOT_REACHABLE = "end_not_reachable"
    OVER_LIMIT = "over_limit"


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing that stands in the way; `candidate_id` is None when it is a day itself.

    `day` is the index of the trip day where the reason is about one day.
    """

    reason: UnmetReason
    candidate_id: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class NoItinerary:
    """The typed answer when nothing can satisfy the trip."""

    unmet: tuple[Unmet, ...]
