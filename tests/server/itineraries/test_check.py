from __future__ import annotations

import copy
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.check_examples import OWN_ORDER
from server.itineraries.examples import HELSINKI_DAY, UBE_DRIVE
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record
from tests.server.itineraries.builders import plan

FRAME = ("region", "mode", "lunch", "pace", "party_size", "budget_minor", "access_profile")


def check(client: FlaskClient, request: dict[str, Any], language: str = "en") -> dict[str, Any]:
    answer = client.post(
        "/v1/itineraries/check", json=request, headers={"Accept-Language": language}
    )
    assert answer.status_code == 200, answer.text
    judged: dict[str, Any] = answer.get_json()
    return judged


def own(*stops: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    day = {**day_at(35.0, 135.0), "stops": list(stops)}
    return {"region": "somewhere", "days": [day], **overrides}


def order_of(planned: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Write a plan down as somebody's own order."""
    frame = {name: request[name] for name in FRAME if name in request}
    days = []
    for day, lived in zip(request["days"], planned["days"], strict=True):
        stops = [_stop(visit) for visit in lived["visits"]]
        days.append({**day, "stops": stops})
    return {**frame, "days": days}


def _stop(visit: dict[str, Any]) -> dict[str, Any]:
    if visit["spot_id"] is None:
        return {"kind": visit["kind"], "location": visit["location"]}
    return {"kind": visit["kind"], "spot_id": visit["spot_id"]}


def apply(request: dict[str, Any], fix: dict[str, Any]) -> dict[str, Any]:
    """Do what a fix says, as an app would."""
    changed = copy.deepcopy(request)
    if fix["kind"] == "start_earlier":
        changed["days"][fix["day"] - 1]["start"]["time"] = fix["time"]
    elif fix["kind"] == "end_later":
        changed["days"][fix["day"] - 1]["end"]["time"] = fix["time"]
    elif fix["kind"] == "raise_limit":
        changed["budget_minor"] = fix["limit"]
    else:
        _change_stops(changed, fix)
    return changed


def _at(pointer: str) -> tuple[int, int]:
    _, _, day, _, rank = pointer.split("/")
    return int(day), int(rank)


def _change_stops(changed: dict[str, Any], fix: dict[str, Any]) -> None:
    stops = [day["stops"] for day in changed["days"]]
    places = [_at(pointer) for pointer in fix["stops"]]
    if fix["kind"] == "shorten":
        stops[places[0][0]][places[0][1]]["minutes"] = fix["minutes"]
    elif fix["kind"] == "begin_at":
        stops[places[0][0]][places[0][1]]["begin"] = fix["time"]
    elif fix["kind"] == "swap":
        (a, b), (c, d) = places
        stops[a][b], stops[c][d] = stops[c][d], stops[a][b]
    elif fix["kind"] == "drop":
        for day, rank in sorted(places, reverse=True):
            del stops[day][rank]
    else:
        _insert(stops, places, fix)


def _insert(stops: list[Any], places: list[tuple[int, int]], fix: dict[str, Any]) -> None:
    after = _at(fix["after"])[1] + 1 if fix["after"] else 0
    if fix["kind"] == "add_break":
        stops[fix["day"] - 1].insert(after, {"kind": "lunch", "minutes": fix["minutes"]})
        return
    (day, rank) = places[0]
    moved = stops[day].pop(rank)
    after -= day == fix["day"] - 1 and rank < after
    stops[fix["day"] - 1].insert(after, moved)


@pytest.mark.parametrize("request_", [HELSINKI_DAY, UBE_DRIVE], ids=["helsinki", "ube"])
def test_no_real_plan_breaks_a_rule_written_down_or_kept(
    client: FlaskClient, request_: dict[str, Any]
) -> None:
    planned = plan(client, request_)
    judged = check(client, order_of(planned, request_))
    assert judged["violations"] == []
    lived = [s for day in judged["days"] for s in day["stops"]]
    visits = [v for day in planned["days"] for v in day["visits"]]
    for clock in ("arrive", "begin", "leave"):
        assert [s[clock] for s in lived] == [v[clock] for v in visits]
    kept = client.get(planned["links"]["self"] + "/check").get_json()
    assert kept["ok"]
    assert [s["begin"] for day in kept["days"] for s in day["stops"]] == [
        v["begin"] for v in visits
    ]


def test_a_kept_plan_is_judged_by_what_is_known_today(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keep_spots(database, make_record(hours=HoursRule("09:00-17:00")))
    request = {"region": "somewhere", "days": [day_at(35.0, 135.0)]}
    address = plan(client, request)["links"]["self"]
    keep_spots(database, make_record(hours=HoursRule("off")))
    (violation,) = client.get(f"{address}/check").get_json()["violations"]
    assert violation["rule"] == "closed_that_day"
    assert violation["pointer"] == "/days/0/visits/0"


def _broken(ids: list[str]) -> dict[str, Any]:
    stops: list[dict[str, Any]] = [
        {"spot_id": ids[0], "minutes": 180},
        {"spot_id": ids[1]},
        {"spot_id": ids[2]},
        {"spot_id": ids[0]},
        {"spot_id": "nowhere"},
    ]
    return own(*stops, lunch={}, budget_minor=500, access_profile="wheelchair")


def _keep_awkward_spots(database: RolledBackDatabase) -> list[str]:
    return keep_spots(
        database,
        make_record(1, fee_minor=400, hours=HoursRule("09:00-17:00")),
        make_record(2, hours=HoursRule("09:00-11:00"), fee_minor=200),
        make_record(3, hours=HoursRule("Mo 09:00-17:00"), wheelchair=False),
    )


def test_every_violation_is_named_at_its_stop_with_a_fix_that_works(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    request = _broken(_keep_awkward_spots(database))
    judged = check(client, request)
    assert not judged["ok"]
    found = {(v["rule"], v["pointer"]) for v in judged["violations"]}
    assert found == {
        ("closed_at_arrival", "/days/0/stops/1"),
        ("closed_that_day", "/days/0/stops/2"),
        ("not_accessible", "/days/0/stops/2"),
        ("duplicate", "/days/0/stops/3"),
        ("unknown_spot", "/days/0/stops/4"),
        ("lunch_missed", "/days/0"),
        ("over_budget", "/budget_minor"),
    }
    for violation in judged["violations"]:
        assert violation["fix"], violation
        after = check(client, apply(request, violation["fix"]))["violations"]
        assert violation["rule"] not in {v["rule"] for v in after}
        assert {v["rule"] for v in after} < {v["rule"] for v in judged["violations"]}


def test_sentences_call_a_place_what_its_row_calls_it(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    names = {"en": "Lake", "ja": "湖", "fr": "Lac"}
    (lake,) = keep_spots(database, make_record(names=names, hours=HoursRule("off")))
    judged = check(client, own({"spot_id": lake}), "fr, ja;q=0.5")
    assert judged["days"][0]["stops"][0]["name"] == "Lac"
    (violation,) = judged["violations"]
    for sentence in (violation["message"], violation["fix"]["message"]):
        assert "Lac" in sentence
        assert "湖" not in sentence
        assert "Lake" not in sentence


def test_the_order_is_the_tourists_own(client: FlaskClient, database: RolledBackDatabase) -> None:
    ids = _keep_awkward_spots(database)
    judged = check(client, _broken(ids))
    assert [s["spot_id"] for s in judged["days"][0]["stops"]] == [*ids, ids[0], "nowhere"]
    assert judged["days"][0]["stops"][4]["arrive"] is None


def test_violations_and_fixes_are_said_in_japanese(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    judged = check(client, _broken(_keep_awkward_spots(database)), "ja")
    said = " ".join(v["message"] + v["fix"]["message"] for v in judged["violations"])
    assert "2027-05-15 は「資料館3」の休業日です。" in said
    assert "「資料館1」が二度入っています。" in said
    assert "昼食がありません" in said
    assert "をやめる" in said


def test_ways_are_told_when_asked_for(client: FlaskClient, database: RolledBackDatabase) -> None:
    ids = keep_spots(database, make_record(1), make_record(2))
    stops = [{"spot_id": key} for key in ids]
    assert check(client, own(*stops))["days"][0]["legs"] is None
    (day,) = check(client, own(*stops, legs=True))["days"]
    assert len(day["legs"]) == 3
    assert sum(leg["duration_s"] for leg in day["legs"]) == day["totals"]["travel_s"]


@pytest.mark.parametrize(
    ("stop", "pointer", "code"),
    [
        ({"kind": "spot"}, "/days/0/stops/0/spot_id", "required"),
        (
            {"spot_id": "x", "location": {"lat": 35.0, "lon": 135.0}},
            "/days/0/stops/0/location",
            "location_of_a_spot",
        ),
        ({"spot_id": "x", "begin": "25:00"}, "/days/0/stops/0/begin", "clock_format"),
    ],
)
def test_a_stop_that_says_nothing_useful_is_a_fault(
    client: FlaskClient,
    database: RolledBackDatabase,
    stop: dict[str, Any],
    pointer: str,
    code: str,
) -> None:
    keep_spots(database, make_record())
    answer = client.post("/v1/itineraries/check", json=own(stop))
    assert answer.status_code == 422
    assert (pointer, code) in {(e["pointer"], e["code"]) for e in answer.get_json()["errors"]}


def test_the_example_order_is_late_and_says_how_to_be_in_time(client: FlaskClient) -> None:
    (violation,) = check(client, OWN_ORDER)["violations"]
    assert violation["rule"] == "day_end_missed"
    assert check(client, apply(OWN_ORDER, violation["fix"]))["ok"]
