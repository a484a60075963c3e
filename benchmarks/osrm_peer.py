"""OSRM's own binaries, from the wheel that ships them, asked over HTTP on loopback.

The wheel is for a newer Python than ours; its binaries are not, and only they are used.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import requests

from routing.model import Mode, Point

_PROFILE: Final = {Mode.WALK: "foot", Mode.DRIVE: "car"}
_STEPS: Final = {"CH": ("contract",), "MLD": ("partition", "customize")}
_STARTS_WITHIN_S: Final = 20


class OsrmUnavailableError(Exception):
    """OSRM cannot be had here; the message says why."""


def install(folder: Path) -> Path:
    """Return the folder of OSRM's binaries and profiles, downloading the wheel once.

    Raises
    ------
    OsrmUnavailableError
        If there is no wheel for this machine, or its binaries do not run here.
    """
    home = folder / "osrm"
    if not home.exists():
        wheels = folder / "wheels"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        wanted = ["--python-version", "3.12", "--only-binary=:all:", "osrm-bindings"]
        _run([*pip, *wanted, "--dest", str(wheels)], "cannot download osrm-bindings")
        for wheel in wheels.glob("osrm_bindings-*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
    for binary in (home / "bin").glob("osrm-*"):
        binary.chmod(0o755)
    _run([str(home / "bin" / "osrm-routed"), "--version"], "osrm-routed does not run here")
    return home


def prepare(home: Path, pbf: Path, mode: Mode, algorithm: str) -> Path:
    """Return the prepared data of an extract, preparing it once.

    Raises
    ------
    OsrmUnavailableError
        If a step fails.
    """
    # OSRM cuts a path off at its first ".osm", in the name of a folder too.
    region = pbf.name.partition(".")[0]
    folder = home.parent / "data" / f"{region}-{mode.value}-{algorithm}"
    base = folder / "streets.osrm"
    if (folder / "done").exists():
        return base
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = shutil.copy(pbf, folder / "streets.osm.pbf")
    profile = home / "share" / "profiles" / f"{_PROFILE[mode]}.lua"
    steps = [["extract", "--profile", str(profile), str(source)]]
    steps += [[step, str(base)] for step in _STEPS[algorithm]]
    for step, *rest in steps:
        _run([str(home / "bin" / f"osrm-{step}"), *rest], f"osrm-{step} failed")
    (folder / "done").touch()
    return base


def _run(command: Sequence[str], complaint: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=900)
    except (OSError, subprocess.SubprocessError) as error:
        raise OsrmUnavailableError(f"{complaint}: {type(error).__name__}") from error


class OsrmPeer:
    """A running server, over one connection that is kept open."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False

    def table(self, points: Sequence[Point]) -> list[list[float | None]]:
        """Return seconds between all pairs of points."""
        rows: list[list[float | None]] = self._get("table", points, "annotations=duration")[
            "durations"
        ]
        return rows

    def route(self, points: Sequence[Point]) -> int:
        """Ask for the way with its geometry; return the number of ways found."""
        answer = self._get("route", points, "overview=full&geometries=polyline6&steps=true")
        return len(answer.get("routes", ()))

    def _get(self, service: str, points: Sequence[Point], options: str) -> Any:
        places = ";".join(f"{p.lon:.6f},{p.lat:.6f}" for p in points)
        address = f"{self._address}/{service}/v1/any/{places}?{options}"
        return self._session.get(address, timeout=30).json()


@contextmanager
def serving(home: Path, base: Path, algorithm: str) -> Iterator[OsrmPeer]:
    """Run a server on loopback for as long as the context lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(home / "bin" / "osrm-routed"), "--algorithm", algorithm, "--ip", "127.0.0.1"]
    command += ["--port", str(port), "--threads", "2", "--max-table-size", "200", str(base)]
    quiet = subprocess.DEVNULL
    with ExitStack() as stack:
        server = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        stack.callback(server.wait)
        stack.callback(server.terminate)
        _wait_for(port, server)
        yield OsrmPeer(f"http://127.0.0.1:{port}")


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < give_up_at and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise OsrmUnavailableError("osrm-routed did not start")
