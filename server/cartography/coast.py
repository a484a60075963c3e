"""The sea, which OpenStreetMap tells by its coastlines only: water is on their right."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import shapely

from server.cartography.model import Geometries

_BESIDE: Final = 1e-9
"""How far to the right of a coastline one looks for its sea: 4 cm at the equator."""

_NEAR: Final = 0.05
"""How far inside the box a clipped coastline may end, as a share of the box's longer side."""


def sea_of(coast: Geometries, box: Any) -> list[Any]:
    """Return the polygons of the sea within an extract's box.

    Clipped extracts lack what lies outside, so that coastlines end shortly before the edge; those
    are led to it. Where one ends in the midst, nothing is returned: land that is drawn as sea is
    worse than sea that is drawn as nothing.

    Parameters
    ----------
    coast
        Lines on the square of `projection`, in their own direction.
    box
        A polygon; None where nothing is known of where the extract ends.
    """
    if box is None or not len(coast):
        return []
    joined = shapely.line_merge(shapely.multilinestrings(coast), directed=True)
    parts = shapely.get_parts(shapely.intersection(joined, box))
    lines = [part for part in parts if part.geom_type == "LineString"]
    ties = [tie for line in lines for tie in _ties(line, box)]
    if not lines or any(tie.length > _NEAR * _longer_side(box) for tie in ties):
        return []
    faces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([*lines, *ties, box.boundary])])
    )
    seaward = np.array([_right_of(line) for line in lines])
    return [face for face in faces if shapely.contains_xy(face, seaward).any()]


def _longer_side(box: Any) -> float:
    west, north, east, south = box.bounds
    return float(max(east - west, south - north))


def _ties(line: Any, box: Any) -> list[Any]:
    """Return the shortest ways from a line's ends to the box's edge; none for a closed line."""
    if line.is_closed:
        return []
    ends = (shapely.Point(line.coords[0]), shapely.Point(line.coords[-1]))
    return [shapely.shortest_line(end, box.boundary) for end in ends]


def _right_of(line: Any) -> Any:
    """Return a place just right of the middle of a line's longest segment."""
    points = np.asarray(line.coords)
    steps = np.diff(points, axis=0)
    longest = int(np.argmax(np.hypot(*steps.T)))
    (dx, dy), middle = steps[longest], points[longest : longest + 2].mean(axis=0)
    # The square's y grows southwards, so that right of (dx, dy) is (-dy, dx).
    return middle + _BESIDE * np.array([-dy, dx]) / np.hypot(dx, dy)
