"""Turn restrictions and U-turns for driving, in a network whose edges meet at plain nodes.

A shortest path forgets by which street it came to a node, so a restriction is told by splitting:
a street whose end has turns of its own ends at a private copy of the crossing, from which only its
permitted turns lead on. Plain shortest paths then obey every restriction.

The rules: a restricted turn is forbidden; a U-turn, back along the same street, costs
`U_TURN_MS` wherever nothing forbids it, dead ends included; every other turn is free.

A U-turn pays only in order to get around a forbidden turn, because whoever comes back to a node
with all its turns could have taken any of them before. So only streets behind a forbidden turn need
copies: those through which a U-turn would otherwise be free and cheaper than one earlier on.

References
----------
Kirby, R. F. and Potts, R. B. (1969). The Minimum Route Problem for Networks with Turn Penalties and
Prohibitions. Transportation Research 3 (3), 397-408. doi:10.1016/S0041-1647(69)80022-5
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from routing.networks.model import StreetNetwork
from routing.networks.selection import edge_order, take_edges, take_nodes

U_TURN_MS: Final = 20_000
"""What a U-turn costs: the penalty in OSRM's car profile. Between 0 and a long detour, the value
matters little: it decides how soon after a forbidden turn one turns round."""

ForbiddenTurns: TypeAlias = Mapping[int, Collection[int]]
"""Edges, and for each the edges that may not follow it."""


def with_turns(
    network: StreetNetwork, forbidden: ForbiddenTurns, u_turn_ms: int = U_TURN_MS
) -> StreetNetwork:
    """Return a network in which every path obeys the turn rules; its nodes' order is kept.

    Copies of a node have its place and its osmid and come after all other nodes. Copies of an edge
    have its line, length, names and head. An edge that is a U-turn costs that much more.

    Copies may be out of reach or without a way on: take the largest part afterwards.
    """
    streets = _Streets(network)
    split = _streets_to_split(streets, forbidden, u_turn_ms)
    if not split:
        return network
    copies = [
        (streets.count + place, edge, _turn_ms(streets, arrival, edge, u_turn_ms))
        for place, arrival in enumerate(split)
        for edge in streets.exits(arrival)
        if edge not in forbidden.get(arrival, ())
    ]
    return _expanded(network, np.array(split), np.array(copies, dtype=np.int64).reshape(-1, 3))


def _turn_ms(streets: _Streets, arrival: int, edge: int, u_turn_ms: int) -> int:
    return u_turn_ms if streets.is_reverse(arrival, edge) else 0


def _expanded(
    network: StreetNetwork, split: NDArray[np.int64], copies: NDArray[np.int64]
) -> StreetNetwork:
    """Return the network with a node per split edge, and copies given as (tail, edge, extra ms)."""
    edges, nodes = network.edges, network.nodes
    place: NDArray[np.int64] = np.concatenate((np.arange(network.node_count), edges.head[split]))
    head = edges.head.copy()
    head[split] = network.node_count + np.arange(len(split))
    tail, source, extra_ms = copies.T
    every = take_edges(
        replace(edges, head=head), np.concatenate((np.arange(network.edge_count), source))
    )
    every = replace(
        every,
        tail=np.concatenate((edges.tail, tail)).astype(np.int32),
        time_ms=np.concatenate((edges.time_ms, edges.time_ms[source] + extra_ms)).astype(np.int32),
    )
    return replace(
        network,
        nodes=take_nodes(nodes, place),
        edges=take_edges(every, edge_order(every)),
        index=None,  # it was made of other nodes
    )


def _streets_to_split(streets: _Streets, forbidden: ForbiddenTurns, u_turn_ms: int) -> list[int]:
    """Return the edges whose head needs a copy.

    `gain_ms` is how much a free U-turn later on could save against the turns that an edge's end
    offers: everything where one is forbidden; at most a U-turn's cost where only that is due. It
    shrinks by the way there and back.
    """
    gains_ms: dict[int, float] = {}
    queue = [
        (-math.inf, edge) for edge in sorted(forbidden) if _bars_more(streets, forbidden, edge)
    ]
    while queue:
        negative_ms, edge = heapq.heappop(queue)
        if edge in gains_ms:
            continue
        gain_ms = gains_ms[edge] = -negative_ms
        for onward in streets.exits(edge):
            if onward in forbidden.get(edge, ()) or streets.is_reverse(edge, onward):
                continue
            round_ms = streets.there_and_back_ms(onward)
            if round_ms is None or round_ms >= gain_ms:
                continue
            onward_ms = math.inf if forbidden.get(onward) else min(gain_ms - round_ms, u_turn_ms)
            if onward_ms > 0:
                heapq.heappush(queue, (-onward_ms, onward))
    return sorted(gains_ms)


def _bars_more(streets: _Streets, forbidden: ForbiddenTurns, edge: int) -> bool:
    """Return whether more than the U-turn is forbidden after an edge.

    That alone changes no path until a forbidden turn before it gives a reason for a U-turn.
    """
    return any(not streets.is_reverse(edge, onward) for onward in forbidden[edge])


class _Streets:
    """What follows an edge, and what leads back along it."""

    def __init__(self, network: StreetNetwork) -> None:
        self.count = network.node_count
        self._edges = network.edges
        self._first_out = np.searchsorted(network.edges.tail, np.arange(self.count + 1))

    def exits(self, edge: int) -> range:
        head = self._edges.head[edge]
        return range(int(self._first_out[head]), int(self._first_out[head + 1]))

    def there_and_back_ms(self, edge: int) -> int | None:
        """Return the time along an edge and back again, None for a one-way street."""
        back = [other for other in self.exits(edge) if self.is_reverse(edge, other)]
        times_ms = self._edges.time_ms
        return int(times_ms[edge] + times_ms[back].min()) if back else None

    def is_reverse(self, edge: int, other: int) -> bool:
        """Return whether `other` leads back along the very line of `edge`."""
        edges = self._edges
        if (edges.tail[edge], edges.head[edge]) != (edges.head[other], edges.tail[other]):
            return False
        line, back = edges.line(edge), edges.line(other)
        return len(line) == len(back) and bool((line[::-1] == back).all())
