"""The inner loop of the search: prices every insertion of a day at once and rearranges plans.

A plan is one row of stops for each day. All that a kernel needs is in two records of arrays: `Case`
never changes, `State` is the plan at hand with its clocks. Every open gap of a day is priced for
all items in one pass over contiguous int32 arrays, which the compiler turns into vector
instructions; an iteration then looks only at the few items that fit.

Lengths in the shapes below: n items, b = n + 4 items and breaks, N places (items, then starts, then
ends), m days, W entries of the longest row, r windows, C categories, T tallies.

References
----------
Christiaens, J., Vanden Berghe, G. (2020). Slack Induction by String Removals for Vehicle Routing
Problems. Transportation Science 54(2). https://doi.org/10.1287/trsc.2019.0914
Schrimpf, G. et al. (2000). Record breaking optimization results using the ruin and recreate
principle. Journal of Computational Physics 159(2). https://doi.org/10.1006/jcph.1999.6413
Vansteenwegen, P. et al. (2009). Iterated local search for the team orienteering problem with time
windows. Computers & Operations Research 36(12). https://doi.org/10.1016/j.cor.2009.03.008
"""

from __future__ import annotations

from typing import Final

import numba as nb
import numpy as np
from numpy.typing import NDArray

from routing.hierarchy.compiled import array_of, record_of
from routing.solver.arrays import (
    CAP_CATEGORY,
    CAP_SPENT,
    CAP_TRAVEL,
    CAP_VISITS,
    CATEGORY,
    COST,
    END,
    GAP_BITS,
    GROUP,
    KIND,
    LATEST,
    LEAVE,
    MISSING,
    NO_CAP,
    NO_GAP,
    PLACE,
    SPENT,
    STOP,
    TALLIES,
    TRAVEL,
    VALUE,
    VISITS,
    Case,
    Floats,
    Ints,
    Longs,
    Manner,
    State,
)
from routing.solver.compiled import helper, kernel

HOUR_S: Final = 3600
HOURS: Final = 24
PERMILLE: Final = 1000
GAP_MASK: Final = (1 << GAP_BITS) - 1

PAIRS: Final = 30
"""Pairs of items that are tried at once."""

i32 = np.int32

_INTS: Final = [nb.types.Array(nb.int32, k, "C") for k in range(4)]
_LONGS: Final = [nb.types.Array(nb.int64, k, "C") for k in range(4)]
CASE: Final = record_of(
    Case,
    array_of(nb.int32, 2),
    array_of(nb.int32, 3),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int64, 2),
    array_of(nb.int64, 1),
    array_of(nb.int64, 3),
    array_of(nb.int64, 1),
    array_of(nb.int64, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 1),
)
STATE: Final = record_of(
    State,
    *(_INTS[3], _INTS[1], _INTS[2], _LONGS[2], _LONGS[2], _INTS[1], _INTS[1]),
    *(_INTS[3], _INTS[1], _INTS[2], _LONGS[2], _LONGS[2], _INTS[1]),
    *(_INTS[2], _INTS[1], _LONGS[1], _LONGS[1], _LONGS[1]),
    *(nb.types.Array(nb.uint64, 1, "C"), _INTS[1], nb.types.Array(nb.float64, 1, "C"), _LONGS[1]),
)
MANNER: Final = record_of(Manner, *[nb.float64] * len(Manner._fields))


@helper
def _random(source: NDArray[np.uint64]) -> float:
    """Return the next number of a xorshift generator, 0 to below 1."""
    x = source[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    source[0] = x
    return (x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@helper
def _begin(spans: Ints, d: int, stop: int, arrive: int) -> np.int32:
    """Return the first moment from arriving on at which a visit may begin, -1 if there is none."""
    best = i32(-1)
    for r in range((spans.shape[1] - 1) // 2):
        if arrive <= spans[d, 2 + 2 * r, stop]:
            begin = max(arrive, spans[d, 1 + 2 * r, stop])
            if best < 0 or begin < best:
                best = i32(begin)
    return best


@helper
def _latest(spans: Ints, d: int, stop: int, limit: int) -> np.int32:
    """Return the last moment up to a limit at which a visit may begin, -1 if there is none."""
    best = i32(-1)
    for r in range((spans.shape[1] - 1) // 2):
        if spans[d, 1 + 2 * r, stop] <= limit:
            best = max(best, i32(min(limit, spans[d, 2 + 2 * r, stop])))
    return best


@helper
def _clock(
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
        begin = _begin(spans, d, stop, arrive)
        if begin < 0:
            return False
        rows[d, LEAVE, i] = begin + spans[d, 0, stop]
    if rows[d, LEAVE, k] + way[rows[d, PLACE, k], rows[d, PLACE, k + 1]] > frame[d, 3]:
        return False
    rows[d, LATEST, k + 1] = frame[d, 3]
    for i in range(last, 0, -1):
        stop = rows[d, STOP, i]
        limit = rows[d, LATEST, i + 1] - way[rows[d, PLACE, i], rows[d, PLACE, i + 1]]
        rows[d, LATEST, i] = _latest(spans, d, stop, limit - spans[d, 0, stop])
    return True


@helper
def _price_gap(
    way: Ints,
    spans: Ints,
    quotes: Ints,
    d: int,
    gap: int,
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
            arrive, opens = i32(free + there), spans[d, 1 + 2 * r, u]
            begin = arrive if arrive > opens else opens
            reach = i32(i32(begin + spans[d, 0, u]) + onward)
            quote = i32(i32(i32(i32(there + onward) - base) * i32(1 << GAP_BITS)) + gap)
            old = quotes[d, u]
            fits = (arrive <= spans[d, 2 + 2 * r, u]) & (reach <= due) & (quote < old)
            quotes[d, u] = quote if fits else old


@helper
def _price_before_break(way: Ints, spans: Ints, rows: Ints, quotes: Ints, d: int, gap: int) -> None:
    """Like `_price_gap`, where breaks in place follow and move to the inserted stop."""
    n, places = quotes.shape[1], way.shape[1]
    before, last = rows[d, PLACE, gap], gap + 1
    while rows[d, STOP, last + 1] >= n and (rows[d, STOP, last + 1] - n) % 2 == 0:
        last += 1
    after, due = rows[d, PLACE, last + 1], rows[d, LATEST, last + 1]
    for u in range(n):
        there, onward = way[before, u], way[places + after, u]
        time = _begin(spans, d, u, rows[d, LEAVE, gap] + there)
        if time < 0:
            continue
        time += spans[d, 0, u]
        for i in range(gap + 1, last + 1):
            stop = rows[d, STOP, i]
            time = (
                i32(max(time, spans[d, 1, stop]) + spans[d, 0, stop])
                if (0 <= time <= spans[d, 2, stop])
                else i32(-1)
            )
        quote = (there + onward - way[before, after]) * (1 << GAP_BITS) + gap
        if time >= 0 and time + onward <= due and quote < quotes[d, u]:
            quotes[d, u] = quote


@helper
def _price(way: Ints, spans: Ints, bounds: Ints, rows: Ints, quotes: Ints, d: int, k: int) -> None:
    """Price all items in all gaps of a day; what follows a break at the end stays there."""
    n = quotes.shape[1]
    for u in range(n):
        quotes[d, u] = NO_GAP
    for i in range(k + 1):
        here, following = rows[d, STOP, i], rows[d, STOP, i + 1]
        if here >= n and (here - n) % 2 == 1:
            break
        if i < k and following >= n and (following - n) % 2 == 0:
            _price_before_break(way, spans, rows, quotes, d, i)
            continue
        before, after = rows[d, PLACE, i], rows[d, PLACE, i + 1]
        free, due = rows[d, LEAVE, i], rows[d, LATEST, i + 1]
        if due - free >= bounds[0, before] + bounds[1, after] + bounds[2, d]:
            _price_gap(way, spans, quotes, d, i32(i), before, after, free, due)


@helper
def _put(
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
    return _clock(way, spans, frame, rows, d, k + 1, gap + 1, after - 1)


@helper
def _cut(
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
    return _clock(way, spans, frame, rows, d, k, first, after - 1)


@helper
def _worths(case: Case, rows: Ints, worths: Longs, d: int, k: int) -> int:
    """Note what each visit of a day is worth at its hour, and return their sum."""
    n, total = case.prizes.shape[0], 0
    for i in range(1, k + 1):
        stop = rows[d, STOP, i]
        worths[i] = case.prizes[stop] if stop < n else 0
        if stop < n and case.losses.shape[2] > 1:
            hour = (rows[d, LEAVE, i] - case.spans[d, 0, stop]) // HOUR_S % HOURS
            worth = worths[i] * (PERMILLE - case.losses[d, hour, stop])
            worths[i] = (worth + PERMILLE // 2) // PERMILLE
        total += worths[i]
    return total


@helper
def _variety(case: Case, rows: Ints, worths: Longs, d: int, k: int) -> int:
    """Return how many points a day loses because the better visits of a category count more."""
    n, lost = case.prizes.shape[0], 0
    for i in range(1, k + 1):
        stop = rows[d, STOP, i]
        category = case.items[CATEGORY, stop] if stop < n else -1
        rank = 0
        for j in range(1, k + 1):
            other = rows[d, STOP, j]
            if category >= 0 and other < n and case.items[CATEGORY, other] == category:
                rank += worths[j] > worths[i] or (worths[j] == worths[i] and j < i)
        share = case.variety[min(rank, case.variety.shape[0] - 1)]
        lost += worths[i] - (worths[i] * share + PERMILLE // 2) // PERMILLE
    return lost


@helper
def _lacks(case: Case, rows: Ints, d: int, k: int, kind: int) -> bool:
    """Return whether a day still needs this break."""
    if case.wanted[d, kind] == 0:
        return False
    n = case.prizes.shape[0]
    for i in range(1, k + 1):
        stop = rows[d, STOP, i]
        if (case.items[KIND, stop] if stop < n else (stop - n) // 2) == kind:
            return False
    return True


@helper
def _count(case: Case, rows: Ints, lengths: Ints, tallies: Longs, shares: Longs, d: int) -> None:
    """Set a day's sums, its points aside."""
    n, k, travel = case.prizes.shape[0], lengths[d], 0
    tallies[d, SPENT] = 0
    tallies[d, VISITS] = 0
    for c in range(shares.shape[1]):
        shares[d, c] = 0
    for i in range(1, k + 2):
        travel += case.way[rows[d, PLACE, i - 1], rows[d, PLACE, i]]
        stop = rows[d, STOP, i]
        if i <= k and stop < n:
            tallies[d, SPENT] += case.items[COST, stop]
            if case.items[KIND, stop] < 0:
                tallies[d, VISITS] += 1
                if case.items[CATEGORY, stop] >= 0:
                    shares[d, case.items[CATEGORY, stop]] += case.spans[d, 0, stop]
    tallies[d, TRAVEL] = travel


@helper
def _weigh(
    case: Case, rows: Ints, lengths: Ints, tallies: Longs, shares: Longs, worths: Longs, d: int
) -> None:
    """Set all of a day's sums."""
    k = lengths[d]
    _count(case, rows, lengths, tallies, shares, d)
    value = _worths(case, rows, worths, d, k)
    if case.variety.shape[0] > 1:
        value -= _variety(case, rows, worths, d, k)
    tallies[d, VALUE] = value
    tallies[d, END] = rows[d, LEAVE, k] + case.way[rows[d, PLACE, k], rows[d, PLACE, k + 1]]
    missing = 0
    for kind in range(2):
        missing += _lacks(case, rows, d, k, kind)
    tallies[d, MISSING] = missing


@helper
def _within(caps: Longs, row: int, travel: int, spent: int, visits: int, seconds: int) -> bool:
    """Return whether sums keep within a day's or the trip's caps."""
    return (
        travel <= caps[row, CAP_TRAVEL]
        and spent <= caps[row, CAP_SPENT]
        and visits <= caps[row, CAP_VISITS]
        and seconds <= caps[row, CAP_CATEGORY]
    )


@helper
def _allowed(case: Case, tallies: Longs, shares: Longs, u: int, d: int, detour: int) -> bool:
    """Return whether the limits of the day and of the trip leave room for one more visit."""
    visits = 1 if case.items[KIND, u] < 0 else 0
    category = case.items[CATEGORY, u] if visits else -1
    cost, seconds = case.items[COST, u], case.spans[d, 0, u] if category >= 0 else 0
    days = tallies.shape[0]
    travel_all, spent_all, visits_all, seconds_all = detour, cost, visits, seconds
    for e in range(days):
        travel_all += tallies[e, TRAVEL]
        spent_all += tallies[e, SPENT]
        visits_all += tallies[e, VISITS]
        seconds_all += shares[e, category] if category >= 0 else 0
    return _within(case.caps, days, travel_all, spent_all, visits_all, seconds_all) and _within(
        case.caps,
        d,
        tallies[d, TRAVEL] + detour,
        tallies[d, SPENT] + cost,
        tallies[d, VISITS] + visits,
        seconds + (shares[d, category] if category >= 0 else 0),
    )


@helper
def _keep(state: State, d: int) -> None:
    """Remember a day as it is before the first change."""
    if state.touched[d]:
        return
    state.touched[d] = 1
    k = state.lengths[d]
    state.kept_lengths[d] = k
    for line in range(4):
        for i in range(k + 2):
            state.kept_rows[d, line, i] = state.rows[d, line, i]
    for u in range(state.quotes.shape[1]):
        state.kept_quotes[d, u] = state.quotes[d, u]
    for t in range(TALLIES):
        state.kept_tallies[d, t] = state.tallies[d, t]
    for c in range(state.shares.shape[1]):
        state.kept_shares[d, c] = state.shares[d, c]


@helper
def _mark(items: Longs, where: Ints, used: Ints, rows: Ints, d: int, k: int, day: int) -> None:
    """Note for all items of a day that they are visited on `day`, or, with -1, that they are not."""
    n = where.shape[0]
    for i in range(1, k + 1):
        stop = rows[d, STOP, i]
        if stop < n:
            where[stop] = day
            if items[GROUP, stop] >= 0:
                used[items[GROUP, stop]] += 1 if day >= 0 else -1


@helper
def _restore(case: Case, state: State) -> None:
    """Return to the plan before the iteration."""
    days = state.lengths.shape[0]
    for d in range(days):
        if state.touched[d]:
            _mark(case.items, state.where, state.used, state.rows, d, state.lengths[d], -1)
    for d in range(days):
        if state.touched[d]:
            k = state.kept_lengths[d]
            state.lengths[d] = k
            for line in range(4):
                for i in range(k + 2):
                    state.rows[d, line, i] = state.kept_rows[d, line, i]
            for u in range(state.quotes.shape[1]):
                state.quotes[d, u] = state.kept_quotes[d, u]
            for t in range(TALLIES):
                state.tallies[d, t] = state.kept_tallies[d, t]
            for c in range(state.shares.shape[1]):
                state.shares[d, c] = state.kept_shares[d, c]
            _mark(case.items, state.where, state.used, state.rows, d, k, d)


@helper
def _insert(case: Case, state: State, d: int, gap: int, stop: int, limited: bool) -> bool:
    """Put a stop into a day; return whether the clocks hold."""
    _keep(state, d)
    n = case.prizes.shape[0]
    if stop < n:
        state.where[stop] = d
        if case.items[GROUP, stop] >= 0:
            state.used[case.items[GROUP, stop]] += 1
    holds = _put(case.way, case.spans, case.frame, state.rows, state.lengths, d, gap, stop)
    if holds:
        _price(case.way, case.spans, case.bounds, state.rows, state.quotes, d, state.lengths[d])
        if limited:
            _count(case, state.rows, state.lengths, state.tallies, state.shares, d)
    return holds


@helper
def _remove(case: Case, state: State, d: int, first: int, count: int, limited: bool) -> bool:
    """Take stops out of a day; return whether the clocks hold."""
    _keep(state, d)
    n = case.prizes.shape[0]
    for i in range(first, first + count):
        stop = state.rows[d, STOP, i]
        if stop < n:
            state.where[stop] = -1
            if case.items[GROUP, stop] >= 0:
                state.used[case.items[GROUP, stop]] -= 1
    holds = _cut(case.way, case.spans, case.frame, state.rows, state.lengths, d, first, count)
    if holds:
        _price(case.way, case.spans, case.bounds, state.rows, state.quotes, d, state.lengths[d])
        if limited:
            _count(case, state.rows, state.lengths, state.tallies, state.shares, d)
    return holds


@helper
def _free(case: Case, state: State, u: int) -> bool:
    """Return whether an item is not in the plan, nor another of its group."""
    group = case.items[GROUP, u]
    return state.where[u] < 0 and (group < 0 or state.used[group] == 0)


@helper
def _best_day(case: Case, state: State, u: int, blink: float, limited: bool) -> int:
    """Return the day in which an item costs least, -1 if in none; some days are not seen."""
    best, chosen = NO_GAP, -1
    for d in range(state.lengths.shape[0]):
        quote = state.quotes[d, u]
        if quote >= best or (blink > 0 and _random(state.source) < blink):
            continue
        if limited and not _allowed(case, state.tallies, state.shares, u, d, quote >> GAP_BITS):
            continue
        best, chosen = quote, d
    return chosen


@helper
def _gap_points(case: Case, rows: Ints, d: int, gap: int, u: int) -> int:
    """Return what an item is worth at the hour it would begin in a gap, -1 if it does not fit."""
    n, following = case.prizes.shape[0], rows[d, STOP, gap + 1]
    if following >= n and (following - n) % 2 == 0:
        return -1
    begin = _begin(case.spans, d, u, rows[d, LEAVE, gap] + case.way[rows[d, PLACE, gap], u])
    reach = begin + case.spans[d, 0, u] + case.way[u, rows[d, PLACE, gap + 1]]
    if begin < 0 or reach > rows[d, LATEST, gap + 1]:
        return -1
    return case.prizes[u] * (PERMILLE - case.losses[d, begin // HOUR_S % HOURS, u])


@helper
def _gap(case: Case, state: State, d: int, u: int) -> int:
    """Return the gap for an item: the cheapest or, where crowds count, often the quietest."""
    cheapest = state.quotes[d, u] & GAP_MASK
    if case.losses.shape[2] == 1 or _random(state.source) < 0.5:
        return cheapest
    n, best, chosen = case.prizes.shape[0], 0.0, cheapest
    for i in range(state.lengths[d] + 1):
        here = state.rows[d, STOP, i]
        if here >= n and (here - n) % 2 == 1:
            break
        points = _gap_points(case, state.rows, d, i, u)
        noisy = points * (0.6 + 0.8 * _random(state.source))
        if noisy > best:
            best, chosen = noisy, i
    return i32(chosen)


@helper
def _try(case: Case, state: State, u: int, blink: float, limited: bool) -> bool:
    """Insert an item where it costs least; return whether it was."""
    if not _free(case, state, u):
        return False
    d = _best_day(case, state, u, blink, limited)
    return d >= 0 and _insert(case, state, d, _gap(case, state, d, u), u, limited)


@helper
def _host(case: Case, state: State, manner: Manner, d: int, kind: int, limited: bool) -> int:
    """Return which host of a break is worth most for its time in a day, -1 if none fits."""
    best, chosen = 0.0, -1
    for u in range(case.prizes.shape[0]):
        quote = state.quotes[d, u]
        if case.items[KIND, u] != kind or quote == NO_GAP or not _free(case, state, u):
            continue
        detour = quote >> GAP_BITS
        if limited and not _allowed(case, state.tallies, state.shares, u, d, detour):
            continue
        noise = 1 - manner.spread + 2 * manner.spread * _random(state.source)
        worth = case.prizes[u] * noise / max(manner.least_s, detour + manner.least_s)
        if worth > best:
            best, chosen = worth, u
    return chosen


@helper
def _break_gap(case: Case, state: State, d: int, stop: int) -> int:
    """Return the gap in which a break in place delays the day least, -1 if none holds."""
    rows, n, k = state.rows, case.prizes.shape[0], state.lengths[d]
    best, chosen = 1 << 40, -1
    for i in range(k + 1):
        place, following = rows[d, PLACE, i], rows[d, STOP, i + 1]
        in_place = i < k and following >= n and (following - n) % 2 == 0
        onward = 0 if in_place else case.way[place, rows[d, PLACE, i + 1]]
        begin = _begin(case.spans, d, stop, rows[d, LEAVE, i])
        reach = begin + case.spans[d, 0, stop] + onward
        if begin < 0 or reach > rows[d, LATEST, i + 1]:
            continue
        delay = reach - rows[d, LEAVE, i] - onward
        if delay < best or (delay == best and _random(state.source) < 0.5):
            best, chosen = delay, i
    return chosen


@helper
def _fits_at_end(case: Case, rows: Ints, d: int, k: int, stop: int) -> bool:
    """Return whether a break fits at the point where the day ends, behind all other stops."""
    arrive = rows[d, LEAVE, k] + case.way[rows[d, PLACE, k], case.frame[d, 1]]
    begin = _begin(case.spans, d, stop, arrive)
    return begin >= 0 and begin + case.spans[d, 0, stop] <= case.frame[d, 3]


@helper
def _add_break(case: Case, state: State, manner: Manner, d: int, kind: int, limited: bool) -> bool:
    """Give a day its break: at a host, in place, or at its end; return whether one fits."""
    n = case.prizes.shape[0]
    if _random(state.source) >= manner.in_place:
        u = _host(case, state, manner, d, kind, limited)
        if u >= 0:
            return _insert(case, state, d, state.quotes[d, u] & GAP_MASK, u, limited)
    stop = n + 2 * kind
    at_end = _fits_at_end(case, state.rows, d, state.lengths[d], stop + 1)
    if at_end and _random(state.source) < manner.at_end:
        return _insert(case, state, d, state.lengths[d], stop + 1, limited)
    gap = _break_gap(case, state, d, stop)
    if gap >= 0:
        return _insert(case, state, d, gap, stop, limited)
    if at_end:
        return _insert(case, state, d, state.lengths[d], stop + 1, limited)
    u = _host(case, state, manner, d, kind, limited)
    return u >= 0 and _insert(case, state, d, state.quotes[d, u] & GAP_MASK, u, limited)


@helper
def _add_breaks(case: Case, state: State, manner: Manner, limited: bool) -> bool:
    """Give every day the breaks that it lacks; return whether they fit."""
    complete = True
    for d in range(state.lengths.shape[0]):
        first = int(_random(state.source) * 2) if case.wanted[d, 0] and case.wanted[d, 1] else 0
        for turn in range(2):
            kind = (first + turn) % 2
            if case.wanted[d, kind] and _lacks(case, state.rows, d, state.lengths[d], kind):
                complete = _add_break(case, state, manner, d, kind, limited) and complete
    return complete


@helper
def _add_required(case: Case, state: State, manner: Manner, limited: bool) -> None:
    """Insert the required items that are absent, beginning with a random one."""
    count = case.required.shape[0]
    if count == 0:
        return
    first = int(_random(state.source) * count)
    for turn in range(count):
        u = case.required[(first + turn) % count]
        if state.where[u] < 0:
            _try(case, state, u, manner.blink, limited)


@helper
def _list_fitting(case: Case, state: State, key: int) -> int:
    """List the items that fit somewhere, the most wanted by an order last; return how many."""
    n, m, count = case.prizes.shape[0], state.lengths.shape[0], 0
    for i in range(n - 1, -1, -1):
        u = case.orders[key, i]
        fits = False
        for d in range(m):
            fits |= state.quotes[d, u] != NO_GAP
        if fits and case.items[KIND, u] < 0 and _free(case, state, u):
            state.picks[count] = u
            count += 1
    return count


@helper
def _drop(picks: Ints, noise: Floats, j: int, count: int) -> int:
    """Take entry j out of the list of what fits."""
    for a in range(j, count - 1):
        picks[a] = picks[a + 1]
        noise[a] = noise[a + 1]
    return count - 1


@helper
def _fill_by_order(case: Case, state: State, manner: Manner, key: int, limited: bool) -> None:
    """Insert what fits in nearly the given order."""
    count = _list_fitting(case, state, key)
    if key == 0:
        for a in range(count - 1, 0, -1):
            b = int(_random(state.source) * (a + 1))
            state.picks[a], state.picks[b] = state.picks[b], state.picks[a]
    while count > 0:
        j = count - 1
        while key > 0 and j > 0 and _random(state.source) < manner.skip:
            j -= 1
        u = state.picks[j]
        count = _drop(state.picks, state.noise, j, count)
        _try(case, state, u, manner.blink, limited)


@helper
def _fill_by_ratio(case: Case, state: State, manner: Manner, limited: bool) -> None:
    """Insert again and again what is worth most for its time."""
    count = _list_fitting(case, state, 0)
    for a in range(count):
        noise = 1 - manner.spread + 2 * manner.spread * _random(state.source)
        state.noise[a] = case.prizes[state.picks[a]] * noise
    while count > 0:
        best, chosen, day = -1.0, -1, -1
        a = 0
        while a < count:
            u = state.picks[a]
            d = _best_day(case, state, u, manner.blink, limited) if _free(case, state, u) else -1
            if d < 0:
                count = _drop(state.picks, state.noise, a, count)
                continue
            time = (state.quotes[d, u] >> GAP_BITS) + case.spans[d, 0, u]
            ratio = state.noise[a] / max(manner.least_s, time + manner.least_s)
            if ratio > best:
                best, chosen, day = ratio, a, d
            a += 1
        if chosen >= 0:
            u = state.picks[chosen]
            count = _drop(state.picks, state.noise, chosen, count)
            _insert(case, state, day, _gap(case, state, day, u), u, limited)


@helper
def _fill(case: Case, state: State, manner: Manner, forced: int, limited: bool) -> None:
    """Rebuild a torn plan."""
    if _random(state.source) < 0.5:
        _add_required(case, state, manner, limited)
        _add_breaks(case, state, manner, limited)
    else:
        _add_breaks(case, state, manner, limited)
        _add_required(case, state, manner, limited)
    if forced >= 0:
        _try(case, state, forced, 0.0, limited)
    if _random(state.source) < manner.by_ratio:
        _fill_by_ratio(case, state, manner, limited)
        return
    key = max(0, int(_random(state.source) * (case.orders.shape[0] + 6)) - 6)
    if key == 0:
        key = int(_random(state.source) * 2.2) % 2
    _fill_by_order(case, state, manner, key, limited)


@helper
def _position(rows: Ints, d: int, k: int, u: int) -> int:
    """Return at which entry of a day an item is."""
    for i in range(1, k + 1):
        if rows[d, STOP, i] == u:
            return i
    return 0


@helper
def _seed(case: Case, state: State, forced: bool) -> int:
    """Return an item around which to tear: a visited one, or one that could be inserted."""
    n = case.prizes.shape[0]
    for _ in range(20 * n):
        u = int(_random(state.source) * n)
        if forced and case.items[KIND, u] < 0 and _free(case, state, u):
            return u
        if not forced and state.where[u] >= 0:
            return u
    return -1


@helper
def _ruin(case: Case, state: State, manner: Manner, seed: int, limited: bool) -> bool:
    """Remove strings of stops near an item, one a day; return whether what is left holds."""
    m, stops = state.lengths.shape[0], 0
    for d in range(m):
        stops += state.lengths[d]
    mean = min(manner.longest, stops / m)
    strings = int(_random(state.source) * (4.0 * manner.removed / (1.0 + mean) - 1.0)) + 1
    done = 0
    for a in range(case.near.shape[1]):
        u = case.near[seed, a]
        d = state.where[u]
        if d < 0 or state.touched[d]:
            continue
        k = state.lengths[d]
        count = min(k, int(_random(state.source) * min(mean, k)) + 1)
        at = _position(state.rows, d, k, u)
        low, high = max(1, at - count + 1), min(at, k - count + 1)
        first = low + int(_random(state.source) * (high - low + 1))
        if not _remove(case, state, d, first, count, limited):
            return False
        done += 1
        if done >= min(strings, m):
            break
    return True


@helper
def _ruin_one(case: Case, state: State, limited: bool) -> bool:
    """Remove one stop, breaks not excepted; return whether what is left holds."""
    m = state.lengths.shape[0]
    first = int(_random(state.source) * m)
    for turn in range(m):
        d = (first + turn) % m
        if state.lengths[d] > 0:
            at = 1 + int(_random(state.source) * state.lengths[d])
            return _remove(case, state, d, at, 1, limited)
    return True


@helper
def _pair_fits(case: Case, rows: Ints, d: int, gap: int, u: int, v: int) -> bool:
    """Return whether two items fit into a gap one after the other."""
    leave, place = rows[d, LEAVE, gap], rows[d, PLACE, gap]
    for stop in (u, v):
        begin = _begin(case.spans, d, stop, leave + case.way[place, stop])
        if begin < 0:
            return False
        leave, place = i32(begin + case.spans[d, 0, stop]), i32(stop)
    return leave + case.way[place, rows[d, PLACE, gap + 1]] <= rows[d, LATEST, gap + 1]


@helper
def _try_pairs(case: Case, state: State, limited: bool) -> bool:
    """Insert two items at once, one of which may be reached by way of the other only."""
    n, m = case.prizes.shape[0], state.lengths.shape[0]
    for _ in range(PAIRS):
        d = int(_random(state.source) * m)
        k = state.lengths[d]
        gap = int(_random(state.source) * (k + 1))
        u, v = int(_random(state.source) * n), int(_random(state.source) * n)
        group = case.items[GROUP, u]
        same = u == v or (group >= 0 and group == case.items[GROUP, v])
        if same or case.items[KIND, u] >= 0 or case.items[KIND, v] >= 0:
            continue
        if not (_free(case, state, u) and _free(case, state, v)):
            continue
        if state.rows[d, STOP, gap] >= n or (gap < k and state.rows[d, STOP, gap + 1] >= n):
            continue
        if _pair_fits(case, state.rows, d, gap, u, v):
            _insert(case, state, d, gap, u, limited)
            return _insert(case, state, d, gap + 1, v, limited)
    return True


@helper
def _sum(case: Case, state: State, totals: Longs) -> None:
    """Sum the days' tallies; absent required items are missing as well."""
    for t in range(TALLIES):
        totals[t] = 0
        for d in range(state.lengths.shape[0]):
            totals[t] += state.tallies[d, t]
    for i in range(case.required.shape[0]):
        if state.where[case.required[i]] < 0:
            totals[MISSING] += 1


@helper
def _kept_limits(case: Case, state: State, totals: Longs) -> bool:
    """Return whether a plan keeps within all caps; taking stops out can lengthen the way."""
    days = state.lengths.shape[0]
    if not _within(case.caps, days, totals[TRAVEL], totals[SPENT], totals[VISITS], 0):
        return False
    for d in range(days):
        travel, spent = state.tallies[d, TRAVEL], state.tallies[d, SPENT]
        if not _within(case.caps, d, travel, spent, state.tallies[d, VISITS], 0):
            return False
    for c in range(state.shares.shape[1]):
        seconds = 0
        for d in range(days):
            seconds += state.shares[d, c]
            if state.shares[d, c] > case.caps[d, CAP_CATEGORY]:
                return False
        if seconds > case.caps[days, CAP_CATEGORY]:
            return False
    return True


@helper
def _better(a: Longs, b: Longs) -> bool:
    """Return whether the sums `a` are those of a better plan than `b`."""
    if a[MISSING] != b[MISSING]:
        return a[MISSING] < b[MISSING]
    if a[VALUE] != b[VALUE]:
        return a[VALUE] > b[VALUE]
    return a[TRAVEL] < b[TRAVEL] or (a[TRAVEL] == b[TRAVEL] and a[END] < b[END])


@helper
def _note_best(state: State, totals: Longs) -> None:
    for t in range(TALLIES):
        state.best[t] = totals[t]
    for d in range(state.lengths.shape[0]):
        state.best_lengths[d] = state.lengths[d]
        for i in range(state.lengths[d] + 2):
            state.best_rows[d, i] = state.rows[d, STOP, i]


@helper
def _is_limited(caps: Longs) -> bool:
    """Return whether there is any cap."""
    limited = False
    for row in range(caps.shape[0]):
        for column in range(caps.shape[1]):
            limited |= caps[row, column] < NO_CAP
    return limited


@kernel(CASE, STATE)
def install(case: Case, state: State) -> bool:
    """Take the stops in `rows` and `lengths` as the plan; return whether its clocks hold."""
    for u in range(state.where.shape[0]):
        state.where[u] = -1
    for g in range(state.used.shape[0]):
        state.used[g] = 0
    for d in range(state.lengths.shape[0]):
        k = state.lengths[d]
        if not _clock(case.way, case.spans, case.frame, state.rows, d, k, 1, k):
            return False
        _mark(case.items, state.where, state.used, state.rows, d, k, d)
        _price(case.way, case.spans, case.bounds, state.rows, state.quotes, d, k)
        _weigh(case, state.rows, state.lengths, state.tallies, state.shares, state.worths, d)
    _sum(case, state, state.best)
    _note_best(state, state.best)
    return True


@kernel(CASE, STATE, MANNER, nb.int64, nb.float64, nb.float64)
def improve(
    case: Case, state: State, manner: Manner, iterations: int, hot: float, cold: float
) -> None:
    """Tear and rebuild the plan, keeping worse ones as simulated annealing does.

    The temperature, in points, falls geometrically from `hot` to `cold`.
    """
    days = state.lengths.shape[0]
    limited = _is_limited(case.caps)
    current, trial = state.current, state.trial
    _sum(case, state, current)
    temperature, cooling = hot, (cold / hot) ** (1.0 / max(1, iterations))
    for _ in range(iterations):
        temperature *= cooling
        for d in range(days):
            state.touched[d] = 0
        force = _random(state.source) < manner.forced
        seed = _seed(case, state, force)
        if seed < 0 or _random(state.source) < manner.single:
            holds = _ruin_one(case, state, limited)
            if holds and _random(state.source) < 0.5:
                holds = _try_pairs(case, state, limited)
        else:
            holds = _ruin(case, state, manner, seed, limited)
        if holds:
            _fill(case, state, manner, seed if force else -1, limited)
            for d in range(days):
                if state.touched[d]:
                    _weigh(
                        case,
                        state.rows,
                        state.lengths,
                        state.tallies,
                        state.shares,
                        state.worths,
                        d,
                    )
            _sum(case, state, trial)
            holds = not limited or _kept_limits(case, state, trial)
        gain = float(trial[VALUE] - current[VALUE])
        gain -= manner.travel_points * (trial[TRAVEL] - current[TRAVEL])
        bar = temperature * np.log(_random(state.source) + 1e-300)
        if holds and (
            trial[MISSING] < current[MISSING] or (trial[MISSING] == current[MISSING] and gain > bar)
        ):
            for t in range(TALLIES):
                current[t] = trial[t]
            if _better(current, state.best):
                _note_best(state, current)
        else:
            _restore(case, state)
