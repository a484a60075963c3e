"""Distances on the ground between WGS 84 coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import Point

EARTH_RADIUS_M: Final = 6_371_009.0
"""Mean earth radius, the value OSMnx uses, so that lengths agree with its edges."""

FloatArray = NDArray[np.float64]


def great_circle_m(
    lat1: FloatArray | float,
    lon1: FloatArray | float,
    lat2: FloatArray | float,
    lon2: FloatArray | float,
) -> FloatArray:
    """Return the great-circle distance in metres; arrays broadcast against each other.

    Uses the haversine form, which stays exact for points a few metres apart.

    References
    ----------
    Sinnott, R. W. (1984). Virtues of the Haversine. Sky and Telescope 68 (2), 159.
    """
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half_dphi = (phi2 - phi1) / 2
    half_dlambda = np.radians(np.subtract(lon2, lon1)) / 2
    h = np.sin(half_dphi) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_dlambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(h, 1.0))))


def local_xy_m(lat: FloatArray, lon: FloatArray, *, lat0: float) -> FloatArray:
    """Return planar coordinates of shape (n, 2) in metres, true to scale at latitude `lat0`.

    An equirectangular projection: good for nearest-neighbour questions over a city or a
    prefecture, not for area or long distances.
    """
    x = EARTH_RADIUS_M * np.radians(lon) * np.cos(np.radians(lat0))
    return np.column_stack((x, EARTH_RADIUS_M * np.radians(lat)))


def points_to_arrays(points: Sequence[Point]) -> tuple[FloatArray, FloatArray]:
    """Return the latitudes and the longitudes of `points`, each of shape (n,)."""
    table = np.array(points, dtype=np.float64).reshape(len(points), 2)
    return table[:, 0], table[:, 1]
