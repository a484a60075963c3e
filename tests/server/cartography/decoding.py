"""Vector tiles read back by GDAL, which knows nothing of how they were written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from server.cartography.encoding import EXTENT


@dataclass(frozen=True)
class Feature:
    """One feature; `shape` in the tile's units, right and down."""

    kind: str
    name: str | None
    shape: Any


def layers_of(tile: bytes) -> dict[str, list[Feature]]:
    """Return the features of each layer."""
    if not tile:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tile.mvt")
        path.write_bytes(tile)
        return {str(name): _features(path, name) for name, _ in pyogrio.list_layers(path)}


def _features(path: Path, layer: str) -> list[Feature]:
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer, CLIP="NO")
    stated = dict(zip(meta["fields"], columns, strict=True))
    names = stated.get("name", [None] * len(shapes))
    return [
        Feature(kind, name, shapely.transform(shapely.from_wkb(shape), _flipped))
        for kind, name, shape in zip(stated["kind"], names, shapes, strict=True)
    ]


def _flipped(points: Any) -> Any:
    return points * (1, -1) + (0, EXTENT)  # GDAL counts upwards
