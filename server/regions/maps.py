"""Every region's map, opened once and again when it is replaced, and the tiles drawn lately.

A map is a convenience: where there is none, or a damaged one, tiles are empty and spots still show.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from routing.errors import NetworkArtefactError
from server.cartography.index import MapIndex
from server.cartography.kinds import LARGEST_ZOOM
from server.cartography.projection import Tile
from server.cartography.store import load_map, map_path
from server.cartography.tiles import DRAWING_VERSION, TileDrawer
from server.recent import Recent

log = structlog.get_logger()

CACHE_BYTES: Final = 32 * 1024 * 1024
"""How much of packed tiles a process keeps: a prefecture's towns at every zoom."""

_NO_MAP: Final = "none"
_LEVEL: Final = 6
"""Of gzip; 9 takes three times as long for one per cent."""

_EMPTY: Final = gzip.compress(b"", _LEVEL, mtime=0)


@dataclass(frozen=True, slots=True)
class MapState:
    """What is known about a region's map.

    Parameters
    ----------
    version
        Changes whenever any tile does.
    bounds
        West, south, east and north in degrees; None where there is no map.
    """

    version: str = _NO_MAP
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A map in use; `file_state` tells whether its file is still the one that was opened."""

    file_state: tuple[int, int, int]
    state: MapState
    drawer: TileDrawer | None


class MapShelf:
    """Tiles by region.

    Parameters
    ----------
    root
        Folder in which `routing.street_network` keeps its artefacts.
    cache_bytes
        The most that packed tiles may take.
    """

    def __init__(self, root: Path, cache_bytes: int = CACHE_BYTES) -> None:
        self._root = root
        self._opened: dict[str, _Opened] = {}
        self._tiles = Recent[tuple[str, Tile]](cache_bytes)
        self._lock = threading.Lock()

    def state(self, region: str) -> MapState:
        """Return what is known about the region's map now."""
        opened = self._open(region)
        return opened.state if opened else MapState()

    def packed_tile(self, region: str, tile: Tile) -> bytes:
        """Return a Mapbox vector tile in gzip; without layers where nothing is known.

        Parameters
        ----------
        tile
            One that exists, up to the largest zoom.
        """
        opened = self._open(region)
        if opened is None or opened.drawer is None or not opened.drawer.shows(tile):
            return _EMPTY
        drawer = opened.drawer
        return self._tiles.get(
            (opened.state.version, tile),
            lambda: gzip.compress(drawer.draw(tile), _LEVEL, mtime=0),
        )

    def ground(self, region: str) -> MapIndex | None:
        """Return what pictures of the region are drawn upon; None where there is no map."""
        opened = self._open(region)
        return opened.drawer.index if opened and opened.drawer else None

    def open_all(self) -> None:
        """Open every map, before a server forks, so that its workers share them."""
        for path in sorted(self._root.glob("*/map.npz")):
            self._open(path.parent.name)

    def _open(self, region: str) -> _Opened | None:
        path = map_path(self._root, region)
        try:
            stat = path.stat()
        except OSError:
            return None
        file_state = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
        with self._lock:
            opened = self._opened.get(region)
            if opened is None or opened.file_state != file_state:
                opened = _Opened(file_state, *_read(path, region))
                self._opened[region] = opened
            return opened


def _read(path: Path, region: str) -> tuple[MapState, TileDrawer | None]:
    try:
        region_map = load_map(path)
    except NetworkArtefactError as error:
        log.error("map_unusable", region=region, reason=str(error))
        return MapState(), None
    stated = f"{DRAWING_VERSION} {LARGEST_ZOOM} {region_map.fingerprint}"
    version = hashlib.sha256(stated.encode()).hexdigest()[:12]
    return MapState(version, region_map.bounds), TileDrawer(region_map)
