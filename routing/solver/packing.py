"""From a problem to the arrays of the kernels, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import Limits
from routing.solver.arrays import (
    BREAK_STOPS,
    FAR,
    GAP_BITS,
    NO_CAP,
    TALLIES,
    Case,
    Ints,
    Longs,
    State,
)
from routing.solver.problem import Problem, Terms

NEIGHBOURS: Final = 80
"""Items that are looked at when a plan is torn around one."""

MOST_STOPS: Final = (1 << GAP_BITS) - 3
"""Stops that one day may have."""


def pack(problem: Problem) -> Case:
    """Return the arrays of a problem."""
    direct = _direct(problem)
    spans = _spans(problem)
    items = _items(problem)
    prizes = np.array([item.prize for item in problem.items], dtype=np.int64)
    nearness = np.minimum(direct, direct.T)[: len(prizes), : len(prizes)]
    case = Case(
        way=np.vstack([direct, direct.T]),
        spans=spans,
        frame=_frames(problem),
        bounds=_bounds(problem, direct, spans),
        items=items,
        prizes=prizes,
        losses=np.zeros((1, 1, 1), np.int64) if problem.losses is None else problem.losses,
        variety=np.array(problem.variety, dtype=np.int64),
        caps=_caps(problem),
        wanted=np.array(
            [[pause is not None for pause in day.breaks] for day in problem.days], np.int32
        ),
        orders=_orders(problem, direct, nearness, prizes, spans),
        near=_nearest(nearness),
        required=np.array(problem.required(), dtype=np.int32),
    )
    for array in case:
        array.setflags(write=False)
    return case


def blank_state(case: Case, seed: int, chain: int = 0) -> State:
    """Return an empty plan with room to work; the same seed gives the same random numbers.

    Each chain of one search has random numbers of its own.
    """
    days, items = len(case.frame), len(case.prizes)
    width = min(items + BREAK_STOPS, MOST_STOPS) + 3
    groups = int(case.items[0].max(initial=-1)) + 1
    categories = int(case.items[2].max(initial=-1)) + 1
    rows = np.zeros((days, 4, width), np.int32)
    lengths = np.zeros(days, np.int32)
    quotes = np.zeros((days, items), np.int32)
    tallies = np.zeros((days, TALLIES), np.int64)
    shares = np.zeros((days, categories), np.int64)
    source = np.random.SeedSequence(seed % (1 << 64)).generate_state(chain + 1, np.uint64)[chain:]
    return State(
        rows=rows,
        lengths=lengths,
        quotes=quotes,
        tallies=tallies,
        shares=shares,
        where=np.full(items, -1, np.int32),
        used=np.zeros(groups, np.int32),
        kept_rows=rows.copy(),
        kept_lengths=lengths.copy(),
        kept_quotes=quotes.copy(),
        kept_tallies=tallies.copy(),
        kept_shares=shares.copy(),
        touched=np.zeros(days, np.int32),
        best_rows=np.zeros((days, width), np.int32),
        best_lengths=np.zeros(days, np.int32),
        best=np.zeros(TALLIES, np.int64),
        current=np.zeros(TALLIES, np.int64),
        trial=np.zeros(TALLIES, np.int64),
        source=source | np.uint64(1),
        picks=np.zeros(items, np.int32),
        noise=np.zeros(items),
        worths=np.zeros(width, np.int64),
    )


def write_plan(case: Case, state: State, orders: Sequence[Sequence[int]]) -> None:
    """Put each day's stops, numbered as in the problem, into the state; clocks are not set."""
    items, days = len(case.prizes), len(case.frame)
    for d, stops in enumerate(orders):
        numbers = [stop if stop >= 0 else items - 1 - stop for stop in stops]
        last = len(numbers) + 1
        state.lengths[d] = len(numbers)
        state.rows[d, 0, 0] = state.rows[d, 0, last] = -1
        state.rows[d, 0, 1:last] = state.rows[d, 1, 1:last] = numbers
        state.rows[d, 1, 0], state.rows[d, 1, last] = items + d, items + days + d
        state.rows[d, 2, 0] = case.frame[d, 2]


def read_best(case: Case, state: State) -> tuple[tuple[int, ...], ...]:
    """Return the best plan's stops of each day, numbered as in the problem."""
    items = len(case.prizes)
    return tuple(
        tuple(s if s < items else items - 1 - s for s in row[1 : length + 1].tolist())
        for row, length in zip(state.best_rows, state.best_lengths.tolist(), strict=True)
    )


def _direct(problem: Problem) -> Ints:
    """Return the ways between all places, items first, then starts, then ends."""
    nodes = [terms.node for terms in problem.terms[0][: len(problem.items)]]
    nodes += [day.start for day in problem.days] + [day.end for day in problem.days]
    ways = np.minimum(problem.travel_s[np.ix_(nodes, nodes)], FAR).astype(np.int32)
    np.fill_diagonal(ways, 0)
    return ways


def _frames(problem: Problem) -> Ints:
    items, days = len(problem.items), len(problem.days)
    return np.array(
        [
            (items + d, items + days + d, day.start_s, day.end_s)
            for d, day in enumerate(problem.days)
        ],
        dtype=np.int32,
    )


def _spans(problem: Problem) -> Ints:
    """Return durations and windows; those that an item has not never hold."""
    stops = len(problem.items) + BREAK_STOPS
    deepest = max((len(t.begins) for terms in problem.terms for t in terms), default=0)
    spans = np.empty((len(problem.days), 1 + 2 * max(1, deepest), stops), np.int32)
    spans[:, 1::2], spans[:, 2::2] = FAR, -1
    for d, terms in enumerate(problem.terms):
        for number, (_, duration_s, begins) in enumerate(_in_order(terms)):
            spans[d, 0, number] = min(duration_s, FAR)
            for rank, begin in enumerate(begins):
                spans[d, 1 + 2 * rank : 3 + 2 * rank, number] = begin
    return spans


def _in_order(terms: Sequence[Terms]) -> list[Terms]:
    """Return the terms by the kernels' numbers; the problem counts the breaks downwards."""
    return [*terms[:-BREAK_STOPS], *terms[: -BREAK_STOPS - 1 : -1]]


def _items(problem: Problem) -> Longs:
    rows = [
        (
            -1 if item.group is None else item.group,
            -1 if item.hosts is None else item.hosts,
            -1 if item.category is None else item.category,
            item.cost_minor,
        )
        for item in problem.items
    ]
    return np.ascontiguousarray(np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def _caps(problem: Problem) -> Longs:
    hours = [day.end_s - day.start_s for day in problem.days]
    rows = [_cap_row(day.limits, span) for day, span in zip(problem.days, hours, strict=True)]
    return np.array([*rows, _cap_row(problem.limits, sum(hours))], dtype=np.int64)


def _cap_row(limits: Limits, frame_s: int) -> tuple[int, ...]:
    share = limits.category_share
    caps = (limits.travel_s, limits.cost_minor, limits.visits)
    category_s = NO_CAP if share is None else int(share * frame_s)
    return (*(NO_CAP if cap is None else cap for cap in caps), category_s)


def _bounds(problem: Problem, direct: Ints, spans: Ints) -> Ints:
    """Return what every insertion takes at least: way there, way on, and visit."""
    items, places = len(problem.items), len(direct)
    others = direct.copy()
    np.fill_diagonal(others, FAR)
    bounds = np.full((3, places), FAR, np.int32)
    bounds[0] = others[:, :items].min(axis=1, initial=FAR)
    bounds[1] = others[:items].min(axis=0, initial=FAR)
    is_open = spans[:, 2, :items] >= 0
    durations = np.where(is_open, spans[:, 0, :items], FAR)
    bounds[2, : len(spans)] = durations.min(axis=1, initial=FAR)
    return bounds


def _orders(problem: Problem, direct: Ints, nearness: Ints, prizes: Longs, spans: Ints) -> Ints:
    """Return the items by different notions of being wanted; the first order is shuffled anyway."""
    items = len(prizes)
    near = np.sort(nearness, axis=1)
    opens, closes = spans[:, 1::2, :items].min(axis=(0, 1)), spans[:, 2::2, :items].max(axis=(0, 1))
    keys: list[NDArray[np.float64]] = [
        np.zeros(items),
        -prizes.astype(np.float64),
        direct[items, :items].astype(np.float64),
        -prizes / np.maximum(1, near[:, 1:3].sum(axis=1)),
        -prizes / np.maximum(1, near[:, 1:6].sum(axis=1)),
        (closes - opens).astype(np.float64),
        opens.astype(np.float64),
        -closes.astype(np.float64),
    ]
    return np.array([np.argsort(key, kind="stable") for key in keys], dtype=np.int32)


def _nearest(nearness: Ints) -> Ints:
    order = np.argsort(nearness, axis=1, kind="stable")[:, :NEIGHBOURS]
    return np.ascontiguousarray(order, dtype=np.int32)
