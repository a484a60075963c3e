"""From the wall clock of a region to moments, across the days on which clocks are changed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def find_moment(date: dt.date, clock: dt.time, zone: ZoneInfo) -> dt.datetime | None:
    """Return when a clock on the wall shows this time on this date, in UTC.

    The first time where it does so twice, because clocks are put back; None where it never does,
    because they are put forward over it.
    """
    shown = dt.datetime.combine(date, clock)
    moment = shown.replace(tzinfo=zone, fold=0).astimezone(dt.UTC)
    exists = moment.astimezone(zone).replace(tzinfo=None) == shown
    return moment if exists else None


def local_date(moment: dt.datetime, zone: ZoneInfo) -> dt.date:
    """Return the date that a calendar on the wall shows."""
    return moment.astimezone(zone).date()
