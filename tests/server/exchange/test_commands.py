from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from server.accounts.models import Organisation
from server.cli import commands
from server.db import Database
from server.events.models import Event
from server.regions.models import Region
from server.spots.models import Spot
from tests.server.builders import EPOCH
from tests.server.exchange.builders import as_csv, events_csv, market, park


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    _run(["migrate"])
    return tmp_path


def _run(command: Sequence[str]) -> Result:
    return CliRunner().invoke(commands, list(command))


def _add_region() -> Result:
    box = "130.7,33.7,132.55,34.85"
    return _run(["region", "add", "--code", "yamaguchi", "--name", "山口県", "--bbox", box])


def _organisation(folder: Path) -> str:
    database, key = Database.at(f"sqlite:///{folder / 'yorimichi.sqlite3'}"), str(uuid.uuid4())
    with database.writing() as session:
        times = {"created_at": EPOCH, "updated_at": EPOCH}
        session.add(Organisation(id=key, kind="municipality", names={"ja": "下松市"}, **times))
    database.close()
    return key


def _count(folder: Path, table: type[Spot | Event | Region]) -> int:
    database = Database.at(f"sqlite:///{folder / 'yorimichi.sqlite3'}")
    with database.reading() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(table))
    database.close()
    return count or 0


def _import(folder: Path, key: str, data: bytes, *options: str) -> Result:
    (folder / "list.csv").write_bytes(data)
    command = ["import", "--organisation", key, "--region", "yamaguchi", *options]
    return _run([*command, str(folder / "list.csv")])


def test_a_region_is_registered_by_its_box_once(folder: Path) -> None:
    assert _add_region().exit_code == 0
    assert _count(folder, Region) == 1
    again = _add_region()
    assert (again.exit_code, "already" in again.output) == (2, True)


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "132,33,130,34", "130,34,132,33"])
def test_a_box_that_is_none_is_refused(folder: Path, box: str) -> None:
    told = _run(["region", "add", "--code", "x", "--name", "x", "--bbox", box])
    assert (told.exit_code, "--bbox" in told.output) == (2, True)
    assert _count(folder, Region) == 0


def test_an_operator_imports_a_list(folder: Path) -> None:
    _add_region()
    key = _organisation(folder)
    dry = _import(folder, key, as_csv(park()), "--dry-run")
    assert (dry.exit_code, "1 created" in dry.output) == (0, True)
    assert _count(folder, Spot) == 0
    real = _import(folder, key, as_csv(park()))
    assert (real.exit_code, "1 created" in real.output) == (0, True)
    assert "1 unchanged" in _import(folder, key, as_csv(park())).output
    assert _count(folder, Spot) == 1
    _import(folder, key, events_csv(market()), "--kind", "events")
    assert _count(folder, Event) == 1


def test_a_list_with_a_refused_row_is_told_and_not_imported(folder: Path) -> None:
    _add_region()
    key = _organisation(folder)
    told = _import(folder, key, as_csv(park(), park(listed_id="A2", lat="")))
    assert told.exit_code == 1
    assert "missing_coordinates" in told.output
    assert "Nothing was imported." in told.output
    assert _count(folder, Spot) == 0
    skipped = _import(folder, key, as_csv(park(), park(listed_id="", lat="")), "--skip-refused")
    assert skipped.exit_code == 0
    assert _count(folder, Spot) == 1


def test_an_organisation_that_does_not_exist_is_named(folder: Path) -> None:
    _add_region()
    told = _import(folder, "nobody", as_csv(park()))
    assert (told.exit_code, "nobody" in told.output) == (2, True)
