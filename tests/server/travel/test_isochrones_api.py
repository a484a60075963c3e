from __future__ import annotations

import itertools
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient

from tests.databases import RolledBackDatabase
from tests.server.builders import make_region
from tests.server.http.builders import faults

STATION = {"lat": 60.1713, "lon": 24.9414}
CATHEDRAL = {"lat": 60.1694, "lon": 24.9525}
UBE = {"lat": 33.9427, "lon": 131.2519}
MODES = pytest.mark.parametrize("mode", ["walk", "drive"])


def asked(client: FlaskClient, place: dict[str, float], *minutes: int, **rest: Any) -> Any:
    answer = client.get("/v1/isochrones", query_string={**place, "minutes": minutes, **rest})
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/geo+json"
    return answer.get_json()


def shapes(collection: Any) -> list[shapely.geometry.base.BaseGeometry]:
    return [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]


@MODES
def test_areas_are_valid_nested_and_drawn_largest_first(client: FlaskClient, mode: str) -> None:
    collection = asked(client, STATION, 5, 15, 10, mode=mode)
    said = [feature["properties"] for feature in collection["features"]]
    assert [properties["minutes"] for properties in said] == [15, 10, 5]
    assert not any(properties["estimated"] for properties in said)
    areas = shapes(collection)
    for outer, inner in itertools.pairwise(areas):
        assert outer.is_valid
        assert outer.buffer(3e-5).covers(inner)
        assert outer.area >= inner.area
    assert areas[-1].covers(shapely.Point(STATION["lon"], STATION["lat"]))
    assert collection["attribution"] == ["© OpenStreetMap contributors"]


@MODES
def test_a_place_lies_in_the_area_of_the_minutes_that_it_takes(
    client: FlaskClient, mode: str
) -> None:
    body = {"points": [STATION, CATHEDRAL], "mode": mode}
    seconds = client.post("/v1/travel-times", json=body).get_json()["durations_s"][0][1]
    minutes = -(-seconds // 60) + 1
    (area,) = shapes(asked(client, STATION, minutes, mode=mode))
    assert area.buffer(3e-4).covers(shapely.Point(CATHEDRAL["lon"], CATHEDRAL["lat"]))


def test_outer_rings_turn_anticlockwise_and_stay_closed(client: FlaskClient) -> None:
    for feature in asked(client, STATION, 10)["features"]:
        outer, *holes = feature["geometry"]["coordinates"]
        assert outer[0] == outer[-1]
        assert shapely.LinearRing(outer).is_ccw
        assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)


def test_slow_walkers_and_wheelchairs_reach_no_more_than_others(client: FlaskClient) -> None:
    areas = {
        profile: asked(client, STATION, 10, profile=profile)["features"][0]["properties"]["area_m2"]
        for profile in ("none", "slow_walker", "wheelchair", "stroller")
    }
    assert areas["slow_walker"] < areas["none"]
    assert max(areas.values()) == areas["none"]


def test_a_region_without_streets_draws_circles_and_says_so(client: FlaskClient) -> None:
    collection = asked(client, UBE, 10, 30)
    assert collection["region"] == "ube"
    assert [f["properties"]["estimated"] for f in collection["features"]] == [True, True]
    assert collection["attribution"] == []
    large, small = (feature["properties"]["area_m2"] for feature in collection["features"])
    assert large == pytest.approx(9 * small, rel=0.01)


def test_the_same_minutes_twice_are_one_area(client: FlaskClient) -> None:
    assert len(asked(client, UBE, 10, 10)["features"]) == 1


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    query = {**STATION, "minutes": 5}
    etag = client.get("/v1/isochrones", query_string=query).headers["ETag"]
    again = client.get("/v1/isochrones", query_string=query, headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "pointers"),
    [
        ({}, {"?lat": "required", "?lon": "required", "?minutes": "required"}),
        ({**STATION, "minutes": [0]}, {"?minutes": "too_small"}),
        ({**STATION, "minutes": [121]}, {"?minutes": "too_large"}),
        ({**STATION, "minutes": [1, 2, 3, 4, 5, 6]}, {"?minutes": "too_many"}),
        ({**STATION, "minutes": ["5.5"]}, {"?minutes": "number_type"}),
        (
            {"lat": "nan", "lon": "inf", "minutes": 5},
            {"?lat": "number_type", "?lon": "number_type"},
        ),
        ({"lat": 91, "lon": 181, "minutes": 5}, {"?lat": "too_large", "?lon": "too_large"}),
        ({**STATION, "minutes": 5, "mode": "fly"}, {"?mode": "choice"}),
        ({**STATION, "minutes": 5, "profile": "cat"}, {"?profile": "choice"}),
        ({**STATION, "minutes": 5, "colour": "red"}, {"?colour": "unknown_field"}),
        ({"lat": -48.87, "lon": -123.39, "minutes": 5}, {"?lat": "no_region"}),
        ({**UBE, "minutes": 5, "region": "helsinki"}, {"?lat": "outside_network"}),
        ({**STATION, "minutes": 5, "region": "ube"}, {"?lat": "outside_network"}),
    ],
)
def test_what_cannot_be_drawn_says_why(
    client: FlaskClient, query: dict[str, Any], pointers: dict[str, str]
) -> None:
    assert faults(client.get("/v1/isochrones", query_string=query)) == pointers


def test_how_far_the_streets_are_is_told(client: FlaskClient) -> None:
    query = {"lat": 60.2613, "lon": 24.9414, "minutes": 5, "region": "helsinki"}
    answer = client.get("/v1/isochrones", query_string=query, headers={"Accept-Language": "ja"})
    assert "km 離れています" in answer.get_json()["errors"][0]["message"]


def test_an_unknown_region_is_404(client: FlaskClient) -> None:
    query = {**STATION, "minutes": 5, "region": "atlantis"}
    assert client.get("/v1/isochrones", query_string=query).status_code == 404


@pytest.mark.parametrize("lat", [90, -90])
def test_the_poles_can_be_asked_about(
    client: FlaskClient, database: RolledBackDatabase, lat: int
) -> None:
    bounds = {"west": -180.0, "east": 180.0, "south": min(lat, 89.0), "north": max(lat, -89.0)}
    with database.writing() as session:
        session.add(make_region("pole", centre_lat=float(lat), centre_lon=0.0, **bounds))
    (area,) = shapes(asked(client, {"lat": lat, "lon": 10}, 60, region="pole"))
    assert area.is_valid
