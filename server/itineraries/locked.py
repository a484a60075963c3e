"""Visits whose time is agreed: which spot, which day, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from routing.model import Pace, StopKind
from server.errors import Fault
from server.itineraries.news import NO_NEWS, News, closed_by_notice
from server.itineraries.request import DayIn, ItineraryRequest, LockedIn
from server.regions.categories import CATEGORIES
from server.spots.models import Spot
from server.spots.records import ClockInterval
from server.text import Text

_TWICE: Final = Text(
    "'{name}' is locked at two times; keep one.",
    "「{name}」の時刻が二つ指定されています。一つにしてください。",
)
_AVOIDED: Final = Text(
    "'{name}' is both locked and avoided.", "「{name}」が locked と avoid の両方にあります。"
)
_ON_NO_DAY: Final = Text(
    "{begin} is not within any of your days.", "{begin} はどの日の予定時間にも入っていません。"
)
_CLOSED: Final = Text(
    "'{name}' is not open from {begin} to {leave} on {date}.",
    "「{name}」は {date} の {begin}〜{leave} には開いていません。",
)
_PACES: Final = {Pace.RELAXED: 1.25, Pace.NORMAL: 1.0, Pace.PACKED: 0.8}


@dataclass(frozen=True, slots=True)
class LockedVisit:
    """A spot at its time.

    Parameters
    ----------
    day
        Index of the trip day.
    begin_s, leave_s
        Seconds since that day's local midnight.
    """

    spot: Spot
    day: int
    begin_s: int
    leave_s: int
    kind: StopKind = StopKind.SPOT


def locked_visits(
    asked: ItineraryRequest, spots: Sequence[Spot | None], zone: dt.tzinfo
) -> tuple[LockedVisit, ...]:
    """Return the agreed visits of a request; those on none of its days are left out.

    Parameters
    ----------
    spots
        The spot of each entry of `asked.locked`; None where there is none.
    """
    found = []
    for entry, spot in zip(asked.locked, spots, strict=True):
        day = day_of(entry.begin.astimezone(zone), asked.days)
        if spot is not None and day is not None:
            begin_s = second_of(entry.begin.astimezone(zone))
            stay_s = locked_stay_s(entry, spot, asked.pace)
            found.append(LockedVisit(spot, day, begin_s, begin_s + stay_s))
    return tuple(found)


def locked_stay_s(entry: LockedIn, spot: Spot, pace: Pace) -> int:
    """Return how long an agreed visit lasts: what was agreed, else the usual stay at this pace."""
    return usual_stay_s(spot, pace) if entry.minutes is None else entry.minutes * 60


def usual_stay_s(spot: Spot, pace: Pace) -> int:
    """Return how long people stay at a spot at this pace, in whole minutes."""
    usual = spot.visit_minutes or CATEGORIES[spot.categories[0]].usual_visit_minutes
    return max(1, int(usual * _PACES[pace] + 0.5)) * 60


def day_of(moment: dt.datetime, days: Sequence[DayIn]) -> int | None:
    """Return the index of the day on which a local moment lies within the frame."""
    clock = f"{moment:%H:%M}"
    for number, day in enumerate(days):
        if day.date == moment.date() and day.start.time <= clock < day.end.time:
            return number
    return None


def second_of(moment: dt.datetime) -> int:
    """Return the wall clock of a local moment as seconds since midnight."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def locked_faults(
    asked: ItineraryRequest, spots: Sequence[Spot | None], zone: ZoneInfo, news: News = NO_NEWS
) -> Iterator[Fault]:
    """Yield what is wrong with the agreed visits; unknown spots are told elsewhere."""
    seen: set[str] = set()
    for number, (entry, spot) in enumerate(zip(asked.locked, spots, strict=True)):
        if spot is None:
            continue
        pointer = f"/locked/{number}"
        if spot.id in seen:
            yield Fault(f"{pointer}/spot_id", "listed_twice", _TWICE, {"name": spot.names})
        if spot.id in asked.avoid:
            yield Fault(f"{pointer}/spot_id", "wanted_and_avoided", _AVOIDED, {"name": spot.names})
        seen.add(spot.id)
        yield from _time_faults(asked, (entry, spot), zone, news, f"{pointer}/begin")


def _time_faults(
    asked: ItineraryRequest,
    agreed: tuple[LockedIn, Spot],
    zone: ZoneInfo,
    news: News,
    pointer: str,
) -> Iterator[Fault]:
    entry, spot = agreed
    begin = entry.begin.astimezone(zone)
    if day_of(begin, asked.days) is None:
        values: dict[str, object] = {"begin": f"{begin:%Y-%m-%d %H:%M}"}
        yield Fault(pointer, "on_no_day", _ON_NO_DAY, values)
        return
    begin_s, opening = second_of(begin), news.opening_on(spot, begin.date())
    leave_s = begin_s + locked_stay_s(entry, spot, asked.pace)
    held = news.closing(spot.id, begin.date(), ClockInterval(begin_s, leave_s))
    if held is not None:
        yield closed_by_notice(spot, held, pointer, "locked_while_closed")
        return
    is_open = any(i.opens_s <= begin_s and leave_s <= i.closes_s for i in opening.intervals)
    if not (is_open or opening.assumed):
        leave = begin + dt.timedelta(seconds=leave_s - begin_s)
        values = {"name": spot.names, "date": begin.date()}
        values |= {"begin": f"{begin:%H:%M}", "leave": f"{leave:%H:%M}"}
        yield Fault(pointer, "locked_while_closed", _CLOSED, values)
