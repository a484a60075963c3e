"""The types that the kernels are compiled for."""

from __future__ import annotations

from typing import Final

import numba as nb

from routing.hierarchy.compiled import array_of, record_of
from routing.solver.arrays import Case, Manner, State

_INTS: Final = [nb.types.Array(nb.int32, k, "C") for k in range(4)]
_LONGS: Final = [nb.types.Array(nb.int64, k, "C") for k in range(4)]
CASE: Final = record_of(
    Case,
    array_of(nb.int32, 2),
    array_of(nb.int32, 3),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int64, 2),
    array_of(nb.int64, 1),
    array_of(nb.int64, 3),
    array_of(nb.int64, 1),
    array_of(nb.int64, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 2),
    array_of(nb.int32, 1),
)
STATE: Final = record_of(
    State,
    *(_INTS[3], _INTS[1], _INTS[2], _LONGS[2], _LONGS[2], _INTS[1], _INTS[1]),
    *(_INTS[3], _INTS[1], _INTS[2], _LONGS[2], _LONGS[2], _INTS[1]),
    *(_INTS[2], _INTS[1], _LONGS[1], _LONGS[1], _LONGS[1]),
    *(nb.types.Array(nb.uint64, 1, "C"), _INTS[1], nb.types.Array(nb.float64, 1, "C"), _LONGS[1]),
)
MANNER: Final = record_of(Manner, *[nb.float64] * len(Manner._fields))
