import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.solver.problem import IN_PLACE, BeginWindow, Problem
from routing.solver.schedule import earliest_begin, latest_begin, schedule_day
from tests.routing.builders import (
    HOUR,
    MINUTE,
    apart,
    engine,
    hours,
    make_candidate,
    make_day,
    make_trip,
    noon_lunch,
)
from tests.routing.random_trips import Recipe
from tests.routing.solver.builders import random_problem, to_problem

TWICE = (BeginWindow(10, 20), BeginWindow(40, 50))
RECIPE = Recipe(spots=5, hosts=1, no_way_rate=0.0, metric=True)


@pytest.mark.parametrize(
    ("arrive", "begin"), [(0, 10), (15, 15), (20, 20), (21, 40), (50, 50), (51, None)]
)
def test_a_visit_begins_at_the_first_open_moment(arrive: int, begin: int | None) -> None:
    assert earliest_begin(TWICE, arrive) == begin


@pytest.mark.parametrize(
    ("limit", "begin"), [(9, None), (10, 10), (30, 20), (39, 20), (45, 45), (99, 50)]
)
def test_a_visit_begins_at_the_last_open_moment_before_a_limit(
    limit: int, begin: int | None
) -> None:
    assert latest_begin(TWICE, limit) == begin


def test_the_clocks_of_a_day_with_waiting_and_lunch_in_place() -> None:
    late = make_candidate(1, windows=((hours(11, 18),),), visit_s=HOUR)
    problem = to_problem(make_trip(late, days=(make_day(lunch=noon_lunch()),)), apart(2))
    day = schedule_day(problem, 0, (0, IN_PLACE))
    assert day is not None
    assert day.nodes == [0, 1, 1, 0]
    assert day.arrive_s == [9 * HOUR, 9 * HOUR + 600, 12 * HOUR, 13 * HOUR + 600]
    assert day.begin_s[1:3] == [11 * HOUR, 12 * HOUR]
    assert day.leave_s[1:3] == [12 * HOUR, 13 * HOUR]
    assert day.latest_s == [9 * HOUR, round(11.5 * HOUR), round(12.5 * HOUR), 17 * HOUR]
    assert day.travel_s == 20 * MINUTE


def test_an_order_that_closes_a_door_has_no_schedule() -> None:
    early = make_candidate(1, windows=((hours(9, 10),),))
    late = make_candidate(2, windows=((hours(11, 18),),))
    problem = to_problem(make_trip(early, late), apart(3))
    assert schedule_day(problem, 0, (0, 1)) is not None
    assert schedule_day(problem, 0, (1, 0)) is None


def test_a_day_that_would_end_too_late_has_no_schedule() -> None:
    problem = to_problem(make_trip(make_candidate(1, visit_s=7 * HOUR)), engine([[0, 31], [30, 0]]))
    assert schedule_day(problem, 0, (0,)) is None


def _delayed(problem: Problem, stops: tuple[int, ...], place: int, arrive_s: int) -> bool:
    """Return whether the rest of the day holds when a stop is reached at this moment."""
    day = schedule_day(problem, 0, stops)
    assert day is not None
    time_s, frame, terms = arrive_s, problem.days[0], problem.terms[0]
    for entry in range(place, len(stops) + 1):
        _, duration_s, begins = terms[stops[entry - 1]]
        begin_s = earliest_begin(begins, time_s)
        if begin_s is None:
            return False
        time_s = begin_s + duration_s + problem.rows[day.nodes[entry]][day.nodes[entry + 1]]
    return time_s <= frame.end_s


@given(st.integers(0, 400), st.permutations(range(6)))
def test_the_latest_arrival_is_the_last_that_still_holds(seed: int, order: list[int]) -> None:
    problem = random_problem(seed, RECIPE)
    stops: tuple[int, ...] = ()
    for stop in order:
        stops = (*stops, stop) if schedule_day(problem, 0, (*stops, stop)) else stops
    day = schedule_day(problem, 0, stops)
    for place in range(1, len(stops) + 1) if day is not None else ():
        assert day is not None
        assert _delayed(problem, stops, place, day.latest_s[place])
        assert not _delayed(problem, stops, place, day.latest_s[place] + 1)


def test_no_way_means_no_schedule() -> None:
    problem = to_problem(make_trip(make_candidate(1)), engine([[0, np.inf], [5, 0]]))
    assert schedule_day(problem, 0, (0,)) is None
