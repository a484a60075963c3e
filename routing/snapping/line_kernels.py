"""Compiled parts of building the index over streets."""

from __future__ import annotations

import numba as nb
import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.compiled import (
    FLOAT_TABLE,
    FLOATS,
    INT32S,
    array_of,
    helper,
    kernel,
)
from routing.hierarchy.model import Int32Array
from routing.snapping.model import FloatArray


@helper
def _mix(digest: np.uint64, word: np.uint64) -> np.uint64:
    digest = (digest ^ word) * np.uint64(0x9E3779B97F4A7C15)
    return digest ^ (digest >> np.uint64(29))


@kernel(array_of(nb.int64), array_of(nb.uint64, 2))
def hash_lines(
    geometry_start: NDArray[np.int64], words: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return a hash of each line's coordinates in their order, and of those in reverse."""
    lines = len(geometry_start) - 1
    onward, backward = np.zeros(lines, np.uint64), np.zeros(lines, np.uint64)
    for i in range(lines):
        first, last = geometry_start[i], geometry_start[i + 1] - 1
        for k in range(last - first + 1):
            onward[i] = _mix(_mix(onward[i], words[first + k, 0]), words[first + k, 1])
            backward[i] = _mix(_mix(backward[i], words[last - k, 0]), words[last - k, 1])
    return onward, backward


@helper
def _span(a: float, b: float, border: float, cell: float, most: int) -> tuple[int, int]:
    low = min(max(int((min(a, b) - border) / cell), 0), most - 1)
    return low, min(max(int((max(a, b) - border) / cell), 0), most - 1)


@kernel(FLOATS, INT32S, FLOAT_TABLE, INT32S)
def sort_into_cells(
    frame: FloatArray, shape: Int32Array, lonlat: FloatArray, vertex: Int32Array
) -> tuple[Int32Array, Int32Array]:
    """Return `cell_start` and `cell_vertex` for the segments that begin at the given vertices.

    A segment is in every cell that the box around it touches.
    """
    columns, rows = shape[0], shape[1]
    start = np.zeros(columns * rows + 1, np.int32)
    cell_vertex = np.empty(0, np.int32)
    place = start
    for pass_number in range(2):
        if pass_number == 1:
            start = np.concatenate((np.zeros(1, np.int32), np.cumsum(start[1:]).astype(np.int32)))
            cell_vertex, place = np.empty(start[-1], np.int32), start.copy()
        for v in vertex:
            west, east = _span(lonlat[v, 0], lonlat[v + 1, 0], frame[0], frame[2], columns)
            south, north = _span(lonlat[v, 1], lonlat[v + 1, 1], frame[1], frame[3], rows)
            for row in range(south, north + 1):
                for cell in range(row * columns + west, row * columns + east + 1):
                    if pass_number == 0:
                        start[cell + 1] += 1
                    else:
                        cell_vertex[place[cell]] = v
                        place[cell] += 1
    return start, cell_vertex
