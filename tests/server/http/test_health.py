from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from server import migrations
from server.app import create_app
from server.config import Settings
from server.db import Database
from tests.databases import RolledBackDatabase


def _client(data_dir: Path) -> FlaskClient:
    settings = Settings(data_dir=data_dir, database_url=None, rate_limit_enabled=False)
    return create_app(settings, now=lambda: dt.datetime(2027, 3, 1, tzinfo=dt.UTC)).test_client()


def _migrate(data_dir: Path) -> None:
    database = Database.at(Settings(data_dir=data_dir, database_url=None).sqlalchemy_url)
    migrations.upgrade(database.engine)
    database.close()


def test_a_migrated_service_with_its_networks_is_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ready", "checked": ["database", "kernels", "networks"]}


def test_an_unmigrated_database_is_not_ready_but_alive(tmp_path: Path) -> None:
    client = _client(tmp_path)
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "yorimichi migrate" in answer.get_json()["failures"]["database"]
    assert answer.headers["Retry-After"]


def test_an_unreachable_database_is_not_ready(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url="postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    )
    answer = create_app(settings).test_client().get("/readyz")
    assert answer.status_code == 503
    assert "unreachable" in answer.get_json()["failures"]["database"]


@pytest.mark.parametrize("asked", ["en", "ja"])
def test_while_the_database_is_away_the_api_says_when_to_come_back(
    tmp_path: Path, asked: str
) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url="postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    )
    client = create_app(settings).test_client()
    answer = client.get("/v1/regions", headers={"Accept-Language": asked})
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "unavailable"
    assert int(answer.headers["Retry-After"]) > 0
    assert "nobody" not in answer.text
    assert client.get("/v1/categories").status_code == 200


def test_a_missing_table_is_unavailable_and_not_our_fault(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    with database.writing() as session:
        session.execute(sa.text("ALTER TABLE regions RENAME TO not_yet_migrated"))
    answer = client.get("/v1/regions")
    assert answer.status_code == 503
    assert answer.get_json()["code"] == "unavailable"


def test_a_region_without_networks_does_not_hold_readiness_up(tmp_path: Path) -> None:
    _migrate(tmp_path)
    assert _client(tmp_path).get("/readyz").status_code == 200


def test_a_damaged_network_is_not_ready_and_is_named(tmp_path: Path, data_dir: Path) -> None:
    _migrate(tmp_path)
    shutil.copytree(data_dir / "networks", tmp_path / "networks")
    for version in (tmp_path / "networks" / "helsinki" / "walk").glob("*/manifest.json"):
        (version.parent / "edge_time_ms.npy").write_bytes(b"not an array")
    answer = _client(tmp_path).get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["failures"].keys() == {"networks"}
    assert "helsinki/walk" in answer.get_json()["failures"]["networks"]


def test_why_it_is_not_ready_is_told_to_this_machine_only(tmp_path: Path) -> None:
    answer = _client(tmp_path).get("/readyz", headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status_code == 503
    assert answer.get_json() == {"status": "not ready", "failures": ["database"]}


def test_planning_goes_on_by_estimates_while_a_network_is_damaged(
    app: Flask, tmp_path: Path
) -> None:
    folder = tmp_path / "networks" / "helsinki" / "walk"
    folder.mkdir(parents=True)
    (folder / "current").write_bytes(b"\xff\xfe not a version")
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    database = app.extensions["yorimichi"].database
    client = create_app(settings, database=database).test_client()
    points = [{"lat": 60.1713, "lon": 24.9414}, {"lat": 60.1694, "lon": 24.9525}]
    answer = client.post("/v1/routes", json={"points": points, "region": "helsinki"})
    assert answer.status_code == 200
    assert answer.get_json()["legs"][0]["estimated"] is True
    assert client.get("/readyz").status_code == 503


def test_metrics_are_for_this_machine_only(client: FlaskClient) -> None:
    client.get("/v1/categories")
    here = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "127.0.0.1"})
    assert here.status_code == 200
    assert 'operation="list_categories"' in here.get_data(as_text=True)
    elsewhere = client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 404
    proxied = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert proxied.status_code == 404


def _refused_methods(metrics: str) -> float:
    """Return how many requests with methods that there are not have been counted."""
    start = 'yorimichi_requests_total{method="other",operation="none",status="405"} '
    counted = [line.removeprefix(start) for line in metrics.splitlines() if line.startswith(start)]
    return float(*counted) if counted else 0.0


def test_invented_methods_and_addresses_do_not_grow_the_metrics(client: FlaskClient) -> None:
    before = _refused_methods(client.get("/metrics").get_data(as_text=True))
    for number in range(5):
        client.open("/v1/categories", method=f"BREW{number}")
        client.get(f"/nowhere/{number}")
    text = client.get("/metrics").get_data(as_text=True)
    assert "BREW" not in text
    assert "nowhere" not in text
    assert _refused_methods(text) == before + 5
