"""What every source of spots delivers: one plain record per spot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class ClockInterval(NamedTuple):
    """Open interval in seconds since local midnight; past the next midnight is over 86,400."""

    opens_s: int
    closes_s: int


@dataclass(frozen=True, slots=True)
class DatedHours:
    """What holds on one date instead of the regular hours; no intervals means closed."""

    date: dt.date
    intervals: tuple[ClockInterval, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoursRule:
    """When a spot is open.

    Parameters
    ----------
    opening_hours
        OSM opening-hours expression; None means unknown.
    closed_after_holiday
        When a weekly closing day is a public holiday, the spot opens then and closes instead on
        the next day that is not a holiday. OSM syntax cannot say this.
    dated
        Exceptions; they win over everything else.
    seasons
        First and last day of each season, `MM-DD`, over the turn of the year where the last comes
        before the first. Outside them the spot is closed; none means all year.
    """

    opening_hours: str | None = None
    closed_after_holiday: bool = False
    dated: tuple[DatedHours, ...] = ()
    seasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SpotRecord:
    """One spot as its source states it.

    Parameters
    ----------
    source, source_id
        Who says so and under which number; unique together within a region.
    names, descriptions
        By language tag (`ja`, `en`, …); `names` holds at least one.
    categories
        Category codes, the main one first.
    fee_minor
        What one adult pays, in the region's minor currency unit; 0 is free, None unknown.
    renown
        How well known, 0 to 1; None unknown.
    wheelchair
        Whether a wheelchair user can visit; None unknown, which is not no.
    fees
        Prices by whom they are for: `who`, `amount_minor`, `from_age`, `to_age`.
    accessibility
        What is known, by `server.opendata.listed_spot.ACCESSIBILITY_FIELDS`.
    listed
        The columns of the national list that it came from.
    hours_note, fee_note
        The source's own words.
    attribution, licence
        Whom to name, and under which licence the facts may be shown.
    """

    source: str
    source_id: str
    names: dict[str, str]
    lat: float
    lon: float
    categories: tuple[str, ...]
    attribution: str
    licence: str
    name_kana: str | None = None
    descriptions: dict[str, str] = field(default_factory=dict)
    hours: HoursRule = field(default_factory=HoursRule)
    hours_note: str = ""
    fee_minor: int | None = None
    fee_note: str = ""
    visit_minutes: int | None = None
    renown: float | None = None
    wheelchair: bool | None = None
    fees: tuple[Mapping[str, Any], ...] = ()
    accessibility: Mapping[str, bool] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    phone: str = ""
    url: str = ""
