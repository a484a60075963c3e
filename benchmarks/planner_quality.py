"""How near the best the planner's search comes: `python -m benchmarks.planner_quality`.

Published cases (see `benchmarks.published_cases`), each solved by our search and by its peers in
turns, each on one thread. A budget is processor time, so that a busy machine takes nothing from
anybody; it covers everything from the numbers of the case to the routes, but no import and no
compiling. An answer that breaks a rule of its case is worth nothing, and the run ends in failure.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context

from rich.console import Console
from rich.progress import track

from benchmarks.measuring import machine
from benchmarks.planner_certificates import certificates_of, keep_certificates
from benchmarks.planner_gaps import (
    WIDTH,
    References,
    show_broken,
    show_cases,
    show_gaps,
    show_goals,
)
from benchmarks.planner_rounds import CONTESTANTS, Answer, Question, ask, is_installed
from benchmarks.published_cases import list_references, shared_folder


def answers_to(questions: Sequence[Question], processes: int) -> list[Answer]:
    """Return all answers in the order of the questions, some processes working side by side."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        rounds = track(
            pool.map(ask, questions),
            "solving",
            total=len(questions),
            console=Console(stderr=True),
            transient=True,
        )
        return [answer for answers in rounds for answer in answers]


def chosen(references: References, only: Sequence[str]) -> References:
    """Return the cases named, or those of the suites named; all when nothing is named.

    Raises
    ------
    ValueError
        If a name stands for no case.
    """
    known = {str(name) for name in references} | {name.suite for name in references}
    if unknown := sorted(set(only) - known):
        raise ValueError(
            f"no such case or suite: {', '.join(unknown)}; there are {', '.join(sorted(known))}"
        )
    wanted = set(only) or known
    return {n: r for n, r in references.items() if {str(n), n.suite} & wanted}


def main() -> int:
    """Print the tables; return 1 when an answer broke a rule of its case, else 0."""
    options = _options()
    try:
        folder = shared_folder()
    except FileNotFoundError as reason:
        Console(width=WIDTH).print(reason)
        return 0
    references = list_references(folder)
    cases = chosen(references, options.only)
    questions = [
        Question(folder, name, budget_s, seed, tuple(options.solvers))
        for seed, budget_s, name in product(range(options.seeds), sorted(options.budgets), cases)
    ]
    side_by_side = f"{options.processes} questions side by side, {options.seeds} seeds"
    Console(width=WIDTH).print(f"{machine()}; {side_by_side}")
    answers = answers_to(questions, options.processes)
    Console(width=WIDTH).print(f"load {os.getloadavg()[0]:.1f} after")
    _show(answers, references, options)
    return int(any(answer.broken for answer in answers))


def _show(answers: Sequence[Answer], references: References, options: argparse.Namespace) -> None:
    if options.cases:
        show_cases(answers, references)
    show_gaps(answers, references)
    show_goals(answers, references)
    show_broken(answers)
    _show_certificates(answers, references, keep=options.keep_certificates)


def _show_certificates(answers: Sequence[Answer], references: References, *, keep: bool) -> None:
    found = certificates_of(answers, references)
    for certificate in found:
        Console().print(
            f"{certificate.name}: {certificate.value} exceeds the best known {certificate.exceeds}"
        )
    for path in keep_certificates(found) if keep else ():
        Console().print(f"kept {path.name}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("planner_quality", description=__doc__)
    add = parser.add_argument
    add("--solvers", type=_names, default=_installed(), help="of " + ", ".join(CONTESTANTS))
    add("--budgets", type=_numbers, default=[0.1, 0.3, 1.0, 5.0], help="seconds, such as 0.1,0.3")
    add("--seeds", type=int, default=3, help="how many runs of each case")
    add("--only", type=_names, default=[], help="cases or suites, such as toptw or pr01-1,c104-2")
    add("--processes", type=int, default=min(2, os.cpu_count() or 1), help="working side by side")
    add("--cases", action="store_true", help="print each case as well")
    add("--keep-certificates", action="store_true", help="write routes above the best known value")
    options = parser.parse_args()
    if unknown := set(options.solvers) - set(_installed()):
        parser.error(f"no such solver, or not installed: {', '.join(sorted(unknown))}")
    return options


def _installed() -> list[str]:
    return [solver for solver in CONTESTANTS if is_installed(solver)]


def _names(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _numbers(text: str) -> list[float]:
    return [float(part) for part in _names(text)]


if __name__ == "__main__":
    sys.exit(main())
