"""What uploads of photos cost a real server process: its memory after each kind, and the time.

Prints a table: resident memory of the one worker before and after, and its peak meanwhile.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import requests
from PIL import Image

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.config import Settings
from server.db import Database
from server.permissions import Role
from tests.server.live import free_port
from tests.server.people import make_organisation, signed_in
from tests.server.spots.keepers import draft
from tests.server.spots.pictures import huge_png


def _phone_photo(seed: int) -> bytes:
    """Return a JPEG of 12 megapixels and some 4 MB, as a phone makes it."""
    noise = Image.effect_noise((800, 600), 20 + seed)
    colours = Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose(0))))
    file = io.BytesIO()
    colours.resize((4000, 3000)).save(file, "JPEG", quality=85)
    return file.getvalue()


def _endless(size: int, boundary: str) -> Iterator[bytes]:
    disposition = 'Content-Disposition: form-data; name="file"; filename="a.jpg"'
    yield f"--{boundary}\r\n{disposition}\r\n\r\n".encode()
    for _ in range(size // 1_000_000):
        yield bytes(1_000_000)
    yield f"\r\n--{boundary}--\r\n".encode()


def _memory_mb(pid: int, field: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise LookupError(field)


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Database.at(Settings(data_dir=folder, database_url=None).sqlalchemy_url)
        migrations.upgrade(database.engine)
        for dataset in list_datasets():
            load_dataset(database, dataset, now=dt.datetime.now(dt.UTC))
        organisation = make_organisation(database, "観光協会")
        owner = signed_in(database, organisation, Role.OWNER)
        database.close()
        _serve_and_measure(folder, organisation, dict(owner))


def _serve_and_measure(folder: Path, organisation: str, owner: dict[str, str]) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "PORT": str(port),
        "WORKERS": "1",
        "RATE_LIMIT_ENABLED": "false",
    }
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        while True:
            try:
                if requests.get(f"{address}/readyz", timeout=60).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.2)
        _measure(address, server.pid, organisation, owner)
    finally:
        server.terminate()
        server.wait(timeout=40)


def _measure(address: str, pid: int, organisation: str, owner: dict[str, str]) -> None:
    worker = _children(pid)[0]
    made = requests.post(
        f"{address}/v1/spots",
        json=draft(organisation_id=organisation),
        headers=owner,
        timeout=60,
    )
    here = f"{address}/v1/spots/{made.json()['id']}/photos"

    def send(upload: bytes) -> int:
        told = {"licence": "CC0-1.0", "holder": "x", "author": "x"}
        files = {"file": ("a.jpg", upload)}
        return requests.post(here, data=told, files=files, headers=owner, timeout=120).status_code

    def send_200_mb() -> int:
        kind = {"Content-Type": "multipart/form-data; boundary=xyz"}
        try:
            return requests.post(
                here, data=_endless(200_000_000, "xyz"), headers={**owner, **kind}, timeout=120
            ).status_code
        except requests.ConnectionError:
            return 0

    clear, rows = io.BytesIO(), huge_png(13_000, 13_000)
    Image.new("RGBA", (6300, 6300), (9, 200, 30, 100)).save(clear, "PNG")
    photos = [_phone_photo(seed) for seed in range(20)]
    print(f"20 phone photos, {sum(map(len, photos)) / 20e6:.1f} MB each; 13000² PNG {len(rows)} B")
    print(f"{'what':32}{'status':>8}{'before MB':>11}{'after MB':>10}{'peak MB':>9}{'s':>7}")
    steps: list[tuple[str, Callable[[], object]]] = [
        ("13,000² PNG", lambda: send(rows)),
        ("13,000² PNG, 10 times", lambda: {send(rows) for _ in range(10)}),
        ("200 MB, chunked", send_200_mb),
        ("one phone photo", lambda: send(photos[0])),
        ("19 more", lambda: {send(photo) for photo in photos[1:]}),
        ("removing one", lambda: _remove_first(here, address, owner)),
        ("40 MP transparent PNG", lambda: send(clear.getvalue())),
    ]
    for what, step in steps:
        Path(f"/proc/{worker}/clear_refs").write_text("5")
        before, began = _memory_mb(worker, "VmRSS"), time.perf_counter()
        status = step()
        took = time.perf_counter() - began
        after, peak = _memory_mb(worker, "VmRSS"), _memory_mb(worker, "VmHWM")
        print(f"{what:32}{status!s:>8}{before:11.0f}{after:10.0f}{peak:9.0f}{took:7.2f}")


def _remove_first(here: str, address: str, owner: dict[str, str]) -> int:
    first = requests.get(here, headers=owner, timeout=60).json()["photos"][0]["url"]
    match = {**owner, "If-Match": "*"}
    return requests.delete(f"{address}{first}", headers=match, timeout=60).status_code


if __name__ == "__main__":
    main()
