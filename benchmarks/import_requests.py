"""Lists through a real server: how fast, how much memory, and what becomes of published ones.

Run `python -m benchmarks.import_requests [folder of published lists]`. Starts `yorimichi serve` on
a throw-away SQLite database, sends it dirty, clean and hostile files, and prints for each what
was answered, after which time, and by how much the workers' memory grew. With a folder, a second
table tells what became of each published list.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from benchmarks.import_speed import _csv, _dirty_rows, _utf8, _xlsx
from benchmarks.measuring import machine, private_mib
from server import migrations
from server.accounts import service
from server.accounts.models import Membership, Organisation
from server.accounts.service import Newcomer
from server.db import Database
from server.opendata.spot_layouts import SPOTS
from server.permissions import Role
from server.regions.service import RegionRecord, save_region
from tests.server.builders import EPOCH
from tests.server.live import free_port

_EMAIL, _PASSWORD = "a@example.jp", "correct horse"
_ROWS = 10_000
_KINDS = {"tourism": "spots", "event": "events", "public_toilet": "toilets", "shelters": "shelters"}
_BOXES = {"yamaguchi": (130.7, 33.7, 132.55, 34.85), "kyushu": (129.0, 31.0, 132.0, 34.0)}


def main() -> None:
    """Print both tables."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        keys = _prepare(Path(folder))
        with _server(Path(folder)) as server:
            _measure(server, keys)
            if len(sys.argv) > 1:
                _published(server, keys, Path(sys.argv[1]))


class _Server:
    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.address = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}

    def sign_in(self) -> None:
        """Sign in as the owner of every organisation."""
        sent = {"email": _EMAIL, "password": _PASSWORD}
        answer = requests.post(f"{self.address}/v1/tokens", json=sent, timeout=60)
        self.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def memory_mib(self) -> float:
        """Return what the workers hold for themselves."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("utf-8").split()
        return sum(private_mib(int(child)) for child in listed)

    def peak_mib(self) -> float:
        """Return the most that a worker has held so far, with what it shares."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("utf-8").split()
        told = [Path(f"/proc/{child}/status").read_text("utf-8") for child in listed]
        return max(int(one.partition("VmHWM:")[2].split()[0]) for one in told) / 1024

    def cpu_s(self) -> float:
        """Return the time that the workers have computed so far."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("utf-8").split()
        told = [Path(f"/proc/{child}/stat").read_text("utf-8").rsplit(")")[-1] for child in listed]
        ticks = sum(int(one.split()[11]) + int(one.split()[12]) for one in told)
        return ticks / os.sysconf("SC_CLK_TCK")

    def send(self, key: str, data: bytes, name: str = "list.csv", **form: str) -> Any:
        """Send a list."""
        return requests.post(
            f"{self.address}/v1/organisations/{key}/imports",
            data={"kind": "spots", **form},
            files={"file": (name, data)},
            headers={**self.headers, "Accept-Language": "ja"},
            timeout=600,
        )


def _prepare(folder: Path) -> list[str]:
    """Fill a database with regions and organisations of one owner; return their ids."""
    database = Database.at(f"sqlite:///{folder / 'yorimichi.sqlite3'}")
    migrations.upgrade(database.engine)
    keys = [f"org-{n}" for n in range(20)]
    with database.writing() as session:
        for code, (west, south, east, north) in _BOXES.items():
            save_region(session, _region(code, west, south, east, north), now=EPOCH)
        session.flush()
        owner = service.register(session, Newcomer(_EMAIL, _PASSWORD), now=EPOCH)
        for key in keys:
            made = {"created_at": EPOCH, "updated_at": EPOCH, "region_code": "yamaguchi"}
            names = {"ja": key}
            session.add(Organisation(id=key, kind="municipality", names=names, **made))
            session.flush()
            membership = Membership(organisation_id=key, account_id=owner.id, role=Role.OWNER)
            session.add(membership)
    database.close()
    return keys


def _region(code: str, west: float, south: float, east: float, north: float) -> RegionRecord:
    return RegionRecord(
        code=code,
        names={"ja": code},
        time_zone="Asia/Tokyo",
        country="JP",
        subdivision=None,
        currency="JPY",
        languages=["ja", "en"],
        centre_lat=(south + north) / 2,
        centre_lon=(west + east) / 2,
        west=west,
        south=south,
        east=east,
        north=north,
        attribution="",
        licence="",
    )


@contextmanager
def _server(folder: Path) -> Iterator[_Server]:
    port = free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "PORT": str(port),
        "WORKERS": "1",
        "RATE_LIMIT_ENABLED": "false",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from server.cli import main; main()", "serve"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = _Server(port, process.pid)
        for _ in range(1200):
            try:
                requests.get(f"{server.address}/healthz", timeout=5)
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        server.sign_in()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _measure(server: _Server, keys: list[str]) -> None:
    dirty, clean = _dirty_rows(_ROWS), _clean_rows()
    wrong = [*dirty[:1], *([*row[:16], "", *row[17:]] for row in dirty[1:])]
    server.send(keys[0], _utf8(dirty[:50]), dry_run="true")  # what is loaded once is loaded now
    utf8, half, book = _utf8(dirty), _utf8(wrong), _xlsx(dirty)
    bomb, formulas = _bomb(), _formulas()
    print(f"\n{'what':<36}| status | s     | CPU s | MiB before → after, peak")
    for told, send in (
        ("10,000 dirty rows, CSV, dry run", lambda: server.send(keys[0], utf8, dry_run="true")),
        ("10,000 dirty rows, CSV, import", lambda: server.send(keys[0], half)),
        ("10,000 dirty rows, xlsx, dry run", lambda: server.send(keys[0], book, dry_run="true")),
        ("10,000 clean rows, import", lambda: server.send(keys[1], clean)),
        ("10,000 clean rows, the same again", lambda: server.send(keys[1], clean)),
        ("zip bomb, 1 GB", lambda: server.send(keys[0], bomb)),
        ("200 MB, length announced", lambda: _upload(server, keys[0], 200, chunked=False)),
        ("200 MB, in chunks", lambda: _upload(server, keys[0], 200, chunked=True)),
        ("1.15 million formula cells", lambda: server.send(keys[0], formulas)),
    ):
        before, computed_s, started = server.memory_mib(), server.cpu_s(), time.perf_counter()
        answer = send()
        taken_s, computed_s = time.perf_counter() - started, server.cpu_s() - computed_s
        grown = f"{before:.0f} → {server.memory_mib():.0f}, {server.peak_mib():.0f}"
        times = f"{taken_s:6.2f} |{computed_s:6.2f}"
        print(f"{told:<36}| {answer.status_code:<7}|{times} | {grown:<18} {_told(answer)}")


def _told(answer: Any) -> str:
    try:
        said = answer.json()
    except (ValueError, AttributeError):
        return ""
    rows = {one["row"] for n in ("errors", "repairs", "remarks") for one in said.get(n) or ()}
    counted = {n: said[n] for n in ("rows_read", "created", "unchanged", "rejected") if n in said}
    return f"{said.get('code', '')} {counted} rows told of: {len(rows)}"


def _clean_rows() -> bytes:
    head = list(SPOTS.standard)
    good = dict(zip(head, _dirty_rows(12)[12], strict=True))
    good |= {"lat": "34.0873", "lon": "131.8923", "opens": "09:00", "closes": "17:00", "fee": "310"}
    good |= {"municipality_code": "352071", "url": "", "phone": "0833-45-1841", "wheelchair": "可"}
    rows = [
        [{**good, "listed_id": f"A{n}", "name": f"公園{n}"}.get(name, "") for name in head]
        for n in range(_ROWS)
    ]
    return _csv([list(SPOTS.standard.values()), *rows], "utf-8")


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(1000):
                part.write(b" " * 1_000_000)
    return file.getvalue()


def _formulas() -> bytes:
    row = ["=cmd|' /C calc'!A0"[:16]] * 58
    return _csv([list(SPOTS.standard.values()), *([row] * 19_900)], "utf-8")


def _upload(server: _Server, key: str, megabytes: int, *, chunked: bool) -> Any:
    """Send more than is taken, for as long as the server listens."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.putrequest("POST", f"/v1/organisations/{key}/imports")
    connection.putheader("Authorization", server.headers["Authorization"])
    connection.putheader("Content-Type", "multipart/form-data; boundary=edge")
    name, value = (
        ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(megabytes * 10**6))
    )
    connection.putheader(name, value)
    connection.endheaders()
    block = b"a" * 10**6
    try:
        for _ in range(megabytes):
            connection.send(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
        if chunked:
            connection.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass
    return _Raw(connection)


class _Raw:
    def __init__(self, connection: http.client.HTTPConnection) -> None:
        try:
            answer = connection.getresponse()
            self.status_code: object = answer.status
            self._body = answer.read()
        except (ConnectionError, http.client.HTTPException) as error:
            self.status_code, self._body = type(error).__name__, b""

    def json(self) -> Any:
        """Return what was answered."""
        return json.loads(self._body)


def _published(server: _Server, keys: list[str], folder: Path) -> None:
    columns = ("file", "kind", "read", "created", "refused", "repaired", "remarks", "why", "how")
    print(f"\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for key, path in zip(keys[2:], sorted(folder.glob("*.csv")), strict=False):
        kind = _KINDS[path.stem.split("_", 1)[1]]
        region = "kyushu" if path.name.startswith(("42", "kumamoto")) else "yamaguchi"
        form = {"kind": kind, "region": region, "skip_refused": "true"}
        said = server.send(key, path.read_bytes(), path.name, **form).json()
        refused = Counter(error["code"] for error in said["errors"])
        repaired = Counter(repair["code"] for repair in said["repairs"])
        counted = (said[name] for name in ("rows_read", "created", "rejected"))
        more = (said[name] for name in ("repair_count", "remark_count"))
        cells = (path.name, kind, *counted, *more, _list(refused), _list(repaired))
        print(f"| {' | '.join(map(str, cells))} |")


def _list(counted: Counter[str]) -> str:
    return ", ".join(f"{code} {count}" for code, count in counted.most_common()) or "–"


if __name__ == "__main__":
    main()
