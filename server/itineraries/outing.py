"""Back to the car: what is left of a walk from it, for a trip that is planned anew meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from routing.check import check
from routing.errors import UnreachableError
from routing.model import Mode, Point, StopKind
from routing.own_order import TimedDay
from routing.ways import ways_through
from server.itineraries.checking import travel_of
from server.itineraries.document import Document, leg_document, wall_clock
from server.itineraries.kept import KeptDay
from server.itineraries.news import NO_NEWS, News
from server.itineraries.own_trips import kept_plan
from server.itineraries.progress import Standing
from server.itineraries.request import ItineraryRequest
from server.itineraries.service import Streets
from server.regions.models import Region
from server.spots.models import Spot


@dataclass(frozen=True, slots=True)
class BackToCar:
    """The way back to the car with the visits on it.

    Parameters
    ----------
    visits
        As the plan keeps them; the last one is the car.
    free_s
        When the car is reached.
    """

    visits: tuple[Document, ...]
    legs: tuple[Document, ...]
    car: Point
    free_s: int

    @property
    def spot_ids(self) -> set[str]:
        """The spots visited on the way."""
        return {visit["spot_id"] for visit in self.visits if visit["spot_id"]}


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who has left the car and whose trip is planned anew."""

    asked: ItineraryRequest
    region: Region
    day: KeptDay
    standing: Standing
    spots: Mapping[str, Spot]
    news: News = NO_NEWS


def left_of_outing(walker: Walker) -> list[Document]:
    """Return what the old plan would still have walked to before going back to the car."""
    day = walker.day
    first = sum(rank >= len(day.done) for rank in walker.standing.ranks)
    left = []
    for visit, mode in zip(day.visits[first:], day.modes[first:], strict=False):
        if mode is Mode.DRIVE or visit["kind"] == StopKind.PARKING:
            break
        left.append(visit)
    return left


def ways_back(walker: Walker, left: Sequence[Document], streets: Streets) -> Iterator[BackToCar]:
    """Yield ways back to the car: with all that is left of the walk, then with less and less.

    A way on which something is closed by then is passed over. The last one goes straight back.
    """
    for count in range(len(left), -1, -1):
        found = _way_back(walker, left[:count], streets)
        if found is not None:
            yield found


def _way_back(walker: Walker, left: Sequence[Document], streets: Streets) -> BackToCar | None:
    here, car, free_s = walker.standing.here, walker.standing.car, walker.standing.free_s
    if car is None or free_s is None or streets.footpaths is None:
        return None
    parked = _parked(walker.day.visits, car)
    frame = replace(walker.day.frame, start=here, start_s=free_s, end=car)
    modes = (Mode.WALK,) * (len(left) + 2)
    day = KeptDay(walker.day.date, frame, (*left, parked), modes, car)
    plan = kept_plan(walker.asked, walker.region, (day,), walker.spots, walker.news)
    profile = walker.asked.access_profile
    verdict = check(plan.trip, travel_of(plan.trip, streets, profile, parking=True))
    if left and any(violation.key for violation in verdict.violations):
        return None
    (timed,) = verdict.days
    stations = [here, *(stop.point for stop in timed.stops)]
    try:
        legs = ways_through(stations, streets.footpaths, profile)
    except UnreachableError:
        return None
    visits = _retimed(day, timed, ZoneInfo(walker.region.time_zone))
    return BackToCar(visits, tuple(leg_document(leg) for leg in legs), car, timed.end_s)


def _parked(visits: Sequence[Document], car: Point) -> Document:
    """Return the car as a visit: a plan that leaves it says where it is found again."""
    known = next(visit for visit in visits if visit["kind"] == StopKind.PARKING)
    return {**known, "location": {"lat": car.lat, "lon": car.lon}}


def _retimed(day: KeptDay, timed: TimedDay, zone: ZoneInfo) -> tuple[Document, ...]:
    def at(second: int) -> str:
        return wall_clock(day.date, second, zone).isoformat(timespec="seconds")

    return tuple(
        {
            **visit,
            "arrive": at(stop.arrive_s),
            "begin": at(stop.begin_s),
            "leave": at(stop.leave_s),
            "wait_s": stop.begin_s - stop.arrive_s,
        }
        for visit, stop in zip(day.visits, timed.stops, strict=True)
    )
