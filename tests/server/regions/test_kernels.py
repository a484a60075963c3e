"""Nobody waits for a compiler: until the engine is compiled, the service says so."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Settings
from server.regions.kernels import Kernels
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW

POINTS = [{"lat": 60.1713, "lon": 24.9414}, {"lat": 60.1694, "lon": 24.9525}]
ASKED = {"points": POINTS, "mode": "walk", "region": "helsinki"}
PLACE = {**POINTS[0], "minutes": 5, "region": "helsinki"}

BUILDERS = {"geopandas", "networkx", "osmium", "osmnx", "pandas", "pymetis", "scipy.sparse"}


class Compiler:
    """A compiler that takes as long as the test wants it to."""

    def __init__(self) -> None:
        self.may_finish = threading.Event()
        self.runs = 0
        self.error: Exception | None = None

    def __call__(self) -> None:
        self.runs += 1
        assert self.may_finish.wait(30)
        if self.error:
            raise self.error


@pytest.fixture
def compiler() -> Iterator[Compiler]:
    compiler = Compiler()
    yield compiler
    compiler.may_finish.set()


@pytest.fixture
def cold(database: RolledBackDatabase, data_dir: Path, compiler: Compiler) -> FlaskClient:
    settings = Settings(data_dir=data_dir, rate_limit_enabled=False)
    app = create_app(settings, database=database, now=lambda: NOW, kernels=Kernels(compiler))
    return app.test_client()


def finish(compiler: Compiler) -> None:
    compiler.may_finish.set()
    for thread in threading.enumerate():
        if thread.name == "kernels":
            thread.join(30)


def test_the_service_is_not_ready_until_its_engine_is_compiled(
    cold: FlaskClient, compiler: Compiler
) -> None:
    for _ in range(3):
        answer = cold.get("/readyz")
        assert answer.status_code == 503
        assert answer.get_json()["failures"] == {"kernels": "compiling"}
    finish(compiler)
    assert cold.get("/readyz").status_code == 200
    assert compiler.runs == 1


def test_no_request_waits_for_a_compiler(cold: FlaskClient, compiler: Compiler) -> None:
    answers = [
        cold.post("/v1/travel-times", json=ASKED),
        cold.post("/v1/routes", json=ASKED),
        cold.get("/v1/isochrones", query_string=PLACE),
    ]
    for answer in answers:
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
    finish(compiler)
    assert cold.post("/v1/travel-times", json=ASKED).status_code == 200


def test_what_needs_no_engine_is_answered_while_it_is_compiled(cold: FlaskClient) -> None:
    assert cold.get("/healthz").status_code == 200
    region = cold.get("/v1/regions/helsinki").get_json()
    assert not region["networks"][0]["estimated"]


def test_a_compiler_that_fails_is_told_of_instead_of_waited_for(
    cold: FlaskClient, compiler: Compiler
) -> None:
    compiler.error = OSError("no space left")
    cold.get("/readyz")
    finish(compiler)
    answer = cold.get("/readyz")
    assert answer.get_json()["failures"] == {"kernels": "OSError: no space left"}


def test_a_process_forked_while_compiling_compiles_for_itself(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = Kernels(compiler)
    kernels.begin()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert kernels.fault() == "compiling"
    finish(compiler)
    assert compiler.runs == 2
    assert kernels.fault() is None


def test_what_was_prepared_before_a_fork_is_ready_after_it(compiler: Compiler) -> None:
    compiler.may_finish.set()
    kernels = Kernels(compiler)
    kernels.prepare()
    assert kernels.fault() is None
    assert compiler.runs == 1


def loaded_by(program: str, *arguments: str) -> set[str]:
    """Return the modules that a fresh process has loaded after a program."""
    told = "\nimport sys\nprint(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program + told, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "program",
    [
        "import server.cli; server.cli.commands(['--help'], standalone_mode=False)",
        "import server.app",
        "import seed_spots.load, server.migrations",
        "import server.itineraries.commands, server.regions.commands, server.spots.commands",
    ],
)
def test_commands_that_plan_nothing_load_no_compiler(program: str) -> None:
    assert not {"numba", "routing.hierarchy.compiled"} & loaded_by(program)


SERVE = """
import sys
from pathlib import Path
from routing.model import AccessProfile, Mode, Point
from server.regions.kernels import OF_THIS_PROCESS
from server.regions.networks import NetworkShelf
OF_THIS_PROCESS.prepare()
before = set(sys.modules)
shelf = NetworkShelf(Path(sys.argv[1]))
shelf.open_all()
from routing.isochrones import street_isochrones
from routing.reached_streets import reach_from
places = [Point(60.1713, 24.9414), Point(60.1694, 24.9525)]
for mode in Mode:
    engine = shelf.own_engine("helsinki", mode)
    engine.travel_times(places, AccessProfile.WHEELCHAIR)
    engine.legs(places)
    engine.snap(places)
    street_isochrones(reach_from(engine, places[0], AccessProfile.NONE), [300_000])
late = {name for name in set(sys.modules) - before if name.startswith("routing.")}
assert not late, late
"""


def test_serving_loads_neither_what_builds_nor_anything_late(data_dir: Path) -> None:
    loaded = loaded_by(SERVE, str(data_dir / "networks"))
    assert "numba" in loaded
    assert not BUILDERS & loaded
