"""From a graph as read to a connected, simplified network with times."""

from __future__ import annotations

from typing import Final

import networkx as nx
import osmnx as ox

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.arrays import to_arrays
from routing.networks.attributes import MERGE_RULES, add_times
from routing.networks.graph_reading import RawStreets
from routing.networks.model import Assembled, Extent, Progress, silent

STEPS: Final = ("reading streets", "travel times", "merging segments", "connecting", "saving")
"""What a build goes through, in order."""


def assemble(streets: RawStreets, mode: Mode, progress: Progress = silent) -> Assembled:
    """Add times, merge segments into streets and keep the largest strongly connected part.

    The graph in `streets` is changed.

    Raises
    ------
    NetworkSourceError
        If no two places are connected both ways, or the streets cannot be merged.
    """
    progress(STEPS[1], 1, len(STEPS))
    add_times(streets.graph, mode)
    progress(STEPS[2], 2, len(STEPS))
    merged = _merge_segments(streets.graph)
    progress(STEPS[3], 3, len(STEPS))
    connected = _largest_part(merged)
    dropped = _difference(_extent(merged), _extent(connected))
    return Assembled(to_arrays(connected, mode), dropped)


def _largest_part(graph: nx.MultiDiGraph[int]) -> nx.MultiDiGraph[int]:
    part = ox.truncate.largest_component(graph, strongly=True) if len(graph) else graph
    if part.number_of_edges() == 0:
        raise NetworkSourceError("no two crossings of these streets are connected both ways")
    return part


def _merge_segments(graph: nx.MultiDiGraph[int]) -> nx.MultiDiGraph[int]:
    if graph.graph.get("simplified"):
        return graph
    try:
        return ox.simplify_graph(
            graph, edge_attrs_differ=["no_stopping"], edge_attr_aggs=MERGE_RULES
        )
    except ValueError as error:  # what OSMnx's GraphSimplificationError is
        raise NetworkSourceError(f"the streets cannot be merged: {error}") from error


def _extent(graph: nx.MultiDiGraph[int]) -> Extent:
    length_m = sum(float(data["length"]) for _, _, data in graph.edges(data=True))
    return Extent(len(graph), graph.number_of_edges(), length_m / 1000)


def _difference(whole: Extent, kept: Extent) -> Extent:
    return Extent(
        whole.nodes - kept.nodes,
        whole.edges - kept.edges,
        round(whole.length_km - kept.length_km, 3),
    )
