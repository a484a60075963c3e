from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.opendata.japanese_text import find_clock, find_yen
from server.spots.hours import validate_hours
from server.spots.japanese_hours import (
    WEEKDAYS,
    Days,
    expression,
    find_closing_times,
    find_days,
    read_note,
    weekday_selector,
)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("9:00", "09:00"),
        ("09:00:00", "09:00"),
        ("９：００～", "09:00"),
        ("9時", "09:00"),
        ("9時30分", "09:30"),
        ("午後5時半", "17:30"),
        ("24:00", "24:00"),
        ("24:30", None),
        ("9:75", None),
        ("日の出", None),
        ("9:00～12:00", None),
        ("", None),
    ],
)
def test_a_clock_time_is_read_only_when_it_is_the_whole_cell(cell: str, clock: str | None) -> None:
    assert find_clock(cell) == clock


@pytest.mark.parametrize(
    ("cell", "yen"),
    [
        ("310", 310),
        ("310 ", 310),
        ("1,050円", 1050),
        ("５５０円", 550),
        ("無料", 0),
        ("●入館料　無料", 0),
        ("大人300円　小人150円", 300),
        ("【入館料】大人550円、子供280円", 550),
        ("一般200円、大学生100円", 200),
        ("志納", None),
        ("1時間：200円", None),
        ("【宝物殿見学】\n●料金　100円", None),
        ("一周コース大人2,200円", None),
        ("大人200円（20人以上団体 大人160円）", None),
        ("ホームページを参照して下さい。", None),
    ],
)
def test_only_a_plain_price_becomes_a_fee(cell: str, yen: int | None) -> None:
    assert find_yen(cell) == yen


@pytest.mark.parametrize(
    ("cell", "selector"),
    [
        ("月水木金土日", "Mo,We-Su"),
        ("月、水、木", "Mo,We-Th"),
        ("火曜日・水曜日", "Tu-We"),
        ("月～金", "Mo-Fr"),
        ("土日祝", "Sa-Su,PH"),
        ("毎日", ""),
        ("年中無休", ""),
        ("月火水木金土日祝", ""),
    ],
)
def test_the_days_of_a_cell_become_a_selector(cell: str, selector: str) -> None:
    days = find_days(cell)
    assert days is not None
    assert weekday_selector(days.weekdays, days.on_holidays) == selector


def test_working_days_exclude_holidays_and_a_span_of_dates_is_a_season() -> None:
    assert find_days("平日") == Days(frozenset(WEEKDAYS[:5]), on_holidays=False)
    assert find_days("7/20～8/31") == Days(frozenset(WEEKDAYS), season="Jul 20-Aug 31")
    assert find_days("要問合せ") is None


@given(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_a_weekday_selector_names_exactly_its_days(weekdays: set[str]) -> None:
    selector = weekday_selector(weekdays)
    assert selector is not None
    named = set()
    for part in selector.split(",") if selector else ["Mo-Su"]:
        first, _, last = part.partition("-")
        named |= set(WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last or first) + 1])
    assert named == weekdays


@pytest.mark.parametrize(
    ("note", "weekdays", "moves", "off"),
    [
        ("【休館日】12月30日～1月2日", "", False, ["Dec 30-Jan 02"]),
        ("【休館日】年末年始（１２月２８日～１月３日）", "", False, ["Dec 28-Jan 03"]),
        ("12/29、12/30、12/31日休館", "", False, ["Dec 29", "Dec 30", "Dec 31"]),
        ("毎週月曜日（祝日の場合は翌日）、12月29日～1月3日休館", "Mo", True, ["Dec 29-Jan 03"]),
        ("毎週月曜日休館（祝日の場合は翌日）", "Mo", True, []),
        ("月曜（祝日の場合は翌日）休", "Mo", True, []),
        ("水曜日が祝日の場合利用可、その場合翌日休館", "We", True, []),
        ("水曜日が休館日。ただし祝日に当たるときは、その翌日とする", "We", True, []),
        ("●休園日/火曜日（火曜日が休日または祝日の時はその翌日）", "Tu", True, []),
        ("［休館日］火曜（祝祭日の場合は翌平日）", "Tu", True, []),
        ("●休館日　火曜日・水曜日　12/29～1/3", "Tu We", False, ["Dec 29-Jan 03"]),
        ("休館日：水曜・8/13～15", "We", False, ["Aug 13-Aug 15"]),
        ("8/13（火）から8/16（金）は休場", "", False, ["Aug 13-Aug 16"]),
        ("●休館日　国民の祝日の翌日", "", False, ["PH +1 day"]),
        ("年中無休。", "", False, []),
        ("●休業日　年中無休", "", False, []),
        ("入館は17:00まで", "", False, []),
    ],
)
def test_a_plain_closing_note_becomes_a_rule(
    note: str, weekdays: str, moves: bool, off: list[str]
) -> None:
    read = read_note(note)
    assert read.complete
    assert read.closing_weekdays == set(weekdays.split())
    assert read.closed_after_holiday == moves
    assert list(read.off) == off


@pytest.mark.parametrize(
    "note",
    [
        "年末年始休館",
        "火曜日・お盆・年末年始は終日利用不可",
        "不定休",
        "●休館日　1月第4土曜日",
        "●休館日\n　・月曜日（4～10月）",
        "火曜定休（祝祭日、夏休みは除く）",
        "毎月第1水曜日、第3水曜日及び12/29～1/3を除く日",
        "13月40日休館",
    ],
)
def test_what_is_not_understood_is_reported_and_never_guessed(note: str) -> None:
    read = read_note(note)
    assert not read.complete
    assert not read.off
    assert read.closing_weekdays <= {"Tu"}


def test_an_nth_or_seasonal_closing_day_does_not_close_every_week() -> None:
    assert not read_note("●休館日　1月第4土曜日").closing_weekdays
    assert not read_note("●休館日\n　・月曜日（4～10月）").closing_weekdays
    assert not read_note("毎月第1水曜日休館").closing_weekdays


def test_seasonal_times_override_the_usual_ones() -> None:
    note = read_note("4月～８月は18：00まで")
    every_day = Days(frozenset(WEEKDAYS))
    composed = expression(every_day, "09:30", find_closing_times("17:00"), note)
    assert composed == "09:30-17:00; Apr-Aug 09:30-18:00"
    winter = read_note("12月～2月までは午前8時から午後5時まで")
    assert winter.season_times == (("Dec-Feb", "08:00", "17:00"),)


def test_a_closing_time_by_dated_season_becomes_one_rule_each() -> None:
    cell = "17:00\n夏時間（3月1日～10月19日）\n\n16:00\n冬時間（10月20日～2月末日）"
    times = find_closing_times(cell)
    assert times == (("Mar 01-Oct 19", "17:00"), ("Oct 20-Feb 29", "16:00"))
    assert find_closing_times("17:00（夏は18:00）") == ()


def test_midnight_to_midnight_is_round_the_clock() -> None:
    every_day, five = Days(frozenset(WEEKDAYS)), Days(frozenset(WEEKDAYS[:5]))
    assert expression(every_day, "00:00", (("", "00:00"),), read_note("")) == "24/7"
    assert expression(five, "00:00", (("", "00:00"),), read_note("")) == "Mo-Fr 00:00-24:00"


def test_a_stated_season_limits_the_whole_year() -> None:
    note = read_note("営業期間：4月1日から11月30日まで")
    composed = expression(Days(frozenset(WEEKDAYS)), "10:00", (("", "16:00"),), note)
    assert composed == "Apr 01-Nov 30 10:00-16:00"


@given(
    st.text(
        alphabet="月火水木金土日祝の場合は翌休館、・毎週（）1/29～年末始除く第\n。● ", max_size=40
    )
)
def test_any_note_gives_an_expression_that_is_valid(note: str) -> None:
    composed = expression(
        Days(frozenset(WEEKDAYS)), "09:00", find_closing_times("17:00"), read_note(note)
    )
    assert validate_hours(composed)
