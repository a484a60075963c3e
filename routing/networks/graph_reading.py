"""From a source to an OSMnx graph of one mode, not yet simplified unless it came so."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import networkx as nx
import osmnx as ox
import requests

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.graphml import read_graphml
from routing.networks.osm_data import (
    WAY_TAGS,
    OsmData,
    read_extract,
    read_overpass_answers,
    write_xml,
)
from routing.networks.sources import (
    GraphmlSource,
    NetworkSource,
    OsmXmlSource,
    OverpassJsonSource,
    PbfSource,
    PlaceSource,
)
from routing.networks.validation import validate_graph

_SETTINGS_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class RawStreets:
    """A graph as read; `date` is how current it is in ISO 8601, None where nothing says."""

    graph: nx.MultiDiGraph[int]
    date: str | None


def read_streets(source: NetworkSource, mode: Mode) -> RawStreets:
    """Read a source into a graph that holds only the mode's streets.

    Raises
    ------
    NetworkSourceError
        If the source cannot be read or holds no streets of this mode.
    """
    match source:
        case PlaceSource():
            streets = RawStreets(_graph_from_place(source, mode), None)
        case GraphmlSource():
            streets = RawStreets(read_graphml(source.path, mode), None)
        case PbfSource() | OsmXmlSource():
            streets = _graph_from_osm(read_extract(source.path, mode), source, mode)
        case OverpassJsonSource():
            streets = _graph_from_osm(read_overpass_answers(source.path, mode), source, mode)
    validate_graph(streets.graph, source.description)
    return streets


def streets_digest(streets: RawStreets) -> str:
    """Return a hash of the graph's content, for a source that is no file."""
    digest = hashlib.sha256()
    for node in sorted(streets.graph.nodes(data=True)):
        digest.update(repr(node).encode())
    edges = streets.graph.edges(data=True)
    for line in sorted(repr((tail, head, sorted(data.items()))) for tail, head, data in edges):
        digest.update(line.encode())
    return digest.hexdigest()


@contextmanager
def _osmnx_settings(**overrides: Any) -> Iterator[None]:
    """Hold OSMnx's global settings for the duration of a block, one block at a time."""
    with _SETTINGS_LOCK:
        before = {name: getattr(ox.settings, name) for name in overrides}
        try:
            _set_osmnx(overrides)
            yield
        finally:
            _set_osmnx(before)


def _set_osmnx(values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(ox.settings, name, value)


def _graph_from_osm(data: OsmData, source: NetworkSource, mode: Mode) -> RawStreets:
    if not data.ways:
        raise NetworkSourceError(f"{source.description} holds no streets to {mode.value} on")
    with (
        tempfile.TemporaryDirectory(prefix="yorimichi-") as folder,
        _osmnx_settings(useful_tags_node=["ele"], useful_tags_way=list(WAY_TAGS)),
    ):
        path = Path(folder, "streets.osm")
        write_xml(data, path)
        graph = ox.graph_from_xml(
            path, bidirectional=mode is Mode.WALK, simplify=False, retain_all=True
        )
    return RawStreets(graph, data.date)


def _graph_from_place(source: PlaceSource, mode: Mode) -> nx.MultiDiGraph[int]:
    overrides = {
        "useful_tags_node": ["ele"],
        "useful_tags_way": list(WAY_TAGS),
        "use_cache": True,
        "cache_folder": source.cache_folder,
    }
    try:
        with _osmnx_settings(**overrides):
            return ox.graph_from_place(
                source.place, network_type=mode.value, simplify=False, retain_all=True
            )
    except (requests.RequestException, OSError) as error:
        message = (
            f"cannot reach OpenStreetMap to ask for {source.place!r} ({type(error).__name__}); "
            "connect to the internet, or build from a file with --pbf, --osm, --overpass-json or "
            "--graphml"
        )
        raise NetworkSourceError(message) from error
    except (ValueError, TypeError) as error:
        # OSMnx's own errors are ValueErrors; a place that is a point, not an area, a TypeError.
        message = f"OpenStreetMap has no usable area for {source.place!r}: {error}"
        raise NetworkSourceError(message) from error
