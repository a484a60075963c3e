"""Is the request one that can be planned? Every fault is named, with what would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from routing.engines.base import Engine
from routing.model import Mode, Point
from server.errors import Fault, Invalid
from server.itineraries.locked import LockedVisit, locked_faults, locked_visits
from server.itineraries.news import NO_NEWS, News, closed_by_notice, load_news
from server.itineraries.request import ItineraryRequest, LunchIn, RestIn, TripFrame
from server.itineraries.slot_stops import NO_OFFERS, Offers, SlotStop
from server.regions import service as regions
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots import service as spots
from server.spots.models import Spot
from server.spots.opening import next_opening_date
from server.spots.query import unknown_category, unknown_region
from server.text import Text
from server.travel.service import NamedPoint, off_network_faults

OLDEST_DAYS: Final = 366
FURTHEST_DAYS: Final = 731
_MINUTE: Final = dt.timedelta(minutes=1)

_PAST: Final = Text(
    "{date} is more than a year ago; choose a date from {first} on.",
    "{date} は一年以上前の日付です。{first} 以降の日付にしてください。",
)
_TOO_FAR_AHEAD: Final = Text(
    "{date} is more than two years ahead; opening hours are not known so far.",
    "{date} は二年以上先の日付です。その頃の開館時間はまだ分かりません。",
)
_NOT_ASCENDING: Final = Text(
    "The days must follow each other: {date} is not after {previous}.",
    "日付は順に並べてください。{date} は {previous} より後ではありません。",
)
_END_BEFORE_START: Final = Text(
    "The day must end after it starts at {start}.",
    "終わりの時刻は、始まりの {start} より後にしてください。",
)
_CLOCKS_CHANGE: Final = Text(
    "The clocks change on {date}; start the day at {after} or later.",
    "{date} は時刻の切り替えがあります。{after} 以降に始めてください。",
)
_LUNCH_TOO_SHORT: Final = Text(
    "{minutes} minutes of lunch do not fit between {earliest} and {latest}.",
    "{earliest} から {latest} の間に {minutes} 分の昼食は入りません。",
)
_REST_TOO_SHORT: Final = Text(
    "{minutes} minutes of rest do not fit between {earliest} and {latest}.",
    "{earliest} から {latest} の間に {minutes} 分の休憩は入りません。",
)
_METRES_BY_CAR: Final = Text(
    "walking_metres_per_day counts on foot only; by car use travel_minutes_per_day.",
    "walking_metres_per_day は徒歩専用です。車では travel_minutes_per_day をお使いください。",
)
_UNKNOWN_SPOT: Final = Text(
    "There is no spot '{spot}' in this region.", "この地域にスポット「{spot}」はありません。"
)
_WANTED_AND_AVOIDED: Final = Text(
    "'{spot}' is in both must_visit and avoid.",
    "「{spot}」が must_visit と avoid の両方にあります。",
)
_TWICE: Final = Text("'{spot}' is listed twice.", "「{spot}」が二度指定されています。")
_CLOSED: Final = Text(
    "'{name}' is closed on the chosen day(s); it is next open on {date}.",
    "「{name}」は選ばれた日には休みです。次に開くのは {date} です。",
)
_CLOSED_FOR_LONG: Final = Text(
    "'{name}' is closed on the chosen day(s) and for the two weeks after.",
    "「{name}」は選ばれた日から二週間は休みです。",
)
_NOT_ACCESSIBLE: Final = Text(
    "'{name}' is known not to be accessible by wheelchair.",
    "「{name}」は車椅子では利用できないことが分かっています。",
)


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """A request that can be planned, with the region and the required spots it names.

    `required` holds the spots of `locked`, too. `booked` are slots that the plan must go by,
    `offers` those that it may take in.
    """

    asked: ItineraryRequest
    region: Region
    required: tuple[Spot, ...]
    locked: tuple[LockedVisit, ...] = ()
    news: News = NO_NEWS
    booked: tuple[SlotStop, ...] = ()
    offers: Offers = NO_OFFERS


def clock_s(text: str) -> int:
    """Return `HH:MM` as seconds since midnight."""
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def check_request(
    session: Session, asked: ItineraryRequest, engine: Engine, *, now: dt.datetime
) -> CheckedRequest:
    """Return `asked` with what it names looked up.

    Raises
    ------
    Invalid
        With every fault at once.
    """
    region = regions.find_region(session, asked.region)
    news = _news_for(session, asked, region)
    faults = _all_faults(session, asked, engine, news, now=now)
    if faults or region is None:
        raise Invalid(faults)
    required = [spots.get_spot(session, key) for key in asked.must_visit]
    agreed = [spots.find_spot(session, entry.spot_id) for entry in asked.locked]
    locked = locked_visits(asked, agreed, ZoneInfo(region.time_zone))
    named = {spot.id: spot for spot in (*required, *(visit.spot for visit in locked))}
    return CheckedRequest(asked, region, tuple(named.values()), locked, news)


def _news_for(session: Session, asked: ItineraryRequest, region: Region | None) -> News:
    return load_news(session, region, [day.date for day in asked.days]) if region else NO_NEWS


def request_faults(
    session: Session, asked: ItineraryRequest, engine: Engine, *, now: dt.datetime
) -> list[Fault]:
    """Return everything that keeps `asked` from being planned; empty when nothing does."""
    news = _news_for(session, asked, regions.find_region(session, asked.region))
    return _all_faults(session, asked, engine, news, now=now)


def _all_faults(
    session: Session, asked: ItineraryRequest, engine: Engine, news: News, *, now: dt.datetime
) -> list[Fault]:
    region = regions.find_region(session, asked.region)
    zone = ZoneInfo(region.time_zone) if region else dt.UTC
    faults = [
        *([] if region else [unknown_region("/region", asked.region)]),
        *(
            unknown_category(f"/categories/{i}", code)
            for i, code in enumerate(asked.categories)
            if code not in CATEGORIES
        ),
        *_date_faults(asked, now.astimezone(zone).date()),
        *_clock_faults(asked),
        *_clock_change_faults(asked, zone),
        *pause_faults(asked),
    ]
    if region is not None:
        required = [spots.find_spot(session, key) for key in asked.must_visit]
        faults += _point_faults(asked, engine, region)
        faults += _spot_faults(asked, required, news)
        faults += _locked_faults(session, asked, region, news)
    return faults


def _clock_faults(asked: ItineraryRequest) -> Iterator[Fault]:
    for i, day in enumerate(asked.days):
        if clock_s(day.end.time) <= clock_s(day.start.time):
            yield Fault(
                f"/days/{i}/end/time",
                "end_before_start",
                _END_BEFORE_START,
                {"start": day.start.time},
            )


def _clock_change_faults(asked: ItineraryRequest, zone: dt.tzinfo) -> Iterator[Fault]:
    """Yield a fault for every day within whose frame an hour is left out or lived twice."""
    for i, day in enumerate(asked.days):
        midnight = dt.datetime.combine(day.date, dt.time(), zone)
        start, end = (
            midnight + dt.timedelta(seconds=clock_s(day_end.time))
            for day_end in (day.start, day.end)
        )
        if start < end and start.utcoffset() != end.utcoffset():
            values: dict[str, object] = {"date": day.date, "after": f"{_settled(end):%H:%M}"}
            yield Fault(f"/days/{i}/start/time", "clocks_change", _CLOCKS_CHANGE, values)


def _settled(clock: dt.datetime) -> dt.datetime:
    """Return the earliest wall clock before `clock` since which the clocks have not changed."""
    while clock.utcoffset() == (clock - _MINUTE).utcoffset():
        clock -= _MINUTE
    return clock


def pause_faults(asked: TripFrame) -> Iterator[Fault]:
    """Yield what is wrong with lunch, rest and limits."""
    if asked.lunch is not None and _is_too_short(asked.lunch):
        values: dict[str, object] = asked.lunch.model_dump()
        yield Fault("/lunch", "lunch_does_not_fit", _LUNCH_TOO_SHORT, values)
    if asked.rest is not None and _is_too_short(asked.rest):
        yield Fault("/rest", "rest_does_not_fit", _REST_TOO_SHORT, asked.rest.model_dump())
    if asked.limits.walking_metres_per_day is not None and asked.mode is not Mode.WALK:
        yield Fault("/limits/walking_metres_per_day", "not_by_car", _METRES_BY_CAR)


def _is_too_short(span: LunchIn | RestIn) -> bool:
    return clock_s(span.latest) - clock_s(span.earliest) < span.minutes * 60


def _locked_faults(
    session: Session, asked: ItineraryRequest, region: Region, news: News
) -> Iterator[Fault]:
    agreed = [spots.find_spot(session, entry.spot_id) for entry in asked.locked]
    here = [s if s is not None and s.region_code == region.code else None for s in agreed]
    for number, (entry, spot) in enumerate(zip(asked.locked, here, strict=True)):
        if spot is None:
            pointer = f"/locked/{number}/spot_id"
            yield Fault(pointer, "unknown_spot", _UNKNOWN_SPOT, {"spot": entry.spot_id})
    yield from locked_faults(asked, here, ZoneInfo(region.time_zone), news)


def _date_faults(asked: ItineraryRequest, today: dt.date) -> Iterator[Fault]:
    first = today - dt.timedelta(days=OLDEST_DAYS)
    previous: dt.date | None = None
    for i, day in enumerate(asked.days):
        pointer = f"/days/{i}/date"
        if day.date < first:
            yield Fault(pointer, "date_in_the_past", _PAST, {"date": day.date, "first": first})
        elif (day.date - today).days > FURTHEST_DAYS:
            yield Fault(pointer, "date_too_far_ahead", _TOO_FAR_AHEAD, {"date": day.date})
        if previous is not None and day.date <= previous:
            values: dict[str, object] = {"date": day.date, "previous": previous}
            yield Fault(pointer, "dates_not_ascending", _NOT_ASCENDING, values)
        previous = day.date


def _point_faults(asked: ItineraryRequest, engine: Engine, region: Region) -> list[Fault]:
    ends: list[NamedPoint] = [
        (f"/days/{i}/{name}", Point(end.lat, end.lon))
        for i, day in enumerate(asked.days)
        for name, end in (("start", day.start), ("end", day.end))
    ]
    return off_network_faults(engine, region, ends)


def _spot_faults(
    asked: ItineraryRequest, required: list[Spot | None], news: News
) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, (key, spot) in enumerate(zip(asked.must_visit, required, strict=True)):
        pointer = f"/must_visit/{i}"
        if spot is None or spot.region_code != asked.region:
            yield Fault(pointer, "unknown_spot", _UNKNOWN_SPOT, {"spot": key})
            continue
        if key in seen:
            yield Fault(pointer, "listed_twice", _TWICE, {"spot": key})
        seen.add(key)
        if key in asked.avoid:
            yield Fault(pointer, "wanted_and_avoided", _WANTED_AND_AVOIDED, {"spot": key})
        yield from _required_spot_faults(asked, spot, pointer, news)


def _required_spot_faults(
    asked: ItineraryRequest, spot: Spot, pointer: str, news: News
) -> Iterator[Fault]:
    if asked.access_profile == "wheelchair" and spot.wheelchair is False:
        yield Fault(pointer, "not_accessible", _NOT_ACCESSIBLE, {"name": spot.names})
    dates = [day.date for day in asked.days]
    if any(news.opening_on(spot, date).intervals for date in dates):
        return
    held = news.closing_any_day(spot.id)
    if held is not None:
        yield closed_by_notice(spot, held, pointer, "must_visit_closed")
        return
    following = next_opening_date(spot, max(dates))
    if following is None:
        yield Fault(pointer, "must_visit_closed", _CLOSED_FOR_LONG, {"name": spot.names})
    else:
        values: dict[str, object] = {"name": spot.names, "date": following}
        yield Fault(pointer, "must_visit_closed", _CLOSED, values)
