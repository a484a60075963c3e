"""The service with a real database and real networks, on both backends."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog
from flask import Flask
from flask.testing import FlaskClient

from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.app import create_app
from server.config import Settings
from server.db import Database, make_engine
from server.regions.kernels import OF_THIS_PROCESS
from tests.databases import (
    BACKENDS,
    LentDatabase,
    RolledBackDatabase,
    missing_postgresql,
    postgresql_cluster,
)

NOW = dt.datetime(2027, 3, 1, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Log warnings as plain lines; drawing every traceback's variables would take seconds."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
    )


@pytest.fixture(scope="session", autouse=True)
def _kernels() -> None:
    """Prepare the engine as `yorimichi serve` does."""
    OF_THIS_PROCESS.prepare()


@pytest.fixture(scope="session", params=BACKENDS)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """URL of an empty database on each backend in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.sqlite3'}"
        return
    reason = missing_postgresql()
    if reason:
        pytest.skip(reason)
    with postgresql_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[sa.Engine]:
    """A migrated and seeded database; tests never commit to it."""
    engine = make_engine(database_url)
    migrations.upgrade(engine)
    database = Database(engine)
    for dataset in list_datasets():
        load_dataset(database, dataset, now=NOW)
    yield engine
    engine.dispose()


@pytest.fixture
def database(engine: sa.Engine) -> Iterator[RolledBackDatabase]:
    """Sessions whose changes vanish with the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield RolledBackDatabase(connection)
        transaction.rollback()


@pytest.fixture(scope="session")
def lent_database() -> LentDatabase:
    """What the shared service has for a database: that of the test that runs just now."""
    return LentDatabase()


@pytest.fixture(scope="session")
def shared_app(lent_database: LentDatabase, data_dir: Path) -> Flask:
    """The service, wired once: to compile its addresses takes longer than most tests."""
    settings = Settings(data_dir=data_dir, rate_limit_enabled=False, plan_iterations=100)
    return create_app(settings, database=lent_database, now=lambda: NOW)


@pytest.fixture
def app(
    shared_app: Flask, lent_database: LentDatabase, database: RolledBackDatabase
) -> Iterator[Flask]:
    """The service, at the fixed time `NOW`."""
    lent_database.owner = database
    wired = dict(shared_app.extensions)
    yield shared_app
    shared_app.extensions.clear()
    shared_app.extensions.update(wired)
    lent_database.owner = None


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the service."""
    return app.test_client()


@pytest.fixture
def own_dir(tmp_path: Path, data_dir: Path) -> Path:
    """A folder with the sample region's map, which a test may change."""
    folder = tmp_path / "networks" / "helsinki"
    folder.mkdir(parents=True)
    shutil.copy(data_dir / "networks" / "helsinki" / "map.npz", folder)
    return tmp_path


@pytest.fixture
def own(own_dir: Path, database: RolledBackDatabase) -> FlaskClient:
    """A client of a service with a folder of its own."""
    settings = Settings(data_dir=own_dir, rate_limit_enabled=False)
    return create_app(settings, database=database, now=lambda: NOW).test_client()
