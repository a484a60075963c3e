"""What lies on the way: places that an order could still take in, and what each would cost.

The order stays as it is; a place goes into one of its gaps and everything behind it is timed anew.
All places are tried in all gaps at once; each one that is offered was then lived through and
breaks no rule that held before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.check import Verdict, check
from routing.detour_ways import NEVER, IntArray, Ways
from routing.geodesy import great_circle_m
from routing.model import (
    UNREACHABLE,
    Candidate,
    Mode,
    Point,
    TimeWindow,
    TripDay,
)
from routing.own_order import (
    OwnStop,
    OwnTrip,
    TimedDay,
    Travel,
    live,
    open_windows,
    stop_of,
)

FloatArray = NDArray[np.float64]

TOP_SPEED_M_S: Final = {Mode.WALK: 2.0, Mode.DRIVE: 120 / 3.6}
"""Faster than anybody gets anywhere: what a place out of reach is judged by."""

LEAST_ADDED_S: Final = 60
"""A detour that waiting swallows counts as this long when worth is set against time."""

LATEST_END_S: Final = 24 * 3600
"""No day goes on past midnight."""


@dataclass(frozen=True, slots=True)
class DetourWish:
    """What detours may be.

    Parameters
    ----------
    most_added_s
        How much later the day may end.
    not_before_s
        For each day, the second before which no detour may begin; those of the past are too late.
    most
        How many to return.
    """

    most_added_s: int
    not_before_s: tuple[int, ...]
    most: int = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that might be taken in, and what it is worth to this tourist."""

    candidate: Candidate
    stay_s: int
    worth: float


@dataclass(frozen=True, slots=True)
class Detour:
    """A place in a gap of the order.

    Parameters
    ----------
    after
        How many stops of the day come before it.
    added_s
        By how much later the day ends.
    added_travel_s
        How much more time is spent on the way.
    end_s
        When the day then ends.
    """

    candidate_id: str
    day: int
    after: int
    arrive_s: int
    begin_s: int
    leave_s: int
    added_s: int
    added_travel_s: int
    end_s: int
    worth: float

    @property
    def worth_per_minute(self) -> float:
        """What each added minute brings."""
        return self.worth * 60 / max(self.added_s, LEAST_ADDED_S)


@dataclass(slots=True)
class _Best:
    """The cheapest gap of each offer so far."""

    added_s: IntArray
    day: IntArray
    after: IntArray = field(init=False)

    def __post_init__(self) -> None:
        self.after = np.zeros_like(self.added_s)

    def take(self, added_s: IntArray, day: int, after: int) -> None:
        better = added_s < self.added_s
        self.added_s = np.where(better, added_s, self.added_s)
        self.day = np.where(better, day, self.day)
        self.after = np.where(better, after, self.after)


def beyond_reach_m(
    trip: OwnTrip,
    travel: Travel,
    places: tuple[FloatArray, FloatArray],
    wish: DetourWish,
    mode: Mode,
) -> FloatArray:
    """Return by how many metres each place exceeds the ellipse of its nearest gap.

    The two ends of a gap are the foci; what the day can spare at `TOP_SPEED_M_S` is its length.
    Anything above 0 is out of reach; among the rest, less is nearer.

    Parameters
    ----------
    places
        Latitudes and longitudes, degrees.
    """
    excess_m = np.full(len(places[0]), np.inf)
    for number, timed in enumerate(live(trip, travel)):
        stations = _stations(trip, number, timed)
        spare_s = _spare_s(trip, number, timed, wish)
        lat, lon = (np.array(column)[:, None] for column in zip(*stations, strict=True))
        far_m = great_circle_m(lat, lon, places[0][None, :], places[1][None, :])
        through_m = far_m[:-1] + far_m[1:]
        for gap in range(len(stations) - 1):
            way_s = travel(stations[gap], stations[gap + 1])
            reach_m = (spare_s + (0 if way_s == UNREACHABLE else way_s)) * TOP_SPEED_M_S[mode]
            excess_m = np.minimum(excess_m, through_m[gap] - reach_m)
    return excess_m


def find_detours(
    trip: OwnTrip, offers: Sequence[Offer], ways: Ways, wish: DetourWish
) -> tuple[Detour, ...]:
    """Return the best detours, most worth per added minute first; each place once.

    Parameters
    ----------
    ways
        Between the trip's places and those of `offers`, in that order.
    """
    if not offers:
        return ()
    before = check(trip, ways.clock)
    best = _Best(np.full(len(offers), NEVER), np.zeros(len(offers), dtype=np.int64))
    for number, timed in enumerate(before.days):
        _try_day(trip, number, timed, offers, ways, wish, best)
    found: list[Detour] = []
    worth = np.array([offer.worth for offer in offers])
    rate = worth / np.maximum(best.added_s, LEAST_ADDED_S)
    for number in np.lexsort((np.arange(len(offers)), -rate)).tolist():
        if best.added_s[number] > wish.most_added_s:
            continue
        place = int(best.day[number]), int(best.after[number])
        detour = _lived(trip, offers[number], place, before, ways.clock)
        if detour is not None:
            found.append(detour)
        if len(found) == wish.most:
            break
    return tuple(sorted(found, key=lambda d: (-d.worth_per_minute, d.candidate_id)))


def stretched(trip: OwnTrip, later_s: int) -> OwnTrip:
    """Return the order on days that may end later, until midnight; all else stays as it was."""
    return replace(trip, days=tuple(_stretched(day, later_s) for day in trip.days))


def _stretched(day: TripDay, later_s: int) -> TripDay:
    end_s = max(day.end_s, min(day.end_s + later_s, LATEST_END_S))
    share, length_s = day.limits.category_share, day.end_s - day.start_s
    if share is not None:
        # The part of the day as it was asked for, not of the longer one.
        share = share * length_s / max(1, end_s - day.start_s)
    return replace(day, end_s=end_s, limits=replace(day.limits, category_share=share))


def inserted(trip: OwnTrip, offer: Offer, day: int, after: int) -> OwnTrip:
    """Return the order with an offer taken in behind the first `after` stops of a day.

    In a gap that is walked, one walks there, too.
    """
    stops = list(trip.stops[day])
    stop = stop_of(offer.candidate.id, offer.candidate, offer.stay_s)
    stops.insert(after, replace(stop, on_foot=_is_walked(stops, after)))
    return replace(trip, stops=(*trip.stops[:day], tuple(stops), *trip.stops[day + 1 :]))


def _is_walked(stops: Sequence[OwnStop], gap: int) -> bool:
    """Return whether one walks from the gap's beginning to its end."""
    return gap < len(stops) and stops[gap].on_foot


def _stations(trip: OwnTrip, number: int, timed: TimedDay) -> list[Point]:
    day = trip.days[number]
    return [day.start, *(stop.point for stop in timed.stops), day.end]


def _spare_s(trip: OwnTrip, number: int, timed: TimedDay, wish: DetourWish) -> int:
    """Return how long the ways of a detour may be at most, beyond the way it replaces."""
    slack_s = max(trip.days[number].end_s - timed.end_s, 0)
    waits_s = sum(stop.begin_s - stop.arrive_s for stop in timed.stops)
    return min(slack_s, wish.most_added_s) + waits_s


def _try_day(
    trip: OwnTrip,
    number: int,
    timed: TimedDay,
    offers: Sequence[Offer],
    ways: Ways,
    wish: DetourWish,
    best: _Best,
) -> None:
    stations = _stations(trip, number, timed)
    leave = [trip.days[number].start_s, *(stop.leave_s for stop in timed.stops)]
    stays = np.array([offer.stay_s for offer in offers], dtype=np.int64)
    windows = _window_columns([offer.candidate.windows[number] for offer in offers])
    for gap, (here, free_s) in enumerate(zip(stations, leave, strict=False)):
        if free_s < wish.not_before_s[number]:
            continue
        walked = _is_walked(trip.stops[number], gap)
        arrive = free_s + ways.by(on_foot=walked).there(here)
        left = _begins(arrive, stays, windows) + stays
        end = _end_after(trip, number, gap, left, ways)
        added = np.where(end <= trip.days[number].end_s, end - timed.end_s, NEVER)
        best.take(added, number, gap)


def _end_after(trip: OwnTrip, number: int, gap: int, left: IntArray, ways: Ways) -> IntArray:
    """Return when the day ends for each offer that is left at `left` in a gap."""
    day, clock, here = trip.days[number], left, None
    for stop in trip.stops[number][gap:]:
        if stop.point is not None and stop.point != here:
            clock = clock + _onward(ways.by(on_foot=stop.on_foot), here, stop.point)
            here = stop.point
        clock = _stay(stop, open_windows(stop, day, number), clock)
    return np.asarray(clock + _onward(ways, here, day.end))


def _onward(ways: Ways, here: Point | None, there: Point) -> IntArray | int:
    """Return the way to the next stop: from the offers, or from the stop they were left for."""
    return ways.back(there) if here is None else ways.between(here, there)


def _stay(stop: OwnStop, windows: Sequence[TimeWindow], clock: IntArray) -> IntArray:
    wished = clock if stop.begin_s is None else np.maximum(clock, stop.begin_s)
    late = np.zeros(1, dtype=np.bool_) if stop.begin_s is None else clock > stop.begin_s
    columns = [(np.int64(w.opens_s), np.int64(w.closes_s)) for w in windows]
    begin = np.full_like(clock, NEVER)
    for opens, closes in columns:
        moment = np.maximum(wished, opens)
        begin = np.minimum(begin, np.where(moment + stop.stay_s <= closes, moment, NEVER))
    return np.where(late, NEVER, begin) + stop.stay_s


def _window_columns(windows: Sequence[Sequence[TimeWindow]]) -> list[tuple[IntArray, IntArray]]:
    deepest = max((len(of_one) for of_one in windows), default=0)
    none = TimeWindow(0, 1)
    padded = [[*of_one, *(none,) * (deepest - len(of_one))] for of_one in windows]
    return [
        (
            np.array([row[rank].opens_s for row in padded], dtype=np.int64),
            np.array([row[rank].closes_s for row in padded], dtype=np.int64),
        )
        for rank in range(deepest)
    ]


def _begins(
    arrive: IntArray, stays: IntArray, windows: Sequence[tuple[IntArray, IntArray]]
) -> IntArray:
    begin = np.full_like(arrive, NEVER)
    for opens, closes in windows:
        moment = np.maximum(arrive, opens)
        begin = np.minimum(begin, np.where(moment + stays <= closes, moment, NEVER))
    return begin


def _lived(
    trip: OwnTrip, offer: Offer, place: tuple[int, int], before: Verdict, travel: Travel
) -> Detour | None:
    """Return the detour as it would be lived; None if it breaks what held before."""
    day, after = place
    verdict = check(inserted(trip, offer, day, after), travel)
    known = {old.place: old.excess for old in before.violations}
    if any(v.excess > known.get(v.place, -1) for v in verdict.violations):
        return None
    timed, old = verdict.days[day], before.days[day]
    stop = timed.stops[after]
    return Detour(
        candidate_id=offer.candidate.id,
        day=day,
        after=after,
        arrive_s=stop.arrive_s,
        begin_s=stop.begin_s,
        leave_s=stop.leave_s,
        added_s=timed.end_s - old.end_s,
        added_travel_s=timed.travel_s - old.travel_s,
        end_s=timed.end_s,
        worth=offer.worth,
    )
