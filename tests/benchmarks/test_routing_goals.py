"""The table of goals."""

from __future__ import annotations

import pytest

from benchmarks.measuring import Task
from benchmarks.routing_goals import MATRIX, Goal, Start, goals_of


def task(what: str, engine: str, *taken_ms: float, differing: int | None = None) -> Task:
    made = Task("town", what, engine, lambda _: None, differing=differing)
    made.taken_ms.extend(taken_ms)
    return made


def goal(goals: list[Goal], what: str) -> Goal:
    (found,) = [each for each in goals if each.what == what]
    return found


def test_a_peer_is_compared_with_the_slowest_of_our_matrices() -> None:
    tasks = [
        task(MATRIX, "embedded", 1.0),
        task(MATRIX, "embedded", 2.0),
        task(MATRIX, "OSRM MLD, HTTP", 59.0),
        task(MATRIX, "OSRM CH, HTTP", 10.0),
    ]
    goals = goals_of(tasks, [])
    assert goal(goals, "OSRM MLD takes").measured == pytest.approx(29.5)
    assert goal(goals, "OSRM MLD takes").is_met is False
    assert goal(goals, "OSRM CH takes").is_met is True


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    goals = goals_of([task(MATRIX, "embedded", 1.0)], [])
    assert goal(goals, "OSRM CH takes").is_met is None
    assert goal(goals, "cells that differ").is_met is None


def test_a_single_cell_that_differs_misses_the_goal() -> None:
    tasks = [task(MATRIX, "embedded", 1.0, differing=d) for d in (0, 1)]
    assert goal(goals_of(tasks, []), "cells that differ").is_met is False
    assert goal(goals_of(tasks[:1], []), "cells that differ").is_met is True


def test_a_slow_first_answer_of_a_worker_misses_the_goal() -> None:
    goals = goals_of([], [Start("town", 0.4, 21.0, 10.0, private_mib=80.0)])
    assert [each.is_met for each in goals] == [True, True, False]
