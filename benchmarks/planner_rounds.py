"""One question put to several solvers in turn, each answer judged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.published_cases import CaseName, PublishedCase, read_case
from benchmarks.published_verifier import InfeasibleError, Routes, verified_value

Contestant = Callable[[PublishedCase, float, int], Routes]
"""Called with a case, a budget in seconds of processor time, and a seed."""

WARM_UP_S: Final = 0.2
"""Budget of the run that is not counted: imports and compiled code come from it."""


class Entry(NamedTuple):
    """Where a solver stands, and which package it needs."""

    package: str
    module: str
    function: str


CONTESTANTS: Final = {
    "ours": Entry("routing", "benchmarks.planner_own_search", "own_search"),
    "pyvrp": Entry("pyvrp", "benchmarks.planner_pyvrp", "pyvrp_default"),
    "pyvrp-tuned": Entry("pyvrp", "benchmarks.planner_pyvrp", "pyvrp_tuned"),
    "ortools-guided": Entry("ortools", "benchmarks.planner_ortools", "ortools_guided"),
    "ortools-tabu": Entry("ortools", "benchmarks.planner_ortools", "ortools_tabu"),
}


@dataclass(frozen=True)
class Question:
    """One case, budget and seed, and who is asked."""

    folder: Path
    name: CaseName
    budget_s: float
    seed: int
    solvers: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a solver found, and at what expense.

    Parameters
    ----------
    value
        Sum of the prizes; 0 for an answer that breaks a rule of its case.
    cpu_s, wall_s
        What it took from the numbers of the case to the routes.
    broken
        Which rule it breaks, empty when none.
    """

    solver: str
    name: CaseName
    budget_s: float
    seed: int
    value: int
    routes: tuple[tuple[int, ...], ...]
    cpu_s: float
    wall_s: float
    broken: str = ""


def is_installed(solver: str) -> bool:
    """Return whether the package that a solver needs is there."""
    return find_spec(CONTESTANTS[solver].package) is not None


def contestant(solver: str) -> Contestant:
    """Return a solver by its name."""
    entry = CONTESTANTS[solver]
    solve: Contestant = getattr(import_module(entry.module), entry.function)
    return solve


def ask(question: Question) -> list[Answer]:
    """Put one question to all its solvers."""
    case = read_case(question.folder, question.name)
    return [_answer(question, solver, case) for solver in question.solvers]


def judged(case: PublishedCase, routes: Routes) -> tuple[int, str]:
    """Return what the routes are worth, and which rule they break."""
    try:
        return verified_value(case, routes), ""
    except InfeasibleError as reason:
        return 0, str(reason)


def _answer(question: Question, solver: str, case: PublishedCase) -> Answer:
    solve = _warmed(solver, question.folder)
    wall, cpu = time.perf_counter(), time.process_time()
    routes = solve(case, question.budget_s, question.seed)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    value, broken = judged(case, routes)
    kept = tuple(tuple(route) for route in routes)
    return Answer(
        solver, question.name, question.budget_s, question.seed, value, kept, cpu, wall, broken
    )


@cache
def _warmed(solver: str, folder: Path) -> Contestant:
    """Return a solver that this process has used before."""
    solve = contestant(solver)
    solve(read_case(folder, CaseName("toptw", "pr01", 1)), WARM_UP_S, 0)
    return solve
