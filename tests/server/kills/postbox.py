"""A mail server that keeps count of what it has accepted."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Final

SLOWNESS_S: Final = 0.01
"""Between keeping a letter and saying so: the moment in which a sender can die unknowing."""


class Postbox(socketserver.ThreadingTCPServer):
    """Accepts every letter, by its `Message-ID`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.accepted: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def count(self) -> int:
        """Return how many letters came, copies included."""
        with self._lock:
            return self.accepted.total()

    def accept(self, letter: bytes) -> None:
        """Keep a letter."""
        key = str(message_from_bytes(letter)["Message-ID"]).strip("<>").partition("@")[0]
        with self._lock:
            self.accepted[key] += 1

    def handle_error(self, request: object, client_address: object) -> None:
        """Mind nobody who hangs up in the middle."""


class _Conversation(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"QUIT":
                self._say("221 bye")
                return
            if word == b"DATA" and not self._take():
                return
            self._say("250 fine")

    def _take(self) -> bool:
        """Read a letter to its end; False where its sender is gone before."""
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                return False
            lines.append(line)
        self.server.accept(b"".join(lines))
        time.sleep(SLOWNESS_S)
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """Give a mail server on loopback."""
    with Postbox() as box:
        thread = threading.Thread(target=box.serve_forever, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
