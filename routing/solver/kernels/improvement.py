"""The loop: tear, rebuild, keep or go back."""

from __future__ import annotations

import numba as nb
import numpy as np

from routing.solver.arrays import MISSING, TALLIES, TRAVEL, VALUE, Case, Manner, State
from routing.solver.compiled import kernel
from routing.solver.kernels.caps import has_caps, keeps_caps
from routing.solver.kernels.chance import draw
from routing.solver.kernels.changes import mark_visits, note_best, restore
from routing.solver.kernels.clocks import set_clocks
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


@kernel(CASE, STATE, MANNER, nb.int64, nb.float64, nb.float64)
def improve_plan(
    case: Case, state: State, manner: Manner, iterations: int, hot: float, cold: float
) -> None:
    """Tear and rebuild the plan, keeping worse ones as simulated annealing does.

    The temperature, in points, falls geometrically from `hot` to `cold`.
    """
    days = state.lengths.shape[0]
    limited = has_caps(case.caps)
    current, trial = state.current, state.trial
    sum_days(case, state, current)
    temperature, cooling = hot, (cold / hot) ** (1.0 / max(1, iterations))
    for _ in range(iterations):
        temperature *= cooling
        for d in range(days):
            state.touched[d] = 0
        force = draw(state.source) < manner.forced
        seed = choose_seed(case, state, force)
        if seed < 0 or draw(state.source) < manner.single:
            holds = ruin_one(case, state, limited)
            if holds and draw(state.source) < 0.5:
                holds = try_pairs(case, state, limited)
        else:
            holds = ruin_strings(case, state, manner, seed, limited)
        if holds:
            fill(case, state, manner, seed if force else -1, limited)
            for d in range(days):
                if state.touched[d]:
                    weigh_day(
                        case,
                        state.rows,
                        state.lengths,
                        state.tallies,
                        state.shares,
                        state.worths,
                        d,
                    )
            sum_days(case, state, trial)
            holds = not limited or keeps_caps(case, state, trial)
        gain = float(trial[VALUE] - current[VALUE])
        gain -= manner.travel_points * (trial[TRAVEL] - current[TRAVEL])
        bar = temperature * np.log(draw(state.source) + 1e-300)
        if holds and (
            trial[MISSING] < current[MISSING] or (trial[MISSING] == current[MISSING] and gain > bar)
        ):
            for t in range(TALLIES):
                current[t] = trial[t]
            if is_better(current, state.best):
                note_best(state, current)
        else:
            restore(case, state)
