from hypothesis import given
from hypothesis import strategies as st

from routing.solver.problem import AT_END
from routing.solver.schedule import schedule_day
from routing.solver.shorten import shorten
from tests.routing.builders import engine, make_candidate, make_trip
from tests.routing.random_trips import Recipe
from tests.routing.solver.builders import random_problem, to_problem

MINUTES_APART = [0, 8, 16, 24, 32]


def test_a_zigzag_along_one_street_becomes_straight() -> None:
    line = engine([[abs(a - b) for b in MINUTES_APART] for a in MINUTES_APART])
    candidates = (make_candidate(node) for node in range(1, 5))
    problem = to_problem(make_trip(*candidates), line)
    zigzag = schedule_day(problem, 0, (2, 0, 3, 1))
    assert zigzag is not None
    assert shorten(problem, zigzag).travel_s == 64 * 60 < zigzag.travel_s


@given(st.integers(0, 1000), st.permutations([*range(7), AT_END]))
def test_shortening_keeps_the_stops_and_never_travels_more(seed: int, order: list[int]) -> None:
    problem = random_problem(seed, Recipe(spots=7, hosts=0))
    stops: tuple[int, ...] = ()
    for stop in order:
        if AT_END not in stops and schedule_day(problem, 0, (*stops, stop)):
            stops = (*stops, stop)
    day = schedule_day(problem, 0, stops)
    if day is None:
        return
    shorter = shorten(problem, day)
    assert sorted(shorter.stops) == sorted(stops)
    assert shorter.travel_s <= day.travel_s
    assert AT_END not in shorter.stops[:-1]
