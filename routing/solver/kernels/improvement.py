"""The loop: tear, rebuild, keep or go back."""

from __future__ import annotations

import numba as nb
import numpy as np

from routing.solver.arrays import MISSING, TALLIES, TRAVEL, VALUE, Case, Manner, State
from routing.solver.compiled import helper, kernel
from routing.solver.kernels.caps import has_caps, keeps_caps
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import mark_visits, note_best, restore
from routing.solver.kernels.clocks import set_clocks
from routing.solver.kernels.exchange import swap_ends
from routing.solver.kernels.filling import fill
from routing.solver.kernels.insertion import try_pairs
from routing.solver.kernels.pricing import price_day
from routing.solver.kernels.ruin import choose_seed, ruin_one, ruin_strings
from routing.solver.kernels.signatures import CASE, MANNER, STATE
from routing.solver.kernels.tallies import is_better, sum_days, weigh_day


@kernel(CASE, STATE)
def install_plan(case: Case, state: State) -> bool:
    """Take the stops in `rows` and `lengths` as the plan; return whether its clocks hold."""
    for u in range(state.where.shape[0]):
        state.where[u] = -1
    for g in range(state.used.shape[0]):
        state.used[g] = 0
    for d in range(state.lengths.shape[0]):
        k = state.lengths[d]
        if not set_clocks(case.way, case.spans, case.frame, state.rows, d, k, 1, k):
            return False
        mark_visits(case.items, state.where, state.used, state.rows, d, k, d)
        price_day(case.way, case.spans, case.bounds, state.rows, state.quotes, d, k)
        weigh_day(case, state.rows, state.lengths, state.tallies, state.shares, state.worths, d)
    sum_days(case, state, state.best)
    note_best(state, state.best)
    return True


@helper
def tear(case: Case, state: State, manner: Manner, forced: int, limited: bool) -> bool:
    """Change the plan at random; return whether what is left holds."""
    if state.lengths.shape[0] > 1 and draw(state.source) < manner.ends:
        return swap_ends(case, state, limited)
    seed = forced if forced >= 0 else choose_seed(case, state, False)
    if seed >= 0 and draw(state.source) >= manner.single:
        return ruin_strings(case, state, manner, seed, limited)
    if not ruin_one(case, state, limited):
        return False
    return draw(state.source) >= 0.5 or try_pairs(case, state, limited)


@helper
def rebuild(case: Case, state: State, manner: Manner, forced: int, limited: bool) -> bool:
    """Fill the gaps and weigh the days again; return whether the plan keeps within its limits."""
    fill(case, state, manner, forced, limited)
    for d in range(state.lengths.shape[0]):
        if state.touched[d]:
            weigh_day(case, state.rows, state.lengths, state.tallies, state.shares, state.worths, d)
    sum_days(case, state, state.trial)
    return not limited or keeps_caps(case, state, state.trial)


@helper
def is_accepted(state: State, manner: Manner, temperature: float) -> bool:
    """Return whether the search goes on from the trial, as simulated annealing decides."""
    trial, current = state.trial, state.current
    if trial[MISSING] != current[MISSING]:
        return bool(trial[MISSING] < current[MISSING])
    gain = float(trial[VALUE] - current[VALUE])
    gain -= manner.travel_points * (trial[TRAVEL] - current[TRAVEL])
    return bool(gain > temperature * np.log(draw(state.source) + 1e-300))


@kernel(CASE, STATE, MANNER, nb.int64, nb.float64, nb.float64)
def improve_plan(
    case: Case, state: State, manner: Manner, iterations: int, hot: float, cold: float
) -> None:
    """Tear and rebuild the plan, keeping worse ones as simulated annealing does.

    The temperature, in points, falls geometrically from `hot` to `cold`.
    """
    limited = has_caps(case.caps)
    sum_days(case, state, state.current)
    temperature, cooling = hot, (cold / hot) ** (1.0 / max(1, iterations))
    for _ in range(iterations):
        temperature *= cooling
        for d in range(state.touched.shape[0]):
            state.touched[d] = 0
        forced = choose_seed(case, state, True) if draw(state.source) < manner.forced else -1
        holds = tear(case, state, manner, forced, limited)
        holds = holds and rebuild(case, state, manner, forced, limited)
        if holds and is_accepted(state, manner, temperature):
            for t in range(TALLIES):
                state.current[t] = state.trial[t]
            if is_better(state.current, state.best):
                note_best(state, state.current)
        else:
            restore(case, state)
