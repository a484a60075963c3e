"""Simulated annealing by several chains, of which the better half goes on again and again.

What a plan is like at large, which quarter on which day, is settled while it is still warm; a
single chain that settled badly cannot mend it later. So several chains cool side by side, and each
time that they have cooled by a step the worse half of them ends. All steps take the same time: the
fewer chains are left, the more slowly they cool. How many begin depends on how many iterations the
stopping rule will allow.

References
----------
Kirkpatrick, S., Gelatt, C. D., Vecchi, M. P. (1983). Optimization by simulated annealing. Science
220(4598). https://doi.org/10.1126/science.220.4598.671
Aldous, D., Vazirani, U. (1994). "Go with the winners" algorithms. FOCS.
https://doi.org/10.1109/SFCS.1994.365742
Karnin, Z., Koren, T., Somekh, O. (2013). Almost optimal exploration in multi-armed bandits. ICML
(halving at even cost).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from routing.solver.arrays import MISSING, TRAVEL, VALUE, Case, Longs, Manner, State
from routing.solver.kernels import improve
from routing.solver.stop import Watch

MOST_CHAINS: Final = 32
"""Chains that begin where there is time for them."""

CHAIN_ITERATIONS: Final = 1800
"""Iterations of the whole search for each chain that begins."""

HALVING: Final = 0.85
"""Share of the search, and of the cooling, after which one chain is left."""

STEP: Final = 0.02
"""Share of a search after which the rule is asked again."""

PROBE: Final = 0.005
"""Share of a search from which on its pace is known."""


class Heat(NamedTuple):
    """Temperatures, in points."""

    hot: float
    cold: float

    def at(self, share: float) -> float:
        """Return the temperature when so much of the cooling is over."""
        return float(self.hot * (self.cold / self.hot) ** min(1.0, max(0.0, share)))


@dataclass
class Elapsed:
    """What the rule says, asked with the iterations that all chains have made."""

    watch: Watch
    done: int = 0
    share: float = 0.0

    def note(self, iterations: int) -> None:
        """Count iterations and ask the rule."""
        self.done += iterations
        self.share = self.watch(self.done)

    @property
    def expected(self) -> float:
        """How many iterations the whole search will have made."""
        return self.done / self.share if self.done and self.share > 0 else float("inf")

    def next_step(self, until: float) -> int:
        """Return how many iterations to make before asking again, growing from one."""
        if self.done == 0 or self.share <= 0:
            return max(1, self.done)
        left = max(0.0, min(until, 1.0) - self.share)
        return max(1, min(self.done, int(self.expected * min(STEP, left) + 1e-6)))


@dataclass(frozen=True)
class Annealing:
    """One search: what all its chains have in common."""

    case: Case
    manner: Manner
    heat: Heat
    progress: Elapsed

    def cool(self, state: State, until: float, warmth: tuple[float, float]) -> None:
        """Improve a chain until so much of the search is over, while its warmth falls."""
        progress, (first, last) = self.progress, warmth
        begun = progress.share
        length = max(until - begun, 1e-9)
        while progress.share < min(until, 1.0):
            step = progress.next_step(until)
            now = first + (last - first) * (progress.share - begun) / length
            after = progress.share + step / progress.expected
            then = first + (last - first) * min(1.0, (after - begun) / length)
            improve(self.case, state, self.manner, step, self.heat.at(now), self.heat.at(then))
            progress.note(step)


def anneal(annealing: Annealing, first: State, more: Callable[[int], State]) -> State:
    """Improve a plan until the rule ends the search; return the chain with the best plan.

    Parameters
    ----------
    first
        A chain with its first plan installed.
    more
        Makes the chain of a given number, from 1 on, with the same plan but other random numbers.
    """
    annealing.progress.note(0)
    annealing.cool(first, PROBE, (0.0, 0.0))
    count = _chains(annealing.progress)
    chains = [first, *(more(number) for number in range(1, count))]
    rounds = count.bit_length() - 1
    everyone = list(chains)
    for turn in range(rounds):
        warmth = (HALVING * turn / rounds, HALVING * (turn + 1) / rounds)
        _cool_all(annealing, chains, warmth)
        chains = sorted(chains, key=_current, reverse=True)[: len(chains) // 2]
    annealing.cool(chains[0], 1.0, (HALVING if rounds else 0.0, 1.0))
    return max(everyone, key=_best)


def _chains(progress: Elapsed) -> int:
    """Return how many chains to begin with: a power of two."""
    if progress.share >= 1:
        return 1
    worth = progress.expected / CHAIN_ITERATIONS
    count = 1
    while count < MOST_CHAINS and 2 * count <= worth:
        count *= 2
    return count


def _cool_all(annealing: Annealing, chains: Sequence[State], warmth: tuple[float, float]) -> None:
    """Cool each chain for the same share of the search, all of them until `warmth` ends."""
    begun = annealing.progress.share
    span = max(0.0, warmth[1] - begun)
    for number, state in enumerate(chains, start=1):
        annealing.cool(state, begun + span * number / len(chains), warmth)


def _current(state: State) -> tuple[int, int, int]:
    return _rank(state.current)


def _best(state: State) -> tuple[int, int, int]:
    return _rank(state.best)


def _rank(sums: Longs) -> tuple[int, int, int]:
    """Return what orders plans, the better ones last."""
    return -int(sums[MISSING]), int(sums[VALUE]), -int(sums[TRAVEL])
