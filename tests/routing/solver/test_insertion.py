from hypothesis import given
from hypothesis import strategies as st

from routing.solver.insertion import DayInsertions
from routing.solver.problem import AT_END, IN_PLACE, Problem
from routing.solver.schedule import DaySchedule, is_lunch, schedule_day
from tests.routing.random_trips import Recipe
from tests.routing.solver.builders import random_problem

RECIPE = Recipe(spots=8, hosts=2, budget_rate=0.0)


def _some_day(problem: Problem, order: list[int]) -> DaySchedule | None:
    """Return a day with those stops of an order that fit one after the other."""
    stops: tuple[int, ...] = ()
    for stop in order:
        eaten = any(is_lunch(problem, s) for s in stops)
        if not (eaten and is_lunch(problem, stop)) and schedule_day(problem, 0, (*stops, stop)):
            stops = (*stops, stop)
    return schedule_day(problem, 0, stops)


def _gaps_by_trying(problem: Problem, day: DaySchedule, item: int) -> list[int]:
    open_ended = not day.stops or day.stops[-1] != AT_END
    return [
        gap
        for gap in range(len(day.stops) + open_ended)
        if schedule_day(problem, 0, (*day.stops[:gap], item, *day.stops[gap:]))
    ]


@given(st.integers(0, 2000), st.permutations([*range(6), 8, 9, IN_PLACE, AT_END]))
def test_an_item_fits_exactly_where_trying_says_so(seed: int, order: list[int]) -> None:
    problem = random_problem(seed, RECIPE)
    day = _some_day(problem, order)
    if day is None:
        return
    found = DayInsertions(problem, 0).best_gaps(day)
    for item in set(range(len(problem.items))) - set(day.stops):
        possible = _gaps_by_trying(problem, day, item)
        assert (found.per_cost[item] > 0) == bool(possible)
        if possible:
            assert int(found.gap[item]) in possible
