"""Whether travel times are exact: `python -m benchmarks.routing_exactness [FOLDER]`.

10,000 random pairs of nodes per network against NetworkX's Dijkstra, as built and after weights
were changed at random and streets closed; and matrices between coordinates against Dijkstra
between all nodes that the coordinates are tied to. Exits with 1 if a single millisecond differs.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.measuring import machine
from benchmarks.routing_networks import build, sources
from benchmarks.routing_peers import NetworkxPeer
from benchmarks.routing_questions import Questioner, differing_cells, index_of
from routing.engines.embedded import EmbeddedEngine
from routing.hierarchy.customization import customize
from routing.hierarchy.model import Metric, Topology
from routing.hierarchy.queries import label, matrix, seeds_at
from routing.model import UNREACHABLE
from routing.networks.model import StreetNetwork

SIDE: Final = 100
"""As many origins as destinations, together 10,000 pairs."""

CHANGES: Final = 2
CLOSED_SHARE: Final = 0.05
SPOTS: Final = 100


@dataclass
class Findings:
    """What was compared, how much of it differed, and how much had no way."""

    compared: int = 0
    differing: int = 0
    unreachable: int = 0


def compare_nodes(
    network: StreetNetwork,
    weights_ms: NDArray[np.int32],
    metric: Metric,
    rng: np.random.Generator,
) -> Findings:
    """Compare the hierarchy with NetworkX between random nodes, under one set of weights."""
    nodes = rng.integers(network.node_count, size=(2, SIDE))
    expected = NetworkxPeer.on(network, weights_ms).matrix(nodes[0], nodes[1])
    found = between(index_of(network).topology, metric, nodes)
    differing = int((found != expected).sum())
    return Findings(expected.size, differing, int((expected == UNREACHABLE).sum()))


def between(topology: Topology, metric: Metric, nodes: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the hierarchy's times from the first row of nodes to the second."""
    origins, destinations = (label(topology, metric, seeds_at(row)) for row in nodes)
    return matrix(origins, destinations)


def changed_weights(network: StreetNetwork, rng: np.random.Generator) -> NDArray[np.int32]:
    """Return each time times 0.3 to 3, and some streets closed."""
    factor = np.exp(rng.uniform(np.log(0.3), np.log(3), network.edge_count))
    weights = np.maximum(1, np.rint(network.edges.time_ms * factor)).astype(np.int32)
    weights[rng.random(network.edge_count) < CLOSED_SHARE] = UNREACHABLE
    return weights


def check(network: StreetNetwork, seed: int = 11) -> dict[str, Findings]:
    """Return the findings of all three comparisons."""
    rng, index = np.random.default_rng(seed), index_of(network)
    built = compare_nodes(network, network.edges.time_ms, index.metric, rng)
    changed = Findings()
    for _ in range(CHANGES):
        weights = changed_weights(network, rng)
        one = compare_nodes(network, weights, customize(index.topology, weights), rng)
        changed.compared += one.compared
        changed.differing += one.differing
        changed.unreachable += one.unreachable
    points = Questioner(network, rng).points(min(SPOTS, network.node_count))
    differing, compared = differing_cells(EmbeddedEngine(network), points)
    coordinates = Findings(compared, differing)
    return {"as built": built, "changed and closed": changed, "coordinates": coordinates}


def main(folder: Path) -> int:
    """Print a table and return how many times differed."""
    table = Table("network", "times", "compared", "differing", "no way", title=machine())
    differing = 0
    for region, (_, modes) in sources().items():
        for mode in modes:
            network = build(folder / "networks", region, mode)
            for what, found in check(network).items():
                figures = (found.compared, found.differing, found.unreachable)
                table.add_row(f"{region} {mode.value}", what, *(f"{n:,}" for n in figures))
                differing += found.differing
    Console(width=110).print(table)
    return differing


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var") / "bench") > 0)
