"""From marked cells of a grid to polygons around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from shapely.geometry.base import BaseGeometry

FloatArray = NDArray[np.float64]

_MARGIN_CELLS: Final = 2

# Corners of a square: 1 lower left, 2 lower right, 4 upper right, 8 upper left. Sides: 0 lower,
# 1 right, 2 upper, 3 left. Where two opposite corners are inside, they stay apart.
_CROSSED: Final = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((0, 2),),
    10: ((0, 1), (2, 3)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a plane.

    Parameters
    ----------
    west_m, south_m
        Corner of the first cell.
    cell_m
        Side of a cell.
    columns, rows
        How many cells.
    """

    west_m: float
    south_m: float
    cell_m: float
    columns: int
    rows: int


def grid_around(points: FloatArray, *, cell_m: float, margin_m: float) -> Grid:
    """Return a grid that holds all points of shape (n, 2) and `margin_m` around them."""
    border_m = margin_m + _MARGIN_CELLS * cell_m
    low, high = points.min(axis=0) - border_m, points.max(axis=0) + border_m
    columns, rows = np.ceil((high - low) / cell_m).astype(int) + 1
    return Grid(float(low[0]), float(low[1]), cell_m, int(columns), int(rows))


def area_near(points: FloatArray, grid: Grid, *, width_m: float) -> BaseGeometry:
    """Return the polygons of all places within about `width_m` of any point, to half a cell.

    More points never make them smaller.

    References
    ----------
    Lorensen, W. E., Cline, H. E. (1987). Marching cubes: a high resolution 3D surface construction
    algorithm. https://doi.org/10.1145/37401.37422. Here in two dimensions.
    """
    marked = np.zeros((grid.rows, grid.columns), dtype=bool)
    column, row = ((points - (grid.west_m, grid.south_m)) / grid.cell_m).astype(int).T
    marked[row, column] = True
    depth_m = width_m - distance_transform_edt(~marked, sampling=grid.cell_m)
    # A contour through a corner of the grid would touch itself there.
    depth_m[depth_m == 0] = grid.cell_m * 1e-6
    segments = _contour(depth_m)
    segments = segments * grid.cell_m + (grid.west_m, grid.south_m) + grid.cell_m / 2
    area: BaseGeometry = shapely.build_area(shapely.multilinestrings(segments))  # type: ignore[assignment] # one geometry gives one
    return area


def _contour(depth: FloatArray) -> FloatArray:
    """Return the segments between positive and negative values, shape (k, 2, 2), in cells."""
    inside = depth > 0
    corners = (inside[:-1, :-1], inside[:-1, 1:], inside[1:, 1:], inside[1:, :-1])
    code = np.zeros(corners[0].shape, dtype=np.int8)
    for bit, corner in enumerate(corners):
        code |= corner.astype(np.int8) << bit
    across, up = _crossings(depth[:, :-1], depth[:, 1:]), _crossings(depth[:-1], depth[1:])
    found = []
    for kind, sides in _CROSSED.items():
        row, column = np.nonzero(code == kind)
        # Each crossing is computed once for both squares that share it, so that ends meet exactly.
        place = (
            np.column_stack((column + across[row, column], row)),
            np.column_stack((column + 1, row + up[row, column + 1])),
            np.column_stack((column + across[row + 1, column], row + 1)),
            np.column_stack((column, row + up[row, column])),
        )
        found += [np.stack((place[a], place[b]), axis=1) for a, b in sides]
    return np.concatenate(found).astype(np.float64)


def _crossings(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return where between two neighbours the value passes through zero, as a share of the way."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share: FloatArray = first / (first - second)
    return share
