"""Compiled drawing."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.compiled import FLOAT_TABLE, INT32S, array_of, kernel
from routing.hierarchy.model import Int32Array


@kernel(INT32S, array_of(nb.int64), FLOAT_TABLE)
def join_lines(
    edges: Int32Array, geometry_start: NDArray[np.int64], lonlat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the edges' coordinates in order, shape (k, 2); they meet in repeated ones."""
    count = 0
    for edge in edges:
        count += geometry_start[edge + 1] - geometry_start[edge]
    line, used = np.empty((count, 2)), 0
    for edge in edges:
        for vertex in range(geometry_start[edge], geometry_start[edge + 1]):
            line[used, 0], line[used, 1] = lonlat[vertex, 0], lonlat[vertex, 1]
            used += 1
    return line
