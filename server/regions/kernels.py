"""Whether this process has the engine's machine code; until then nobody may wait for it.

Compiling takes about half a minute where nothing is cached, loading what is cached about a second.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Final

import structlog

from server.errors import Unavailable

log = structlog.get_logger()


def _warm_up() -> None:
    from routing.engines.warm_up import warm_up

    import_module("routing.isochrones")  # compiles nothing, but takes its time to load
    import_module("routing.solver.kernels.improvement")
    import_module("routing.parking.kernels")
    warm_up()


class Kernels:
    """The machine code of one process and, when prepared before a fork, of its children.

    Parameters
    ----------
    warm_up
        Compiles or loads it.
    """

    def __init__(self, warm_up: Callable[[], None] = _warm_up) -> None:
        self._warm_up = warm_up
        self._ready = False
        self._failure: str | None = None
        self._begun_by: int | None = None
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Have it when this returns: before a server forks, or in a command."""
        self._warm_up()
        self._ready = True

    def begin(self) -> None:
        """Prepare in the background; nothing where that is done or under way."""
        if self._ready:
            return
        with self._lock:
            # A thread that was under way in a parent process is not in its children.
            if self._begun_by == os.getpid():
                return
            self._begun_by = os.getpid()
        threading.Thread(target=self._try, name="kernels", daemon=True).start()

    def fault(self) -> str | None:
        """Return why no engine can answer yet, or None; begins to prepare."""
        self.begin()
        return None if self._ready else self._failure or "compiling"

    def require(self) -> None:
        """Begin to prepare if need be.

        Raises
        ------
        Unavailable
            If the machine code is not there.
        """
        if self.fault():
            raise Unavailable

    def _try(self) -> None:
        try:
            self.prepare()
        except Exception as error:
            # Whatever it is, a thread would swallow it, and `fault` would say "compiling" for ever.
            self._failure = f"{type(error).__name__}: {error}"
            log.exception("kernels_failed")


OF_THIS_PROCESS: Final = Kernels()
