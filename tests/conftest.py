"""Fixtures that every part of the tests shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real street and municipal files; skips where it is absent."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("YORIMICHI_SHARED_DATA") or beside)
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set YORIMICHI_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the sample region's networks, built once for all test processes."""
    from tests.sample_region import build_once  # loads what tests of the engine can do without

    shared = tmp_path_factory.getbasetemp()
    return build_once((shared.parent if shared.name.startswith("popen-") else shared) / "data")
