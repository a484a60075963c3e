"""Tearing a plan."""

from __future__ import annotations

from routing.solver.arrays import KIND, STOP, Case, Ints, Manner, State
from routing.solver.compiled import helper
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import is_free, remove


@helper
def position(rows: Ints, d: int, k: int, u: int) -> int:
    """Return at which entry of a day an item is."""
    for i in range(1, k + 1):
        if rows[d, STOP, i] == u:
            return i
    return 0


@helper
def choose_seed(case: Case, state: State, forced: bool) -> int:
    """Return an item around which to tear: a visited one, or one that could be inserted."""
    n = case.prizes.shape[0]
    for _ in range(20 * n):
        u = int(draw(state.source) * n)
        if forced and case.items[KIND, u] < 0 and is_free(case, state, u):
            return u
        if not forced and state.where[u] >= 0:
            return u
    return -1


@helper
def ruin_strings(case: Case, state: State, manner: Manner, seed: int, limited: bool) -> bool:
    """Remove strings of stops near an item, one a day; return whether what is left holds."""
    m, stops = state.lengths.shape[0], 0
    for d in range(m):
        stops += state.lengths[d]
    mean = min(manner.longest, stops / m)
    strings = int(draw(state.source) * (4.0 * manner.removed / (1.0 + mean) - 1.0)) + 1
    done = 0
    for a in range(case.near.shape[1]):
        u = case.near[seed, a]
        d = state.where[u]
        if d < 0 or state.touched[d]:
            continue
        k = state.lengths[d]
        count = min(k, int(draw(state.source) * min(mean, k)) + 1)
        at = position(state.rows, d, k, u)
        low, high = max(1, at - count + 1), min(at, k - count + 1)
        first = low + int(draw(state.source) * (high - low + 1))
        if not remove(case, state, d, first, count, limited):
            return False
        done += 1
        if done >= min(strings, m):
            break
    return True


@helper
def ruin_one(case: Case, state: State, limited: bool) -> bool:
    """Remove one stop, breaks not excepted; return whether what is left holds."""
    m = state.lengths.shape[0]
    first = int(draw(state.source) * m)
    for turn in range(m):
        d = (first + turn) % m
        if state.lengths[d] > 0:
            at = 1 + int(draw(state.source) * state.lengths[d])
            return remove(case, state, d, at, 1, limited)
    return True
