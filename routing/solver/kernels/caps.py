"""Limits on travel, money, visits and categories, of a day and of the whole trip."""

from __future__ import annotations

from routing.solver.arrays import (
    CAP_CATEGORY,
    CAP_SPENT,
    CAP_TRAVEL,
    CAP_VISITS,
    CATEGORY,
    COST,
    KIND,
    NO_CAP,
    SPENT,
    TRAVEL,
    VISITS,
    Case,
    Longs,
    State,
)
from routing.solver.compiled import helper


@helper
def has_caps(caps: Longs) -> bool:
    """Return whether there is any cap."""
    limited = False
    for row in range(caps.shape[0]):
        for column in range(caps.shape[1]):
            limited |= caps[row, column] < NO_CAP
    return limited


@helper
def within_caps(caps: Longs, row: int, travel: int, spent: int, visits: int, seconds: int) -> bool:
    """Return whether sums keep within a day's or the trip's caps."""
    return bool(
        travel <= caps[row, CAP_TRAVEL]
        and spent <= caps[row, CAP_SPENT]
        and visits <= caps[row, CAP_VISITS]
        and seconds <= caps[row, CAP_CATEGORY]
    )


@helper
def limits_allow(case: Case, tallies: Longs, shares: Longs, u: int, d: int, detour: int) -> bool:
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
    return within_caps(
        case.caps, days, travel_all, spent_all, visits_all, seconds_all
    ) and within_caps(
        case.caps,
        d,
        tallies[d, TRAVEL] + detour,
        tallies[d, SPENT] + cost,
        tallies[d, VISITS] + visits,
        seconds + (shares[d, category] if category >= 0 else 0),
    )


@helper
def keeps_caps(case: Case, state: State, totals: Longs) -> bool:
    """Return whether a plan keeps within all caps; taking stops out can lengthen the way."""
    days = state.lengths.shape[0]
    if not within_caps(case.caps, days, totals[TRAVEL], totals[SPENT], totals[VISITS], 0):
        return False
    for d in range(days):
        travel, spent = state.tallies[d, TRAVEL], state.tallies[d, SPENT]
        if not within_caps(case.caps, d, travel, spent, state.tallies[d, VISITS], 0):
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
