"""Which directed edges are one street."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.model import Int32Array
from routing.networks.model import StreetNetwork
from routing.snapping.line_kernels import hash_lines

_SAME_LENGTH_M: Final = 0.001


def pair_edges(network: StreetNetwork) -> tuple[Int32Array, NDArray[np.bool_]]:
    """Return each edge's street, shape (m,), and whether it runs along the street's line.

    Edges are one street when they have the same line, in either direction, the same length to the
    millimetre, and are steps or not alike. Ends do not matter: turn restrictions give a crossing
    several nodes. Streets are numbered by their first edges, whose line is the street's.
    """
    edges = network.edges
    onward, backward = hash_lines(
        np.asarray(edges.geometry_start), np.asarray(edges.lonlat).view(np.uint64)
    )
    either = np.minimum(onward, backward)
    order = np.lexsort((edges.length_m, edges.is_steps, either))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (
        (np.diff(either[order]) != 0)
        | (np.diff(edges.is_steps[order].astype(np.int8)) != 0)
        | (np.diff(edges.length_m[order]) > _SAME_LENGTH_M)
    )
    group = np.empty(len(order), dtype=np.int64)
    group[order] = np.cumsum(is_first) - 1
    _, first_edge, of_first = np.unique(group, return_index=True, return_inverse=True)
    number = np.argsort(np.argsort(first_edge))
    street = number[of_first].astype(np.int32)
    lender = np.sort(first_edge)[street]
    return street, onward == onward[lender]


def ring_places(network: StreetNetwork) -> Int32Array:
    """Return for each node the next one with its osmid, closing a ring; itself where alone."""
    osmid = np.asarray(network.nodes.osmid)
    order = np.argsort(osmid, kind="stable")
    following = np.roll(order, -1)
    ends = np.flatnonzero(np.diff(osmid[order], append=osmid[order[-1:]] - 1) != 0)
    begins = np.concatenate(([0], ends[:-1] + 1))
    following[ends] = order[begins]
    ring = np.empty(len(order), dtype=np.int32)
    ring[order] = following
    return ring
