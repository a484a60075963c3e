"""Changing a plan, and going back."""

from __future__ import annotations

from routing.solver.arrays import GROUP, STOP, TALLIES, Case, Ints, Longs, State
from routing.solver.compiled import helper
from routing.solver.kernels.clocks import cut, put
from routing.solver.kernels.pricing import price_day
from routing.solver.kernels.tallies import count_day


@helper
def keep_day(state: State, d: int) -> None:
    """Remember a day as it is before the first change."""
    if state.touched[d]:
        return
    state.touched[d] = 1
    k = state.lengths[d]
    state.kept_lengths[d] = k
    for line in range(4):
        kept, row = state.kept_rows[d, line], state.rows[d, line]
        for i in range(k + 2):
            kept[i] = row[i]
    kept, row = state.kept_quotes[d], state.quotes[d]
    for u in range(row.shape[0]):
        kept[u] = row[u]
    for t in range(TALLIES):
        state.kept_tallies[d, t] = state.tallies[d, t]
    for c in range(state.shares.shape[1]):
        state.kept_shares[d, c] = state.shares[d, c]


@helper
def mark_visits(
    items: Longs, where: Ints, used: Ints, rows: Ints, d: int, k: int, day: int
) -> None:
    """Note for all items of a day that they are visited on `day`; with -1, that they are not."""
    n = where.shape[0]
    for i in range(1, k + 1):
        stop = rows[d, STOP, i]
        if stop < n:
            where[stop] = day
            if items[GROUP, stop] >= 0:
                used[items[GROUP, stop]] += 1 if day >= 0 else -1


@helper
def restore(case: Case, state: State) -> None:
    """Return to the plan before the iteration."""
    days = state.lengths.shape[0]
    for d in range(days):
        if state.touched[d]:
            mark_visits(case.items, state.where, state.used, state.rows, d, state.lengths[d], -1)
    for d in range(days):
        if state.touched[d]:
            k = state.kept_lengths[d]
            state.lengths[d] = k
            for line in range(4):
                kept, row = state.kept_rows[d, line], state.rows[d, line]
                for i in range(k + 2):
                    row[i] = kept[i]
            kept, row = state.kept_quotes[d], state.quotes[d]
            for u in range(row.shape[0]):
                row[u] = kept[u]
            for t in range(TALLIES):
                state.tallies[d, t] = state.kept_tallies[d, t]
            for c in range(state.shares.shape[1]):
                state.shares[d, c] = state.kept_shares[d, c]
            mark_visits(case.items, state.where, state.used, state.rows, d, k, d)


@helper
def insert(case: Case, state: State, d: int, gap: int, stop: int, limited: bool) -> bool:
    """Put a stop into a day; return whether the clocks hold."""
    keep_day(state, d)
    n = case.prizes.shape[0]
    if stop < n:
        state.where[stop] = d
        if case.items[GROUP, stop] >= 0:
            state.used[case.items[GROUP, stop]] += 1
    holds = put(case.way, case.spans, case.frame, state.rows, state.lengths, d, gap, stop)
    if holds:
        price_day(case.way, case.spans, case.bounds, state.rows, state.quotes, d, state.lengths[d])
        if limited:
            count_day(case, state.rows, state.lengths, state.tallies, state.shares, d)
    return bool(holds)


@helper
def remove(case: Case, state: State, d: int, first: int, count: int, limited: bool) -> bool:
    """Take stops out of a day; return whether the clocks hold."""
    keep_day(state, d)
    n = case.prizes.shape[0]
    for i in range(first, first + count):
        stop = state.rows[d, STOP, i]
        if stop < n:
            state.where[stop] = -1
            if case.items[GROUP, stop] >= 0:
                state.used[case.items[GROUP, stop]] -= 1
    holds = cut(case.way, case.spans, case.frame, state.rows, state.lengths, d, first, count)
    if holds:
        price_day(case.way, case.spans, case.bounds, state.rows, state.quotes, d, state.lengths[d])
        if limited:
            count_day(case, state.rows, state.lengths, state.tallies, state.shares, d)
    return holds


@helper
def is_free(case: Case, state: State, u: int) -> bool:
    """Return whether an item is not in the plan, nor another of its group."""
    group = case.items[GROUP, u]
    return bool(state.where[u] < 0 and (group < 0 or state.used[group] == 0))


@helper
def note_best(state: State, totals: Longs) -> None:
    """Keep the plan at hand as the best so far."""
    for t in range(TALLIES):
        state.best[t] = totals[t]
    for d in range(state.lengths.shape[0]):
        state.best_lengths[d] = state.lengths[d]
        for i in range(state.lengths[d] + 2):
            state.best_rows[d, i] = state.rows[d, STOP, i]
