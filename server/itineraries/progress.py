"""How far a kept trip has come at a moment: what is done, and from where and when it goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from routing.geodesy import great_circle_m
from routing.model import Point, StopKind
from routing.replan import Progress
from server.errors import Fault
from server.itineraries.kept import Document, KeptDay, point_of, second_in, spot_ids
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
_TOO_EARLY: Final = Text(
    "The plan begins on {date}; before that day, make a new one.",
    "この旅程は {date} からです。それより前の日には、新しい旅程を作ってください。",
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
    ahead
        Spots that are done although the plan has them later.
    """

    day: int
    here: Point
    free_s: int | None
    done: tuple[Document, ...]
    ahead: frozenset[str]
    had_lunch: bool


def standing(
    days: Sequence[KeptDay], body: ReplanRequest, moment: dt.datetime
) -> tuple[Standing | None, list[Fault]]:
    """Return how far the trip has come at a local moment, or every fault that keeps it untold."""
    faults = [*_name_faults(days, body)]
    number = _day_of(days, body, moment)
    if number is None:
        faults.append(_over(days[-1]))
    elif moment.date() < days[0].date:
        faults.append(Fault("/now", "before_the_trip", _TOO_EARLY, {"date": days[0].date}))
    if faults or number is None:
        return None, faults
    found = _standing(days[number], number, body, moment)
    lived = {visit["spot_id"] for visit in done_everywhere(days, found)}
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
    planned = spot_ids(days)
    for rank, key in enumerate(body.done or ()):
        if key not in planned:
            yield Fault(f"/done/{rank}", "not_in_plan", _NOT_IN_PLAN, {"spot": key})
    for rank, key in enumerate(body.keep):
        if key in body.avoid:
            yield Fault(f"/keep/{rank}", "wanted_and_avoided", _KEPT_AND_AVOIDED, {"spot": key})


def _standing(day: KeptDay, number: int, body: ReplanRequest, moment: dt.datetime) -> Standing:
    here = Point(body.at.lat, body.at.lon)
    if day.date > moment.date():
        return Standing(number, day.frame.start, None, (), frozenset(body.done or ()), False)
    now_s = second_in(moment.isoformat())
    done = [*day.done, *(v for v in day.visits if _is_done(v, body, here, now_s))]
    if body.had_lunch is False:
        done = [visit for visit in done if visit["kind"] != StopKind.LUNCH]
    begun = [visit for visit in done if second_in(visit["begin"]) <= now_s]
    under_way = begun[-1] if begun and second_in(begun[-1]["leave"]) > now_s else None
    if under_way is not None and body.done is None:
        here = here if under_way["spot_id"] is None else point_of(under_way)
        now_s = second_in(under_way["leave"])
    lived = tuple(_cut(visit, moment) if body.done is not None else visit for visit in begun)
    ahead = frozenset(body.done or ()) - {visit["spot_id"] for visit in lived}
    ate = any(visit["kind"] == StopKind.LUNCH for visit in lived)
    return Standing(number, here, now_s, lived, ahead, ate or body.had_lunch is True)


def _is_done(visit: Document, body: ReplanRequest, here: Point, now_s: int) -> bool:
    begin_s, leave_s = second_in(visit["begin"]), second_in(visit["leave"])
    if body.done is not None and visit["spot_id"] is not None:
        return visit["spot_id"] in body.done
    place = point_of(visit)
    metres = float(great_circle_m(here.lat, here.lon, place.lat, place.lon))
    is_there = visit["spot_id"] is None or metres <= UNDER_WAY_M
    return leave_s <= now_s or (begin_s <= now_s and is_there)


def _cut(visit: Document, moment: dt.datetime) -> Document:
    """Return a visit that ended by now, where the plan had it go on."""
    leave = min(dt.datetime.fromisoformat(visit["leave"]), moment)
    return {**visit, "leave": leave.isoformat(timespec="seconds")}


def progress_of(
    standing: Standing, frame_start_s: int, used: tuple[int, int], end_time: str | None
) -> Progress:
    """Return the standing as the engine takes it, the day that goes on being its first.

    Parameters
    ----------
    used
        Seconds travelled and visits made on that day.
    """
    kinds = {StopKind(visit["kind"]) for visit in standing.done}
    breaks = kinds & {StopKind.LUNCH, StopKind.REST}
    return Progress(
        day=0,
        here=standing.here,
        now_s=frame_start_s if standing.free_s is None else standing.free_s,
        breaks=frozenset(breaks | ({StopKind.LUNCH} if standing.had_lunch else set())),
        end_s=clock_s(end_time) if end_time else None,
        travel_s=used[0],
        visits=used[1],
    )


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
