"""What an insertion costs: all items in all gaps of a day in one pass."""

from __future__ import annotations

import numpy as np

from routing.solver.arrays import GAP_BITS, LATEST, LEAVE, NO_GAP, PLACE, STOP, Ints
from routing.solver.compiled import helper
from routing.solver.kernels.clocks import first_begin


@helper
def price_gap(
    way: Ints,
    spans: Ints,
    quotes: Ints,
    d: int,
    gap: np.int32,
    before: int,
    after: int,
    free: int,
    due: int,
) -> None:
    """Lower the quotes of a day by what its gap offers; the clocks are `free` and `due`."""
    places, base = way.shape[1], way[before, after]
    for r in range((spans.shape[1] - 1) // 2):
        for u in range(quotes.shape[1]):
            there, onward = way[before, u], way[places + after, u]
            arrive, opens = np.int32(free + there), spans[d, 1 + 2 * r, u]
            begin = arrive if arrive > opens else opens
            reach = np.int32(np.int32(begin + spans[d, 0, u]) + onward)
            quote = np.int32(
                np.int32(np.int32(np.int32(there + onward) - base) * np.int32(1 << GAP_BITS)) + gap
            )
            old = quotes[d, u]
            fits = (arrive <= spans[d, 2 + 2 * r, u]) & (reach <= due) & (quote < old)
            quotes[d, u] = quote if fits else old


@helper
def price_before_break(way: Ints, spans: Ints, rows: Ints, quotes: Ints, d: int, gap: int) -> None:
    """Like `_price_gap`, where breaks in place follow and move to the inserted stop."""
    n, places = quotes.shape[1], way.shape[1]
    before, last = rows[d, PLACE, gap], gap + 1
    while rows[d, STOP, last + 1] >= n and (rows[d, STOP, last + 1] - n) % 2 == 0:
        last += 1
    after, due = rows[d, PLACE, last + 1], rows[d, LATEST, last + 1]
    for u in range(n):
        there, onward = way[before, u], way[places + after, u]
        time = first_begin(spans[d], u, rows[d, LEAVE, gap] + there)
        if time < 0:
            continue
        time += spans[d, 0, u]
        for i in range(gap + 1, last + 1):
            stop = rows[d, STOP, i]
            time = (
                np.int32(max(time, spans[d, 1, stop]) + spans[d, 0, stop])
                if (0 <= time <= spans[d, 2, stop])
                else np.int32(-1)
            )
        quote = (there + onward - way[before, after]) * (1 << GAP_BITS) + gap
        if time >= 0 and time + onward <= due and quote < quotes[d, u]:
            quotes[d, u] = quote


@helper
def price_day(
    way: Ints, spans: Ints, bounds: Ints, rows: Ints, quotes: Ints, d: int, k: int
) -> None:
    """Price all items in all gaps of a day; what follows a break at the end stays there."""
    n = quotes.shape[1]
    for u in range(n):
        quotes[d, u] = NO_GAP
    for i in range(k + 1):
        here, following = rows[d, STOP, i], rows[d, STOP, i + 1]
        if here >= n and (here - n) % 2 == 1:
            break
        if i < k and following >= n and (following - n) % 2 == 0:
            price_before_break(way, spans, rows, quotes, d, i)
            continue
        before, after = rows[d, PLACE, i], rows[d, PLACE, i + 1]
        free, due = rows[d, LEAVE, i], rows[d, LATEST, i + 1]
        if due - free >= bounds[0, before] + bounds[1, after] + bounds[2, d]:
            price_gap(way, spans, quotes, d, np.int32(i), before, after, free, due)
