"""Which starts a weekly rule implies. Pure: no database, no clock of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from server.experiences.wall_clock import find_moment
from server.spots.hours import in_season


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """When something starts; see `server.experiences.slot_models.Schedule`.

    Parameters
    ----------
    weekdays
        ISO numbers, Monday 1.
    last_date
        None where it goes on.
    """

    weekdays: frozenset[int]
    starts: tuple[dt.time, ...]
    first_date: dt.date
    last_date: dt.date | None = None
    seasons: tuple[tuple[str, str], ...] = ()
    except_dates: frozenset[dt.date] = frozenset()

    def holds_on(self, date: dt.date) -> bool:
        """Tell whether it takes place on a date."""
        return (
            date.isoweekday() in self.weekdays
            and self.first_date <= date <= (self.last_date or date)
            and date not in self.except_dates
            and in_season(self.seasons, date)
        )


class Start(NamedTuple):
    """One start that a rule implies: the date and the time on the wall, and the moment, UTC.

    `moment` is None where clocks are put forward over that time: there is no such start.
    """

    date: dt.date
    clock: dt.time
    moment: dt.datetime | None


class Window(NamedTuple):
    """Dates from the first to the last, both included."""

    first: dt.date
    last: dt.date

    def dates(self) -> Iterator[dt.date]:
        """Yield each of them."""
        for day in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=day)


def starts_in(rule: WeeklyRule, window: Window, zone: ZoneInfo) -> Iterator[Start]:
    """Yield every start that `rule` implies on the dates of `window`, by date and clock."""
    for date in window.dates():
        if rule.holds_on(date):
            for clock in sorted(rule.starts):
                yield Start(date, clock, find_moment(date, clock, zone))
