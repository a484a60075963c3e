"""The best plan of a small trip, found by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

from routing.model import (
    Candidate,
    DayItinerary,
    Itinerary,
    Leg,
    Mode,
    Point,
    StopKind,
    Trip,
    Visit,
)
from routing.solver.objective import prize
from tests.routing.builders import MatrixEngine
from tests.routing.verifier import BREAKS, _duration_s, _limits, breaks_with_room, score


@dataclass(frozen=True)
class _State:
    """Where one stands after some stops of one day."""

    day: int
    at: Point
    clock_s: int
    due: frozenset[StopKind]
    visited: frozenset[str] = frozenset()
    prizes: int = 0
    cost_minor: int = 0
    way_s: int = 0
    days: tuple[DayItinerary, ...] = ()
    today: tuple[Visit, ...] = ()


def best_prizes(trip: Trip, engine: MatrixEngine) -> int | None:
    """Return the largest possible score, or None when no plan keeps the rules."""
    required = {c.id for c in trip.candidates if c.required}
    ends = _days(trip, engine, _morning(trip, engine, 0, None))
    kept = (s for s in ends if required <= s.visited)
    if not _is_rich(trip):
        return max((s.prizes for s in kept), default=None)
    known = {c.id: c for c in trip.candidates}
    plans = (Itinerary(s.days, 0, ()) for s in kept)
    held = (plan for plan in plans if not [*_limits(trip, known, engine, plan)])
    return max((score(trip, plan) for plan in held), default=None)


def _is_rich(trip: Trip) -> bool:
    """Return whether more counts than prizes and the trip's budget."""
    wishes = trip.preferences
    limits = [replace(trip.limits, cost_minor=None), *(day.limits for day in trip.days)]
    return bool(wishes.avoid_crowds or wishes.diversity) or any(
        value is not None
        for own in limits
        for value in (own.cost_minor, own.travel_s, own.visits, own.category_share)
    )


def _morning(trip: Trip, engine: MatrixEngine, day: int, before: _State | None) -> _State:
    frame = trip.days[day]
    room = zip(BREAKS, breaks_with_room(frame, engine), strict=True)
    due = frozenset(kind for kind, pause in room if pause is not None)
    fresh = _State(day, frame.start, frame.start_s, due)
    if before is None:
        return fresh
    return replace(before, day=day, at=frame.start, clock_s=frame.start_s, due=due)


def _days(trip: Trip, engine: MatrixEngine, state: _State) -> Iterator[_State]:
    """Yield every possible end of the trip from here."""
    frame = trip.days[state.day]
    for order in permutations(state.due):
        done: _State | None = _move(engine, state, frame.end)
        for kind in order:
            done = None if done is None else _pause(trip, done, kind)
        if done is None or done.clock_s > frame.end_s:
            continue
        closed = _evening(done)
        if state.day + 1 == len(trip.days):
            yield closed
        else:
            yield from _days(trip, engine, _morning(trip, engine, state.day + 1, closed))
    for kind in state.due:
        picnic = _pause(trip, state, kind)
        if picnic is not None:
            yield from _days(trip, engine, picnic)
    for candidate in trip.candidates:
        after = _visit(trip, engine, state, candidate)
        if after is not None and after.clock_s <= frame.end_s:
            yield from _days(trip, engine, after)


def _move(engine: MatrixEngine, state: _State, to: Point) -> _State:
    seconds = int(engine.seconds[int(state.at.lat), int(to.lat)])
    clock_s, way_s = state.clock_s + seconds, state.way_s + seconds
    return replace(state, at=to, clock_s=clock_s, way_s=way_s)


def _evening(state: _State) -> _State:
    """Return the state with the day written down; one leg stands for all its ways."""
    legs = (Leg(Mode.WALK, 0.0, state.way_s * 1000, ()),)
    days = (*state.days, DayItinerary(state.today, legs))
    return replace(state, days=days, today=(), way_s=0)


def _pause(trip: Trip, state: _State, kind: StopKind) -> _State | None:
    frame = trip.days[state.day]
    pause = frame.lunch if kind is StopKind.LUNCH else frame.rest
    if pause is None:
        return None
    leave_s = max(state.clock_s, pause.earliest_s) + pause.duration_s
    if leave_s > pause.latest_s:
        return None
    return replace(state, clock_s=leave_s, due=state.due - {kind})


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
        due=state.due - {candidate.kind},
        today=(*state.today, _visit_of(candidate, trip, there, leave_s)),
        visited=state.visited | {candidate.id},
        prizes=state.prizes + prize(candidate, trip.preferences),
        cost_minor=state.cost_minor + candidate.cost_minor,
    )


def _visit_of(candidate: Candidate, trip: Trip, there: _State, leave_s: int) -> Visit:
    frame = trip.days[there.day]
    pauses = {StopKind.LUNCH: frame.lunch, StopKind.REST: frame.rest}
    pause = pauses.get(candidate.kind)
    duration_s = pause.duration_s if pause else _duration_s(candidate, trip.preferences.pace)
    begin_s = leave_s - duration_s
    return Visit(candidate.kind, candidate.id, there.at, there.clock_s, begin_s, leave_s)


def _allowed(trip: Trip, state: _State, candidate: Candidate) -> bool:
    cost_minor = state.cost_minor + candidate.cost_minor
    groups = {c.group for c in trip.candidates if c.id in state.visited} - {None}
    return (
        candidate.id not in state.visited
        and (candidate.kind not in BREAKS or candidate.kind in state.due)
        and (trip.limits.cost_minor is None or cost_minor <= trip.limits.cost_minor)
        and candidate.group not in groups
    )


def _leave_s(trip: Trip, there: _State, candidate: Candidate) -> int | None:
    """Return the earliest moment to leave the candidate again."""
    duration_s, span = _duration_s(candidate, trip.preferences.pace), (0, 1 << 40)
    frame = trip.days[there.day]
    if candidate.kind in BREAKS:
        pause = frame.lunch if candidate.kind is StopKind.LUNCH else frame.rest
        if pause is None:
            return None
        duration_s, span = pause.duration_s, (pause.earliest_s, pause.latest_s)
    leaves = (
        (max(there.clock_s, w.opens_s, span[0]) + duration_s, min(w.closes_s, span[1]))
        for w in candidate.windows[there.day]
    )
    return min((leave_s for leave_s, limit_s in leaves if leave_s <= limit_s), default=None)
