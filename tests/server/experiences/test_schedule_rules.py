from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.experiences.schedule_rules import WeeklyRule, Window, starts_in

HELSINKI = ZoneInfo("Europe/Helsinki")
YEAR = Window(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
TEN = dt.time(10)


def rule(**facts: Any) -> WeeklyRule:
    """Return a rule for Saturdays at ten."""
    usual = {"weekdays": frozenset({6}), "starts": (TEN,), "first_date": dt.date(2027, 1, 1)}
    return WeeklyRule(**{**usual, **facts})


def _dates(of: WeeklyRule, window: Window = YEAR) -> list[dt.date]:
    return [start.date for start in starts_in(of, window, HELSINKI)]


def test_it_takes_place_on_its_weekdays_only() -> None:
    assert {date.isoweekday() for date in _dates(rule())} == {6}
    assert len(_dates(rule())) == 52


def test_ten_oclock_stays_ten_oclock_across_daylight_saving() -> None:
    moments = [start.moment for start in starts_in(rule(), YEAR, HELSINKI)]
    assert {m.astimezone(HELSINKI).time() for m in moments if m} == {TEN}
    assert {m.hour for m in moments if m} == {7, 8}


def test_nothing_lies_outside_its_first_and_last_date() -> None:
    dates = _dates(rule(first_date=dt.date(2027, 5, 1), last_date=dt.date(2027, 5, 15)))
    assert dates == [dt.date(2027, 5, day) for day in (1, 8, 15)]


def test_exceptions_and_what_is_out_of_season_are_left_out() -> None:
    bound = rule(seasons=(("05-01", "06-20"),), except_dates=frozenset({dt.date(2027, 5, 15)}))
    dates = _dates(bound)
    assert dates[0] == dt.date(2027, 5, 1)
    assert dates[-1] == dt.date(2027, 6, 19)
    assert dt.date(2027, 5, 15) not in dates


def test_a_season_may_reach_over_the_turn_of_the_year() -> None:
    dates = _dates(rule(seasons=(("12-01", "01-31"),)))
    assert {date.month for date in dates} == {1, 12}


def test_a_start_that_does_not_exist_that_day_is_told_without_a_moment() -> None:
    sundays = rule(weekdays=frozenset({7}), starts=(dt.time(3, 30), dt.time(9)))
    starts = list(starts_in(sundays, YEAR, HELSINKI))
    (missing,) = [start for start in starts if start.moment is None]
    assert (missing.date, missing.clock) == (dt.date(2027, 3, 28), dt.time(3, 30))
    assert len(starts) == 2 * 52


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Australia/Lord_Howe"])
@settings(deadline=None)
@given(
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    starts=st.sets(st.integers(0, 24 * 4 - 1), min_size=1, max_size=12),
    first=st.dates(dt.date(2026, 10, 1), dt.date(2027, 12, 1)),
    days=st.integers(0, 400),
)
def test_every_start_is_shown_by_the_wall_clock_and_none_comes_twice(
    zone: str, weekdays: frozenset[int], starts: set[int], first: dt.date, days: int
) -> None:
    clocks = tuple(dt.time(n // 4, n % 4 * 15) for n in starts)
    last = first + dt.timedelta(days=days)
    whole = WeeklyRule(weekdays, clocks, first, last)
    found = list(starts_in(whole, Window(first, first + dt.timedelta(days=180)), ZoneInfo(zone)))
    moments = [start.moment for start in found if start.moment is not None]
    assert moments == sorted(set(moments))
    for start in found:
        assert start.date.isoweekday() in weekdays
        assert first <= start.date <= last
        if start.moment is not None:
            local = start.moment.astimezone(ZoneInfo(zone))
            assert (local.date(), local.time()) == (start.date, start.clock)
