"""Where an item goes."""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.solver.arrays import (
    GAP_BITS,
    GAP_MASK,
    GROUP,
    HOUR_S,
    HOURS,
    KIND,
    LATEST,
    LEAVE,
    NO_GAP,
    PERMILLE,
    PLACE,
    STOP,
    Case,
    Ints,
    State,
)
from routing.solver.compiled import helper
from routing.solver.kernels.caps import limits_allow
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import insert, is_free
from routing.solver.kernels.clocks import first_begin

PAIRS: Final = 30
"""Pairs of items that are tried at once."""


@helper
def best_day(case: Case, state: State, u: int, blink: float, limited: bool) -> int:
    """Return the day in which an item costs least, -1 if in none; some days are not seen."""
    best, chosen = NO_GAP, -1
    for d in range(state.lengths.shape[0]):
        quote = state.quotes[d, u]
        if quote >= best or (blink > 0 and draw(state.source) < blink):
            continue
        if limited and not limits_allow(case, state.tallies, state.shares, u, d, quote >> GAP_BITS):
            continue
        best, chosen = quote, d
    return chosen


@helper
def gap_points(case: Case, rows: Ints, d: int, gap: int, u: int) -> int:
    """Return what an item is worth at the hour it would begin in a gap, -1 if it does not fit."""
    n, following = case.prizes.shape[0], rows[d, STOP, gap + 1]
    if following >= n and (following - n) % 2 == 0:
        return -1
    begin = first_begin(case.spans[d], u, rows[d, LEAVE, gap] + case.way[rows[d, PLACE, gap], u])
    reach = begin + case.spans[d, 0, u] + case.way[u, rows[d, PLACE, gap + 1]]
    if begin < 0 or reach > rows[d, LATEST, gap + 1]:
        return -1
    return int(case.prizes[u] * (PERMILLE - case.losses[d, begin // HOUR_S % HOURS, u]))


@helper
def choose_gap(case: Case, state: State, d: int, u: int) -> int:
    """Return the gap for an item: the cheapest or, where crowds count, often the quietest."""
    cheapest = int(state.quotes[d, u] & GAP_MASK)
    if case.losses.shape[2] == 1 or draw(state.source) < 0.5:
        return cheapest
    n, best, chosen = case.prizes.shape[0], 0.0, cheapest
    for i in range(state.lengths[d] + 1):
        here = state.rows[d, STOP, i]
        if here >= n and (here - n) % 2 == 1:
            break
        points = gap_points(case, state.rows, d, i, u)
        noisy = points * (0.6 + 0.8 * draw(state.source))
        if noisy > best:
            best, chosen = noisy, i
    return chosen


@helper
def try_item(case: Case, state: State, u: int, blink: float, limited: bool) -> bool:
    """Insert an item where it costs least; return whether it was."""
    if not is_free(case, state, u):
        return False
    d = best_day(case, state, u, blink, limited)
    return d >= 0 and insert(case, state, d, choose_gap(case, state, d, u), u, limited)


@helper
def pair_fits(case: Case, rows: Ints, d: int, gap: int, u: int, v: int) -> bool:
    """Return whether two items fit into a gap one after the other."""
    leave, place = rows[d, LEAVE, gap], rows[d, PLACE, gap]
    for stop in (u, v):
        begin = first_begin(case.spans[d], stop, leave + case.way[place, stop])
        if begin < 0:
            return False
        leave, place = np.int32(begin + case.spans[d, 0, stop]), np.int32(stop)
    return bool(leave + case.way[place, rows[d, PLACE, gap + 1]] <= rows[d, LATEST, gap + 1])


@helper
def try_pairs(case: Case, state: State, limited: bool) -> bool:
    """Insert two items at once, one of which may be reached by way of the other only."""
    n, m = case.prizes.shape[0], state.lengths.shape[0]
    for _ in range(PAIRS):
        d = int(draw(state.source) * m)
        k = state.lengths[d]
        gap = int(draw(state.source) * (k + 1))
        u, v = int(draw(state.source) * n), int(draw(state.source) * n)
        group = case.items[GROUP, u]
        same = u == v or (group >= 0 and group == case.items[GROUP, v])
        if same or case.items[KIND, u] >= 0 or case.items[KIND, v] >= 0:
            continue
        if not (is_free(case, state, u) and is_free(case, state, v)):
            continue
        if state.rows[d, STOP, gap] >= n or (gap < k and state.rows[d, STOP, gap + 1] >= n):
            continue
        if pair_fits(case, state.rows, d, gap, u, v):
            insert(case, state, d, gap, u, limited)
            return insert(case, state, d, gap + 1, v, limited)
    return True
