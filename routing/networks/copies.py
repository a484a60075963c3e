"""Edges that are one street, as it is entered from several copies of a crossing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.networks.model import StreetNetwork


def leading_copies(network: StreetNetwork) -> NDArray[np.int64]:
    """Return for each edge the fastest that is the same line in the same direction, shape (m,).

    All of them have one head; most edges lead themselves. Who starts in the middle of a street may
    start on the leader alone; who ends there must consider every copy, because each is entered by
    other turns.
    """
    edges = network.edges
    count = network.edge_count
    bend = edges.lonlat[edges.geometry_start[:-1] + 1]
    same = (edges.head, network.nodes.osmid[edges.tail], edges.length_m, bend[:, 0], bend[:, 1])
    order = np.lexsort((np.arange(count), edges.time_ms, *same))
    is_new = np.ones(count, dtype=np.bool_)
    is_new[1:] = np.any([key[order][1:] != key[order][:-1] for key in same], axis=0)
    leaders = np.empty(count, dtype=np.int64)
    leaders[order] = np.repeat(order[is_new], np.diff(np.append(np.flatnonzero(is_new), count)))
    return leaders
