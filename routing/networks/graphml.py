"""Graphs that OSMnx saved as GraphML."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import networkx as nx
import osmnx as ox

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.way_filter import belongs

_FILTER_KEYS: Final = ("highway", "access", "area", "motorroad", "service")


def read_graphml(path: Path, mode: Mode) -> nx.MultiDiGraph[int]:
    """Read a saved graph and keep the mode's streets.

    A graph whose edges carry geometry counts as simplified, also where the file does not say so.

    Raises
    ------
    NetworkSourceError
        If the file is no GraphML that OSMnx wrote.
    """
    try:
        graph = ox.load_graphml(path, node_dtypes={"ele": str})
    except (
        OSError,
        EOFError,
        ParseError,
        ValueError,
        KeyError,
        SyntaxError,
        nx.NetworkXError,
    ) as e:
        message = f"{path} is not a graph saved by OSMnx ({type(e).__name__}: {e})"
        raise NetworkSourceError(message) from e
    if not isinstance(graph, nx.MultiDiGraph):
        raise NetworkSourceError(f"{path} is not a directed multigraph; save it with OSMnx")
    graph.graph["simplified"] = _is_simplified(graph)
    _drop_foreign_edges(graph, mode)
    if mode is Mode.WALK:
        _open_one_ways(graph)
    return graph


def _is_simplified(graph: nx.MultiDiGraph[int]) -> bool:
    return any("geometry" in data for _, _, data in graph.edges(data=True))


def _drop_foreign_edges(graph: nx.MultiDiGraph[int], mode: Mode) -> None:
    foreign = [
        (tail, head, key)
        for tail, head, key, data in graph.edges(keys=True, data=True)
        if _is_foreign(data, mode)
    ]
    graph.remove_edges_from(foreign)
    graph.remove_nodes_from(list(nx.isolates(graph)))


def _is_foreign(data: dict[str, Any], mode: Mode) -> bool:
    """Return whether any way that the edge was merged from is none of the mode's."""
    return any(
        not belongs({"highway": "road", key: value}, mode)
        for key in _FILTER_KEYS
        if key in data
        for value in _as_list(data[key])
    )


def _as_list(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value]


def _open_one_ways(graph: nx.MultiDiGraph[int]) -> None:
    one_ways = [
        (tail, head, data)
        for tail, head, data in graph.edges(data=True)
        if data.get("oneway") is True
    ]
    for tail, head, data in one_ways:
        back = data | {"oneway": False, "reversed": True}
        if "geometry" in data:
            back["geometry"] = data["geometry"].reverse()
        graph.add_edge(head, tail, **back)
