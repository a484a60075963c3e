"""Compiled queries that spread seeds over the hierarchy.

Nodes are numbered by rank. The nodes above a point's seeds are spread over branches, each a piece
of the path from one seed to the root (see `Labels`): times are passed up them, deepest first.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numba as nb
import numpy as np

from routing.hierarchy.compiled import METRIC, SEEDS, TOPOLOGY, helper, kernel
from routing.hierarchy.model import DOWN, NO_WAY, UP, Int32Array, Metric, Seeds, Topology

_MANY_ARCS: Final = 32


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
    """Pass the times of a branch up, deepest first.

    Whether one of few arcs shortens anything cannot be guessed, and a wrong guess costs most, so
    there it is written in any case. One of many rarely does.
    """
    away_ms, towards_ms = room.time_ms[UP, b], room.time_ms[DOWN, b]
    up_start, up_depth, weight_ms = topology.up_start, topology.up_depth, metric.weight_ms
    up, down = np.uint64(UP), np.uint64(DOWN)
    for k in range(room.end[b] - 1, room.first[b] - 1, -1):
        v, from_ms, to_ms = room.node[b, k], away_ms[k], towards_ms[k]
        # Unsigned, because an index that might count from the end is looked at twice.
        begin, end = np.uint64(up_start[v]), np.uint64(up_start[v + 1])
        if end - begin < np.uint64(_MANY_ARCS):
            for arc in range(begin, end):
                depth = np.uint64(up_depth[arc])
                away_ms[depth] = min(away_ms[depth], np.int32(from_ms + weight_ms[arc, up]))
                towards_ms[depth] = min(towards_ms[depth], np.int32(to_ms + weight_ms[arc, down]))
        else:
            for arc in range(begin, end):
                depth = np.uint64(up_depth[arc])
                via_ms = np.int32(from_ms + weight_ms[arc, up])
                if via_ms < away_ms[depth]:
                    away_ms[depth] = via_ms
                via_ms = np.int32(to_ms + weight_ms[arc, down])
                if via_ms < towards_ms[depth]:
                    towards_ms[depth] = via_ms


@helper
def _pass_up_traced(
    topology: Topology, metric: Metric, room: _Branches, side: int, b: int, until: int
) -> None:
    """Pass times up in one direction, as far as depth `until`, and remember by which arcs."""
    time_ms, led_by = room.time_ms[side, b], room.arc[side, b]
    up_start, up_depth, weight_ms = topology.up_start, topology.up_depth, metric.weight_ms
    column = np.uint64(side)
    for k in range(room.end[b] - 1, until - 1, -1):
        v, known_ms = room.node[b, k], time_ms[k]
        for arc in range(np.uint64(up_start[v]), np.uint64(up_start[v + 1])):
            depth = np.uint64(up_depth[arc])
            via_ms = np.int32(known_ms + weight_ms[arc, column])
            if via_ms < time_ms[depth]:
                time_ms[depth], led_by[depth] = via_ms, arc


@helper
def _pass_up_together(
    topology: Topology, metric: Metric, behind: _Branches, ahead: _Branches, shared: int
) -> None:
    """Pass the times of two points up what their trunks share.

    Nodes that are farther from a point than the other point is are no part of the way.
    """
    from_ms, from_arc = behind.time_ms[UP, 0], behind.arc[UP, 0]
    to_ms, to_arc = ahead.time_ms[DOWN, 0], ahead.arc[DOWN, 0]
    up_start, up_depth, weight_ms = topology.up_start, topology.up_depth, metric.weight_ms
    up, down, best = np.uint64(UP), np.uint64(DOWN), np.int32(NO_WAY)
    for k in range(shared - 1, -1, -1):
        v, away_ms, towards_ms = behind.node[0, k], from_ms[k], to_ms[k]
        best = min(best, np.int32(away_ms + towards_ms))
        begin, end = np.uint64(up_start[v]), np.uint64(up_start[v + 1])
        if away_ms <= best:
            for arc in range(begin, end):
                depth = np.uint64(up_depth[arc])
                via_ms = np.int32(away_ms + weight_ms[arc, up])
                if via_ms < from_ms[depth]:
                    from_ms[depth], from_arc[depth] = via_ms, arc
        if towards_ms <= best:
            for arc in range(begin, end):
                depth = np.uint64(up_depth[arc])
                via_ms = np.int32(towards_ms + weight_ms[arc, down])
                if via_ms < to_ms[depth]:
                    to_ms[depth], to_arc[depth] = via_ms, arc


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


@helper
def _spread_sides(
    topology: Topology, metric: Metric, seeds: Seeds, point: int, room: _Branches, side: int
) -> int:
    """Pass times up, in one direction, all branches of a point but the trunk; return all."""
    branches = _place_seeds(topology, seeds, point, room)
    for b in range(branches - 1, 0, -1):
        _pass_up_traced(topology, metric, room, side, b, room.first[b])
        if room.parent[b] >= 0:
            _join_parent(room, b)
    return branches


@helper
def _shared_trunk(ours: _Branches, theirs: _Branches) -> int:
    """Return how many nodes two trunks share."""
    shared = 0
    while shared < min(ours.end[0], theirs.end[0]):
        if ours.node[0, shared] != theirs.node[0, shared]:
            break
        shared += 1
    return shared


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
def _arc_between(topology: Topology, low: int, high: int) -> int:
    """Return the arc between two nodes, by bisection."""
    first, count = np.uint64(topology.up_start[low]), np.uint64(topology.up_start[low + 1])
    count -= first
    while count > 1:
        half = count >> np.uint64(1)
        first += half * np.uint64(topology.up_head[first + half] <= high)
        count -= half
    return int(first)


@helper
def _open_up(
    topology: Topology, metric: Metric, way: Int32Array, opened: Int32Array
) -> tuple[int, int]:
    """Replace each arc by its edge or by the two arcs below it.

    Return how many pieces there are then, and how many of them are arcs.
    """
    count, arcs, last = 0, 0, way.shape[1] - 1
    for i in range(last):
        begin, end, piece = way[0, i], way[0, i + 1], way[1, i]
        opened[0, count], opened[1, count] = begin, piece
        if piece >= 0:
            middle = metric.middle[piece, UP if begin < end else DOWN]
            opened[1, count] = middle
            if middle >= 0:
                opened[1, count] = _arc_between(topology, middle, begin)
                opened[0, count + 1] = middle
                opened[1, count + 1] = _arc_between(topology, middle, end)
                count, arcs = count + 1, arcs + 2
        count += 1
    opened[0, count] = way[0, last]
    return count, arcs


@helper
def _unpack(topology: Topology, metric: Metric, way: Int32Array) -> Int32Array:
    """Return the edges of a way.

    `way` holds the nodes, and after each the arc to the next, or ~edge; after the last nothing.

    All arcs are opened before any below them, because the memory they reach for is far away: so
    the processor fetches for many at a time.
    """
    count = arcs = way.shape[1] - 1
    while arcs > 0:
        opened = np.empty((2, count + arcs + 1), np.int32)
        count, arcs = _open_up(topology, metric, way, opened)
        way = opened[:, : count + 1].copy()
    return ~way[1, :count]


@helper
def _way_over(topology: Topology, climb: Int32Array, descent: Int32Array) -> Int32Array:
    """Return the way through arcs to a meeting node and from there, both in order from it."""
    up, down = len(climb), len(descent)
    way = np.empty((2, up + down + 1), np.int32)
    for k in range(up):
        way[0, up - 1 - k], way[1, up - 1 - k] = topology.arc_tail[climb[k]], climb[k]
        way[0, up] = topology.up_head[climb[0]]
    for k in range(down):
        way[1, up + k], way[0, up + k + 1] = descent[k], topology.arc_tail[descent[k]]
        way[0, up] = topology.up_head[descent[0]]
    return way


@kernel(TOPOLOGY, METRIC, SEEDS, nb.int64, nb.int64)
def trace_path(
    topology: Topology, metric: Metric, seeds: Seeds, origin: int, destination: int
) -> tuple[int, int, int, Int32Array]:
    """Return time, seed of departure, seed of arrival and edges from one point to another.

    The time is `NO_WAY` where no way is.
    """
    behind, ahead = _room_for(topology, seeds), _room_for(topology, seeds)
    from_branches = _spread_sides(topology, metric, seeds, origin, behind, UP)
    to_branches = _spread_sides(topology, metric, seeds, destination, ahead, DOWN)
    if min(from_branches, to_branches) > 0:
        shared = _shared_trunk(behind, ahead)
        _pass_up_traced(topology, metric, behind, UP, 0, shared)
        _pass_up_traced(topology, metric, ahead, DOWN, 0, shared)
        _pass_up_together(topology, metric, behind, ahead, shared)
    best, a, b, depth = _find_meeting(behind, from_branches, ahead, to_branches)
    if depth < 0:
        return best, -1, -1, np.empty(0, np.int32)
    climb, departure = _trace(topology, behind, UP, from_branches, a, depth)
    descent, arrival = _trace(topology, ahead, DOWN, to_branches, b, depth)
    way = _way_over(topology, climb, descent)
    return best, departure, arrival, _unpack(topology, metric, way)
