"""A mail server that keeps what it has accepted, and counts it."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
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
        self._letters: list[EmailMessage] = []
        self._came = threading.Condition()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def count(self) -> int:
        """Return how many letters came, copies included."""
        with self._came:
            return self.accepted.total()

    def accept(self, letter: bytes) -> None:
        """Keep a letter."""
        read = message_from_bytes(letter, EmailMessage, policy=SMTP)
        key = str(read["Message-ID"]).strip("<>").partition("@")[0]
        with self._came:
            self.accepted[key] += 1
            self._letters.append(read)
            self._came.notify_all()

    def wait_for(self, recipient: str, subject: str, *, patience_s: float) -> EmailMessage:
        """Return the first letter to somebody with exactly this subject, once it has come."""

        def found() -> EmailMessage | None:
            return next((one for one in self._letters if _is_that(one, recipient, subject)), None)

        with self._came:
            letter = self._came.wait_for(found, patience_s)
            others = [str(one["Subject"]) for one in self._letters if one["To"] == recipient]
        assert letter, f"no letter {subject!r} to {recipient}, but {others}"
        return letter

    def handle_error(self, request: object, client_address: object) -> None:
        """Mind nobody who hangs up in the middle."""


def _is_that(letter: EmailMessage, recipient: str, subject: str) -> bool:
    return (str(letter["To"]), str(letter["Subject"])) == (recipient, subject)


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
            # A line that begins with a dot gets another one on its way.
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
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
