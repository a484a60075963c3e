from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.experiences.wall_clock import find_moment, local_date

HELSINKI = ZoneInfo("Europe/Helsinki")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
TOKYO = ZoneInfo("Asia/Tokyo")
SHIFTS = {
    "Europe/Helsinki": (dt.date(2027, 3, 28), dt.date(2027, 10, 31)),
    "Australia/Lord_Howe": (dt.date(2027, 4, 4), dt.date(2027, 10, 3)),
    "America/New_York": (dt.date(2027, 3, 14), dt.date(2027, 11, 7)),
}

clocks = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@st.composite
def days(draw: st.DrawFn) -> tuple[ZoneInfo, dt.date]:
    """Days, half of them those on which clocks are changed."""
    name = draw(st.sampled_from(sorted(SHIFTS)))
    shifts = st.sampled_from(SHIFTS[name])
    any_day = st.dates(dt.date(2027, 1, 1), dt.date(2028, 12, 31))
    return ZoneInfo(name), draw(st.one_of(shifts, any_day))


def _all_moments(date: dt.date, clock: dt.time, zone: ZoneInfo) -> list[dt.datetime]:
    """Walk through the day minute by minute and look at the clock on the wall."""
    midnight = dt.datetime.combine(date, dt.time(), tzinfo=dt.UTC)
    shown = dt.datetime.combine(date, clock)
    minutes = (midnight + dt.timedelta(minutes=m) for m in range(-16 * 60, 40 * 60))
    return [m for m in minutes if m.astimezone(zone).replace(tzinfo=None) == shown]


@settings(deadline=None)
@given(days(), clocks)
def test_a_moment_is_the_first_at_which_the_wall_clock_shows_that_time(
    day: tuple[ZoneInfo, dt.date], clock: dt.time
) -> None:
    zone, date = day
    expected = next(iter(_all_moments(date, clock, zone)), None)
    assert find_moment(date, clock, zone) == expected


@pytest.mark.parametrize(
    ("zone", "date", "clock"),
    [
        (HELSINKI, dt.date(2027, 3, 28), dt.time(3, 30)),
        (LORD_HOWE, dt.date(2027, 10, 3), dt.time(2, 15)),
    ],
)
def test_a_time_that_clocks_are_put_forward_over_does_not_exist(
    zone: ZoneInfo, date: dt.date, clock: dt.time
) -> None:
    assert find_moment(date, clock, zone) is None


@pytest.mark.parametrize(
    ("zone", "date", "clock", "first"),
    [
        (HELSINKI, dt.date(2027, 10, 31), dt.time(3, 30), "2027-10-31T00:30:00+00:00"),
        (LORD_HOWE, dt.date(2027, 4, 4), dt.time(1, 45), "2027-04-03T14:45:00+00:00"),
    ],
)
def test_a_time_that_comes_twice_is_the_first_one(
    zone: ZoneInfo, date: dt.date, clock: dt.time, first: str
) -> None:
    moment = find_moment(date, clock, zone)
    assert moment is not None
    assert moment.isoformat() == first
    assert len(_all_moments(date, clock, zone)) == 2


def test_the_date_is_that_of_the_region() -> None:
    evening = dt.datetime(2027, 3, 1, 15, 0, tzinfo=dt.UTC)
    assert local_date(evening, TOKYO) == dt.date(2027, 3, 2)
