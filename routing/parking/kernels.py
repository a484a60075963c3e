"""The inner loop: given the order of a day's stops, where to park and what to walk.

The order is fixed; which runs of stops are walked from which place of the car is found exactly by
dynamic programming. A label is the earliest moment, and among equals the least travel, at which all
stops so far are done and the tourist is back at the car, one label for each place of the car. As
waiting is always allowed, being earlier is never worse. One pass over d stops with p places to park
near each and runs of up to r stops costs O(d · p · r · (r + labels)).

Stops are numbered as in `routing.solver.problem`: items from 0, breaks by negative numbers, which
index the tables from their end.

References
----------
Prins, C., Lacomme, P., Prodhon, C. (2014). Order-first split-second methods for vehicle routing
problems: A review. Transportation Research Part C 40. https://doi.org/10.1016/j.trc.2014.01.011
"""

from __future__ import annotations

from typing import Final

import numba as nb
import numpy as np

from routing.hierarchy.compiled import kernel, record_of
from routing.model import UNREACHABLE
from routing.parking.arrays import LABELS, NEVER, DayTable, LongArray, Trace


def _longs(dimensions: int) -> nb.types.Array:
    return nb.types.Array(nb.int64, dimensions, "C")


_TABLE: Final = record_of(
    DayTable, *(_longs(dimensions) for dimensions in (2, 2, 1, 1, 2, 2, 2, 1))
)
_TRACE: Final = record_of(Trace, *[_longs(2)] * 6, _longs(1))


@kernel(_TABLE, nb.int64, nb.int64)
def leave_s(table: DayTable, stop: int, ready_s: int) -> int:
    """Return when a stop that is reached at `ready_s` is left, or `NEVER`."""
    for window in range(table.first_s.shape[1]):
        begin_s = max(ready_s, table.first_s[stop, window])
        if begin_s <= table.last_s[stop, window]:
            left_s: int = begin_s + table.duration_s[stop]
            return left_s
    return NEVER


@kernel(_TRACE, nb.int64, nb.int64, nb.int64, nb.int64, nb.int64, nb.int64, nb.int64)
def _keep(
    trace: Trace,
    done: int,
    time_s: int,
    travel_s: int,
    car: int,
    from_stop: int,
    from_label: int,
    moved: int,
) -> None:
    """Keep a label after `done` stops unless one for the same place of the car is as good."""
    place = trace.labels[done]
    worst = 0
    for label in range(trace.labels[done]):
        if trace.car[done, label] == car:
            place = label
            break
        if trace.time_s[done, label] > trace.time_s[done, worst]:
            worst = label
    if place == LABELS:
        place = worst
    if place < trace.labels[done]:
        known_s = trace.time_s[done, place]
        if known_s < time_s or (known_s == time_s and trace.travel_s[done, place] <= travel_s):
            return
    else:
        trace.labels[done] += 1
    trace.time_s[done, place] = time_s
    trace.travel_s[done, place] = travel_s
    trace.car[done, place] = car
    trace.from_stop[done, place] = from_stop
    trace.from_label[done, place] = from_label
    trace.moved[done, place] = moved


@kernel(_TABLE, _TRACE, nb.int64, nb.int64)
def _label_towards(table: DayTable, trace: Trace, done: int, car: int) -> int:
    """Return the label after `done` stops from which `car` is reached first by driving, or -1."""
    best, best_s, best_travel_s = -1, NEVER, NEVER
    for label in range(trace.labels[done]):
        way_s = table.drive_s[trace.car[done, label], car]
        if way_s < UNREACHABLE:
            there_s = trace.time_s[done, label] + way_s
            spent_s = trace.travel_s[done, label] + way_s
            if there_s < best_s or (there_s == best_s and spent_s < best_travel_s):
                best, best_s, best_travel_s = label, there_s, spent_s
    return best


@kernel(_TABLE, nb.int64, nb.int64, nb.int64, nb.int64)
def _way_on_foot_s(table: DayTable, stop: int, here: int, car: int, walked: int) -> int:
    """Return the walk from `here` to the stop, or `NEVER` where nobody walks it.

    The end of the day, at which a break may be taken, is only driven to, and nobody drives
    somewhere to take a break "in place".
    """
    node = table.node[stop]
    if node < 0:
        return 0 if walked > 0 else NEVER
    if stop >= table.frame[6] and (walked > 0 or node != car):
        return NEVER
    way_s = table.walk_s[here, node]
    return way_s if way_s <= table.frame[4] else NEVER


@kernel(_TABLE, _TRACE, _longs(1), nb.int64, nb.int64, nb.int64)
def _walk_from(
    table: DayTable, trace: Trace, stops: LongArray, length: int, first: int, car: int
) -> None:
    """Drive to `car` after `first` stops, walk to the next ones, and keep what comes of it."""
    label = _label_towards(table, trace, first, car)
    if label < 0:
        return
    way_s = table.drive_s[trace.car[first, label], car]
    time_s = trace.time_s[first, label] + way_s
    travel_s = trace.travel_s[first, label] + way_s
    here = car
    for place in range(first, min(length, first + table.frame[5])):
        stop = stops[place] % len(table.node)
        way_s = _way_on_foot_s(table, stop, here, car, place - first)
        if way_s >= NEVER:
            return
        time_s = leave_s(table, stop, time_s + way_s)
        if time_s >= NEVER:
            return
        travel_s += way_s
        here = table.node[stop] if table.node[stop] >= 0 else here
        back_s = table.walk_s[here, car]
        if back_s <= table.frame[4]:
            _keep(trace, place + 1, time_s + back_s, travel_s + back_s, car, first, label, 1)


@kernel(_TABLE, _TRACE, nb.int64, nb.int64)
def _pause(table: DayTable, trace: Trace, first: int, stop: int) -> None:
    """Take a break where the car stands."""
    for label in range(trace.labels[first]):
        left_s = leave_s(table, stop, trace.time_s[first, label])
        if left_s < NEVER:
            spent_s, car = trace.travel_s[first, label], trace.car[first, label]
            _keep(trace, first + 1, left_s, spent_s, car, first, label, 0)


@kernel(_TABLE, _TRACE, _longs(1), nb.int64, nb.int64)
def _set_out(table: DayTable, trace: Trace, stops: LongArray, length: int, first: int) -> None:
    """Try every place to park for the outing that begins after `first` stops."""
    if first == 0:
        _walk_from(table, trace, stops, length, 0, table.frame[0])
    for place in range(first, min(length, first + table.frame[5])):
        node = table.node[stops[place] % len(table.node)]
        if node >= 0:
            _walk_from(table, trace, stops, length, first, node)
            for park in table.parks[node]:
                if park >= 0:
                    _walk_from(table, trace, stops, length, first, park)


@kernel(_TABLE, _TRACE, _longs(1), nb.int64)
def run_day(table: DayTable, trace: Trace, stops: LongArray, length: int) -> int:
    """Fill `trace` for the first `length` of `stops`.

    Returns
    -------
    The label after the last stop from which the day ends earliest, -1 if none ends in time.
    """
    trace.labels[: length + 1] = 0
    _keep(trace, 0, table.frame[2], 0, table.frame[0], -1, -1, 0)
    for first in range(length):
        if trace.labels[first] > 0:
            stop = stops[first] % len(table.node)
            if table.node[stop] < 0:
                _pause(table, trace, first, stop)
            _set_out(table, trace, stops, length, first)
    label = _label_towards(table, trace, length, table.frame[1])
    if label >= 0:
        way_s = table.drive_s[trace.car[length, label], table.frame[1]]
        if trace.time_s[length, label] + way_s > table.frame[3]:
            return -1
    return label


@kernel(_TABLE, nb.int64)
def _is_at_end(table: DayTable, stop: int) -> bool:
    """Tell whether a stop is a break taken where the day ends."""
    number = stop % len(table.node)
    return bool(number >= table.frame[6] and table.node[number] >= 0)


@kernel(_TABLE, _TRACE, _longs(1), _longs(1), _longs(2))
def price_insertions(
    table: DayTable, trace: Trace, stops: LongArray, items: LongArray, prices: LongArray
) -> None:
    """Find for each of `items` the place at which the day then ends earliest.

    Parameters
    ----------
    prices
        Receives a row for each item: when the day ends (`NEVER` if nowhere in time), the travel,
        and the place.
    """
    length = len(stops)
    places = length + 1
    while places > 1 and _is_at_end(table, stops[places - 2]):
        places -= 1
    longer = np.empty(length + 1, dtype=np.int64)
    for n in range(len(items)):
        prices[n, 0] = NEVER
        prices[n, 1] = NEVER
        for place in range(places):
            longer[:place] = stops[:place]
            longer[place] = items[n]
            longer[place + 1 :] = stops[place:]
            label = run_day(table, trace, longer, length + 1)
            if label < 0:
                continue
            way_s = table.drive_s[trace.car[length + 1, label], table.frame[1]]
            end_s = trace.time_s[length + 1, label] + way_s
            spent_s = trace.travel_s[length + 1, label] + way_s
            if end_s < prices[n, 0] or (end_s == prices[n, 0] and spent_s < prices[n, 1]):
                prices[n, 0], prices[n, 1], prices[n, 2] = end_s, spent_s, place
