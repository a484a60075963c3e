"""Lunch and rest: at a host, in place, or where the day ends."""

from __future__ import annotations

from routing.solver.arrays import (
    GAP_BITS,
    GAP_MASK,
    KIND,
    LATEST,
    LEAVE,
    NO_GAP,
    PLACE,
    STOP,
    Case,
    Ints,
    Manner,
    State,
)
from routing.solver.compiled import helper
from routing.solver.kernels.caps import limits_allow
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import insert, is_free
from routing.solver.kernels.clocks import first_begin
from routing.solver.kernels.tallies import lacks_break


@helper
def best_host(case: Case, state: State, manner: Manner, d: int, kind: int, limited: bool) -> int:
    """Return which host of a break is worth most for its time in a day, -1 if none fits."""
    best, chosen = 0.0, -1
    for u in range(case.prizes.shape[0]):
        quote = state.quotes[d, u]
        if case.items[KIND, u] != kind or quote == NO_GAP or not is_free(case, state, u):
            continue
        detour = quote >> GAP_BITS
        if limited and not limits_allow(case, state.tallies, state.shares, u, d, detour):
            continue
        noise = 1 - manner.spread + 2 * manner.spread * draw(state.source)
        worth = case.prizes[u] * noise / max(manner.least_s, detour + manner.least_s)
        if worth > best:
            best, chosen = worth, u
    return chosen


@helper
def break_gap(case: Case, state: State, d: int, stop: int) -> int:
    """Return the gap in which a break in place delays the day least, -1 if none holds."""
    rows, n, k = state.rows, case.prizes.shape[0], state.lengths[d]
    best, chosen = 1 << 40, -1
    for i in range(k + 1):
        place, following = rows[d, PLACE, i], rows[d, STOP, i + 1]
        in_place = i < k and following >= n and (following - n) % 2 == 0
        onward = 0 if in_place else case.way[place, rows[d, PLACE, i + 1]]
        begin = first_begin(case.spans[d], stop, rows[d, LEAVE, i])
        reach = begin + case.spans[d, 0, stop] + onward
        if begin < 0 or reach > rows[d, LATEST, i + 1]:
            continue
        delay = reach - rows[d, LEAVE, i] - onward
        if delay < best or (delay == best and draw(state.source) < 0.5):
            best, chosen = delay, i
    return chosen


@helper
def fits_at_end(case: Case, rows: Ints, d: int, k: int, stop: int) -> bool:
    """Return whether a break fits at the point where the day ends, behind all other stops."""
    arrive = rows[d, LEAVE, k] + case.way[rows[d, PLACE, k], case.frame[d, 1]]
    begin = first_begin(case.spans[d], stop, arrive)
    return bool(begin >= 0 and begin + case.spans[d, 0, stop] <= case.frame[d, 3])


@helper
def add_break(case: Case, state: State, manner: Manner, d: int, kind: int, limited: bool) -> bool:
    """Give a day its break: at a host, in place, or at its end; return whether one fits."""
    n = case.prizes.shape[0]
    if draw(state.source) >= manner.in_place:
        u = best_host(case, state, manner, d, kind, limited)
        if u >= 0:
            return insert(case, state, d, state.quotes[d, u] & GAP_MASK, u, limited)
    stop = n + 2 * kind
    at_end = fits_at_end(case, state.rows, d, state.lengths[d], stop + 1)
    if at_end and draw(state.source) < manner.at_end:
        return insert(case, state, d, state.lengths[d], stop + 1, limited)
    gap = break_gap(case, state, d, stop)
    if gap >= 0:
        return insert(case, state, d, gap, stop, limited)
    if at_end:
        return insert(case, state, d, state.lengths[d], stop + 1, limited)
    u = best_host(case, state, manner, d, kind, limited)
    return u >= 0 and insert(case, state, d, state.quotes[d, u] & GAP_MASK, u, limited)


@helper
def add_breaks(case: Case, state: State, manner: Manner, limited: bool) -> bool:
    """Give every day the breaks that it lacks; return whether they fit."""
    complete = True
    for d in range(state.lengths.shape[0]):
        first = int(draw(state.source) * 2) if case.wanted[d, 0] and case.wanted[d, 1] else 0
        for turn in range(2):
            kind = (first + turn) % 2
            if case.wanted[d, kind] and lacks_break(case, state.rows, d, state.lengths[d], kind):
                complete = add_break(case, state, manner, d, kind, limited) and complete
    return complete
