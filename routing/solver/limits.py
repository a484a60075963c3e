"""What days and trip may not exceed, for whole plans and single stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from routing.model import Limits
from routing.solver.points import Plan
from routing.solver.problem import Problem


@dataclass(slots=True)
class Sums:
    """What some stops amount to; `category_s` holds the seconds spent on each category."""

    travel_s: int = 0
    cost_minor: int = 0
    visits: int = 0
    category_s: Counter[int] = field(default_factory=Counter)

    def add(self, problem: Problem, day: int, stop: int) -> None:
        """Count one more stop; its way is not known here."""
        if stop < 0:
            return
        item = problem.items[stop]
        self.cost_minor += item.cost_minor
        if item.hosts is None:
            self.visits += 1
            if item.category is not None:
                self.category_s[item.category] += problem.terms[day][stop].duration_s

    def breaks_budget(self, limits: Limits) -> bool:
        """Return whether money runs out."""
        return limits.cost_minor is not None and self.cost_minor > limits.cost_minor

    def breaks_other(self, limits: Limits, frame_s: int) -> bool:
        """Return whether a limit other than money is exceeded."""
        most_s = max(self.category_s.values(), default=0)
        return (
            (limits.travel_s is not None and self.travel_s > limits.travel_s)
            or (limits.visits is not None and self.visits > limits.visits)
            or (limits.category_share is not None and most_s > int(limits.category_share * frame_s))
        )


def sums_of(problem: Problem, day: int, stops: Sequence[int], travel_s: int = 0) -> Sums:
    """Return what the stops of one day amount to."""
    sums = Sums(travel_s)
    for stop in stops:
        sums.add(problem, day, stop)
    return sums


def together(sums: Sequence[Sums]) -> Sums:
    """Return the sums of several days."""
    return Sums(
        sum(s.travel_s for s in sums),
        sum(s.cost_minor for s in sums),
        sum(s.visits for s in sums),
        sum((s.category_s for s in sums), Counter()),
    )


def day_allows(problem: Problem, day: int, sums: Sums) -> bool:
    """Return whether sums keep within one day's limits."""
    frame = problem.days[day]
    return not (
        sums.breaks_budget(frame.limits)
        or sums.breaks_other(frame.limits, frame.end_s - frame.start_s)
    )


def trip_allows(problem: Problem, sums: Sums) -> bool:
    """Return whether sums keep within the limits of the whole trip."""
    frame_s = sum(day.end_s - day.start_s for day in problem.days)
    return not (sums.breaks_budget(problem.limits) or sums.breaks_other(problem.limits, frame_s))


def plan_sums(problem: Problem, plan: Plan) -> list[Sums]:
    """Return what each day of a plan amounts to."""
    return [sums_of(problem, day.day, day.stops, day.travel_s) for day in plan]


def keeps_limits(problem: Problem, plan: Plan) -> bool:
    """Return whether a plan exceeds nothing."""
    days = plan_sums(problem, plan)
    return trip_allows(problem, together(days)) and all(
        day_allows(problem, number, sums) for number, sums in enumerate(days)
    )
