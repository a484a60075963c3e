"""When a stored spot is open, and whether that is known or assumed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from server.regions.categories import CATEGORIES
from server.spots.hours import HoursPlace, next_open_date, open_intervals
from server.spots.models import Spot
from server.spots.records import ClockInterval, DatedHours, HoursRule


@dataclass(frozen=True, slots=True)
class Opening:
    """A spot's open intervals on one date.

    `assumed` is True when the spot's own hours are unknown and its category's usual ones stand in.
    """

    intervals: tuple[ClockInterval, ...]
    assumed: bool


def hours_rule(spot: Spot) -> HoursRule:
    """Return the spot's own rule."""
    return HoursRule(
        opening_hours=spot.opening_hours,
        closed_after_holiday=spot.closed_after_holiday,
        dated=tuple(
            DatedHours(d.date, tuple(ClockInterval(*pair) for pair in d.intervals), d.reason)
            for d in spot.dated_hours
        ),
        seasons=tuple((first, last) for first, last in spot.seasons),
    )


def _usual_rule(spot: Spot) -> HoursRule:
    main = spot.categories[0] if spot.categories else "historic"
    return replace(
        hours_rule(spot), opening_hours=CATEGORIES[main].usual_hours, closed_after_holiday=False
    )


def hours_place(spot: Spot) -> HoursPlace:
    """Return where the spot's clock and holidays are."""
    region = spot.region
    return HoursPlace(
        country=region.country,
        subdivision=region.subdivision,
        time_zone=region.time_zone,
        lat=spot.lat,
        lon=spot.lon,
    )


def opening_on(spot: Spot, date: dt.date) -> Opening:
    """Return when `spot` is open on `date`."""
    place = hours_place(spot)
    known = open_intervals(hours_rule(spot), date, place)
    if known is not None:
        return Opening(known, assumed=False)
    return Opening(open_intervals(_usual_rule(spot), date, place) or (), assumed=True)


def next_opening_date(spot: Spot, after: dt.date) -> dt.date | None:
    """Return the first date after `after` on which `spot` opens, within two weeks, or None."""
    rule = hours_rule(spot)
    if rule.opening_hours is None:
        rule = _usual_rule(spot)
    return next_open_date(rule, after, hours_place(spot))


def is_open_at(spot: Spot, local: dt.datetime) -> bool:
    """Tell whether `spot` is open at the local wall-clock time `local`."""
    second = local.hour * 3600 + local.minute * 60 + local.second
    opening = opening_on(spot, local.date())
    return any(i.opens_s <= second < i.closes_s for i in opening.intervals)
