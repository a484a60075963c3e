"""Where people plan to go: visits in plans of a region, by month and by spot."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.itineraries.models import SavedItinerary
from server.regions.models import Region
from server.spots.renown import LESSER_KNOWN

MOST_SPOTS: Final = 20
_MOST_PLANS: Final = 5000
"""The visits of so many of the latest plans are looked at."""

_BATCH: Final = 200


@dataclass(slots=True)
class PlannedMonth:
    """What was planned in a month.

    Parameters
    ----------
    plans
        All that were made then.
    days, visits, lesser_visits
        Of those plans that were looked at: days, visits of spots, and how many of these were of
        spots that few people know.
    """

    month: str
    plans: int = 0
    days: int = 0
    visits: int = 0
    lesser_visits: int = 0


@dataclass(frozen=True, slots=True)
class PlannedSpot:
    """How often a spot is visited in plans; names by language, as the latest plan says them."""

    spot_id: str
    names: dict[str, str]
    visits: int
    lesser: bool


@dataclass(slots=True)
class Planned:
    """What people plan: each month, the most visited spots, and how many plans this rests on."""

    months: list[PlannedMonth]
    spots: list[PlannedSpot] = field(default_factory=list)
    looked_at: int = 0


def planned_in(session: Session, region: Region, first: dt.date, last: dt.date) -> Planned:
    """Return what was planned from the first day of one month to the last day of another."""
    zone = ZoneInfo(region.time_zone)
    within = _within(region, zone, first, last)
    planned = Planned([PlannedMonth(name) for name in _months(first, last)])
    by_name = {month.month: month for month in planned.months}
    for made in session.scalars(sa.select(SavedItinerary.created_at).where(within)):
        by_name[f"{made.astimezone(zone):%Y-%m}"].plans += 1
    visited: Counter[str] = Counter()
    latest: dict[str, dict[str, Any]] = {}
    for made, days in _latest_days(session, within):
        planned.looked_at += 1
        month = by_name[f"{made.astimezone(zone):%Y-%m}"]
        month.days += len(days)
        for visit in _visits(days):
            month.visits += 1
            month.lesser_visits += _is_lesser(visit)
            visited[visit["spot_id"]] += 1
            latest.setdefault(visit["spot_id"], visit)
    planned.spots = [
        PlannedSpot(key, dict(latest[key]["names"]), number, _is_lesser(latest[key]))
        for key, number in sorted(visited.items(), key=lambda one: (-one[1], one[0]))[:MOST_SPOTS]
    ]
    return planned


def _within(
    region: Region, zone: ZoneInfo, first: dt.date, last: dt.date
) -> sa.ColumnElement[bool]:
    midnight = dt.time(tzinfo=zone)
    return sa.and_(
        SavedItinerary.region_code == region.code,
        SavedItinerary.created_at >= dt.datetime.combine(first, midnight),
        SavedItinerary.created_at < dt.datetime.combine(last + dt.timedelta(days=1), midnight),
    )


def _months(first: dt.date, last: dt.date) -> Iterator[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def _latest_days(
    session: Session, within: sa.ColumnElement[bool]
) -> Iterator[tuple[dt.datetime, Sequence[dict[str, Any]]]]:
    """Yield when each plan was made, and its days, the latest plan first; a batch in memory."""
    statement = (
        sa.select(SavedItinerary.created_at, SavedItinerary.plan["days"])
        .where(within)
        .order_by(SavedItinerary.created_at.desc(), SavedItinerary.id)
        .limit(_MOST_PLANS)
        .execution_options(yield_per=_BATCH)
    )
    for made, days in session.execute(statement):
        yield made, days or ()


def _visits(days: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the visits of spots; meals taken anywhere and experiences are none."""
    for day in days:
        for visit in day["visits"]:
            if visit["kind"] == "spot" and visit["spot_id"]:
                yield visit


def _is_lesser(visit: dict[str, Any]) -> bool:
    return visit["renown"] is not None and visit["renown"] <= LESSER_KNOWN
