"""Numbered stops, and where days begin and end, drawn as the web app draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.model import StopKind
from server.cartography import inks
from server.cartography.canvas import Canvas, Place
from server.cartography.projection import Box, to_world
from server.cartography.views import View
from server.itineraries.preview.sketch import Day, LonLat, Stop
from server.itineraries.preview.spacing import apart
from server.itineraries.preview.ways import day_ink

_KIND_INKS: Final = {
    StopKind.EXPERIENCE: inks.AI,
    StopKind.LUNCH: inks.GOLD,
    StopKind.REST: inks.GOLD,
    StopKind.PARKING: inks.INK,
}
_LARGEST: Final = 16.0
"""Radius of a stop's mark, in points: its number can still be read in a chat."""

_ROOM: Final = 14
"""So many stops have the largest marks; of more, each is smaller."""

_CROWD: Final = 60
"""More stops than that are shown as dots where they are: numbers would hide the map."""

_DOT: Final = 5.0
_END: Final = 9.0
_TWO_LINES_FROM: Final = 13.0
"""From this radius on a lesser-known place has the double line of its seal in the app."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stop's mark: the place it stands for, how large it is and the ink of its day."""

    stop: Stop
    at: Place
    radius: float
    day_ink: str

    @property
    def ink(self) -> str:
        return inks.KAKI if self.stop.lesser else _KIND_INKS.get(self.stop.kind, self.day_ink)


def draw_marks(canvas: Canvas, view: View, days: Sequence[Day], limits: Box) -> None:
    """Draw the ends of days and all stops.

    Parameters
    ----------
    limits
        Left, upper, right and lower edge of where marks may be.
    """
    marks = list(_stop_marks(view, days))
    ends = _ends(view, days)
    crowded = len(marks) > _CROWD
    places = [mark.at for mark in marks] if crowded else _spaced(ends, marks, limits)
    for mark, at in zip(marks, places, strict=True):
        _draw_stem(canvas, mark, at)
    for at, is_start in ends.items():
        _draw_end(canvas, at, is_start=is_start)
    for mark, at in zip(marks, places, strict=True):
        if crowded:
            _draw_dot(canvas, mark)
        else:
            _draw_mark(canvas, mark, at, ringed=len(days) > 1)


def _spaced(ends: dict[Place, bool], marks: Sequence[_Mark], limits: Box) -> list[Place]:
    """Return where marks are put, so that they hide neither each other nor an end."""
    if not marks:
        return []
    places = np.array([*ends, *(mark.at for mark in marks)])
    radii = np.array([_END] * len(ends) + [mark.radius for mark in marks])
    fixed = np.arange(len(places)) < len(ends)
    moved = apart(places, radii, fixed, limits)[len(ends) :]
    return [(x, y) for x, y in moved.tolist()]


def _at(view: View, place: LonLat) -> Place:
    ((x, y),) = view.place(to_world(np.array([place], dtype=np.float64))).tolist()
    return round(x, 1), round(y, 1)


def _ends(view: View, days: Sequence[Day]) -> dict[Place, bool]:
    """Return where days begin (True), and where they end while none begins there."""
    ends = {_at(view, day.ends[1]): False for day in days}
    return ends | {_at(view, day.ends[0]): True for day in days}


def _stop_marks(view: View, days: Sequence[Day]) -> Iterator[_Mark]:
    count = max(sum(len(day.stops) for day in days), 1)
    radius = _LARGEST * min(1.0, _ROOM / count) ** 0.5
    for number, day in enumerate(days):
        for stop in day.stops:
            yield _Mark(stop, _at(view, stop.at), radius, day_ink(number))


def _draw_stem(canvas: Canvas, mark: _Mark, at: Place) -> None:
    """Lead from a mark that had to step aside to its place."""
    if np.hypot(at[0] - mark.at[0], at[1] - mark.at[1]) > mark.radius * 0.8:
        stem = np.array([mark.at, at])
        canvas.line(stem, 4.0, inks.HALO)
        canvas.disc(mark.at, 3.6, inks.HALO)
        canvas.line(stem, 1.8, inks.INK)
        canvas.disc(mark.at, 2.4, inks.INK)


def _draw_end(canvas: Canvas, at: Place, *, is_start: bool) -> None:
    if is_start:
        canvas.disc(at, _END, inks.INK)
        canvas.disc(at, _END * 0.49, inks.ON_LEAF)
    else:
        canvas.slab(at, _END * 2, _END * 0.45, inks.INK)
        canvas.slab(at, _END * 0.98, _END * 0.17, inks.ON_LEAF)


def _draw_dot(canvas: Canvas, mark: _Mark) -> None:
    canvas.disc(mark.at, _DOT * 1.3, inks.ON_LEAF)
    canvas.disc(mark.at, _DOT, mark.ink)


def _draw_mark(canvas: Canvas, mark: _Mark, at: Place, *, ringed: bool) -> None:
    """Draw a mark: round, in the ink of what the stop is; the car's is square.

    Where there are several days, an outer ring in the day's ink tells to which one it belongs.
    """
    radius, number = mark.radius, mark.stop.number
    if number is None:
        canvas.slab(at, radius * 1.9, radius * 0.5, inks.ON_LEAF)
        canvas.slab(at, radius * 1.65, radius * 0.4, mark.ink)
        canvas.sign(at, "P", radius * 0.8, inks.PAPER)
        return
    if ringed:
        canvas.disc(at, radius * 1.16, mark.day_ink)
    canvas.disc(at, radius, inks.ON_LEAF)
    canvas.disc(at, radius * 0.88, mark.ink)
    if mark.stop.lesser and radius >= _TWO_LINES_FROM:
        canvas.ring(at, radius * 0.78, radius * 0.07, inks.ON_LEAF)
    canvas.sign(at, str(number), radius * (0.92 if number < 10 else 0.78), inks.ON_LEAF)
