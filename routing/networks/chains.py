"""Which segments make one street: OSMnx's simplification on flat arrays.

A node stays if something can be decided or must be reversed there; all others only bend a street.

References
----------
Boeing, G. (2025). Topological Graph Simplification Solutions to the Street Intersection Miscount
Problem. Transactions in GIS 29 (3), e70037. doi:10.1111/tgis.70037
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.networks.segments import IndexArray, Segments

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Streets as runs of segments.

    Parameters
    ----------
    segment
        Shape (k,): indices into the segments, street after street, in the order of travel.
    start
        Shape (m + 1,): street i is `segment[start[i]:start[i + 1]]`.
    """

    segment: IndexArray
    start: IndexArray


def find_endpoints(
    segments: Segments,
    node_count: int,
    kind: NDArray[np.bool_] | None = None,
    wanted: IndexArray | None = None,
) -> BoolArray:
    """Return which nodes are ends of streets, shape (node_count,).

    Parameters
    ----------
    kind
        Shape (s,): segments that differ in it do not become one street.
    wanted
        Nodes that are ends whatever they look like, as long as a segment is there.

    Notes
    -----
    A node merely bends its street if it has two neighbours and is passed in one direction (one
    segment in, one out) or in both (two and two); also if duplicate ways give four segments
    otherwise, as long as one can get in and out. Nodes without segments are no ends.
    """
    out = np.bincount(segments.tail, minlength=node_count)
    into = np.bincount(segments.head, minlength=node_count)
    degree = out + into
    passed = (out > 0) & (into > 0) & np.isin(degree, (2, 4))
    bend = passed & (_neighbour_count(segments, node_count) == 2)
    if kind is not None:
        bend &= ~_where_kinds_meet(segments, node_count, kind)
    if wanted is not None:
        bend[wanted] = False
    ends: BoolArray = ~bend & (degree > 0)
    return ends


def _where_kinds_meet(segments: Segments, node_count: int, kind: NDArray[np.bool_]) -> BoolArray:
    def touched(chosen: BoolArray) -> BoolArray:
        touches = np.zeros(node_count, dtype=np.bool_)
        touches[segments.tail[chosen]] = touches[segments.head[chosen]] = True
        return touches

    return touched(kind) & touched(~kind)


def _neighbour_count(segments: Segments, node_count: int) -> IndexArray:
    there, back = segments.tail * node_count + segments.head, segments.head * node_count
    pairs = np.unique(np.concatenate((there, back + segments.tail)))
    return np.bincount(pairs // node_count, minlength=node_count)


def find_chains(segments: Segments, is_end: BoolArray) -> Chains:
    """Join segments from end to end.

    Duplicates of a segment within a street are left out, the first way's stays. What reaches no
    end is left out too: rings without any crossing, and stubs that run into duplicates.
    """
    kept = _without_duplicates(segments, is_end)
    tail, head = segments.tail[kept], segments.head[kept]
    root, rank = _rank(_predecessors(tail, head, is_end))
    order = np.lexsort((rank, root))
    order = order[is_end[tail[root[order]]]]
    is_first = rank[order] == 0
    is_last = np.append(is_first[1:], True)[: len(order)]
    finished = np.repeat(is_end[head[order[is_last]]], np.diff(_starts(is_first)))
    return Chains(kept[order[finished]], _starts(is_first[finished]))


def _starts(is_first: BoolArray) -> IndexArray:
    return np.append(np.flatnonzero(is_first), len(is_first))


def _without_duplicates(segments: Segments, is_end: BoolArray) -> IndexArray:
    tail, head = segments.tail, segments.head
    first = np.ones(len(tail), dtype=np.bool_)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    return np.flatnonzero(first | (is_end[tail] & is_end[head]))


def _predecessors(tail: IndexArray, head: IndexArray, is_end: BoolArray) -> IndexArray:
    """Return for each segment the one it continues; itself where it continues none.

    A bend has at most two ways out, and never turns back.
    """
    out = np.searchsorted(tail, np.arange(len(is_end) + 1))
    bends = np.flatnonzero(~is_end[head])
    predecessor = np.arange(len(tail))
    for candidate in (out[head[bends]], out[head[bends] + 1] - 1):
        onward = head[candidate] != tail[bends]
        predecessor[candidate[onward]] = bends[onward]
    return predecessor


def _rank(predecessor: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Return each segment's first ancestor and how far it is, by pointer doubling.

    On a ring there is no first; its segments get an ancestor on the ring.

    References
    ----------
    Wyllie, J. C. (1979). The Complexity of Parallel Computations. PhD thesis, Cornell University.
    """
    ancestor = predecessor
    rank = (predecessor != np.arange(len(predecessor))).astype(np.int64)
    for _ in range(len(predecessor).bit_length()):
        if not rank[ancestor].any():
            break
        rank = rank + rank[ancestor]
        ancestor = ancestor[ancestor]
    return ancestor, rank
