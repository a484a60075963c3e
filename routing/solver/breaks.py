"""Which of a day's breaks fit into its frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from routing.model import Break, TripDay


def breaks_that_fit(day: TripDay, way_s: int) -> tuple[Break | None, Break | None]:
    """Return the day's lunch and rest, each None if it was not asked for or does not fit.

    Lunch fits if the plain way from start to end, `way_s` long, leaves time for it before or after
    the way; rest fits if it does beside that lunch. A visit never displaces a break.
    """
    lunch = day.lunch if day.lunch and _fit(day, way_s, [day.lunch]) else None
    taken = [lunch] if lunch else []
    rest = day.rest if day.rest and _fit(day, way_s, [*taken, day.rest]) else None
    return lunch, rest


def _fit(day: TripDay, way_s: int, breaks: Sequence[Break]) -> bool:
    return any(
        _end_s(day, way_s, order, before) is not None
        for order in permutations(breaks)
        for before in range(len(breaks) + 1)
    )


def _end_s(day: TripDay, way_s: int, order: Sequence[Break], before: int) -> int | None:
    """Return when a day ends with so many of its breaks before the way, None if it cannot."""
    time_s = day.start_s
    for number, pause in enumerate(order):
        if number == before:
            time_s += way_s
        time_s = max(time_s, pause.earliest_s) + pause.duration_s
        if time_s > pause.latest_s:
            return None
    if before == len(order):
        time_s += way_s
    return time_s if time_s <= day.end_s else None
