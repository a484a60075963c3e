"""A desk at which events are entered."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.databases import RolledBackDatabase
from tests.server.notices.builders import Desk, open_desk


@pytest.fixture
def desk(app: Flask, database: RolledBackDatabase) -> Desk:
    """An editor and a stranger at the service."""
    return open_desk(app, database)
