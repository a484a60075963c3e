"""One tile of a region's map: chosen, clipped, simplified and written."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.cartography.encoding import EXTENT, Properties, Shape, encode_layer
from server.cartography.index import MapIndex, cut_out
from server.cartography.kinds import LARGEST_ZOOM, STREETS
from server.cartography.model import AREA_KINDS, Geometries, RegionMap
from server.cartography.projection import Box, Points, Tile
from server.cartography.strokes import LEAST_AREA, line_strokes, ring_strokes

DRAWING_VERSION: Final = 1
"""Raise it when tiles of the same map come to look different."""

_MARGIN: Final = 64 / EXTENT
"""How far beyond its edges a tile is drawn, so that wide lines do not end there."""

_FINE, _COARSE = 1.0, 6.0
"""How far a line may be drawn off its place: in units, at the largest zoom and elsewhere."""


class TileDrawer:
    """Draws the tiles of one region's map; may be used by several threads."""

    def __init__(self, region_map: RegionMap) -> None:
        self.index: Final = MapIndex(region_map)
        self._map = region_map
        key = region_map.street_key
        stated = [_street_properties(*key) for key in region_map.street_keys]
        looks = list(dict.fromkeys(stated))
        number = {look: index for index, look in enumerate(looks)}
        self._look = np.array([number[look] for look in stated], dtype=np.int64)[key]
        self._street_properties: list[Properties] = [dict(look) for look in looks]

    def shows(self, tile: Tile) -> bool:
        """Return whether anything of the region can be on the tile."""
        box = self._map.box
        return box is not None and _meet(box, tile.box(_MARGIN))

    def draw(self, tile: Tile) -> bytes:
        """Return the tile with the layers `areas` and `streets`; an empty one is left out."""
        return self._areas(tile) + self._streets(tile)

    def _streets(self, tile: Tile) -> bytes:
        found = self.index.streets(tile.box(_MARGIN), tile.z)
        lines = _simplified(self._map.streets[found], tile)
        strokes = line_strokes(lines, self._look[found])
        return encode_layer("streets", Shape.LINES, strokes, self._street_properties)

    def _areas(self, tile: Tile) -> bytes:
        found = self.index.areas(tile.box(_MARGIN), LEAST_AREA / (EXTENT << tile.z) ** 2)
        polygons = _simplified(self._map.areas[found], tile)
        strokes = ring_strokes(polygons, self._map.area_kind[found].astype(np.int64))
        return encode_layer("areas", Shape.POLYGONS, strokes, _AREA_PROPERTIES)


_AREA_PROPERTIES: Final[list[Properties]] = [{"kind": kind.value} for kind in AREA_KINDS]


def _street_properties(street_class: str, name: str) -> tuple[tuple[str, str], ...]:
    kind = STREETS[street_class].kind.value
    return (("kind", kind), ("name", name)) if name else (("kind", kind),)


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _simplified(geometries: Geometries, tile: Tile) -> Geometries:
    """Return what lies on the tile and its margin, in units of the tile."""

    def to_units(world: Points) -> Points:
        return (world * (1 << tile.z) - (tile.x, tile.y)) * EXTENT

    tolerance = _FINE if tile.z >= LARGEST_ZOOM else _COARSE
    return cut_out(geometries, tile.box(_MARGIN), to_units, tolerance)
