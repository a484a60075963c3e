"""A large network made of shifted copies of a real one, joined along their seams."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.geodesy import great_circle_m
from routing.model import Mode
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork

SEAM_KMH: Final = {Mode.WALK: 4.8, Mode.DRIVE: 30.0}
NODES_PER_SEAM_STREET: Final = 5.0
"""A square town has √n nodes along a side; one in five continues into the next copy: 20 streets for
10,000 nodes. Fewer would make cutting the network easy, and a hierarchy fast."""

_GAP_DEG: Final = 0.0005


def tile(network: StreetNetwork, *, nodes: int) -> StreetNetwork:
    """Return copies of a network beside and above one another, `nodes` or a few more in all.

    The seams are two-way streets between the outermost nodes that face each other, so every node
    reaches every other, as in the original.
    """
    copies = -(-nodes // network.node_count)
    columns = int(np.ceil(np.sqrt(copies)))
    places = [divmod(i, columns) for i in range(copies)]
    large = _join_nodes(network, places)
    edges = _join_edges(network, places, large, _seams(network, places, columns))
    return StreetNetwork(network.mode, large, edges, (*network.names, ()))


def _shift(network: StreetNetwork, place: tuple[int, int]) -> tuple[float, float]:
    row, column = place
    box = network.bbox
    return (
        row * (box.north - box.south + _GAP_DEG),
        column * (box.east - box.west + _GAP_DEG),
    )


def _join_nodes(network: StreetNetwork, places: list[tuple[int, int]]) -> NodeArrays:
    shifts = [_shift(network, place) for place in places]
    lat = np.concatenate([network.nodes.lat + north for north, _ in shifts])
    lon = np.concatenate([network.nodes.lon + east for _, east in shifts])
    return NodeArrays(lat, lon, np.arange(len(lat), dtype=np.int64))


def _seams(
    network: StreetNetwork, places: list[tuple[int, int]], columns: int
) -> list[tuple[int, int]]:
    lat, lon, n = network.nodes.lat, network.nodes.lon, network.node_count
    west, east = _outermost(lat, lon), _outermost(lat, -lon)
    south, north = _outermost(lon, lat), _outermost(lon, -lat)
    seams = []
    for i, (_, column) in enumerate(places):
        if column:
            seams += [((i - 1) * n + a, i * n + b) for a, b in zip(east, west, strict=True)]
        if i >= columns:
            below = i - columns
            seams += [(below * n + a, i * n + b) for a, b in zip(north, south, strict=True)]
    return seams


def _outermost(along: NDArray[np.float64], across: NDArray[np.float64]) -> list[int]:
    """Return for each of the bands along a side the node whose `across` is lowest."""
    bands = max(2, round(np.sqrt(len(along)) / NODES_PER_SEAM_STREET))
    limits = np.linspace(along.min(), along.max(), bands + 1)
    band = np.clip(np.searchsorted(limits, along, side="right") - 1, 0, bands - 1)
    order = np.lexsort((across, band))
    kept, first = np.unique(band[order], return_index=True)
    found = dict(zip(kept.tolist(), order[first].tolist(), strict=True))
    # A band without streets borrows its neighbour's, so that both sides have as many.
    return [found[min(found, key=lambda b: abs(b - wanted))] for wanted in range(bands)]


def _join_edges(
    network: StreetNetwork,
    places: list[tuple[int, int]],
    nodes: NodeArrays,
    seams: list[tuple[int, int]],
) -> EdgeArrays:
    edges, copies = network.edges, len(places)
    offset = np.repeat(np.arange(copies) * network.node_count, network.edge_count)
    ends = np.array([*seams, *((b, a) for a, b in seams)], dtype=np.int64)
    tail = np.concatenate((np.tile(edges.tail, copies) + offset, ends[:, 0]))
    head = np.concatenate((np.tile(edges.head, copies) + offset, ends[:, 1]))
    seam_m = great_circle_m(
        nodes.lat[ends[:, 0]], nodes.lon[ends[:, 0]], nodes.lat[ends[:, 1]], nodes.lon[ends[:, 1]]
    )
    seam_ms = np.maximum(1, np.rint(seam_m / (SEAM_KMH[network.mode] / 3600)))
    time_ms = np.concatenate((np.tile(edges.time_ms, copies), seam_ms)).astype(np.int32)
    order = np.lexsort((time_ms, head, tail))
    start, lonlat = _lines(network, places, nodes, ends, order)
    none, extra = len(network.names), len(ends)
    return EdgeArrays(
        tail=tail[order].astype(np.int32),
        head=head[order].astype(np.int32),
        length_m=np.concatenate((np.tile(edges.length_m, copies), seam_m))[order],
        time_ms=time_ms[order],
        is_steps=np.append(np.tile(edges.is_steps, copies), np.zeros(extra, bool))[order],
        no_stopping=np.append(np.tile(edges.no_stopping, copies), np.zeros(extra, bool))[order],
        slope=np.append(np.tile(edges.slope, copies), np.zeros(extra, np.float32))[order],
        name=np.append(np.tile(edges.name, copies), np.full(extra, none, np.int32))[order],
        geometry_start=start,
        lonlat=lonlat,
    )


def _lines(
    network: StreetNetwork,
    places: list[tuple[int, int]],
    nodes: NodeArrays,
    ends: NDArray[np.int64],
    order: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return all edges' lines in their new order: where each begins, and the coordinates."""
    shifts = [_shift(network, place)[::-1] for place in places]
    copied = [network.edges.lonlat + shift for shift in shifts]
    straight = np.stack((nodes.lon[ends], nodes.lat[ends]), axis=2).reshape(-1, 2)
    unsorted = np.concatenate([*copied, straight])
    counts = np.append(
        np.tile(np.diff(network.edges.geometry_start), len(places)), np.full(len(ends), 2)
    )
    begins = np.cumsum(counts) - counts
    sorted_counts = counts[order]
    start = np.concatenate(([0], np.cumsum(sorted_counts)))
    gather = np.repeat(begins[order] - start[:-1], sorted_counts) + np.arange(start[-1])
    return start.astype(np.int64), unsorted[gather]
