"""The trip as the solver sees it: nodes, whole seconds and whole prizes, no map.

It is an orienteering problem with time windows over several days (Vansteenwegen et al. 2009,
doi:10.1016/j.cor.2009.03.008), on a directed matrix, with several windows per stop and day, stops
that are required or exclude one another, limits on days and trip, and lunch and rest breaks.

A break that fits the frame of its day is part of every plan, once: at a candidate that hosts it, in
place (where the tourist then is), or at the point where the day ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.model import Break, Candidate, Limits, Pace, StopKind, TimeWindow, Trip, TripDay
from routing.solver.breaks import breaks_that_fit
from routing.solver.objective import crowd_losses, prize, variety_shares

IN_PLACE: Final = -1
"""Stop number of a lunch break taken where the tourist then is."""

AT_END: Final = -2
"""Stop number of a lunch break taken at the point where the day ends."""

REST_IN_PLACE: Final = -3
"""Stop number of a rest taken where the tourist then is."""

REST_AT_END: Final = -4
"""Stop number of a rest taken at the point where the day ends."""

BREAK_KINDS: Final = (StopKind.LUNCH, StopKind.REST)
"""Breaks, in the order of their numbers."""

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
    """One day; a break is None when none was asked for or it does not fit into the frame."""

    start: int
    end: int
    start_s: int
    end_s: int
    lunch: Break | None
    rest: Break | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def breaks(self) -> tuple[Break | None, Break | None]:
        """Lunch and rest."""
        return self.lunch, self.rest


@dataclass(frozen=True, slots=True)
class Item:
    """What does not depend on the day: prize, cost and membership of one candidate.

    Parameters
    ----------
    category
        Number of the first category; None for places that host a break, and where there is none.
    hosts
        Number of the break that the candidate hosts, see `BREAK_KINDS`; None for a visit.
    """

    prize: int
    cost_minor: int
    required: bool
    group: int | None
    category: int | None = None
    hosts: int | None = None


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
        For each day, a list indexed by stop: the items first, then the breaks without host, which
        are reached with their negative numbers.
    limits
        Those of the whole trip; the days' own are in `days`.
    losses
        int64 array of shape (days, 24, items): permille of the prize lost to crowds at each hour;
        None where nothing is lost.
    variety
        Permille that the best, the second … visit of a category on one day count; the last holds
        for all that follow.
    """

    travel_s: NDArray[np.int64]
    rows: list[list[int]]
    days: tuple[DayFrame, ...]
    items: tuple[Item, ...]
    terms: tuple[list[Terms], ...]
    limits: Limits = field(default_factory=Limits)
    losses: NDArray[np.int64] | None = None
    variety: tuple[int, ...] = (1000,)

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
        limits=trip.limits,
        losses=crowd_losses(candidates, len(days), trip.preferences),
        variety=variety_shares(trip.preferences),
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
    lunch, rest = breaks_that_fit(day, way_s)
    return DayFrame(start, end, day.start_s, day.end_s, lunch, rest, day.limits)


def _items(trip: Trip, candidates: Sequence[Candidate]) -> tuple[Item, ...]:
    groups: dict[str, int] = {}
    categories: dict[str, int] = {}
    return tuple(
        Item(
            prize=prize(c, trip.preferences),
            cost_minor=c.cost_minor,
            required=c.required,
            group=None if c.group is None else groups.setdefault(c.group, len(groups)),
            category=None
            if c.kind in BREAK_KINDS or not c.categories
            else categories.setdefault(c.categories[0], len(categories)),
            hosts=BREAK_KINDS.index(c.kind) if c.kind in BREAK_KINDS else None,
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
    for pause in reversed(frame.breaks):
        duration_s, begins = (0, ()) if pause is None else _break_terms(frame, pause)
        terms += [Terms(frame.end, duration_s, begins), Terms(SAME_NODE, duration_s, begins)]
    return terms


def _break_terms(frame: DayFrame, pause: Break) -> tuple[int, tuple[BeginWindow, ...]]:
    whole = TimeWindow(pause.earliest_s, pause.latest_s)
    begins = begin_windows([whole], pause.duration_s, frame.start_s, frame.end_s)
    return pause.duration_s, begins


def _candidate_terms(
    trip: Trip, candidate: Candidate, node: int, day: int, frame: DayFrame
) -> Terms:
    windows = candidate.windows[day]
    if candidate.kind not in BREAK_KINDS:
        duration_s = visit_duration_s(candidate, trip.preferences.pace)
        return Terms(
            node, duration_s, begin_windows(windows, duration_s, frame.start_s, frame.end_s)
        )
    pause = frame.breaks[BREAK_KINDS.index(candidate.kind)]
    if pause is None:
        return Terms(node, 0, ())
    earliest_s = max(frame.start_s, pause.earliest_s)
    latest_s = min(frame.end_s, pause.latest_s)
    return Terms(
        node, pause.duration_s, begin_windows(windows, pause.duration_s, earliest_s, latest_s)
    )
