"""Street networks: build from OpenStreetMap, save, load. Start here.

Loading needs numpy only; what builds is imported when something is built.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from routing.errors import NetworkArtefactError
from routing.model import Mode
from routing.networks.date_line import refuse_date_line
from routing.networks.manifest import FORMAT_VERSION
from routing.networks.model import (
    Assembled,
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

RULES_VERSION: Final = 3
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
        If the source cannot be read, holds no usable streets, or streets that cross the date line.
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
    assembled = streets.assemble(progress)
    refuse_date_line(assembled.network, source.description)
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
        turns_obeyed=assembled.turns_obeyed,
        turns_ignored=assembled.turns_ignored,
        turns_moot=assembled.turns_moot,
    )
    progress("saving", 4, 5)
    saved = save_network(replace(assembled.network, info=info), root)
    progress("saved", 5, 5)
    return BuildReport(rebuilt=True, info=saved)


@dataclass(frozen=True, slots=True)
class _Streets:
    """Streets as read; `date` is how current they are in ISO 8601, None where nothing says."""

    date: str | None
    assemble: Callable[[Progress], Assembled]


def _open(source: NetworkSource, mode: Mode) -> tuple[str, Callable[[], _Streets]]:
    """Return a hash of the source's content, and how to read it.

    A file is hashed without reading its streets; a place has no content until it is asked for.
    """
    match source:
        case PbfSource() | OsmXmlSource():
            return file_digest(source), lambda: _read_extract(source.path, mode)
        case OverpassJsonSource() | GraphmlSource():
            return file_digest(source), lambda: _through_osmnx(_read_graph(source, mode), mode)
        case PlaceSource():
            from routing.networks.graph_reading import streets_digest

            streets = _read_graph(source, mode)
            return streets_digest(streets), lambda: _through_osmnx(streets, mode)


def _read_extract(path: Path, mode: Mode) -> _Streets:
    from routing.networks.extract import read_streets_of_extract
    from routing.networks.extract_assembly import assemble_extract

    extract = read_streets_of_extract(path, mode)
    return _Streets(extract.date, lambda progress: assemble_extract(extract, mode, progress))


def _read_graph(source: NetworkSource, mode: Mode) -> RawStreets:
    from routing.networks.graph_reading import read_streets

    return read_streets(source, mode)


def _through_osmnx(streets: RawStreets, mode: Mode) -> _Streets:
    from routing.networks.assembly import assemble

    return _Streets(streets.date, lambda progress: assemble(streets, mode, progress))


def _fingerprint(source: NetworkSource, mode: Mode, content: str) -> str:
    rules = f"{FORMAT_VERSION} {RULES_VERSION} osmnx {installed_version('osmnx')}"
    described = f"{rules} {mode.value} {type(source).__name__} {content}"
    return hashlib.sha256(described.encode()).hexdigest()


def _find_intact(root: Path, region: str, mode: Mode) -> NetworkInfo | None:
    try:
        return load_network(root, region, mode).info
    except NetworkArtefactError:
        return None
