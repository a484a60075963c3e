"""Compiled queries that spread seeds over the hierarchy.

Nodes are numbered by rank. The nodes above a point's seeds are spread over branches, each a piece
of the path from one seed to the root (see `Labels`): times are passed up them, deepest first.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np

from routing.hierarchy.compiled import METRIC, SEEDS, TOPOLOGY, helper, kernel
from routing.hierarchy.model import DOWN, NO_WAY, UP, Int32Array, Metric, Seeds, Topology


class _Branches(NamedTuple):
    """Room for one point's branches; arrays over depths hold sense below `first` of a branch too.

    `time_ms` and `arc` have shape (2, branches, depths): away from the point, and towards it. `arc`
    is what led to a node: an arc from a deeper one, or ~s of seed s.
    """

    seed: Int32Array
    first: Int32Array
    end: Int32Array
    parent: Int32Array
    node: Int32Array
    time_ms: Int32Array
    arc: Int32Array


@helper
def _room_for(topology: Topology, seeds: Seeds) -> _Branches:
    most, depths = 1, 1
    for p in range(len(seeds.start) - 1):
        most = max(most, seeds.start[p + 1] - seeds.start[p])
    for s in range(len(seeds.node)):
        depths = max(depths, topology.depth[topology.rank[seeds.node[s]]] + 1)
    return _Branches(
        np.empty(most, np.int32),
        np.empty(most, np.int32),
        np.empty(most, np.int32),
        np.empty(most, np.int32),
        np.empty((most, depths), np.int32),
        np.empty((2, most, depths), np.int32),
        np.empty((2, most, depths), np.int32),
    )


@helper
def _sort_seeds(topology: Topology, seeds: Seeds, point: int, room: _Branches) -> int:
    """Put the point's seeds into `room.seed` by ascending rank; return how many there are."""
    begin, count = seeds.start[point], seeds.start[point + 1] - seeds.start[point]
    for i in range(count):
        rank, k = topology.rank[seeds.node[begin + i]], i
        while k > 0 and topology.rank[seeds.node[room.seed[k - 1]]] > rank:
            room.seed[k] = room.seed[k - 1]
            k -= 1
        room.seed[k] = begin + i
    return int(count)


@helper
def _branch_with(room: _Branches, branches: int, v: int, depth: int) -> int:
    for b in range(branches):
        if room.first[b] <= depth < room.end[b] and room.node[b, depth] == v:
            return b
    return -1


@helper
def _grow_branch(topology: Topology, room: _Branches, branches: int, leaf: int) -> None:
    """Follow the tree from `leaf` upwards until another branch or a root."""
    v, depth, parent = leaf, topology.depth[leaf], -1
    room.end[branches] = depth + 1
    room.time_ms[:, branches, : depth + 1] = NO_WAY
    while v >= 0:
        parent = _branch_with(room, branches, v, depth)
        if parent >= 0:
            break
        room.node[branches, depth] = v
        v, depth = topology.parent[v], depth - 1
    room.first[branches], room.parent[branches] = depth + 1, parent


@helper
def _place_seeds(topology: Topology, seeds: Seeds, point: int, room: _Branches) -> int:
    """Return the number of branches; only the seeds' own times are known on them yet."""
    branches = 0
    for i in range(_sort_seeds(topology, seeds, point, room)):
        seed = room.seed[i]
        v = topology.rank[seeds.node[seed]]
        depth = topology.depth[v]
        b = _branch_with(room, branches, v, depth)
        if b < 0:
            b = branches
            _grow_branch(topology, room, b, v)
            branches += 1
        if seeds.from_ms[seed] < room.time_ms[UP, b, depth]:
            room.time_ms[UP, b, depth], room.arc[UP, b, depth] = seeds.from_ms[seed], ~seed
        if seeds.to_ms[seed] < room.time_ms[DOWN, b, depth]:
            room.time_ms[DOWN, b, depth], room.arc[DOWN, b, depth] = seeds.to_ms[seed], ~seed
    return branches


@helper
def _pass_up(topology: Topology, metric: Metric, room: _Branches, b: int) -> None:
    away_ms, towards_ms = room.time_ms[UP, b], room.time_ms[DOWN, b]
    away_arc, towards_arc = room.arc[UP, b], room.arc[DOWN, b]
    up_start, up_depth, weight_ms = topology.up_start, topology.up_depth, metric.weight_ms
    for k in range(room.end[b] - 1, room.first[b] - 1, -1):
        v, from_ms, to_ms = room.node[b, k], away_ms[k], towards_ms[k]
        # Unsigned, because an index that might count from the end is looked at twice.
        for arc in range(np.uint64(up_start[v]), np.uint64(up_start[v + 1])):
            depth = np.uint64(up_depth[arc])
            via_ms = np.int32(from_ms + weight_ms[arc, np.uint64(UP)])
            if via_ms < away_ms[depth]:
                away_ms[depth], away_arc[depth] = via_ms, arc
            via_ms = np.int32(to_ms + weight_ms[arc, np.uint64(DOWN)])
            if via_ms < towards_ms[depth]:
                towards_ms[depth], towards_arc[depth] = via_ms, arc


@helper
def _join_parent(room: _Branches, b: int) -> None:
    parent = room.parent[b]
    for side in range(2):
        for k in range(room.first[b]):
            if room.time_ms[side, b, k] < room.time_ms[side, parent, k]:
                room.time_ms[side, parent, k] = room.time_ms[side, b, k]
                room.arc[side, parent, k] = room.arc[side, b, k]


@helper
def _spread(topology: Topology, metric: Metric, seeds: Seeds, point: int, room: _Branches) -> int:
    """Fill the branches of a point with the times up to every node; return their number."""
    branches = _place_seeds(topology, seeds, point, room)
    for b in range(branches - 1, -1, -1):
        _pass_up(topology, metric, room, b)
        if room.parent[b] >= 0:
            _join_parent(room, b)
    return branches


@kernel(TOPOLOGY, METRIC, SEEDS)
def write_labels(
    topology: Topology, metric: Metric, seeds: Seeds
) -> tuple[Int32Array, Int32Array, Int32Array, Int32Array]:
    """Return the fields of the points' `Labels`."""
    points, room, most = len(seeds.start) - 1, _room_for(topology, seeds), 0
    for s in range(len(seeds.node)):
        most += topology.depth[topology.rank[seeds.node[s]]] + 1
    point_start = np.zeros(points + 1, np.int32)
    branch_start = np.zeros(len(seeds.node) + 1, np.int32)
    first_depth, entries = np.empty(len(seeds.node), np.int32), np.empty((3, most), np.int32)
    count = 0
    for p in range(points):
        branches = _spread(topology, metric, seeds, p, room)
        for b in range(branches):
            first, end = room.first[b], room.end[b]
            used, free = branch_start[count], branch_start[count] + end - first
            entries[0, used:free] = room.node[b, first:end]
            entries[1, used:free] = room.time_ms[UP, b, first:end]
            entries[2, used:free] = room.time_ms[DOWN, b, first:end]
            first_depth[count], branch_start[count + 1] = first, free
            count += 1
        point_start[p + 1] = count
    used = branch_start[count]
    return (
        point_start,
        branch_start[: count + 1].copy(),
        first_depth[:count].copy(),
        entries[:, :used].copy(),
    )


@helper
def _find_meeting(
    origin: _Branches, from_branches: int, destination: _Branches, to_branches: int
) -> tuple[int, int, int, int]:
    """Return the least time, and the branches and the depth of the node where both ways meet."""
    best, from_branch, to_branch, meeting = NO_WAY, -1, -1, -1
    for a in range(from_branches):
        for b in range(to_branches):
            first = max(origin.first[a], destination.first[b])
            for k in range(first, min(origin.end[a], destination.end[b])):
                if origin.node[a, k] != destination.node[b, k]:
                    break
                time_ms = origin.time_ms[UP, a, k] + destination.time_ms[DOWN, b, k]
                if time_ms < best:
                    best, from_branch, to_branch, meeting = time_ms, a, b, k
    return best, from_branch, to_branch, meeting


@helper
def _trace(
    topology: Topology, room: _Branches, side: int, branches: int, b: int, depth: int
) -> tuple[Int32Array, int]:
    """Return the arcs from a meeting node down to the seed, and the seed."""
    arcs, count = np.empty(depth + room.time_ms.shape[2], np.int32), 0
    while room.arc[side, b, depth] >= 0:
        arcs[count] = room.arc[side, b, depth]
        v = topology.arc_tail[arcs[count]]
        count, depth = count + 1, topology.depth[v]
        b = _branch_with(room, branches, v, depth)
    return arcs[:count], ~room.arc[side, b, depth]


@helper
def _with_room(array: Int32Array, used: int) -> Int32Array:
    if used < len(array):
        return array
    larger = np.empty(2 * len(array), np.int32)
    larger[:used] = array
    return larger


@helper
def _arc_between(topology: Topology, low: int, high: int) -> int:
    first, last = topology.up_start[low], topology.up_start[low + 1]
    return int(first + np.searchsorted(topology.up_head[first:last], high))


@helper
def _unpack(
    topology: Topology, metric: Metric, arc: int, side: int, edges: Int32Array, count: int
) -> tuple[Int32Array, int]:
    """Append the edges of an arc, travelled up or down, to the first `count` of `edges`."""
    waiting = np.empty(64, np.int32)
    waiting[0], size = 2 * arc + side, 1
    while size > 0:
        size -= 1
        arc, side = waiting[size] >> 1, waiting[size] & 1
        middle = metric.middle[arc, side]
        if middle < 0:
            edges = _with_room(edges, count)
            edges[count] = ~middle
            count += 1
            continue
        low, high = topology.arc_tail[arc], topology.up_head[arc]
        begin, end = (low, high) if side == UP else (high, low)
        waiting = _with_room(waiting, size + 1)
        waiting[size] = 2 * _arc_between(topology, middle, end) + UP
        waiting[size + 1] = 2 * _arc_between(topology, middle, begin) + DOWN
        size += 2
    return edges, count


@kernel(TOPOLOGY, METRIC, SEEDS, nb.int64, nb.int64)
def trace_path(
    topology: Topology, metric: Metric, seeds: Seeds, origin: int, destination: int
) -> tuple[int, int, int, Int32Array]:
    """Return time, seed of departure, seed of arrival and edges from one point to another.

    The time is `NO_WAY` where no way is.
    """
    behind, ahead = _room_for(topology, seeds), _room_for(topology, seeds)
    from_branches = _spread(topology, metric, seeds, origin, behind)
    to_branches = _spread(topology, metric, seeds, destination, ahead)
    best, a, b, depth = _find_meeting(behind, from_branches, ahead, to_branches)
    edges, count = np.empty(256, np.int32), 0
    if depth < 0:
        return best, -1, -1, edges[:0]
    climb, departure = _trace(topology, behind, UP, from_branches, a, depth)
    descent, arrival = _trace(topology, ahead, DOWN, to_branches, b, depth)
    for k in range(len(climb) - 1, -1, -1):
        edges, count = _unpack(topology, metric, climb[k], UP, edges, count)
    for k in range(len(descent)):
        edges, count = _unpack(topology, metric, descent[k], DOWN, edges, count)
    return best, departure, arrival, edges[:count].copy()
