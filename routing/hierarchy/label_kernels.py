"""Compiled queries that start from labels; nodes are numbered by rank."""

from __future__ import annotations

import numpy as np

from routing.hierarchy.compiled import LABELS, METRIC, TOPOLOGY, helper, kernel
from routing.hierarchy.model import DOWN, NO_WAY, Int32Array, Labels, Metric, Topology


@helper
def _shared_depths(
    origins: Labels, a: int, destinations: Labels, b: int
) -> tuple[int, int, int, int]:
    """Return where two branches run together: columns in each, how many, and the depth after.

    Two paths to the root that once meet stay together, so what they share is found by bisection.
    """
    a_first, b_first = origins.first_depth[a], destinations.first_depth[b]
    first = max(a_first, b_first)
    a_column = origins.branch_start[a] + first - a_first
    b_column = destinations.branch_start[b] + first - b_first
    low, high = (
        0,
        min(origins.branch_start[a + 1] - a_column, destinations.branch_start[b + 1] - b_column),
    )
    while low < high:
        half = (low + high) >> 1
        if origins.entries[0, a_column + half] == destinations.entries[0, b_column + half]:
            low = half + 1
        else:
            high = half
    return a_column, b_column, low, first + low


@helper
def _quickest(from_ms: Int32Array, to_ms: Int32Array) -> int:
    best = np.int32(2 * NO_WAY)
    for k in range(len(from_ms)):
        best = min(best, np.int32(from_ms[k] + to_ms[k]))
    return best


@helper
def _branches_begin_above(labels: Labels, point: int, depth: int) -> bool:
    for b in range(labels.point_start[point] + 1, labels.point_start[point + 1]):
        if labels.first_depth[b] <= depth:
            return True
    return False


@helper
def _between_branches(origins: Labels, a: int, destinations: Labels, b: int) -> tuple[int, int]:
    a_column, b_column, count, depth = _shared_depths(origins, a, destinations, b)
    from_ms = origins.entries[1, a_column : a_column + count]
    to_ms = destinations.entries[2, b_column : b_column + count]
    return _quickest(from_ms, to_ms), depth


@helper
def _between(origins: Labels, i: int, destinations: Labels, j: int) -> int:
    """Return the least sum over the nodes above both points.

    Where the trunks part above every other branch, no other branches can meet: they hang from
    parts of the trunks that have already parted.
    """
    a_begin, a_end = origins.point_start[i], origins.point_start[i + 1]
    b_begin, b_end = destinations.point_start[j], destinations.point_start[j + 1]
    if a_begin == a_end or b_begin == b_end:
        return 2 * NO_WAY
    best, depth = _between_branches(origins, a_begin, destinations, b_begin)
    if not (
        _branches_begin_above(origins, i, depth) or _branches_begin_above(destinations, j, depth)
    ):
        return best
    for a in range(a_begin, a_end):
        for b in range(b_begin, b_end):
            best = min(best, _between_branches(origins, a, destinations, b)[0])
    return best


@kernel(LABELS, LABELS)
def combine_labels(origins: Labels, destinations: Labels) -> Int32Array:
    """Return the times from every origin to every destination, `NO_WAY` or more for none."""
    rows, columns = len(origins.point_start) - 1, len(destinations.point_start) - 1
    times_ms = np.empty((rows, columns), np.int32)
    for i in range(rows):
        for j in range(columns):
            times_ms[i, j] = _between(origins, i, destinations, j)
    return times_ms


@kernel(TOPOLOGY, METRIC, LABELS)
def pass_down(topology: Topology, metric: Metric, labels: Labels) -> Int32Array:
    """Return the times from the one point labelled to every node, by rank."""
    n = len(topology.parent)
    time_ms = np.full(n, NO_WAY, np.int32)
    for k in range(labels.entries.shape[1]):
        time_ms[labels.entries[0, k]] = labels.entries[1, k]
    for v in range(n - 1, -1, -1):
        best = time_ms[v]
        for arc in range(topology.up_start[v], topology.up_start[v + 1]):
            via_ms = np.int32(time_ms[topology.up_head[arc]] + metric.weight_ms[arc, DOWN])
            best = min(best, via_ms)
        time_ms[v] = best
    return time_ms
