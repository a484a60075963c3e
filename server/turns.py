"""Heavy work, one at a time in each process, so that its memory is bounded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from server.errors import Unavailable


class Turns:
    """Lets one thread at a time through.

    Parameters
    ----------
    wait_s
        How long a thread waits for its turn.
    """

    def __init__(self, wait_s: float) -> None:
        self.wait_s = wait_s
        self._lock = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for one's turn, and take it.

        Raises
        ------
        Unavailable
            If too many wait.
        """
        if not self._lock.acquire(timeout=self.wait_s):
            raise Unavailable
        try:
            yield
        finally:
            self._lock.release()
