from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError

from server import migrations
from server.db import Database
from server.regions.models import Region
from tests.databases import RolledBackDatabase
from tests.server.builders import make_region


def test_the_migrated_database_equals_the_tables_in_the_code(engine: sa.Engine) -> None:
    migrations.check(engine)


def test_a_failed_write_leaves_nothing_behind(database: RolledBackDatabase) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.add(make_region("half"))
            session.flush()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as session:
        assert session.get(Region, "half") is None


def test_a_reading_session_never_commits(database: RolledBackDatabase) -> None:
    with database.reading() as session:
        session.add(make_region("ghost"))
        session.flush()
    with database.reading() as session:
        assert session.get(Region, "ghost") is None


def test_an_instant_comes_back_as_the_same_aware_utc_instant(
    database: RolledBackDatabase,
) -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    written = dt.datetime(2027, 5, 1, 8, 30, tzinfo=tokyo)
    with database.writing() as session:
        session.add(make_region("clock", updated_at=written))
    with database.reading() as session:
        read = session.get_one(Region, "clock").updated_at
    assert read == written
    assert read.tzinfo is dt.UTC


def test_a_naive_datetime_is_refused(database: RolledBackDatabase) -> None:
    naive = dt.datetime(2027, 5, 1)  # noqa: DTZ001 - the point of the test
    with pytest.raises(StatementError, match="naive"), database.writing() as session:
        session.add(make_region("naive", updated_at=naive))


def test_the_database_itself_refuses_a_region_turned_inside_out(
    database: RolledBackDatabase,
) -> None:
    with (
        pytest.raises(IntegrityError, match="ck_regions_"),
        database.writing() as session,
    ):
        session.add(make_region("inside_out", west=10.0, east=9.0, centre_lon=9.5))


@pytest.mark.parametrize(("stored", "sought"), [("Ärkäs", "ÄRKÄS"), ("ÅBO", "åbo"), ("Ｔ", "ｔ")])
def test_letter_case_is_ignored_beyond_ascii_in_both_databases(
    database: RolledBackDatabase, stored: str, sought: str
) -> None:
    statement = sa.select(sa.literal(stored).icontains(sought))
    with database.reading() as session:
        assert session.scalar(statement)


def test_concurrent_sqlite_writers_wait_for_each_other_and_lose_nothing(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path / 'busy.sqlite3'}")
    migrations.upgrade(database.engine)

    def write(worker: int) -> None:
        for number in range(10):
            with database.writing() as session:
                session.add(make_region(f"w{worker}n{number}"))

    workers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Region)) == 80
    database.close()
