"""OSM ways and nodes of one mode, read from an extract or an Overpass answer, and trimmed."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

import osmium

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.way_filter import belongs

WAY_TAGS: Final[tuple[str, ...]] = (
    "highway",
    "junction",
    "maxspeed",
    "motorroad",
    "name",
    "oneway",
    "tunnel",
)
"""The tags that later steps read; all others are left behind."""

_NO_TIMESTAMP: Final = dt.datetime.fromtimestamp(0, dt.UTC)
"""What libosmium answers for an entity without one."""


class OsmNode(NamedTuple):
    """A place; `ele` is the elevation tag's text, None where there is none."""

    lat: float
    lon: float
    ele: str | None = None


class OsmWay(NamedTuple):
    """A line through nodes."""

    id: int
    refs: tuple[int, ...]
    tags: dict[str, str]


@dataclass(slots=True)
class OsmData:
    """A mode's ways with exactly the nodes they use.

    Parameters
    ----------
    date
        ISO 8601; None where the data does not say.
    """

    ways: list[OsmWay] = field(default_factory=list)
    nodes: dict[int, OsmNode] = field(default_factory=dict)
    date: str | None = None


def read_extract(path: Path, mode: Mode) -> OsmData:
    """Read an OSM file of any format that libosmium knows.

    Raises
    ------
    NetworkSourceError
        If the file is missing, is no OSM file, or is damaged.
    """
    try:
        ways = [way for way in extract_ways(path) if belongs(way.tags, mode)]
        wanted = {ref for way in ways for ref in way.refs}
        nodes = dict(extract_nodes(path, wanted))
        return trim(OsmData(ways, nodes, extract_date(path)))
    except (RuntimeError, OSError) as error:
        message = f"{path} is not a readable OSM extract ({error}); download it again"
        raise NetworkSourceError(message) from error


def extract_ways(path: Path) -> Iterator[OsmWay]:
    """Yield every way with a `highway` tag, in the file's order."""
    with_highway = osmium.filter.KeyFilter("highway")
    for entity in osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(with_highway):
        if isinstance(entity, osmium.osm.Way):
            refs = tuple(node.ref for node in entity.nodes)
            yield OsmWay(entity.id, refs, dict(entity.tags))


def extract_nodes(path: Path, wanted: Iterable[int]) -> Iterator[tuple[int, OsmNode]]:
    """Yield the number and the place of each wanted node that the file holds."""
    by_id = osmium.filter.IdFilter(wanted)
    for entity in osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(by_id):
        if isinstance(entity, osmium.osm.Node) and entity.location.valid():
            yield entity.id, OsmNode(entity.lat, entity.lon, entity.tags.get("ele"))


def elevation_m(text: str | None) -> float | None:
    """Return an elevation tag as a number, None where it holds none."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        return None  # `ele` is free text: "about 30", "12;13"
    return value if math.isfinite(value) else None


def extract_date(path: Path) -> str | None:
    """Return the date that the header states, else that of the newest street."""
    reader = osmium.io.Reader(str(path), osmium.osm.NOTHING)
    try:
        stated = reader.header().get("osmosis_replication_timestamp")
    finally:
        reader.close()
    return stated or _newest_street_date(path)


def _newest_street_date(path: Path) -> str | None:
    with_highway = osmium.filter.KeyFilter("highway")
    streets = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(with_highway)
    edited = (entity.timestamp for entity in streets if isinstance(entity, osmium.osm.Way))
    newest = max(edited, default=_NO_TIMESTAMP)
    return newest.isoformat() if newest > _NO_TIMESTAMP else None


def read_overpass_answers(path: Path, mode: Mode) -> OsmData:
    """Read one Overpass JSON answer or a list of them.

    Raises
    ------
    NetworkSourceError
        If the file is not Overpass JSON with the node numbers of every way.
    """
    data = OsmData()
    try:
        for answer in _load_answers(path):
            data.date = data.date or answer.get("osm3s", {}).get("timestamp_osm_base")
            _collect(data, answer["elements"], mode)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = (
            f"{path} is not an Overpass answer in JSON ({type(error).__name__}: {error}); "
            "ask Overpass with [out:json] and (._;>;); out;"
        )
        raise NetworkSourceError(message) from error
    return trim(data)


def _load_answers(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    answers = json.loads(text)
    return answers if isinstance(answers, list) else [answers]


def _collect(data: OsmData, elements: Iterable[dict[str, Any]], mode: Mode) -> None:
    for element in elements:
        tags = element.get("tags", {})
        if element["type"] == "node":
            node = OsmNode(float(element["lat"]), float(element["lon"]), tags.get("ele"))
            data.nodes[int(element["id"])] = node
        elif element["type"] == "way" and belongs(tags, mode):
            data.ways.append(OsmWay(int(element["id"]), tuple(element["nodes"]), tags))


def trim(data: OsmData) -> OsmData:
    """Cut ways where a clipped extract lacks their nodes, and drop nodes of no way.

    A way that leaves the extract and comes back becomes two: joining across the gap would invent
    a street. The further pieces get negative numbers, which OSM itself never uses.
    """
    piece_ids = count(-1, -1)
    ways: dict[int, OsmWay] = {}
    for way in data.ways:
        pieces = [refs for refs in _runs(way.refs, data.nodes) if len(refs) > 1]
        for number, refs in enumerate(pieces):
            way_id = way.id if number == 0 else next(piece_ids)
            tags = {key: way.tags[key] for key in WAY_TAGS if key in way.tags}
            ways[way_id] = OsmWay(way_id, refs, tags)
    used = {ref for way in ways.values() for ref in way.refs}
    nodes = {ref: node for ref, node in data.nodes.items() if ref in used}
    return OsmData(list(ways.values()), nodes, data.date)


def _runs(refs: tuple[int, ...], nodes: dict[int, OsmNode]) -> list[tuple[int, ...]]:
    grouped = groupby(refs, key=nodes.__contains__)
    return [tuple(run) for present, run in grouped if present]


def write_xml(data: OsmData, path: Path) -> None:
    """Write OSM XML, the one file format of OSM data that OSMnx reads."""
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for node_id, node in data.nodes.items():
            tags = {} if node.ele is None else {"ele": node.ele}
            location = (node.lon, node.lat)
            writer.add_node(osmium.osm.mutable.Node(id=node_id, location=location, tags=tags))
        for way in data.ways:
            writer.add_way(osmium.osm.mutable.Way(id=way.id, nodes=way.refs, tags=way.tags))
