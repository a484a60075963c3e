"""The clocks of a day: what each stop makes possible before and behind it."""

from __future__ import annotations

import numpy as np

from routing.solver.arrays import LATEST, LEAVE, PLACE, STOP, Ints
from routing.solver.compiled import helper


@helper
def first_begin(terms: Ints, stop: int, arrive: int) -> np.int32:
    """Return the first moment from arriving on at which a visit may begin, -1 if there is none."""
    best = np.int32(-1)
    for r in range((terms.shape[0] - 1) // 2):
        if arrive <= terms[2 + 2 * r, stop]:
            begin = max(arrive, terms[1 + 2 * r, stop])
            if best < 0 or begin < best:
                best = np.int32(begin)
    return best


@helper
def last_begin(terms: Ints, stop: int, limit: int) -> np.int32:
    """Return the last moment up to a limit at which a visit may begin, -1 if there is none."""
    best = np.int32(-1)
    for r in range((terms.shape[0] - 1) // 2):
        if terms[1 + 2 * r, stop] <= limit:
            best = max(best, np.int32(min(limit, terms[2 + 2 * r, stop])))
    return best


@helper
def set_clocks(
    way: Ints, spans: Ints, frame: Ints, rows: Ints, d: int, k: int, first: int, last: int
) -> bool:
    """Set the clocks of a day with k stops; return whether they hold.

    What precedes the stop `first` and what follows the stop `last` has not changed.
    """
    n = spans.shape[2] - 4
    stops, places, leaves, dues = rows[d, STOP], rows[d, PLACE], rows[d, LEAVE], rows[d, LATEST]
    terms = spans[d]
    leave, place = leaves[first - 1], places[first - 1]
    for i in range(first, k + 1):
        stop = stops[i]
        if stop >= n:
            places[i] = frame[d, 1] if (stop - n) % 2 == 1 else place
        leave += way[place, places[i]]
        place = places[i]
        begin = first_begin(terms, stop, leave)
        if begin < 0:
            return False
        leave = begin + terms[0, stop]
        leaves[i] = leave
    if leave + way[place, places[k + 1]] > frame[d, 3]:
        return False
    due = frame[d, 3]
    dues[k + 1] = due
    place = places[last + 1]
    due = dues[last + 1]
    for i in range(last, 0, -1):
        stop = stops[i]
        due = last_begin(terms, stop, due - way[places[i], place] - terms[0, stop])
        place = places[i]
        dues[i] = due
    return True


@helper
def put(
    way: Ints, spans: Ints, frame: Ints, rows: Ints, lengths: Ints, d: int, gap: int, stop: int
) -> bool:
    """Insert a stop behind the entry `gap`; return whether the clocks hold."""
    k = lengths[d]
    for line in range(4):
        row = rows[d, line]
        for i in range(k + 1, gap, -1):
            row[i + 1] = row[i]
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
    for line in range(4):
        row = rows[d, line]
        for i in range(first, k + 2):
            row[i] = row[i + count]
    lengths[d] = k
    n = spans.shape[2] - 4
    after = first
    while after <= k and rows[d, STOP, after] >= n:
        after += 1
    return set_clocks(way, spans, frame, rows, d, k, first, after - 1)
