"""A world of its own, and what it logs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from tests.server.bookings.builders import (
    committed_database,
)
from tests.server.bookings.personal_data.world import (
    World,
)


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with committed_database(database_url, tmp_path) as database:
        yield World(database, tmp_path)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    """Everything that is logged, down to the least."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with capture_logs() as kept:
        yield kept
    structlog.configure(wrapper_class=before)
