"""How far a kept trip has come at a moment: what is done, and from where and when it goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from routing.geodesy import great_circle_m
from routing.model import Mode, Point, StopKind
from server.errors import Fault
from server.itineraries.kept import (
    Document,
    KeptDay,
    car_after,
    key_of,
    point_of,
    second_in,
    visits_of,
)
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.request_check import clock_s
from server.text import Text

UNDER_WAY_M: Final = 250
"""Who is so near to a place during his visit there is taken to finish it."""

_NOT_IN_PLAN: Final = Text(
    "'{spot}' is not a visit of this plan.", "「{spot}」はこの旅程の立ち寄り先ではありません。"
)
_KEPT_AND_AVOIDED: Final = Text(
    "'{spot}' is in both keep and avoid.", "「{spot}」が keep と avoid の両方にあります。"
)
_KEPT_AND_DONE: Final = Text("'{spot}' is done already.", "「{spot}」はすでに訪問済みです。")
_OVER: Final = Text(
    "The plan ended on {date} at {time}; make a new one.",
    "この旅程は {date} {time} に終わっています。新しい旅程を作ってください。",
)
_END_IS_PAST: Final = Text(
    "The day cannot end at {time}: it is {now} already.",
    "すでに {now} のため、{time} に終えることはできません。",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is done of a kept trip.

    Parameters
    ----------
    day
        Index of the day that goes on.
    free_s
        The second of that day from which on the tourist is free; None if it has not begun.
    done
        Visits of that day that are done, as they were lived.
    ranks
        Which of the day's visits these are, in the old plan.
    ahead
        Visits that are done although the plan has them later.
    closed
        The spot in front of which the tourist stands, where it is found closed.
    car
        Where the car was left; None where it is with the tourist, or there is none.
    """

    day: int
    here: Point
    free_s: int | None
    done: tuple[Document, ...] = ()
    ranks: tuple[int, ...] = ()
    ahead: tuple[Document, ...] = ()
    had_lunch: bool = False
    closed: str | None = None
    car: Point | None = None

    @property
    def ahead_ids(self) -> set[str]:
        """The spots and slots of `ahead`."""
        return {key for visit in self.ahead if (key := key_of(visit))}


def standing(
    days: Sequence[KeptDay], body: ReplanRequest, moment: dt.datetime
) -> tuple[Standing | None, list[Fault]]:
    """Return how far the trip has come at a local moment, or every fault that keeps it untold."""
    faults = [*_name_faults(days, body)]
    number = _day_of(days, body, moment)
    if number is None:
        faults.append(_over(days[-1]))
    if faults or number is None:
        return None, faults
    found = _standing(days[number:], number, body, moment)
    lived = {key_of(visit) for visit in (*done_everywhere(days, found), *found.ahead)}
    for rank, key in enumerate(body.keep):
        if key in lived:
            faults.append(Fault(f"/keep/{rank}", "already_done", _KEPT_AND_DONE, {"spot": key}))
    if faults:
        return None, faults
    if found.free_s is not None and body.end_time and clock_s(body.end_time) <= found.free_s:
        values: dict[str, object] = {"time": body.end_time, "now": f"{moment:%H:%M}"}
        return None, [Fault("/end_time", "end_is_past", _END_IS_PAST, values)]
    return found, []


def _over(last: KeptDay) -> Fault:
    minutes = last.frame.end_s // 60
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return Fault("/now", "trip_is_over", _OVER, {"date": last.date, "time": clock})


def _day_of(days: Sequence[KeptDay], body: ReplanRequest, moment: dt.datetime) -> int | None:
    """Return the first day that is not over yet."""
    clock = second_in(moment.isoformat())
    for number, day in enumerate(days):
        end_s = clock_s(body.end_time) if body.end_time else day.frame.end_s
        if day.date > moment.date() or (day.date == moment.date() and clock < end_s):
            return number
    return None


def _name_faults(days: Sequence[KeptDay], body: ReplanRequest) -> Iterator[Fault]:
    planned = {key_of(visit) for visit in visits_of(days)}
    for rank, key in enumerate(body.done or ()):
        if key not in planned:
            yield Fault(f"/done/{rank}", "not_in_plan", _NOT_IN_PLAN, {"spot": key})
    for rank, key in enumerate(body.keep):
        if key in body.avoid:
            yield Fault(f"/keep/{rank}", "wanted_and_avoided", _KEPT_AND_AVOIDED, {"spot": key})


def _standing(
    days: Sequence[KeptDay], number: int, body: ReplanRequest, moment: dt.datetime
) -> Standing:
    """Return how far the first of `days` has come, which is number `number` of the trip."""
    day, here = days[0], Point(body.at.lat, body.at.lon)
    if day.date > moment.date():
        return Standing(number, day.frame.start, None, ahead=_ahead(days, body, ()))
    now_s = max(second_in(moment.isoformat()), day.frame.start_s)
    closed = _closed_here(day, body, here, now_s)
    begun = [
        rank
        for rank in _done_ranks(day, body, here, now_s)
        if closed is None or day.visits[rank]["spot_id"] != closed
    ]
    last = day.visits[begun[-1]] if begun else None
    car = _left_car(day, begun[-1] if begun else None)
    if last is not None and body.done is None and second_in(last["leave"]) > now_s:
        here = here if key_of(last) is None else point_of(last)
        now_s = second_in(last["leave"])
    visits = [day.visits[rank] for rank in begun]
    lived = [_cut(v, moment) if body.done is not None else v for v in visits]
    ahead = _ahead(days, body, visits)
    ate = any(visit["kind"] == StopKind.LUNCH for visit in (*day.done, *lived, *ahead))
    return Standing(
        day=number,
        here=here,
        free_s=now_s,
        done=(*day.done, *lived),
        ranks=(*range(len(day.done)), *(len(day.done) + rank for rank in begun)),
        ahead=ahead,
        had_lunch=ate or body.had_lunch is True,
        closed=closed,
        car=car,
    )


def _ahead(
    days: Sequence[KeptDay], body: ReplanRequest, lived: Sequence[Document]
) -> tuple[Document, ...]:
    """Return the visits that are said to be done and whose time in the plan has not come."""
    told = {key_of(visit) for visit in lived}
    said = set(body.done or ()) - told
    return tuple(visit for day in days for visit in day.visits if key_of(visit) in said)


def _done_ranks(day: KeptDay, body: ReplanRequest, here: Point, now_s: int) -> list[int]:
    """Return which of the visits to come have begun and are done, or end where one is."""
    done = [r for r, visit in enumerate(day.visits) if _is_done(visit, body, here, now_s)]
    if body.had_lunch is False:
        done = [r for r in done if day.visits[r]["kind"] != StopKind.LUNCH]
    if body.done is not None:
        last = max((r for r in done if key_of(day.visits[r])), default=-1)
        done = [r for r in done if day.visits[r]["kind"] != StopKind.PARKING or r < last]
    return [r for r in done if second_in(day.visits[r]["begin"]) <= now_s]


def _left_car(day: KeptDay, last: int | None) -> Point | None:
    """Return where the car was left after visit number `last`; None if it is with the tourist."""
    if last is None:
        return None if day.car == day.frame.start else day.car
    by, is_car = day.modes[last], day.visits[last]["kind"] == StopKind.PARKING
    has_driven = Mode.DRIVE in (*day.modes, by)
    with_car = is_car if by is Mode.WALK else not is_car
    return None if with_car or not has_driven else car_after(day, last + 1)


def _closed_here(day: KeptDay, body: ReplanRequest, here: Point, now_s: int) -> str | None:
    """Return the spot that is closed though the plan has it now: the nearest one, if any is near.

    Who names what to avoid has said it already.
    """
    if body.reason != "closed" or body.avoid:
        return None
    near = [
        (_metres(here, visit), visit["spot_id"])
        for visit in day.visits
        if visit["spot_id"]
        and visit["spot_id"] not in (body.done or ())
        and second_in(visit["leave"]) > now_s
    ]
    metres, spot_id = min(near, default=(UNDER_WAY_M + 1.0, None))
    return spot_id if metres <= UNDER_WAY_M else None


def _is_done(visit: Document, body: ReplanRequest, here: Point, now_s: int) -> bool:
    begin_s, leave_s = second_in(visit["begin"]), second_in(visit["leave"])
    key = key_of(visit)
    if body.done is not None and key is not None:
        return key in body.done
    is_there = key is None or _metres(here, visit) <= UNDER_WAY_M
    return leave_s <= now_s or (begin_s <= now_s and is_there)


def _metres(here: Point, visit: Document) -> float:
    place = point_of(visit)
    return float(great_circle_m(here.lat, here.lon, place.lat, place.lon))


def _cut(visit: Document, moment: dt.datetime) -> Document:
    """Return a visit that ended by now, where the plan had it go on."""
    leave = min(dt.datetime.fromisoformat(visit["leave"]), moment)
    return {**visit, "leave": leave.isoformat(timespec="seconds")}


def whereabouts(days: Sequence[KeptDay], moment: dt.datetime) -> Point:
    """Return where the tourist is by the plan's clock: at the last stop that has begun."""
    clock_s = second_in(moment.isoformat())
    day = next((day for day in days if day.date == moment.date()), days[0])
    begun = [
        visit
        for visit in day.visits
        if day.date == moment.date() and second_in(visit["begin"]) <= clock_s
    ]
    return point_of(begun[-1]) if begun else day.frame.start


def done_everywhere(days: Sequence[KeptDay], standing: Standing) -> list[Document]:
    """Return all visits that are done, of earlier days, too."""
    earlier: list[Document] = [
        visit for day in days[: standing.day] for visit in (*day.done, *day.visits)
    ]
    return [*earlier, *standing.done]


def without(names: Collection[str], gone: Collection[str]) -> list[str]:
    """Return names in their order less those that are gone."""
    return [name for name in names if name not in gone]


def as_local(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return a moment on the region's clocks, in whole seconds."""
    return moment.astimezone(zone).replace(microsecond=0)
