from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.databases import RolledBackDatabase
from tests.server.builders import itinerary_request, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import moment, plan, spot_ids


def by_car(**overrides: Any) -> dict[str, Any]:
    sculptures = ["art", "memorial", "historic"]
    return itinerary_request(mode="drive", park_and_walk=True, categories=sculptures, **overrides)


@pytest.fixture
def planned(client: FlaskClient) -> dict[str, Any]:
    """A day by car in central Helsinki, where the sights stand close together."""
    return plan(client, by_car())


def test_the_car_is_left_and_found_again(planned: dict[str, Any]) -> None:
    (day,) = planned["days"]
    car = None
    for visit, way, onward in zip(day["visits"], day["legs"], day["legs"][1:], strict=False):
        if visit["kind"] == "parking" and way["mode"] == "drive":
            car = visit["location"]
            assert onward["mode"] == "walk"
        elif visit["kind"] == "parking":
            assert visit["location"] == car
    assert car is not None
    assert {leg["mode"] for leg in day["legs"]} == {"drive", "walk"}
    assert day["legs"][0]["mode"] == day["legs"][-1]["mode"] == "drive"


def test_every_clock_follows_from_the_one_before(planned: dict[str, Any]) -> None:
    (day,) = planned["days"]
    assert len(day["legs"]) == len(day["visits"]) + 1
    for (before, after), leg in zip(pairwise(day["visits"]), day["legs"][1:-1], strict=True):
        way = dt.timedelta(seconds=leg["duration_s"])
        assert moment(after["arrive"]) == moment(before["leave"]) + way


def test_the_parked_car_is_no_spot_and_costs_nothing(planned: dict[str, Any]) -> None:
    parked = [v for v in planned["days"][0]["visits"] if v["kind"] == "parking"]
    assert all(v["spot_id"] is None and v["category"] is None for v in parked)
    assert {v["name"] for v in parked} == {"Parked car"}
    assert sorted(s for ids in planned["by_category"].values() for s in ids) == sorted(
        spot_ids(planned)
    )


def test_the_parked_car_is_named_in_japanese_too(client: FlaskClient) -> None:
    names = {v["name"] for v in plan(client, by_car(), "ja")["days"][0]["visits"]}
    assert "駐車" in names


@pytest.mark.parametrize("form", ["geojson", "gpx", "ics"])
def test_every_export_takes_the_parked_car(
    client: FlaskClient, planned: dict[str, Any], form: str
) -> None:
    answer = client.get(planned["links"][form], headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count("Parked car") >= 2


def test_the_page_shows_the_parked_car(client: FlaskClient, planned: dict[str, Any]) -> None:
    page = client.get(f"/itineraries/{planned['id']}", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "Parked car" in page.get_data(as_text=True)


def test_without_the_wish_nothing_is_walked(client: FlaskClient) -> None:
    driven = plan(client, itinerary_request(mode="drive"))
    assert {leg["mode"] for leg in driven["days"][0]["legs"]} == {"drive"}


def test_on_foot_the_wish_changes_nothing(client: FlaskClient) -> None:
    walked = plan(client, itinerary_request(park_and_walk=True))
    assert {v["kind"] for v in walked["days"][0]["visits"]} == {"spot"}


def test_a_region_without_footpaths_is_driven_through(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, *(make_record(n) for n in (1, 2, 3)))
    driven = plan(client, somewhere_request(mode="drive", park_and_walk=True))
    assert {leg["mode"] for leg in driven["days"][0]["legs"]} == {"drive"}
