"""An independent judge of itineraries: it shares no code with the solver or the planner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from routing.model import (
    UNREACHABLE,
    Break,
    Candidate,
    DayItinerary,
    Itinerary,
    Limits,
    Pace,
    Preferences,
    StopKind,
    Trip,
    TripDay,
    Visit,
)
from tests.routing.builders import MatrixEngine

BREAKS = (StopKind.LUNCH, StopKind.REST)
PACE = {Pace.RELAXED: Fraction(5, 4), Pace.NORMAL: Fraction(1), Pace.PACKED: Fraction(4, 5)}


def violations(trip: Trip, engine: MatrixEngine, itinerary: Itinerary) -> list[str]:
    """Return every rule that the itinerary breaks, in words."""
    known = {c.id: c for c in trip.candidates}
    broken = list(_whole_trip(trip, known, itinerary))
    for number, (day, plan) in enumerate(zip(trip.days, itinerary.days, strict=True)):
        broken += [f"day {number}: {text}" for text in _clocks(day, engine, plan)]
        broken += [f"day {number}: {text}" for text in _breaks(day, engine, plan)]
        for visit in plan.visits:
            broken += [f"day {number}: {text}" for text in _visit(trip, known, number, visit)]
    broken += _limits(trip, known, engine, itinerary)
    if itinerary.score != score(trip, itinerary):
        broken.append(f"the score is {itinerary.score}, not {score(trip, itinerary)}")
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
    skipped = [s.candidate_id for s in plan.skipped]
    if set(skipped) & set(visited) or len(set(skipped)) < len(skipped):
        yield "a skipped candidate is visited or named twice"
    groups = {c.group for c in chosen if c.group}
    spots = (c for c in trip.candidates if c.kind not in BREAKS and c.group not in groups)
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
    if visit.kind in BREAKS:
        return
    wanted_s = _duration_s(candidate, trip.preferences.pace)
    if visit.leave_s - visit.begin_s != wanted_s:
        yield f"{candidate.id} does not last {wanted_s} s"


def _duration_s(candidate: Candidate, pace: Pace) -> int:
    if pace is Pace.NORMAL or candidate.kind is StopKind.EXPERIENCE:
        return candidate.visit_s
    minutes = PACE[pace] * candidate.visit_s / 60
    return max(1, (2 * minutes.numerator + minutes.denominator) // (2 * minutes.denominator)) * 60


def _breaks(day: TripDay, engine: MatrixEngine, plan: DayItinerary) -> Iterator[str]:
    due = dict(zip(BREAKS, breaks_with_room(day, engine), strict=True))
    for kind, pause in due.items():
        taken = [v for v in plan.visits if v.kind is kind]
        if len(taken) != (pause is not None):
            yield f"{len(taken)} times {kind}"
        for visit in taken:
            if pause is None or visit.leave_s - visit.begin_s != pause.duration_s:
                yield f"{kind} has the wrong length"
            elif visit.begin_s < pause.earliest_s or visit.leave_s > pause.latest_s:
                yield f"{kind} is not at its time"
    for place, visit in enumerate(plan.visits):
        before = plan.visits[place - 1].point if place else day.start
        rest_of_day = plan.visits[place:]
        at_end = visit.point == day.end and all(v.candidate_id is None for v in rest_of_day)
        if visit.candidate_id is None and visit.point != before and not at_end:
            yield "a break in place is elsewhere"


def breaks_with_room(day: TripDay, engine: MatrixEngine) -> tuple[Break | None, Break | None]:
    """Return the breaks that fit into a day without visits, lunch before rest."""
    lunch = day.lunch if day.lunch and _has_room(day, (day.lunch,), engine) else None
    both = (lunch, day.rest) if lunch and day.rest else (day.rest,) if day.rest else ()
    return lunch, day.rest if both and _has_room(day, both, engine) else None


def _has_room(day: TripDay, breaks: tuple[Break, ...], engine: MatrixEngine) -> bool:
    """Try every order of the breaks and the way; each begins as early as it can."""
    way_s = int(engine.seconds[int(day.start.lat), int(day.end.lat)])
    for order in permutations((*breaks, None)):
        clock_s, in_time = day.start_s, True
        for pause in order:
            if pause is None:
                clock_s += way_s
                continue
            clock_s = max(clock_s, pause.earliest_s) + pause.duration_s
            in_time = in_time and clock_s <= pause.latest_s
        if in_time and clock_s <= day.end_s:
            return True
    return False


def _limits(
    trip: Trip, known: dict[str, Candidate], engine: MatrixEngine, plan: Itinerary
) -> Iterator[str]:
    frames_s = [day.end_s - day.start_s for day in trip.days]
    for number, (frame, day) in enumerate(zip(trip.days, plan.days, strict=True)):
        for text in _exceeded(frame.limits, frames_s[number], known, [day]):
            yield f"day {number}: {text}"
    yield from _exceeded(trip.limits, sum(frames_s), known, list(plan.days))


def _exceeded(
    limits: Limits, frame_s: int, known: dict[str, Candidate], days: list[DayItinerary]
) -> Iterator[str]:
    visits = [v for day in days for v in day.visits]
    spots = [v for v in visits if v.kind not in BREAKS]
    spent = sum(known[v.candidate_id].cost_minor for v in visits if v.candidate_id)
    seconds: Counter[str] = Counter()
    for visit in spots:
        for category in known[visit.candidate_id or ""].categories[:1]:
            seconds[category] += visit.leave_s - visit.begin_s
    if limits.cost_minor is not None and spent > limits.cost_minor:
        yield "the budget is exceeded"
    if limits.visits is not None and len(spots) > limits.visits:
        yield "there are too many visits"
    way_s = sum(leg.duration_s for day in days for leg in day.legs)
    if limits.travel_s is not None and way_s > limits.travel_s:
        yield "there is too much travel"
    longest_s = max(seconds.values(), default=0)
    if limits.category_share is not None and longest_s > limits.category_share * frame_s:
        yield "one category takes too much time"


def score(trip: Trip, plan: Itinerary) -> int:
    """Return what an itinerary is worth, from the published formula in exact fractions."""
    known = {c.id: c for c in trip.candidates}
    total = 0
    for number, day in enumerate(plan.days):
        by_category: defaultdict[object, list[int]] = defaultdict(list)
        for place, visit in enumerate(day.visits):
            if visit.candidate_id is None:
                continue
            candidate = known[visit.candidate_id]
            is_spot = visit.kind not in BREAKS and candidate.categories
            kind: object = candidate.categories[0] if is_spot else place
            hour = visit.begin_s // 3600 % 24
            by_category[kind].append(points_at(candidate, trip.preferences, number, hour))
        for worths in by_category.values():
            for rank, worth in enumerate(sorted(worths, reverse=True)):
                total += _half_up(worth * variety(trip.preferences, rank))
    return total


def variety(preferences: Preferences, rank: int) -> Fraction:
    """Return how much the visit of this rank in its category counts, to the permille."""
    share = 1 - preferences.diversity * (1 - 0.6 ** min(rank, 7))
    return Fraction(int(1000 * share + 0.5), 1000)


def points_at(candidate: Candidate, preferences: Preferences, day: int, hour: int) -> int:
    """Return what a visit that begins in an hour is worth by itself."""
    renown = candidate.renown
    wish = preferences.lesser_known
    appeal = 0.5 + (1 - wish) * renown + wish * (1 - renown)
    liked = 2.0 if set(candidate.categories) & preferences.categories else 1.0
    fresh = 1 + 0.5 * preferences.freshness * candidate.freshness
    prize = round(100 * (0.05 + (1 - 0.05) * candidate.interest) * appeal * liked * fresh)
    crowded = candidate.crowding[day][hour] if candidate.crowding else 0.0
    lost = int(1000 * 0.6 * preferences.avoid_crowds * crowded + 0.5)
    return _half_up(Fraction(prize * (1000 - lost), 1000))


def _half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
