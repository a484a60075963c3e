from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.model import Itinerary
from routing.planner import plan_itinerary
from routing.solver import compiled
from routing.solver.annealing import CHAIN_ITERATIONS, Annealing, Elapsed, Heat, anneal
from routing.solver.arrays import Case, Manner, State
from routing.solver.kernels import improve, install
from routing.solver.packing import blank_state, pack, write_plan
from routing.solver.stop import MaxIterations
from tests.routing.random_trips import Recipe, random_trip
from tests.routing.solver.builders import random_problem
from tests.routing.verifier import violations

SEVERAL_DAYS = Recipe(
    spots=25,
    hosts=4,
    days=3,
    required_rate=0.0,
    no_way_rate=0.0,
    budget_rate=0.3,
    metric=True,
    rest_rate=0.7,
    limit_rate=0.3,
    crowd_rate=0.3,
    diversity_rate=0.3,
)


def _empty(case: Case, chain: int = 0) -> State:
    state = blank_state(case, 7, chain)
    write_plan(case, state, [[] for _ in case.frame])
    assert install(case, state)
    return state


def _chains_made(case: Case, iterations: int) -> tuple[int, Elapsed]:
    numbers: list[int] = []

    def more(number: int) -> State:
        numbers.append(number)
        return _empty(case, number)

    progress = Elapsed(MaxIterations(iterations).start())
    anneal(Annealing(case, Manner(), Heat(50.0, 3.0), progress), _empty(case), more)
    assert numbers == list(range(1, len(numbers) + 1))
    return 1 + len(numbers), progress


@pytest.mark.parametrize(
    ("iterations", "chains"),
    [(0, 1), (1, 1), (CHAIN_ITERATIONS, 1), (5 * CHAIN_ITERATIONS, 4), (40 * CHAIN_ITERATIONS, 32)],
)
def test_the_longer_a_search_the_more_chains_begin_and_all_share_its_iterations(
    iterations: int, chains: int
) -> None:
    case = pack(random_problem(3, Recipe(spots=8, hosts=0, days=2, required_rate=0.0)))
    made, progress = _chains_made(case, iterations)
    assert made == chains
    assert progress.done == iterations


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
def test_what_is_known_of_a_plan_stays_true_whatever_is_torn_or_swapped(
    seed: int, ends: float
) -> None:
    case = pack(random_problem(seed, SEVERAL_DAYS))
    state, fresh = _empty(case), _empty(case)
    for _ in range(20):
        improve(case, state, Manner(ends=ends), 3, 100.0, 100.0)
        for name in ("rows", "lengths"):
            getattr(fresh, name)[:] = getattr(state, name)
        assert install(case, fresh)
        for name in ("where", "used", "tallies", "shares"):
            assert np.array_equal(getattr(fresh, name), getattr(state, name)), name
        for d, length in enumerate(state.lengths):
            assert np.array_equal(fresh.rows[d, :, : length + 1], state.rows[d, :, : length + 1])
            assert np.array_equal(fresh.quotes[d], state.quotes[d])


def test_plans_of_several_chains_keep_every_rule() -> None:
    several = MaxIterations(4 * CHAIN_ITERATIONS)
    for seed in range(12):
        trip, engine = random_trip(seed, SEVERAL_DAYS)
        answer = plan_itinerary(trip, engine, stop=several)
        if isinstance(answer, Itinerary):
            assert violations(trip, engine, answer) == []
            assert answer == plan_itinerary(trip, engine, stop=several)


@pytest.mark.parametrize("name", ["arrays.py", "kernels/clocks.py", "kernels/filling.py"])
def test_machine_code_is_made_anew_when_any_of_its_sources_changes(
    name: str, tmp_path: Path
) -> None:
    shutil.copytree(Path(compiled.__file__).parent, tmp_path / "solver")
    before = compiled.digest_of(tmp_path / "solver")
    assert before == compiled.digest_of(Path(compiled.__file__).parent)
    with (tmp_path / "solver" / name).open("a") as source:
        source.write("# changed\n")
    assert compiled.digest_of(tmp_path / "solver") != before
