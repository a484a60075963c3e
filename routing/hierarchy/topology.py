"""The shortcuts that a node order needs, whatever the weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.model import Int32Array, Topology, frozen
from routing.hierarchy.order import compute_order, neighbourhood
from routing.hierarchy.topology_kernels import (
    arcs_of_edges,
    contract,
    depths_below_roots,
    downward_arcs,
)


def build_topology(
    node_count: int,
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    order: Int32Array | None = None,
) -> Topology:
    """Return the hierarchy over a directed multigraph.

    Parameters
    ----------
    tail, head
        Ends of each edge, shape (m,); loops and parallel edges may occur.
    order
        Nodes in the order of their contraction, shape (n,); None computes a good one.

    Raises
    ------
    ValueError
        If `order` does not name every node once.
    """
    if order is None:
        order = compute_order(node_count, tail, head)
    rank = _ranks(order, node_count)
    low_tail, low_head = rank[tail], rank[head]
    neighbours = neighbourhood(node_count, low_tail, low_head)
    up_start, up_head, parent = contract(frozen(neighbours.indptr), frozen(neighbours.indices))
    depth = depths_below_roots(parent)
    down_start, down_arc = downward_arcs(up_start, up_head)
    arrays = Topology(
        rank=rank,
        up_start=up_start,
        up_head=up_head,
        up_depth=depth[up_head],
        arc_tail=np.repeat(np.arange(node_count, dtype=np.int32), np.diff(up_start)),
        parent=parent,
        depth=depth,
        down_start=down_start,
        down_arc=down_arc,
        edge_arc=arcs_of_edges(up_start, up_head, low_tail, low_head),
    )
    return Topology(*(frozen(array) for array in arrays))


def _ranks(order: Int32Array, node_count: int) -> Int32Array:
    if not np.array_equal(np.sort(order), np.arange(node_count)):
        raise ValueError(f"an order must name each of {node_count} nodes once")
    rank = np.empty(node_count, dtype=np.int32)
    rank[order] = np.arange(node_count, dtype=np.int32)
    return frozen(rank)
