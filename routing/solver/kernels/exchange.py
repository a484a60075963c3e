"""Swapping the ends of two days."""

from __future__ import annotations

from typing import Final

from routing.solver.arrays import KIND, LATEST, LEAVE, PLACE, STOP, Case, Ints, State
from routing.solver.compiled import helper
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import keep_day
from routing.solver.kernels.clocks import set_clocks
from routing.solver.kernels.pricing import price_day
from routing.solver.kernels.tallies import count_day

ATTEMPTS: Final = 5
"""Moments at which a swap is tried."""

EVEN_S: Final = 60
"""Seconds added to the way that a swap needs, so that chance decides among the short ones."""


@helper
def breaks_behind(case: Case, rows: Ints, d: int, k: int, i: int) -> int:
    """Return which breaks follow the entry i of a day, as bits."""
    n, kinds = case.prizes.shape[0], 0
    for a in range(i + 1, k + 1):
        stop = rows[d, STOP, a]
        kind = case.items[KIND, stop] if stop < n else (stop - n) // 2
        if kind >= 0:
            kinds |= 1 << kind
    return kinds


@helper
def is_over(case: Case, rows: Ints, d: int, i: int) -> bool:
    """Return whether the entry i is, or follows, a break where the day ends."""
    n = case.prizes.shape[0]
    while rows[d, STOP, i] >= n:
        if (rows[d, STOP, i] - n) % 2 == 1:
            return True
        i -= 1
    return False


@helper
def way_on(case: Case, state: State, d: int, i: int, e: int, j: int) -> int:
    """Return the way from entry i of day d to what follows entry j of day e, -1 if too late."""
    rows, at_end = state.rows, j == state.lengths[e]
    place = case.frame[d, 1] if at_end else rows[e, PLACE, j + 1]
    due = case.frame[d, 3] if at_end else rows[e, LATEST, j + 1]
    way = case.way[rows[d, PLACE, i], place]
    return way if rows[d, LEAVE, i] + way <= due else -1


@helper
def best_cut(case: Case, state: State, d: int, i: int, e: int) -> int:
    """Return behind which entry to cut day e, when day d is cut behind entry i; -1 if nowhere.

    Both ends contain the same breaks.
    """
    rows, last_d, last_e = state.rows, state.lengths[d], state.lengths[e]
    kinds = breaks_behind(case, rows, d, last_d, i)
    best, chosen = 1e18, -1
    for j in range(last_e + 1):
        if (i == 0 and j == 0) or (i == last_d and j == last_e) or is_over(case, rows, e, j):
            continue
        there, back = way_on(case, state, d, i, e, j), way_on(case, state, e, j, d, i)
        if there < 0 or back < 0 or breaks_behind(case, rows, e, last_e, j) != kinds:
            continue
        cost = (there + back + EVEN_S) * (0.5 + draw(state.source))
        if cost < best:
            best, chosen = cost, j
    return chosen


@helper
def take_end(case: Case, state: State, d: int, i: int, e: int, j: int) -> bool:
    """Let day d go on behind entry i as day e was kept behind entry j; return whether it holds."""
    n, k = case.prizes.shape[0], i + state.kept_lengths[e] - j
    for a in range(i + 1, k + 1):
        for line in range(4):
            state.rows[d, line, a] = state.kept_rows[e, line, a - i + j]
        if state.rows[d, STOP, a] < n:
            state.where[state.rows[d, STOP, a]] = d
    state.lengths[d] = k
    state.rows[d, STOP, k + 1] = -1
    state.rows[d, PLACE, k + 1] = case.frame[d, 1]
    return bool(set_clocks(case.way, case.spans, case.frame, state.rows, d, k, i + 1, k))


@helper
def swap_ends(case: Case, state: State, limited: bool) -> bool:
    """Swap what two days do from some moment on; return whether they were and the clocks hold.

    Potvin, J.-Y., Rousseau, J.-M. (1995) name the move 2-opt*; doi:10.1057/jors.1995.204.
    """
    m = state.lengths.shape[0]
    for _ in range(ATTEMPTS):
        d = int(draw(state.source) * m)
        e = (d + 1 + int(draw(state.source) * (m - 1))) % m
        i = int(draw(state.source) * (state.lengths[d] + 1))
        j = -1 if is_over(case, state.rows, d, i) else best_cut(case, state, d, i, e)
        if j < 0:
            continue
        keep_day(state, d)
        keep_day(state, e)
        one, other = take_end(case, state, d, i, e, j), take_end(case, state, e, j, d, i)
        if not (one and other):
            return False
        for x in (d, e):
            k = state.lengths[x]
            price_day(case.way, case.spans, case.bounds, state.rows, state.quotes, x, k)
            if limited:
                count_day(case, state.rows, state.lengths, state.tallies, state.shares, x)
        return True
    return False
