"""Plan a trip: the whole story on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from routing.engines.base import Engine
from routing.errors import OutsideNetworkError
from routing.explanation import explain
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
    StopKind,
    Trip,
    Unmet,
    UnmetReason,
    Visit,
    Why,
    WhyCode,
)
from routing.solver.problem import Nodes, Problem, build_problem
from routing.solver.reasons import Obstacle, find_conflict, find_obstacles, skip_reasons
from routing.solver.recreate import Plan
from routing.solver.schedule import DaySchedule
from routing.solver.search import quality, search
from routing.solver.stop import MaxIterations, StoppingRule

DEFAULT_STOP: Final = MaxIterations(1000)
"""Less than half a second for a day among 150 candidates on one core."""


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """What of the trip lies on the network, and at which node of the matrix."""

    points: tuple[Point, ...]
    candidates: tuple[Candidate, ...]
    outside: tuple[Candidate, ...]
    node_of: dict[Point, int]


def plan_itinerary(
    trip: Trip, engine: Engine, *, stop: StoppingRule | None = None
) -> Itinerary | NoItinerary:
    """Choose, order and time the stops of a trip.

    Visits lie wholly inside an open window of their day; required candidates are visited exactly
    once, others at most once, and at most one of each group; the costs keep within the budget.
    Each day whose frame has room for its lunch contains it once, at a `LUNCH` candidate or in
    place; a lunch that fits neither before nor after the plain way from start to end is left out.
    The same trip and iterations give the same answer.

    Parameters
    ----------
    engine
        Where travel times and legs come from; must travel in the trip's mode.
    stop
        When to end the search; None stands for `DEFAULT_STOP`.

    Returns
    -------
    Itinerary | NoItinerary
        `NoItinerary` names what stands in the way. `Itinerary.skipped` names every candidate left
        out, except places to eat and candidates whose group is visited: those are alternatives.

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
    plan = search(problem, stop or DEFAULT_STOP, trip.seed)
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
    return Itinerary(tuple(days), quality(problem, plan)[0], _skipped(places, problem, plan))


def _visits(
    trip: Trip, places: _Places, problem: Problem, schedule: DaySchedule
) -> tuple[Visit, ...]:
    visits = []
    for place, stop in enumerate(schedule.stops, start=1):
        candidate = places.candidates[stop] if stop >= 0 else None
        visits.append(
            Visit(
                kind=StopKind.LUNCH if candidate is None else candidate.kind,
                candidate_id=None if candidate is None else candidate.id,
                point=places.points[schedule.nodes[place]],
                arrive_s=schedule.arrive_s[place],
                begin_s=schedule.begin_s[place],
                leave_s=schedule.leave_s[place],
                why=(Why(WhyCode.LUNCH_TIME),)
                if candidate is None
                else explain(candidate, trip.preferences, _detour_s(problem, schedule, place)),
            )
        )
    return tuple(visits)


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
    outside = [c for c in places.outside if c.kind is not StopKind.LUNCH]
    return (
        *(Skipped(places.candidates[item].id, reason) for item, reason in reasons.items()),
        *(Skipped(c.id, SkipReason.OUTSIDE_NETWORK) for c in outside),
    )
