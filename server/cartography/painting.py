"""A region's ground painted on a canvas, as the web app's map draws it (`web/src/map/style.ts`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import shapely

from server.cartography import inks
from server.cartography.canvas import Canvas
from server.cartography.index import MapIndex, cut_out
from server.cartography.kinds import LARGEST_ZOOM, STREETS, AreaKind, StreetKind
from server.cartography.model import AREA_KINDS, Geometries
from server.cartography.projection import Box, Points
from server.cartography.strokes import Indices
from server.cartography.views import View

_TOLERANCE: Final = 0.3
"""How far a line may be drawn off its place, in points."""

_LEAST_AREA: Final = 6.0
"""What is smaller, in square points, is left out."""

_MARGIN: Final = 8.0
"""How far beyond the edges is drawn, in points, so that wide lines do not end there."""

_GROWTH: Final = 1.6

_MOST_STREETS: Final = 60_000
"""More streets are not drawn: it would take longer than whoever asks for a picture waits."""

_AREA_INKS: Final = {
    AreaKind.GREEN: inks.GREEN,
    AreaKind.BUILT: inks.BUILT,
    AreaKind.WATER: inks.WATER,
}
"""In the order in which they are laid upon each other."""


class _Stroke(NamedTuple):
    """How some kinds of streets are drawn: widths in points at zoom 12 and 18."""

    kinds: tuple[StreetKind, ...]
    colour: str
    thin: float
    wide: float
    from_zoom: float = 0.0


_PATHS: Final = (StreetKind.PATH, StreetKind.STEPS)
_SERVICE: Final = (StreetKind.SERVICE,)
_MINOR: Final = (StreetKind.MINOR,)
_MAIN: Final = (StreetKind.MAIN, StreetKind.MOTORWAY)

_STROKES: Final[tuple[_Stroke, ...]] = (
    _Stroke(_PATHS, inks.PATH, 0.3, 2.0, 13.5),
    _Stroke(_SERVICE, inks.CASING, 0.4, 9, 13.5),
    _Stroke(_MINOR, inks.CASING, 1, 15, 11),
    _Stroke(_MAIN, inks.CASING, 2.2, 21),
    _Stroke(_SERVICE, inks.STREET, 0.2, 7, 13.5),
    _Stroke(_MINOR, inks.STREET, 0.6, 13, 11),
    _Stroke(_MAIN, inks.MAIN, 1.4, 18),
)
"""One upon the other. Paths have no gaps here: so small they would be specks."""


_FAINT: Final[tuple[_Stroke, ...]] = (_Stroke(tuple(StreetKind), inks.PATH, 0.5, 2.0),)
"""Where no street would be drawn yet, as on a map of footpaths only, all are, thinly."""

FAINT_FROM: Final = 11.0
"""The zoom from which on that is so: farther out there would be too many."""


def paint_ground(canvas: Canvas, view: View, index: MapIndex) -> bool:
    """Paint the areas and streets of a map, and return whether there were any."""
    box = view.widened(_MARGIN).box
    areas = _paint_areas(canvas, view, index, box)
    return _paint_streets(canvas, view, index, box) or areas


def _paint_areas(canvas: Canvas, view: View, index: MapIndex, box: Box) -> bool:
    found = index.areas(box, view.share(_LEAST_AREA))
    kinds = index.map.area_kind[found]
    shapes = cut_out(index.map.areas[found], box, view.place, _TOLERANCE)
    for kind, colour in _AREA_INKS.items():
        of_kind = shapes[kinds == AREA_KINDS.index(kind)]
        for polygon in _parts(of_kind, shapely.GeometryType.POLYGON):
            canvas.area([np.array(ring.coords) for ring in _rings(polygon)], colour)
    return len(found) > 0


def _rings(polygon: shapely.Polygon) -> Iterator[shapely.LinearRing]:
    yield polygon.exterior
    yield from polygon.interiors


def _paint_streets(canvas: Canvas, view: View, index: MapIndex, box: Box) -> bool:
    found, strokes = _streets_within(index, box, view.zoom), _STROKES
    if not len(found) and view.zoom >= FAINT_FROM:
        found, strokes = index.streets(box, LARGEST_ZOOM), _FAINT
    if not 0 < len(found) <= _MOST_STREETS:
        return False
    lines = cut_out(index.map.streets[found], box, view.place, _TOLERANCE)
    kinds = np.array([STREETS[name].kind for name, _ in index.map.street_keys])
    kind = kinds[index.map.street_key[found]]
    drawn = {wanted: list(_places(lines[kind == wanted])) for wanted in StreetKind}
    for stroke in strokes:
        if view.zoom >= stroke.from_zoom:
            width = _width(stroke, view.zoom)
            for points in (points for wanted in stroke.kinds for points in drawn[wanted]):
                canvas.line(points, width, stroke.colour)
    return True


def _streets_within(index: MapIndex, box: Box, zoom: float) -> Indices:
    """Return the streets to draw; the smaller kinds are left out where there are too many."""
    found = index.streets(box, zoom)
    while len(found) > _MOST_STREETS:
        zoom -= 1.0
        found = index.streets(box, zoom)
    return found


def _places(lines: Geometries) -> Iterator[Points]:
    for line in _parts(lines, shapely.GeometryType.LINESTRING):
        yield shapely.get_coordinates(line)


def _parts(geometries: Geometries, kind: shapely.GeometryType) -> Geometries:
    """Return what is not empty of one kind of geometry, of several parts each by itself."""
    parts = shapely.get_parts(geometries)
    found: Geometries = parts[(shapely.get_type_id(parts) == kind) & ~shapely.is_empty(parts)]
    return found


def _width(stroke: _Stroke, zoom: float) -> float:
    """Return the width at a zoom; from one to the next it grows by the same factor."""
    steps = min(max(zoom, 12.0), 18.0) - 12.0
    grown = float((_GROWTH**steps - 1) / (_GROWTH**6 - 1))
    return stroke.thin + (stroke.wide - stroke.thin) * grown
