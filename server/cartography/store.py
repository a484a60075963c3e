"""A region's map on disk: one file, replaced whole."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from routing.errors import NetworkArtefactError
from server.cartography.model import Geometries, RegionMap

FORMAT_VERSION: Final = 1
"""Raise it when the file's arrays change."""

_NAME: Final = "map.npz"
_REBUILD: Final = "build it again with `yorimichi network build`"


def map_path(root: Path, region: str) -> Path:
    """Return where a region's map lies: beside its networks."""
    return root / region / _NAME


def save_map(region_map: RegionMap, path: Path) -> None:
    """Write the map in place of the present one; readers see the one or the other.

    Raises
    ------
    NetworkArtefactError
        If the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".map-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **_arrays(region_map))  # type: ignore[arg-type] # no array is allow_pickle
            Path(draft).chmod(0o644)  # the server may run as another user
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise NetworkArtefactError(f"cannot save the map in {path}: {error}") from error


def load_map(path: Path) -> RegionMap:
    """Return the kept map.

    Raises
    ------
    NetworkArtefactError
        If there is none, or it is damaged or of another format version.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files}
        stated = json.loads(arrays["stated"].tobytes())
        if stated["format_version"] != FORMAT_VERSION:
            message = f"{path} has format {stated['format_version']}, not {FORMAT_VERSION}"
            raise NetworkArtefactError(f"{message}; {_REBUILD}")
        return _map(stated, arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise NetworkArtefactError(f"{path} is missing or damaged; {_REBUILD}") from error


def find_fingerprint(path: Path) -> str | None:
    """Return what the kept map was made of, None where there is no usable one."""
    try:
        return load_map(path).fingerprint
    except NetworkArtefactError:
        return None


def _arrays(region_map: RegionMap) -> dict[str, NDArray[Any]]:
    stated = {
        "format_version": FORMAT_VERSION,
        "fingerprint": region_map.fingerprint,
        "street_keys": region_map.street_keys,
    }
    text = json.dumps(stated, ensure_ascii=False).encode()
    return {
        "stated": np.frombuffer(text, dtype=np.uint8),
        "street_key": region_map.street_key,
        "area_kind": region_map.area_kind,
        **_flat("street", region_map.streets),
        **_flat("area", region_map.areas),
    }


def _map(stated: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> RegionMap:
    return RegionMap(
        fingerprint=stated["fingerprint"],
        streets=_whole("street", shapely.GeometryType.LINESTRING, arrays),
        street_keys=tuple((name, title) for name, title in stated["street_keys"]),
        street_key=arrays["street_key"],
        areas=_whole("area", shapely.GeometryType.POLYGON, arrays),
        area_kind=arrays["area_kind"],
    )


def _flat(part: str, geometries: Geometries) -> dict[str, NDArray[Any]]:
    """Return lines or polygons as places and the steps at which they begin."""
    if not len(geometries):
        return {}
    _, places, offsets = shapely.to_ragged_array(geometries)
    levels = {f"{part}_offset_{level}": steps for level, steps in enumerate(offsets)}
    return {f"{part}_places": places, **levels}


def _whole(part: str, shape: shapely.GeometryType, arrays: dict[str, NDArray[Any]]) -> Geometries:
    if f"{part}_places" not in arrays:
        return np.empty(0, dtype=np.object_)
    offsets = sorted(name for name in arrays if name.startswith(f"{part}_offset_"))
    steps = tuple(arrays[name] for name in offsets)
    whole: Geometries = shapely.from_ragged_array(shape, arrays[f"{part}_places"], steps)
    return whole
