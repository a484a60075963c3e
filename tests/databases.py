"""Throw-away databases for the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from server.db import Database

BACKENDS = ("sqlite", "postgresql")


class RolledBackDatabase(Database):
    """Sessions inside one outer transaction that the test's end rolls back."""

    def __init__(self, connection: sa.Connection) -> None:
        self.engine = connection.engine
        self._sessions = sessionmaker(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._sessions() as session:
            yield session

    def overwrite_deleted(self) -> None:
        """Leave the files alone: nothing is ever committed to them."""

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        with self.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self._sessions.begin() as session:
            yield session


def _binaries() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def missing_postgresql() -> str | None:
    """Return why PostgreSQL cannot be tested here, or None."""
    if _binaries() is None:
        return "PostgreSQL's binaries are not installed"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostGIS is not installed"
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: become its own user then."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def postgresql_cluster() -> Iterator[str]:
    """Start a cluster on loopback in a temporary folder and give its URL."""
    binaries = _binaries()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="yorimichi-pg-"))
    port = _free_port()
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        _run([str(binaries / "initdb"), "-D", str(data), "-U", "test", "-A", "trust", "-N"])
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{folder}' "
            "-c fsync=off -c full_page_writes=off -c max_connections=60"
        )
        control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://test@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    subprocess.run(
        _as_server_user(command),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
