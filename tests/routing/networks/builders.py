"""Tiny towns as OSM data, and networks straight from edges."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from routing.model import Mode
from routing.networks.arrays import to_arrays
from routing.networks.model import StreetNetwork
from routing.networks.osm_data import OsmData, OsmNode, OsmWay, write_xml
from routing.street_network import BuildReport, NetworkSource, OsmXmlSource, build_network

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
LAT0, LON0 = 33.95, 131.25
DEGREES_PER_100_M = 100 / 111_195


def node_at(east_100_m: float, north_100_m: float, ele: str | None = None) -> OsmNode:
    """Return a node on a grid of about 100 m."""
    lat = LAT0 + north_100_m * DEGREES_PER_100_M
    return OsmNode(round(lat, 7), round(LON0 + east_100_m * DEGREES_PER_100_M * 1.2, 7), ele)


def way(number: int, *refs: int, **tags: str) -> OsmWay:
    return OsmWay(number, refs, {"highway": "residential"} | tags)


def square_town(*extra_ways: OsmWay, extra_nodes: dict[int, OsmNode] | None = None) -> OsmData:
    """Return a block of four corners 1 to 4, each with a cul-de-sac, all two-way.

    Without the culs-de-sac, corners would be no crossings and merge away. 2's is number 5.
    """
    nodes = {1: node_at(0, 0), 2: node_at(1, 0), 3: node_at(1, 1), 4: node_at(0, 1)}
    nodes |= {5: node_at(2, 0), 21: node_at(-1, 0), 23: node_at(1, 2), 24: node_at(-1, 1)}
    nodes |= extra_nodes or {}
    ways = [way(1, 1, 2, name="一番町"), way(2, 2, 3), way(3, 3, 4), way(4, 4, 1), way(5, 2, 5)]
    ways += [way(21, 1, 21), way(23, 3, 23), way(24, 4, 24)]
    return OsmData([*ways, *extra_ways], nodes)


def write_town(folder: Path, data: OsmData, name: str = "town.osm") -> Path:
    path = folder / name
    write_xml(data, path)
    return path


def as_overpass(data: OsmData) -> dict[str, Any]:
    """Return the data as Overpass would answer."""
    nodes = [
        {"type": "node", "id": ref, "lat": node.lat, "lon": node.lon}
        for ref, node in data.nodes.items()
    ]
    ways = [{"type": "way", "id": w.id, "nodes": list(w.refs), "tags": w.tags} for w in data.ways]
    osm3s = {"timestamp_osm_base": "2026-01-02T03:04:05Z"}
    return {"version": 0.6, "osm3s": osm3s, "elements": nodes + ways}


def write_overpass(path: Path, *answers: dict[str, Any]) -> Path:
    path.write_text(json.dumps(answers[0] if len(answers) == 1 else list(answers)), "utf-8")
    return path


def build_town(root: Path, data: OsmData, mode: Mode = Mode.WALK) -> BuildReport:
    return build(root, OsmXmlSource(write_town(root, data)), mode)


def build(root: Path, source: NetworkSource, mode: Mode = Mode.WALK) -> BuildReport:
    return build_network(source, mode, root=root / "nets", region="town", created_at=NOON)


class Edge(NamedTuple):
    tail: int
    head: int
    time_ms: int
    length_m: float = 100.0
    is_steps: bool = False
    slope: float = 0.0
    no_stopping: bool = False
    name: str | None = None


def make_network(
    edges: Iterable[Edge], positions: Sequence[tuple[float, float]], mode: Mode = Mode.WALK
) -> StreetNetwork:
    """Return a network with straight edges; nodes are numbered by their position, from 0."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for osmid, (lat, lon) in enumerate(positions):
        graph.add_node(osmid, y=lat, x=lon)
    for edge in edges:
        data = edge._asdict() | {"length": edge.length_m}
        named = {key: value for key, value in data.items() if value is not None}
        graph.add_edge(named.pop("tail"), named.pop("head"), **named)
    return to_arrays(graph, mode)
