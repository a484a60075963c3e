"""The arrays of snapping. Importing this compiles nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.model import Int32Array

FloatArray = NDArray[np.float64]

NO_STREET: Final = -1


class StreetGrid(NamedTuple):
    """Streets by the grid cells that their segments touch; integers are int32.

    A street is all directed edges along the same line, either way. One of them lends it its own
    line and direction.

    Parameters
    ----------
    frame
        Shape (4,), float64: western and southern border of the grid, width and height of a cell,
        in degrees.
    shape
        Shape (2,): columns, rows.
    cell_start, cell_vertex
        Shapes (columns * rows + 1,) and (s,): the segments near each cell, row by row from the
        south-west, as the index of their first vertex in the network's `lonlat`.
    edge_street
        Shape (m,): street of each edge.
    street_start, street_edge
        Shapes (2 * streets + 1,) and (m,): street i's edges along its line are those from
        `street_start[2 * i]`, its edges against it those from `street_start[2 * i + 1]`. The first
        is the one whose line is the street's.
    next_here
        Shape (n,): the next node at the same place in a ring of such nodes; itself where alone.
    """

    frame: FloatArray
    shape: Int32Array
    cell_start: Int32Array
    cell_vertex: Int32Array
    edge_street: Int32Array
    street_start: Int32Array
    street_edge: Int32Array
    next_here: Int32Array


class Lines(NamedTuple):
    """What snapping reads of a network: see `routing.networks.model.EdgeArrays`."""

    tail: Int32Array
    head: Int32Array
    geometry_start: NDArray[np.int64]
    lonlat: FloatArray


class Candidates(NamedTuple):
    """Up to k streets near each of p points, nearest first; all of shape (p, k).

    Parameters
    ----------
    street
        `NO_STREET` where there are fewer.
    vertex
        First vertex, in the network's `lonlat`, of the segment that holds the nearest place.
    fraction
        How far along the street's line that place is, by length: 0 to 1, exactly so at its ends.
    lat, lon
        That place, in degrees.
    distance_m
        Great-circle distance from the point to it.
    """

    street: Int32Array
    vertex: Int32Array
    fraction: FloatArray
    lat: FloatArray
    lon: FloatArray
    distance_m: FloatArray


class Ties(NamedTuple):
    """How points are tied to a network under one set of weights.

    Parameters
    ----------
    start, node, from_ms, to_ms
        The fields of `routing.hierarchy.model.Seeds`; times include the walk to the street.
    candidate
        Shape (s,): to which of its point's candidates a seed belongs.
    side
        Shape (s,): 0 where the way runs along the street's line, 1 where against it, 2 where the
        place is a node.
    position
        Shape (p, k, 4), for getting from one place of a street to another: street, `NO_STREET`
        where the place is a node; walk to it in ms; time from the beginning of the line along it,
        and from its end against it, `NO_WAY` where that way is closed.
    """

    start: Int32Array
    node: Int32Array
    from_ms: Int32Array
    to_ms: Int32Array
    candidate: Int32Array
    side: Int32Array
    position: Int32Array
