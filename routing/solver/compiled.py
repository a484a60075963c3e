"""How the solver's kernels are compiled.

As `routing.hierarchy.compiled`, with two differences. They are compiled without numba's reference
counting: a kernel makes no arrays of its own, its caller holds all of them, and counting the
references of two dozen arrays at each call of a helper took ten times as long as the search itself.
And they stand in several files: what is cached holds as long as none of these has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba as nb
from numba.core.caching import FunctionCache
from numba.core.errors import NumbaError

_Function = TypeVar("_Function", bound=Callable[..., Any])

_njit: Final[Any] = nb.njit  # its stubs do not know the option for reference counting
_numbas_key: Final[Any] = FunctionCache._index_key  # noqa: SLF001 # not public
_SOURCES: Final = Path(__file__).parent


class _WholePackageCache(FunctionCache):
    """A cache whose key covers the sources of everything that kernels are made of."""

    def _index_key(self, sig: object, codegen: object) -> tuple[object, ...]:
        key: tuple[object, ...] = _numbas_key(self, sig, codegen)
        return (*key, digest_of(_SOURCES))


_make_cache: Final[Any] = _WholePackageCache


def digest_of(package: Path) -> str:
    """Return a digest of the sources of kernels."""
    sources = sorted([*package.glob("*.py"), *package.glob("kernels/*.py")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def kernel(*arguments: nb.types.Type) -> Callable[[_Function], _Function]:
    """Compile a function for arguments of these types, now; it lets other threads run."""

    def compile_it(function: _Function) -> _Function:
        compiled = _njit(nogil=True, _nrt=False)(function)
        try:
            compiled._cache = _make_cache(function)  # noqa: SLF001 # numba has no public way
        except NumbaError:
            raise
        except RuntimeError:  # what numba raises where no cache folder can be written
            pass
        compiled.compile(arguments)
        compiled.disable_compile()
        return cast("_Function", compiled)

    return compile_it


def helper(function: _Function) -> _Function:
    """Let kernels call the function."""
    return cast("_Function", _njit(nogil=True, _nrt=False)(function))
