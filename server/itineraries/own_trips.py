"""The tourist's own order as the engine judges it, with the spots it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from routing.model import Limits, Mode, Point, StopKind, TimeWindow
from routing.own_order import OwnStop, OwnTrip, break_of
from server.itineraries.check_schemas import CheckRequest, OwnStopIn
from server.itineraries.frames import day_frame
from server.itineraries.kept import KeptDay, key_of, point_of, second_in
from server.itineraries.locked import usual_stay_s
from server.itineraries.news import NO_NEWS, News
from server.itineraries.request import DayIn, ItineraryRequest, TripFrame
from server.itineraries.request_check import clock_s
from server.itineraries.slot_stops import SlotStop, is_experience, kept_slot
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots.models import Spot
from server.spots.opening import opening_on
from server.spots.records import ClockInterval

USUAL_LUNCH_S: Final = 60 * 60
USUAL_REST_S: Final = 30 * 60

Calendar = tuple[Sequence[dt.date], News]
"""The days of a trip, and what holds on them."""


@dataclass(frozen=True, slots=True)
class Place:
    """One stop as it was sent.

    Parameters
    ----------
    pointer
        Where it stands in what was sent or kept.
    spot
        None for a break without one, and for a spot that this region does not have.
    sent_id
        The spot's or the slot's id as sent.
    hours_assumed
        Whether the spot's own hours are unknown.
    slot
        The slot of an experience; None for everything else, and for one that there is not here.
    """

    pointer: str
    day: int
    kind: StopKind
    spot: Spot | None = None
    sent_id: str | None = None
    hours_assumed: bool = False
    slot: SlotStop | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it names what there is not."""
        return self.sent_id is not None and self.spot is None and self.slot is None

    @property
    def names(self) -> Mapping[str, str] | None:
        """What it is called by language; None for what has no name of its own."""
        place = self.spot or self.slot
        return place.names if place else None

    @property
    def category(self) -> str | None:
        """The main category of what is there."""
        return self.spot.categories[0] if self.spot else self.slot.category if self.slot else None


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """An order ready to be judged.

    Parameters
    ----------
    trip
        Holds the stops that can be judged, by the keys of `places`.
    places
        Every stop in its order, by pointer.
    asked
        The frame it goes by.
    """

    region: Region
    asked: TripFrame
    dates: tuple[dt.date, ...]
    trip: OwnTrip
    places: Mapping[str, Place] = field(default_factory=dict)
    news: News = NO_NEWS


def as_request(asked: CheckRequest) -> ItineraryRequest:
    """Return the frame of an order as the request for a plan that it could have been."""
    frame = {name: getattr(asked, name) for name in TripFrame.model_fields}
    days = [DayIn(date=day.date, start=day.start, end=day.end) for day in asked.days]
    return ItineraryRequest(days=days, **frame)


Named = tuple[Mapping[str, Spot], Mapping[str, SlotStop]]
"""The spots and the slots of the region that an order names, by id."""


def sent_plan(asked: CheckRequest, region: Region, named: Named, news: News = NO_NEWS) -> OwnPlan:
    """Return the order of a request."""
    request = as_request(asked)
    dates = tuple(day.date for day in asked.days)
    places: dict[str, Place] = {}
    days: list[tuple[OwnStop, ...]] = []
    for number, day in enumerate(asked.days):
        stops = []
        for rank, entry in enumerate(day.stops):
            place = _place(f"/days/{number}/stops/{rank}", number, entry, named, dates)
            places[place.pointer] = place
            if not place.is_unknown:
                stops.append(_sent_stop(place, entry, request, (dates, news)))
        days.append(tuple(stops))
    frames = tuple(day_frame(day, request) for day in request.days)
    trip = OwnTrip(frames, tuple(days), Limits(cost_minor=asked.budget_minor))
    return OwnPlan(region, asked, dates, trip, places, news)


def _place(
    pointer: str,
    day: int,
    entry: OwnStopIn,
    named: Named,
    dates: Sequence[dt.date],
) -> Place:
    spots, slots = named
    kind = StopKind(entry.kind)
    if kind is StopKind.EXPERIENCE:
        slot = slots.get(entry.slot_id or "")
        return Place(pointer, day, kind, sent_id=entry.slot_id, slot=slot)
    spot = spots.get(entry.spot_id) if entry.spot_id else None
    assumed = spot is not None and are_assumed(spot, dates[day])
    return Place(pointer, day, kind, spot, entry.spot_id, assumed)


def are_assumed(spot: Spot, date: dt.date) -> bool:
    """Return whether a spot's hours are unknown where that is a reason to worry."""
    return not CATEGORIES[spot.categories[0]].open_air and opening_on(spot, date).assumed


def _sent_stop(place: Place, entry: OwnStopIn, asked: ItineraryRequest, when: Calendar) -> OwnStop:
    if place.slot is not None:
        return slot_as_stop(place.pointer, place.slot, when[0])
    stay_s = _stay_s(place, entry, asked)
    if place.spot is None:
        where = Point(entry.location.lat, entry.location.lon) if entry.location else None
        stop = break_of(place.pointer, place.kind, stay_s, len(when[0]), where)
    else:
        stop = spot_stop(place, place.spot, stay_s, when, asked.party_size)
    return replace(
        stop,
        arrive_by_s=clock_s(entry.arrive) if entry.arrive else None,
        begin_s=clock_s(entry.begin) if entry.begin else None,
    )


def _stay_s(place: Place, entry: OwnStopIn, asked: ItineraryRequest) -> int:
    if entry.minutes is not None:
        return entry.minutes * 60
    if place.kind is StopKind.LUNCH:
        return asked.lunch.minutes * 60 if asked.lunch else USUAL_LUNCH_S
    if place.kind is StopKind.REST or place.spot is None:
        return asked.rest.minutes * 60 if asked.rest else USUAL_REST_S
    return usual_stay_s(place.spot, asked.pace)


def spot_stop(place: Place, spot: Spot, stay_s: int, when: Calendar, party_size: int) -> OwnStop:
    """Return a spot as a stop, open when it is open."""
    dates, news = when
    return OwnStop(
        key=place.pointer,
        point=Point(spot.lat, spot.lon),
        stay_s=stay_s,
        windows=tuple(windows_on(spot, date, news) for date in dates),
        kind=place.kind,
        category=spot.categories[0],
        group=spot.id,
        cost_minor=(spot.fee_minor or 0) * party_size,
    )


def slot_as_stop(key: str, slot: SlotStop, dates: Sequence[dt.date]) -> OwnStop:
    """Return a slot as a stop, which is to begin at its time."""
    return OwnStop(
        key=key,
        point=slot.point,
        stay_s=slot.leave_s - slot.begin_s,
        windows=slot.windows(dates),
        kind=StopKind.EXPERIENCE,
        begin_s=slot.begin_s,
        category=slot.category,
        group=slot.slot_id,
        cost_minor=slot.fee_minor or 0,
    )


def windows_on(spot: Spot, date: dt.date, news: News = NO_NEWS) -> tuple[TimeWindow, ...]:
    """Return when a spot is open on a date."""
    return tuple(TimeWindow(i.opens_s, i.closes_s) for i in news.opening_on(spot, date).intervals)


def kept_plan(
    asked: ItineraryRequest,
    region: Region,
    days: Sequence[KeptDay],
    spots: Mapping[str, Spot],
    news: News = NO_NEWS,
) -> OwnPlan:
    """Return what is still to come of a kept plan as an order, on today's opening hours."""
    dates = tuple(day.date for day in days)
    places = {place.pointer: place for place in _kept_places(days, spots, dates)}
    stops = tuple(
        tuple(_kept_stops(number, day, places, (dates, news), asked))
        for number, day in enumerate(days)
    )
    spent = sum(visit["fee_minor"] or 0 for day in days for visit in day.done)
    budget = None if asked.budget_minor is None else max(asked.budget_minor - spent, 0)
    trip = OwnTrip(
        days=tuple(day.frame for day in days),
        stops=stops,
        limits=Limits(cost_minor=budget),
        cars=tuple(day.car for day in days),
    )
    return OwnPlan(region, asked, dates, trip, places, news)


def _kept_places(
    days: Sequence[KeptDay], spots: Mapping[str, Spot], dates: Sequence[dt.date]
) -> Iterator[Place]:
    for number, day in enumerate(days):
        for rank, visit in enumerate(day.visits, start=len(day.done)):
            spot = spots.get(visit["spot_id"] or "")
            yield Place(
                pointer=f"/days/{number}/visits/{rank}",
                day=number,
                kind=StopKind(visit["kind"]),
                spot=spot,
                sent_id=key_of(visit),
                hours_assumed=spot is not None and are_assumed(spot, dates[number]),
                slot=kept_slot(visit) if is_experience(visit) else None,
            )


def _kept_stops(
    number: int,
    day: KeptDay,
    places: Mapping[str, Place],
    when: Calendar,
    asked: ItineraryRequest,
) -> Iterator[OwnStop]:
    dates, news = when
    here = day.frame.start
    for rank, (visit, mode) in enumerate(zip(day.visits, day.modes, strict=False)):
        place = places[f"/days/{number}/visits/{len(day.done) + rank}"]
        on_foot = asked.mode == Mode.DRIVE and mode is Mode.WALK
        begin_s, leave_s = second_in(visit["begin"]), second_in(visit["leave"])
        point = point_of(visit)
        if place.spot is not None:
            stop = spot_stop(place, place.spot, leave_s - begin_s, when, asked.party_size)
            if visit["locked"]:
                then = ClockInterval(begin_s, leave_s)
                closed = news.closing(place.spot.id, dates[number], then)
                stop = _agreed(stop, number, begin_s)
                stop = replace(stop, windows=((),) * len(dates)) if closed else stop
            yield replace(stop, on_foot=on_foot)
        elif place.slot is not None:
            yield replace(slot_as_stop(place.pointer, place.slot, dates), on_foot=on_foot)
        elif place.sent_id is None:
            where = None if point == here and place.kind is not StopKind.PARKING else point
            stop = break_of(place.pointer, place.kind, leave_s - begin_s, len(dates), where)
            yield replace(stop, on_foot=on_foot)
        here = point


def _agreed(stop: OwnStop, day: int, begin_s: int) -> OwnStop:
    """Return a stop that is visited at its agreed time, on its day only."""
    then = (TimeWindow(begin_s, begin_s + stop.stay_s),)
    windows = tuple(then if n == day else () for n in range(len(stop.windows)))
    return replace(stop, windows=windows, begin_s=begin_s)
