from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from routing.geodesy import great_circle_m
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record, make_region
from tests.server.http.builders import faults

STATION = {"lat": 60.1713, "lon": 24.9414}
CATHEDRAL = {"lat": 60.1694, "lon": 24.9525}
MARKET = {"lat": 60.1677, "lon": 24.9529}
UBE = {"lat": 33.9427, "lon": 131.2519}
MODES = pytest.mark.parametrize("mode", ["walk", "drive"])


def _route(client: FlaskClient, *points: dict[str, float], **rest: Any) -> dict[str, Any]:
    answer = client.post("/v1/routes", json={"points": points, **rest})
    assert answer.status_code == 200, answer.text
    route: dict[str, Any] = answer.get_json()
    return route


def _away_m(position: list[float], point: dict[str, float]) -> float:
    lon, lat = position
    return float(great_circle_m(lat, lon, point["lat"], point["lon"]))


@MODES
def test_a_route_follows_streets_from_the_first_point_to_the_last(
    client: FlaskClient, mode: str
) -> None:
    points = (STATION, CATHEDRAL, MARKET)
    route = _route(client, *points, mode=mode, region="helsinki")
    assert len(route["legs"]) == 2
    for leg, start, end in zip(route["legs"], points, points[1:], strict=False):
        line = leg["geometry"]["coordinates"]
        assert _away_m(line[0], start) < 100
        assert _away_m(line[-1], end) < 100
        assert leg["mode"] == mode
        assert leg["estimated"] is False
        assert leg["distance_m"] >= _away_m(line[0], {"lat": line[-1][1], "lon": line[-1][0]}) - 1
    first, second = route["legs"]
    assert first["geometry"]["coordinates"][-1] == second["geometry"]["coordinates"][0]


@MODES
def test_the_whole_is_the_sum_of_its_legs(client: FlaskClient, mode: str) -> None:
    route = _route(client, STATION, CATHEDRAL, MARKET, STATION, mode=mode)
    assert route["duration_s"] == sum(leg["duration_s"] for leg in route["legs"])
    assert route["distance_m"] == pytest.approx(sum(leg["distance_m"] for leg in route["legs"]))


@MODES
def test_legs_take_the_times_of_the_matrix(client: FlaskClient, mode: str) -> None:
    points = [STATION, CATHEDRAL, MARKET]
    times = client.post("/v1/travel-times", json={"points": points, "mode": mode}).get_json()
    route = _route(client, *points, mode=mode)
    matrix = times["durations_s"]
    assert [leg["duration_s"] for leg in route["legs"]] == [matrix[0][1], matrix[1][2]]
    assert [matrix[i][i] for i in range(3)] == [0, 0, 0]
    assert times["estimated"] is False


def test_walking_the_same_street_back_takes_as_long(client: FlaskClient) -> None:
    points = [STATION, CATHEDRAL, MARKET]
    matrix = client.post("/v1/travel-times", json={"points": points}).get_json()["durations_s"]
    assert all(matrix[i][j] == matrix[j][i] for i in range(3) for j in range(3))


def test_a_route_on_streets_names_whom_to_thank(client: FlaskClient) -> None:
    assert _route(client, STATION, CATHEDRAL)["attribution"] == ["© OpenStreetMap contributors"]
    assert _route(client, UBE, UBE, region="ube")["attribution"] == []


def test_staying_where_one_is_takes_no_time(client: FlaskClient) -> None:
    for point, region in ((STATION, "helsinki"), (UBE, "ube")):
        (leg,) = _route(client, point, point, region=region)["legs"]
        assert (leg["duration_s"], leg["distance_m"]) == (0, 0.0)
        assert len(leg["geometry"]["coordinates"]) >= 2


def test_a_region_without_a_network_estimates_and_says_so(client: FlaskClient) -> None:
    other = {"lat": 33.95, "lon": 131.26}
    (leg,) = _route(client, UBE, other, region="ube")["legs"]
    assert leg["estimated"] is True
    assert leg["distance_m"] >= _away_m([UBE["lon"], UBE["lat"]], other)
    assert leg["geometry"]["coordinates"][0] == [UBE["lon"], UBE["lat"]]
    times = client.post("/v1/travel-times", json={"points": [UBE, other]}).get_json()
    assert times["estimated"] is True


def test_without_a_region_the_smallest_around_the_first_point_is_taken(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    with database.writing() as session:
        session.add(make_region("wide"))
        session.add(make_region("narrow", west=134.9, east=135.1, south=34.9, north=35.1))
    inside, outside = {"lat": 35.05, "lon": 135.05}, {"lat": 35.15, "lon": 135.0}
    assert _route(client, inside, outside)["region"] == "narrow"
    assert _route(client, outside, inside)["region"] == "wide"
    assert _route(client, inside, outside, region="wide")["region"] == "wide"


@pytest.mark.parametrize("path", ["/v1/routes", "/v1/travel-times"])
def test_a_point_in_no_region_needs_one_named(client: FlaskClient, path: str) -> None:
    lost = {"lat": -48.87, "lon": -123.39}
    assert faults(client.post(path, json={"points": [lost, STATION]})) == {"/points/0": "no_region"}


@pytest.mark.parametrize("path", ["/v1/routes", "/v1/travel-times"])
def test_an_unknown_region_is_404(client: FlaskClient, path: str) -> None:
    answer = client.post(path, json={"points": [STATION, STATION], "region": "atlantis"})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "region_not_found"


@MODES
def test_each_point_off_the_network_is_named_with_its_distance(
    client: FlaskClient, mode: str
) -> None:
    north = {"lat": 60.2613, "lon": 24.9414}
    body = {"points": [STATION, north, UBE], "mode": mode, "region": "helsinki"}
    answer = client.post("/v1/routes", json=body)
    assert faults(answer) == {"/points/1": "outside_network", "/points/2": "outside_network"}
    near, far = (e["message"] for e in answer.get_json()["errors"])
    assert 8 < float(near.split(" km")[0].split()[-1]) < 11
    assert 7000 < float(far.split(" km")[0].split()[-1]) < 8000


def test_the_distance_off_the_network_is_told_in_japanese_too(client: FlaskClient) -> None:
    body = {"points": [STATION, UBE], "region": "helsinki"}
    answer = client.post("/v1/routes", json=body, headers={"Accept-Language": "ja"})
    assert "km 離れています" in answer.get_json()["errors"][0]["message"]


def test_a_point_far_outside_an_estimating_region_is_named(client: FlaskClient) -> None:
    answer = client.post("/v1/routes", json={"points": [UBE, STATION], "region": "ube"})
    assert faults(answer) == {"/points/1": "outside_network"}


@pytest.mark.parametrize("region", ["helsinki", "ube"])
def test_times_to_a_point_off_the_network_are_null(client: FlaskClient, region: str) -> None:
    here = STATION if region == "helsinki" else UBE
    body = {"points": [here, {"lat": 0, "lon": 0}, here], "region": region}
    times = client.post("/v1/travel-times", json=body).get_json()
    assert times["durations_s"] == [[0, None, 0], [None, None, None], [0, None, 0]]
    assert [p["status"] for p in times["points"]] == ["ok", "outside_network", "ok"]
    assert times["points"][1]["location"] is None


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, {"/points": "required"}),
        ({"points": []}, {"/points": "too_few"}),
        ({"points": [STATION]}, {"/points": "too_few"}),
        ({"points": [STATION] * 51}, {"/points": "too_many"}),
        ({"points": [STATION, {"lat": 91, "lon": 0}]}, {"/points/1/lat": "too_large"}),
        ({"points": [STATION, STATION], "mode": "fly"}, {"/mode": "choice"}),
        ({"points": [STATION, STATION], "region": "Helsinki"}, {"/region": "text_form"}),
        ({"points": [STATION, STATION], "via": 1}, {"/via": "unknown_field"}),
    ],
)
def test_a_route_that_cannot_be_asked_for_says_why(
    client: FlaskClient, body: dict[str, Any], pointers: dict[str, str]
) -> None:
    assert faults(client.post("/v1/routes", json=body)) == pointers


def test_the_most_points_that_may_be_asked_for_are_answered(client: FlaskClient) -> None:
    points = [{"lat": 60.165 + n / 8000, "lon": 24.94 + n / 9000} for n in range(100)]
    times = client.post("/v1/travel-times", json={"points": points}).get_json()
    assert [len(row) for row in times["durations_s"]] == [100] * 100
    assert len(_route(client, *points[:50])["legs"]) == 49


@pytest.mark.parametrize("lat", [90, -90])
@pytest.mark.parametrize("path", ["/v1/routes", "/v1/travel-times"])
def test_the_poles_can_be_asked_about(
    client: FlaskClient, database: RolledBackDatabase, lat: int, path: str
) -> None:
    place = {"lat": lat, "lon": 0}
    keep_spots(
        database,
        make_record(lat=lat, lon=0.0),
        region="pole",
        west=-180.0,
        east=180.0,
        south=min(lat, lat - 1.0) if lat > 0 else -90.0,
        north=90.0 if lat > 0 else -89.0,
        centre_lat=float(lat),
        centre_lon=0.0,
    )
    other = {"lat": lat, "lon": 180}
    answer = client.post(path, json={"points": [place, other, place], "region": "pole"})
    assert answer.status_code == 200
