"""Which of a region's spots are worth loading for one request.

A small region's are all loaded. Of a large one, plain rows are weighed first, with their real
hours on the asked dates; only the promising ones become full spots, and the plan names no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from routing.model import Mode, TimeWindow
from routing.prospects import Prospects, numbered, prizes, window_columns
from routing.shortlist import Wish, near_the_day, shortlist
from routing.solver.problem import PACE_FACTORS
from server.itineraries.mapping import (
    FULL_INTEREST_S,
    MAX_LUNCH_PLACES,
    UNKNOWN_RENOWN,
    candidate_limit,
    plain_categories,
    trip_days,
)
from server.itineraries.news import Held, less_works
from server.itineraries.request_check import CheckedRequest
from server.regions.categories import CATEGORIES, MEAL_CATEGORIES
from server.regions.models import Region
from server.spots import service as spots
from server.spots.hours import HoursPlace, open_intervals
from server.spots.models import Spot
from server.spots.records import ClockInterval, HoursRule
from server.spots.service import SpotOutline

LOAD_ALL: Final = 400
"""A region with no more spots than this is loaded whole."""

SPARE: Final = 50
"""So many more than the plan chooses among are loaded, to be named as considered.

As many again may be those that a notice closes.
"""

Windows = tuple[tuple[TimeWindow, ...], ...]


def gather_spots(session: Session, checked: CheckedRequest) -> list[Spot]:
    """Return the spots of the wanted categories, places to eat if asked, and the required ones."""
    required = {spot.id for spot in (*checked.required, *(v.spot for v in checked.locked))}
    wanted = plain_categories(checked.asked.categories)
    meals = MEAL_CATEGORIES if checked.asked.lunch else frozenset()
    region = checked.region.code
    if spots.count_region_spots(session, region) <= LOAD_ALL:
        return spots.list_region_spots(session, region, categories=wanted | meals, ids=required)
    trust = checked.news.trust
    outlines = spots.list_spot_outlines(session, region, verified_before=trust.since)
    usable = [o for o in outlines if o.id in required or _is_usable(o, checked)]
    sights = [o for o in usable if o.id in required or wanted.intersection(o.categories)]
    chosen = _promising(sights, required, checked)
    hosts = [o for o in usable if meals.intersection(o.categories)]
    near = _near_hosts(hosts, chosen, checked) if hosts else []
    shut = [o for o in sights if o.id in checked.news.closures]
    return spots.list_spots(session, {o.id for o in (*chosen, *near, *shut[:SPARE])})


def _is_usable(outline: SpotOutline, checked: CheckedRequest) -> bool:
    barred = checked.asked.access_profile == "wheelchair" and outline.wheelchair is False
    return not barred and outline.id not in checked.asked.avoid


def _promising(
    sights: Sequence[SpotOutline], required: Collection[str], checked: CheckedRequest
) -> list[SpotOutline]:
    asked = checked.asked
    days = trip_days(asked)
    size = candidate_limit(len(days)) + SPARE
    wish = Wish(Mode(asked.mode), days, size, asked.lesser_known)
    selection = shortlist(_prospects(sights, required, checked), wish)
    return [sights[n] for n in selection.kept.tolist()]


def _near_hosts(
    hosts: Sequence[SpotOutline], chosen: Sequence[SpotOutline], checked: CheckedRequest
) -> list[SpotOutline]:
    places, kept = (
        (np.array([o.lat for o in some]), np.array([o.lon for o in some]))
        for some in (hosts, chosen)
    )
    near = near_the_day(places, kept, trip_days(checked.asked), 2 * MAX_LUNCH_PLACES)
    return [hosts[n] for n in near.tolist()]


def _prospects(
    sights: Sequence[SpotOutline], required: Collection[str], checked: CheckedRequest
) -> Prospects:
    asked, hours = checked.asked, _HoursTable(checked)
    usual_s = {code: CATEGORIES[code].usual_visit_minutes * 60 for code in CATEGORIES}
    liked = frozenset(asked.categories)
    visit_s = np.array(
        [o.visit_minutes * 60 if o.visit_minutes else usual_s[o.categories[0]] for o in sights]
    )
    renown = np.array([UNKNOWN_RENOWN if o.renown is None else o.renown for o in sights])
    matched = np.array([not liked.isdisjoint(o.categories) for o in sights], dtype=np.bool_)
    trust = np.array([checked.news.trust.factor(o.id, overdue=o.overdue) for o in sights])
    lat, lon = np.array([o.lat for o in sights]), np.array([o.lon for o in sights])
    dug_up = checked.news.among_works(lat, lon)
    which = [
        hours.row(o, bool(dug) and o.id not in required)
        for o, dug in zip(sights, dug_up, strict=True)
    ]
    opens_s, closes_s = window_columns(hours.windows)
    return Prospects(
        lat=lat,
        lon=lon,
        visit_s=(visit_s * PACE_FACTORS[asked.pace]).astype(np.int64),
        prize=prizes(
            np.minimum(1.0, visit_s / FULL_INTEREST_S) * trust,
            renown,
            matched,
            asked.lesser_known,
        )
        * (1 + np.array([checked.news.boost(o.id) for o in sights])),
        category=numbered([o.categories[0] for o in sights]),
        renown=renown,
        required=np.array([o.id in required for o in sights], dtype=np.bool_),
        group=np.full(len(sights), -1),
        opens_s=opens_s[which],
        closes_s=closes_s[which],
    )


class _HoursTable:
    """Windows of distinct rules on the trip's dates: thousands of spots share a few hundred."""

    def __init__(self, checked: CheckedRequest) -> None:
        self._dates = [day.date for day in checked.asked.days]
        self._region = checked.region
        self._news = checked.news
        self._rows: dict[tuple[HoursRule, str, float, float], int] = {}
        self.windows: list[Windows] = []

    def row(self, outline: SpotOutline, is_dug_up: bool) -> int:
        """Return the number of the outline's hours in `windows`."""
        works = self._news.works_at(outline.lat, outline.lon) if is_dug_up else ()
        closures = self._news.closures.get(outline.id, ())
        if works or closures:
            plain = _windows(outline, self._dates, self._region)
            self.windows.append(_less(plain, self._dates, (*closures, *works)))
            return len(self.windows) - 1
        # The sun rises within half a minute of the same time over a tenth of a degree.
        place = round(outline.lat, 1), round(outline.lon, 1)
        key = (outline.hours, outline.categories[0], *place)
        if key not in self._rows:
            self._rows[key] = len(self.windows)
            self.windows.append(_windows(outline, self._dates, self._region))
        return self._rows[key]


def _less(plain: Windows, dates: Sequence[dt.date], held: Sequence[Held]) -> Windows:
    """Return windows less the time of closures and road works."""
    return tuple(
        tuple(
            TimeWindow(*left)
            for left in less_works(
                [ClockInterval(w.opens_s, w.closes_s) for w in windows], held, date
            )
        )
        for date, windows in zip(dates, plain, strict=True)
    )


def _windows(outline: SpotOutline, dates: Sequence[dt.date], region: Region) -> Windows:
    place = HoursPlace(
        region.country, region.time_zone, outline.lat, outline.lon, region.subdivision
    )
    usual = HoursRule(CATEGORIES[outline.categories[0]].usual_hours, dated=outline.hours.dated)
    days = []
    for date in dates:
        known = open_intervals(outline.hours, date, place)
        intervals = open_intervals(usual, date, place) if known is None else known
        days.append(tuple(TimeWindow(i.opens_s, i.closes_s) for i in intervals or ()))
    return tuple(days)
