"""The service on a routing server: what it answers, and what it says while that server is down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from server.app import create_app
from server.config import RoutingEngine, Settings
from tests.databases import RolledBackDatabase
from tests.routing.engines.fake_servers import STREET_NAME, Asked, osrm, serving, valhalla
from tests.server.conftest import NOW
from tests.server.http.builders import faults

HERE, THERE = {"lat": 33.951, "lon": 131.25}, {"lat": 33.96, "lon": 131.26}
CUT_OFF, OFF_THE_MAP = {"lat": 34.6, "lon": 131.25}, {"lat": 0.0, "lon": 0.0}
DIALECTS = {RoutingEngine.OSRM: osrm, RoutingEngine.VALHALLA: valhalla}


def make_client(database: RolledBackDatabase, data_dir: Any, **overrides: Any) -> FlaskClient:
    settings = Settings(
        data_dir=data_dir, rate_limit_enabled=False, plan_iterations=20, **overrides
    )
    return create_app(settings, database=database, now=lambda: NOW).test_client()


@pytest.fixture(params=DIALECTS)
def remote(
    request: pytest.FixtureRequest, database: RolledBackDatabase, data_dir: Any
) -> Iterator[tuple[FlaskClient, Asked]]:
    """A client of a service that walks by a routing server, and what that server is asked."""
    with serving(DIALECTS[request.param]) as (url, asked):
        asks = {"routing_engine": request.param, "routing_engine_url_walk": url}
        yield make_client(database, data_dir, routing_engine_table_size=10, **asks), asked


def plan_request(**overrides: Any) -> dict[str, Any]:
    day = {
        "date": "2027-05-15",
        "start": {**HERE, "time": "09:30"},
        "end": {**HERE, "time": "15:00"},
    }
    return {"region": "ube", "mode": "walk", "days": [day], "seed": 1, **overrides}


Remote = tuple[FlaskClient, Asked]


def test_routes_come_from_the_server(remote: Remote) -> None:
    client, _ = remote
    answer = client.post("/v1/routes", json={"points": [HERE, THERE], "region": "ube"}).get_json()
    (leg,) = answer["legs"]
    assert leg["estimated"] is False
    assert leg["streets"] == [STREET_NAME]
    assert answer["attribution"] == ["© OpenStreetMap contributors"]


def test_a_mode_without_a_server_stays_embedded(remote: Remote) -> None:
    client, asked = remote
    station, cathedral = {"lat": 60.1713, "lon": 24.9414}, {"lat": 60.1694, "lon": 24.9525}
    body = {"points": [station, cathedral], "mode": "drive", "region": "helsinki"}
    assert client.post("/v1/routes", json=body).status_code == 200
    assert asked.paths == []


def test_each_point_and_pair_has_its_own_answer(remote: Remote) -> None:
    client, _ = remote
    body = {"points": [HERE, OFF_THE_MAP, THERE, CUT_OFF, HERE], "region": "ube"}
    times = client.post("/v1/travel-times", json=body).get_json()
    rows = times["durations_s"]
    assert [p["status"] for p in times["points"]] == ["ok", "outside_network", "ok", "ok", "ok"]
    assert rows[0][1] is rows[1][1] is rows[0][3] is rows[3][2] is None
    assert rows[0][0] == rows[0][4] == 0
    assert rows[0][2] > 0


def test_a_way_that_does_not_exist_is_named(remote: Remote) -> None:
    client, _ = remote
    body = {"points": [HERE, THERE, CUT_OFF], "region": "ube"}
    assert faults(client.post("/v1/routes", json=body)) == {"/points/2": "unreachable"}


def test_a_point_that_the_server_knows_no_street_for_is_named(remote: Remote) -> None:
    client, _ = remote
    body = {"points": [HERE, OFF_THE_MAP], "region": "ube"}
    answer = client.post("/v1/routes", json=body)
    assert faults(answer) == {"/points/1": "outside_network"}
    assert "inf" not in answer.text


def test_a_plan_walks_by_the_server(remote: Remote) -> None:
    client, asked = remote
    answer = client.post("/v1/itineraries", json=plan_request())
    assert answer.status_code == 201, answer.text
    day = answer.get_json()["days"][0]
    assert day["visits"]
    assert not any(leg["estimated"] for leg in day["legs"])
    assert asked.paths


def test_a_region_says_that_its_times_come_from_a_server(remote: Remote) -> None:
    client, _ = remote
    networks = client.get("/v1/regions/ube").get_json()["networks"]
    walk = next(network for network in networks if network["mode"] == "walk")
    assert walk["estimated"] is False
    assert walk["source"] in {"osrm", "valhalla"}


def test_osrm_refuses_a_wheelchairs_plan_instead_of_ignoring_the_steps(
    database: RolledBackDatabase, data_dir: Any
) -> None:
    with serving(osrm) as (url, _):
        client = make_client(database, data_dir, routing_engine="osrm", routing_engine_url_walk=url)
        answer = client.post("/v1/itineraries", json=plan_request(access_profile="wheelchair"))
    assert faults(answer) == {"/access_profile": "profile_not_served"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/routes", {"points": [HERE, THERE], "region": "ube"}),
        ("/v1/travel-times", {"points": [HERE, THERE], "region": "ube"}),
        ("/v1/itineraries", plan_request()),
    ],
)
def test_a_server_that_is_down_is_503_and_says_when_to_come_back(
    remote: Remote, path: str, body: dict[str, Any]
) -> None:
    client, asked = remote
    asked.instead.extend([(500, b"{}")] * 20)
    answer = client.post(path, json=body, headers={"Accept-Language": "ja"})
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "routing_unavailable"
    assert "移動時間" in answer.get_json()["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_readiness_tells_whether_the_server_answers(remote: Remote) -> None:
    client, asked = remote
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert "routing" in ready.get_json()["checked"]
    asked.instead.append((500, b"{}"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["failures"]["routing"].startswith("walk: ")
    assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "settings",
    [
        {"routing_engine": "osrm"},
        {"routing_engine_url_walk": "http://127.0.0.1:5000"},
        {"routing_engine": "osrm", "routing_engine_url_walk": "not an address"},
        {"routing_engine": "teleport", "routing_engine_url_walk": "http://127.0.0.1:5000"},
    ],
)
def test_an_engine_without_an_address_or_the_reverse_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(**settings)
