"""Where the marks of stops are put, so that none hides another."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from server.cartography.projection import Box, Points

_ROUNDS: Final = 200
_ENOUGH: Final = 0.05
"""What two circles may overlap, in points."""

_EAGER: Final = 1.3
"""How much farther than needed each is moved, so that crowds come apart sooner."""

_TURN: Final = 2.4
"""Radians, the golden angle: into ever other directions for marks of one place."""


def apart(
    places: Points, radii: NDArray[np.float64], fixed: NDArray[np.bool_], limits: Box
) -> Points:
    """Return the places, moved until circles around them overlap as little as they can.

    Parameters
    ----------
    places
        Shape (n, 2).
    radii
        Of the circles.
    fixed
        Which of them stay.
    limits
        Left, upper, right and lower edge within which circles are kept.
    """
    moved = places + _nudges(len(places)) * ~fixed[:, None]
    reach = radii[:, None] + radii[None, :]
    low, high = limits[:2] + radii[:, None], limits[2:] - radii[:, None]
    for _ in range(_ROUNDS):
        gap = moved[:, None] - moved[None, :]
        distance = np.hypot(gap[..., 0], gap[..., 1])
        np.fill_diagonal(distance, np.inf)
        missing = np.maximum(reach - distance, 0.0)
        if missing.max(initial=0.0) < _ENOUGH:
            break
        share = missing / np.maximum(distance, _ENOUGH) / 2 * (1 + fixed)
        neighbours = np.maximum((missing > 0).sum(axis=1, keepdims=True), 1)
        push = (share[..., None] * gap).sum(axis=1) / neighbours
        moved = np.where(fixed[:, None], moved, np.clip(moved + push * _EAGER, low, high))
    return moved


def _nudges(count: int) -> Points:
    """Return steps too small to be seen, each into another direction, as seeds of a sunflower."""
    turns = np.arange(count) * _TURN
    steps = 0.05 * np.sqrt(np.arange(count))
    nudges: Points = steps[:, None] * np.column_stack([np.cos(turns), np.sin(turns)])
    return nudges
