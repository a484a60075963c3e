"""How the solver's kernels are compiled.

As `routing.hierarchy.compiled`, with one difference: they are compiled without numba's reference
counting. A kernel makes no arrays of its own, its caller holds all of them; counting the references
of two dozen arrays at each call of a helper took ten times as long as the search itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba as nb
from numba.core.errors import NumbaError

_Function = TypeVar("_Function", bound=Callable[..., Any])


def kernel(*arguments: nb.types.Type) -> Callable[[_Function], _Function]:
    """Compile a function for arguments of these types, now; it lets other threads run."""

    def compile_it(function: _Function) -> _Function:
        try:
            compiled = nb.njit(arguments, nogil=True, cache=True, _nrt=False)(function)
        except NumbaError:
            raise
        except RuntimeError:  # what numba raises where no cache folder can be written
            compiled = nb.njit(arguments, nogil=True, _nrt=False)(function)
        return cast("_Function", compiled)

    return compile_it


def helper(function: _Function) -> _Function:
    """Let kernels of the same file call the function."""
    return cast("_Function", nb.njit(nogil=True, _nrt=False)(function))
