"""Networks end at the date line: nothing after a build thinks of longitudes as a circle."""

from __future__ import annotations

import numpy as np

from routing.errors import NetworkSourceError
from routing.networks.model import StreetNetwork


def refuse_date_line(network: StreetNetwork, source: str) -> None:
    """Check that no street jumps from one end of the range of longitudes to the other.

    The network is connected, so one that lies on both sides has such a street.

    Raises
    ------
    NetworkSourceError
        Saying what to do.
    """
    lon, start = network.edges.lonlat[:, 0], network.edges.geometry_start
    jump = np.abs(np.diff(lon)) > 180.0
    jump[start[1:-1] - 1] = False  # from the end of one line to the beginning of the next
    if jump.any():
        raise NetworkSourceError(
            f"{source}: streets cross the 180th meridian, which is not supported; build a region "
            "on each side of it from extracts cut there"
        )
