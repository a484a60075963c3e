"""Between an OSMnx graph and the flat arrays of a `StreetNetwork`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import osmnx as ox
from numpy.typing import NDArray
from shapely import LineString

from routing.model import Mode
from routing.networks.attributes import distinct_names
from routing.networks.model import EdgeArrays, NodeArrays, StreetNetwork

if TYPE_CHECKING:
    import geopandas as gpd


def to_arrays(graph: nx.MultiDiGraph[int], mode: Mode) -> StreetNetwork:
    """Return the graph as flat arrays, the same for the same streets in whatever order they came.

    Edge times are rounded to whole milliseconds, at least 1.
    """
    nodes = _node_arrays(graph)
    index = {int(osmid): i for i, osmid in enumerate(nodes.osmid)}
    rows = sorted(
        (_edge_row(graph, edge, index) for edge in graph.edges(keys=True, data=True)),
        key=lambda row: row[:4],
    )
    table: dict[tuple[str, ...], int] = {}
    name = np.array([table.setdefault(row[7], len(table)) for row in rows], dtype=np.int32)
    return StreetNetwork(mode, nodes, _edge_arrays(rows, name), tuple(table))


def _node_arrays(graph: nx.MultiDiGraph[int]) -> NodeArrays:
    osmids = sorted(graph.nodes)
    lat = np.array([graph.nodes[osmid]["y"] for osmid in osmids], dtype=np.float64)
    lon = np.array([graph.nodes[osmid]["x"] for osmid in osmids], dtype=np.float64)
    return NodeArrays(lat, lon, np.array(osmids, dtype=np.int64))


_Row = tuple[int, int, int, float, bool, bool, float, tuple[str, ...], NDArray[np.float64]]


def _edge_row(
    graph: nx.MultiDiGraph[int], edge: tuple[int, int, int, dict[str, Any]], index: dict[int, int]
) -> _Row:
    tail, head, _, data = edge
    return (
        index[tail],
        index[head],
        max(1, round(data["time_ms"])),
        float(data["length"]),
        bool(data["is_steps"]),
        bool(data["no_stopping"]),
        float(data["slope"]),
        distinct_names([data["name"]] if "name" in data else []),
        _lonlat(graph, tail, head, data),
    )


def _lonlat(
    graph: nx.MultiDiGraph[int], tail: int, head: int, data: dict[str, Any]
) -> NDArray[np.float64]:
    if "geometry" in data:
        return np.asarray(data["geometry"].coords, dtype=np.float64)[:, :2]
    ends = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in (tail, head)]
    return np.array(ends, dtype=np.float64)


def _edge_arrays(rows: list[_Row], name: NDArray[np.int32]) -> EdgeArrays:
    tail, head, time_ms, length_m, is_steps, no_stopping, slope, _, lines = zip(*rows, strict=True)
    return EdgeArrays(
        tail=np.array(tail, dtype=np.int32),
        head=np.array(head, dtype=np.int32),
        length_m=np.array(length_m, dtype=np.float64),
        time_ms=np.array(time_ms, dtype=np.int32),
        is_steps=np.array(is_steps, dtype=np.bool_),
        no_stopping=np.array(no_stopping, dtype=np.bool_),
        slope=np.array(slope, dtype=np.float32),
        name=name,
        geometry_start=np.cumsum([0, *map(len, lines)], dtype=np.int64),
        lonlat=np.concatenate(lines),
    )


def to_networkx(network: StreetNetwork) -> nx.MultiDiGraph[int]:
    """Return the network as an OSMnx graph: nodes by OSM number, edges with `time_ms`.

    Further copies of a crossing, where turns are forbidden, get negative numbers, which OSM itself
    never uses.
    """
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs="epsg:4326", simplified=True)
    nodes, edges = network.nodes, network.edges
    number = _node_numbers(nodes)
    for lat, lon, node in zip(nodes.lat, nodes.lon, number, strict=True):
        graph.add_node(node, y=float(lat), x=float(lon))
    for i in range(network.edge_count):
        graph.add_edge(
            number[edges.tail[i]],
            number[edges.head[i]],
            length=float(edges.length_m[i]),
            time_ms=int(edges.time_ms[i]),
            is_steps=bool(edges.is_steps[i]),
            no_stopping=bool(edges.no_stopping[i]),
            slope=float(edges.slope[i]),
            name=" / ".join(network.names[edges.name[i]]),
            geometry=LineString(edges.line(i)),
        )
    return graph


def _node_numbers(nodes: NodeArrays) -> list[int]:
    _, first = np.unique(nodes.osmid, return_index=True)
    number = -1 - np.arange(len(nodes.osmid))
    number[first] = nodes.osmid[first]
    return [int(value) for value in number]


def to_gdfs(network: StreetNetwork) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the nodes and the edges as GeoDataFrames, indexed as OSMnx does."""
    nodes, edges = ox.graph_to_gdfs(to_networkx(network))
    return nodes, edges
