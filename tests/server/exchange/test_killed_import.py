"""A real server that is killed in the middle of an import, on both databases."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import sqlalchemy as sa

from server import migrations
from server.accounts import service
from server.accounts.models import Membership, Organisation
from server.accounts.service import Newcomer
from server.db import Database
from server.permissions import Role
from server.regions.service import save_region
from server.spots.history_models import SpotChange
from server.spots.models import Spot
from tests.databases import BACKENDS, missing_postgresql, postgresql_cluster
from tests.server.builders import EPOCH
from tests.server.exchange.builders import YAMAGUCHI, as_csv, park
from tests.server.live import free_port

ROWS = 3_000
EMAIL, PASSWORD = "hanako@example.jp", "correct horse"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'yorimichi.sqlite3'}"
        return
    reason = missing_postgresql()
    if reason:
        pytest.skip(reason)
    with postgresql_cluster() as cluster:
        yield cluster


def _prepared(url: str) -> str:
    """Fill an empty database with one association and its owner; return the association's id."""
    database, key = Database.at(url), str(uuid.uuid4())
    migrations.upgrade(database.engine)
    with database.writing() as session:
        save_region(session, YAMAGUCHI, now=EPOCH)
        session.flush()
        session.add(
            Organisation(
                id=key,
                kind="tourism_association",
                names={"ja": "観光協会"},
                region_code=YAMAGUCHI.code,
                created_at=EPOCH,
                updated_at=EPOCH,
            )
        )
        owner = service.register(session, Newcomer(EMAIL, PASSWORD), now=EPOCH)
        session.add(Membership(organisation_id=key, account_id=owner.id, role=Role.OWNER))
    database.close()
    return key


@contextmanager
def _server(url: str, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "PORT": str(port),
        "WORKERS": "1",
        "RATE_LIMIT_ENABLED": "false",
    }
    with (folder / "server.log").open("a") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", "from server.cli import main; main()", "serve"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}", server
        finally:
            _kill(server)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert server.poll() is None
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the server did not become ready")


def _kill(server: subprocess.Popen[bytes]) -> None:
    """Kill the server with its workers, at once."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=30)


def _token(address: str) -> dict[str, str]:
    answer = requests.post(
        f"{address}/v1/tokens", json={"email": EMAIL, "password": PASSWORD}, timeout=60
    )
    assert answer.ok, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _import(address: str, key: str, data: bytes, headers: dict[str, str]) -> requests.Response:
    return requests.post(
        f"{address}/v1/organisations/{key}/imports",
        data={"kind": "spots"},
        files={"file": ("list.csv", data)},
        headers=headers,
        timeout=300,
    )


def _counts(url: str) -> tuple[int, int]:
    database = Database.at(url)
    with database.reading() as session:
        found = tuple(
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (Spot, SpotChange)
        )
    database.close()
    return found[0], found[1]


def test_a_killed_import_leaves_nothing_and_sent_again_comes_in_once(
    url: str, tmp_path: Path
) -> None:
    key = _prepared(url)
    data = as_csv(*(park(listed_id=f"A{n}", name=f"公園{n}") for n in range(ROWS)))
    with _server(url, tmp_path) as (address, server):
        headers = _token(address)
        failed: list[str] = []

        def send_and_lose() -> None:
            try:
                failed.append(_import(address, key, data, headers).text)
            except requests.ConnectionError:
                failed.append("lost")

        sender = threading.Thread(target=send_and_lose)
        sender.start()
        _until_it_writes(url, tmp_path)
        _kill(server)
        sender.join(timeout=60)
        assert failed == ["lost"]
    assert _counts(url) == (0, 0)
    with _server(url, tmp_path) as (address, _):
        headers = _token(address)
        first = _import(address, key, data, headers).json()
        assert (first["created"], first["unchanged"]) == (ROWS, 0)
        again = _import(address, key, data, headers).json()
        assert (again["created"], again["unchanged"]) == (0, ROWS)
    assert _counts(url) == (ROWS, ROWS)


def _until_it_writes(url: str, folder: Path) -> None:
    """Wait until the import has written rows that are not committed yet."""
    deadline = time.monotonic() + 120
    if url.startswith("sqlite"):
        log = folder / "yorimichi.sqlite3-wal"
        begun = log.stat().st_size if log.exists() else 0
        while time.monotonic() < deadline:
            if _is_locked(folder) and (_counts(url) == (0, 0)):
                time.sleep(0.5)
                return
            time.sleep(0.02)
        raise AssertionError(f"no writing seen; the log began with {begun} bytes")
    engine = sa.create_engine(url)
    asked = sa.text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'INSERT INTO spot%'")
    with engine.connect() as connection:
        while time.monotonic() < deadline:
            if connection.execute(asked).scalar():
                break
            connection.rollback()
            time.sleep(0.02)
        else:
            raise AssertionError("no writing seen")
    engine.dispose()


def _is_locked(folder: Path) -> bool:
    """Tell whether somebody writes to the SQLite database just now."""

    lock = folder / "yorimichi.sqlite3.lock"
    if not lock.exists():
        return False
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_an_upload_whose_sender_goes_away_does_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'yorimichi.sqlite3'}"
    key = _prepared(url)
    with _server(url, tmp_path) as (address, _):
        token = _token(address)["Authorization"]
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as sender:
            sender.sendall(
                f"POST /v1/organisations/{key}/imports HTTP/1.1\r\nHost: {host}\r\n"
                f"Authorization: {token}\r\nContent-Length: 100000\r\n"
                "Content-Type: multipart/form-data; boundary=edge\r\n\r\n"
                '--edge\r\nContent-Disposition: form-data; name="kind"\r\n\r\nspots\r\n'
                '--edge\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
                "".encode()
                + as_csv(park())
            )
            sender.shutdown(socket.SHUT_WR)
            status = sender.recv(4096).split(b"\r\n")[0]
        assert status == b"HTTP/1.1 400 BAD REQUEST"
    assert _counts(url) == (0, 0)
