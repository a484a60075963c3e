"""Opening hours that are the same every week, and nothing that is less certain."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from server.spots.hours import DAY_S, HoursPlace, open_intervals
from server.spots.models import Spot
from server.spots.opening import hours_place, hours_rule
from server.spots.records import HoursRule

_WEEKLY: Final = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su|off|closed|24/7|[0-9]{2}:[0-9]{2}|[-,; ])*")
_SHUT_ON_HOLIDAYS: Final = re.compile(r";? *\bPH (?:off|closed)\b *")
_A_MONDAY: Final = dt.date(2027, 6, 7)


class WeeklyHours(NamedTuple):
    """When a spot opens on a weekday (0 is Monday), in seconds since that day's midnight."""

    weekday: int
    opens_s: int
    closes_s: int


def weekly_hours(spot: Spot) -> list[WeeklyHours] | None:
    """Return the hours of each week, None where they are unknown or differ between weeks.

    Seasons, sunsets, months and closing days that move after holidays make them differ.
    """
    rule = hours_rule(spot)
    text = _SHUT_ON_HOLIDAYS.sub("", rule.opening_hours or "")
    if not text or rule.seasons or rule.closed_after_holiday or not _WEEKLY.fullmatch(text):
        return None
    days = [_on(text, day, hours_place(spot)) for day in range(-1, 7)]
    return [
        WeeklyHours(day, opens, closes)
        for day in range(7)
        for opens, closes in days[day + 1]
        if not _is_left_over(opens, closes, days[day])
    ]


def shut_on_holidays(spot: Spot) -> bool:
    """Return whether the spot says plainly that it is closed on public holidays."""
    return bool(_SHUT_ON_HOLIDAYS.search(spot.opening_hours or ""))


def _on(text: str, day: int, place: HoursPlace) -> list[tuple[int, int]]:
    date = _A_MONDAY + dt.timedelta(days=day)
    found = open_intervals(HoursRule(text), date, place) or ()
    return [(interval.opens_s, interval.closes_s) for interval in found]


def _is_left_over(opens: int, closes: int, before: list[tuple[int, int]]) -> bool:
    """Tell whether an interval is the end of what began on the day before."""
    return opens == 0 and any(end - DAY_S == closes for _, end in before if end > DAY_S)
