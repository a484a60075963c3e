"""Types of the records that snapping kernels take."""

from __future__ import annotations

from typing import Final

import numba as nb

from routing.hierarchy.compiled import FLOAT_TABLE, FLOATS, INT32S, array_of, record_of
from routing.snapping.model import Candidates, Lines, StreetGrid

LINES: Final = record_of(Lines, INT32S, INT32S, array_of(nb.int64), FLOAT_TABLE)
GRID: Final = record_of(StreetGrid, FLOATS, *[INT32S] * (len(StreetGrid._fields) - 1))
CANDIDATES: Final = record_of(Candidates, *[array_of(nb.int32, 2)] * 2, *[FLOAT_TABLE] * 4)
