from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import moment, plan, spot_ids, visits
from tests.server.itineraries.test_check import check, order_of


def detours(client: FlaskClient, planned: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    answer = client.get(planned["links"]["self"] + "/detours" + query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["detours"]
    return found


def _end(planned: dict[str, Any]) -> dt.datetime:
    day = planned["days"][-1]
    return moment(day["visits"][-1]["leave"]) + dt.timedelta(seconds=day["legs"][-1]["duration_s"])


def test_a_real_day_with_each_detour_taken_in_still_holds_and_ends_as_promised(
    client: FlaskClient,
) -> None:
    request = {**HELSINKI_DAY, "categories": ["church"]}
    planned = plan(client, request)
    kinds = "&category=park&category=art&category=cafe"
    found = detours(client, planned, f"?max_minutes=60&within_day=true{kinds}")
    assert found
    for detour in found:
        own = order_of(planned, request)
        own["days"][0]["stops"].insert(detour["after"], {"spot_id": detour["spot_id"]})
        judged = check(client, own)
        assert judged["ok"], judged["violations"]
        added = moment(judged["days"][0]["end"]) - _end(planned)
        assert added.total_seconds() == detour["added_s"] <= 3600
        stop = judged["days"][0]["stops"][detour["after"]]
        assert [stop[c] for c in ("arrive", "begin", "leave")] == [
            detour[c] for c in ("arrive", "begin", "leave")
        ]
        assert stop["spot_id"] not in spot_ids(planned)
        assert detour["late_s"] == 0


def test_a_full_day_takes_in_a_detour_by_ending_later(client: FlaskClient) -> None:
    planned = plan(client, HELSINKI_DAY)
    frame = HELSINKI_DAY["days"][0]
    latest = moment(f"{frame['date']}T{frame['end']['time']}:00+03:00")
    found = detours(client, planned, "?max_minutes=60&limit=50")
    assert len(found) > len(detours(client, planned, "?max_minutes=60&limit=50&within_day=true"))
    for detour in found:
        end = _end(planned) + dt.timedelta(seconds=detour["added_s"])
        assert detour["added_s"] <= 3600
        assert detour["late_s"] == max((end - latest).total_seconds(), 0)
    assert any(detour["late_s"] for detour in found)


def _town(database: RolledBackDatabase) -> list[str]:
    return keep_spots(
        database,
        make_record(2, hours=HoursRule("09:00-17:00"), visit_minutes=60),
        make_record(1, categories=("park",), hours=HoursRule("09:00-17:00")),
        make_record(3, categories=("park",), hours=HoursRule("Mo 09:00-17:00")),
        make_record(60, categories=("park",), hours=HoursRule("09:00-17:00")),
        make_record(4, categories=("shrine",), hours=HoursRule("09:00-17:00"), wheelchair=False),
    )


def test_only_what_is_open_near_and_not_in_the_plan_lies_on_the_way(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _, park, _, _, shrine = _town(database)
    planned = plan(client, somewhere_request())
    assert {d["spot_id"] for d in detours(client, planned)} == {park, shrine}
    (only,) = detours(client, planned, "?category=park")
    assert only["spot_id"] == park
    assert only["why"][-1] == "on the way"
    assert detours(client, planned, "?max_minutes=5") == []
    avoiding = plan(client, somewhere_request(avoid=[park], access_profile="wheelchair"))
    assert detours(client, avoiding) == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?category=volcano", "unknown_category"),
        ("?max_minutes=-1", "too_small"),
        ("?limit=51", "too_large"),
        ("?colour=red", "unknown_field"),
    ],
)
def test_a_query_that_cannot_be_answered_is_a_fault(
    client: FlaskClient, database: RolledBackDatabase, query: str, code: str
) -> None:
    _town(database)
    address = plan(client, somewhere_request())["links"]["self"]
    answer = client.get(f"{address}/detours{query}")
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == code


def test_the_past_of_a_trip_under_way_has_no_detours(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    _town(database)
    today = day_at(35.0, 135.0, "2027-03-01")  # the tests' clock says noon there
    planned = plan(client, somewhere_request(days=[today]))
    assert list(visits(planned))
    assert all(d["after"] == 1 for d in detours(client, planned))
