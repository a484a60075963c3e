"""Many places as columns, so that thousands are weighed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.geodesy import FloatArray
from routing.model import Candidate, Preferences, TimeWindow
from routing.solver.objective import LEAST_INTEREST, LEAST_RENOWN_FACTOR, MATCH_FACTOR, UNIT
from routing.solver.problem import visit_duration_s

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Prospects:
    """Many places as columns, each of length n.

    Parameters
    ----------
    lat, lon
        WGS 84 degrees.
    visit_s
        How long a visit takes.
    prize
        What a visit is worth.
    category
        Number of the main category.
    renown
        0 to 1.
    required
        To be kept whatever it costs.
    group
        Number of the exclusive group, -1 for none.
    opens_s, closes_s
        Shape (n, days, windows); a window that closes no later than it opens is none.
    """

    lat: FloatArray
    lon: FloatArray
    visit_s: IntArray
    prize: FloatArray
    category: IntArray
    renown: FloatArray
    required: BoolArray
    group: IntArray
    opens_s: IntArray
    closes_s: IntArray


def prospects_of(candidates: Sequence[Candidate], preferences: Preferences) -> Prospects:
    """Return candidates as columns; visits last as long as the pace asks."""
    distinct: dict[tuple[tuple[TimeWindow, ...], ...], int] = {}
    which = [distinct.setdefault(c.windows, len(distinct)) for c in candidates]
    opens_s, closes_s = window_columns(list(distinct))
    matched = [not preferences.categories.isdisjoint(c.categories) for c in candidates]
    renown = np.array([c.renown for c in candidates])
    return Prospects(
        lat=np.array([c.point.lat for c in candidates]),
        lon=np.array([c.point.lon for c in candidates]),
        visit_s=np.array([visit_duration_s(c, preferences.pace) for c in candidates], np.int64),
        prize=prizes(
            np.array([c.interest for c in candidates]),
            renown,
            np.array(matched, dtype=np.bool_),
            preferences.lesser_known,
        )
        * (1 + np.array([c.boost for c in candidates])),
        category=numbered([c.categories[0] if c.categories else "" for c in candidates]),
        renown=renown,
        required=np.array([c.required for c in candidates], dtype=np.bool_),
        group=numbered([c.group for c in candidates]),
        opens_s=opens_s[which],
        closes_s=closes_s[which],
    )


def prizes(
    interest: FloatArray, renown: FloatArray, matched: BoolArray, lesser_known: float
) -> FloatArray:
    """Return what `routing.solver.objective.prize` would, for columns and without rounding.

    What is new or of more worth just now is left to the caller.
    """
    appeal = LEAST_RENOWN_FACTOR + (1 - lesser_known) * renown + lesser_known * (1 - renown)
    base = UNIT * (LEAST_INTEREST + (1 - LEAST_INTEREST) * interest)
    return np.asarray(base * appeal * np.where(matched, MATCH_FACTOR, 1.0))


def numbered(names: Sequence[str | None]) -> IntArray:
    """Return a number for each name, the same for the same one, and -1 for None."""
    numbers: Mapping[str | None, int] = {
        name: number for number, name in enumerate(dict.fromkeys(n for n in names if n is not None))
    }
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int64)


def window_columns(
    windows: Sequence[Sequence[Sequence[TimeWindow]]],
) -> tuple[IntArray, IntArray]:
    """Return when windows open and close, each of shape (rows, days, windows), filled with none."""
    days = max((len(row) for row in windows), default=0)
    most = max((len(day) for row in windows for day in row), default=0)
    table = np.zeros((2, len(windows), days, max(1, most)), dtype=np.int64)
    for row, of_days in enumerate(windows):
        for day, of_day in enumerate(of_days):
            for place, window in enumerate(of_day):
                table[:, row, day, place] = window.opens_s, window.closes_s
    return table[0], table[1]
