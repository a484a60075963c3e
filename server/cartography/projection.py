"""Places on the square that the whole world becomes on web maps, and the tiles it is cut into.

The square is of side 1; x grows eastwards, y southwards. Zoom z cuts it into 2ᶻ × 2ᶻ tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

NORTHERNMOST: Final = 85.0511287
"""Latitude in degrees at which the square ends, to the south as to the north."""

Points = NDArray[np.float64]
"""Places; shape (n, 2)."""

Box = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether the zoom has such a column and row."""
        across = 1 << self.z
        return 0 <= self.x < across and 0 <= self.y < across

    def box(self, margin: float = 0.0) -> Box:
        """Return the tile's part of the square; `margin` as a share of its side, around it."""
        side = 1.0 / (1 << self.z)
        return (
            (self.x - margin) * side,
            (self.y - margin) * side,
            (self.x + 1 + margin) * side,
            (self.y + 1 + margin) * side,
        )


def to_world(lonlat: Points) -> Points:
    """Return places on the square; shape (n, 2), degrees, longitude first.

    What lies beyond the northernmost or southernmost latitude comes onto the edge.
    """
    lat = np.radians(np.clip(lonlat[:, 1], -NORTHERNMOST, NORTHERNMOST))
    x = (lonlat[:, 0] + 180.0) / 360.0
    y = 0.5 - np.arcsinh(np.tan(lat)) / (2.0 * np.pi)
    return np.column_stack([x, y])


def to_lonlat(world: Points) -> Points:
    """Return `to_world`'s inverse, in degrees, longitude first."""
    lon = world[:, 0] * 360.0 - 180.0
    lat = np.degrees(np.arctan(np.sinh((0.5 - world[:, 1]) * 2.0 * np.pi)))
    return np.column_stack([lon, lat])
