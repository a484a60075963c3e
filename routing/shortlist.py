"""Which few hundred of many places are worth a travel-time matrix.

A place is dropped for good only when it could not be visited even alone and at the greatest speed.
The others are ranked by what they bring per second they cost, in several ways: alone from the day's
frame, as one of several in the same direction, and by the worth of their neighbourhood. The lists
take turns, so that a place which any of them puts first is kept. Within a neighbourhood, each
further place of one category counts less, so that no street of temples fills the list.

`benchmarks/shortlist_loss.py` measures what is lost against choosing among all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.geodesy import EARTH_RADIUS_M, FloatArray
from routing.model import Mode, TripDay
from routing.prospects import BoolArray, IntArray, Prospects

TOP_SPEED_M_S: Final = {Mode.WALK: 2.0, Mode.DRIVE: 120 / 3.6}
"""Nobody is faster in a straight line: a brisk walk down the best slope, an empty expressway."""

USUAL_SPEED_M_S: Final = {Mode.WALK: 4.8 / 3.6 / 1.3, Mode.DRIVE: 36 / 3.6 / 1.35}
"""In a straight line, detours counted in; the factors of `routing.engines.estimate`."""

CELL_S: Final = 600.0
"""A neighbourhood is three by three cells, each crossed in this time at the usual speed."""

SHARED_ACCESS: Final = (1.0, 0.4, 0.1)
"""Which part of the way there and back one place bears: alone, with one other, among ten."""

REPEAT_DISCOUNT: Final = 0.93
"""What each further place of one category in one cell counts, compared with the one before."""

LITTLE_RENOWN: Final = 0.3
GROUP_SIZE: Final = 6
"""So many of one exclusive group are kept at most: they are alternatives of one another."""


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What was kept, and what no plan could contain.

    Parameters
    ----------
    kept
        Indices, ascending; the required ones always among them.
    closed, too_far
        Masks of length n: on no day open long enough within the frame; open, but too far to be
        reached and left in time even at the greatest speed.
    """

    kept: IntArray
    closed: BoolArray
    too_far: BoolArray


@dataclass(frozen=True, slots=True)
class Wish:
    """What the choice is made for.

    Parameters
    ----------
    size
        How many to keep at most; the required ones even beyond that.
    lesser_known
        The part of the list, 0 to 1, halved, that places of little renown are sure of.
    """

    mode: Mode
    days: tuple[TripDay, ...]
    size: int
    lesser_known: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Straight distances of one day, metres: there, onward, and without the detour."""

    there_m: FloatArray
    onward_m: FloatArray
    direct_m: float

    def fits(self, prospects: Prospects, day: TripDay, number: int, speed: float) -> BoolArray:
        """Return which places can be visited alone at this speed; infinite for no travel."""
        opens_s = np.maximum(
            prospects.opens_s[:, number], (day.start_s + self.there_m / speed)[:, None]
        )
        closes_s = np.minimum(
            prospects.closes_s[:, number], (day.end_s - self.onward_m / speed)[:, None]
        )
        room = closes_s - opens_s >= prospects.visit_s[:, None]
        return np.asarray(room.any(axis=1))


def shortlist(prospects: Prospects, wish: Wish) -> Selection:
    """Return the places worth a matrix.

    Fewer places than `wish.size` are kept whenever no more could be visited at all. The same
    places and wish give the same choice.
    """
    if not len(prospects.lat):
        none = np.zeros(0, dtype=np.bool_)
        return Selection(np.zeros(0, dtype=np.int64), none, none)
    ways = [_ways(prospects, day) for day in wish.days]
    open_on = _possible(prospects, wish, ways, np.inf)
    within = _possible(prospects, wish, ways, TOP_SPEED_M_S[wish.mode])
    possible = within.any(axis=1) | prospects.required
    kept = np.flatnonzero(possible)
    if len(kept) > wish.size:
        kept = _best(prospects, wish, ways, within)
    opened = open_on.any(axis=1)
    return Selection(kept=kept, closed=~opened & ~possible, too_far=opened & ~possible)


def near_the_day(
    places: tuple[FloatArray, FloatArray],
    kept: tuple[FloatArray, FloatArray],
    days: Sequence[TripDay],
    size: int,
) -> IntArray:
    """Return up to `size` places, such as those to eat at, near where the days will pass.

    Half are the nearest to any kept place or end of a day; the others are spread: each kept place
    in turn brings the one nearest to itself.

    Parameters
    ----------
    places, kept
        Latitudes and longitudes.

    Returns
    -------
    Indices of `places`, ascending.
    """
    if len(places[0]) <= size:
        return np.arange(len(places[0]))
    ends = [point for day in days for point in (day.start, day.end)]
    lat = np.concatenate(([p.lat for p in ends], kept[0]))
    lon = np.concatenate(([p.lon for p in ends], kept[1]))
    away_m = _straight_m(places[0][:, None], places[1][:, None], lat[None], lon[None])
    overall = np.argsort(away_m.min(axis=1), kind="stable")
    of_each = np.argsort(away_m, axis=0, kind="stable")[: max(1, size // 4)].ravel()
    return np.sort(_in_turn([overall, of_each])[:size])


def _ways(prospects: Prospects, day: TripDay) -> _Ways:
    return _Ways(
        _straight_m(prospects.lat, prospects.lon, day.start.lat, day.start.lon),
        _straight_m(prospects.lat, prospects.lon, day.end.lat, day.end.lon),
        float(_straight_m(day.start.lat, day.start.lon, day.end.lat, day.end.lon)),
    )


def _straight_m(
    lat: FloatArray | float,
    lon: FloatArray | float,
    lat0: FloatArray | float,
    lon0: FloatArray | float,
) -> FloatArray:
    """Return distances on the plane that touches the earth near them; far cheaper than exact."""
    x = np.radians(np.subtract(lon, lon0)) * np.cos(np.radians(np.add(lat, lat0) / 2))
    return np.asarray(EARTH_RADIUS_M * np.hypot(x, np.radians(np.subtract(lat, lat0))))


def _possible(prospects: Prospects, wish: Wish, ways: list[_Ways], speed: float) -> BoolArray:
    """Return a mask of shape (n, days)."""
    return np.column_stack(
        [
            way.fits(prospects, day, number, speed)
            for number, (way, day) in enumerate(zip(ways, wish.days, strict=True))
        ]
    )


def _best(prospects: Prospects, wish: Wish, ways: list[_Ways], within: BoolArray) -> IntArray:
    orders = [
        order
        for way, fits in zip(ways, within.T, strict=True)
        for order in _orders(prospects, wish, way, fits)
    ]
    required = np.flatnonzero(prospects.required)
    ranked = _in_turn(orders)
    sure = round(max(0, wish.size - len(required)) * wish.lesser_known / 2)
    little_known = ranked[prospects.renown[ranked] <= LITTLE_RENOWN][:sure]
    order = _first_of_each(np.concatenate((required, little_known, ranked)))
    allowed = prospects.required[order] | (_group_rank(prospects, order) < GROUP_SIZE)
    return np.sort(order[allowed][: max(wish.size, len(required))])


def _orders(prospects: Prospects, wish: Wish, ways: _Ways, fits: BoolArray) -> list[IntArray]:
    """Return the day's possible places in several orders, the best first."""
    here = np.flatnonzero(fits)
    speed = USUAL_SPEED_M_S[wish.mode]
    cell, neighbours = _cells(prospects, here, CELL_S * speed)
    hop_s = CELL_S * np.minimum(1.0, 1 / np.sqrt(neighbours / 9))
    stay_s = prospects.visit_s[here] + hop_s
    access_s = (ways.there_m + ways.onward_m - ways.direct_m)[here] / speed
    prize = prospects.prize[here]
    prize = prize * _repeat_discount(prize / stay_s, cell, prospects.category[here])
    rates = [prize / (stay_s + part * access_s) for part in SHARED_ACCESS]
    longest = min(len(here), wish.size * GROUP_SIZE)
    return [here[_highest(rate, longest)] for rate in rates]


def _cells(prospects: Prospects, here: IntArray, side_m: float) -> tuple[IntArray, FloatArray]:
    """Return each place's cell and how many places its three by three cells hold."""
    lat, lon = prospects.lat[here], prospects.lon[here]
    scale = np.cos(np.radians(lat.mean())) if len(lat) else 1.0
    rows = np.floor(np.radians(lat) * (EARTH_RADIUS_M / side_m)).astype(np.int64)
    columns = np.floor(np.radians(lon) * (EARTH_RADIUS_M * scale / side_m)).astype(np.int64)
    rows, columns = rows - rows.min(initial=0) + 1, columns - columns.min(initial=0) + 1
    width = int(columns.max(initial=0)) + 2
    cell = rows * width + columns
    known, place, count = np.unique(cell, return_inverse=True, return_counts=True)
    total = np.zeros(len(known))
    for step in (a * width + b for a in (-1, 0, 1) for b in (-1, 0, 1)):
        beside = np.minimum(np.searchsorted(known, known + step), len(known) - 1)
        total += np.where(known[beside] == known + step, count[beside], 0)
    return cell, total[place]


def _repeat_discount(rate: FloatArray, cell: IntArray, category: IntArray) -> FloatArray:
    same = cell * (int(category.max(initial=0)) + 1) + category
    order = np.lexsort((-rate, same))
    rank = np.empty(len(rate), dtype=np.int64)
    rank[order] = _place_in_run(same[order])
    return np.asarray(REPEAT_DISCOUNT**rank)


def _place_in_run(values: IntArray) -> IntArray:
    """Return for each of sorted values how many equal ones stand before it."""
    numbers = np.arange(len(values))
    begins = np.concatenate(([True], values[1:] != values[:-1]))[: len(values)]
    return numbers - np.maximum.accumulate(np.where(begins, numbers, 0))


def _highest(values: FloatArray, count: int) -> IntArray:
    """Return the indices of the `count` highest values, the highest first."""
    if count < len(values):
        top = np.sort(np.argpartition(-values, count)[:count])
        return top[np.argsort(-values[top], kind="stable")]
    return np.argsort(-values, kind="stable")


def _in_turn(orders: Sequence[IntArray]) -> IntArray:
    """Merge orders by taking one of each in turn, every place once."""
    turns = np.concatenate([np.arange(len(order)) for order in orders])
    return _first_of_each(np.concatenate(orders)[np.argsort(turns, kind="stable")])


def _first_of_each(order: IntArray) -> IntArray:
    _, first = np.unique(order, return_index=True)
    return order[np.sort(first)]


def _group_rank(prospects: Prospects, order: IntArray) -> IntArray:
    """Return how many of the same exclusive group stand earlier in `order`."""
    group = prospects.group[order]
    own = np.where(group < 0, group.max(initial=0) + 1 + order, group)
    by_group = np.argsort(own, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[by_group] = _place_in_run(own[by_group])
    return rank
