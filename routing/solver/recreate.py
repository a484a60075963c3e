"""Filling a plan: lunches first, required items next, then what is worth most for its time."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.solver.insertion import DayInsertions
from routing.solver.problem import AT_END, IN_PLACE, Problem
from routing.solver.schedule import DaySchedule, earliest_begin, schedule_day

Plan = tuple[DaySchedule, ...]
"""One feasible schedule for each day."""

EXPONENTS: Final = (1.0, 1.5, 2.0, 3.0)
"""How strongly an insertion prefers prizes over time; drawn anew for each filling."""

NOISE: Final = 0.2
"""Usual spread of the random factor of a wish, as a standard deviation of its logarithm."""

WIDE_NOISE: Final = 2.0
"""Spread with which nearly any order of insertions can come about."""

WIDE_NOISE_CHANCE: Final = 0.1
"""How often the wide spread is used."""

REQUIRED_FACTOR: Final = 1e9
"""Makes every required item more wanted than any other."""

PICNIC_CHANCE: Final = 0.3
"""How often lunch is taken in place although a place to eat would fit."""

REMEMBERED: Final = 64
"""Schedules whose insertions are remembered."""


class _Wishes:
    """How much each item is wanted in one filling; 0 where it may not be added (any more)."""

    def __init__(self, weights: NDArray[np.float64], limits: _Limits, plan: Plan) -> None:
        self.weights = weights
        self._limits = limits
        self._left = limits.left
        for day in plan:
            for stop in day.stops:
                if stop >= 0:
                    self.take(stop)
        self._drop_unaffordable()

    def take(self, item: int) -> None:
        """Note that an item is in the plan."""
        limits = self._limits
        self.weights[item] = 0.0
        if limits.groups[item] >= 0:
            self.weights[limits.groups == limits.groups[item]] = 0.0
        if self._left is not None and not limits.required[item]:
            self._left -= int(limits.costs[item])
            self._drop_unaffordable()

    def _drop_unaffordable(self) -> None:
        if self._left is not None:
            self.weights[(self._limits.costs > self._left) & ~self._limits.required] = 0.0


class _Limits:
    """Money and groups as arrays; what required items need is set aside from the beginning."""

    def __init__(self, problem: Problem) -> None:
        items = problem.items
        self.costs = np.array([item.cost_minor for item in items], dtype=np.int64)
        self.required = np.array([item.required for item in items], dtype=bool)
        self.groups = np.array(
            [-1 if item.group is None else item.group for item in items], dtype=np.int64
        )
        reserved = int(self.costs[self.required].sum())
        self.left = None if problem.budget_minor is None else problem.budget_minor - reserved
        taken = set(self.groups[self.required].tolist()) - {-1}
        self.closed = np.isin(self.groups, sorted(taken)) & ~self.required


class Recreation:
    """Fills plans of one problem, drawing from one source of random numbers."""

    def __init__(self, problem: Problem, rng: np.random.Generator) -> None:
        self._problem = problem
        self._rng = rng
        self._limits = _Limits(problem)
        prizes = np.array([float(item.prize) for item in problem.items])
        self._powers = [self._wanted(prizes**exponent) for exponent in EXPONENTS]
        self._hosts = np.array([item.hosts_lunch for item in problem.items], dtype=bool)
        days = [DayInsertions(problem, day) for day in range(len(problem.days))]
        self._gaps = lru_cache(REMEMBERED)(lambda schedule: days[schedule.day].best_gaps(schedule))

    def fill(self, plan: Plan, *, only_required: bool = False) -> Plan | None:
        """Return the plan with everything added that fits; None if a lunch does not."""
        days = list(plan)
        wishes = _Wishes(self._weights(only_required=only_required), self._limits, plan)
        for schedule in plan:
            if self._lacks_lunch(schedule) and not self._add_lunch(days, schedule, wishes):
                return None
        wishes.weights[self._hosts] = 0.0
        while self._add_best(days, wishes):
            pass
        return tuple(days)

    def _wanted(self, powers: NDArray[np.float64]) -> NDArray[np.float64]:
        powers[self._limits.required] *= REQUIRED_FACTOR
        powers[self._limits.closed] = 0.0
        return powers

    def _weights(self, *, only_required: bool) -> NDArray[np.float64]:
        power = self._powers[int(self._rng.random() * len(self._powers))]
        spread = WIDE_NOISE if self._rng.random() < WIDE_NOISE_CHANCE else NOISE
        weights = power * np.exp(spread * self._rng.standard_normal(len(power)))
        if only_required:
            weights[~self._limits.required] = 0.0
        return weights

    def _add_best(self, days: list[DaySchedule], wishes: _Wishes) -> bool:
        """Insert the most wanted item for its cost; return False when nothing fits."""
        best, chosen = 0.0, None
        for schedule in days if self._problem.items else ():
            worth = wishes.weights * self._gaps(schedule).per_cost
            item = int(worth.argmax())
            if worth[item] > best:
                best, chosen = worth[item], (schedule, item)
        if chosen is None:
            return False
        schedule, item = chosen
        self._insert(days, schedule, item, int(self._gaps(schedule).gap[item]))
        wishes.take(item)
        return True

    def _insert(self, days: list[DaySchedule], schedule: DaySchedule, stop: int, gap: int) -> None:
        stops = (*schedule.stops[:gap], stop, *schedule.stops[gap:])
        longer = schedule_day(self._problem, schedule.day, stops)
        if longer is None:
            raise AssertionError(f"an insertion that was checked must hold: {stops}")
        days[schedule.day] = longer

    def _lacks_lunch(self, schedule: DaySchedule) -> bool:
        frame = self._problem.days[schedule.day]
        return frame.lunch is not None and not schedule.has_lunch(self._problem)

    def _add_lunch(self, days: list[DaySchedule], schedule: DaySchedule, wishes: _Wishes) -> bool:
        host = self._best_host(schedule, wishes)
        if host is not None and self._rng.random() >= PICNIC_CHANCE:
            self._insert(days, schedule, host, int(self._gaps(schedule).gap[host]))
            wishes.take(host)
            return True
        places = self._lunch_places(schedule)
        if not places:
            return False
        gap, stop = places[int(self._rng.random() * len(places))]
        self._insert(days, schedule, stop, gap)
        return True

    def _best_host(self, schedule: DaySchedule, wishes: _Wishes) -> int | None:
        """Return the most wanted place to eat that fits."""
        if not self._hosts.any():
            return None
        worth = wishes.weights * self._gaps(schedule).per_cost * self._hosts
        item = int(worth.argmax())
        return item if worth[item] > 0 else None

    def _lunch_places(self, schedule: DaySchedule) -> list[tuple[int, int]]:
        """Return the gaps in which lunch costs least time without a place to eat."""
        last = len(schedule.stops)
        options = [
            (self._delay_s(schedule, gap, IN_PLACE), gap, IN_PLACE) for gap in range(last + 1)
        ]
        options = [option for option in options if option[0] is not None]
        if not options:
            options = [(self._delay_s(schedule, last, AT_END), last, AT_END)]
        delays = [delay for delay, _, _ in options if delay is not None]
        return [(gap, stop) for delay, gap, stop in options if delay == min(delays, default=-1)]

    def _delay_s(self, schedule: DaySchedule, gap: int, stop: int) -> int | None:
        """Return by how much a lunch in this gap delays what follows; None if it does not fit."""
        node, following = schedule.nodes[gap], schedule.nodes[gap + 1]
        place = following if stop == AT_END else node
        _, duration_s, begins = self._problem.terms[schedule.day][stop]
        rows = self._problem.rows
        begin_s = earliest_begin(begins, schedule.leave_s[gap] + rows[node][place])
        if begin_s is None:
            return None
        reach_s = begin_s + duration_s + rows[place][following]
        if reach_s > schedule.latest_s[gap + 1]:
            return None
        return reach_s - schedule.arrive_s[gap + 1]
