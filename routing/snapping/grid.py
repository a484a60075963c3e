"""The index over all segments of a network."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from routing.geodesy import EARTH_RADIUS_M
from routing.hierarchy.model import Int32Array, frozen, read_only
from routing.networks.model import StreetNetwork
from routing.snapping.line_kernels import sort_into_cells
from routing.snapping.model import FloatArray, StreetGrid
from routing.snapping.streets import pair_edges, ring_places

METRES_PER_DEGREE: Final = math.radians(EARTH_RADIUS_M)

_LEAST_CELL_M: Final = 100.0


def build_grid(network: StreetNetwork) -> StreetGrid:
    """Return the index over a network's streets.

    Streets on which nobody can stop are in no cell, so that no point is brought onto them; unless
    the network has no others.
    """
    street, is_along = pair_edges(network)
    street_start, street_edge = _edges_by_street(street, is_along)
    own_lines = street_edge[street_start[:-1:2]]
    lonlat = read_only(network.edges.lonlat)
    vertex = _segments_of(network, _with_stops(network, own_lines))
    frame, shape = _lay_out(lonlat, len(vertex))
    cell_start, cell_vertex = sort_into_cells(frame, shape, lonlat, vertex)
    return StreetGrid(
        read_only(frame),
        frozen(shape),
        frozen(cell_start),
        frozen(cell_vertex),
        frozen(street),
        frozen(street_start),
        frozen(street_edge),
        frozen(ring_places(network)),
    )


def _edges_by_street(
    street: Int32Array, is_along: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[Int32Array, Int32Array]:
    slot = 2 * street + ~is_along
    counts = np.bincount(slot, minlength=2 * (int(street.max(initial=-1)) + 1))
    start = np.concatenate(([0], np.cumsum(counts)))
    return frozen(start), frozen(np.argsort(slot, kind="stable"))


def _with_stops(network: StreetNetwork, edges: Int32Array) -> Int32Array:
    can_stop = ~np.asarray(network.edges.no_stopping)[edges]
    return edges[can_stop] if can_stop.any() else edges


def _segments_of(network: StreetNetwork, edges: Int32Array) -> Int32Array:
    first = network.edges.geometry_start[:-1][edges]
    count = network.edges.geometry_start[1:][edges] - first - 1
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return frozen(np.repeat(first, count) + within)


def _lay_out(lonlat: FloatArray, segments: int) -> tuple[FloatArray, Int32Array]:
    """Choose square cells, no more of them than there are segments."""
    west, south = lonlat.min(axis=0)
    east, north = lonlat.max(axis=0)
    lon_m = METRES_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    width_m, height_m = (east - west) * lon_m, (north - south) * METRES_PER_DEGREE
    side_m = max(_LEAST_CELL_M, math.sqrt(width_m * height_m / max(segments, 1)))
    shape = frozen(np.array([width_m // side_m + 1, height_m // side_m + 1]))
    frame = np.array([west, south, side_m / lon_m, side_m / METRES_PER_DEGREE])
    return frame, shape
