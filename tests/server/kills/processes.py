"""The service's own processes, as an operator starts them, to be killed as a machine fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.server.live import wait_until_ready

_MAIN = "from server.cli import main; main()"


class Service:
    """One command of `yorimichi` that runs on and on.

    Parameters
    ----------
    command
        `serve` or `worker`.
    folder
        For its log and its temporary files.
    settings
        Environment variables.
    """

    def __init__(self, command: str, folder: Path, settings: Mapping[str, str]) -> None:
        self._command, self._log = command, folder / f"{command}.log"
        self._environment = {**os.environ, **settings, "TMPDIR": str(folder)}
        self._process: subprocess.Popen[bytes] | None = None
        self._address = f"http://127.0.0.1:{settings['PORT']}" if command == "serve" else None

    def start(self) -> None:
        """Start it; a server is waited for until it is ready."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _MAIN, self._command],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if self._address:
            wait_until_ready(self._process, self._address)

    def kill(self) -> None:
        """Kill it and every process of it."""
        assert self._process is not None
        assert self._process.poll() is None, f"{self._command} has ended by itself"
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait until it has; nothing if it does not run."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=90)
        finally:
            if self._process.poll() is None:
                self.kill()


def finish_work(folder: Path, settings: Mapping[str, str]) -> None:
    """Let a worker do everything that is due, and end."""
    with (folder / "worker.log").open("a") as log:
        subprocess.run(
            [sys.executable, "-c", _MAIN, "worker", "--once"],
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
            check=True,
            timeout=1800,
        )
