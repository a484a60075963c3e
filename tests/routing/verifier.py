"""An independent judge of itineraries: it shares no code with the solver or the planner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from routing.model import (
    UNREACHABLE,
    Break,
    Candidate,
    DayItinerary,
    Itinerary,
    Pace,
    StopKind,
    Trip,
    TripDay,
    Visit,
)
from tests.routing.builders import MatrixEngine

PACE = {Pace.RELAXED: Fraction(5, 4), Pace.NORMAL: Fraction(1), Pace.PACKED: Fraction(4, 5)}


def violations(trip: Trip, engine: MatrixEngine, itinerary: Itinerary) -> list[str]:
    """Return every rule that the itinerary breaks, in words."""
    known = {c.id: c for c in trip.candidates}
    broken = list(_whole_trip(trip, known, itinerary))
    for number, (day, plan) in enumerate(zip(trip.days, itinerary.days, strict=True)):
        broken += [f"day {number}: {text}" for text in _clocks(day, engine, plan)]
        broken += [f"day {number}: {text}" for text in _lunches(day, engine, plan)]
        for visit in plan.visits:
            broken += [f"day {number}: {text}" for text in _visit(trip, known, number, visit)]
    return broken


def _whole_trip(trip: Trip, known: dict[str, Candidate], plan: Itinerary) -> Iterator[str]:
    visited = [v.candidate_id for day in plan.days for v in day.visits if v.candidate_id]
    chosen = [known[name] for name in visited]
    if len(set(visited)) < len(visited):
        yield "a candidate is visited twice"
    if {c.id for c in trip.candidates if c.required} - set(visited):
        yield "a required candidate is missing"
    if any(count > 1 for group, count in Counter(c.group for c in chosen).items() if group):
        yield "two of one group are visited"
    if (
        trip.limits.cost_minor is not None
        and sum(c.cost_minor for c in chosen) > trip.limits.cost_minor
    ):
        yield "the budget is exceeded"
    skipped = [s.candidate_id for s in plan.skipped]
    if set(skipped) & set(visited) or len(set(skipped)) < len(skipped):
        yield "a skipped candidate is visited or named twice"
    groups = {c.group for c in chosen if c.group}
    spots = (c for c in trip.candidates if c.kind is not StopKind.LUNCH and c.group not in groups)
    if {c.id for c in spots} - set(skipped) - set(visited):
        yield "a candidate is neither visited nor skipped"


def _clocks(day: TripDay, engine: MatrixEngine, plan: DayItinerary) -> Iterator[str]:
    stations = [day.start, *(v.point for v in plan.visits), day.end]
    if len(plan.legs) != len(plan.visits) + 1:
        yield "the number of legs is not one more than that of visits"
    clock_s = day.start_s
    for leg, visit in zip(plan.legs, [*plan.visits, None], strict=True):
        clock_s += leg.duration_s
        if visit is None:
            break
        if visit.arrive_s != clock_s:
            yield f"{visit.candidate_id}: arriving is not leaving plus the way"
        clock_s = visit.leave_s
    if clock_s > day.end_s:
        yield "the day ends too late"
    for leg, a, b in zip(plan.legs, stations, stations[1:], strict=False):
        seconds = int(engine.seconds[int(a.lat), int(b.lat)])
        if seconds == UNREACHABLE or leg.duration_s != seconds:
            yield f"the leg from {a} to {b} is not the engine's"
        if leg.coordinates[0] != (a.lon, a.lat) or leg.coordinates[-1] != (b.lon, b.lat):
            yield f"the leg from {a} to {b} runs elsewhere"


def _visit(trip: Trip, known: dict[str, Candidate], day: int, visit: Visit) -> Iterator[str]:
    if not visit.arrive_s <= visit.begin_s <= visit.leave_s:
        yield f"{visit.candidate_id}: clocks run backwards"
    if visit.candidate_id is None:
        return
    candidate = known[visit.candidate_id]
    if candidate.point != visit.point or candidate.kind is not visit.kind:
        yield f"{candidate.id} is not what or where it says"
    windows = candidate.windows[day]
    if not any(w.opens_s <= visit.begin_s and visit.leave_s <= w.closes_s for w in windows):
        yield f"{candidate.id} is not open throughout"
    if visit.kind is StopKind.LUNCH:
        return
    wanted_s = _duration_s(candidate, trip.preferences.pace)
    if visit.leave_s - visit.begin_s != wanted_s:
        yield f"{candidate.id} does not last {wanted_s} s"


def _duration_s(candidate: Candidate, pace: Pace) -> int:
    if pace is Pace.NORMAL or candidate.kind is StopKind.EXPERIENCE:
        return candidate.visit_s
    minutes = PACE[pace] * candidate.visit_s / 60
    return max(1, (2 * minutes.numerator + minutes.denominator) // (2 * minutes.denominator)) * 60


def _lunches(day: TripDay, engine: MatrixEngine, plan: DayItinerary) -> Iterator[str]:
    lunches = [v for v in plan.visits if v.kind is StopKind.LUNCH]
    if len(lunches) != (day.lunch is not None and _has_room(day, day.lunch, engine)):
        yield f"{len(lunches)} lunches"
    for visit in lunches:
        if day.lunch is None or visit.leave_s - visit.begin_s != day.lunch.duration_s:
            yield "lunch has the wrong length"
        elif visit.begin_s < day.lunch.earliest_s or visit.leave_s > day.lunch.latest_s:
            yield "lunch is not at lunch time"
    for place, visit in enumerate(plan.visits):
        before = plan.visits[place - 1].point if place else day.start
        at_end = visit.point == day.end and place == len(plan.visits) - 1
        if visit.candidate_id is None and visit.point != before and not at_end:
            yield "a lunch in place is elsewhere"


def _has_room(day: TripDay, lunch: Break, engine: MatrixEngine) -> bool:
    """Try every moment at which lunch could begin on a day without visits."""
    way_s = int(engine.seconds[int(day.start.lat), int(day.end.lat)])
    moments = {lunch.earliest_s, day.start_s, day.start_s + way_s}
    return any(
        lunch.earliest_s <= moment
        and moment + lunch.duration_s <= lunch.latest_s
        and (
            (moment >= day.start_s and moment + lunch.duration_s + way_s <= day.end_s)
            or (moment >= day.start_s + way_s and moment + lunch.duration_s <= day.end_s)
        )
        for moment in moments
    )
