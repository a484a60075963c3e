"""When a search ends; rules are arguments: time in production, iterations in tests.

The manner is PyVRP's (Wouda, Lan and Kool 2024, doi:10.1287/ijoc.2023.0055), except that a rule
holds no state of its own, so that one rule may serve many searches and threads, and that it tells
how much of the search is over, for annealing to cool by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Watch = Callable[[int], float]
"""Asked with the number of finished iterations; returns the share of the search that is over.

At 1 or more the search ends. The share grows about evenly with the iterations.
"""


class StoppingRule(Protocol):
    """What ends a search."""

    def start(self) -> Watch:
        """Begin to watch one search, now."""


@dataclass(frozen=True, slots=True)
class MaxIterations:
    """End after `iterations`; the answer then depends on trip and seed alone."""

    iterations: int

    def __post_init__(self) -> None:
        if self.iterations < 0:
            raise ValueError(f"iterations must not be negative: {self.iterations}")

    def start(self) -> Watch:
        """Begin to watch one search."""
        return lambda done: done / self.iterations if self.iterations else 1.0


@dataclass(frozen=True, slots=True)
class MaxRuntime:
    """End once `seconds` have passed on `clock`, such as `time.perf_counter`."""

    seconds: float
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        if self.seconds < 0:
            raise ValueError(f"seconds must not be negative: {self.seconds}")

    def start(self) -> Watch:
        """Begin to watch one search, from the present reading of the clock."""
        begun = self.clock()
        return lambda _: (self.clock() - begun) / self.seconds if self.seconds else 1.0


@dataclass(frozen=True, slots=True)
class FirstOf:
    """End as soon as one of `rules` says so."""

    rules: tuple[StoppingRule, ...]

    def __post_init__(self) -> None:
        if not self.rules:
            raise ValueError("a search without any rule would never end")

    def start(self) -> Watch:
        """Begin to watch one search with every rule."""
        watches = [rule.start() for rule in self.rules]
        return lambda done: max(watch(done) for watch in watches)
