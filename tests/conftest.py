"""Fixtures that every part of the tests shares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

LONGEST_FIRST: Final = ("busy", "schemathesis", "real_places")
"""Groups of tests that one process runs one after another; the others fill the time beside them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the groups that take longest, so that no process is left alone with one."""

    def rank(item: pytest.Item) -> int:
        group = item.get_closest_marker("xdist_group")
        return LONGEST_FIRST.index(group.args[0]) if group else len(LONGEST_FIRST)

    items.sort(key=rank)


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
