"""Compiled ties between snapped points and nodes, and ways that stay on one street."""

from __future__ import annotations

from typing import Final

import numba as nb
import numpy as np

from routing.hierarchy.compiled import INT32S, array_of, helper, kernel
from routing.hierarchy.model import NO_WAY, Int32Array
from routing.snapping.kernel_types import CANDIDATES, GRID, LINES
from routing.snapping.model import NO_STREET, Candidates, Lines, StreetGrid, Ties

ALONG: Final = 0
AGAINST: Final = 1
AT_NODE: Final = 2


@helper
def _most_seeds(lines: Lines, grid: StreetGrid, candidates: Candidates) -> int:
    count = 0
    for street in candidates.street.flat:
        if street == NO_STREET:
            continue
        begin, end = grid.street_start[2 * street], grid.street_start[2 * street + 2]
        count += end - begin + 2
        edge = grid.street_edge[begin]
        for node in (lines.tail[edge], lines.head[edge]):
            other = grid.next_here[node]
            while other != node:
                count, other = count + 1, grid.next_here[other]
    return count


@helper
def _add(ties: Ties, s: int, node: int, from_ms: int, to_ms: int, k: int, side: int) -> int:
    ties.node[s], ties.candidate[s], ties.side[s] = node, k, side
    ties.from_ms[s], ties.to_ms[s] = min(from_ms, NO_WAY), min(to_ms, NO_WAY)
    return s + 1


@helper
def _tie_to_place(grid: StreetGrid, node: int, walk_ms: int, ties: Ties, s: int, k: int) -> int:
    """Tie a point to all nodes at one place."""
    s = _add(ties, s, node, walk_ms, walk_ms, k, AT_NODE)
    other = grid.next_here[node]
    while other != node:
        s = _add(ties, s, other, walk_ms, walk_ms, k, AT_NODE)
        other = grid.next_here[other]
    return s


@helper
def _tie_to_ends(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    street: int,
    side: int,
    fraction: float,
    walk_ms: int,
    ties: Ties,
    s: int,
    k: int,
) -> tuple[int, int]:
    """Tie a point to the ends of a street in one direction; return also its time from there.

    An edge that takes longer than the quickest of the street does so at its beginning: it is a
    turn into the street that costs time.
    """
    slot = 2 * street + side
    begin, end = grid.street_start[slot], grid.street_start[slot + 1]
    whole_ms, quickest = NO_WAY, -1
    for i in range(begin, end):
        if edge_ms[grid.street_edge[i]] < whole_ms:
            quickest = grid.street_edge[i]
            whole_ms = edge_ms[quickest]
    if quickest < 0:
        return s, NO_WAY
    passed_ms = int(np.rint(fraction * whole_ms))
    s = _add(ties, s, lines.head[quickest], walk_ms + whole_ms - passed_ms, NO_WAY, k, side)
    for i in range(begin, end):
        edge = grid.street_edge[i]
        if edge_ms[edge] < NO_WAY:
            to_ms = walk_ms + passed_ms + edge_ms[edge] - whole_ms
            s = _add(ties, s, lines.tail[edge], NO_WAY, to_ms, k, side)
    return s, passed_ms


@helper
def _tie(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    candidates: Candidates,
    walk_ms: Int32Array,
    ties: Ties,
    p: int,
    k: int,
    s: int,
) -> int:
    street, fraction = candidates.street[p, k], candidates.fraction[p, k]
    edge = grid.street_edge[grid.street_start[2 * street]]
    if fraction == 0.0:
        return _tie_to_place(grid, lines.tail[edge], walk_ms[p, k], ties, s, k)
    if fraction == 1.0:
        return _tie_to_place(grid, lines.head[edge], walk_ms[p, k], ties, s, k)
    ties.position[p, k, 0], ties.position[p, k, 1] = street, walk_ms[p, k]
    for side in (ALONG, AGAINST):
        gone = fraction if side == ALONG else 1.0 - fraction
        s, ties.position[p, k, 2 + side] = _tie_to_ends(
            lines, grid, edge_ms, street, side, gone, walk_ms[p, k], ties, s, k
        )
    return s


@kernel(LINES, GRID, INT32S, CANDIDATES, array_of(nb.int32, 2))
def write_ties(
    lines: Lines,
    grid: StreetGrid,
    edge_ms: Int32Array,
    candidates: Candidates,
    walk_ms: Int32Array,
) -> Ties:
    """Return the points' ties under the given edge weights."""
    points, most = candidates.street.shape
    seeds = _most_seeds(lines, grid, candidates)
    ties = Ties(
        np.zeros(points + 1, np.int32),
        np.empty(seeds, np.int32),
        np.empty(seeds, np.int32),
        np.empty(seeds, np.int32),
        np.empty(seeds, np.int32),
        np.empty(seeds, np.int32),
        np.full((points, most, 4), NO_STREET, np.int32),
    )
    s = 0
    for p in range(points):
        for k in range(most):
            if candidates.street[p, k] != NO_STREET:
                s = _tie(lines, grid, edge_ms, candidates, walk_ms, ties, p, k, s)
        ties.start[p + 1] = s
    return Ties(
        ties.start,
        ties.node[:s].copy(),
        ties.from_ms[:s].copy(),
        ties.to_ms[:s].copy(),
        ties.candidate[:s].copy(),
        ties.side[:s].copy(),
        ties.position,
    )


@helper
def _stay_ms(origin: Int32Array, destination: Int32Array, a: int, b: int, side: int) -> int:
    """Return the time from one place of a street to another; `NO_WAY` if it does not lead there."""
    from_ms, to_ms = origin[a, 2 + side], destination[b, 2 + side]
    if origin[a, 0] == NO_STREET or origin[a, 0] != destination[b, 0]:
        return NO_WAY
    if to_ms >= NO_WAY or from_ms > to_ms:
        return NO_WAY
    return int(origin[a, 1] + to_ms - from_ms + destination[b, 1])


@kernel(array_of(nb.int32, 2), array_of(nb.int32, 2))
def way_on_one_street(origin: Int32Array, destination: Int32Array) -> tuple[int, int, int, int]:
    """Return the quickest way between two points that stays on one street.

    Its time, the candidates of origin and destination and the side; the side is -1 if there is no
    such way. The arrays are rows of `Ties.position`.
    """
    best, of_origin, of_destination, on_side = NO_WAY, -1, -1, -1
    for a in range(origin.shape[0]):
        for b in range(destination.shape[0]):
            for side in (ALONG, AGAINST):
                time_ms = _stay_ms(origin, destination, a, b, side)
                if time_ms < best:
                    best, of_origin, of_destination, on_side = time_ms, a, b, side
    return best, of_origin, of_destination, on_side


@kernel(array_of(nb.int32, 3), array_of(nb.int32, 3), nb.types.Array(nb.int32, 2, "C"))
def stay_on_streets(origins: Int32Array, destinations: Int32Array, times_ms: Int32Array) -> None:
    """Shorten `times_ms`, of shape (origins, destinations), by ways that stay on one street.

    The first two arrays are positions as in `Ties`.
    """
    for i in range(origins.shape[0]):
        for a in range(origins.shape[1]):
            street = origins[i, a, 0]
            if street == NO_STREET:
                continue
            for j in range(destinations.shape[0]):
                for b in range(destinations.shape[1]):
                    if destinations[j, b, 0] == street:
                        for side in (ALONG, AGAINST):
                            time_ms = _stay_ms(origins[i], destinations[j], a, b, side)
                            if time_ms < min(times_ms[i, j], NO_WAY):
                                times_ms[i, j] = time_ms
