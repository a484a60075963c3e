"""The line between browser and server: it counts what comes over it, and can be cut."""

from __future__ import annotations

import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

_CHUNK: Final = 65536


class Line(socketserver.ThreadingTCPServer):
    """Passes on every connection to a server, byte for byte.

    Browsers only pretend to be offline for pages, not for their service workers; here nothing
    gets through, whoever asks.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, server_address: str) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        parts = urlsplit(server_address)
        self.server = (parts.hostname or "", parts.port or 0)
        self.received = 0
        self.is_cut = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where browsers find the server behind it."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def cut(self) -> None:
        """Let nothing through, and end what is under way."""
        with self._lock:
            self.is_cut = True
            for end in self._open:
                with suppress(OSError):  # gone by itself
                    end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_cut = False

    def begin(self, end: socket.socket) -> bool:
        """Note a connection; False where none may be."""
        with self._lock:
            if not self.is_cut:
                self._open.add(end)
            return not self.is_cut

    def forget(self, end: socket.socket) -> None:
        """Note that a connection has ended."""
        with self._lock:
            self._open.discard(end)

    def count(self, received: int) -> None:
        """Note that so many bytes came from the server."""
        with self._lock:
            self.received += received

    def handle_error(self, request: object, client_address: object) -> None:
        """Mind nobody who hangs up in the middle."""


class _Connection(socketserver.BaseRequestHandler):
    server: Line
    request: socket.socket

    def handle(self) -> None:
        if not self.server.begin(self.request):
            return
        try:
            with socket.create_connection(self.server.server) as behind:
                self._pass_on(behind)
        finally:
            self.server.forget(self.request)

    def _pass_on(self, behind: socket.socket) -> None:
        """Carry bytes both ways until one side ends."""
        other = {self.request: behind, behind: self.request}
        while True:
            for end in select.select(list(other), [], [])[0]:
                sent = end.recv(_CHUNK)
                if not sent:
                    return
                if end is behind:
                    self.server.count(len(sent))
                other[end].sendall(sent)


@contextmanager
def open_line(server_address: str) -> Iterator[Line]:
    """Give a line to a server."""
    with Line(server_address) as line:
        thread = threading.Thread(target=line.serve_forever, daemon=True)
        thread.start()
        try:
            yield line
        finally:
            line.cut()
            line.shutdown()
            thread.join()
