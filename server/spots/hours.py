"""From an opening rule to the clock intervals of one date.

All clock times are wall-clock seconds since the date's own midnight: 17:00 is 61,200 on every
date, also on the days on which summer time begins or ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from server.spots.hours_text import (
    HoursError,
    evaluable,
    settle_holidays,
    shift_weekdays,
    validate_hours,
)
from server.spots.public_holidays import find_holiday
from server.spots.records import ClockInterval, DatedHours, HoursRule

__all__ = [
    "HoursError",
    "HoursPlace",
    "holiday_name",
    "next_open_date",
    "open_intervals",
    "validate_hours",
]

DAY_S: Final = 86_400

_SOLAR: Final = ("sunrise", "sunset", "dawn", "dusk")
_ONE_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HoursPlace:
    """Where a rule is read.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code, for public holidays.
    time_zone
        IANA name, for the sun's clock times.
    lat, lon
        WGS 84 degrees, for sunrise and sunset.
    subdivision
        ISO 3166-2 code without the country, where holidays differ inside it.
    """

    country: str
    time_zone: str
    lat: float
    lon: float
    subdivision: str | None = None


def open_intervals(
    rule: HoursRule, date: dt.date, place: HoursPlace
) -> tuple[ClockInterval, ...] | None:
    """Return when the spot is open on one date.

    An interval that runs past midnight belongs to the date on which it opens and closes after
    86,400; what yesterday's one leaves of this date's early morning is there as well. "Perhaps
    open" (`unknown` in the expression) is not open.

    Returns
    -------
    Sorted, disjoint intervals between 0 and 172,800; empty when closed, None when the hours of
    that date are unknown.

    Raises
    ------
    HoursError
        If the rule's expression cannot be read.
    """
    today = _hours_opening_on(rule, date, place)
    if today is None:
        return None
    last_night = _hours_opening_on(rule, date - _ONE_DAY, place) or ()
    remainder = (
        ClockInterval(max(0, interval.opens_s - DAY_S), interval.closes_s - DAY_S)
        for interval in last_night
        if interval.closes_s > DAY_S
    )
    return _merged([*remainder, *today])


def next_open_date(
    rule: HoursRule, after: dt.date, place: HoursPlace, within_days: int = 14
) -> dt.date | None:
    """Return the first date later than `after` on which the spot opens.

    None when it does not open within that many days, or its hours are unknown.

    Raises
    ------
    HoursError
        If the rule's expression cannot be read.
    """
    dates = (after + dt.timedelta(days=days) for days in range(1, within_days + 1))
    return next((date for date in dates if _hours_opening_on(rule, date, place)), None)


def holiday_name(date: dt.date, place: HoursPlace, language: str | None = None) -> str | None:
    """Return the name of that date's public holiday; None on any other day.

    The name is in the asked language where the calendar has it, else in the country's own.
    """
    return find_holiday(date, place.country, subdivision=place.subdivision, language=language)


def _hours_opening_on(
    rule: HoursRule, date: dt.date, place: HoursPlace
) -> tuple[ClockInterval, ...] | None:
    dated = _dated(rule, date)
    if dated is not None:
        return _merged(dated.intervals)
    if not in_season(rule.seasons, date):
        return ()
    if rule.opening_hours is None:
        return None
    if rule.closed_after_holiday:
        return _with_moved_closing_day(rule, rule.opening_hours, date, place)
    return _regular(rule.opening_hours, date, place)


def in_season(seasons: Collection[tuple[str, str]], date: dt.date) -> bool:
    """Return whether a date lies in one of `seasons`; always where there are none."""
    day = f"{date.month:02}-{date.day:02}"
    return not seasons or any(
        first <= day <= last if first <= last else day >= first or day <= last
        for first, last in seasons
    )


def _dated(rule: HoursRule, date: dt.date) -> DatedHours | None:
    return next((dated for dated in rule.dated if dated.date == date), None)


def _with_moved_closing_day(
    rule: HoursRule, text: str, date: dt.date, place: HoursPlace
) -> tuple[ClockInterval, ...]:
    if _is_holiday(date, place):
        return _hours_on_holiday(text, date, place)
    if _owes_closing_day(rule, text, date, place):
        return ()
    return _regular(text, date, place)


def _hours_on_holiday(text: str, date: dt.date, place: HoursPlace) -> tuple[ClockInterval, ...]:
    """Return the rule's own hours, else on a weekly closing day those of the day before it."""
    regular = _regular(text, date, place)
    if regular or not _is_weekly_closing_day(text, date, place):
        return regular
    return next(_hours_as_on_other_weekdays(text, date, place), ())


def _owes_closing_day(rule: HoursRule, text: str, date: dt.date, place: HoursPlace) -> bool:
    """Tell whether the holidays right before this date took a weekly closing day away."""
    day = date - _ONE_DAY
    while _is_holiday(day, place):
        dated = _dated(rule, day)
        opened = dated.intervals if dated is not None else _hours_on_holiday(text, day, place)
        if opened and _is_weekly_closing_day(text, day, place):
            return True
        day -= _ONE_DAY
    return False


def _is_weekly_closing_day(text: str, date: dt.date, place: HoursPlace) -> bool:
    """Tell whether the weekday alone, not the season or a holiday, closes the spot that day."""
    if _regular(text, date, place, mind_holidays=False):
        return False
    others = _hours_as_on_other_weekdays(text, date, place, mind_holidays=False)
    return next(others, None) is not None


def _hours_as_on_other_weekdays(
    text: str, date: dt.date, place: HoursPlace, *, mind_holidays: bool = True
) -> Iterator[tuple[ClockInterval, ...]]:
    """Yield what would hold on this date were it the weekday before, then the one before that."""
    for days in range(1, 7):
        hours = _regular(text, date, place, weekday_shift=days, mind_holidays=mind_holidays)
        if hours:
            yield hours


def _regular(
    text: str,
    date: dt.date,
    place: HoursPlace,
    *,
    weekday_shift: int = 0,
    mind_holidays: bool = True,
) -> tuple[ClockInterval, ...]:
    """Evaluate the expression for what opens on one date, on past midnight."""
    evening, morning = evaluable(text)

    def settled(expression: str) -> str:
        shifted = shift_weekdays(expression, weekday_shift) if weekday_shift else expression
        if not mind_holidays or "PH" not in shifted:
            return shifted
        return settle_holidays(
            shifted, lambda days: _is_holiday(date + dt.timedelta(days=days), place)
        )

    own = _evaluated(settled(evening), date, place)
    if morning is None:
        return own
    return _continued(own, _evaluated(settled(morning), date, place))


def _continued(
    own: tuple[ClockInterval, ...], morning: tuple[ClockInterval, ...]
) -> tuple[ClockInterval, ...]:
    """Append the next morning's hours to the evening's."""
    later = [ClockInterval(begin + DAY_S, end + DAY_S) for begin, end in morning]
    return _merged([*own, *later])


def _is_holiday(date: dt.date, place: HoursPlace) -> bool:
    return find_holiday(date, place.country, subdivision=place.subdivision) is not None


def _evaluated(expression: str, date: dt.date, place: HoursPlace) -> tuple[ClockInterval, ...]:
    if any(event in expression for event in _SOLAR):
        # A tenth of a degree is under half a minute of sun, and lets neighbours share the cache.
        sun = (place.time_zone, round(place.lat, 1), round(place.lon, 1))
        return _open_on(expression, date, sun)
    return _open_on(expression, date, None)


@lru_cache(maxsize=16_384)
def _open_on(
    expression: str, date: dt.date, sun: tuple[str, float, float] | None
) -> tuple[ClockInterval, ...]:
    begin = dt.datetime.combine(date, dt.time())
    spans = _parsed(expression, sun).intervals(begin, begin + _ONE_DAY)
    return tuple(
        ClockInterval(_clock_s(opens, date), _clock_s(closes, date))
        for opens, closes, state, _ in spans
        if state == State.OPEN
    )


@lru_cache(maxsize=4096)
def _parsed(expression: str, sun: tuple[str, float, float] | None) -> OpeningHours:
    # Without a country the evaluator's own holiday calendar stays out of it.
    if sun is None:
        return OpeningHours(expression, auto_country=False, auto_timezone=False)
    zone, lat, lon = sun
    return OpeningHours(expression, ZoneInfo(zone), coords=(lat, lon), auto_country=False)


def _clock_s(time: dt.datetime, date: dt.date) -> int:
    return int((time.replace(tzinfo=None) - dt.datetime.combine(date, dt.time())).total_seconds())


def _merged(intervals: Iterable[ClockInterval]) -> tuple[ClockInterval, ...]:
    """Sort intervals and join those that touch."""
    merged: list[ClockInterval] = []
    for interval in sorted(intervals):
        if merged and interval.opens_s <= merged[-1].closes_s:
            last = merged.pop()
            interval = ClockInterval(last.opens_s, max(last.closes_s, interval.closes_s))
        merged.append(interval)
    return tuple(merged)
