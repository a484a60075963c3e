"""A kept plan read back: the frame of each day, what is done and what is still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from routing.model import Limits, Point, StopKind, TripDay
from routing.own_order import Travel
from server.itineraries.frames import day_frame
from server.itineraries.models import SavedItinerary
from server.itineraries.request import ItineraryRequest

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptDay:
    """One day of a kept plan.

    Parameters
    ----------
    frame
        From where and when what is still to come begins; less what is done, in its limits.
    arrival_s
        When the plan reaches the end of the day.
    visits
        What is still to come.
    done
        What was done before the plan was last made anew; empty on a day not begun then.
    """

    date: dt.date
    frame: TripDay
    arrival_s: int
    visits: tuple[Document, ...]
    done: tuple[Document, ...] = ()


def request_of(saved: SavedItinerary) -> ItineraryRequest:
    """Return what was asked for."""
    return ItineraryRequest.model_validate(saved.request)


def kept_days(saved: SavedItinerary) -> tuple[KeptDay, ...]:
    """Return the days of a kept plan."""
    asked = request_of(saved)
    return tuple(
        _kept_day(kept, day_frame(frame, asked))
        for kept, frame in zip(saved.plan["days"], asked.days, strict=True)
    )


def _kept_day(kept: Document, frame: TripDay) -> KeptDay:
    resumed = kept.get("resumed")
    count = resumed["after"] if resumed else 0
    done, visits = _stops(kept["visits"][:count]), _stops(kept["visits"][count:])
    if resumed:
        here = Point(resumed["location"]["lat"], resumed["location"]["lon"])
        frame = replace(frame, start=here, start_s=second_in(resumed["time"]))
        frame = without_done(frame, done, sum(leg["duration_s"] for leg in kept["legs"][:count]))
    last_s = second_in(kept["visits"][-1]["leave"]) if kept["visits"][count:] else frame.start_s
    arrival_s = last_s + kept["legs"][-1]["duration_s"]
    return KeptDay(dt.date.fromisoformat(kept["date"]), frame, arrival_s, visits, done)


def _stops(visits: Iterable[Document]) -> tuple[Document, ...]:
    """Return the visits without the car's: where it stands follows from the plan."""
    return tuple(visit for visit in visits if visit["kind"] != StopKind.PARKING)


def without_done(frame: TripDay, done: Iterable[Document], travel_s: int) -> TripDay:
    """Return the frame less what is done of its breaks and limits."""
    kinds = [StopKind(visit["kind"]) for visit in done]
    visits = sum(kind in (StopKind.SPOT, StopKind.EXPERIENCE) for kind in kinds)
    limits = frame.limits
    return replace(
        frame,
        lunch=None if StopKind.LUNCH in kinds else frame.lunch,
        rest=None if StopKind.REST in kinds else frame.rest,
        limits=Limits(
            travel_s=None if limits.travel_s is None else max(limits.travel_s - travel_s, 0),
            visits=None if limits.visits is None else max(limits.visits - visits, 0),
            category_share=limits.category_share,
        ),
    )


def kept_travel(days: Iterable[KeptDay], travel: Travel) -> Travel:
    """Return times by which the plan's own ways last as long as the plan says.

    Where a car is parked and clusters are walked, no engine alone knows them.
    """
    known: dict[tuple[Point, Point], int] = {}
    for day in days:
        here, clock_s = day.frame.start, day.frame.start_s
        for visit in day.visits:
            there = point_of(visit)
            known[here, there] = second_in(visit["arrive"]) - clock_s
            here, clock_s = there, second_in(visit["leave"])
        known[here, day.frame.end] = day.arrival_s - clock_s

    def kept(origin: Point, target: Point) -> int:
        return known[origin, target] if (origin, target) in known else travel(origin, target)

    return kept


def visits_of(days: Iterable[KeptDay]) -> Iterator[Document]:
    """Yield every visit, done and to come."""
    for day in days:
        yield from day.done
        yield from day.visits


def spot_ids(days: Iterable[KeptDay]) -> set[str]:
    """Return the spots that the plan visits."""
    return {visit["spot_id"] for visit in visits_of(days) if visit["spot_id"]}


def point_of(visit: Document) -> Point:
    """Return where a visit is."""
    return Point(visit["location"]["lat"], visit["location"]["lon"])


def second_in(moment: str) -> int:
    """Return the wall clock of a kept moment as seconds since its midnight."""
    clock = dt.datetime.fromisoformat(moment).time()
    return clock.hour * 3600 + clock.minute * 60 + clock.second
