"""Which part of the world a picture shows, and where on it each place is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.cartography.projection import Box, Points

_SQUARE: Final = 512.0
"""Points along the whole world at zoom 0, as the web app's map counts."""


@dataclass(frozen=True, slots=True)
class View:
    """A picture of a part of the square of `projection`; its units are points.

    Parameters
    ----------
    west, north
        Its upper left corner on the square.
    zoom
        As the web app's map counts.
    """

    west: float
    north: float
    zoom: float
    width: float
    height: float

    @classmethod
    def around(cls, world: Points, size: tuple[float, float], inside: Box, nearest: float) -> View:
        """Return the nearest view that has all places inside a part of the picture.

        Parameters
        ----------
        world
            Places on the square, at least one; shape (n, 2).
        inside
            Left, upper, right and lower edge of that part.
        nearest
            The largest zoom.
        """
        low, high = world.min(axis=0), world.max(axis=0)
        corner, other = np.array(inside[:2]), np.array(inside[2:])
        with np.errstate(divide="ignore"):
            scale = float(np.min((other - corner) / (high - low)))
        zoom = min(nearest, math.log2(scale / _SQUARE))
        west, north = (low + high) / 2 - (corner + other) / 2 / _points_across(zoom)
        return cls(float(west), float(north), zoom, *size)

    @property
    def box(self) -> Box:
        """The part of the square."""
        across = _points_across(self.zoom)
        east, south = self.west + self.width / across, self.north + self.height / across
        return self.west, self.north, east, south

    def widened(self, by: float) -> View:
        """Return the view with so many points more on each side."""
        across = _points_across(self.zoom)
        west, north = self.west - by / across, self.north - by / across
        return View(west, north, self.zoom, self.width + 2 * by, self.height + 2 * by)

    def place(self, world: Points) -> Points:
        """Return where places of the square are, from the upper left corner."""
        return (world - (self.west, self.north)) * _points_across(self.zoom)

    def share(self, square_points: float) -> float:
        """Return how much of the square so much of the picture's area is."""
        return square_points / _points_across(self.zoom) ** 2


def _points_across(zoom: float) -> float:
    return float(_SQUARE * 2.0**zoom)
