"""What was made lately, kept in memory so that it need not be made again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Recent(Generic[K]):
    """The files asked for last, up to a number of bytes; for several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._files: OrderedDict[K, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], bytes]) -> bytes:
        """Return a file, made if it is not kept."""
        file = self.find(key)
        if file is None:
            file = make()
            self.keep(key, file)
        return file

    def find(self, key: K) -> bytes | None:
        """Return a file that is kept, or None."""
        with self._lock:
            file = self._files.get(key)
            if file is not None:
                self._files.move_to_end(key)
            return file

    def keep(self, key: K, file: bytes) -> None:
        """Keep a file; those that nobody asked for the longest leave when it gets too much."""
        with self._lock:
            self._bytes += len(file) - len(self._files.pop(key, b""))
            self._files[key] = file
            while self._bytes > self._most_bytes:
                _, dropped = self._files.popitem(last=False)
                self._bytes -= len(dropped)

    def forget_all(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._files.clear()
            self._bytes = 0
