"""Placing the stops that must be in the plan: the exact answer for a handful of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from routing.solver.problem import AT_END, IN_PLACE, SAME_NODE, Problem
from routing.solver.schedule import earliest_begin, is_lunch

EXACT_LIMIT: Final = 8
"""Up to this many required stops, all orders and days are considered."""


class _Label(NamedTuple):
    """The earliest way to have visited some items and to stand at a node."""

    leave_s: int
    node: int
    stops: tuple[int, ...]


_Key = tuple[int, int, bool]
"""Visited items as bits, the last one's position (-1 at the start), lunch taken."""


def place_exactly(problem: Problem, items: Sequence[int]) -> tuple[tuple[int, ...], ...] | None:
    """Return each day's order with all `items` and every lunch, or None when none exists.

    Dynamic programming over subsets (Held and Karp 1962, doi:10.1137/0110015): for each day the
    subsets that fit, then a partition of the items among the days. Stops beyond `items` are not
    considered; `compatible` looks after the budget and the groups.
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
    affordable = problem.budget_minor is None or cost_minor <= problem.budget_minor
    return affordable and len(groups) == len(set(groups))


def feasible_orders(problem: Problem, day: int, items: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return, for each subset of `items` that one day can hold, an order with the day's lunch.

    Subsets are bit masks over positions in `items`.
    """
    frame = problem.days[day]
    layer: dict[_Key, _Label] = {
        (0, -1, frame.lunch is None): _Label(frame.start_s, frame.start, ())
    }
    orders: dict[int, tuple[int, ...]] = {}
    while layer:
        grown: dict[_Key, _Label] = {}
        for key, label in [*layer.items(), *_lunches(problem, day, layer)]:
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


def _lunches(problem: Problem, day: int, layer: dict[_Key, _Label]) -> list[tuple[_Key, _Label]]:
    """Return the labels that follow when lunch is taken in place."""
    eaten = ((key, _step(problem, day, lb, IN_PLACE)) for key, lb in layer.items() if not key[2])
    return [((visited, last, True), label) for (visited, last, _), label in eaten if label]


def _extend(
    problem: Problem,
    day: int,
    items: Sequence[int],
    labelled: tuple[_Key, _Label],
    grown: dict[_Key, _Label],
) -> None:
    (visited, _, eaten), label = labelled
    for position, item in enumerate(items):
        hosts = is_lunch(problem, item)
        if visited >> position & 1 or (hosts and eaten):
            continue
        key = (visited | 1 << position, position, eaten or hosts)
        _keep_earlier(grown, key, _step(problem, day, label, item))


def _close(
    problem: Problem, day: int, labelled: tuple[_Key, _Label], orders: dict[int, tuple[int, ...]]
) -> None:
    """Note the order if the day's end can be reached, eating there where lunch is still due."""
    (visited, _, eaten), label = labelled
    last: _Label | None = label if eaten else _step(problem, day, label, AT_END)
    frame = problem.days[day]
    if visited in orders or last is None:
        return
    if last.leave_s + problem.rows[last.node][frame.end] <= frame.end_s:
        orders[visited] = last.stops
