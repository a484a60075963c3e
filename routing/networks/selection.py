"""Parts and rearrangements of a network's arrays."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from routing.errors import NetworkSourceError
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork

IndexArray = NDArray[np.int64]


def spans(start: IndexArray, length: IndexArray) -> IndexArray:
    """Return the indices of many runs `start[i], start[i] + 1, …`, one run after the other."""
    before = np.cumsum(length) - length
    return np.repeat(start - before, length) + np.arange(int(length.sum()))


def take_edges(edges: EdgeArrays, chosen: IndexArray) -> EdgeArrays:
    """Return the chosen edges in that order; an edge may be chosen several times."""
    points = np.diff(edges.geometry_start)[chosen]
    plain = {
        f.name: getattr(edges, f.name)[chosen]
        for f in fields(EdgeArrays)
        if f.name not in {"geometry_start", "lonlat"}
    }
    return EdgeArrays(
        **plain,
        geometry_start=np.concatenate(([0], np.cumsum(points))),
        lonlat=edges.lonlat[spans(edges.geometry_start[:-1][chosen], points)],
    )


def take_nodes(nodes: NodeArrays, chosen: IndexArray) -> NodeArrays:
    """Return the chosen nodes in that order."""
    return NodeArrays(nodes.lat[chosen], nodes.lon[chosen], nodes.osmid[chosen])


def edge_order(edges: EdgeArrays) -> IndexArray:
    """Return the order by tail, head, time and length."""
    return np.lexsort((edges.length_m, edges.time_ms, edges.head, edges.tail))


def largest_part(network: StreetNetwork) -> tuple[StreetNetwork, IndexArray]:
    """Return the largest strongly connected part, and the indices of its edges.

    Nodes come out by osmid, edges by `edge_order`, names by their first edge.

    Raises
    ------
    NetworkSourceError
        If no two nodes are connected both ways.
    """
    edges, count = network.edges, network.node_count
    is_in = _largest_component(edges, count)
    by_osmid = np.argsort(network.nodes.osmid, kind="stable")
    kept_nodes = by_osmid[is_in[by_osmid]]
    new_index = np.full(count, -1, dtype=np.int32)
    new_index[kept_nodes] = np.arange(len(kept_nodes))
    ends = new_index[edges.tail], new_index[edges.head]
    renumbered = replace(edges, tail=ends[0], head=ends[1])
    order = edge_order(renumbered)
    kept = order[(ends[0][order] >= 0) & (ends[1][order] >= 0)]
    if len(kept) == 0:
        raise NetworkSourceError("no two crossings of these streets are connected both ways")
    part = replace(
        network,
        nodes=take_nodes(network.nodes, kept_nodes),
        edges=take_edges(renumbered, kept),
        index=None,  # it was made of other nodes
    )
    return with_used_names(part), kept


def _largest_component(edges: EdgeArrays, node_count: int) -> NDArray[np.bool_]:
    ones = np.ones(len(edges.tail), dtype=np.int8)
    links = coo_array((ones, (edges.tail, edges.head)), shape=(node_count, node_count))
    _, label = connected_components(links.tocsr(), directed=True, connection="strong")
    sizes: NDArray[Any] = np.bincount(label) if node_count else np.zeros(1)
    is_in: NDArray[np.bool_] = label == sizes.argmax()
    return is_in


def with_used_names(network: StreetNetwork) -> StreetNetwork:
    """Return the network with only the names in use, in the order of their first edge."""
    used, first, inverse = np.unique(network.edges.name, return_index=True, return_inverse=True)
    by_first = np.argsort(first)
    place = np.empty(len(used), dtype=np.int32)
    place[by_first] = np.arange(len(used))
    edges = replace(network.edges, name=place[inverse])
    return replace(network, edges=edges, names=tuple(network.names[i] for i in used[by_first]))
