"""Measure how much longer streets are than the straight line, and how fast they are travelled.

Prints one table over the sample region and, where real data lies beside the project, Kumamoto and
Ube. `routing.engines.estimate` takes its constants from this table.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from routing.engines.embedded import EmbeddedEngine
from routing.errors import UnreachableError
from routing.geodesy import great_circle_m
from routing.model import Mode, Point
from routing.street_network import (
    GraphmlSource,
    NetworkSource,
    PbfSource,
    StreetNetwork,
    build_network,
    load_network,
    sample_pbf,
)

PAIRS: Final = 400
SHORTEST_M: Final = 300.0


def sources() -> Iterator[tuple[str, Mode, NetworkSource]]:
    """Yield what can be measured on this machine."""
    for mode in Mode:
        yield "helsinki", mode, PbfSource(sample_pbf())
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    streets = Path(os.environ.get("YORIMICHI_SHARED_DATA") or beside) / "streets"
    if streets.is_dir():
        for mode in Mode:
            yield "kumamoto", mode, PbfSource(streets / "kumamoto" / "kumamoto_chuo.osm.pbf")
        yield "ube", Mode.WALK, GraphmlSource(streets / "ube" / "ube_walk.graphml.gz")


def measure(network: StreetNetwork) -> tuple[float, float]:
    """Return the median detour factor and the median speed along the street in km/h."""
    engine = EmbeddedEngine(network)
    random = np.random.default_rng(1)
    factors, speeds_kmh = [], []
    while len(factors) < PAIRS:
        a, b = random.integers(network.node_count, size=2)
        nodes = network.nodes
        origin = Point(float(nodes.lat[a]), float(nodes.lon[a]))
        destination = Point(float(nodes.lat[b]), float(nodes.lon[b]))
        straight_m = float(great_circle_m(*origin, *destination))
        if straight_m < SHORTEST_M:
            continue
        try:
            (leg,) = engine.legs([origin, destination])
        except UnreachableError:
            continue
        factors.append(leg.distance_m / straight_m)
        speeds_kmh.append(leg.distance_m / leg.duration_ms * 3600)
    return float(np.median(factors)), float(np.median(speeds_kmh))


def main() -> None:
    """Print the table."""
    print(f"{platform.machine()}, Python {platform.python_version()}, {PAIRS} random pairs each")
    print(f"{'network':<10} {'mode':<6} {'nodes':>7} {'detour':>7} {'km/h':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for region, mode, source in sources():
            root, now = Path(folder), dt.datetime.now(dt.UTC)
            build_network(source, mode, root=root, region=region, created_at=now)
            network = load_network(root, region, mode)
            factor, speed_kmh = measure(network)
            print(
                f"{region:<10} {mode:<6} {network.node_count:>7} {factor:>7.2f} {speed_kmh:>6.1f}"
            )


if __name__ == "__main__":
    main()
