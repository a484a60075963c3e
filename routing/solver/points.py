"""What the visits of a plan are worth at their hours and beside one another."""

from __future__ import annotations

from typing import Final, NamedTuple

from routing.solver.objective import HOURS, PERMILLE, share_of
from routing.solver.problem import Problem
from routing.solver.schedule import DaySchedule

HOUR_S: Final = 3600

Plan = tuple[DaySchedule, ...]
"""One feasible schedule for each day."""

Quality = tuple[int, int, int]
"""Larger is better: points, less travel, earlier ends."""


class Worth(NamedTuple):
    """How the points of one visit come about.

    Parameters
    ----------
    prize
        What it is worth by itself.
    loss_permille
        Share of the prize lost to crowds at the hour in which it begins.
    worst_loss_permille
        What the most crowded hour of that day would take.
    is_only_one
        Whether the day has no other visit of its category, but several of another.
    points
        What it adds to the score.
    """

    prize: int
    points: int
    loss_permille: int = 0
    worst_loss_permille: int = 0
    is_only_one: bool = False


def day_worths(problem: Problem, schedule: DaySchedule) -> list[Worth]:
    """Return the worth of each stop of a day; breaks without host are worth nothing."""
    losses = [_losses(problem, schedule, place) for place in range(len(schedule.stops))]
    prizes = [problem.items[s].prize if s >= 0 else 0 for s in schedule.stops]
    worths = [share_of(p, PERMILLE - lost) for p, (lost, _) in zip(prizes, losses, strict=True)]
    shares = [_variety_share(problem, schedule, worths, place) for place in range(len(worths))]
    alone = [not _peers(problem, schedule, place) for place in range(len(worths))]
    repeats = not all(alone)
    return [
        Worth(prizes[k], share_of(worths[k], shares[k]), *losses[k], alone[k] and repeats)
        for k in range(len(worths))
    ]


def quality(problem: Problem, plan: Plan) -> Quality:
    """Return what plans are compared by."""
    points = sum(worth.points for day in plan for worth in day_worths(problem, day))
    return points, -sum(day.travel_s for day in plan), -sum(day.leave_s[-1] for day in plan)


def _losses(problem: Problem, schedule: DaySchedule, place: int) -> tuple[int, int]:
    """Return the permille lost at the hour of a stop's begin and at the day's worst hour."""
    stop = schedule.stops[place]
    if stop < 0 or problem.losses is None:
        return 0, 0
    hours = problem.losses[schedule.day, :, stop]
    return int(hours[schedule.begin_s[place + 1] // HOUR_S % HOURS]), int(hours.max())


def _peers(problem: Problem, schedule: DaySchedule, place: int) -> list[int]:
    """Return the other places of a day with visits of the same category."""
    stop = schedule.stops[place]
    category = problem.items[stop].category if stop >= 0 else None
    if category is None:
        return []
    return [
        other
        for other, peer in enumerate(schedule.stops)
        if peer >= 0 and other != place and problem.items[peer].category == category
    ]


def _variety_share(problem: Problem, schedule: DaySchedule, worths: list[int], place: int) -> int:
    """Return the permille that a visit counts; of equals the earlier one counts before."""
    peers = _peers(problem, schedule, place)
    rank = sum((worths[other], -other) > (worths[place], -place) for other in peers)
    return problem.variety[min(rank, len(problem.variety) - 1)]
