"""Points and pairs that nobody can travel between: a typed answer each, never a crash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from routing.model import Mode
from routing.street_network import OsmXmlSource, build_network
from server.app import create_app
from server.config import Settings
from tests.databases import RolledBackDatabase
from tests.routing.networks.builders import node_at, square_town, way, write_town
from tests.server.builders import make_region
from tests.server.conftest import NOW
from tests.server.http.builders import faults

CORNER, OTHER = node_at(0, 0), node_at(1, 1)
ISLAND, MOTORWAY = node_at(30.5, 0), node_at(0, 30.5)
BOTH = pytest.mark.parametrize("path", ["/v1/routes", "/v1/travel-times"])


def at(node: Any) -> dict[str, float]:
    return {"lat": node.lat, "lon": node.lon}


@pytest.fixture
def town(database: RolledBackDatabase, tmp_path: Path) -> FlaskClient:
    """A service for one block of streets, an island 3 km east and a motorway 3 km north."""
    islands = {31: node_at(30, 0), 32: node_at(31, 0), 41: node_at(0, 30), 42: node_at(0, 31)}
    ways = [way(31, 31, 32), way(41, 41, 42, highway="motorway")]
    file = write_town(tmp_path, square_town(*ways, extra_nodes=islands))
    for mode in Mode:
        root = tmp_path / "networks"
        build_network(OsmXmlSource(file), mode, root=root, region="town", created_at=NOW)
    bounds = {"west": 131.2, "east": 131.4, "south": 33.9, "north": 34.1}
    with database.writing() as session:
        session.add(make_region("town", centre_lat=33.95, centre_lon=131.25, **bounds))
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    return create_app(settings, database=database, now=lambda: NOW).test_client()


def ask(client: FlaskClient, path: str, *points: dict[str, Any], mode: str = "walk") -> Any:
    return client.post(path, json={"points": points, "mode": mode, "region": "town"})


@pytest.mark.parametrize("mode", ["walk", "drive"])
def test_an_island_cut_off_from_the_rest_is_off_the_network(town: FlaskClient, mode: str) -> None:
    answer = ask(town, "/v1/routes", at(CORNER), at(ISLAND), mode=mode)
    assert faults(answer) == {"/points/1": "outside_network"}
    assert 2 < float(answer.get_json()["errors"][0]["message"].split(" km")[0].split()[-1]) < 4
    times = ask(town, "/v1/travel-times", at(CORNER), at(ISLAND), at(OTHER), mode=mode).get_json()
    assert [point["status"] for point in times["points"]] == ["ok", "outside_network", "ok"]
    assert times["durations_s"][1] == [None, None, None]
    assert times["durations_s"][0][2] > 0


def test_nobody_walks_on_a_motorway(town: FlaskClient) -> None:
    assert faults(ask(town, "/v1/routes", at(MOTORWAY), at(CORNER))) == {
        "/points/0": "outside_network"
    }


@BOTH
def test_points_at_one_place_are_no_time_apart(town: FlaskClient, path: str) -> None:
    answer = ask(town, path, at(CORNER), at(CORNER), at(CORNER)).get_json()
    if path == "/v1/routes":
        assert (answer["duration_s"], answer["distance_m"]) == (0, 0.0)
    else:
        assert answer["durations_s"] == [[0] * 3] * 3


@BOTH
def test_ten_thousand_points_are_refused_by_their_number_or_their_size(
    town: FlaskClient, path: str
) -> None:
    whole = {"lat": 33, "lon": 131}
    assert faults(ask(town, path, *[whole] * 10_000)) == {"/points": "too_many"}
    long = {"lat": 33.12345678, "lon": 131.12345678}
    assert ask(town, path, *[long] * 10_000).status_code == 413


@BOTH
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_json_is_no_coordinate(town: FlaskClient, path: str, value: str) -> None:
    body = f'{{"points": [{{"lat": {value}, "lon": 0}}, {{"lat": 1, "lon": 0}}]}}'
    answer = town.post(path, data=body, content_type="application/json")
    assert answer.status_code == 422
    assert faults(answer) == {"/points/0/lat": "number_finite"}


@BOTH
@pytest.mark.parametrize(
    ("lat", "code"),
    [(1e400, None), ("33", "number_type"), (None, "number_type"), (90.1, "too_large")],
)
def test_what_is_no_place_on_earth_is_named(
    town: FlaskClient, path: str, lat: Any, code: str | None
) -> None:
    if code is None:
        body = '{"points": [{"lat": 1e400, "lon": 0}, {"lat": 1, "lon": 0}]}'
        answer = town.post(path, data=body, content_type="application/json")
        assert faults(answer) == {"/points/0/lat": "number_finite"}
    else:
        answer = ask(town, path, {"lat": lat, "lon": 0}, at(CORNER))
        assert faults(answer) == {"/points/0/lat": code}


def test_isochrones_on_an_island_say_how_far_the_streets_are(town: FlaskClient) -> None:
    query = {**at(ISLAND), "minutes": 5, "region": "town"}
    assert faults(town.get("/v1/isochrones", query_string=query)) == {"?lat": "outside_network"}
