"""Compiled drawing."""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.compiled import (
    FLOAT_TABLE,
    INT32S,
    array_of,
    helper,
    kernel,
    record_of,
)
from routing.hierarchy.model import Int32Array


class Streets(NamedTuple):
    """What drawing reads of a network: see `routing.networks.model.EdgeArrays`."""

    geometry_start: NDArray[np.int64]
    lonlat: NDArray[np.float64]
    name: Int32Array


@helper
def _add(line: NDArray[np.float64], used: int, lon: float, lat: float) -> int:
    """Append a place unless the line is there already; return the line's length."""
    if used > 0 and line[used - 1, 0] == lon and line[used - 1, 1] == lat:
        return used
    line[used, 0], line[used, 1] = lon, lat
    return used + 1


@helper
def _add_part(
    line: NDArray[np.float64],
    used: int,
    lonlat: NDArray[np.float64],
    first: int,
    last: int,
) -> int:
    """Append vertices, backwards if `first` is beyond `last`, which is not appended."""
    step = 1 if first <= last else -1
    for vertex in range(first, last, step):
        used = _add(line, used, lonlat[vertex, 0], lonlat[vertex, 1])
    return used


@helper
def _names_along(name: Int32Array, edges: Int32Array) -> Int32Array:
    names, count = np.empty(len(edges), np.int32), 0
    for edge in edges:
        if count == 0 or names[count - 1] != name[edge]:
            names[count] = name[edge]
            count += 1
    return names[:count].copy()


@kernel(
    record_of(Streets, array_of(nb.int64), FLOAT_TABLE, INT32S),
    INT32S,
    array_of(nb.int64, 2),
    FLOAT_TABLE,
)
def draw_line(
    streets: Streets, edges: Int32Array, parts: NDArray[np.int64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.float64], Int32Array]:
    """Return a way's line without repetitions, shape (k, 2), and the names along its edges.

    Parameters
    ----------
    edges
        What is gone along; the first and the last of them only for their names' sake where
        `parts[:, 2]` is 1: their part is drawn instead.
    parts
        Shape (2, 3): the vertices gone along before the edges and after them, from one to before
        another, downwards if that is lower; and whether an edge names the part.
    ends
        Shape (4, 2): the place of departure, where it enters its street, where the way leaves its
        last street, and the place of arrival.
    """
    start, lonlat = streets.geometry_start, streets.lonlat
    whole = edges[parts[0, 2] : len(edges) - parts[1, 2]]
    count = 4 + abs(parts[0, 1] - parts[0, 0]) + abs(parts[1, 1] - parts[1, 0])
    for edge in whole:
        count += start[edge + 1] - start[edge]
    line, used = np.empty((count, 2)), 0
    used = _add(line, used, ends[0, 0], ends[0, 1])
    used = _add(line, used, ends[1, 0], ends[1, 1])
    used = _add_part(line, used, lonlat, parts[0, 0], parts[0, 1])
    for edge in whole:
        used = _add_part(line, used, lonlat, start[edge], start[edge + 1])
    used = _add_part(line, used, lonlat, parts[1, 0], parts[1, 1])
    used = _add(line, used, ends[2, 0], ends[2, 1])
    used = _add(line, used, ends[3, 0], ends[3, 1])
    if used == 1:
        line[1] = ends[3]
        used = 2
    return line[:used].copy(), _names_along(streets.name, edges)
