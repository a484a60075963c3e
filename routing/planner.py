"""Plan a trip: the whole story on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from routing.engines.base import Engine
from routing.errors import OutsideNetworkError
from routing.explanation import Grounds, explain
from routing.model import (
    UNREACHABLE,
    Candidate,
    DayItinerary,
    Itinerary,
    Leg,
    NoItinerary,
    Point,
    Skipped,
    SkipReason,
    Trip,
    Unmet,
    UnmetReason,
    Visit,
    Why,
    WhyCode,
)
from routing.solver.points import Plan, Worth, day_worths
from routing.solver.problem import BREAK_KINDS, Nodes, Problem, build_problem
from routing.solver.reasons import Obstacle, find_conflict, find_obstacles, skip_reasons
from routing.solver.schedule import DaySchedule, break_kind
from routing.solver.search import search
from routing.solver.stop import MaxIterations, StoppingRule

ITERATION_WORK: Final = 650_000
"""Iterations times candidates of an ordinary search of one day, divided by three."""

SMALLEST_SIZE: Final = 50
"""Candidates that the fixed work of an iteration is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """What of the trip lies on the network, and at which node of the matrix."""

    points: tuple[Point, ...]
    candidates: tuple[Candidate, ...]
    outside: tuple[Candidate, ...]
    node_of: dict[Point, int]


def default_stop(trip: Trip) -> MaxIterations:
    """Return the rule of an ordinary request: 0.1 to 0.3 seconds on one core at most sizes.

    An iteration takes longer with more candidates; days only lengthen the part of the search in
    which it matters, so that longer trips get more of them.
    """
    size = len(trip.candidates) + SMALLEST_SIZE
    return MaxIterations(ITERATION_WORK * (2 + len(trip.days)) // size)


def plan_itinerary(
    trip: Trip,
    engine: Engine,
    *,
    stop: StoppingRule | None = None,
    warm_start: Sequence[Sequence[str]] | None = None,
    keep_among_equals: bool = False,
) -> Itinerary | NoItinerary:
    """Choose, order and time the stops of a trip.

    Visits lie wholly inside an open window of their day; required candidates are visited exactly
    once, others at most once, and at most one of each group; the limits of the trip and of each day
    are kept. Each day whose frame has room for its lunch contains it once: at a `LUNCH` candidate,
    in place, or where the day ends; likewise its rest. A break that fits neither before nor after
    the plain way from start to end is left out. The same trip and iterations give the same answer.

    Parameters
    ----------
    engine
        Where travel times and legs come from; must travel in the trip's mode.
    stop
        When to end the search; None stands for `default_stop`.
    warm_start
        Candidate ids of each day of a plan to begin with, such as that of a trip that has changed;
        what no longer holds is dropped. The answer is at least as good as what is left of it.
    keep_among_equals
        Whether what is left of it is the answer, unless another plan has more points.

    Returns
    -------
    Itinerary | NoItinerary
        `NoItinerary` names what stands in the way. `Itinerary.skipped` names every candidate left
        out, except places for breaks and candidates whose group is visited: those are alternatives.

    Raises
    ------
    OutsideNetworkError
        If a day starts or ends off the network; point 2·d is the start of day d, 2·d + 1 its end.
    ValueError
        If the trip contradicts itself or the engine.
    """
    _validate(trip, engine)
    places = _locate(trip, engine)
    problem = _problem(trip, engine, places)
    obstacles = find_obstacles(problem)
    lost = [Unmet(UnmetReason.OUTSIDE_NETWORK, c.id) for c in places.outside if c.required]
    if obstacles or lost:
        return _refusal(places, obstacles, lost)
    warm = None if warm_start is None else _numbered(places, warm_start)
    plan = search(
        problem,
        stop or default_stop(trip),
        trip.seed,
        warm_start=warm,
        keep_among_equals=keep_among_equals,
    )
    if plan is None:
        return _refusal(places, find_conflict(problem), [])
    return _itinerary(trip, engine, places, problem, plan)


def _validate(trip: Trip, engine: Engine) -> None:
    if trip.mode is not engine.mode:
        raise ValueError(f"a {trip.mode} trip cannot be planned by a {engine.mode} engine")
    if not trip.days:
        raise ValueError("a trip has at least one day")
    if len({c.id for c in trip.candidates}) < len(trip.candidates):
        raise ValueError("candidate ids must be unique")
    for candidate in trip.candidates:
        if len(candidate.windows) != len(trip.days):
            raise ValueError(f"{candidate.id} must state its windows for each of the trip's days")


def _locate(trip: Trip, engine: Engine) -> _Places:
    """Split the candidates into those on and off the network; number the points."""
    frame = [point for day in trip.days for point in (day.start, day.end)]
    snaps = engine.snap([*frame, *(c.point for c in trip.candidates)])
    off = [number for number in range(len(frame)) if snaps[number] is None]
    if off:
        raise OutsideNetworkError({number: engine.distance_m(frame[number]) for number in off})
    pairs = list(zip(trip.candidates, snaps[len(frame) :], strict=True))
    inside = tuple(c for c, snap in pairs if snap is not None)
    points = tuple(dict.fromkeys([*frame, *(c.point for c in inside)]))
    return _Places(
        points=points,
        candidates=inside,
        outside=tuple(c for c, snap in pairs if snap is None),
        node_of={point: node for node, point in enumerate(points)},
    )


def _problem(trip: Trip, engine: Engine, places: _Places) -> Problem:
    nodes = Nodes(
        travel_s=engine.travel_times(places.points, trip.profile).durations_s(),
        starts=[places.node_of[day.start] for day in trip.days],
        ends=[places.node_of[day.end] for day in trip.days],
        candidates=[places.node_of[c.point] for c in places.candidates],
    )
    return build_problem(trip, places.candidates, nodes)


def _numbered(places: _Places, orders: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return candidates by their numbers; those that are not known any more are left out."""
    numbers = {candidate.id: number for number, candidate in enumerate(places.candidates)}
    return [[numbers[name] for name in order if name in numbers] for order in orders]


def _refusal(places: _Places, obstacles: Sequence[Obstacle], lost: Sequence[Unmet]) -> NoItinerary:
    unmet = [
        Unmet(reason, None if item is None else places.candidates[item].id, day)
        for reason, item, day in obstacles
    ]
    return NoItinerary((*unmet, *lost))


def _itinerary(
    trip: Trip, engine: Engine, places: _Places, problem: Problem, plan: Plan
) -> Itinerary:
    days = []
    for schedule in plan:
        visits = _visits(trip, places, problem, schedule)
        stations = [places.points[node] for node in schedule.nodes]
        days.append(DayItinerary(visits, _legs(trip, engine, stations)))
    score = sum(visit.points for day in days for visit in day.visits)
    return Itinerary(tuple(days), score, _skipped(places, problem, plan))


def _visits(
    trip: Trip, places: _Places, problem: Problem, schedule: DaySchedule
) -> tuple[Visit, ...]:
    worths = day_worths(problem, schedule)
    return tuple(
        _visit(trip, places, problem, schedule, place, worth)
        for place, worth in enumerate(worths, start=1)
    )


def _visit(
    trip: Trip,
    places: _Places,
    problem: Problem,
    schedule: DaySchedule,
    place: int,
    worth: Worth,
) -> Visit:
    stop = schedule.stops[place - 1]
    candidate = places.candidates[stop] if stop >= 0 else None
    kind = break_kind(problem, stop)
    detour_s = _detour_s(problem, schedule, place)
    return Visit(
        kind=BREAK_KINDS[kind or 0] if candidate is None else candidate.kind,
        candidate_id=None if candidate is None else candidate.id,
        point=places.points[schedule.nodes[place]],
        arrive_s=schedule.arrive_s[place],
        begin_s=schedule.begin_s[place],
        leave_s=schedule.leave_s[place],
        why=(Why(WhyCode.LUNCH_TIME if kind == 0 else WhyCode.REST_TIME),)
        if candidate is None
        else explain(candidate, trip.preferences, Grounds(detour_s, worth)),
        points=worth.points,
    )


def _detour_s(problem: Problem, schedule: DaySchedule, place: int) -> int | None:
    """Return how much travel the stop adds; None if its neighbours have no direct way."""
    before, here, after = schedule.nodes[place - 1 : place + 2]
    direct_s = problem.rows[before][after]
    if direct_s == UNREACHABLE:
        return None
    return problem.rows[before][here] + problem.rows[here][after] - direct_s


def _legs(trip: Trip, engine: Engine, stations: Sequence[Point]) -> tuple[Leg, ...]:
    """Ask the engine for the legs; staying where one is needs none and gets an empty one."""
    moves = [a != b for a, b in pairwise(stations)]
    asked = [stations[0], *(b for b, moved in zip(stations[1:], moves, strict=True) if moved)]
    ways = iter(engine.legs(asked, trip.profile) if len(asked) > 1 else ())
    return tuple(
        next(ways) if moved else _no_way(trip, engine, point)
        for point, moved in zip(stations, moves, strict=False)
    )


def _no_way(trip: Trip, engine: Engine, point: Point) -> Leg:
    here = (point.lon, point.lat)
    return Leg(trip.mode, 0.0, 0, (here, here), estimated=engine.estimated)


def _skipped(places: _Places, problem: Problem, plan: Plan) -> tuple[Skipped, ...]:
    reasons = skip_reasons(problem, plan)
    outside = [c for c in places.outside if c.kind not in BREAK_KINDS]
    return (
        *(Skipped(places.candidates[item].id, reason) for item, reason in reasons.items()),
        *(Skipped(c.id, SkipReason.OUTSIDE_NETWORK) for c in outside),
    )
