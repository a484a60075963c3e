"""Plan the rest of a trip from here and now; what is done stays done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from routing.engines.base import Engine
from routing.model import Itinerary, Limits, NoItinerary, Point, StopKind, Trip
from routing.planner import plan_itinerary
from routing.solver.stop import StoppingRule


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a trip has come.

    Parameters
    ----------
    day
        Index of the day that goes on; the days before it are over.
    here, now_s
        Where the tourist is, and the second of that day from which on he is free.
    done
        Candidates that were visited, on any day.
    breaks
        The breaks that this day has had.
    end_s
        A new end of this day; None keeps the old one.
    travel_s, visits
        What this day has already used of its limits.
    """

    day: int
    here: Point
    now_s: int
    done: frozenset[str] = frozenset()
    breaks: frozenset[StopKind] = frozenset()
    end_s: int | None = None
    travel_s: int = 0
    visits: int = 0


def rest_of(trip: Trip, progress: Progress) -> Trip:
    """Return what is left of a trip: its remaining days, places and limits.

    Groups with a visited member are exhausted, and what was paid is gone from the budget.
    """
    visited = [c for c in trip.candidates if c.id in progress.done]
    exhausted = {c.group for c in visited if c.group is not None}
    left = [
        replace(c, windows=c.windows[progress.day :])
        for c in trip.candidates
        if c.id not in progress.done and c.group not in exhausted
    ]
    spent = sum(c.cost_minor for c in visited)
    today = trip.days[progress.day]
    today = replace(
        today,
        start=progress.here,
        start_s=progress.now_s,
        end_s=today.end_s if progress.end_s is None else progress.end_s,
        lunch=None if StopKind.LUNCH in progress.breaks else today.lunch,
        rest=None if StopKind.REST in progress.breaks else today.rest,
        limits=_left(today.limits, 0, progress.travel_s, progress.visits),
    )
    return replace(
        trip,
        days=(today, *trip.days[progress.day + 1 :]),
        candidates=tuple(left),
        limits=_left(trip.limits, spent, 0, 0),
    )


def plan_rest(
    trip: Trip,
    progress: Progress,
    engine: Engine,
    *,
    before: Sequence[Sequence[str]] = (),
    stop: StoppingRule | None = None,
) -> Itinerary | NoItinerary:
    """Plan the remaining days anew.

    Parameters
    ----------
    before
        For each day of the trip, the candidates of the old plan in their order: what the search
        begins with, and what is kept of it unless something else has more points.

    Returns
    -------
    Itinerary | NoItinerary
        Of the remaining days only; the first of them begins at `progress.here`.
    """
    rest = rest_of(trip, progress)
    known = {candidate.id for candidate in rest.candidates}
    warm = still_to_come(before, progress, known) if before else None
    return plan_itinerary(rest, engine, stop=stop, warm_start=warm, keep_among_equals=True)


def still_to_come(
    before: Sequence[Sequence[str]], progress: Progress, known: Collection[str]
) -> list[list[str]]:
    """Return the old order of the remaining days, less what is done or no candidate any more."""
    return [
        [name for name in day if name in known and name not in progress.done]
        for day in before[progress.day :]
    ]


def _left(limits: Limits, cost_minor: int, travel_s: int, visits: int) -> Limits:
    def less(most: int | None, used: int) -> int | None:
        return None if most is None else max(most - used, 0)

    return replace(
        limits,
        cost_minor=less(limits.cost_minor, cost_minor),
        travel_s=less(limits.travel_s, travel_s),
        visits=less(limits.visits, visits),
    )
