"""A plan drawn as a PNG, in the size that messengers show large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.networks.model import ATTRIBUTION
from server.cartography import inks
from server.cartography.canvas import Canvas, writable
from server.cartography.index import MapIndex
from server.cartography.painting import paint_ground
from server.cartography.views import View
from server.itineraries.preview.marks import draw_marks
from server.itineraries.preview.sketch import Sketch
from server.itineraries.preview.ways import draw_ways

WIDTH_PX, HEIGHT_PX = 1200, 630
DRAWING_VERSION: Final = 1
"""Raise it when the same plan comes to look different."""

_RATIO: Final = 2
"""Pixels to a point. The sizes of marks and ways are the app's: on a phone's chat half of them."""

_SIZE: Final = (WIDTH_PX // _RATIO, HEIGHT_PX // _RATIO)
_NEAREST: Final = 16.2
"""The largest zoom, as where the app shows a plan."""

_EDGE: Final = 9.0
"""What some messengers cut off above and below; nothing lies there that matters."""

_MARKED: Final = (_EDGE, _EDGE, _SIZE[0] - _EDGE, _SIZE[1] - 31.0)
"""Left, upper, right and lower edge of where marks may be: above the credits."""

_INSIDE: Final = (38.0, 32.0, _SIZE[0] - 38.0, _SIZE[1] - 48.0)
"""The same of the places themselves."""

_GRID: Final = 45
_LONGEST: Final = 90
"""Letters of the credits: one line."""


def draw_preview(sketch: Sketch, ground: MapIndex | None) -> bytes:
    """Return the picture of a plan.

    Parameters
    ----------
    ground
        What it lies upon; None where nothing is known of it.
    """
    view = preview_view(sketch)
    canvas = Canvas(_SIZE, _RATIO, inks.PAPER)
    has_ground = ground is not None and paint_ground(canvas, view, ground)
    if not has_ground:
        _rule(canvas)
    draw_ways(canvas, view, sketch.days)
    draw_marks(canvas, view, sketch.days, _MARKED)
    _credit(canvas, sketch.sources, has_ground=has_ground)
    return canvas.png()


def preview_view(sketch: Sketch) -> View:
    """Return the part of the world that is on a plan's picture."""
    return View.around(sketch.world, _SIZE, _INSIDE, _NEAREST)


def _rule(canvas: Canvas) -> None:
    """Rule the empty paper, as a map without streets is."""
    width, height = _SIZE
    for x in range(_GRID // 2, width, _GRID):
        canvas.line(np.array([[x, 0.0], [x, height]]), 0.5, inks.CASING)
    for y in range(_GRID // 2, height, _GRID):
        canvas.line(np.array([[0.0, y], [width, y]]), 0.5, inks.CASING)


def _credit(canvas: Canvas, sources: Sequence[str], *, has_ground: bool) -> None:
    """Name whose data is seen; what the font cannot write stands on the page that is led to."""
    of_streets = has_ground or any("OpenStreetMap" in source for source in sources)
    named = dict.fromkeys([*([ATTRIBUTION] if of_streets else []), *writable(sources)])
    if named:
        corner = (_SIZE[0] - _EDGE, _SIZE[1] - _EDGE)
        canvas.label(corner, " · ".join(named)[:_LONGEST], 10.5, inks.LABEL, inks.HALO)
