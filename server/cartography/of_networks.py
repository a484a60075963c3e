"""A map of kept street networks, where there is no file to draw it from.

A network says how fast one travels, not what its streets are called in OpenStreetMap; their
classes are guessed from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from routing.model import Mode
from routing.networks.model import StreetNetwork
from server.cartography.model import RegionMap, Street, make_map
from server.cartography.projection import to_world

_MAIN_FROM_KMH: Final = 35.0
"""Main roads carry 40 km/h and more, others 30 and less (`routing.networks.speeds`)."""

_KMH: Final = 3600.0
"""Kilometres an hour in metres a millisecond."""


def map_of_networks(networks: Iterable[StreetNetwork], fingerprint: str) -> RegionMap:
    """Return the map of a region's networks, the driving one first in line.

    A piece of street that is part of several is drawn once.
    """
    drawn: set[tuple[float, ...]] = set()
    by_car_first = sorted(networks, key=lambda network: network.mode is not Mode.DRIVE)
    streets = (street for network in by_car_first for street in _streets(network, drawn))
    return make_map(fingerprint, streets, [])


def _streets(network: StreetNetwork, drawn: set[tuple[float, ...]]) -> Iterator[Street]:
    classes = _classes(network)
    for edge in range(network.edge_count):
        line = network.edges.line(edge)
        name = " / ".join(network.names[network.edges.name[edge]])
        for run in _new_runs(line, drawn):
            yield Street(classes[edge], name, to_world(run))


def _classes(network: StreetNetwork) -> list[str]:
    edges = network.edges
    if network.mode is not Mode.DRIVE:
        walked: list[str] = np.where(edges.is_steps, "steps", "footway").tolist()
        return walked
    fast = edges.length_m / edges.time_ms * _KMH >= _MAIN_FROM_KMH
    classes: list[str] = np.where(fast, "primary", "residential").tolist()
    return classes


def _new_runs(line: NDArray[np.float64], drawn: set[tuple[float, ...]]) -> Iterator[Any]:
    """Yield the stretches of a line that are not drawn yet, and take them for drawn."""
    begin = None
    for index, (one, other) in enumerate(zip(line[:-1].tolist(), line[1:].tolist(), strict=True)):
        piece = (*min(one, other), *max(one, other))
        if piece in drawn:
            if begin is not None:
                yield line[begin : index + 1]
            begin = None
        elif begin is None:
            begin = index
        drawn.add(piece)
    if begin is not None:
        yield line[begin:]
