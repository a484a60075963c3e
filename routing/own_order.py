"""A tourist's own order of stops, and the clock that it would have.

Nothing is ever reordered here, and nothing refused: an order that cannot hold still gets a clock,
the one the tourist would live through, so that it can be said where and by how much it breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from routing.engines.base import Engine
from routing.model import (
    UNREACHABLE,
    AccessProfile,
    Break,
    Candidate,
    Limits,
    Point,
    StopKind,
    TimeWindow,
    TripDay,
)

Travel = Callable[[Point, Point], int]
"""Seconds from one point to another; `UNREACHABLE` where no way is."""


@dataclass(frozen=True, slots=True)
class CarAndFoot:
    """Times of a trip by car on which the car is left to walk; called, those of the car."""

    drive: Travel
    walk: Travel

    def __call__(self, origin: Point, target: Point) -> int:
        """Return the seconds by car."""
        return self.drive(origin, target)


WHOLE_DAY: Final = (TimeWindow(0, 24 * 3600),)


@dataclass(frozen=True, slots=True)
class OwnStop:
    """One stop as the tourist wrote it.

    Parameters
    ----------
    key
        Identity of the stop, which changes to the order keep.
    point
        None stands for wherever one then is.
    stay_s
        How long the tourist stays.
    windows
        For each day of the trip, when the place is open.
    arrive_by_s
        Latest wished arrival; None is any.
    begin_s
        The moment at which the visit is to begin; None is as soon as possible.
    group
        What may be visited once only; None is as often as one likes.
    on_foot
        Whether one walks there while the car stays where it is.
    """

    key: str
    point: Point | None
    stay_s: int
    windows: tuple[tuple[TimeWindow, ...], ...]
    kind: StopKind = StopKind.SPOT
    arrive_by_s: int | None = None
    begin_s: int | None = None
    category: str | None = None
    group: str | None = None
    cost_minor: int = 0
    on_foot: bool = False


@dataclass(frozen=True, slots=True)
class OwnTrip:
    """The frame of each day with the tourist's stops in it.

    Parameters
    ----------
    limits
        Of the whole trip; those of one day stand in its `TripDay`.
    cars
        For each day where the car then stands; empty where every day starts in it.
    """

    days: tuple[TripDay, ...]
    stops: tuple[tuple[OwnStop, ...], ...]
    limits: Limits = field(default_factory=Limits)
    cars: tuple[Point, ...] = ()

    def points(self) -> tuple[Point, ...]:
        """Return every place of the trip once."""
        frame = [point for day in self.days for point in (day.start, day.end)]
        places = [stop.point for day in self.stops for stop in day if stop.point is not None]
        return tuple(dict.fromkeys([*frame, *places, *self.cars]))

    def car(self, number: int) -> Point:
        """Return where the car stands when day `number` begins."""
        return self.cars[number] if self.cars else self.days[number].start


@dataclass(frozen=True, slots=True)
class TimedStop:
    """A stop with the clock it would have; `travel_s` is the way to it, 0 where there is none."""

    stop: OwnStop
    point: Point
    travel_s: int
    arrive_s: int
    begin_s: int
    leave_s: int
    reached: bool = True


@dataclass(frozen=True, slots=True)
class TimedDay:
    """One day's clock; `end_s` is the arrival at its end."""

    stops: tuple[TimedStop, ...]
    travel_s: int
    end_s: int
    end_reached: bool = True


def stop_of(key: str, candidate: Candidate, stay_s: int) -> OwnStop:
    """Return a candidate as a stop of one's own order."""
    return OwnStop(
        key=key,
        point=candidate.point,
        stay_s=stay_s,
        windows=candidate.windows,
        kind=candidate.kind,
        category=candidate.categories[0] if candidate.categories else None,
        group=candidate.group or candidate.id,
        cost_minor=candidate.cost_minor,
    )


def break_of(key: str, kind: StopKind, stay_s: int, days: int, point: Point | None) -> OwnStop:
    """Return a lunch or rest that needs no open door."""
    return OwnStop(key, point, stay_s, (WHOLE_DAY,) * days, kind)


def travel_between(
    points: Sequence[Point], engine: Engine, profile: AccessProfile = AccessProfile.NONE
) -> Travel:
    """Return the engine's times between any two of `points`, asked for once."""
    row = {point: number for number, point in enumerate(points)}
    seconds = engine.travel_times(points, profile).durations_s().tolist()

    def travel(origin: Point, target: Point) -> int:
        return int(seconds[row[origin]][row[target]])

    return travel


def pause(day: TripDay, kind: StopKind) -> Break | None:
    """Return the day's lunch or rest, whichever `kind` is; None for any other kind."""
    return {StopKind.LUNCH: day.lunch, StopKind.REST: day.rest}.get(kind)


def open_windows(stop: OwnStop, day: TripDay, number: int) -> tuple[TimeWindow, ...]:
    """Return when a stop may be visited on day `number`; a break, within its span only."""
    windows, span = stop.windows[number], pause(day, stop.kind)
    if span is None:
        return windows
    cut = ((max(w.opens_s, span.earliest_s), min(w.closes_s, span.latest_s)) for w in windows)
    return tuple(TimeWindow(opens, closes) for opens, closes in cut if opens < closes)


def begin_of(stop: OwnStop, windows: Sequence[TimeWindow], arrive_s: int) -> int:
    """Return when the visit begins: once it may, or at once where it never may."""
    earliest_s = arrive_s if stop.begin_s is None else max(arrive_s, stop.begin_s)
    fitting = [
        max(earliest_s, w.opens_s)
        for w in windows
        if max(earliest_s, w.opens_s) + stop.stay_s <= w.closes_s
    ]
    if fitting:
        return min(fitting)
    opening = [w.opens_s for w in windows if w.closes_s > earliest_s]
    return max(earliest_s, min(opening, default=earliest_s))


def live_day(trip: OwnTrip, number: int, travel: Travel) -> TimedDay:
    """Return the clock of one day; a stop that no way leads to takes no time to reach.

    Nobody drives away from where the car is not.
    """
    day, car = trip.days[number], trip.car(number)
    here, clock_s, travel_s = day.start, day.start_s, 0
    timed = []
    for stop in trip.stops[number]:
        there = stop.point or here
        way_s = _way_s(here, there, travel, None if stop.on_foot else car)
        reached = way_s != UNREACHABLE
        way_s = way_s if reached else 0
        car = car if stop.on_foot else there
        arrive_s = clock_s + way_s
        begin_s = begin_of(stop, open_windows(stop, day, number), arrive_s)
        clock_s = begin_s + stop.stay_s
        timed.append(TimedStop(stop, there, way_s, arrive_s, begin_s, clock_s, reached))
        here, travel_s = there, travel_s + way_s
    way_s = _way_s(here, day.end, travel, car)
    reached = way_s != UNREACHABLE
    way_s = way_s if reached else 0
    return TimedDay(tuple(timed), travel_s + way_s, clock_s + way_s, reached)


def _way_s(here: Point, there: Point, travel: Travel, car: Point | None) -> int:
    """Return the way by car from where it stands, or on foot where `car` is None."""
    if here == there:
        return 0
    if car is None:
        return (travel.walk if isinstance(travel, CarAndFoot) else travel)(here, there)
    return travel(here, there) if here == car else UNREACHABLE


def live(trip: OwnTrip, travel: Travel) -> tuple[TimedDay, ...]:
    """Return the clock of every day."""
    return tuple(live_day(trip, number, travel) for number in range(len(trip.days)))
