"""The arrays of a hierarchy. Importing this compiles nothing."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Int32Array = NDArray[np.int32]
_Scalar = TypeVar("_Scalar", bound=np.generic)

NO_WAY: Final = 2**30 - 1
"""Weight of a closed edge. The sum of two still fits an int32; a way as long, 12 days, is none."""

UP: Final = 0
DOWN: Final = 1


class Topology(NamedTuple):
    """Which arcs a hierarchy has, whatever their weights; all arrays are int32.

    Nodes are numbered by rank, 0 contracted first. An arc is stored once, at its lower end, and
    stands for both directions.

    Parameters
    ----------
    rank
        Shape (n,): rank of each node of the network.
    up_start, up_head
        Shapes (n + 1,) and (a,): heads of the arcs that lead up from each node, ascending.
    up_depth
        Shape (a,): depth of each head.
    arc_tail
        Shape (a,): lower end of each arc.
    parent, depth
        Shape (n,): the elimination tree; a root has parent -1 and depth 0. All nodes that a node
        reaches upwards are its ancestors.
    down_start, down_arc
        Shapes (n + 1,) and (a,): the arcs that lead up *to* each node, by ascending tail.
    edge_arc
        Shape (m,): arc a of an edge that leads up, ~a of one that leads down.
    """

    rank: Int32Array
    up_start: Int32Array
    up_head: Int32Array
    up_depth: Int32Array
    arc_tail: Int32Array
    parent: Int32Array
    depth: Int32Array
    down_start: Int32Array
    down_arc: Int32Array
    edge_arc: Int32Array


class Metric(NamedTuple):
    """The weights of all arcs for one set of edge weights.

    Parameters
    ----------
    weight_ms
        Shape (a, 2): time from the lower to the upper end and back; `NO_WAY` where there is none.
    middle
        Shape (a, 2): ~e where the arc is edge e, else the node under which the shortcut passes.
    """

    weight_ms: Int32Array
    middle: Int32Array


class Seeds(NamedTuple):
    """How each of p points is tied to nodes of the network.

    Parameters
    ----------
    start
        Shape (p + 1,): point i owns the seeds `start[i]` to `start[i + 1]`; it may own none.
    node
        Shape (s,): node of the network, not its rank.
    from_ms
        Shape (s,): time from the point to the node; `NO_WAY` where one cannot leave by it.
    to_ms
        Shape (s,): time from the node to the point; `NO_WAY` where one cannot arrive by it.
    """

    start: Int32Array
    node: Int32Array
    from_ms: Int32Array
    to_ms: Int32Array


class Labels(NamedTuple):
    """Times between each of p points and every node above its seeds.

    The nodes above a point's seeds form a subtree that holds the root. It is cut into branches,
    each a downward path: the trunk begins at the root, any further one below a node of an earlier
    one.

    Parameters
    ----------
    point_start
        Shape (p + 1,): a point's branches.
    branch_start
        Shape (b + 1,): a branch's columns in `entries`, top down.
    first_depth
        Shape (b,): depth of a branch's topmost node.
    entries
        Shape (3, k): node, time from the point to it, time from it to the point.
    """

    point_start: Int32Array
    branch_start: Int32Array
    first_depth: Int32Array
    entries: Int32Array


def sealed(array: Int32Array) -> Int32Array:
    """Forbid writing to an array that nobody else holds; return it."""
    array.flags.writeable = False
    return array


def read_only(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Return a plain, contiguous view that cannot be written through; a copy where one is needed.

    Of a memory-mapped array too: kernels take plain arrays only.
    """
    view = np.asarray(np.ascontiguousarray(array)).view()
    view.flags.writeable = False
    return view


def frozen(array: NDArray[np.generic]) -> Int32Array:
    """Return `read_only` int32 of the same values."""
    return read_only(np.asarray(array, dtype=np.int32))
