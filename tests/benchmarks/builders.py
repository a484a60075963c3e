"""Small published cases, questions and answers, with only what matters to a test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.planner_rounds import Answer
from benchmarks.published_cases import Begins, CaseName, PublishedCase, Reference

OPEN_ALL_DAY = (Begins(0, 100),)

SOLOMON = """\
4 9 2 1
0 200
 0 0.00 0.00 0.00 0.00 0 0 0 100
 1 1.00 1.00 10.00 7.00 1 1 1 5 60
 2 0.00 3.00 2.00 9.00 1 1 1 0 90
"""

TRIP = """\
20 2 6 2 9 250 10 10 10 10 10 10 10 10 10 10
0 0 0 0 0 510 1210
1 1.5 2 30 7 4 600 660 0 0 600 620 600 660 600 660 600 660 600 660 0
2 3 4 10 5 4 0 1439 0 1439 0 1439 0 1439 0 1439 0 1439 700 990 0
"""


def make_case(
    places: Sequence[float],
    *,
    tours: int = 1,
    prizes: Sequence[int] | None = None,
    duration: int = 0,
    begins: Sequence[Sequence[tuple[Begins, ...]]] | None = None,
    closes: int = 100,
) -> PublishedCase:
    """Return a case whose spots lie on a line, the start at 0; always open unless told."""
    line = np.array([0, *places])
    spots = len(places)
    hours = begins or [[OPEN_ALL_DAY] * spots] * tours
    return PublishedCase(
        CaseName("toptw", "line", tours),
        decimals=1,
        travel=np.abs(line[:, None] - line).astype(np.int64),
        durations=(0, *[duration] * spots),
        prizes=(0, *(prizes or [1] * spots)),
        begins=tuple((OPEN_ALL_DAY, *of_tour) for of_tour in hours),
        opens=0,
        closes=closes,
    )


def make_random_case(seed: int, *, spots: int = 12, tours: int = 2) -> PublishedCase:
    """Return a case on a directed table, some spots closed on a tour, some open twice a day."""
    rng = np.random.default_rng(seed)
    hours = [[_hours(rng) for _ in range(spots)] for _ in range(tours)]
    case = make_case([0] * spots, tours=tours, prizes=rng.integers(1, 9, spots).tolist())
    travel = rng.integers(3, 25, (spots + 1, spots + 1))
    np.fill_diagonal(travel, 0)
    return PublishedCase(
        case.name,
        case.decimals,
        travel.astype(np.int64),
        durations=(0, *rng.integers(1, 9, spots).tolist()),
        prizes=case.prizes,
        begins=tuple((OPEN_ALL_DAY, *of_tour) for of_tour in hours),
        opens=0,
        closes=100,
    )


def _hours(rng: np.random.Generator) -> tuple[Begins, ...]:
    opens = int(rng.integers(0, 40))
    morning, evening = Begins(opens, opens + 15), Begins(opens + 30, opens + 45)
    return ((), (morning,), (evening,), (morning, evening))[int(rng.integers(4))]


def make_answer(
    name: CaseName,
    value: int,
    *,
    solver: str = "ours",
    budget_s: float = 0.3,
    seed: int = 0,
    broken: str = "",
) -> Answer:
    """Return an answer of no routes."""
    return Answer(solver, name, budget_s, seed, value, ((1, 2),), 0.3, 0.3, broken)


def make_reference(value: int, published: int | None = None) -> Reference:
    """Return a best known value."""
    return Reference(10, value, published, "a table")


def write_instances(folder: Path) -> Path:
    """Write one small file of each format, named r1, pr1 and t1; return the folder."""
    for kind, name, text in (
        ("solomon", "r1", SOLOMON),
        ("cordeau", "pr1", SOLOMON),
        ("ttdp", "t1", TRIP),
    ):
        path = folder / "instances" / kind / f"{name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return folder
