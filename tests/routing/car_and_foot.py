"""An independent judge of days by car and on foot: it shares no code with the planner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from routing.model import (
    Break,
    Candidate,
    DayItinerary,
    Itinerary,
    Leg,
    Limits,
    Mode,
    Point,
    StopKind,
    Trip,
    TripDay,
    Visit,
)
from routing.parking.model import ParkingRules
from tests.routing.builders import MatrixEngine
from tests.routing.verifier import _visit, _whole_trip


def faults(
    trip: Trip, drive: MatrixEngine, walk: MatrixEngine, rules: ParkingRules, plan: Itinerary
) -> list[str]:
    """Return everything that is wrong with a plan by car and on foot."""
    known = {c.id: c for c in trip.candidates}
    days = tuple(
        DayItinerary(tuple(v for v in d.visits if v.kind is not StopKind.PARKING), d.legs)
        for d in plan.days
    )
    told = list(_whole_trip(trip, known, replace(plan, days=days)))
    for number, (frame, day) in enumerate(zip(trip.days, plan.days, strict=True)):
        told += _course(frame, day, drive, walk, rules)
        told += _breaks(frame, drive, day)
        told += _limits(frame.limits, frame.end_s - frame.start_s, known, [day])
        for visit in day.visits:
            told += _visit(trip, known, number, visit)
    frames_s = sum(frame.end_s - frame.start_s for frame in trip.days)
    told += _limits(trip.limits, frames_s, known, plan.days)
    return told


def _course(
    frame: TripDay, day: DayItinerary, drive: MatrixEngine, walk: MatrixEngine, rules: ParkingRules
) -> Iterator[str]:
    """Follow the tourist and the car through the day."""
    stations = [frame.start, *(v.point for v in day.visits), frame.end]
    if len(day.legs) != len(day.visits) + 1:
        yield "the number of legs is not one more than that of visits"
    clock_s, car = frame.start_s, frame.start
    for n, (leg, (here, there)) in enumerate(zip(day.legs, pairwise(stations), strict=True)):
        if leg.mode is Mode.DRIVE:
            if car != here:
                yield f"leg {n} drives a car that stands elsewhere"
            car = there
        told_s = _takes_s(leg, (here, there), frame, (drive, walk), rules)
        if leg.duration_s != told_s:
            yield f"leg {n} lasts {leg.duration_s} s, not {told_s}"
        if leg.coordinates[0] != (here.lon, here.lat) or leg.coordinates[-1][1] != there.lat:
            yield f"leg {n} runs elsewhere"
        clock_s += leg.duration_s
        if n < len(day.visits):
            yield from _arrival(day.visits[n], clock_s, car)
            clock_s = day.visits[n].leave_s
    if clock_s > frame.end_s:
        yield "the day ends too late"
    if car != frame.end:
        yield "the car is left behind"


def _takes_s(
    leg: Leg,
    way: tuple[Point, Point],
    frame: TripDay,
    tables: tuple[MatrixEngine, MatrixEngine],
    rules: ParkingRules,
) -> int:
    """Return how long a way must take; a walk that is too long takes for ever."""
    drives = leg.mode is Mode.DRIVE
    seconds = int(tables[0 if drives else 1].seconds[int(way[0].lat), int(way[1].lat)])
    if drives:
        return seconds + (0 if way[1] in (way[0], frame.end) else rules.overhead_s)
    return seconds if seconds <= rules.longest_walk_s else -1


def _arrival(visit: Visit, clock_s: int, car: Point) -> Iterator[str]:
    if visit.arrive_s != clock_s:
        yield f"{visit.candidate_id}: arriving is not leaving plus the way"
    if visit.kind is StopKind.PARKING and (car != visit.point or visit.candidate_id):
        yield "the car is not at its parking place"


def _breaks(frame: TripDay, drive: MatrixEngine, day: DayItinerary) -> Iterator[str]:
    lunch = frame.lunch if _have_room(frame, [frame.lunch], drive) else None
    rest = frame.rest if _have_room(frame, [lunch, frame.rest], drive) else None
    for kind, pause in ((StopKind.LUNCH, lunch), (StopKind.REST, rest)):
        taken = [v for v in day.visits if v.kind is kind]
        if len(taken) != (pause is not None):
            yield f"{len(taken)} times {kind}"
        for visit in taken if pause else []:
            assert pause is not None
            if visit.leave_s - visit.begin_s != pause.duration_s:
                yield f"{kind} has the wrong length"
            if visit.begin_s < pause.earliest_s or visit.leave_s > pause.latest_s:
                yield f"{kind} is not at its time"
    for n, visit in enumerate(day.visits):
        nameless = visit.candidate_id is None and visit.kind is not StopKind.PARKING
        before = day.visits[n - 1].point if n else frame.start
        later = any(v.candidate_id for v in day.visits[n + 1 :])
        if nameless and visit.point != before and (visit.point != frame.end or later):
            yield f"{visit.kind} in place is elsewhere"


def _have_room(frame: TripDay, breaks: Sequence[Break | None], drive: MatrixEngine) -> bool:
    """Try every order of the breaks and the way on a day without visits."""
    way_s = int(drive.seconds[int(frame.start.lat), int(frame.end.lat)])
    wanted = [pause for pause in breaks if pause is not None]
    if breaks[-1] is None:
        return False
    for order in permutations((*wanted, None)):
        clock_s, holds = frame.start_s, True
        for pause in order:
            if pause is None:
                clock_s += way_s
            else:
                clock_s = max(clock_s, pause.earliest_s) + pause.duration_s
                holds = holds and clock_s <= pause.latest_s
        if holds and clock_s <= frame.end_s:
            return True
    return False


def _limits(
    limits: Limits, frame_s: int, known: dict[str, Candidate], days: Sequence[DayItinerary]
) -> Iterator[str]:
    visits = [v for day in days for v in day.visits if v.candidate_id]
    spots = [v for v in visits if v.kind not in (StopKind.LUNCH, StopKind.REST)]
    kinds: Counter[str] = Counter()
    for visit in spots:
        for category in known[visit.candidate_id or ""].categories[:1]:
            kinds[category] += visit.leave_s - visit.begin_s
    share = limits.category_share
    for name, most, used in (
        ("money", limits.cost_minor, sum(known[v.candidate_id or ""].cost_minor for v in visits)),
        ("travel", limits.travel_s, sum(leg.duration_s for day in days for leg in day.legs)),
        ("visits", limits.visits, len(spots)),
        ("kind", None if share is None else int(share * frame_s), max(kinds.values(), default=0)),
    ):
        if most is not None and used > most:
            yield f"too much {name}: {used}, not {most}"
