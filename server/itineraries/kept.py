"""A kept plan read back: the frame of each day, what is done and what is still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from routing.model import Limits, Mode, Point, StopKind, TripDay
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
    visits
        What is still to come, the parked car included.
    modes
        How each of `visits` is reached, and the end of the day.
    car
        Where the car stands when what is still to come begins; the frame's start on foot, too.
    done
        What was done before the plan was last made anew; empty on a day not begun then.
    """

    date: dt.date
    frame: TripDay
    visits: tuple[Document, ...]
    modes: tuple[Mode, ...]
    car: Point
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
    done = kept["visits"][:count]
    car = None
    if resumed:
        frame = replace(
            frame, start=_point(resumed["location"]), start_s=second_in(resumed["time"])
        )
        frame = without_done(frame, done, sum(leg["duration_s"] for leg in kept["legs"][:count]))
        car = resumed.get("car")
    return KeptDay(
        date=dt.date.fromisoformat(kept["date"]),
        frame=frame,
        visits=tuple(kept["visits"][count:]),
        modes=tuple(Mode(leg["mode"]) for leg in kept["legs"][count:]),
        car=_point(car) if car else frame.start,
        done=tuple(done),
    )


def parks(saved: SavedItinerary) -> bool:
    """Return whether the plan was made by car and on foot, with the time that parking takes."""
    return bool(saved.plan.get("parks"))


def car_after(day: KeptDay, count: int) -> Point:
    """Return where the car stands after the first `count` visits that are still to come."""
    driven = [v for v, by in zip(day.visits[:count], day.modes, strict=False) if by is Mode.DRIVE]
    return point_of(driven[-1]) if driven else day.car


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


def done_ahead(saved: SavedItinerary) -> list[Document]:
    """Return the visits that were done before their time; the plan has no moment for them."""
    return list(saved.plan.get("done_ahead", ()))


def visits_of(days: Iterable[KeptDay]) -> Iterator[Document]:
    """Yield every visit, done and to come."""
    for day in days:
        yield from day.done
        yield from day.visits


def key_of(visit: Document) -> str | None:
    """Return what tells a visit from the others of its trip: its spot, else its slot."""
    key: str | None = visit["spot_id"] or visit.get("slot_id")
    return key


def spot_ids(days: Iterable[KeptDay]) -> set[str]:
    """Return the spots that the plan visits."""
    return {visit["spot_id"] for visit in visits_of(days) if visit["spot_id"]}


def point_of(visit: Document) -> Point:
    """Return where a visit is."""
    return _point(visit["location"])


def _point(location: Document) -> Point:
    return Point(location["lat"], location["lon"])


def second_in(moment: str) -> int:
    """Return the wall clock of a kept moment as seconds since its midnight."""
    clock = dt.datetime.fromisoformat(moment).time()
    return clock.hour * 3600 + clock.minute * 60 + clock.second
