"""Networks that several tests read; each is built once a session."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from routing.model import Mode
from routing.street_network import (
    PbfSource,
    StreetNetwork,
    build_network,
    load_network,
    sample_pbf,
)


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with both networks of the sample region, `sample`."""
    root = tmp_path_factory.mktemp("networks")
    created_at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    for mode in Mode:
        source = PbfSource(sample_pbf())
        build_network(source, mode, root=root, region="sample", created_at=created_at)
    return root


@pytest.fixture(scope="session")
def sample_walk_network(sample_root: Path) -> StreetNetwork:
    return load_network(sample_root, "sample", Mode.WALK)


@pytest.fixture(scope="session")
def sample_drive_network(sample_root: Path) -> StreetNetwork:
    return load_network(sample_root, "sample", Mode.DRIVE)
