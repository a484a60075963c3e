"""The best plan of a small trip, found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routing.model import Candidate, Point, StopKind, Trip
from routing.solver.objective import prize
from tests.routing.builders import MatrixEngine
from tests.routing.verifier import _duration_s, _has_room


@dataclass(frozen=True)
class _State:
    """Where one stands after some stops of one day."""

    day: int
    at: Point
    clock_s: int
    eaten: bool
    visited: frozenset[str] = frozenset()
    prizes: int = 0
    cost_minor: int = 0


def best_prizes(trip: Trip, engine: MatrixEngine) -> int | None:
    """Return the largest possible sum of prizes, or None when no plan keeps the rules."""
    required = {c.id for c in trip.candidates if c.required}
    ends = _days(trip, engine, _morning(trip, engine, 0, None))
    return max((s.prizes for s in ends if required <= s.visited), default=None)


def _morning(trip: Trip, engine: MatrixEngine, day: int, before: _State | None) -> _State:
    frame = trip.days[day]
    eaten = frame.lunch is None or not _has_room(frame, frame.lunch, engine)
    fresh = _State(day, frame.start, frame.start_s, eaten)
    if before is None:
        return fresh
    return replace(before, day=day, at=frame.start, clock_s=frame.start_s, eaten=eaten)


def _days(trip: Trip, engine: MatrixEngine, state: _State) -> Iterator[_State]:
    """Yield every possible end of the trip from here."""
    frame = trip.days[state.day]
    at_end = _move(engine, state, frame.end)
    lunch_at_end = _eat(trip, at_end, at_end.clock_s)
    done = at_end if state.eaten else lunch_at_end
    if done is not None and done.clock_s <= frame.end_s:
        if state.day + 1 == len(trip.days):
            yield done
        else:
            yield from _days(trip, engine, _morning(trip, engine, state.day + 1, done))
    picnic = None if state.eaten else _eat(trip, state, state.clock_s)
    if picnic is not None:
        yield from _days(trip, engine, picnic)
    for candidate in trip.candidates:
        after = _visit(trip, engine, state, candidate)
        if after is not None and after.clock_s <= frame.end_s:
            yield from _days(trip, engine, after)


def _move(engine: MatrixEngine, state: _State, to: Point) -> _State:
    seconds = int(engine.seconds[int(state.at.lat), int(to.lat)])
    return replace(state, at=to, clock_s=state.clock_s + seconds)


def _eat(trip: Trip, state: _State, ready_s: int) -> _State | None:
    lunch = trip.days[state.day].lunch
    if lunch is None:
        return None
    leave_s = max(ready_s, lunch.earliest_s) + lunch.duration_s
    return replace(state, clock_s=leave_s, eaten=True) if leave_s <= lunch.latest_s else None


def _visit(trip: Trip, engine: MatrixEngine, state: _State, candidate: Candidate) -> _State | None:
    if not _allowed(trip, state, candidate):
        return None
    there = _move(engine, state, candidate.point)
    leave_s = _leave_s(trip, there, candidate)
    if leave_s is None:
        return None
    return replace(
        there,
        clock_s=leave_s,
        eaten=state.eaten or candidate.kind is StopKind.LUNCH,
        visited=state.visited | {candidate.id},
        prizes=state.prizes + prize(candidate, trip.preferences),
        cost_minor=state.cost_minor + candidate.cost_minor,
    )


def _allowed(trip: Trip, state: _State, candidate: Candidate) -> bool:
    cost_minor = state.cost_minor + candidate.cost_minor
    groups = {c.group for c in trip.candidates if c.id in state.visited} - {None}
    return (
        candidate.id not in state.visited
        and not (candidate.kind is StopKind.LUNCH and state.eaten)
        and (trip.limits.cost_minor is None or cost_minor <= trip.limits.cost_minor)
        and candidate.group not in groups
    )


def _leave_s(trip: Trip, there: _State, candidate: Candidate) -> int | None:
    """Return the earliest moment to leave the candidate again."""
    duration_s, span = _duration_s(candidate, trip.preferences.pace), (0, 1 << 40)
    lunch = trip.days[there.day].lunch
    if candidate.kind is StopKind.LUNCH:
        if lunch is None:
            return None
        duration_s, span = lunch.duration_s, (lunch.earliest_s, lunch.latest_s)
    leaves = (
        (max(there.clock_s, w.opens_s, span[0]) + duration_s, min(w.closes_s, span[1]))
        for w in candidate.windows[there.day]
    )
    return min((leave_s for leave_s, limit_s in leaves if leave_s <= limit_s), default=None)
