"""The inner loop of the search: prices every insertion of a day at once and rearranges plans.

A plan is one row of stops for each day. All that a kernel needs is in two records of arrays: `Case`
never changes, `State` is the plan at hand with its clocks. Every open gap of a day is priced for
all items in one pass over contiguous int32 arrays, which the compiler turns into vector
instructions; an iteration then looks only at the few items that fit.

Importing this package costs nothing: the machine code is loaded, or compiled, at the first call.

References
----------
Christiaens, J., Vanden Berghe, G. (2020). Slack Induction by String Removals for Vehicle Routing
Problems. Transportation Science 54(2). https://doi.org/10.1287/trsc.2019.0914
Schrimpf, G. et al. (2000). Record breaking optimization results using the ruin and recreate
principle. Journal of Computational Physics 159(2). https://doi.org/10.1006/jcph.1999.6413
Vansteenwegen, P. et al. (2009). Iterated local search for the team orienteering problem with time
windows. Computers & Operations Research 36(12). https://doi.org/10.1016/j.cor.2009.03.008
"""

from __future__ import annotations

from routing.solver.arrays import Case, Manner, State


def install(case: Case, state: State) -> bool:
    """Take the stops in `rows` and `lengths` as the plan; return whether its clocks hold."""
    from routing.solver.kernels.improvement import install_plan

    return bool(install_plan(case, state))


def improve(
    case: Case, state: State, manner: Manner, iterations: int, hot: float, cold: float
) -> None:
    """Tear and rebuild the plan, keeping worse ones as simulated annealing does.

    The temperature, in points, falls geometrically from `hot` to `cold`.
    """
    from routing.solver.kernels.improvement import improve_plan

    improve_plan(case, state, manner, iterations, hot, cold)
