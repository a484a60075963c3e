"""What routing set out to reach, held against what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.measuring import Task

MATRIX: Final = "matrix, coordinates"
OWN: Final = "embedded"


@dataclass(frozen=True)
class Start:
    """How a further worker on one network starts: see `benchmarks.routing_worker`."""

    network: str
    load_s: float
    first_ms: float
    warm_ms: float
    private_mib: float


@dataclass(frozen=True)
class Goal:
    """One figure to reach; `measured` is None where it could not be measured.

    `at_least` says whether `wanted` is a floor, instead of a ceiling.
    """

    network: str
    what: str
    wanted: float
    measured: float | None
    unit: str
    at_least: bool = False

    @property
    def is_met(self) -> bool | None:
        """Whether the figure was reached, None where nobody knows."""
        if self.measured is None:
            return None
        if self.at_least:
            return self.measured >= self.wanted
        return self.measured <= self.wanted


def goals_of(tasks: Sequence[Task], starts: Sequence[Start]) -> list[Goal]:
    """Return every goal for speed, network by network."""
    found = []
    for network in dict.fromkeys(task.network for task in tasks):
        of_network = [task for task in tasks if task.network == network]
        found += [*_own_goals(network, of_network), *_peer_goals(network, of_network)]
    for start in starts:
        found += _start_goals(start)
    return found


def _own_goals(network: str, tasks: Sequence[Task]) -> list[Goal]:
    return [
        Goal(network, "cells that differ", 0, _differing(tasks), ""),
        Goal(network, "matrix, p50", 10, _percentile(tasks, OWN, MATRIX, 50), "ms"),
        Goal(network, "route, p95", 0.5, _percentile(tasks, OWN, "route with geometry", 95), "ms"),
        Goal(network, "snapping, p95", 2, _percentile(tasks, OWN, "snapping", 95), "ms"),
        Goal(network, "customization, p50", 150, _percentile(tasks, OWN, "custom", 50), "ms"),
    ]


def _peer_goals(network: str, tasks: Sequence[Task]) -> list[Goal]:
    own_ms, found = _percentile(tasks, OWN, MATRIX, 50), []
    for algorithm, times in (("CH", 5.0), ("MLD", 30.0)):
        peer_ms = _percentile(tasks, f"OSRM {algorithm}", MATRIX, 50)
        faster = peer_ms / own_ms if own_ms and peer_ms else None
        found.append(Goal(network, f"OSRM {algorithm} takes", times, faster, "×", at_least=True))
    return found


def _start_goals(start: Start) -> list[Goal]:
    return [
        Goal(start.network, "load", 1, start.load_s, "s"),
        Goal(start.network, "memory of a further worker", 100, start.private_mib, "MiB"),
        Goal(start.network, "first answer over later", 2, start.first_ms / start.warm_ms, "×"),
    ]


def _percentile(tasks: Sequence[Task], engine: str, what: str, percent: float) -> float | None:
    """Return the worst figure of the tasks so called, None where none was run."""
    taken = [
        float(np.percentile(task.taken_ms, percent))
        for task in tasks
        if task.engine.startswith(engine) and task.what.startswith(what) and task.taken_ms
    ]
    if engine != OWN:
        return min(taken, default=None)
    return max(taken, default=None)


def _differing(tasks: Sequence[Task]) -> float | None:
    return max((task.differing for task in tasks if task.differing is not None), default=None)


def show_goals(goals: Sequence[Goal]) -> None:
    """Print each goal, what was measured, and whether it was met."""
    table = Table("network", "goal", "wanted", "measured", "met", title="Goals")
    for goal in goals:
        sign = "≥" if goal.at_least else "≤"
        measured = "not measured" if goal.measured is None else f"{goal.measured:.3g} {goal.unit}"
        met = {True: "yes", False: "NO", None: "–"}[goal.is_met]
        table.add_row(goal.network, goal.what, f"{sign} {goal.wanted:g} {goal.unit}", measured, met)
    Console(width=110).print(table)
