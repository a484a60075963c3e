"""Compiled search for the streets nearest to points."""

from __future__ import annotations

import math
from typing import Final

import numba as nb
import numpy as np

from routing.geodesy import EARTH_RADIUS_M
from routing.hierarchy.compiled import FLOATS, INT32S, helper, kernel
from routing.hierarchy.model import NO_WAY, Int32Array
from routing.snapping.kernel_types import GRID, LINES
from routing.snapping.model import NO_STREET, Candidates, FloatArray, Lines, StreetGrid

_METRES_PER_DEGREE: Final = math.radians(EARTH_RADIUS_M)

_SEEMING_M: Final = 0.01
"""Much more than rounding can do to coordinates."""


@helper
def _great_circle_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return what `routing.geodesy.great_circle_m` does."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_dphi, half_dlambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    across = math.cos(phi1) * math.cos(phi2) * math.sin(half_dlambda) ** 2
    h = math.sin(half_dphi) ** 2 + across
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(h, 1.0)))


@helper
def _street_at(lines: Lines, grid: StreetGrid, vertex: int) -> int:
    return int(grid.edge_street[np.searchsorted(lines.geometry_start, vertex, side="right") - 1])


@helper
def _is_open(grid: StreetGrid, edge_ms: Int32Array, street: int) -> bool:
    for k in range(grid.street_start[2 * street], grid.street_start[2 * street + 2]):
        if edge_ms[grid.street_edge[k]] < NO_WAY:
            return True
    return False


@helper
def _nearest_on_segment(
    lines: Lines, vertex: int, lat: float, lon: float, lon_m: float, enough_m: float
) -> tuple[float, float]:
    """Return the distance to a segment in metres, and where on it the nearest place is, 0 to 1.

    In the plane that touches the earth at the point's latitude; infinity where clearly more than
    `enough_m`.
    """
    x = (lines.lonlat[vertex, 0] - lon) * lon_m
    y = (lines.lonlat[vertex, 1] - lat) * _METRES_PER_DEGREE
    dx = (lines.lonlat[vertex + 1, 0] - lon) * lon_m - x
    dy = (lines.lonlat[vertex + 1, 1] - lat) * _METRES_PER_DEGREE - y
    square = dx * dx + dy * dy
    part = 0.0 if square == 0.0 else min(1.0, max(0.0, -(x * dx + y * dy) / square))
    away_x, away_y = x + part * dx, y + part * dy
    if away_x * away_x + away_y * away_y > enough_m * enough_m + 1.0:
        return math.inf, part
    return math.hypot(away_x, away_y), part


@helper
def _insert(found: Candidates, p: int, street: int, vertex: int, part: float, far_m: float) -> None:
    """Put a street into a point's candidates, in order of distance, once."""
    k = found.street.shape[1] - 1
    for i in range(k + 1):
        if found.street[p, i] == street:
            if found.distance_m[p, i] <= far_m:
                return
            k = i
            break
    if found.distance_m[p, k] <= far_m:
        return
    while k > 0 and found.distance_m[p, k - 1] > far_m:
        found.street[p, k] = found.street[p, k - 1]
        found.vertex[p, k] = found.vertex[p, k - 1]
        found.fraction[p, k] = found.fraction[p, k - 1]
        found.distance_m[p, k] = found.distance_m[p, k - 1]
        k -= 1
    found.street[p, k], found.vertex[p, k] = street, vertex
    found.fraction[p, k], found.distance_m[p, k] = part, far_m


@helper
def _search_cell(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    cell: int,
    found: Candidates,
    p: int,
    lat: float,
    lon: float,
    lon_m: float,
) -> None:
    last = found.street.shape[1] - 1
    for k in range(grid.cell_start[cell], grid.cell_start[cell + 1]):
        vertex = grid.cell_vertex[k]
        enough_m = found.distance_m[p, last]
        far_m, part = _nearest_on_segment(lines, vertex, lat, lon, lon_m, enough_m)
        if far_m < enough_m:
            street = _street_at(lines, grid, vertex)
            if _is_open(grid, edge_ms, street):
                _insert(found, p, street, vertex, part, far_m)


@helper
def _cell_away_m(
    grid: StreetGrid, column: int, row: int, lat: float, lon: float, lon_m: float
) -> float:
    """Return how far a cell is, a little less than it may seem."""
    west, south = grid.frame[0] + column * grid.frame[2], grid.frame[1] + row * grid.frame[3]
    x = max(west - lon, lon - west - grid.frame[2], 0.0) * lon_m
    y = max(south - lat, lat - south - grid.frame[3], 0.0) * _METRES_PER_DEGREE
    return math.sqrt(x * x + y * y) - _SEEMING_M


@helper
def _search_around(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    found: Candidates,
    p: int,
    lat: float,
    lon: float,
    limit_m: float,
    slack_m: float,
) -> None:
    """Search rings of cells around the point until nothing nearer can be outside them."""
    columns, rows = grid.shape[0], grid.shape[1]
    north = grid.frame[1] + rows * grid.frame[3]
    lon_m = _METRES_PER_DEGREE * math.cos(math.radians(min(max(lat, grid.frame[1]), north)))
    column = math.floor((lon - grid.frame[0]) / grid.frame[2])
    row = math.floor((lat - grid.frame[1]) / grid.frame[3])
    width_m = min(grid.frame[2] * lon_m, grid.frame[3] * _METRES_PER_DEGREE)
    ring = max(0, -column, column - columns + 1, -row, row - rows + 1)
    outermost = max(column, columns - 1 - column, row, rows - 1 - row)
    while ring <= outermost and (ring - 1) * width_m <= limit_m:
        enough_m = min(found.distance_m[p, 0] + slack_m, found.distance_m[p, -1])
        if (ring - 1) * width_m >= enough_m:
            break
        for r in range(max(0, row - ring), min(rows - 1, row + ring) + 1):
            step = 1 if abs(r - row) == ring else max(1, 2 * ring)
            for c in range(column - ring, column + ring + 1, step):
                enough_m = min(found.distance_m[p, 0] + slack_m, found.distance_m[p, -1])
                if 0 <= c < columns and _cell_away_m(grid, c, r, lat, lon, lon_m) <= enough_m:
                    cell = r * columns + c
                    _search_cell(lines, grid, edge_ms, cell, found, p, lat, lon, lon_m)
        ring += 1


@helper
def _measure(lines: Lines, grid: StreetGrid, found: Candidates, p: int, k: int) -> None:
    """Turn the place on a segment into the place on the whole street, and into coordinates."""
    vertex, part = found.vertex[p, k], found.fraction[p, k]
    edge = grid.street_edge[grid.street_start[2 * found.street[p, k]]]
    first, last = lines.geometry_start[edge], lines.geometry_start[edge + 1] - 1
    before_m, whole_m = 0.0, 0.0
    for v in range(first, last):
        west, south = lines.lonlat[v, 0], lines.lonlat[v, 1]
        length_m = _great_circle_m(south, west, lines.lonlat[v + 1, 1], lines.lonlat[v + 1, 0])
        if v < vertex:
            before_m += length_m
        elif v == vertex:
            before_m += part * length_m
        whole_m += length_m
    if part == 1.0:
        found.lon[p, k], found.lat[p, k] = lines.lonlat[vertex + 1, 0], lines.lonlat[vertex + 1, 1]
    else:
        west, south = lines.lonlat[vertex, 0], lines.lonlat[vertex, 1]
        found.lon[p, k] = west + part * (lines.lonlat[vertex + 1, 0] - west)
        found.lat[p, k] = south + part * (lines.lonlat[vertex + 1, 1] - south)
    if vertex + 1 == last and part == 1.0:
        found.fraction[p, k] = 1.0
    else:
        found.fraction[p, k] = before_m / whole_m if whole_m > 0 else 0.0


@helper
def _nothing_found(points: int, most: int) -> Candidates:
    shape = (points, most)
    return Candidates(
        np.full(shape, NO_STREET, np.int32),
        np.zeros(shape, np.int32),
        np.zeros(shape),
        np.zeros(shape),
        np.zeros(shape),
        np.full(shape, np.inf),
    )


@kernel(LINES, GRID, INT32S, FLOATS, FLOATS, nb.int64, nb.float64, nb.float64)
def find_streets(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    lat: FloatArray,
    lon: FloatArray,
    most: int,
    limit_m: float,
    slack_m: float,
) -> tuple[Int32Array, Int32Array, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the fields of the points' `Candidates`.

    At most `most` each, none farther than `limit_m`, none more than `slack_m` farther than the
    nearest, and none that is closed both ways.
    """
    found = _nothing_found(len(lat), most)
    for p in range(len(lat)):
        if not (math.isfinite(lat[p]) and math.isfinite(lon[p])):
            continue
        _search_around(lines, grid, edge_ms, found, p, lat[p], lon[p], limit_m, slack_m)
        enough_m = found.distance_m[p, 0] + slack_m
        for k in range(most):
            if found.street[p, k] == NO_STREET:
                break
            if found.distance_m[p, k] > enough_m:
                found.street[p, k] = NO_STREET
                continue
            _measure(lines, grid, found, p, k)
            far_m = _great_circle_m(lat[p], lon[p], found.lat[p, k], found.lon[p, k])
            found.distance_m[p, k] = far_m
            if far_m > limit_m:
                found.street[p, k] = NO_STREET
    return (
        found.street,
        found.vertex,
        found.fraction,
        found.lat,
        found.lon,
        found.distance_m,
    )
