"""The whole way on real data: streets of Kumamoto and Ube, the real spots of Ube."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from routing.model import Mode
from routing.street_network import (
    BuildReport,
    GraphmlSource,
    NetworkSource,
    OverpassJsonSource,
    PbfSource,
    build_network,
)
from seed_spots.datasets import list_datasets
from seed_spots.load import load_dataset
from server import migrations
from server.app import create_app
from server.config import Settings
from server.db import Database

pytestmark = [pytest.mark.shared_data, pytest.mark.xdist_group("real_places")]

NOW = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)
UBE_SHINKAWA = {"lat": 33.95837, "lon": 131.24248}


def build(source: NetworkSource, mode: Mode, root: Path, region: str) -> BuildReport:
    return build_network(source, mode, root=root, region=region, created_at=NOW)


@pytest.mark.parametrize("mode", list(Mode))
def test_kumamoto_from_the_extract_and_from_overpass_is_the_same_town(
    mode: Mode, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "streets" / "kumamoto"
    answer = {Mode.WALK: "overpass_all.json.gz", Mode.DRIVE: "overpass_drive.json.gz"}[mode]
    extract = build(PbfSource(folder / "kumamoto_chuo.osm.pbf"), mode, tmp_path, "extract")
    overpass = build(OverpassJsonSource(folder / answer), mode, tmp_path, "overpass")
    for one, other in (
        (extract.info.extent.nodes, overpass.info.extent.nodes),
        (extract.info.extent.edges, overpass.info.extent.edges),
        (extract.info.extent.length_km, overpass.info.extent.length_km),
    ):
        assert one == pytest.approx(other, rel=0.01)
    assert extract.info.extent.nodes > 7000


@pytest.fixture(scope="module")
def ube_client(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("ube")
    settings = Settings(data_dir=folder, database_url=None, rate_limit_enabled=False)
    streets = shared_data / "streets" / "ube" / "ube_walk.graphml.gz"
    build(GraphmlSource(streets), Mode.WALK, settings.networks_dir, "ube")
    database = Database.at(settings.sqlalchemy_url)
    migrations.upgrade(database.engine)
    for dataset in list_datasets():
        if dataset.region.code == "ube":
            load_dataset(database, dataset, now=NOW)
    yield create_app(settings, database=database, now=lambda: NOW).test_client()
    database.close()


def plan_ube(client: FlaskClient, **overrides: Any) -> dict[str, Any]:
    day = {
        "date": "2027-05-15",
        "start": {**UBE_SHINKAWA, "time": "09:00"},
        "end": {**UBE_SHINKAWA, "time": "17:30"},
    }
    request = {"region": "ube", "mode": "walk", "days": [day], "lesser_known": 0.7, **overrides}
    response = client.post("/v1/itineraries", json=request, headers={"Accept-Language": "ja"})
    assert response.status_code == 201, response.get_data(as_text=True)
    planned: dict[str, Any] = response.get_json()
    return planned


def test_a_day_on_foot_in_ube_follows_its_real_streets(ube_client: FlaskClient) -> None:
    (day,) = plan_ube(ube_client)["days"]
    assert len(day["visits"]) >= 4
    assert not any(leg["estimated"] for leg in day["legs"])
    assert sum(len(leg["geometry"]["coordinates"]) for leg in day["legs"]) > 100
    assert all(visit["leave"] <= "2027-05-15T17:30:00+09:00" for visit in day["visits"])


def test_by_car_ube_is_estimated_and_says_so(ube_client: FlaskClient) -> None:
    planned = plan_ube(ube_client, mode="drive")
    assert all(leg["estimated"] for day in planned["days"] for leg in day["legs"])
    assert "estimated_travel_times" in [warning["code"] for warning in planned["warnings"]]


def test_spots_far_from_every_street_are_named_as_such(ube_client: FlaskClient) -> None:
    skipped = plan_ube(ube_client)["skipped"]
    assert {"outside_network"} <= {spot["reason"] for spot in skipped}
