"""Which turns of a network the restrictions of its extract forbid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.networks.merging import EndWays
from routing.networks.model import StreetNetwork
from routing.networks.restrictions import StatedTurns, TurnRestriction
from routing.networks.turns import ForbiddenTurns


@dataclass(frozen=True, slots=True)
class FoundTurns:
    """What restrictions mean for a network.

    Parameters
    ----------
    obeyed
        How many restrictions forbid a turn that would otherwise be possible.
    ignored
        How many cannot be followed, for the reasons in `StatedTurns`, or because it is unclear
        which of a way's two ends at the node is meant, or where an `only_` leads.
    moot
        How many concern a node, a street or a turn that is not part of the network.
    """

    forbidden: ForbiddenTurns
    obeyed: int
    ignored: int
    moot: int


def find_forbidden(network: StreetNetwork, end_ways: EndWays, stated: StatedTurns) -> FoundTurns:
    """Return the turns that are forbidden, by the edge before and the edges after."""
    lookup = _Lookup(network, end_ways)
    forbidden: dict[int, set[int]] = {}
    obeyed, ignored, moot = 0, stated.ignored, 0
    for restriction in stated.restrictions:
        pairs = lookup.forbidden_pairs(restriction)
        if pairs is None:
            ignored += 1
            continue
        obeyed += bool(pairs)
        moot += not pairs
        for arrival, exit_edge in pairs:
            forbidden.setdefault(arrival, set()).add(exit_edge)
    return FoundTurns(forbidden, obeyed, ignored, moot)


class _Lookup:
    """Edges by node and way; the network's osmids are distinct and ascend."""

    def __init__(self, network: StreetNetwork, end_ways: EndWays) -> None:
        edges, nodes = network.edges, np.arange(network.node_count + 1)
        self._osmid, self._ways = network.nodes.osmid, end_ways
        self._by_head = np.argsort(edges.head, kind="stable")
        self._first_in = np.searchsorted(edges.head[self._by_head], nodes)
        self._first_out = np.searchsorted(edges.tail, nodes)

    def forbidden_pairs(self, restriction: TurnRestriction) -> list[tuple[int, int]] | None:
        """Return the turns that a restriction forbids; None if it is unclear."""
        node = int(np.searchsorted(self._osmid, restriction.via))
        if node == len(self._osmid) or self._osmid[node] != restriction.via:
            return []
        arrivals = self._by_head[self._first_in[node] : self._first_in[node + 1]]
        exits = np.arange(self._first_out[node], self._first_out[node + 1])
        before = _matches(arrivals, self._ways.last, restriction.from_ways)
        after = _matches(exits, self._ways.first, restriction.to_ways)
        if before is None or after is None or (restriction.only and before and not after):
            return None
        barred = sorted(set(exits.tolist()) - set(after)) if restriction.only else after
        return [(arrival, exit_edge) for arrival in before for exit_edge in barred]


def _matches(
    edges: NDArray[np.int64], ways: NDArray[np.int64], wanted: tuple[int, ...]
) -> list[int] | None:
    """Return the edges on the wanted ways; None if one way has several edges here."""
    found = [edges[ways[edges] == way].tolist() for way in wanted]
    return None if any(len(same) > 1 for same in found) else [e for same in found for e in same]
