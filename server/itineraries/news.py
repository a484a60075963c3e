"""What holds just now of a region's spots and streets, for the dates of one trip.

A closure takes its time out of a spot's open intervals. Road works do so for the spots among them
that nobody asked for. What is at its best, or part of a campaign, is worth more.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from sqlalchemy.orm import Session

from routing.geodesy import FloatArray
from routing.prospects import BoolArray
from server.campaigns import service as campaigns
from server.campaigns.service import CampaignOfSpot
from server.errors import Fault
from server.itineraries.trust import FULL_TRUST, Trust
from server.notices import service as notices
from server.notices.faults import polygon_of
from server.notices.models import NoticeKind
from server.notices.service import NoticeOfTrip
from server.regions.models import Region
from server.spots.models import Spot
from server.spots.opening import Opening, opening_on
from server.spots.records import ClockInterval
from server.text import Text

AT_ITS_BEST_BOOST: Final = 0.3
"""By which share a spot at its best is worth more."""

MOST_BOOST: Final = 0.6
"""The most by which notices and campaigns together raise what a spot is worth."""

CHOSEN_BOOST: Final = 1.0
"""What a stop of a plan is worth more when the plan is made anew: the tourist chose that day."""

AT_ITS_BEST: Final = "at_its_best"
PART_OF: Final = "part_of_campaign"

_TWO_DAYS_S: Final = 2 * 86_400
_CLOSED_BY_NOTICE: Final = Text(
    "'{name}' is closed then, by notice: {title} (notice {notice}).",
    "「{name}」は、お知らせ「{title}」（{notice}）により、その時は休みです。",
)
_SLACK: Final = dt.timedelta(days=1)
_ANY_TIME: Final = ClockInterval(0, _TWO_DAYS_S)


@dataclass(frozen=True, slots=True)
class Praise:
    """Why a spot is worth more just now; `value` holds a campaign's titles by language."""

    code: str
    value: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A notice within a trip.

    Parameters
    ----------
    begin, until
        Wall-clock times of the region, without offset.
    area
        What road works are on; None for a notice about a spot.
    """

    notice_id: str
    titles: Mapping[str, str]
    begin: dt.datetime
    until: dt.datetime
    area: shapely.Polygon | None = None

    def on(self, date: dt.date) -> ClockInterval | None:
        """Return when it holds on `date`, in seconds since midnight; None if not at all."""
        midnight = dt.datetime.combine(date, dt.time())
        begin_s = max(0, math.floor((self.begin - midnight).total_seconds()))
        until_s = min(_TWO_DAYS_S, math.ceil((self.until - midnight).total_seconds()))
        return ClockInterval(begin_s, until_s) if begin_s < until_s else None


@dataclass(frozen=True, slots=True)
class News:
    """Notices, campaigns and reports that a trip has to heed.

    Parameters
    ----------
    closures, at_its_best
        By spot.
    works
        Road works, in their order.
    campaigns
        By spot.
    trust
        How far spots can be believed.
    chosen
        Spots of the plan that is made anew, which the tourist has agreed to before.
    """

    dates: tuple[dt.date, ...] = ()
    closures: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    at_its_best: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    works: tuple[Held, ...] = ()
    campaigns: Mapping[str, tuple[CampaignOfSpot, ...]] = field(default_factory=dict)
    trust: Trust = FULL_TRUST
    chosen: frozenset[str] = frozenset()

    def opening_on(self, spot: Spot, date: dt.date) -> Opening:
        """Return when `spot` is open on `date`, less its closures."""
        return self.less_closures(spot.id, opening_on(spot, date), date)

    def less_closures(self, spot_id: str, opening: Opening, date: dt.date) -> Opening:
        """Return an opening less the closures of its spot."""
        held = self.closures.get(spot_id, ())
        return Opening(_less(opening.intervals, held, date), opening.assumed) if held else opening

    def closing(self, spot_id: str, date: dt.date, span: ClockInterval = _ANY_TIME) -> Held | None:
        """Return the notice that closes a spot at some time of `span`, if any."""
        for held in self.closures.get(spot_id, ()):
            then = held.on(date)
            if then is not None and then.opens_s < span.closes_s and span.opens_s < then.closes_s:
                return held
        return None

    def closing_any_day(self, spot_id: str) -> Held | None:
        """Return a notice that closes a spot at some time of the trip, if any."""
        return next((held for d in self.dates if (held := self.closing(spot_id, d))), None)

    def works_at(self, lat: float, lon: float) -> tuple[Held, ...]:
        """Return the road works around a place."""
        return tuple(w for w in self.works if shapely.intersects_xy(w.area, lon, lat))

    def among_works(self, lat: FloatArray, lon: FloatArray) -> BoolArray:
        """Return which of many places road works are around."""
        found = np.zeros(len(lat), dtype=np.bool_)
        for held in self.works:
            found |= shapely.intersects_xy(held.area, lon, lat)
        return found

    def boost(self, spot_id: str) -> float:
        """Return by which share a spot is worth more on this trip."""
        if spot_id in self.chosen:
            return CHOSEN_BOOST
        best = AT_ITS_BEST_BOOST if self._is_at_its_best(spot_id, self.dates) else 0.0
        shares = (c.boost for c in self.campaigns.get(spot_id, ()))
        return min(MOST_BOOST, best + sum(shares))

    def praise(self, spot_id: str, date: dt.date) -> Iterator[Praise]:
        """Yield why a spot is worth more on `date`."""
        if self._is_at_its_best(spot_id, (date,)):
            yield Praise(AT_ITS_BEST)
        for campaign in self.campaigns.get(spot_id, ()):
            if campaign.valid_from <= date <= campaign.valid_until:
                yield Praise(PART_OF, campaign.titles)

    def _is_at_its_best(self, spot_id: str, dates: Iterable[dt.date]) -> bool:
        held = self.at_its_best.get(spot_id, ())
        return any(one.on(date) for one in held for date in dates)


NO_NEWS: Final = News()


def without(
    intervals: Sequence[ClockInterval], gone: ClockInterval | None
) -> tuple[ClockInterval, ...]:
    """Return what of the intervals lies outside `gone`."""
    if gone is None:
        return tuple(intervals)
    parts = (
        part
        for i in intervals
        for part in (
            ClockInterval(i.opens_s, min(i.closes_s, gone.opens_s)),
            ClockInterval(max(i.opens_s, gone.closes_s), i.closes_s),
        )
    )
    return tuple(part for part in parts if part.opens_s < part.closes_s)


def _less(
    intervals: Sequence[ClockInterval], held: Iterable[Held], date: dt.date
) -> tuple[ClockInterval, ...]:
    left = tuple(intervals)
    for one in held:
        left = without(left, one.on(date))
    return left


def less_works(
    intervals: Sequence[ClockInterval], works: Iterable[Held], date: dt.date
) -> tuple[ClockInterval, ...]:
    """Return the intervals less the time of road works."""
    return _less(intervals, works, date)


def closed_by_notice(spot: Spot, held: Held, pointer: str, code: str) -> Fault:
    """Return the fault for a spot that is wanted and closed, naming the notice."""
    values: dict[str, object] = {
        "name": spot.names,
        "title": held.titles,
        "notice": held.notice_id,
    }
    return Fault(pointer, code, _CLOSED_BY_NOTICE, values)


def load_news(session: Session, region: Region, dates: Sequence[dt.date]) -> News:
    """Return what a trip in `region` on `dates` has to heed."""
    zone = ZoneInfo(region.time_zone)
    first, last = min(dates), max(dates)
    begin = dt.datetime.combine(first, dt.time(), dt.UTC) - _SLACK
    until = dt.datetime.combine(last, dt.time(), dt.UTC) + 3 * _SLACK
    found = notices.list_for_trip(session, region.code, begin, until)
    joined = campaigns.list_for_trip(session, region.code, first, last)
    return News(
        dates=tuple(dates),
        closures=_by_spot(found, NoticeKind.CLOSURE, zone),
        at_its_best=_by_spot(found, NoticeKind.AT_ITS_BEST, zone),
        works=tuple(_held(n, zone) for n in found if n.kind == NoticeKind.ROAD_WORKS),
        campaigns=_grouped((c.spot_id, c) for c in joined),
    )


def _by_spot(
    found: Iterable[NoticeOfTrip], kind: NoticeKind, zone: ZoneInfo
) -> Mapping[str, tuple[Held, ...]]:
    return _grouped((str(n.spot_id), _held(n, zone)) for n in found if n.kind == kind)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, tuple[Any, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups


def _held(notice: NoticeOfTrip, zone: ZoneInfo) -> Held:
    area = None if notice.area is None else polygon_of(notice.area)
    if area is not None:
        shapely.prepare(area)
    return Held(
        notice_id=notice.id,
        titles=notice.titles,
        begin=_wall_clock(notice.valid_from, zone),
        until=_wall_clock(notice.valid_until, zone),
        area=area,
    )


def _wall_clock(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
