"""Every region's map, opened once and again when it is replaced, and the tiles drawn lately.

A map is a convenience: where there is none, or a damaged one, tiles are empty and spots still show.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from routing.errors import NetworkArtefactError
from server.cartography.kinds import LARGEST_ZOOM
from server.cartography.projection import Tile
from server.cartography.store import load_map, map_path
from server.cartography.tiles import DRAWING_VERSION, TileDrawer

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
        self._tiles = _TileCache(cache_bytes)
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
        key = (opened.state.version, tile)
        packed = self._tiles.find(key)
        if packed is None:
            packed = gzip.compress(opened.drawer.draw(tile), _LEVEL, mtime=0)
            self._tiles.keep(key, packed)
        return packed

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


class _TileCache:
    """The tiles asked for last, up to a number of bytes; for several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._tiles: OrderedDict[tuple[str, Tile], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: tuple[str, Tile]) -> bytes | None:
        with self._lock:
            packed = self._tiles.get(key)
            if packed is not None:
                self._tiles.move_to_end(key)
            return packed

    def keep(self, key: tuple[str, Tile], packed: bytes) -> None:
        with self._lock:
            self._bytes += len(packed) - len(self._tiles.pop(key, b""))
            self._tiles[key] = packed
            while self._bytes > self._most_bytes:
                _, dropped = self._tiles.popitem(last=False)
                self._bytes -= len(dropped)
