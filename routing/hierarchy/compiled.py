"""How kernels are compiled.

Kernels name the types of their arguments, so they are compiled when their module is imported and
never during a request, and they let other threads run. The machine code is cached in the
`__pycache__` beside the source; where that is read-only, numba uses the user's cache folder
(`NUMBA_CACHE_DIR` names another); where neither can be written, each process compiles for itself.

Numba looks only at the file of a kernel to tell whether its cached code is current. A kernel and
the helpers that it calls therefore stand in the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba as nb
from numba.core.errors import NumbaError

from routing.hierarchy.model import Labels, Metric, Seeds, Topology

_Function = TypeVar("_Function", bound=Callable[..., Any])


def array_of(scalar: nb.types.Type, dimensions: int = 1) -> nb.types.Array:
    """Return the type of a contiguous array that the kernel only reads."""
    return nb.types.Array(scalar, dimensions, "C", readonly=True)


def record_of(record: type[tuple[Any, ...]], *fields: nb.types.Type) -> nb.types.BaseTuple:
    """Return the type of a named tuple of arrays."""
    make: Callable[..., nb.types.BaseTuple] = nb.types.BaseTuple.from_types
    return make(fields, record)


INT32S: Final = array_of(nb.int32)
INT32_TABLE: Final = array_of(nb.int32, 2)
FLOATS: Final = array_of(nb.float64)
FLOAT_TABLE: Final = array_of(nb.float64, 2)
TOPOLOGY: Final = record_of(Topology, *[INT32S] * len(Topology._fields))
METRIC: Final = record_of(Metric, INT32_TABLE, INT32_TABLE)
SEEDS: Final = record_of(Seeds, *[INT32S] * len(Seeds._fields))
LABELS: Final = record_of(Labels, INT32S, INT32S, INT32S, INT32_TABLE)


def kernel(*arguments: nb.types.Type) -> Callable[[_Function], _Function]:
    """Compile a function for arguments of these types, now."""

    def compile_it(function: _Function) -> _Function:
        try:
            compiled = nb.njit(arguments, nogil=True, cache=True)(function)
        except NumbaError:
            raise
        except RuntimeError:  # what numba raises where no cache folder can be written
            compiled = nb.njit(arguments, nogil=True)(function)
        return cast("_Function", compiled)

    return compile_it


def helper(function: _Function) -> _Function:
    """Let kernels of the same file call the function; it becomes part of them."""
    return cast("_Function", nb.njit(nogil=True)(function))
