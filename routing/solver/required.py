"""Placing the stops that must be in the plan: the exact answer for a handful of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Final, NamedTuple

from routing.solver.limits import day_allows, sums_of
from routing.solver.problem import BREAK_KINDS, SAME_NODE, Problem
from routing.solver.schedule import break_kind, earliest_begin

EXACT_LIMIT: Final = 8
"""Up to this many required stops, all orders and days are considered."""


class _Label(NamedTuple):
    """The earliest way to have visited some items and to stand at a node."""

    leave_s: int
    node: int
    stops: tuple[int, ...]


_Key = tuple[int, int, int]
"""Visited items as bits, the last one's position (-1 at the start), breaks still due as bits."""


def place_exactly(problem: Problem, items: Sequence[int]) -> tuple[tuple[int, ...], ...] | None:
    """Return each day's order with all `items` and every break, or None when none exists.

    Dynamic programming over subsets (Held and Karp 1962, doi:10.1137/0110015): for each day the
    subsets that fit, then a partition of the items among the days. Stops beyond `items` are not
    considered; `compatible` looks after the trip's budget and the groups. The days' limits are
    kept, except that on the way: of several orders the one that ends first is taken.
    """
    reached: dict[int, tuple[tuple[int, ...], ...]] = {0: ()}
    for day in range(len(problem.days)):
        orders = feasible_orders(problem, day, items)
        grown: dict[int, tuple[tuple[int, ...], ...]] = {}
        for visited, routes in reached.items():
            for subset, stops in orders.items():
                if not visited & subset:
                    grown.setdefault(visited | subset, (*routes, stops))
        reached = grown
    return reached.get((1 << len(items)) - 1)


def compatible(problem: Problem, items: Sequence[int]) -> bool:
    """Return whether the budget and the groups allow all `items` together."""
    groups = [problem.items[i].group for i in items if problem.items[i].group is not None]
    cost_minor = sum(problem.items[i].cost_minor for i in items)
    affordable = problem.limits.cost_minor is None or cost_minor <= problem.limits.cost_minor
    return affordable and len(groups) == len(set(groups))


def feasible_orders(problem: Problem, day: int, items: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return, for each subset of `items` that one day can hold, an order with the day's breaks.

    Subsets are bit masks over positions in `items`.
    """
    frame = problem.days[day]
    due = sum(1 << kind for kind, pause in enumerate(frame.breaks) if pause is not None)
    layer: dict[_Key, _Label] = {(0, -1, due): _Label(frame.start_s, frame.start, ())}
    orders: dict[int, tuple[int, ...]] = {}
    while layer:
        layer = {
            key: label
            for key, label in layer.items()
            if day_allows(problem, day, sums_of(problem, day, label.stops))
        }
        grown: dict[_Key, _Label] = {}
        for key, label in _with_breaks(problem, day, layer).items():
            _close(problem, day, (key, label), orders)
            _extend(problem, day, items, (key, label), grown)
        layer = grown
    return orders


def _step(problem: Problem, day: int, label: _Label, stop: int) -> _Label | None:
    node, duration_s, begins = problem.terms[day][stop]
    if node == SAME_NODE:
        node = label.node
    begin_s = earliest_begin(begins, label.leave_s + problem.rows[label.node][node])
    if begin_s is None:
        return None
    return _Label(begin_s + duration_s, node, (*label.stops, stop))


def _keep_earlier(labels: dict[_Key, _Label], key: _Key, label: _Label | None) -> None:
    if label is not None and (key not in labels or label.leave_s < labels[key].leave_s):
        labels[key] = label


def _with_breaks(problem: Problem, day: int, layer: dict[_Key, _Label]) -> dict[_Key, _Label]:
    """Return the labels and those that follow when breaks are taken in place."""
    reached = dict(layer)
    for kind in (*range(len(BREAK_KINDS)), 0):
        for key, label in list(reached.items()):
            if key[2] >> kind & 1:
                taken = (key[0], key[1], key[2] & ~(1 << kind))
                _keep_earlier(reached, taken, _step(problem, day, label, -1 - 2 * kind))
    return reached


def _extend(
    problem: Problem,
    day: int,
    items: Sequence[int],
    labelled: tuple[_Key, _Label],
    grown: dict[_Key, _Label],
) -> None:
    (visited, _, due), label = labelled
    for position, item in enumerate(items):
        kind = break_kind(problem, item)
        if visited >> position & 1 or (kind is not None and not due >> kind & 1):
            continue
        left = due if kind is None else due & ~(1 << kind)
        key = (visited | 1 << position, position, left)
        _keep_earlier(grown, key, _step(problem, day, label, item))


def _close(
    problem: Problem, day: int, labelled: tuple[_Key, _Label], orders: dict[int, tuple[int, ...]]
) -> None:
    """Note the order if the day's end can be reached, taking there the breaks still due."""
    (visited, _, due), label = labelled
    if visited in orders:
        return
    kinds = [kind for kind in range(len(BREAK_KINDS)) if due >> kind & 1]
    frame = problem.days[day]
    for order in permutations(kinds):
        last: _Label | None = label
        for kind in order:
            last = None if last is None else _step(problem, day, last, -2 - 2 * kind)
        if last and last.leave_s + problem.rows[last.node][frame.end] <= frame.end_s:
            orders[visited] = last.stops
            return
