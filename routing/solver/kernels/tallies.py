"""What a day is worth and what it uses up."""

from __future__ import annotations

from routing.solver.arrays import (
    CATEGORY,
    COST,
    END,
    HOUR_S,
    HOURS,
    KIND,
    LEAVE,
    MISSING,
    PERMILLE,
    PLACE,
    SPENT,
    STOP,
    TALLIES,
    TRAVEL,
    VALUE,
    VISITS,
    Case,
    Ints,
    Longs,
    State,
)
from routing.solver.compiled import helper


@helper
def note_worths(case: Case, rows: Ints, worths: Longs, d: int, k: int) -> int:
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
def lost_to_variety(case: Case, rows: Ints, worths: Longs, d: int, k: int) -> int:
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
def lacks_break(case: Case, rows: Ints, d: int, k: int, kind: int) -> bool:
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
def count_day(case: Case, rows: Ints, lengths: Ints, tallies: Longs, shares: Longs, d: int) -> None:
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
def weigh_day(
    case: Case, rows: Ints, lengths: Ints, tallies: Longs, shares: Longs, worths: Longs, d: int
) -> None:
    """Set all of a day's sums."""
    k = lengths[d]
    count_day(case, rows, lengths, tallies, shares, d)
    value = note_worths(case, rows, worths, d, k)
    if case.variety.shape[0] > 1:
        value -= lost_to_variety(case, rows, worths, d, k)
    tallies[d, VALUE] = value
    tallies[d, END] = rows[d, LEAVE, k] + case.way[rows[d, PLACE, k], rows[d, PLACE, k + 1]]
    missing = 0
    for kind in range(2):
        missing += lacks_break(case, rows, d, k, kind)
    tallies[d, MISSING] = missing


@helper
def sum_days(case: Case, state: State, totals: Longs) -> None:
    """Sum the days' tallies; absent required items are missing as well."""
    for t in range(TALLIES):
        totals[t] = 0
        for d in range(state.lengths.shape[0]):
            totals[t] += state.tallies[d, t]
    for i in range(case.required.shape[0]):
        if state.where[case.required[i]] < 0:
            totals[MISSING] += 1


@helper
def is_better(a: Longs, b: Longs) -> bool:
    """Return whether the sums `a` are those of a better plan than `b`."""
    if a[MISSING] != b[MISSING]:
        return bool(a[MISSING] < b[MISSING])
    if a[VALUE] != b[VALUE]:
        return bool(a[VALUE] > b[VALUE])
    return bool(a[TRAVEL] < b[TRAVEL] or (a[TRAVEL] == b[TRAVEL] and a[END] < b[END]))
