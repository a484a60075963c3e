"""The trip as the solver sees it: nodes, whole seconds and whole prizes, no map.

It is an orienteering problem with time windows over several days (Vansteenwegen et al. 2009,
doi:10.1016/j.cor.2009.03.008), on a directed matrix, with several windows per stop and day, stops
that are required or exclude one another, a budget, and one lunch break per day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.model import Break, Candidate, Pace, StopKind, TimeWindow, Trip, TripDay
from routing.solver.objective import prize

IN_PLACE: Final = -1
"""Stop number of a lunch break taken where the tourist then is."""

AT_END: Final = -2
"""Stop number of a lunch break taken at the point where the day ends."""

SAME_NODE: Final = -1
"""Node of a stop that happens at the node of the stop before it."""

PACE_FACTORS: Final = {Pace.RELAXED: 1.25, Pace.NORMAL: 1.0, Pace.PACKED: 0.8}
"""How long a visit lasts compared with its usual duration."""


class BeginWindow(NamedTuple):
    """When a visit may begin, so that it still ends before closing."""

    earliest_s: int
    latest_s: int


class Terms(NamedTuple):
    """What one stop asks of one day; no `begins` means that it cannot be visited then."""

    node: int
    duration_s: int
    begins: tuple[BeginWindow, ...]


@dataclass(frozen=True, slots=True)
class DayFrame:
    """One day; `lunch` is None when none was asked for or none fits into the frame."""

    start: int
    end: int
    start_s: int
    end_s: int
    lunch: Break | None


@dataclass(frozen=True, slots=True)
class Item:
    """What does not depend on the day: prize, cost and membership of one candidate."""

    prize: int
    cost_minor: int
    required: bool
    group: int | None
    hosts_lunch: bool


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Everything a search needs.

    Parameters
    ----------
    travel_s
        int64 array of shape (nodes, nodes), row is the origin; `UNREACHABLE` where no path is.
    rows
        The same numbers as lists, faster to read one at a time.
    terms
        For each day, a list indexed by stop: the items first, then `AT_END` and `IN_PLACE`, which
        are reached with their negative numbers.
    budget_minor
        None when money is no limit.
    """

    travel_s: NDArray[np.int64]
    rows: list[list[int]]
    days: tuple[DayFrame, ...]
    items: tuple[Item, ...]
    terms: tuple[list[Terms], ...]
    budget_minor: int | None

    def required(self) -> list[int]:
        """Return the items that every plan contains."""
        return [i for i, item in enumerate(self.items) if item.required]


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Where things are in the matrix.

    Parameters
    ----------
    travel_s
        Whole seconds between nodes, shape (nodes, nodes).
    starts, ends
        Node of each day's start and end.
    candidates
        Node of each candidate.
    """

    travel_s: NDArray[np.int32]
    starts: Sequence[int]
    ends: Sequence[int]
    candidates: Sequence[int]


def visit_duration_s(candidate: Candidate, pace: Pace) -> int:
    """Return how long a visit lasts at this pace.

    Spots take 1.25 times as long when relaxed and 0.8 times when packed, in whole minutes, one at
    least; at a normal pace the duration stays as it is. An experience has its own timetable, and
    no pace changes it.
    """
    if candidate.kind is not StopKind.SPOT or pace is Pace.NORMAL:
        return candidate.visit_s
    return max(1, int(candidate.visit_s * PACE_FACTORS[pace] / 60 + 0.5)) * 60


def build_problem(trip: Trip, candidates: Sequence[Candidate], nodes: Nodes) -> Problem:
    """Translate a trip into numbers.

    Parameters
    ----------
    candidates
        Those of the trip's candidates that lie on the network, in the order of
        `nodes.candidates`.
    """
    rows: list[list[int]] = nodes.travel_s.tolist()
    days = tuple(
        _day_frame(day, start, end, rows[start][end])
        for day, start, end in zip(trip.days, nodes.starts, nodes.ends, strict=True)
    )
    return Problem(
        travel_s=nodes.travel_s.astype(np.int64),
        rows=rows,
        days=days,
        items=_items(trip, candidates),
        terms=tuple(_day_terms(trip, candidates, nodes, k, day) for k, day in enumerate(days)),
        budget_minor=trip.limits.cost_minor,
    )


def begin_windows(
    windows: Sequence[TimeWindow], duration_s: int, earliest_s: int, latest_s: int
) -> tuple[BeginWindow, ...]:
    """Return when a visit may begin to lie within a window and within the two bounds.

    Windows that overlap or come in any order are allowed; those too short are dropped.
    """
    begins = (
        BeginWindow(max(w.opens_s, earliest_s), min(w.closes_s, latest_s) - duration_s)
        for w in windows
    )
    return tuple(sorted(b for b in begins if b.earliest_s <= b.latest_s))


def _day_frame(day: TripDay, start: int, end: int, way_s: int) -> DayFrame:
    lunch = day.lunch if _lunch_fits(day, way_s) else None
    return DayFrame(start, end, day.start_s, day.end_s, lunch)


def _lunch_fits(day: TripDay, way_s: int) -> bool:
    """Return whether the plain day leaves time to eat before the way or after it."""
    if day.lunch is None:
        return False
    before_s = max(day.start_s, day.lunch.earliest_s) + day.lunch.duration_s
    after_s = max(day.start_s + way_s, day.lunch.earliest_s) + day.lunch.duration_s
    eats_at_start = before_s <= day.lunch.latest_s and before_s + way_s <= day.end_s
    return eats_at_start or after_s <= min(day.lunch.latest_s, day.end_s)


def _items(trip: Trip, candidates: Sequence[Candidate]) -> tuple[Item, ...]:
    groups: dict[str, int] = {}
    return tuple(
        Item(
            prize=prize(c, trip.preferences),
            cost_minor=c.cost_minor,
            required=c.required,
            group=None if c.group is None else groups.setdefault(c.group, len(groups)),
            hosts_lunch=c.kind is StopKind.LUNCH,
        )
        for c in candidates
    )


def _day_terms(
    trip: Trip, candidates: Sequence[Candidate], nodes: Nodes, day: int, frame: DayFrame
) -> list[Terms]:
    terms = [
        _candidate_terms(trip, candidate, node, day, frame)
        for candidate, node in zip(candidates, nodes.candidates, strict=True)
    ]
    if frame.lunch is None:
        return [*terms, Terms(frame.end, 0, ()), Terms(SAME_NODE, 0, ())]
    duration_s, begins = frame.lunch.duration_s, _lunch_begins(frame, frame.lunch)
    return [*terms, Terms(frame.end, duration_s, begins), Terms(SAME_NODE, duration_s, begins)]


def _lunch_begins(frame: DayFrame, lunch: Break) -> tuple[BeginWindow, ...]:
    whole = TimeWindow(lunch.earliest_s, lunch.latest_s)
    return begin_windows([whole], lunch.duration_s, frame.start_s, frame.end_s)


def _candidate_terms(
    trip: Trip, candidate: Candidate, node: int, day: int, frame: DayFrame
) -> Terms:
    windows = candidate.windows[day]
    if candidate.kind is not StopKind.LUNCH:
        duration_s = visit_duration_s(candidate, trip.preferences.pace)
        return Terms(
            node, duration_s, begin_windows(windows, duration_s, frame.start_s, frame.end_s)
        )
    if frame.lunch is None:
        return Terms(node, 0, ())
    earliest_s = max(frame.start_s, frame.lunch.earliest_s)
    latest_s = min(frame.end_s, frame.lunch.latest_s)
    duration_s = frame.lunch.duration_s
    return Terms(node, duration_s, begin_windows(windows, duration_s, earliest_s, latest_s))
