"""What lies where on a region's map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import shapely

from server.cartography.kinds import STREETS
from server.cartography.model import Geometries, RegionMap
from server.cartography.projection import Box, Points
from server.cartography.strokes import Indices


class MapIndex:
    """Finds the streets and areas of a map; may be used by several threads."""

    def __init__(self, region_map: RegionMap) -> None:
        self.map: Final = region_map
        self._street_tree = shapely.STRtree(region_map.streets)
        self._area_tree = shapely.STRtree(region_map.areas)
        self._area_size = shapely.area(region_map.areas)
        from_zoom = [STREETS[name].from_zoom for name, _ in region_map.street_keys]
        self._from_zoom = np.array(from_zoom, dtype=np.int8)[region_map.street_key]

    def streets(self, box: Box, zoom: float) -> Indices:
        """Return the streets that may be in `box` and are drawn at `zoom`, in a fixed order."""
        found = _found(self._street_tree, box)
        return found[self._from_zoom[found] <= zoom]

    def areas(self, box: Box, least: float) -> Indices:
        """Return the areas that may be in `box`, of at least `least` of the square."""
        found = _found(self._area_tree, box)
        return found[self._area_size[found] >= least]


def cut_out(
    geometries: Geometries, box: Box, place: Callable[[Points], Points], tolerance: float
) -> Geometries:
    """Return what lies in `box`, in other units.

    Parameters
    ----------
    place
        Brings places of the square into these units.
    tolerance
        How far a line may be drawn off its place, in these units.
    """
    moved = shapely.transform(shapely.clip_by_rect(geometries, *box), place)
    return shapely.simplify(moved, tolerance, preserve_topology=False)


def _found(tree: shapely.STRtree, box: Box) -> Indices:
    found: Indices = np.sort(tree.query(shapely.box(*box)))
    return found
