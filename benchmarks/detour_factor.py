"""Measure how much longer streets are than straight lines, and how fast one drives on them.

The factors in `routing.engines.estimate` are what this prints. Run it with the networks' root
folder: `python benchmarks/detour_factor.py DATA_DIR/networks`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from routing.geodesy import great_circle_m
from routing.hierarchy.queries import seeds_at, shortest_path
from routing.model import Mode
from routing.networks.indexing import build_index
from routing.street_network import StreetNetwork, list_networks, load_network

PAIRS = 400
NEAREST_M, FARTHEST_M = {Mode.WALK: 200.0, Mode.DRIVE: 500.0}, 6000.0
"""Shorter than a stop's next stop, or farther than a city, says nothing about a day's legs."""


def measure(network: StreetNetwork, seed: int = 1) -> np.ndarray:
    """Return straight metres, street metres and milliseconds of random pairs, shape (k, 3)."""
    rng = np.random.default_rng(seed)
    index = network.index or build_index(network)
    rows: list[tuple[float, float, float]] = []
    while len(rows) < PAIRS:
        tail, head = (int(node) for node in rng.integers(network.node_count, size=2))
        lat, lon = network.nodes.lat[[tail, head]], network.nodes.lon[[tail, head]]
        straight_m = float(great_circle_m(lat[0], lon[0], lat[1], lon[1]))
        path = shortest_path(index.topology, index.metric, seeds_at([tail, head]))
        if path is not None and NEAREST_M[network.mode] <= straight_m <= FARTHEST_M:
            street_m = float(network.edges.length_m[path.edges].sum())
            rows.append((straight_m, street_m, path.time_ms))
    return np.array(rows)


def main(root: Path) -> None:
    """Print one line per network found under `root`."""
    table = Table("network", "mode", "pairs", "detour", "p10", "median", "p90", "km/h")
    for info in list_networks(root):
        straight_m, street_m, time_ms = measure(load_network(root, info.region, info.mode)).T
        detour = street_m.sum() / straight_m.sum()
        spread = np.percentile(street_m / straight_m, [10, 50, 90])
        speed_kmh = street_m.sum() / time_ms.sum() * 3600
        figures = [f"{value:.3f}" for value in (detour, *spread)]
        table.add_row(info.region, info.mode, str(PAIRS), *figures, f"{speed_kmh:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
