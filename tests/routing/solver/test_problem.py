from routing.model import Pace, Preferences, StopKind, TimeWindow
from routing.solver.problem import BeginWindow, begin_windows, visit_duration_s
from tests.routing.builders import (
    HOUR,
    MINUTE,
    apart,
    hours,
    make_candidate,
    make_day,
    make_host,
    make_trip,
    noon_lunch,
)
from tests.routing.solver.builders import to_problem


def test_a_relaxed_visit_lasts_longer_and_a_packed_one_shorter_in_whole_minutes() -> None:
    candidate = make_candidate(1, visit_s=25 * MINUTE)
    assert visit_duration_s(candidate, Pace.RELAXED) == 31 * MINUTE
    assert visit_duration_s(candidate, Pace.NORMAL) == 25 * MINUTE
    assert visit_duration_s(candidate, Pace.PACKED) == 20 * MINUTE
    assert visit_duration_s(make_candidate(1, visit_s=10), Pace.PACKED) == MINUTE


def test_no_pace_changes_the_timetable_of_an_experience() -> None:
    tour = make_candidate(1, kind=StopKind.EXPERIENCE, visit_s=90 * MINUTE)
    assert {visit_duration_s(tour, pace) for pace in Pace} == {90 * MINUTE}


def test_a_visit_begins_early_enough_to_end_before_closing() -> None:
    assert begin_windows([hours(10, 12)], HOUR, 0, 24 * HOUR) == ((10 * HOUR, 11 * HOUR),)


def test_windows_are_cut_to_the_frame_and_those_too_short_are_dropped() -> None:
    windows = [hours(14, 18), hours(8, 9.5), TimeWindow(12 * HOUR, 12 * HOUR + 600)]
    assert begin_windows(windows, HOUR // 2, 9 * HOUR, 17 * HOUR) == (
        BeginWindow(9 * HOUR, 9 * HOUR),
        BeginWindow(14 * HOUR, round(16.5 * HOUR)),
    )


def test_a_place_to_eat_takes_guests_at_lunch_time_and_for_as_long_as_lunch_lasts() -> None:
    preferences = Preferences(pace=Pace.RELAXED)
    day = make_day(lunch=noon_lunch(minutes=60))
    host = make_host(1, windows=((hours(12, 22),),))
    problem = to_problem(make_trip(host, days=(day,), preferences=preferences), apart(2))
    assert problem.terms[0][0] == (1, HOUR, ((12 * HOUR, round(12.5 * HOUR)),))


def test_a_place_to_eat_has_nothing_to_offer_on_a_day_without_lunch() -> None:
    problem = to_problem(make_trip(make_host(1)), apart(2))
    assert problem.terms[0][0].begins == ()


def test_a_lunch_outside_the_frame_is_left_out() -> None:
    afternoon = make_day(start_s=14 * HOUR, end_s=18 * HOUR, lunch=noon_lunch())
    assert to_problem(make_trip(days=(afternoon,)), apart(1)).days[0].lunch is None


def test_a_lunch_is_kept_if_it_fits_before_or_after_the_way() -> None:
    engine = apart(2, minutes=60)
    there = {"end": make_candidate(1).point, "lunch": noon_lunch()}
    before = make_day(start_s=12 * HOUR, end_s=14 * HOUR, **there)
    after = make_day(start_s=round(10.5 * HOUR), end_s=round(12.5 * HOUR), **there)
    neither = make_day(start_s=round(11.5 * HOUR), end_s=round(13.4 * HOUR), **there)
    problem = to_problem(make_trip(days=(before, after, neither)), engine)
    assert [day.lunch is not None for day in problem.days] == [True, True, False]
