"""Solver problems made of random trips."""

from __future__ import annotations

from routing.model import Trip
from routing.solver.problem import Nodes, Problem, build_problem
from tests.routing.builders import MatrixEngine, at
from tests.routing.random_trips import Recipe, random_trip


def to_problem(trip: Trip, engine: MatrixEngine) -> Problem:
    """Return the problem whose nodes are the engine's own."""
    points = [at(node) for node in range(len(engine.seconds))]
    nodes = Nodes(
        travel_s=engine.travel_times(points).durations_s(),
        starts=[int(day.start.lat) for day in trip.days],
        ends=[int(day.end.lat) for day in trip.days],
        candidates=[int(c.point.lat) for c in trip.candidates],
    )
    return build_problem(trip, trip.candidates, nodes)


def random_problem(seed: int, recipe: Recipe) -> Problem:
    return to_problem(*random_trip(seed, recipe))
