"""Where one more stop fits into a day, for all items at once.

The checks are those of Vansteenwegen et al. 2009 (doi:10.1016/j.cor.2009.03.008), written as
array operations: rows are the gaps of the day, columns the items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.solver.problem import AT_END, IN_PLACE, Problem
from routing.solver.schedule import DaySchedule

NEVER: Final = np.int64(1) << 40
"""A moment that no schedule reaches, small enough to add travel times to it."""

LEAST_COST_S: Final = 60
"""What an insertion counts at least; a visit that fills a waiting time can cost nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class BestGaps:
    """For each item, the cheapest gap of one day.

    Parameters
    ----------
    gap
        The stop before which it would come; 0 is the first place.
    per_cost
        One over the cost in seconds, 0 where the item does not fit. The cost is the mean of the
        time spent (way and visit) and of the delay of what follows.
    """

    gap: NDArray[np.intp]
    per_cost: NDArray[np.float64]


class DayInsertions:
    """Answers for one day of one problem; holds what all its schedules share."""

    def __init__(self, problem: Problem, day: int) -> None:
        terms = problem.terms[day][: len(problem.items)]
        nodes = np.array([t.node for t in terms], dtype=np.intp)
        self._problem = problem
        self._to = np.ascontiguousarray(problem.travel_s[:, nodes])
        self._from = np.ascontiguousarray(problem.travel_s[nodes, :].T)
        self._duration = np.array([t.duration_s for t in terms], dtype=np.int64)
        deepest = max((len(t.begins) for t in terms), default=0)
        self._windows = [_window(problem, day, rank) for rank in range(deepest)]
        self._shortest_s = min((t.duration_s for t in terms if t.begins), default=None)
        self._rows = problem.rows

    def best_gaps(self, schedule: DaySchedule) -> BestGaps:
        """Return where each item would best be inserted, whether it is visited already or not."""
        gaps = self._open_gaps(schedule)
        if not gaps:
            none = np.zeros(len(self._duration), dtype=np.intp)
            return BestGaps(none, none.astype(np.float64))
        cost = self._costs(schedule, gaps)
        return BestGaps(np.array(gaps, dtype=np.intp)[cost.argmin(axis=0)], 1 / cost.min(axis=0))

    def _open_gaps(self, schedule: DaySchedule) -> list[int]:
        """Return the gaps that could hold the shortest visit; who eats at the end stays there."""
        if self._shortest_s is None:
            return []
        shortest_s, latest = self._shortest_s, schedule.latest_s
        leave, stops = schedule.leave_s, schedule.stops
        places = len(stops) + (not stops or stops[-1] != AT_END)
        return [gap for gap in range(places) if leave[gap] + shortest_s <= latest[gap + 1]]

    def _costs(self, schedule: DaySchedule, gaps: list[int]) -> NDArray[np.float64]:
        """Return the cost of every item in each of these gaps, infinite where it cannot be."""
        nodes, leave, latest = schedule.nodes, schedule.leave_s, schedule.latest_s
        lunch = next((row for row, g in enumerate(gaps) if self._before_lunch(schedule, g)), None)
        after = [gap + 1 + (row == lunch) for row, gap in enumerate(gaps)]
        to, onward = self._to[[nodes[g] for g in gaps]], self._from[[nodes[a] for a in after]]
        free = np.array([leave[g] for g in gaps], dtype=np.int64)[:, None]
        direct = np.array(
            [self._rows[nodes[g]][nodes[a]] for g, a in zip(gaps, after, strict=True)],
            dtype=np.int64,
        )[:, None]
        left = self._begins(free + to) + self._duration
        if lunch is not None:
            left[lunch] = self._after_lunch(left[lunch], schedule, gaps[lunch])
        reach = left + onward
        usual = np.array([leave[a - 1] for a in after], dtype=np.int64)[:, None] + direct
        spent = to + onward + self._duration - direct
        cost = np.maximum(0.5 * (reach - usual) + 0.5 * spent, LEAST_COST_S)
        limits = np.array([latest[a] for a in after], dtype=np.int64)[:, None]
        cost[reach > limits] = np.inf
        return cost

    def _begins(self, arrive: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the earliest begin of each item, `NEVER` when it is too late."""
        begin = np.full_like(arrive, NEVER)
        for earliest, latest in self._windows:
            possible = np.where(arrive <= latest, np.maximum(arrive, earliest), NEVER)
            np.minimum(begin, possible, out=begin)
        return begin

    @staticmethod
    def _before_lunch(schedule: DaySchedule, gap: int) -> bool:
        return gap < len(schedule.stops) and schedule.stops[gap] == IN_PLACE

    def _after_lunch(
        self, left: NDArray[np.int64], schedule: DaySchedule, gap: int
    ) -> NDArray[np.int64]:
        """Return when one can go on if the lunch that follows moves to the inserted stop."""
        _, duration_s, begins = self._problem.terms[schedule.day][IN_PLACE]
        earliest_s, latest_s = begins[0]
        return np.where(left <= latest_s, np.maximum(left, earliest_s) + duration_s, NEVER)


def _window(problem: Problem, day: int, rank: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each item's begin window of this rank; one that never holds where it has fewer."""
    never = (0, -1)
    begins = [t.begins for t in problem.terms[day][: len(problem.items)]]
    chosen = [b[rank] if rank < len(b) else never for b in begins]
    earliest, latest = zip(*chosen, strict=True)
    return np.array(earliest, dtype=np.int64), np.array(latest, dtype=np.int64)
