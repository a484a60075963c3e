"""The ways between stops, drawn as the web app draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely

from server.cartography import inks
from server.cartography.canvas import Canvas, every
from server.cartography.projection import Points, to_world
from server.cartography.views import View
from server.itineraries.preview.sketch import Day, Way

DAY_INKS: Final = (inks.LEAF, "#7a3f86", "#0f6d85", "#8c2f4f", "#55620f", "#4d5b6b", "#6b4a2e")
"""Day by day; the first is that of the app, which shows one day at a time."""

_TOLERANCE: Final = 0.3
"""How far a way may be drawn off its place, in points."""

_HALO_WIDTH, _WIDTH, _GUESSED_WIDTH = 10.0, 5.8, 3.6
_DASH, _GAP = 10.0, 7.0
_STEP: Final = 9.6
"""From dot to dot of what is walked."""


class _Drawn(NamedTuple):
    """A way on the canvas."""

    way: Way
    points: Points
    ink: str


def day_ink(number: int) -> str:
    """Return the ink of the ways of a day, counted from 0."""
    return DAY_INKS[number % len(DAY_INKS)]


def draw_ways(canvas: Canvas, view: View, days: Sequence[Day]) -> None:
    """Draw all ways: their halos first, so that none of them cuts through another way."""
    ways = list(_placed(view, days))
    for drawn in ways:
        canvas.line(drawn.points, _HALO_WIDTH, inks.HALO)
    trodden: dict[str, set[Cell]] = defaultdict(set)
    for drawn in ways:
        _draw(canvas, drawn, trodden[drawn.ink])


def _placed(view: View, days: Sequence[Day]) -> Iterator[_Drawn]:
    for number, day in enumerate(days):
        for way in day.ways:
            points = view.place(to_world(np.array(way.line, dtype=np.float64)[:, :2]))
            yield _Drawn(way, _simple(points), day_ink(number))


def _simple(points: Points) -> Points:
    line = shapely.simplify(shapely.linestrings(points), _TOLERANCE, preserve_topology=False)
    return shapely.get_coordinates(line)


def _draw(canvas: Canvas, drawn: _Drawn, trodden: set[Cell]) -> None:
    """Draw dots on foot, a line by car, and dashes where the way is guessed."""
    way, points, ink = drawn
    if way.guessed:
        canvas.dashes(points, _DASH, _GAP, _GUESSED_WIDTH, ink)
    elif way.on_foot:
        for x, y in _untrodden(every(points, _STEP), trodden):
            canvas.disc((x, y), _WIDTH / 2, ink)
    else:
        canvas.line(points, _WIDTH, ink)


Cell = tuple[int, int]


def _untrodden(dots: Points, trodden: set[Cell]) -> Iterator[list[float]]:
    """Yield the dots that are not where an earlier way has some, which would run into a line."""
    cells = [tuple(cell) for cell in np.floor(dots / (_STEP * 0.45)).astype(np.int64).tolist()]
    new = [_is_free(cell, trodden) for cell in cells]
    for dot, cell, is_new in zip(dots.tolist(), cells, new, strict=True):
        if is_new:
            trodden.add(cell)
            yield dot


def _is_free(cell: Cell, trodden: set[Cell]) -> bool:
    column, row = cell
    near = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return trodden.isdisjoint(near)
