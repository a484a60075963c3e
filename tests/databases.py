"""Throw-away databases for the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


class LentDatabase(Database):
    """The database of whichever test runs just now, for a service that many tests share."""

    def __init__(self) -> None:
        self.owner: Database | None = None

    @property
    def _lent(self) -> Database:
        assert self.owner is not None, "no test has lent its database"
        return self.owner

    @property
    def engine(self) -> sa.Engine:  # type: ignore[override] # the owner's
        return self._lent.engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self._lent.reading() as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        with self._lent.snapshot() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self._lent.writing() as session:
            yield session

    def overwrite_deleted(self) -> None:
        self._lent.overwrite_deleted()


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


class Cluster:
    """A PostgreSQL cluster on loopback, in a folder of its own.

    Parameters
    ----------
    folder
        An empty folder, which the cluster's user owns.
    durable
        Whether it writes as one does whose data must survive; otherwise it is fast.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        binaries = _binaries()
        assert binaries is not None
        self._folder, self._data, self._port = folder, folder / "data", _free_port()
        self._durable = durable
        self._control = [str(binaries / "pg_ctl"), "-D", str(self._data), "-w"]
        initdb = [str(binaries / "initdb"), "-D", str(self._data), "-U", "test", "-A", "trust"]
        _run([*initdb, "-N"])

    @property
    def url(self) -> str:
        """Where its first database is."""
        return f"postgresql+psycopg://test@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections; after a kill it recovers first."""
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self._port} "
            f"-c unix_socket_directories='{self._folder}' -c max_connections=60"
        )
        if not self._durable:
            options += " -c fsync=off -c full_page_writes=off"
        _run([*self._control, "-l", str(self._folder / "log"), "-o", options, "start"])

    def stop(self) -> None:
        """Stop it at once."""
        _run([*self._control, "-m", "immediate", "stop"])

    def kill(self) -> None:
        """Kill the server and every process of it, as a failing machine would."""
        server = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        processes = [server, *_children(server)]
        for process in processes:
            with suppress(ProcessLookupError):  # ended by itself
                os.kill(process, signal.SIGKILL)
        while any(_is_there(process) for process in processes):
            time.sleep(0.01)


def _children(parent: int) -> list[int]:
    tool = shutil.which("ps")
    assert tool is not None
    table = subprocess.run(
        [tool, "-A", "-o", "pid=,ppid="], check=True, capture_output=True, text=True
    )
    pairs = (line.split() for line in table.stdout.splitlines())
    return [int(child) for child, of in pairs if int(of) == parent]


def _is_there(process: int) -> bool:
    """Tell whether a process runs, or has ended and nobody has noticed: PostgreSQL minds both."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def new_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Give a running cluster in a temporary folder; both vanish with the context."""
    folder = Path(tempfile.mkdtemp(prefix="yorimichi-pg-"))
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        cluster = Cluster(folder, durable=durable)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgresql_cluster() -> Iterator[str]:
    """Start a cluster and give its URL."""
    with new_cluster() as cluster:
        yield cluster.url


def _run(command: list[str]) -> None:
    subprocess.run(
        _as_server_user(command),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
