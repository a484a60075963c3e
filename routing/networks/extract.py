"""An extract's streets of one mode as flat arrays: what a whole prefecture fits in."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import osmium
from numpy.typing import NDArray

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.osm_data import (
    OsmWay,
    elevation_m,
    extract_date,
    extract_ways,
)
from routing.networks.restrictions import StatedTurns, read_restrictions
from routing.networks.speeds import driving_speed_kmh
from routing.networks.way_filter import belongs, forbids_stopping

_ALONG: Final = frozenset({"yes", "true", "1", "F"})
_AGAINST: Final = frozenset({"-1", "reverse", "T"})
"""What OSMnx takes for one-way; driving must agree with it."""

UNNAMED: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class RawNodes:
    """Places that ways refer to, each array of shape (n,).

    Parameters
    ----------
    osmid
        Ascending.
    lat, lon
        NaN where a clipped extract lacks the node.
    elevation_m
        NaN where unknown.
    """

    osmid: NDArray[np.int64]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    elevation_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RawWays:
    """Ways in the file's order, each array of shape (w,) unless said otherwise.

    Parameters
    ----------
    osmid
        OSM number.
    start, node
        Shapes (w + 1,) and (k,): way i runs through nodes `node[start[i]:start[i + 1]]`.
    direction
        1 for one-way as drawn, -1 for one-way against it, 0 for both ways.
    speed_kmh
        Of cars; 0 where walked.
    no_stopping
        As in `EdgeArrays`; False where walked.
    name
        Index into `names`, `UNNAMED` without one.
    """

    osmid: NDArray[np.int64]
    start: NDArray[np.int64]
    node: NDArray[np.int32]
    direction: NDArray[np.int8]
    speed_kmh: NDArray[np.float64]
    is_steps: NDArray[np.bool_]
    no_stopping: NDArray[np.bool_]
    name: NDArray[np.int32]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """A mode's streets as an extract holds them; `date` as in `OsmData`."""

    nodes: RawNodes
    ways: RawWays
    turns: StatedTurns
    date: str | None


def read_streets_of_extract(path: Path, mode: Mode) -> Extract:
    """Read an OSM file of any format that libosmium knows; turn restrictions only for driving.

    Raises
    ------
    NetworkSourceError
        If the file is missing, is no OSM file, is damaged, or holds no streets of this mode.
    """
    try:
        table = _WayTable(mode)
        for way in extract_ways(path):
            if belongs(way.tags, mode):
                table.add(way)
        osmids, node = np.unique(np.array(table.refs, dtype=np.int64), return_inverse=True)
        nodes = _read_nodes(path, osmids)
        turns = read_restrictions(path) if mode is Mode.DRIVE else StatedTurns()
        date = extract_date(path)
    except (RuntimeError, OSError) as error:
        message = f"{path} is not a readable OSM extract ({error}); download it again"
        raise NetworkSourceError(message) from error
    if np.isnan(nodes.lat).all():
        raise NetworkSourceError(f"{path.name} holds no streets to {mode.value} on")
    return Extract(nodes, table.ways(node.astype(np.int32)), turns, date)


@dataclass(slots=True)
class _WayTable:
    """Ways as they are read; plain arrays of numbers, because Python's objects weigh ten times."""

    mode: Mode
    refs: array[int] = field(default_factory=lambda: array("q"))
    _osmid: array[int] = field(default_factory=lambda: array("q"))
    _start: array[int] = field(default_factory=lambda: array("q", [0]))
    _direction: array[int] = field(default_factory=lambda: array("b"))
    _speed_kmh: array[float] = field(default_factory=lambda: array("d"))
    _is_steps: array[int] = field(default_factory=lambda: array("b"))
    _no_stopping: array[int] = field(default_factory=lambda: array("b"))
    _name: array[int] = field(default_factory=lambda: array("l"))
    _names: dict[str, int] = field(default_factory=dict)

    def add(self, way: OsmWay) -> None:
        tags, drives = way.tags, self.mode is Mode.DRIVE
        self.refs.extend(way.refs)
        self._osmid.append(way.id)
        self._start.append(len(self.refs))
        self._direction.append(_direction(tags) if drives else 0)
        self._speed_kmh.append(_speed_kmh(tags["highway"], tags.get("maxspeed")) if drives else 0)
        self._is_steps.append(not drives and tags["highway"] == "steps")
        self._no_stopping.append(drives and forbids_stopping(tags))
        named = "name" in tags
        self._name.append(
            self._names.setdefault(tags["name"], len(self._names)) if named else UNNAMED
        )

    def ways(self, node: NDArray[np.int32]) -> RawWays:
        return RawWays(
            osmid=np.array(self._osmid, dtype=np.int64),
            start=np.array(self._start, dtype=np.int64),
            node=node,
            direction=np.array(self._direction, dtype=np.int8),
            speed_kmh=np.array(self._speed_kmh, dtype=np.float64),
            is_steps=np.array(self._is_steps, dtype=np.bool_),
            no_stopping=np.array(self._no_stopping, dtype=np.bool_),
            name=np.array(self._name, dtype=np.int32),
            names=tuple(self._names),
        )


_speed_kmh = cache(driving_speed_kmh)


def _direction(tags: Mapping[str, str]) -> int:
    oneway = tags.get("oneway")
    if oneway in _AGAINST:
        return -1
    return int(oneway in _ALONG or tags.get("junction") == "roundabout")


def _read_nodes(path: Path, osmids: NDArray[np.int64]) -> RawNodes:
    """Return the places of nodes.

    The file's nodes are kept in libosmium's own index, 16 bytes each: its filter by number would
    take a bit for every number up to the highest, 1.6 GiB in a file of today.
    """
    places = osmium.index.create_map("flex_mem")
    handler = osmium.NodeLocationsForWays(places)
    handler.ignore_errors()
    reader = osmium.io.Reader(str(path), osmium.osm.NODE | osmium.osm.WAY)
    try:
        osmium.apply(reader, handler)  # the first way makes it sort the nodes
    finally:
        reader.close()
    latlon = array("d")
    for osmid in osmids.tolist():
        latlon.extend(_latlon(places, osmid))
    lat, lon = np.array(latlon, dtype=np.float64).reshape(-1, 2).T.copy()
    return RawNodes(osmids, lat, lon, _elevations_m(path, osmids))


def _latlon(places: osmium.index.LocationTable, osmid: int) -> tuple[float, float]:
    try:
        place = places.get(osmid)
    except KeyError:
        return (np.nan, np.nan)
    return (place.lat, place.lon) if place.valid() else (np.nan, np.nan)


def _elevations_m(path: Path, osmids: NDArray[np.int64]) -> NDArray[np.float64]:
    heights_m = np.full(len(osmids), np.nan)
    tagged = osmium.filter.KeyFilter("ele")
    for node in osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(tagged):
        index = int(np.searchsorted(osmids, node.id))
        height_m = elevation_m(node.tags.get("ele"))
        if index < len(osmids) and osmids[index] == node.id and height_m is not None:
            heights_m[index] = height_m
    return heights_m
