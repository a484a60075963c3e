"""Streets and areas of an OSM extract, as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium
import shapely

from routing.errors import NetworkSourceError
from routing.model import Mode
from routing.networks.osm_data import read_overpass_answers
from server.cartography.coast import sea_of
from server.cartography.kinds import AREA_KEYS, AreaKind, area_kind, street_class
from server.cartography.model import Geometries, RegionMap, Street, make_map
from server.cartography.projection import to_world

_COASTLINE: Final = "coastline"

Position = tuple[float, float]
"""Longitude and latitude in degrees."""


def map_of_extract(path: Path, fingerprint: str) -> RegionMap:
    """Return the map of an OSM file of any format that libosmium knows.

    Raises
    ------
    NetworkSourceError
        If the file is missing, is no OSM file, or is damaged.
    """
    try:
        streets, coast = _lines(path)
        areas = [*_areas(path), *((AreaKind.WATER, sea) for sea in sea_of(coast, _box(path)))]
        return make_map(fingerprint, streets, areas)
    except (RuntimeError, OSError) as error:
        message = f"{path} is not a readable OSM extract ({error}); download it again"
        raise NetworkSourceError(message) from error


def map_of_overpass(path: Path, fingerprint: str) -> RegionMap:
    """Return the map of kept Overpass answers, which hold streets only.

    Raises
    ------
    NetworkSourceError
        If the file is not Overpass JSON with the node numbers of every way.
    """
    return make_map(fingerprint, _overpass_streets(path), [])


def _overpass_streets(path: Path) -> Iterator[Street]:
    drawn: set[tuple[int, ...]] = set()
    for mode in Mode:
        data = read_overpass_answers(path, mode)
        for way in data.ways:
            if way.refs not in drawn:
                drawn.add(way.refs)
                places = [(data.nodes[ref].lon, data.nodes[ref].lat) for ref in way.refs]
                yield from _streets(way.tags, [places])


def _lines(path: Path) -> tuple[list[Street], Geometries]:
    """Return the streets, and the coastlines with the land on their left."""
    streets: list[Street] = []
    coast: list[Any] = []
    wanted = osmium.filter.KeyFilter("highway", "natural")
    ways = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY)
    for way in ways.with_locations().with_filter(wanted):
        if not isinstance(way, osmium.osm.Way):
            continue
        tags = dict(way.tags)
        if tags.get("natural") == _COASTLINE:
            coast += [shapely.linestrings(_world(run)) for run in _runs(way)]
        elif street_class(tags) is not None:
            streets += _streets(tags, _runs(way))
    return streets, np.array(coast, dtype=np.object_)


def _streets(tags: Mapping[str, str], runs: Iterable[list[Position]]) -> Iterator[Street]:
    kind = street_class(tags)
    if kind is not None:
        for run in runs:
            yield Street(kind, tags.get("name", ""), _world(run))


def _runs(way: osmium.osm.Way) -> list[list[Position]]:
    """Return the way cut where a clipped extract lacks its nodes."""
    grouped = groupby(way.nodes, key=lambda node: node.location.valid())
    runs = [[(node.lon, node.lat) for node in nodes] for valid, nodes in grouped if valid]
    return [run for run in runs if len(run) > 1]


def _world(run: list[Position]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return to_world(np.array(run, dtype=np.float64))


def _areas(path: Path) -> Iterator[tuple[AreaKind, Any]]:
    wanted = osmium.filter.KeyFilter(*AREA_KEYS)
    writer = osmium.geom.WKBFactory()
    for area in osmium.FileProcessor(str(path)).with_areas(wanted).with_filter(wanted):
        if not isinstance(area, osmium.osm.Area):
            continue
        kind = area_kind(dict(area.tags))
        if kind is not None:
            shape = shapely.from_wkb(writer.create_multipolygon(area))
            shape = shapely.transform(shape, to_world)
            if shape.is_valid:
                yield kind, shape


def _box(path: Path) -> Any:
    """Return the box that the file says it covers, as a polygon; None where it says none."""
    reader = osmium.io.Reader(str(path), osmium.osm.NOTHING)
    try:
        box = reader.header().box()
    finally:
        reader.close()
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    corners = to_world(np.array([[low.lon, low.lat], [high.lon, high.lat]]))
    (west, south), (east, north) = corners.tolist()
    return shapely.box(west, north, east, south)
