"""A real server process on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

_START_LIMIT_S = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def live_server(data_dir: Path, **settings: str) -> Iterator[str]:
    """Serve from `data_dir` and give the address; the process ends with the context."""
    port = free_port()
    environment = {**os.environ, "DATA_DIR": str(data_dir), "PORT": str(port), **settings}
    with (data_dir / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", "from server.cli import main; main()", "serve"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_ready(server, address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=40)


def wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until a server answers that it is ready."""
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended at once"
        try:
            answer = requests.get(f"{address}/readyz", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
            continue
        assert answer.status_code == 200, answer.text
        return
    raise AssertionError("the server did not become ready")
