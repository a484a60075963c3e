"""From edge weights to arc weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.compiled import INT32S, TOPOLOGY, kernel
from routing.hierarchy.model import DOWN, NO_WAY, UP, Int32Array, Metric, Topology, frozen


def customize(topology: Topology, weights_ms: NDArray[np.integer]) -> Metric:
    """Return the metric of one set of edge weights.

    Parameters
    ----------
    weights_ms
        Whole milliseconds per edge, shape (m,), not negative; an edge of `NO_WAY` or more, such as
        `routing.model.UNREACHABLE`, is closed.

    Raises
    ------
    ValueError
        If the weights are not as many as the edges, or one is negative.
    """
    if weights_ms.shape != topology.edge_arc.shape:
        raise ValueError(f"{len(topology.edge_arc)} edges need as many weights")
    if len(weights_ms) and weights_ms.min() < 0:
        raise ValueError("no edge takes less than no time")
    weight_ms, middle = _weights_of_arcs(topology, frozen(np.minimum(weights_ms, NO_WAY)))
    return Metric(frozen(weight_ms), frozen(middle))


@kernel(TOPOLOGY, INT32S)
def _weights_of_arcs(topology: Topology, edge_ms: Int32Array) -> tuple[Int32Array, Int32Array]:
    """Give arcs the weight of their quickest edge, then let lower triangles shorten them.

    Arcs are finished in the order of their tails: whatever passes below a tail is finished then.
    """
    n, arcs = len(topology.parent), len(topology.up_head)
    weight_ms, middle = np.full((arcs, 2), NO_WAY, np.int32), np.full((arcs, 2), -1, np.int32)
    for e in range(len(edge_ms)):
        arc, side = topology.edge_arc[e], UP
        if arc < 0:
            arc, side = ~arc, DOWN
        if arc < arcs and edge_ms[e] < weight_ms[arc, side]:
            weight_ms[arc, side], middle[arc, side] = edge_ms[e], ~e
    arc_to, one = np.empty(n, np.uint32), np.uint64(1)
    up_head, up_start, arc_tail = topology.up_head, topology.up_start, topology.arc_tail
    up, down = np.uint64(UP), np.uint64(DOWN)
    for x in range(n):
        for arc in range(np.uint64(up_start[x]), np.uint64(up_start[x + 1])):
            arc_to[np.uint64(up_head[arc])] = arc
        for k in range(topology.down_start[x], topology.down_start[x + 1]):
            below = np.uint64(topology.down_arc[k])
            v = arc_tail[below]
            v_to_x, x_to_v = weight_ms[below, up], weight_ms[below, down]
            # Unsigned, because an index that might count from the end is looked at twice.
            for other in range(below + one, np.uint64(up_start[v + 1])):
                arc = np.uint64(arc_to[np.uint64(up_head[other])])
                via_ms = np.int32(x_to_v + weight_ms[other, up])
                if via_ms < weight_ms[arc, up]:
                    weight_ms[arc, up], middle[arc, up] = via_ms, v
                via_ms = np.int32(weight_ms[other, down] + v_to_x)
                if via_ms < weight_ms[arc, down]:
                    weight_ms[arc, down], middle[arc, down] = via_ms, v
    return weight_ms, middle
