"""Lines and rings in whole units of a tile, as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from server.cartography.model import Geometries

Indices = NDArray[np.int64]

LEAST_AREA: Final = 144.0
"""What is smaller, in square units, is left out: about 1.5 × 1.5 points of a screen."""


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Lines, or rings of polygons, in the order in which they are drawn.

    Parameters
    ----------
    points
        Shape (n, 2), whole units, right and down; neighbours differ. A ring does not repeat its
        first point; one around an area has a positive area, holes in it follow and have a
        negative one.
    start
        Shape (k + 1,): stroke i is `points[start[i]:start[i + 1]]`, at least two points.
    feature
        Shape (k,), ascending: which feature each stroke belongs to.
    """

    points: Indices
    start: Indices
    feature: Indices


def line_strokes(lines: Geometries, feature: Indices) -> Strokes:
    """Return lines (also of several parts) as strokes; what shrinks to a point is left out.

    Parameters
    ----------
    feature
        Of each line.
    """
    parts, part_feature = _lines_of(lines, feature)
    points, part = _whole_points(parts)
    kept = np.ones(len(points), dtype=np.bool_)
    kept[1:] = (part[1:] != part[:-1]) | (points[1:] != points[:-1]).any(axis=1)
    return _by_feature(points[kept], part[kept], part_feature, least=2)


def ring_strokes(polygons: Geometries, feature: Indices) -> Strokes:
    """Return polygons (also of several parts) as strokes; areas and holes too small to see are not.

    Parameters
    ----------
    feature
        Of each polygon.
    """
    parts, part_feature = _polygons_of(polygons, feature)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, ring = _whole_points(rings)
    is_open = np.ones(len(points), dtype=np.bool_)
    is_open[:-1] = ring[1:] == ring[:-1]
    is_open[-1:] = False  # the point that closes each ring is its last
    points, ring = _without_repeats(points[is_open], ring[is_open])
    area = _areas(points, ring, len(rings))
    is_outer = np.ones(len(rings), dtype=np.bool_)
    is_outer[1:] = ring_part[1:] != ring_part[:-1]
    seen = np.where(is_outer, area, -area) >= LEAST_AREA
    seen &= seen[is_outer][np.cumsum(is_outer) - 1]  # no hole where there is no area
    kept = seen[ring]
    return _by_feature(points[kept], ring[kept], part_feature[ring_part], least=3)


def _lines_of(lines: Geometries, feature: Indices) -> tuple[Geometries, Indices]:
    parts, index = shapely.get_parts(lines, return_index=True)
    are_lines = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    return parts[are_lines], feature[index[are_lines]]


def _polygons_of(polygons: Geometries, feature: Indices) -> tuple[Geometries, Indices]:
    parts, index = shapely.get_parts(polygons, return_index=True)
    usable = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    usable &= ~shapely.is_empty(parts)
    # Down is positive here, so that what is counter-clockwise to shapely is clockwise on screen.
    return shapely.orient_polygons(parts[usable]), feature[index[usable]]


def _whole_points(geometries: Geometries) -> tuple[Indices, Indices]:
    coordinates, index = shapely.get_coordinates(geometries, return_index=True)
    return np.rint(coordinates).astype(np.int64), index.astype(np.int64)


def _without_repeats(points: Indices, ring: Indices) -> tuple[Indices, Indices]:
    before = points[_neighbours(ring, forwards=False)]
    kept = (points != before).any(axis=1)
    return points[kept], ring[kept]


def _neighbours(ring: Indices, *, forwards: bool) -> Indices:
    """Return the index of the point after or before each one on its closed ring."""
    count = len(ring)
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    last = np.append(first, count)[1:] - 1
    neighbour = np.arange(count) + (1 if forwards else -1)
    if forwards:
        neighbour[last] = first
    else:
        neighbour[first] = last
    return neighbour


def _areas(points: Indices, ring: Indices, rings: int) -> NDArray[np.float64]:
    """Return the signed area of each ring, by the surveyor's formula."""
    after = points[_neighbours(ring, forwards=True)]
    twice = points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1]
    return np.bincount(ring, twice, minlength=rings) / 2


def _by_feature(points: Indices, part: Indices, feature: Indices, *, least: int) -> Strokes:
    """Return the parts that have enough points, those of one feature side by side."""
    length = np.bincount(part, minlength=len(feature))
    kept = np.flatnonzero(length >= least)
    kept = kept[np.argsort(feature[kept], kind="stable")]
    begin = np.cumsum(length) - length
    start = np.concatenate([[0], np.cumsum(length[kept])])
    shift = np.repeat(begin[kept] - start[:-1], length[kept])
    return Strokes(points[np.arange(start[-1]) + shift], start, feature[kept])
