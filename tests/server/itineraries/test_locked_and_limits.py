from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, visits

OPEN = HoursRule("09:00-17:00")


def _town(database: RolledBackDatabase) -> list[str]:
    records = [make_record(n, hours=OPEN) for n in range(1, 9)]
    return keep_spots(database, *records)


def _locked(spot: str, clock: str, **facts: Any) -> dict[str, Any]:
    return {"spot_id": spot, "begin": f"2027-05-15T{clock}:00+09:00", **facts}


def _faults(client: FlaskClient, request: dict[str, Any]) -> set[tuple[str, str]]:
    answer = client.post("/v1/itineraries", json=request)
    assert answer.status_code == 422
    return {(e["pointer"], e["code"]) for e in answer.get_json()["errors"]}


@pytest.mark.parametrize("pace", ["relaxed", "normal", "packed"])
def test_an_agreed_visit_lasts_as_agreed_at_any_pace(
    client: FlaskClient, database: RolledBackDatabase, pace: str
) -> None:
    ids = _town(database)
    for minutes in (37, 50, 90):
        locked = [_locked(ids[2], "11:07", minutes=minutes)]
        planned = plan(client, somewhere_request(locked=locked, pace=pace))
        (agreed,) = [v for v in visits(planned) if v["locked"]]
        assert agreed["spot_id"] == ids[2]
        assert agreed["begin"] == "2027-05-15T11:07:00+09:00"
        lasts = int(agreed["leave"][14:16]) + 60 * int(agreed["leave"][11:13]) - 11 * 60 - 7
        assert lasts == minutes


def test_a_moment_may_be_told_in_any_offset(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = _town(database)
    locked = [{"spot_id": ids[2], "begin": "2027-05-15T02:30:00Z"}]
    (agreed,) = [v for v in visits(plan(client, somewhere_request(locked=locked))) if v["locked"]]
    assert agreed["begin"] == "2027-05-15T11:30:00+09:00"


def test_every_fault_of_agreed_visits_is_named(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = _town(database)
    locked = [
        _locked("nowhere", "10:00"),
        _locked(ids[0], "08:00"),
        _locked(ids[1], "16:30"),
        _locked(ids[2], "10:00"),
        _locked(ids[2], "12:00"),
    ]
    assert _faults(client, somewhere_request(locked=locked, avoid=[ids[1]])) == {
        ("/locked/0/spot_id", "unknown_spot"),
        ("/locked/1/begin", "on_no_day"),
        ("/locked/2/begin", "locked_while_closed"),
        ("/locked/2/spot_id", "wanted_and_avoided"),
        ("/locked/4/spot_id", "listed_twice"),
    }


def test_two_agreed_visits_at_one_time_are_named_as_impossible(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = _town(database)
    locked = [_locked(ids[0], "10:00"), _locked(ids[1], "10:30")]
    answer = client.post("/v1/itineraries", json=somewhere_request(locked=locked))
    assert answer.get_json()["code"] == "no_itinerary"
    pointers = {e["pointer"] for e in answer.get_json()["errors"]}
    assert pointers == {"/locked/0", "/locked/1"}


def test_limits_hold_on_every_day(client: FlaskClient, database: RolledBackDatabase) -> None:
    _town(database)
    free = plan(client, somewhere_request())
    assert len(list(visits(free))) > 3
    few = plan(client, somewhere_request(limits={"visits_per_day": 3}))
    assert len(list(visits(few))) == 3
    short = plan(client, somewhere_request(limits={"travel_minutes_per_day": 10}))
    assert 0 < short["days"][0]["totals"]["travel_s"] <= 600
    near = plan(client, somewhere_request(limits={"walking_metres_per_day": 800}))
    assert 0 < near["days"][0]["totals"]["distance_m"] <= 800
    share = plan(client, somewhere_request(limits={"category_share": 0.5}))
    assert share["days"][0]["totals"]["visit_s"] <= 4 * 3600
    for planned in (few, short, near, share):
        assert client.get(planned["links"]["self"] + "/check").get_json()["ok"]


def test_a_rest_is_taken_in_its_time(client: FlaskClient, database: RolledBackDatabase) -> None:
    _town(database)
    planned = plan(client, somewhere_request(rest={}, lunch={}))
    (rest,) = [v for v in visits(planned) if v["kind"] == "rest"]
    assert "14:30" <= rest["begin"][11:16] <= rest["leave"][11:16] <= "16:30"
    assert rest["name"] == "Rest"
    assert client.get(planned["links"]["self"] + "/check").get_json()["ok"]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"rest": {"earliest": "15:00", "latest": "15:10"}}, ("/rest", "rest_does_not_fit")),
        (
            {"limits": {"walking_metres_per_day": 1000}, "mode": "drive"},
            ("/limits/walking_metres_per_day", "not_by_car"),
        ),
        ({"limits": {"visits_per_day": 0}}, ("/limits/visits_per_day", "too_small")),
        ({"diversity": 2}, ("/diversity", "too_large")),
        ({"alternatives": 4}, ("/alternatives", "too_large")),
    ],
)
def test_wishes_that_contradict_themselves_are_faults(
    client: FlaskClient,
    database: RolledBackDatabase,
    asked: dict[str, Any],
    fault: tuple[str, str],
) -> None:
    _town(database)
    assert fault in _faults(client, somewhere_request(**asked))
