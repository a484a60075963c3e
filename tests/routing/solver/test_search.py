import numpy as np

from routing.solver.points import quality
from routing.solver.problem import Problem
from routing.solver.search import search
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    MINUTE,
    MatrixEngine,
    apart,
    hours,
    make_candidate,
    make_day,
    make_trip,
)
from tests.routing.random_trips import Recipe
from tests.routing.solver.builders import random_problem, to_problem

LARGE = Recipe(spots=40, hosts=5, days=2, required_rate=0.0, metric=True, no_way_rate=0.0)


def _stops(problem: Problem, iterations: int, seed: int) -> list[tuple[int, ...]]:
    plan = search(problem, MaxIterations(iterations), seed)
    assert plan is not None
    return [day.stops for day in plan]


def test_the_same_seed_gives_the_same_plan() -> None:
    first, second = (random_problem(1, LARGE) for _ in range(2))
    assert _stops(first, 60, seed=5) == _stops(second, 60, seed=5)


def test_negative_seeds_are_seeds_too() -> None:
    problem = random_problem(1, LARGE)
    assert _stops(problem, 10, seed=-1) == _stops(problem, 10, seed=-1)


def test_a_search_never_gives_a_worse_plan_than_no_search_and_a_long_one_a_better_one() -> None:
    gained = 0
    for number in range(5):
        problem = random_problem(number, LARGE)
        plans = [search(problem, MaxIterations(count), seed=2) for count in (0, 100, 3000)]
        none, short, long = (quality(problem, plan)[0] for plan in plans if plan is not None)
        assert none <= short
        assert none <= long
        gained += long - short
    assert gained > 0


def test_among_equal_prizes_the_shorter_way_wins() -> None:
    seconds = np.random.default_rng(3).integers(1, 5 * MINUTE, size=(9, 9))
    np.fill_diagonal(seconds, 0)
    everything = [make_candidate(node, visit_s=MINUTE) for node in range(1, 9)]
    problem = to_problem(make_trip(*everything, days=(make_day(),)), MatrixEngine(seconds))
    short, long = (search(problem, MaxIterations(count), seed=1) for count in (300, 0))
    assert short is not None
    assert long is not None
    assert quality(problem, short)[0] == quality(problem, long)[0]
    assert short[0].travel_s <= long[0].travel_s


def test_more_required_stops_than_are_placed_exactly_are_still_placed() -> None:
    slots = [
        make_candidate(
            n,
            required=True,
            visit_s=25 * MINUTE,
            windows=((hours(8.5 + n / 2, 9.25 + n / 2),),),
        )
        for n in range(1, 13)
    ]
    optional = [make_candidate(n) for n in range(13, 16)]
    problem = to_problem(make_trip(*slots[::-1], *optional), apart(16, minutes=5))
    plan = search(problem, MaxIterations(20), seed=0)
    assert plan is not None
    assert set(range(12)) <= set(plan[0].stops)


def test_too_many_required_stops_give_no_plan() -> None:
    crowd = [make_candidate(n, required=True, visit_s=HOUR) for n in range(1, 13)]
    assert search(to_problem(make_trip(*crowd), apart(13)), MaxIterations(20), seed=0) is None
