"""Which road works a day leads through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely

from server.itineraries.news import Held


def works_passed(day: Mapping[str, Any], works: Sequence[Held]) -> Iterator[Held]:
    """Yield the road works that a day of a kept plan leads through while they are going on.

    Parameters
    ----------
    day
        As in the plan's document.
    """
    if not works:
        return
    ways = list(_ways(day))
    for held in works:
        passed = (shapely.intersects(held.area, line) for line, span in ways if _meets(span, held))
        if any(passed):
            yield held


Span = tuple[dt.datetime, dt.datetime]


def _ways(day: Mapping[str, Any]) -> Iterator[tuple[shapely.LineString, Span]]:
    """Yield each leg's line with when it is walked or driven, wall clock."""
    visits, legs = day["visits"], day["legs"]
    for rank, leg in enumerate(legs):
        lasts = dt.timedelta(seconds=leg["duration_s"])
        if rank:
            begin = _clock(visits[rank - 1]["leave"])
        elif visits:
            begin = _clock(visits[0]["arrive"]) - lasts
        else:
            begin = dt.datetime.combine(dt.date.fromisoformat(day["date"]), dt.time(12))
        yield shapely.LineString(leg["geometry"]["coordinates"]), (begin, begin + lasts)


def _clock(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=None)


def _meets(span: Span, held: Held) -> bool:
    return span[0] < held.until and held.begin < span[1]
