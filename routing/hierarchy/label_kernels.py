"""Compiled queries that start from labels; nodes are numbered by rank."""

from __future__ import annotations

import numpy as np

from routing.hierarchy.compiled import INT32S, LABELS, METRIC, TOPOLOGY, helper, kernel
from routing.hierarchy.model import DOWN, NO_WAY, Int32Array, Labels, Metric, Topology


@helper
def _shared(ours: Int32Array, a: int, theirs: Int32Array, b: int, room: int) -> int:
    """Return how many nodes two branches share from columns `a` and `b` on, `room` at most.

    Two paths from the root that once part stay apart, so it is found by bisection; without a jump,
    because which half it is cannot be guessed and a wrong guess costs most here.
    """
    x, y, one = np.uint64(a), np.uint64(b), np.uint64(1)
    low, left = np.uint64(0), np.uint64(room)
    while left > 0:
        half = left >> one
        same = np.uint64(ours[x + low + half] == theirs[y + low + half])
        low += same * (half + one)
        left = half - same * (one - (left & one))
    return int(low)


@helper
def _quickest(from_ms: Int32Array, a: int, to_ms: Int32Array, b: int, count: int) -> np.int32:
    best = np.int32(2 * NO_WAY)
    # Unsigned, because an index that might count from the end keeps the loop from vector form.
    x, y = np.uint64(a), np.uint64(b)
    for k in range(np.uint64(count)):
        best = min(best, np.int32(from_ms[x + k] + to_ms[y + k]))
    return best


@helper
def _highest_side_branch(labels: Labels) -> Int32Array:
    """Return for each point the least depth at which any branch but the trunk begins."""
    highest = np.full(len(labels.point_start) - 1, np.iinfo(np.int32).max, np.int32)
    for p in range(len(highest)):
        for b in range(labels.point_start[p] + 1, labels.point_start[p + 1]):
            highest[p] = min(highest[p], labels.first_depth[b])
    return highest


@kernel(LABELS, LABELS)
def combine_labels(origins: Labels, destinations: Labels) -> Int32Array:
    """Return the times from every origin to every destination, `NO_WAY` or more for none.

    Where two trunks part above every other branch, no other branches can meet: they hang from
    parts of the trunks that have already parted.
    """
    # Plain arrays, made once: a view costs more than the few additions that a pair needs.
    ours, from_ms = origins.entries[0], origins.entries[1]
    theirs, to_ms = destinations.entries[0], destinations.entries[2]
    a_point, a_start, a_first = origins.point_start, origins.branch_start, origins.first_depth
    b_point, b_start = destinations.point_start, destinations.branch_start
    b_first = destinations.first_depth
    a_side, b_side = _highest_side_branch(origins), _highest_side_branch(destinations)
    times_ms = np.full((len(a_side), len(b_side)), 2 * NO_WAY, np.int32)
    for i in range(len(a_side)):
        for j in range(len(b_side)):
            best, parted = np.int32(2 * NO_WAY), False
            for a in range(a_point[i], a_point[i + 1]):
                for b in range(b_point[j], b_point[j + 1]):
                    first = max(a_first[a], b_first[b])
                    x, y = a_start[a] + first - a_first[a], b_start[b] + first - b_first[b]
                    room = max(0, min(a_start[a + 1] - x, b_start[b + 1] - y))
                    count = _shared(ours, x, theirs, y, room)
                    best = min(best, _quickest(from_ms, x, to_ms, y, count))
                    parted = first + count < min(a_side[i], b_side[j])
                    if parted:
                        break
                if parted:
                    break
            times_ms[i, j] = best
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


@kernel(LABELS)
def pack_labels(labels: Labels) -> tuple[Int32Array, Int32Array]:
    """Return each point's label as one run of numbers, and where each run begins.

    A run holds the number of branches, the first depth of each, the size of each, and the rows of
    `entries`.
    """
    points = len(labels.point_start) - 1
    start = np.zeros(points + 1, np.int32)
    packed = np.empty(points + 2 * len(labels.first_depth) + labels.entries.size, np.int32)
    for p in range(points):
        first, last = labels.point_start[p], labels.point_start[p + 1]
        used = start[p]
        packed[used] = last - first
        used += 1
        for b in range(first, last):
            packed[used] = labels.first_depth[b]
            packed[used + last - first] = labels.branch_start[b + 1] - labels.branch_start[b]
            used += 1
        used += last - first
        for row in range(3):
            for k in range(labels.branch_start[first], labels.branch_start[last]):
                packed[used] = labels.entries[row, k]
                used += 1
        start[p + 1] = used
    return start, packed


@kernel(INT32S, INT32S)
def unpack_labels(
    start: Int32Array, packed: Int32Array
) -> tuple[Int32Array, Int32Array, Int32Array, Int32Array]:
    """Return the fields of the `Labels` that hold all these runs."""
    points, branches = len(start) - 1, 0
    for p in range(points):
        branches += packed[start[p]]
    columns = (len(packed) - points - 2 * branches) // 3
    point_start, first_depth = np.zeros(points + 1, np.int32), np.empty(branches, np.int32)
    branch_start, entries = np.zeros(branches + 1, np.int32), np.empty((3, columns), np.int32)
    b, column = 0, 0
    for p in range(points):
        used, count = start[p] + 1, packed[start[p]]
        size = (start[p + 1] - used - 2 * count) // 3
        for k in range(count):
            first_depth[b + k] = packed[used + k]
            branch_start[b + k + 1] = branch_start[b + k] + packed[used + count + k]
        used += 2 * count
        for row in range(3):
            for k in range(size):
                entries[row, column + k] = packed[used + row * size + k]
        b, column = b + count, column + size
        point_start[p + 1] = b
    return point_start, branch_start, first_depth, entries
