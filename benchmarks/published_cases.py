"""Published orienteering problems, as whole numbers: what a tour may do, without any map.

Two suites lie in the folder `toptw` of the shared data, whose own format files describe them:

- `toptw`: team orienteering with time windows, on Solomon's and Cordeau's customers (Righini and
  Salani 2009, doi:10.1016/j.cor.2008.01.003; Vansteenwegen et al. 2009,
  doi:10.1016/j.cor.2009.03.008). A window bounds the beginning of a visit.
- `ttdp`: tourist trips, with opening hours by weekday. A visit ends by closing, as it does in our
  planner and in the values compared with.

Distances are Euclidean and cut after the first decimal (Solomon) or the second (the others); all
clocks are counted in such tenths or hundredths, so that nothing is rounded a second time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isqrt
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

SUITES: Final = ("toptw", "ttdp")
WEEK: Final = 7
MILLI: Final = 1000
"""Coordinates have three decimals at most."""


class Begins(NamedTuple):
    """When a visit may begin: first and last moment."""

    first: int
    last: int


@dataclass(frozen=True)
class Reference:
    """The best value known of a case.

    Parameters
    ----------
    spots
        How many spots the instance has.
    value
        The larger one of what was published and what was attained.
    published
        The published value; None where none could be had.
    source
        Where the published value stands; where there is none, how the value was attained.
    """

    spots: int
    value: int
    published: int | None
    source: str


@dataclass(frozen=True)
class CaseName:
    """One case: an instance file and a number of tours."""

    suite: str
    instance: str
    tours: int

    def __str__(self) -> str:
        return f"{self.instance}-{self.tours}"


@dataclass(frozen=True, eq=False)
class PublishedCase:
    """One case in whole numbers; spots are numbered from 1, 0 is where every tour starts and ends.

    Parameters
    ----------
    decimals
        What one unit of the file is multiplied with.
    travel
        int64 array of shape (spots + 1, spots + 1).
    durations, prizes
        Of the spots; those of 0 are 0.
    begins
        For each tour and spot, when a visit may begin, in order; empty where it is closed.
    opens, closes
        When a tour may leave and must be back.
    """

    name: CaseName
    decimals: int
    travel: NDArray[np.int64]
    durations: tuple[int, ...]
    prizes: tuple[int, ...]
    begins: tuple[tuple[tuple[Begins, ...], ...], ...]
    opens: int
    closes: int

    @property
    def spots(self) -> int:
        """How many spots there are, without 0."""
        return len(self.prizes) - 1


def shared_folder() -> Path:
    """Return the folder of the published cases.

    Raises
    ------
    FileNotFoundError
        If it is absent; the message says where it was looked for.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("YORIMICHI_SHARED_DATA") or beside) / "toptw"
    if not folder.is_dir():
        raise FileNotFoundError(
            f"no published cases at {folder}; set YORIMICHI_SHARED_DATA to the shared data's folder"
        )
    return folder


def list_references(folder: Path) -> dict[CaseName, Reference]:
    """Return the cases that have a best-known value, suite by suite, with it."""
    listed = json.loads((folder / "instances" / "bks.json").read_text("utf-8"))
    return {
        CaseName(suite, row["name"], row["m"]): _reference(row)
        for suite in SUITES
        for row in listed[suite]
    }


def _reference(row: dict[str, Any]) -> Reference:
    published = row.get("published", {})
    source = published.get("source") or row["source"]
    return Reference(row["n"], row["reference"], published.get("value"), source)


@cache
def read_case(folder: Path, name: CaseName) -> PublishedCase:
    """Return a case from its file."""
    if name.suite == "ttdp":
        return _read_trip(folder, name)
    return _read_customers(folder, name)


def _read_customers(folder: Path, name: CaseName) -> PublishedCase:
    """Read Solomon's and Cordeau's customers; the first two lines are a head."""
    cordeau = name.instance.startswith("pr")
    decimals = 100 if cordeau else 10
    path = folder / "instances" / ("cordeau" if cordeau else "solomon") / f"{name.instance}.txt"
    rows = _rows(path)[2:]
    windows = [Begins(_units(row[-2], decimals), _units(row[-1], decimals)) for row in rows]
    return PublishedCase(
        name,
        decimals,
        travel=_truncated_distances(rows, decimals),
        durations=tuple(_units(row[3], decimals) for row in rows),
        prizes=tuple(int(Fraction(row[4])) for row in rows),
        begins=(tuple((window,) for window in windows),) * name.tours,
        opens=windows[0].first,
        closes=windows[0].last,
    )


def _read_trip(folder: Path, name: CaseName) -> PublishedCase:
    """Read a tourist's trip; the head names the weekday of the first tour."""
    decimals = 100
    head, *rows = _rows(folder / "instances" / "ttdp" / f"{name.instance}.txt")
    first_day = int(head[2])
    opens, closes = (_units(cell, decimals) for cell in rows[0][5:7])
    whole = (Begins(opens, closes),)
    days = [(first_day + tour) % WEEK for tour in range(name.tours)]
    return PublishedCase(
        name,
        decimals,
        travel=_truncated_distances(rows, decimals),
        durations=tuple(_units(row[3], decimals) for row in rows),
        prizes=tuple(int(Fraction(row[4])) for row in rows),
        begins=tuple(
            (whole, *(_begins_of_day(r, day, decimals) for r in rows[1:])) for day in days
        ),
        opens=opens,
        closes=closes,
    )


def _begins_of_day(row: Sequence[str], day: int, decimals: int) -> tuple[Begins, ...]:
    opens, closes = (_units(cell, decimals) for cell in row[6 + 2 * day : 8 + 2 * day])
    last = closes - _units(row[3], decimals)
    return (Begins(opens, last),) if opens < closes and opens <= last else ()


def _rows(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text("utf-8").splitlines() if line.strip()]


def _units(cell: str, decimals: int) -> int:
    number = Fraction(cell) * decimals
    if number.denominator != 1:
        raise ValueError(f"{cell} has more decimals than the {decimals} units counted in")
    return int(number)


def _truncated_distances(rows: Sequence[Sequence[str]], decimals: int) -> NDArray[np.int64]:
    """Return the distances, cut exactly: whole numbers under the root."""
    places = [(_units(row[1], MILLI), _units(row[2], MILLI)) for row in rows]
    return np.array(
        [
            [isqrt(((a - c) ** 2 + (b - d) ** 2) * decimals**2) // MILLI for c, d in places]
            for a, b in places
        ],
        dtype=np.int64,
    )
