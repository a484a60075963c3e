"""Areas that can be reached within some minutes, as polygons for a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from routing.contours import area_near, grid_around
from routing.engines.estimate import FACTORS
from routing.engines.profiles import rules_for
from routing.geodesy import EARTH_RADIUS_M
from routing.model import AccessProfile, Mode, Point
from routing.reached_streets import Reach, reached_lines

FloatArray = NDArray[np.float64]

STREET_WIDTH_M: Final = 35.0
"""What lies this near to a reached street counts as reached: its houses."""

SMALLEST_HOLE_M2: Final = 40_000.0
"""Blocks and gardens within reached streets are no holes in the map; lakes and mountains are."""

_CELL_M: Final = 12.5
_MOST_CELLS: Final = 800
_DECIMALS: Final = 5
_CORNERS: Final = 72
_POLEMOST_DEG: Final = 89.9


@dataclass(frozen=True, slots=True)
class Isochrone:
    """What can be reached within a time.

    Parameters
    ----------
    area
        Valid polygon or polygons, longitude first.
    estimated
        True where it comes from distance, not from streets.
    """

    limit_ms: int
    area: BaseGeometry
    area_m2: float
    estimated: bool


def street_isochrones(reach: Reach, limits_ms: Sequence[int]) -> tuple[Isochrone, ...]:
    """Return the area around reached streets for each limit, in ascending order.

    Each lies within the next one, to within a metre or two. The larger the whole, the coarser.
    """
    limits_ms = sorted(set(limits_ms))
    lines = [reached_lines(reach, limit_ms) for limit_ms in limits_ms]
    largest = shapely.get_coordinates(lines[-1])
    cell_m = max(_CELL_M, float(np.ptp(largest, axis=0).max()) / _MOST_CELLS)
    width_m = max(STREET_WIDTH_M, 2.5 * cell_m)
    grid = grid_around(largest, cell_m=cell_m, margin_m=width_m)
    found: list[Isochrone] = []
    inner: BaseGeometry = shapely.Polygon()
    for limit_ms, reached in zip(limits_ms, lines, strict=True):
        near = area_near(_points_along(reached, cell_m / 2), grid, width_m=width_m)
        area = _without_small_holes(near)
        inner = shapely.union(shapely.simplify(area, cell_m / 2), inner)
        in_degrees = _to_degrees(inner, reach.origin.lat)
        found.append(_isochrone(limit_ms, in_degrees, estimated=False))
    return tuple(found)


def estimated_isochrones(
    mode: Mode,
    limits_ms: Sequence[int],
    *,
    origin: Point,
    profile: AccessProfile = AccessProfile.NONE,
) -> tuple[Isochrone, ...]:
    """Return a circle for each limit, in ascending order, by the factors of the estimate."""
    factors, rules = FACTORS[mode], rules_for(profile, mode)
    m_per_ms = factors.speed_kmh / 3600 / factors.detour * rules.denominator / rules.numerator
    return tuple(
        _isochrone(limit, _circle(origin, limit * m_per_ms), estimated=True)
        for limit in sorted(set(limits_ms))
    )


def _isochrone(limit_ms: int, area: BaseGeometry, *, estimated: bool) -> Isochrone:
    area_m2 = float(shapely.transform(area, _equal_area).area)
    rounded = shapely.set_precision(area, 10.0**-_DECIMALS)
    return Isochrone(limit_ms, rounded, area_m2, estimated)


def _points_along(lines: NDArray[np.object_], step_m: float) -> FloatArray:
    # A line of no length, where somebody stands on the street, cannot be segmentized.
    long_enough = lines[shapely.length(lines) > 0]
    dense = shapely.get_coordinates(shapely.segmentize(long_enough, step_m))
    return np.concatenate((shapely.get_coordinates(lines), dense))


def _without_small_holes(area: BaseGeometry) -> BaseGeometry:
    parts = [
        shapely.Polygon(
            part.exterior,
            [hole for hole in part.interiors if shapely.Polygon(hole).area >= SMALLEST_HOLE_M2],
        )
        for part in shapely.get_parts(area)
    ]
    return shapely.union_all(parts)


def _to_degrees(area: BaseGeometry, lat0: float) -> BaseGeometry:
    scale = np.array([EARTH_RADIUS_M * np.cos(np.radians(lat0)), EARTH_RADIUS_M])
    return shapely.transform(area, lambda xy: np.degrees(xy / scale))


def _equal_area(lonlat: FloatArray) -> FloatArray:
    """Return Lambert's cylindrical equal-area projection of degrees, in metres."""
    x, y = np.radians(lonlat[:, 0]), np.sin(np.radians(lonlat[:, 1]))
    return EARTH_RADIUS_M * np.column_stack((x, y))


def _circle(centre: Point, radius_m: float) -> BaseGeometry:
    """Return all places within `radius_m`; around a pole, the band that holds them."""
    radius = radius_m / EARTH_RADIUS_M
    if abs(centre.lat) + np.degrees(radius) >= _POLEMOST_DEG:
        edge = min(abs(centre.lat) - np.degrees(radius), _POLEMOST_DEG)
        south, north = (edge, 90.0) if centre.lat > 0 else (-90.0, -edge)
        return shapely.box(-180.0, south, 180.0, north)
    bearing = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    phi0 = np.radians(centre.lat)
    sin_phi = np.sin(phi0) * np.cos(radius) + np.cos(phi0) * np.sin(radius) * np.cos(bearing)
    turned = np.arctan2(
        np.sin(bearing) * np.sin(radius) * np.cos(phi0), np.cos(radius) - np.sin(phi0) * sin_phi
    )
    ring = np.column_stack((centre.lon + np.degrees(turned), np.degrees(np.arcsin(sin_phi))))
    return _within_the_map(shapely.Polygon(ring))


def _within_the_map(area: BaseGeometry) -> BaseGeometry:
    """Return an area that may reach beyond 180° as one that is cut there."""
    turns = (translate(area, 360.0 * turn) for turn in (-1, 0, 1))
    world = shapely.box(-180, -90, 180, 90)
    return shapely.union_all([shapely.intersection(turn, world) for turn in turns])
