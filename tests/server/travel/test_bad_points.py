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


def isochrone(client: FlaskClient, place: Any, **query: Any) -> Any:
    return client.get(
        "/v1/isochrones", query_string={"minutes": 5, "region": "town"} | place | query
    )


@pytest.mark.parametrize("mode", ["walk", "drive"])
@BOTH
def test_a_point_outside_everything_is_named_with_its_distance(
    town: FlaskClient, path: str, mode: str
) -> None:
    outside = {"lat": 34.5, "lon": 131.25}
    answer = ask(town, path, at(CORNER), outside, mode=mode)
    if path == "/v1/routes":
        assert faults(answer) == {"/points/1": "outside_network"}
        assert "61." in answer.get_json()["errors"][0]["message"]
    else:
        assert [p["status"] for p in answer.get_json()["points"]] == ["ok", "outside_network"]
        assert answer.get_json()["durations_s"] == [[0, None], [None, None]]
    assert faults(isochrone(town, outside, mode=mode)) == {"?lat": "outside_network"}


@BOTH
def test_without_a_region_a_point_outside_all_of_them_is_named(
    town: FlaskClient, path: str
) -> None:
    ocean = {"lat": 0.0, "lon": -150.0}
    answer = town.post(path, json={"points": [ocean, at(CORNER)]})
    assert faults(answer) == {"/points/0": "no_region"}
    answer = town.get("/v1/isochrones", query_string={**ocean, "minutes": 5})
    assert faults(answer) == {"?lat": "no_region"}


def test_nobody_gets_out_of_a_car_on_a_motorway_or_walks_from_one(town: FlaskClient) -> None:
    for mode in ("walk", "drive"):
        assert faults(isochrone(town, at(MOTORWAY), mode=mode)) == {"?lat": "outside_network"}
        times = ask(town, "/v1/travel-times", at(MOTORWAY), at(CORNER), mode=mode).get_json()
        assert times["points"][0]["status"] == "outside_network"
        assert times["durations_s"][1] == [None, 0]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e400", "nan", "91", "x", ""])
def test_an_isochrone_needs_a_place_on_earth(town: FlaskClient, value: str) -> None:
    answer = isochrone(town, {"lat": value, "lon": 131.25})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"?lat"}


@pytest.mark.parametrize("minutes", ["0", "-1", "121", "5.5", "NaN", "100000000000000000000"])
def test_an_isochrone_takes_whole_minutes_within_limits(town: FlaskClient, minutes: str) -> None:
    answer = isochrone(town, at(CORNER), minutes=minutes)
    assert answer.status_code == 422
    assert set(faults(answer)) == {"?minutes/0"} or set(faults(answer)) == {"?minutes"}


def test_ten_thousand_isochrones_are_refused_by_their_number(town: FlaskClient) -> None:
    minutes = [("minutes", "5")] * 200
    query = [("region", "town"), ("lat", CORNER.lat), ("lon", CORNER.lon), *minutes]
    assert faults(town.get("/v1/isochrones", query_string=query)) == {"?minutes": "too_many"}


@pytest.fixture
def one_way_out(database: RolledBackDatabase, tmp_path: Path) -> FlaskClient:
    """A service for a block and a house, between which there are only steps."""
    nodes = {31: node_at(2, -1), 32: node_at(3, -1)}
    ways = [way(31, 5, 31, highway="steps"), way(32, 31, 32)]
    file = write_town(tmp_path, square_town(*ways, extra_nodes=nodes))
    root = tmp_path / "networks"
    build_network(OsmXmlSource(file), Mode.WALK, root=root, region="town", created_at=NOW)
    bounds = {"west": 131.2, "east": 131.4, "south": 33.9, "north": 34.1}
    with database.writing() as session:
        session.add(make_region("town", centre_lat=33.95, centre_lon=131.25, **bounds))
    settings = Settings(data_dir=tmp_path, rate_limit_enabled=False)
    return create_app(settings, database=database, now=lambda: NOW).test_client()


def test_an_isochrone_on_wheels_ends_at_the_steps(one_way_out: FlaskClient) -> None:
    plain = isochrone(one_way_out, at(CORNER), minutes=10).get_json()["features"][0]
    wheels = isochrone(one_way_out, at(CORNER), minutes=10, profile="wheelchair").get_json()
    area_m2 = wheels["features"][0]["properties"]["area_m2"]
    assert 0 < area_m2 < 0.95 * plain["properties"]["area_m2"]
