"""The clocks of a day: what each stop makes possible before and behind it."""

from __future__ import annotations

import numpy as np

from routing.solver.arrays import LATEST, LEAVE, PLACE, STOP, Ints
from routing.solver.compiled import helper


@helper
def first_begin(spans: Ints, d: int, stop: int, arrive: int) -> np.int32:
    """Return the first moment from arriving on at which a visit may begin, -1 if there is none."""
    best = np.int32(-1)
    for r in range((spans.shape[1] - 1) // 2):
        if arrive <= spans[d, 2 + 2 * r, stop]:
            begin = max(arrive, spans[d, 1 + 2 * r, stop])
            if best < 0 or begin < best:
                best = np.int32(begin)
    return best


@helper
def last_begin(spans: Ints, d: int, stop: int, limit: int) -> np.int32:
    """Return the last moment up to a limit at which a visit may begin, -1 if there is none."""
    best = np.int32(-1)
    for r in range((spans.shape[1] - 1) // 2):
        if spans[d, 1 + 2 * r, stop] <= limit:
            best = max(best, np.int32(min(limit, spans[d, 2 + 2 * r, stop])))
    return best


@helper
def set_clocks(
    way: Ints, spans: Ints, frame: Ints, rows: Ints, d: int, k: int, first: int, last: int
) -> bool:
    """Set the clocks of a day with k stops; return whether they hold.

    What precedes the stop `first` and what follows the stop `last` has not changed.
    """
    n = spans.shape[2] - 4
    for i in range(first, k + 1):
        stop = rows[d, STOP, i]
        if stop >= n:
            at_end = (stop - n) % 2 == 1
            rows[d, PLACE, i] = frame[d, 1] if at_end else rows[d, PLACE, i - 1]
        arrive = rows[d, LEAVE, i - 1] + way[rows[d, PLACE, i - 1], rows[d, PLACE, i]]
        begin = first_begin(spans, d, stop, arrive)
        if begin < 0:
            return False
        rows[d, LEAVE, i] = begin + spans[d, 0, stop]
    if rows[d, LEAVE, k] + way[rows[d, PLACE, k], rows[d, PLACE, k + 1]] > frame[d, 3]:
        return False
    rows[d, LATEST, k + 1] = frame[d, 3]
    for i in range(last, 0, -1):
        stop = rows[d, STOP, i]
        limit = rows[d, LATEST, i + 1] - way[rows[d, PLACE, i], rows[d, PLACE, i + 1]]
        rows[d, LATEST, i] = last_begin(spans, d, stop, limit - spans[d, 0, stop])
    return True


@helper
def put(
    way: Ints, spans: Ints, frame: Ints, rows: Ints, lengths: Ints, d: int, gap: int, stop: int
) -> bool:
    """Insert a stop behind the entry `gap`; return whether the clocks hold."""
    k = lengths[d]
    for i in range(k + 1, gap, -1):
        for line in range(4):
            rows[d, line, i + 1] = rows[d, line, i]
    rows[d, STOP, gap + 1] = stop
    rows[d, PLACE, gap + 1] = stop
    lengths[d] = k + 1
    after = gap + 2
    n = spans.shape[2] - 4
    while after <= k + 1 and rows[d, STOP, after] >= n:
        after += 1
    return set_clocks(way, spans, frame, rows, d, k + 1, gap + 1, after - 1)


@helper
def cut(
    way: Ints, spans: Ints, frame: Ints, rows: Ints, lengths: Ints, d: int, first: int, count: int
) -> bool:
    """Take `count` stops out, from entry `first` on; return whether the clocks hold."""
    k = lengths[d] - count
    for i in range(first, k + 2):
        for line in range(4):
            rows[d, line, i] = rows[d, line, i + count]
    lengths[d] = k
    n = spans.shape[2] - 4
    after = first
    while after <= k and rows[d, STOP, after] >= n:
        after += 1
    return set_clocks(way, spans, frame, rows, d, k, first, after - 1)
