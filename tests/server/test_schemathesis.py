"""The contract against a real server: every check, all phases."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.config import Settings
from server.db import Database
from tests.server.conftest import NOW
from tests.server.live import live_server

CONFIG = Path(__file__).parents[1] / "data" / "schemathesis.toml"

SEEDS = [int(seed) for seed in os.environ.get("SCHEMATHESIS_SEEDS", "1").split()]
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "20")

pytestmark = pytest.mark.xdist_group("schemathesis")


@pytest.fixture(scope="module")
def address(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("live")
    shutil.copytree(data_dir / "networks", folder / "networks")
    database = Database.at(Settings(data_dir=folder, database_url=None).sqlalchemy_url)
    migrations.upgrade(database.engine)
    for dataset in list_datasets():
        load_dataset(database, dataset, now=NOW)
    database.close()
    with live_server(
        folder, DATABASE_URL="", RATE_LIMIT_ENABLED="false", PLAN_ITERATIONS="50"
    ) as served:
        yield served


@pytest.mark.parametrize("seed", SEEDS)
def test_schemathesis_finds_nothing(address: str, seed: int, tmp_path: Path) -> None:
    found = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(CONFIG)),
            *("run", f"{address}/openapi.yaml", "--checks", "all"),
            *("--seed", str(seed), "--max-examples", EXAMPLES, "--workers", "1"),
            # Dates are drawn from all years, and few of those fit the contract's three centuries.
            "--suppress-health-check=filter_too_much",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert found.returncode == 0, found.stdout[-6000:]
    assert "passed" in found.stdout
