"""Rebuilding a torn plan."""

from __future__ import annotations

from typing import Final

from routing.solver.arrays import GAP_BITS, KIND, NO_GAP, Case, Floats, Ints, Manner, State
from routing.solver.compiled import helper
from routing.solver.kernels.breaks import add_breaks
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import insert, is_free
from routing.solver.kernels.insertion import best_day, choose_gap, try_item

ORDER_CHANCES: Final = (20, 50, 55, 67, 79, 86, 93, 100)
"""How often each of `Case.orders` is taken, added up: by chance, by prize, by the way from the
start, by prize for the way to the nearest 2 and 5 others, by the length of the opening, by opening
and by closing time."""


@helper
def add_required(case: Case, state: State, manner: Manner, limited: bool) -> None:
    """Insert the required items that are absent, beginning with a random one."""
    count = case.required.shape[0]
    if count == 0:
        return
    first = int(draw(state.source) * count)
    for turn in range(count):
        u = case.required[(first + turn) % count]
        if state.where[u] < 0:
            try_item(case, state, u, manner.blink, limited)


@helper
def list_fitting(case: Case, state: State, key: int) -> int:
    """List the items that fit somewhere, the most wanted by an order last; return how many."""
    n, m, count = case.prizes.shape[0], state.lengths.shape[0], 0
    for i in range(n - 1, -1, -1):
        u = case.orders[key, i]
        fits = False
        for d in range(m):
            fits |= state.quotes[d, u] != NO_GAP
        if fits and case.items[KIND, u] < 0 and is_free(case, state, u):
            state.picks[count] = u
            count += 1
    return count


@helper
def drop(picks: Ints, noise: Floats, j: int, count: int) -> int:
    """Take entry j out of the list of what fits."""
    for a in range(j, count - 1):
        picks[a] = picks[a + 1]
        noise[a] = noise[a + 1]
    return count - 1


@helper
def fill_by_order(case: Case, state: State, manner: Manner, key: int, limited: bool) -> None:
    """Insert what fits in nearly the given order."""
    count = list_fitting(case, state, key)
    if key == 0:
        for a in range(count - 1, 0, -1):
            b = int(draw(state.source) * (a + 1))
            state.picks[a], state.picks[b] = state.picks[b], state.picks[a]
    while count > 0:
        j = count - 1
        while key > 0 and j > 0 and draw(state.source) < manner.skip:
            j -= 1
        u = state.picks[j]
        count -= 1
        for a in range(j, count):
            state.picks[a] = state.picks[a + 1]
        try_item(case, state, u, manner.blink, limited)


@helper
def fill_by_ratio(case: Case, state: State, manner: Manner, limited: bool) -> None:
    """Insert again and again what is worth most for its time."""
    count = list_fitting(case, state, 0)
    for a in range(count):
        noise = 1 - manner.spread + 2 * manner.spread * draw(state.source)
        state.noise[a] = case.prizes[state.picks[a]] * noise
    while count > 0:
        best, chosen, day = -1.0, -1, -1
        a = 0
        while a < count:
            u = state.picks[a]
            d = best_day(case, state, u, manner.blink, limited) if is_free(case, state, u) else -1
            if d < 0:
                count = drop(state.picks, state.noise, a, count)
                continue
            time = (state.quotes[d, u] >> GAP_BITS) + case.spans[d, 0, u]
            ratio = state.noise[a] / max(manner.least_s, time + manner.least_s)
            if ratio > best:
                best, chosen, day = ratio, a, d
            a += 1
        if chosen >= 0:
            u = state.picks[chosen]
            count = drop(state.picks, state.noise, chosen, count)
            insert(case, state, day, choose_gap(case, state, day, u), u, limited)


@helper
def choose_order(state: State) -> int:
    """Return one of the orders, some more often than others."""
    share = draw(state.source) * ORDER_CHANCES[-1]
    key = 0
    while share >= ORDER_CHANCES[key]:
        key += 1
    return key


@helper
def fill(case: Case, state: State, manner: Manner, forced: int, limited: bool) -> None:
    """Rebuild a torn plan."""
    if draw(state.source) < 0.5:
        add_required(case, state, manner, limited)
        add_breaks(case, state, manner, limited)
    else:
        add_breaks(case, state, manner, limited)
        add_required(case, state, manner, limited)
    if forced >= 0:
        try_item(case, state, forced, 0.0, limited)
    if draw(state.source) < manner.by_ratio:
        fill_by_ratio(case, state, manner, limited)
        return
    key = choose_order(state)
    fill_by_order(case, state, manner, key, limited)
