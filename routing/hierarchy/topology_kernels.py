"""Compiled parts of building a topology; nodes are numbered by rank."""

from __future__ import annotations

import numpy as np

from routing.hierarchy.compiled import INT32S, helper, kernel
from routing.hierarchy.model import Int32Array


@helper
def _with_room(array: Int32Array, used: int, needed: int) -> Int32Array:
    if needed <= len(array):
        return array
    larger = np.empty(max(2 * len(array), needed), np.int32)
    larger[:used] = array[:used]
    return larger


@kernel(INT32S, INT32S)
def contract(start: Int32Array, neighbour: Int32Array) -> tuple[Int32Array, Int32Array, Int32Array]:
    """Return `up_start`, `up_head` and `parent` of the elimination tree.

    A node's arcs lead to its higher neighbours and to wherever the arcs of its children lead;
    the parent is the lowest of them.
    """
    n = len(start) - 1
    up_start, up_head = np.zeros(n + 1, np.int32), np.empty(2 * len(neighbour) + 16, np.int32)
    parent, seen = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    first_child, next_sibling = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    count = 0
    for v in range(n):
        begin = count
        up_head = _with_room(up_head, count, count + start[v + 1] - start[v])
        for j in range(start[v], start[v + 1]):
            if neighbour[j] > v:
                seen[neighbour[j]] = v
                up_head[count] = neighbour[j]
                count += 1
        child = first_child[v]
        while child >= 0:
            up_head = _with_room(up_head, count, count + up_start[child + 1] - up_start[child])
            for j in range(up_start[child], up_start[child + 1]):
                if up_head[j] != v and seen[up_head[j]] != v:
                    seen[up_head[j]] = v
                    up_head[count] = up_head[j]
                    count += 1
            child = next_sibling[child]
        up_head[begin:count] = np.sort(up_head[begin:count])
        up_start[v + 1] = count
        if count > begin:
            parent[v] = up_head[begin]
            next_sibling[v] = first_child[parent[v]]
            first_child[parent[v]] = v
    return up_start, up_head[:count].copy(), parent


@kernel(INT32S)
def depths_below_roots(parent: Int32Array) -> Int32Array:
    """Return each node's depth in the elimination tree; a root's is 0."""
    depth = np.zeros(len(parent), np.int32)
    for v in range(len(parent) - 1, -1, -1):
        if parent[v] >= 0:
            depth[v] = depth[parent[v]] + 1
    return depth


@kernel(INT32S, INT32S)
def downward_arcs(up_start: Int32Array, up_head: Int32Array) -> tuple[Int32Array, Int32Array]:
    """Return `down_start` and `down_arc`."""
    n = len(up_start) - 1
    down_start, down_arc = np.zeros(n + 1, np.int32), np.empty(len(up_head), np.int32)
    for j in range(len(up_head)):
        down_start[up_head[j] + 1] += 1
    for v in range(n):
        down_start[v + 1] += down_start[v]
    place = down_start[:-1].copy()
    for j in range(len(up_head)):
        down_arc[place[up_head[j]]] = j
        place[up_head[j]] += 1
    return down_start, down_arc


@kernel(INT32S, INT32S, INT32S, INT32S)
def arcs_of_edges(
    up_start: Int32Array, up_head: Int32Array, tail: Int32Array, head: Int32Array
) -> Int32Array:
    """Return `edge_arc`; the arc of a loop, which no shortest path takes, is the number of arcs."""
    arcs = np.empty(len(tail), np.int32)
    for e in range(len(tail)):
        low, high = min(tail[e], head[e]), max(tail[e], head[e])
        if low == high:
            arcs[e] = len(up_head)
            continue
        first, last = up_start[low], up_start[low + 1]
        arc = first + np.searchsorted(up_head[first:last], high)
        arcs[e] = arc if tail[e] < head[e] else ~arc
    return arcs
