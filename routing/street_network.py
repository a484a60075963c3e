"""Street networks: build from OpenStreetMap, save, load. Start here.

Loading needs numpy only; what builds is imported when something is built.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from routing.errors import NetworkArtefactError
from routing.model import Mode
from routing.networks.manifest import FORMAT_VERSION
from routing.networks.model import (
    BuildReport,
    NetworkInfo,
    Progress,
    StreetNetwork,
    silent,
)
from routing.networks.sources import (
    GraphmlSource,
    NetworkSource,
    OsmXmlSource,
    OverpassJsonSource,
    PbfSource,
    PlaceSource,
    file_digest,
    sample_pbf,
)
from routing.networks.store import (
    list_networks,
    load_network,
    network_info,
    network_version,
    save_network,
)

if TYPE_CHECKING:
    from routing.networks.assembly import Assembled
    from routing.networks.graph_reading import RawStreets

__all__ = [
    "BuildReport",
    "GraphmlSource",
    "NetworkInfo",
    "NetworkSource",
    "OsmXmlSource",
    "OverpassJsonSource",
    "PbfSource",
    "PlaceSource",
    "Progress",
    "StreetNetwork",
    "build_network",
    "list_networks",
    "load_network",
    "network_info",
    "network_version",
    "sample_pbf",
    "save_network",
]

RULES_VERSION: Final = 1
"""Raise it when speeds, filters or merging change; every network is then built again."""


def build_network(
    source: NetworkSource,
    mode: Mode,
    *,
    root: Path,
    region: str,
    created_at: dt.datetime,
    progress: Progress = silent,
) -> BuildReport:
    """Build and save a region's network, unless the saved one is of the same input and intact.

    Parameters
    ----------
    root
        The folder that holds the networks of all regions.
    region
        The region's code: letters, digits, `-` and `_`.
    created_at
        Now, as an aware datetime.

    Raises
    ------
    NetworkSourceError
        If the source cannot be read or holds no usable streets.
    NetworkArtefactError
        If the network cannot be saved.
    """
    progress("reading streets", 0, 5)
    content, read = _open(source, mode)
    fingerprint = _fingerprint(source, mode, content)
    saved = _find_intact(root, region, mode)
    if saved is not None and saved.fingerprint == fingerprint:
        progress("unchanged", 5, 5)
        return BuildReport(rebuilt=False, info=saved)
    streets = read()
    assembled = _assemble(streets, mode, progress)
    info = NetworkInfo(
        region=region,
        mode=mode,
        version=f"{created_at.astimezone(dt.UTC):%Y%m%dT%H%M%S%fZ}-{fingerprint[:8]}",
        source=source.description,
        source_date=streets.date,
        fingerprint=fingerprint,
        created_at=created_at,
        extent=assembled.network.extent,
        dropped=assembled.dropped,
        bbox=assembled.network.bbox,
    )
    progress("saving", 4, 5)
    saved = save_network(replace(assembled.network, info=info), root)
    progress("saved", 5, 5)
    return BuildReport(rebuilt=True, info=saved)


def _open(source: NetworkSource, mode: Mode) -> tuple[str, Callable[[], RawStreets]]:
    """Return a hash of the source's content, and how to read it.

    A file is hashed without reading its streets; a place has no content until it is asked for.
    """
    if not isinstance(source, PlaceSource):
        return file_digest(source), lambda: _read(source, mode)
    from routing.networks.graph_reading import streets_digest

    streets = _read(source, mode)
    return streets_digest(streets), lambda: streets


def _read(source: NetworkSource, mode: Mode) -> RawStreets:
    from routing.networks.graph_reading import read_streets

    return read_streets(source, mode)


def _assemble(streets: RawStreets, mode: Mode, progress: Progress) -> Assembled:
    from routing.networks.assembly import assemble

    return assemble(streets, mode, progress)


def _fingerprint(source: NetworkSource, mode: Mode, content: str) -> str:
    rules = f"{FORMAT_VERSION} {RULES_VERSION} osmnx {installed_version('osmnx')}"
    described = f"{rules} {mode.value} {type(source).__name__} {content}"
    return hashlib.sha256(described.encode()).hexdigest()


def _find_intact(root: Path, region: str, mode: Mode) -> NetworkInfo | None:
    try:
        return load_network(root, region, mode).info
    except NetworkArtefactError:
        return None
