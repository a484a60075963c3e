"""The frame of a trip's days as the engine takes it: ends, breaks, limits, agreed times."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from routing.engines.estimate import FACTORS
from routing.model import Break, Candidate, Limits, Mode, Point, TimeWindow, TripDay
from routing.solver.problem import PACE_FACTORS
from server.itineraries.locked import LockedVisit
from server.itineraries.request import DayIn, ItineraryRequest, LunchIn, RestIn, TripFrame
from server.itineraries.request_check import clock_s

_WALKING_M_S: Final = FACTORS[Mode.WALK].speed_kmh / 3.6
"""Nobody walks faster here, so a limit on metres kept by the clock is kept on the ground."""


def day_frame(day: DayIn, asked: TripFrame) -> TripDay:
    """Return the frame of one day with its breaks and limits."""
    return TripDay(
        start=Point(day.start.lat, day.start.lon),
        end=Point(day.end.lat, day.end.lon),
        start_s=clock_s(day.start.time),
        end_s=clock_s(day.end.time),
        lunch=_break(asked.lunch) if asked.lunch else None,
        rest=_break(asked.rest) if asked.rest else None,
        limits=_limits(asked),
    )


def at_its_time(
    candidate: Candidate, locked: LockedVisit | None, asked: ItineraryRequest
) -> Candidate:
    """Return the candidate open at its agreed time only; as it is where none is agreed."""
    if locked is None:
        return candidate
    open_then = (TimeWindow(locked.begin_s, locked.leave_s),)
    windows = tuple(open_then if day == locked.day else () for day in range(len(asked.days)))
    stay_s = locked.leave_s - locked.begin_s
    unscaled_s = round(stay_s / PACE_FACTORS[asked.pace])
    return replace(candidate, windows=windows, visit_s=unscaled_s, required=True)


def _break(span: LunchIn | RestIn) -> Break:
    return Break(clock_s(span.earliest), clock_s(span.latest), span.minutes * 60)


def _limits(asked: TripFrame) -> Limits:
    limits = asked.limits
    minutes, metres = limits.travel_minutes_per_day, limits.walking_metres_per_day
    of_travel = [
        *([] if minutes is None else [minutes * 60]),
        *([] if metres is None else [int(metres / _WALKING_M_S)]),
    ]
    return Limits(
        travel_s=min(of_travel, default=None),
        visits=limits.visits_per_day,
        category_share=limits.category_share,
    )
