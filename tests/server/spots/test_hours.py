from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.spots.hours import (
    HoursError,
    HoursPlace,
    holiday_name,
    next_open_date,
    open_intervals,
    validate_hours,
)
from server.spots.records import ClockInterval, DatedHours, HoursRule

UBE = HoursPlace("JP", "Asia/Tokyo", 33.95, 131.25)
HELSINKI = HoursPlace("FI", "Europe/Helsinki", 60.17, 24.94)
NINE, TEN, NOON, FIVE_PM = 9 * 3600, 10 * 3600, 12 * 3600, 17 * 3600
DAY = 86_400
YEAR_2026 = tuple(dt.date(2026, 1, 1) + dt.timedelta(days) for days in range(365))

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
weekday_lists = st.lists(st.sampled_from((*WEEKDAYS, "PH")), min_size=1, unique=True).map(
    lambda days: ",".join(sorted(days, key=(*WEEKDAYS, "PH").index))
)
quarter_hours = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
spans = st.tuples(quarter_hours, quarter_hours).map("-".join)
rules = st.tuples(weekday_lists, st.one_of(spans, st.just("off"), st.just("unknown"))).map(" ".join)
expressions = st.lists(rules, min_size=1, max_size=4).map("; ".join)
dates = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


def hours_on(
    text: str, date: dt.date, place: HoursPlace = UBE, *, closed_after_holiday: bool = False
) -> list[tuple[int, int]]:
    intervals = open_intervals(HoursRule(text, closed_after_holiday), date, place)
    assert intervals is not None
    return [(opens, closes) for opens, closes in intervals]


@given(expressions, st.booleans(), dates)
def test_intervals_are_sorted_apart_and_within_two_days(
    text: str, closed_after_holiday: bool, date: dt.date
) -> None:
    intervals = open_intervals(HoursRule(text, closed_after_holiday), date, UBE) or ()
    clock = [second for interval in intervals for second in interval]
    assert clock == sorted(set(clock))
    assert all(0 <= opens < DAY and closes <= 2 * DAY for opens, closes in intervals)


@given(expressions, dates)
def test_what_runs_past_midnight_is_there_the_next_morning(text: str, date: dt.date) -> None:
    late = [closes - DAY for _, closes in hours_on(text, date) if closes > DAY]
    tomorrow = hours_on(text, date + dt.timedelta(1))
    assert all(any(a <= 0 and b >= until for a, b in tomorrow) for until in late)


@given(expressions)
def test_a_validated_expression_validates_to_itself(text: str) -> None:
    stored = validate_hours(text)
    assert validate_hours(stored) == stored


@given(expressions, dates)
def test_validation_does_not_change_the_meaning(text: str, date: dt.date) -> None:
    assert hours_on(validate_hours(text), date) == hours_on(text, date)


@given(st.text(max_size=40))
def test_any_text_is_either_valid_or_refused_with_the_own_error(text: str) -> None:
    try:
        stored = validate_hours(text)
    except HoursError:
        return
    hours_on(stored, YEAR_2026[0])


@pytest.mark.parametrize("closing_day", WEEKDAYS)
def test_moving_the_closing_day_keeps_the_number_of_open_days(closing_day: str) -> None:
    text = f"10:00-17:00; {closing_day} off"
    plain = [date for date in YEAR_2026 if hours_on(text, date)]
    moved = [date for date in YEAR_2026 if hours_on(text, date, closed_after_holiday=True)]
    assert len(moved) == len(plain)
    holidays = {WEEKDAYS[date.weekday()] for date in YEAR_2026 if holiday_name(date, UBE)}
    assert (moved != plain) == (closing_day in holidays)


@given(weekday_lists, dates)
def test_a_spot_that_moves_its_closing_day_still_rests_on_ordinary_ones(
    weekdays: str, date: dt.date
) -> None:
    text = f"10:00-17:00; {weekdays} off"
    if holiday_name(date, UBE) is None and not hours_on(text, date):
        assert not hours_on(text, date, closed_after_holiday=True)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ('Tu-Su 10:00-17:00; "ring the bell"', "Tu-Su 10:00-17:00"),
        ('Mo-Fr 10:00-17:00 || "call us"', "Mo-Fr 10:00-17:00"),
        ('Mo-Fr 10:00-17:00, "call us"', "Mo-Fr 10:00-17:00"),
        ('Mo 9:00-12:00; Su "groups"', 'Mo 09:00-12:00; Su unknown "groups"'),
        ('24/7 open "on request"', '24/7 unknown "on request"'),
        ('10:00-17:00 "last entry; 16:30"', '10:00-17:00 "last entry; 16:30"'),
        ('PH off "always"', 'PH closed "always"'),
        ("Tu, Fr 10:00-18:00; We, Th, PH 10:00-20:00", "Tu,Fr 10:00-18:00; We,Th,PH 10:00-20:00"),
        ("Mo-Th 11:00-23:00, Fr 11:00-24:00", "Mo-Th 11:00-23:00, Fr 11:00-24:00"),
        ("１０：００～１７：００", "10:00-17:00"),
        (" Mo - Fr 10:00 – 17:00 ; Ph off; ", "Mo-Fr 10:00-17:00; PH closed"),
    ],
)
def test_what_is_stored_never_says_more_than_what_was_stated(text: str, stored: str) -> None:
    assert validate_hours(text) == stored


@pytest.mark.parametrize("text", ["", ";", '"by appointment"', "ten to five", "; " * 501])
def test_text_without_certain_hours_is_refused(text: str) -> None:
    with pytest.raises(HoursError):
        validate_hours(text)


def test_perhaps_open_is_not_open() -> None:
    saturday = dt.date(2026, 5, 9)
    assert hours_on("Mo-Fr 09:00-17:00; Sa unknown", saturday) == []
    assert hours_on('Mo-Fr 09:00-17:00; Sa "only groups"', saturday) == []


def test_round_the_clock_is_one_whole_day_also_when_summer_time_begins() -> None:
    assert hours_on("24/7", dt.date(2026, 3, 29), HELSINKI) == [(0, DAY)]
    assert hours_on("10:00-17:00", dt.date(2026, 3, 29), HELSINKI) == [(TEN, FIVE_PM)]


def test_last_nights_hours_survive_a_weekday_with_its_own_rule() -> None:
    text = "Mo-Th 22:00-02:00; Fr 22:00-04:00; Su 10:00-12:00"
    friday, saturday = dt.date(2026, 5, 8), dt.date(2026, 5, 9)
    assert hours_on(text, friday) == [(0, 7200), (79_200, DAY + 4 * 3600)]
    assert hours_on(text, saturday) == [(0, 4 * 3600)]


def test_a_day_off_ends_last_nights_hours_no_earlier() -> None:
    assert hours_on("22:00-02:00; May 08 off", dt.date(2026, 5, 8)) == [(0, 7200)]
    assert hours_on("22:00-02:00; May 08 off", dt.date(2026, 5, 9)) == [(79_200, DAY + 7200)]


def test_sun_hours_are_wall_clock_times_of_the_place() -> None:
    ((winter_time, _),) = hours_on("sunrise-sunset", dt.date(2026, 3, 28), HELSINKI)
    ((summer_time, _),) = hours_on("sunrise-sunset", dt.date(2026, 3, 29), HELSINKI)
    assert summer_time - winter_time == pytest.approx(3600, abs=300)
    ((_, sunset),) = hours_on("sunrise-sunset", dt.date(2026, 6, 21), UBE)
    assert sunset == pytest.approx(19.5 * 3600, abs=600)


@pytest.mark.parametrize(
    ("date", "name"),
    [
        (dt.date(2024, 9, 23), "振替休日"),
        (dt.date(2026, 5, 6), "振替休日"),
        (dt.date(2026, 9, 22), "国民の休日"),
        (dt.date(2027, 3, 22), "振替休日"),
    ],
)
def test_moved_and_in_between_holidays_of_japan_are_holidays(date: dt.date, name: str) -> None:
    assert holiday_name(date, UBE, "ja") == name
    assert hours_on("10:00-17:00; PH off", date) == []


def test_days_around_a_holiday_follow_the_same_calendar() -> None:
    the_day_after = "10:00-17:00; PH +1 day off"
    assert hours_on(the_day_after, dt.date(2026, 9, 24)) == []
    assert hours_on(validate_hours(the_day_after), dt.date(2026, 9, 21)) == [(TEN, FIVE_PM)]
    eve, holiday = dt.date(2026, 9, 18), dt.date(2026, 9, 19)
    assert hours_on("10:00-17:00; PH -1 day 10:00-12:00", dt.date(2026, 9, 20)) == [(TEN, NOON)]
    assert hours_on("10:00-17:00; PH -1 day 10:00-12:00", eve) == [(TEN, FIVE_PM)]
    assert hours_on("10:00-17:00; PH -1 day 10:00-12:00", holiday) == [(TEN, FIVE_PM)]


def test_holidays_have_names_in_the_asked_language() -> None:
    first_of_may = dt.date(2026, 5, 1)
    assert holiday_name(first_of_may, HELSINKI, "sv") == "Första maj"
    assert holiday_name(first_of_may, HELSINKI, "en-GB") == "May Day"
    assert holiday_name(first_of_may, HELSINKI) == holiday_name(first_of_may, HELSINKI, "ja")
    assert holiday_name(dt.date(2026, 5, 12), HELSINKI) is None
    assert holiday_name(first_of_may, HoursPlace("ZZ", "UTC", 0, 0)) is None


def test_a_closing_day_that_is_a_holiday_moves_behind_the_whole_row_of_holidays() -> None:
    golden_week = [dt.date(2026, 5, day) for day in range(3, 9)]
    open_days = [
        date.day
        for date in golden_week
        if hours_on("Tu-Su 10:00-17:00", date, closed_after_holiday=True)
    ]
    assert open_days == [3, 4, 5, 6, 8]


def test_the_opened_closing_day_keeps_the_hours_of_the_day_before() -> None:
    text = "Tu-Sa 09:00-17:00; Su 10:00-17:00; Mo off"
    monday = dt.date(2026, 5, 4)
    assert hours_on(text, monday, closed_after_holiday=True) == [(TEN, FIVE_PM)]


def test_the_year_end_closure_is_no_weekly_closing_day() -> None:
    text = "Tu-Su 10:00-17:00; Dec 29-Jan 03 off"
    new_year_monday = dt.date(2029, 1, 1)
    assert new_year_monday.weekday() == 0
    assert hours_on(text, new_year_monday, closed_after_holiday=True) == []
    assert hours_on(text, dt.date(2029, 1, 4), closed_after_holiday=True) == [(TEN, FIVE_PM)]


def test_holidays_closed_by_the_rule_itself_move_nothing() -> None:
    text = "Tu-Su 10:00-17:00; PH off"
    assert hours_on(text, dt.date(2026, 5, 4), closed_after_holiday=True) == []
    assert hours_on(text, dt.date(2026, 5, 7), closed_after_holiday=True) == [(TEN, FIVE_PM)]


def test_only_the_nth_closing_weekday_moves() -> None:
    text = "10:00-17:00; We[1,3] off"
    assert hours_on(text, dt.date(2026, 5, 6), closed_after_holiday=True) == [(TEN, FIVE_PM)]
    assert hours_on(text, dt.date(2026, 5, 7), closed_after_holiday=True) == []
    assert hours_on(text, dt.date(2026, 5, 20), closed_after_holiday=True) == []


def test_dated_exceptions_win_over_everything() -> None:
    closed_monday = HoursRule(
        "Tu-Su 10:00-17:00",
        closed_after_holiday=True,
        dated=(DatedHours(dt.date(2026, 5, 4)), DatedHours(dt.date(2026, 5, 5))),
    )
    assert open_intervals(closed_monday, dt.date(2026, 5, 4), UBE) == ()
    assert open_intervals(closed_monday, dt.date(2026, 5, 7), UBE) == ((TEN, FIVE_PM),)
    open_late = DatedHours(dt.date(2026, 5, 7), (ClockInterval(NINE, DAY + 3600),))
    rule = HoursRule("Tu-Su 10:00-17:00", closed_after_holiday=True, dated=(open_late,))
    assert open_intervals(rule, dt.date(2026, 5, 7), UBE) == ((NINE, DAY + 3600),)
    assert open_intervals(rule, dt.date(2026, 5, 8), UBE) == ((0, 3600), (TEN, FIVE_PM))


def test_unknown_hours_stay_unknown_except_on_stated_dates() -> None:
    stated = DatedHours(dt.date(2026, 5, 7), (ClockInterval(NINE, NOON),))
    rule = HoursRule(None, dated=(stated,))
    assert open_intervals(rule, dt.date(2026, 5, 6), UBE) is None
    assert open_intervals(rule, dt.date(2026, 5, 7), UBE) == ((NINE, NOON),)
    assert next_open_date(rule, dt.date(2026, 5, 1), UBE) == dt.date(2026, 5, 7)
    assert next_open_date(rule, dt.date(2026, 5, 7), UBE) is None


def test_the_next_open_date_is_a_day_on_which_it_opens() -> None:
    rule = HoursRule("Fr 18:00-02:00")
    friday = dt.date(2026, 5, 8)
    assert next_open_date(rule, dt.date(2026, 5, 4), UBE) == friday
    assert next_open_date(rule, friday, UBE) == friday + dt.timedelta(7)
    assert next_open_date(rule, friday, UBE, within_days=6) is None
    assert next_open_date(HoursRule("off"), friday, UBE) is None


def test_an_unreadable_rule_is_an_error_and_not_a_closed_day() -> None:
    with pytest.raises(HoursError):
        open_intervals(HoursRule("ten to five"), YEAR_2026[0], UBE)


def test_a_hundred_and_fifty_spots_on_three_days_take_under_30_ms() -> None:
    rules = [
        HoursRule(f"Tu-Su 09:{n % 60:02}-17:{n // 60:02}; Dec 29-Jan 03 off", True)
        for n in range(150)
    ]

    def evaluate_s() -> float:
        begin = time.process_time()
        for rule in rules:
            for day in (2, 3, 4):
                open_intervals(rule, dt.date(2026, 5, day), UBE)
        return time.process_time() - begin

    evaluate_s()
    assert min(evaluate_s() for _ in range(3)) < 0.030
