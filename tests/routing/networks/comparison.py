"""Whether two networks are the same streets."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routing.networks.model import StreetNetwork


class Street(NamedTuple):
    """One edge by what it is, not by where it stands; what can be rounded comes last."""

    tail: int
    head: int
    line: tuple[tuple[float, float], ...]
    names: tuple[str, ...]
    is_steps: bool
    time_ms: int
    length_m: float
    slope: float


def streets_of(network: StreetNetwork) -> list[Street]:
    osmid, edges = network.nodes.osmid, network.edges
    return sorted(
        Street(
            int(osmid[edges.tail[i]]),
            int(osmid[edges.head[i]]),
            tuple((lon, lat) for lon, lat in edges.line(i).tolist()),
            network.names[edges.name[i]],
            bool(edges.is_steps[i]),
            int(edges.time_ms[i]),
            float(edges.length_m[i]),
            float(edges.slope[i]),
        )
        for i in range(network.edge_count)
    )


def assert_same_streets(ours: StreetNetwork, theirs: StreetNetwork) -> None:
    """Check nodes, edges, lines and names exactly, lengths to 1 mm and times to their rounding."""
    assert ours.nodes.osmid.tolist() == theirs.nodes.osmid.tolist()
    assert ours.nodes.lat.tolist() == theirs.nodes.lat.tolist()
    assert ours.nodes.lon.tolist() == theirs.nodes.lon.tolist()
    pairs = list(zip(streets_of(ours), streets_of(theirs), strict=True))
    assert [our[:5] for our, _ in pairs] == [their[:5] for _, their in pairs]
    table = np.array([(*our[5:], *their[5:]) for our, their in pairs])
    apart = np.abs(table[:, :3] - table[:, 3:])
    assert apart[:, 0].max() <= 1
    assert apart[:, 1].max() <= 0.001
    assert apart[:, 2].max() <= 1e-6
