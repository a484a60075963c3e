"""How fast tiles of a map are drawn, and how large they are.

The sample region as it is, and laid side by side until it is as large as a city.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import shapely

from routing.street_network import sample_pbf
from server.cartography.model import RegionMap
from server.cartography.projection import Tile
from server.cartography.reading import map_of_extract
from server.cartography.store import load_map, map_path, save_map
from server.cartography.tiles import TileDrawer
from server.regions.maps import MapShelf

_COPIES: Final = 12
"""Along each side of the city: 144 samples, 150,000 lines and more."""


def city(sample: RegionMap) -> RegionMap:
    """Return the sample laid side by side."""
    west, north, east, south = sample.box or (0.0, 0.0, 0.0, 0.0)
    steps = [(x, y) for x in range(_COPIES) for y in range(_COPIES)]

    def copies(geometries: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        moved = [
            shapely.transform(geometries, lambda p, s=step: p + (np.array(s) * side))  # type: ignore[misc]
            for step in steps
        ]
        return np.concatenate(moved)

    side = np.array([east - west, south - north])
    return RegionMap(
        fingerprint="city",
        streets=copies(sample.streets),
        street_keys=sample.street_keys,
        street_key=np.tile(sample.street_key, len(steps)),
        areas=copies(sample.areas),
        area_kind=np.tile(sample.area_kind, len(steps)),
    )


def _tiles(region_map: RegionMap, z: int) -> list[Tile]:
    across = 1 << z
    west, north, east, south = (int(edge * across) for edge in region_map.box or (0, 0, 0, 0))
    return [Tile(z, x, y) for x in range(west, east + 1) for y in range(north, south + 1)][:200]


def _timed_ms(work: Callable[[], bytes]) -> tuple[float, bytes]:
    begin = time.perf_counter()
    result = work()
    return (time.perf_counter() - begin) * 1000, result


def _row(name: str, region_map: RegionMap, drawer: TileDrawer, z: int) -> None:
    drawn = [_timed_ms(lambda t=tile: drawer.draw(t)) for tile in _tiles(region_map, z)]  # type: ignore[misc]
    times = [ms for ms, _ in drawn]
    sizes = [len(gzip.compress(tile, 6)) / 1024 for _, tile in drawn]
    print(
        f"{name:9} {z:4} {len(drawn):6} {statistics.median(times):10.1f} {max(times):8.1f}"
        f" {statistics.median(sizes):10.1f} {max(sizes):8.1f}"
    )


def _kept(region_map: RegionMap) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = map_path(Path(folder), "bench")
        save_map(region_map, path)
        size = path.stat().st_size / 1e6
        begin = time.perf_counter()
        load_map(path)
        loaded = time.perf_counter() - begin
        shelf, tile = MapShelf(Path(folder)), _tiles(region_map, 14)[0]
        shelf.packed_tile("bench", tile)
        again = statistics.median(
            _timed_ms(lambda: shelf.packed_tile("bench", tile))[0] for _ in range(200)
        )
    print(
        f"  {len(region_map.streets):,} lines, {len(region_map.areas):,} areas: {size:.1f} MB,"
        f" opened in {loaded:.2f} s; a tile asked for again: {again:.3f} ms"
    )


def main() -> None:
    """Print a table."""
    begin = time.perf_counter()
    sample = map_of_extract(sample_pbf(), "sample")
    print(f"sample read from its extract in {time.perf_counter() - begin:.2f} s\n")
    print(
        f"{'map':9} {'zoom':>4} {'tiles':>6} {'median ms':>10} {'max ms':>8} {'KiB':>10} {'max':>8}"
    )
    for name, region_map in (("sample", sample), ("city", city(sample))):
        drawer = TileDrawer(region_map)
        for z in (14, 13, 12, 11, 10, 8):
            _row(name, region_map, drawer, z)
        _kept(region_map)


if __name__ == "__main__":
    main()
