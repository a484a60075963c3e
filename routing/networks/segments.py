"""Directed segments between consecutive nodes of ways: the network before anything is merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.geodesy import great_circle_m
from routing.model import Mode
from routing.networks.extract import Extract, RawWays
from routing.networks.speeds import steps_time_s, walking_times_s

IndexArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight directed pieces, sorted by tail, head, then way; each array of shape (s,).

    Parameters
    ----------
    tail, head
        Node indices.
    way
        Way index.
    time_ms
        Not yet rounded: that happens once, after merging.
    slope
        Unsigned.
    """

    tail: IndexArray
    head: IndexArray
    way: IndexArray
    length_m: NDArray[np.float64]
    time_ms: NDArray[np.float64]
    slope: NDArray[np.float64]


def to_segments(extract: Extract, mode: Mode) -> Segments:
    """Return the segments of all ways in the directions that may be travelled.

    Where a clipped extract lacks a node, a way is cut instead of jumping across the gap.
    """
    tail, head, way = _directed(extract)
    order = np.lexsort((way, head, tail))
    tail, head, way = tail[order], head[order], way[order]
    lat, lon = extract.nodes.lat, extract.nodes.lon
    length_m = great_circle_m(lat[tail], lon[tail], lat[head], lon[head])
    slope = np.zeros(len(length_m))
    if mode is Mode.DRIVE:
        time_ms = length_m / extract.ways.speed_kmh[way] * 3600
    else:
        height_m = extract.nodes.elevation_m
        slope = _slope(height_m[tail], height_m[head], length_m)
        on_steps = extract.ways.is_steps[way]
        time_s = np.where(on_steps, steps_time_s(1.0) * length_m, walking_times_s(length_m, slope))
        time_ms = time_s * 1000
    return Segments(tail, head, way, length_m, time_ms, np.abs(slope))


def _directed(extract: Extract) -> tuple[IndexArray, IndexArray, IndexArray]:
    tail, head, way = _as_drawn(extract.ways)
    present = ~np.isnan(extract.nodes.lat)
    real = (tail != head) & present[tail] & present[head]
    tail, head, way = tail[real], head[real], way[real]
    direction = extract.ways.direction[way]
    along, against = direction >= 0, direction <= 0
    return (
        np.concatenate((tail[along], head[against])),
        np.concatenate((head[along], tail[against])),
        np.concatenate((way[along], way[against])),
    )


def _as_drawn(ways: RawWays) -> tuple[IndexArray, IndexArray, IndexArray]:
    way = np.repeat(np.arange(len(ways.osmid)), np.diff(ways.start))
    node = ways.node.astype(np.int64)
    together = way[:-1] == way[1:]
    return node[:-1][together], node[1:][together], way[:-1][together]


def _slope(
    tail_m: NDArray[np.float64], head_m: NDArray[np.float64], length_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return grades; 0 where a height is unknown or both ends are at one place."""
    known = ~np.isnan(tail_m) & ~np.isnan(head_m) & (length_m > 0)
    slope = np.zeros(len(length_m))
    slope[known] = (head_m[known] - tail_m[known]) / length_m[known]
    return slope
