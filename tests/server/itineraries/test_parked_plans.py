"""Plans by car and on foot, once they are kept: checked, extended, planned anew."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.server.itineraries.builders import moment, plan, spot_ids, visits
from tests.server.itineraries.test_park_and_walk import by_car
from tests.server.itineraries.test_replan import kept, replan


@pytest.fixture
def planned(client: FlaskClient) -> dict[str, Any]:
    """A day by car in central Helsinki, where the sights stand close together."""
    return plan(client, by_car())


def _outing(planned: dict[str, Any]) -> tuple[int, int]:
    """Return the ranks of the first car that is left for two visits or more, and of its return."""
    stops = planned["days"][0]["visits"]
    ranks = [rank for rank, v in enumerate(stops) if v["kind"] == "parking"]
    return next((a, b) for a, b in zip(ranks[::2], ranks[1::2], strict=True) if b - a > 2)


def _follow(planned: dict[str, Any], start: dict[str, Any]) -> None:
    """Follow the tourist and the car: nobody drives off from where the car is not."""
    (day,) = planned["days"]
    assert len(day["legs"]) == len(day["visits"]) + 1
    here, car = start["location"], start["car"] or start["location"]
    clock = moment(start["time"])
    for visit, leg in zip(day["visits"], day["legs"], strict=False):
        if leg["mode"] == "drive":
            assert here == car
            car = visit["location"]
        assert moment(visit["arrive"]) == clock + dt.timedelta(seconds=leg["duration_s"])
        clock, here = moment(visit["leave"]), visit["location"]
    assert day["legs"][-1]["mode"] == "drive"
    assert here == car


def _rest(planned: dict[str, Any]) -> dict[str, Any]:
    """Return the plan less what is done."""
    (day,) = planned["days"]
    after = day["resumed"]["after"]
    rest = {**day, "visits": day["visits"][after:], "legs": day["legs"][after:]}
    return {**planned, "days": [rest]}


def test_who_is_on_time_keeps_the_day_in_its_order(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    (day,) = planned["days"]
    left = day["visits"][_outing(planned)[1] - 1]
    here = {axis: left["location"][axis] for axis in ("lat", "lon")}
    new = replan(client, planned, {"at": here, "now": left["leave"]})
    assert spot_ids(new) == spot_ids(planned)


def test_a_plan_that_parks_passes_its_own_check_by_the_same_clock(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    checked = client.get(planned["links"]["self"] + "/check").get_json()
    assert checked["violations"] == []
    keys = ("kind", "spot_id", "arrive", "begin", "leave")
    (old,), (new,) = planned["days"], checked["days"]
    assert [[v[k] for k in keys] for v in new["stops"]] == [
        [v[k] for k in keys] for v in old["visits"]
    ]
    assert new["totals"]["travel_s"] == old["totals"]["travel_s"]


def test_a_detour_from_the_car_or_on_the_walk_costs_what_it_says(
    client: FlaskClient,
) -> None:
    planned = plan(client, {**by_car(), "categories": ["memorial"]})
    query = "/detours?max_minutes=120&limit=50&category=park&category=museum"
    found = client.get(planned["links"]["self"] + query).get_json()["detours"]
    assert found
    legs = planned["days"][0]["legs"]
    assert [d["mode"] for d in found] == [legs[d["after"]]["mode"] for d in found]
    assert {d["mode"] for d in found} == {"drive", "walk"}
    stops = planned["days"][0]["visits"]
    for detour in found:
        assert detour["spot_id"] not in spot_ids(planned)
        assert 0 <= detour["added_s"] <= 120 * 60
        before = stops[detour["after"] - 1]["leave"] if detour["after"] else None
        assert before is None or moment(detour["arrive"]) >= moment(before)
        if legs[detour["after"]]["mode"] == "walk" and before is not None:
            assert moment(detour["arrive"]) - moment(before) <= dt.timedelta(minutes=15)


def test_in_the_middle_of_a_walk_one_goes_back_to_the_car_before_driving(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    parked, back = _outing(planned)
    stops = planned["days"][0]["visits"]
    first = stops[parked + 1]
    body = {"at": first["location"], "now": first["leave"], "reason": "late"}
    new = replan(client, planned, body)
    (day,) = new["days"]
    assert day["visits"][: parked + 2] == stops[: parked + 2]
    assert day["legs"][: parked + 2] == planned["days"][0]["legs"][: parked + 2]
    assert day["resumed"]["after"] == parked + 2
    assert day["resumed"]["car"] == stops[parked]["location"]
    _follow(_rest(new), day["resumed"])
    assert len(set(spot_ids(new))) == len(spot_ids(new))
    left = [v["spot_id"] for v in stops[parked + 2 : back]]
    assert spot_ids(_rest(new))[: len(left)] == left, "what the walk still holds is near"
    assert client.get(new["links"]["self"] + "/check").get_json()["violations"] == []
    assert kept(client, planned) == planned


def test_what_is_closed_or_avoided_is_left_out_of_the_walk_back(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    parked, _ = _outing(planned)
    stops = planned["days"][0]["visits"]
    first, second = stops[parked + 1 : parked + 3]
    body = {"at": first["location"], "now": first["leave"], "avoid": [second["spot_id"]]}
    new = replan(client, planned, body)
    assert second["spot_id"] not in spot_ids(new)
    _follow(_rest(new), new["days"][0]["resumed"])


def test_beside_the_car_one_drives_on_from_where_one_is(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    _, back = _outing(planned)
    car = planned["days"][0]["visits"][back]
    new = replan(client, planned, {"at": car["location"], "now": car["leave"]})
    resumed = new["days"][0]["resumed"]
    assert (resumed["after"], resumed["car"]) == (back + 1, None)
    _follow(_rest(new), resumed)
    assert client.get(new["links"]["self"] + "/check").get_json()["ok"]


def test_a_parked_plan_that_was_planned_anew_can_be_planned_anew(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    parked, _ = _outing(planned)
    first = planned["days"][0]["visits"][parked + 1]
    new = replan(client, planned, {"at": first["location"], "now": first["leave"]})
    stops = new["days"][0]["visits"]
    later = stops[parked + 4]
    third = replan(client, new, {"at": later["location"], "now": later["leave"]})
    assert third["days"][0]["visits"][: parked + 5] == stops[: parked + 5]
    _follow(_rest(third), third["days"][0]["resumed"])
    assert client.get(third["links"]["self"] + "/check").get_json()["ok"]


def test_at_every_stop_the_rest_keeps_every_clock(
    client: FlaskClient, planned: dict[str, Any]
) -> None:
    (day,) = planned["days"]
    for rank, (visit, onward) in enumerate(pairwise(day["visits"])):
        between = moment(visit["leave"]) + (moment(onward["arrive"]) - moment(visit["leave"])) / 2
        body = {"at": visit["location"], "now": between.isoformat()}
        new = replan(client, planned, body)
        assert list(visits(new))[: rank + 1] == day["visits"][: rank + 1]
        _follow(_rest(new), new["days"][0]["resumed"])
