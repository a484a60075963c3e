from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from routing.model import Limits
from routing.solver.problem import AT_END, IN_PLACE, Problem
from routing.solver.required import compatible, place_exactly
from routing.solver.schedule import break_kind, schedule_day
from tests.routing.builders import apart, make_candidate, make_trip
from tests.routing.random_trips import Recipe
from tests.routing.solver.builders import random_problem, to_problem

ONE_DAY = Recipe(spots=4, hosts=1, no_way_rate=0.02)
TWO_DAYS = Recipe(spots=3, hosts=0, days=2, no_way_rate=0.02)


def _lunches(problem: Problem, day: int, order: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the order with its lunch in every possible place."""
    hosted = sum(break_kind(problem, stop) is not None for stop in order)
    if problem.days[day].lunch is None or hosted:
        return [order] if hosted <= 1 else []
    gaps = range(len(order) + 1)
    return [(*order[:g], IN_PLACE, *order[g:]) for g in gaps] + [(*order, AT_END)]


def _day_possible(problem: Problem, day: int, items: list[int]) -> bool:
    orders = (lunch for order in permutations(items) for lunch in _lunches(problem, day, order))
    return any(schedule_day(problem, day, order) for order in orders)


def _possible_by_trying(problem: Problem, items: list[int]) -> bool:
    days = range(len(problem.days))
    return any(
        all(
            _day_possible(problem, d, [i for i, a in zip(items, split, strict=True) if a == d])
            for d in days
        )
        for split in product(days, repeat=len(items))
    )


def _check(problem: Problem, items: list[int]) -> None:
    orders = place_exactly(problem, items)
    assert (orders is not None) == _possible_by_trying(problem, items)
    if orders is not None:
        assert sorted(s for order in orders for s in order if s >= 0) == sorted(items)
        assert all(schedule_day(problem, day, order) for day, order in enumerate(orders))


@given(st.integers(0, 3000), st.integers(0, 5))
def test_required_stops_of_one_day_are_placed_whenever_they_can_be(seed: int, count: int) -> None:
    _check(random_problem(seed, ONE_DAY), list(range(5 - count, 5)))


@given(st.integers(0, 3000))
def test_required_stops_are_spread_over_days_whenever_they_can_be(seed: int) -> None:
    _check(random_problem(seed, TWO_DAYS), [0, 1, 2])


def test_two_of_one_group_or_more_than_the_budget_are_incompatible() -> None:
    first = make_candidate(1, group="tour", cost_minor=600)
    second = make_candidate(2, group="tour")
    third = make_candidate(3, cost_minor=500)
    problem = to_problem(make_trip(first, second, third, limits=Limits(cost_minor=1000)), apart(4))
    assert not compatible(problem, [0, 1])
    assert not compatible(problem, [0, 2])
    assert compatible(problem, [1, 2])
