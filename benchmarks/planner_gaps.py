"""Gaps to the best known values, and the tables of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.planner_rounds import Answer
from benchmarks.published_cases import SUITES, CaseName, Reference

OWN: Final = "ours"
WIDTH: Final = 130

References = Mapping[CaseName, Reference]


@dataclass(frozen=True)
class Goal:
    """A mean gap over the cases of a suite, or that of its worst case, to stay below."""

    suite: str
    budget_s: float
    worst: bool
    wanted: float


GOALS: Final = (
    Goal("toptw", 0.3, worst=False, wanted=0.4),
    Goal("toptw", 1.0, worst=False, wanted=0.25),
    Goal("toptw", 0.3, worst=True, wanted=2.5),
)


def gaps_of(
    answers: Sequence[Answer], references: References, solver: str, budget_s: float
) -> dict[CaseName, float]:
    """Return the mean gap of each case in percent, over all seeds; negative above the reference."""
    found: dict[CaseName, list[float]] = {}
    for answer in answers:
        if (answer.solver, answer.budget_s) == (solver, budget_s):
            gap = 100 * (1 - answer.value / references[answer.name].value)
            found.setdefault(answer.name, []).append(gap)
    return {name: float(np.mean(gaps)) for name, gaps in found.items()}


def measured(goal: Goal, answers: Sequence[Answer], references: References) -> float | None:
    """Return the gap that a goal is about; None unless every case of its suite was solved."""
    gaps = gaps_of(answers, references, OWN, goal.budget_s)
    names = [name for name in references if name.suite == goal.suite]
    if not set(names) <= set(gaps):
        return None
    of_suite = [gaps[name] for name in names]
    return max(of_suite) if goal.worst else float(np.mean(of_suite))


def show_gaps(answers: Sequence[Answer], references: References) -> None:
    """Print the mean gap and the worst case's for each solver and budget, suite by suite."""
    budgets = sorted({answer.budget_s for answer in answers})
    for suite in SUITES:
        of_suite = [answer for answer in answers if answer.name.suite == suite]
        if not of_suite:
            continue
        cases = len({answer.name for answer in of_suite})
        title = f"{suite}, {cases} cases: mean gap in % (worst case's)"
        heads = (*(f"{budget:g} s" for budget in budgets), "longest over budget", "broken")
        table = Table("solver", *heads, title=title)
        for solver in dict.fromkeys(answer.solver for answer in of_suite):
            cells = [_cell(gaps_of(of_suite, references, solver, budget)) for budget in budgets]
            own = [answer for answer in of_suite if answer.solver == solver]
            over_ms = 1000 * max(answer.cpu_s - answer.budget_s for answer in own)
            broken = sum(bool(answer.broken) for answer in own)
            said = f"{broken} ANSWERS" if broken else "0"
            table.add_row(solver, *cells, f"{over_ms:.0f} ms", said)
        Console(width=WIDTH).print(table)


def _cell(gaps: Mapping[CaseName, float]) -> str:
    values = list(gaps.values())
    return f"{np.mean(values):.2f} ({max(values):.2f})" if values else "–"


def show_cases(answers: Sequence[Answer], references: References) -> None:
    """Print the mean gap of each case, and where its best known value comes from.

    One table for each budget, or a single one where only one solver took part.
    """
    columns = list(dict.fromkeys((answer.solver, answer.budget_s) for answer in answers))
    alone = len({solver for solver, _ in columns}) == 1
    for budget in sorted({budget for _, budget in columns}):
        of_budget = [column for column in columns if alone or column[1] == budget]
        _show_columns(answers, references, sorted(of_budget) if alone else of_budget)
        if alone:
            break
    _show_sources([(name, references[name]) for name in _names(answers)])


def _show_columns(
    answers: Sequence[Answer], references: References, columns: Sequence[tuple[str, float]]
) -> None:
    heads = (f"{solver} {budget:g} s" for solver, budget in columns)
    table = Table("case", "spots", "best known", *heads, title="Mean gap of each case in %")
    by_column = [gaps_of(answers, references, *column) for column in columns]
    for name in _names(answers):
        cells = (f"{gaps[name]:.2f}" if name in gaps else "–" for gaps in by_column)
        table.add_row(str(name), str(references[name].spots), str(references[name].value), *cells)
    Console(width=WIDTH).print(table)


def _names(answers: Sequence[Answer]) -> list[CaseName]:
    return list(dict.fromkeys(answer.name for answer in answers))


def _show_sources(cases: Sequence[tuple[CaseName, Reference]]) -> None:
    console = Console(width=WIDTH)
    for source in dict.fromkeys(reference.source for _, reference in cases):
        names = ", ".join(str(name) for name, reference in cases if reference.source == source)
        console.print(f"Best known of {names}: {source}", highlight=False)
    attained = [str(n) for n, r in cases if r.published is not None and r.value > r.published]
    if attained:
        console.print(f"More than published was attained in long runs: {', '.join(attained)}")


def show_goals(answers: Sequence[Answer], references: References) -> None:
    """Print each goal, what was measured, and whether it was met."""
    table = Table("goal", "wanted", "measured", "met", title="Goals of our search")
    for goal in GOALS:
        gap = measured(goal, answers, references)
        what = "worst case's gap" if goal.worst else "mean gap"
        said = "not measured" if gap is None else f"{gap:.2f} %"
        met = "–" if gap is None else "yes" if gap <= goal.wanted else "NO"
        label = f"{goal.suite}, {what} at {goal.budget_s:g} s"
        table.add_row(label, f"≤ {goal.wanted:g} %", said, met)
    Console(width=WIDTH).print(table)


def show_broken(answers: Sequence[Answer]) -> None:
    """Name every answer that breaks a rule of its case."""
    for answer in answers:
        if answer.broken:
            where = f"{answer.name}, {answer.budget_s:g} s, seed {answer.seed}"
            Console(width=WIDTH).print(f"BROKEN: {answer.solver} on {where}: {answer.broken}")
