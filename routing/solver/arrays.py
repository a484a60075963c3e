"""The records of arrays that the kernels read and write.

Lengths in the shapes: n items, b = n + 4 items and breaks (`break_stop` numbers those), N places
(the items, then each day's start, then each day's end), m days, W entries of the longest row, r
windows, C categories.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

FAR: Final = 1 << 20
"""Seconds that no day has; stands for no way and for later than ever."""

GAP_BITS: Final = 9
"""A quote is the detour in seconds times 2**GAP_BITS plus the entry behind which to insert."""

GAP_MASK: Final = (1 << GAP_BITS) - 1
"""The bits of a quote that are the entry."""

NO_GAP: Final = np.iinfo(np.int32).max
"""Quote of an item that fits nowhere in a day."""

NO_CAP: Final = 1 << 62
"""Cap of what is not limited."""

HOUR_S: Final = 3600
HOURS: Final = 24
PERMILLE: Final = 1000

BREAK_STOPS: Final = 4
"""Numbers of stops that are breaks without host: lunch in place, at the end, rest likewise."""

STOP: Final = 0
PLACE: Final = 1
LEAVE: Final = 2
LATEST: Final = 3
"""Lines of `State.rows`: what, where, earliest leaving, latest begin with which the rest holds."""

VALUE: Final = 0
TRAVEL: Final = 1
END: Final = 2
MISSING: Final = 3
SPENT: Final = 4
VISITS: Final = 5
TALLIES: Final = 6
"""Columns of `State.tallies`: points, seconds on the way, end of the day, breaks that it lacks,
money, visits; and their number."""

GROUP: Final = 0
KIND: Final = 1
CATEGORY: Final = 2
COST: Final = 3
"""Lines of `Case.items`: group or -1, break hosted (0 lunch, 1 rest, -1 none), category or -1,
money."""

CAP_TRAVEL: Final = 0
CAP_SPENT: Final = 1
CAP_VISITS: Final = 2
CAP_CATEGORY: Final = 3
"""Columns of `Case.caps`."""


class Case(NamedTuple):
    """What a search never changes.

    Parameters
    ----------
    way
        int32 (2N, N): travel seconds, row is the origin; below it the same transposed.
    spans
        int32 (m, 1 + 2r, b): duration of each stop, then first and last begin of each window.
    frame
        int32 (m, 4): start place, end place, start and end of each day.
    bounds
        int32 (3, N): least way to another item, least way from one, shortest visit of each day.
    items
        int64 (4, n): see `GROUP` to `COST`.
    prizes
        int64 (n,): points at no crowd and as the best of its category.
    losses
        int64 (m, 24, n): permille of the prize lost at each hour; (1, 1, 1) where nothing is lost.
    variety
        int64 (steps,): permille that the best, the second … of a category on a day count; one step
        where all count alike.
    caps
        int64 (m + 1, 4): what each day and, last, the whole trip may not exceed.
    wanted
        int32 (m, 2): whether the day has a lunch and a rest.
    orders
        int32 (keys, n): the items by different notions of being wanted, the most wanted first.
    near
        int32 (n, neighbours): the items nearest to each, itself first.
    required
        int32 (required,): the items that every plan contains.
    """

    way: Ints
    spans: Ints
    frame: Ints
    bounds: Ints
    items: Longs
    prizes: Longs
    losses: Longs
    variety: Longs
    caps: Longs
    wanted: Ints
    orders: Ints
    near: Ints
    required: Ints


class State(NamedTuple):
    """A plan, what is known about it, and room to work.

    Parameters
    ----------
    rows
        int32 (m, 4, W): see `STOP` to `LATEST`; entry 0 is the start, the last one the end.
    lengths
        int32 (m,): stops of each day.
    quotes
        int32 (m, n): the cheapest gap for each item, see `GAP_BITS`.
    tallies, shares
        int64 (m, TALLIES) and (m, C): sums of each day, seconds spent on each category.
    where
        int32 (n,): day of each item, -1 where it is not visited.
    used
        int32 (groups,): visited items of each group.
    kept_rows, kept_lengths, kept_quotes, kept_tallies, kept_shares
        What the days were like before the present iteration.
    touched
        int32 (m,): whether the iteration has changed the day.
    best_rows, best_lengths, best
        int32 (m, W), int32 (m,) and int64 (TALLIES,): stops and sums of the best plan so far.
    current, trial
        int64 (TALLIES,): sums of the plan at hand and of the one that the iteration makes.
    source
        uint64 (1,): state of the random numbers.
    picks, noise, worths
        Room for int32 (n,), float64 (n,) and int64 (W,).
    """

    rows: Ints
    lengths: Ints
    quotes: Ints
    tallies: Longs
    shares: Longs
    where: Ints
    used: Ints
    kept_rows: Ints
    kept_lengths: Ints
    kept_quotes: Ints
    kept_tallies: Longs
    kept_shares: Longs
    touched: Ints
    best_rows: Ints
    best_lengths: Ints
    best: Longs
    current: Longs
    trial: Longs
    source: NDArray[np.uint64]
    picks: Ints
    noise: Floats
    worths: Longs


class Manner(NamedTuple):
    """How the search behaves; all shares are 0 to 1.

    Parameters
    ----------
    longest
        Most stops of one string that is removed.
    removed
        Stops removed on average.
    skip
        Chance of passing over the most wanted item, for the next one.
    blink
        Chance of not seeing a day when looking for the cheapest gap.
    by_ratio
        Chance of choosing by prize for time instead of by one of the orders.
    forced
        Chance of tearing the plan where an absent item would be, and trying that item first.
    single
        Chance of removing one stop, any, instead of strings.
    ends
        Chance of swapping the ends of two days instead of removing anything.
    in_place
        Chance of a break in place where a host would fit.
    at_end
        Chance of a break where the day ends although one in place would fit.
    spread
        Relative width of the noise on prize for time.
    least_s
        Seconds added to the time that a visit takes, so that short ones are not all.
    travel_points
        Points that a second on the way costs when plans are accepted; much less than one a day.
    """

    longest: float = 10.0
    removed: float = 7.0
    skip: float = 0.3
    blink: float = 0.01
    by_ratio: float = 0.2
    forced: float = 0.0
    single: float = 0.02
    ends: float = 0.15
    in_place: float = 0.3
    at_end: float = 0.15
    spread: float = 0.3
    least_s: float = 60.0
    travel_points: float = 0.0


def break_stop(items: int, kind: int, *, at_end: bool) -> int:
    """Return the number of a break without host; `kind` is 0 for lunch and 1 for rest."""
    return items + 2 * kind + at_end
