"""Make the map of a region from what its networks are made of."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from routing.errors import NetworkArtefactError
from routing.model import Mode
from routing.networks.sources import file_digest
from routing.street_network import (
    NetworkSource,
    OsmXmlSource,
    OverpassJsonSource,
    PbfSource,
    StreetNetwork,
    load_network,
)
from server.cartography.model import RegionMap
from server.cartography.of_networks import map_of_networks
from server.cartography.store import find_fingerprint, load_map, map_path, save_map

RULES_VERSION: Final = 1
"""Raise it when what is read changes; every map is then made again."""


def build_map(source: NetworkSource, *, root: Path, region: str) -> RegionMap:
    """Make and keep a region's map, unless the kept one is made of the same; return it.

    Parameters
    ----------
    source
        What the region's networks were just built of. Where it is a file of OpenStreetMap's own
        data, the map is drawn from that, else from the networks.
    root
        The folder that holds the networks of all regions.

    Raises
    ------
    NetworkSourceError
        If the source cannot be read.
    NetworkArtefactError
        If the map cannot be kept.
    """
    path = map_path(root, region)
    networks = [] if _is_drawn_from(source) else _networks(root, region)
    fingerprint = _fingerprint(source, networks)
    if find_fingerprint(path) == fingerprint:
        return load_map(path)
    region_map = _make(source, networks, fingerprint)
    save_map(region_map, path)
    return region_map


def _make(source: NetworkSource, networks: list[StreetNetwork], fingerprint: str) -> RegionMap:
    from server.cartography import reading  # needs osmium, which only builders load

    match source:
        case PbfSource() | OsmXmlSource():
            return reading.map_of_extract(source.path, fingerprint)
        case OverpassJsonSource():
            return reading.map_of_overpass(source.path, fingerprint)
        case _:
            return map_of_networks(networks, fingerprint)


def _is_drawn_from(source: NetworkSource) -> bool:
    return isinstance(source, PbfSource | OsmXmlSource | OverpassJsonSource)


def _networks(root: Path, region: str) -> list[StreetNetwork]:
    found = []
    for mode in Mode:
        try:
            found.append(load_network(root, region, mode))
        except NetworkArtefactError:
            continue  # built for the other mode only
    return found


def _fingerprint(source: NetworkSource, networks: list[StreetNetwork]) -> str:
    if isinstance(source, PbfSource | OsmXmlSource | OverpassJsonSource):
        content = file_digest(source)
    else:
        content = " ".join(n.info.fingerprint for n in networks if n.info)
    stated = f"{RULES_VERSION} {type(source).__name__} {content}"
    return hashlib.sha256(stated.encode()).hexdigest()
