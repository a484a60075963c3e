"""Random numbers that a search brings along."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.solver.compiled import helper


@helper
def draw(source: NDArray[np.uint64]) -> float:
    """Return the next number of a xorshift generator, 0 to below 1."""
    x = source[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    source[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)
