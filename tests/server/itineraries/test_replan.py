from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.examples import HELSINKI_DAY
from server.spots.records import HoursRule
from server.spots.service import spot_id
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import moment, plan, spot_ids, visits

OPEN = HoursRule("09:00-17:00")
HERE = {"lat": 35.002, "lon": 135.0}


def replan(
    client: FlaskClient, planned: dict[str, Any], body: dict[str, Any], language: str = "en"
) -> dict[str, Any]:
    address = planned["links"]["self"] + "/replan"
    answer = client.post(address, json=body, headers={"Accept-Language": language})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == answer.get_json()["links"]["self"]
    new: dict[str, Any] = answer.get_json()
    return new


def refused(client: FlaskClient, planned: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(planned["links"]["self"] + "/replan", json=body)
    assert answer.status_code == 422
    told: dict[str, Any] = answer.get_json()
    return told


def town(database: RolledBackDatabase, count: int = 6, **facts: Any) -> list[str]:
    records = [make_record(n, hours=OPEN, **facts) for n in range(1, count + 1)]
    return keep_spots(database, *records)


def at(clock: str, date: str = "2027-05-15") -> dict[str, Any]:
    return {"at": HERE, "now": f"{date}T{clock}:00+09:00"}


def kept(client: FlaskClient, planned: dict[str, Any]) -> dict[str, Any]:
    answer = client.get(planned["links"]["self"], headers={"Accept-Language": "en"})
    shown: dict[str, Any] = answer.get_json()
    return shown


def test_a_real_day_is_planned_anew_from_here_and_now_and_still_holds(client: FlaskClient) -> None:
    old = plan(client, HELSINKI_DAY)
    now = "2027-05-15T13:40:00+03:00"
    body = {"at": {"lat": 60.1694, "lon": 24.9525}, "now": now, "reason": "late"}
    new = replan(client, old, body)
    (day,) = new["days"]
    done = [v for v in visits(old) if moment(v["leave"]) <= moment(now)]
    after = day["resumed"]["after"]
    assert after >= len(done) > 0
    assert day["visits"][: len(done)] == done
    assert day["legs"][: len(done)] == old["days"][0]["legs"][: len(done)]
    assert len(day["legs"]) == len(day["visits"]) + 1
    assert all(moment(v["arrive"]) >= moment(now) for v in day["visits"][after:])
    assert len(set(spot_ids(new))) == len(spot_ids(new))
    assert sum(v["kind"] == "lunch" for v in day["visits"]) == 1
    assert new["replaces"] == old["id"]
    assert new["links"]["replaces"] == old["links"]["self"]
    assert kept(client, old) == old
    assert client.get(new["links"]["self"] + "/check").get_json()["violations"] == []


def test_who_is_on_time_keeps_the_day_that_was_chosen(client: FlaskClient) -> None:
    old = plan(client, HELSINKI_DAY)
    (day,) = old["days"]
    left = day["visits"][1]
    here = {axis: left["location"][axis] for axis in ("lat", "lon")}
    new = replan(client, old, {"at": here, "now": left["leave"]})
    assert sorted(spot_ids(new)) == sorted(spot_ids(old))


def test_the_second_day_is_planned_anew_and_the_first_stays(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database, 14)
    days = [day_at(35.0, 135.0, d, end="13:00") for d in ("2027-05-15", "2027-05-16")]
    old = plan(client, somewhere_request(days=days))
    new = replan(client, old, at("10:00", "2027-05-16"))
    assert new["days"][0] == old["days"][0]
    assert new["days"][1]["resumed"]["time"] == "2027-05-16T10:00:00+09:00"
    assert len(set(spot_ids(new))) == len(spot_ids(new))
    third = replan(client, new, at("12:00", "2027-05-16"))
    assert third["days"][0] == old["days"][0]
    count = new["days"][1]["resumed"]["after"]
    assert third["days"][1]["visits"][:count] == new["days"][1]["visits"][:count]


def test_what_must_be_visited_is_kept_or_named_as_impossible(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = town(database)
    old = plan(client, somewhere_request())
    wanted = next(key for key in ids if key not in spot_ids(old)[:2])
    new = replan(client, old, {**at("12:00"), "keep": [wanted]})
    assert wanted in spot_ids(new)
    told = refused(client, old, {**at("16:30"), "keep": [wanted], "done": []})
    assert told["code"] == "no_itinerary"
    assert [e["pointer"] for e in told["errors"]] == ["/keep/0"]
    insisting = plan(client, somewhere_request(must_visit=[ids[5]]))
    last = {**at("16:40"), "done": []}
    told = refused(client, insisting, last)
    assert told["code"] == "no_itinerary"
    assert ids[5] not in spot_ids(replan(client, insisting, {**last, "avoid": [ids[5]]}))


def test_an_agreed_visit_keeps_its_time(client: FlaskClient, database: RolledBackDatabase) -> None:
    ids = town(database)
    begin = "2027-05-15T15:00:00+09:00"
    locked = [{"spot_id": ids[3], "begin": begin, "minutes": 45}]
    old = plan(client, somewhere_request(locked=locked))
    for planned in (old, replan(client, old, at("11:10"))):
        (agreed,) = [v for v in visits(planned) if v["spot_id"] == ids[3]]
        assert (agreed["begin"], agreed["locked"]) == (begin, True)
        assert agreed["leave"] == "2027-05-15T15:45:00+09:00"
        assert not any(v["locked"] for v in visits(planned) if v is not agreed)


def test_nobody_eats_lunch_twice(client: FlaskClient, database: RolledBackDatabase) -> None:
    town(database)
    old = plan(client, somewhere_request(lunch={}))
    for clock in ("10:00", "13:00"):
        new = replan(client, old, at(clock))
        assert sum(v["kind"] == "lunch" for v in visits(new)) == 1
    early = replan(client, old, {**at("11:00"), "had_lunch": True})
    assert not any(v["kind"] == "lunch" for v in visits(early))


def test_what_was_left_out_so_far_can_still_come(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database)
    old = plan(client, somewhere_request())
    first, second = spot_ids(old)[:2]
    new = replan(client, old, {**at("12:30"), "done": [second]})
    (day,) = new["days"]
    assert [v["spot_id"] for v in day["visits"][: day["resumed"]["after"]]] == [second]
    assert first in spot_ids(new)
    assert len(day["legs"]) == len(day["visits"]) + 1


def test_what_is_done_ahead_of_the_plan_is_not_visited_again(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database)
    old = plan(client, somewhere_request())
    later = spot_ids(old)[-1]
    new = replan(client, old, {**at("09:30"), "done": [later]})
    assert later not in spot_ids(new)


def test_in_rain_open_air_is_left_out_of_the_day_that_goes_on(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    parks = [make_record(n, categories=("park",), hours=OPEN) for n in (1, 2, 3)]
    keep_spots(database, *parks, make_record(4, hours=OPEN))
    old = plan(client, somewhere_request(categories=["park", "museum"]))
    new = replan(client, old, {**at("09:01"), "done": [], "reason": "rain"}, "ja")
    assert [v["category"] for v in visits(new)] == ["museum"]
    assert "雨のため、1 日目のこれからの予定から屋外の場所を外しました。" in {
        w["message"] for w in new["warnings"]
    }


def test_the_day_may_end_earlier_and_the_budget_is_what_is_left(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database, fee_minor=100)
    old = plan(client, somewhere_request(budget_minor=400))
    new = replan(client, old, {**at("11:30"), "end_time": "14:00"})
    (day,) = new["days"]
    end = moment(day["visits"][-1]["leave"])
    assert end <= moment("2027-05-15T14:00:00+09:00")
    assert new["cost_minor"] <= 400
    assert client.get(new["links"]["self"] + "/check").get_json()["violations"] == []


def test_before_the_trip_begins_all_of_it_is_planned_anew(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = town(database, 14)
    old = plan(client, somewhere_request(days=[day_at(35.0, 135.0, end="12:00")]))
    missing = next(key for key in ids if key not in spot_ids(old))
    new = replan(client, old, {**at("20:00", "2027-05-13"), "keep": [missing]})
    (day,) = new["days"]
    assert (day["resumed"], missing in spot_ids(new)) == (None, True)
    assert moment(day["visits"][0]["arrive"]) >= moment("2027-05-15T09:00:00+09:00")


def test_on_the_morning_of_the_trip_nothing_begins_before_the_day_does(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database)
    new = replan(client, plan(client, somewhere_request()), at("07:30"))
    (day,) = new["days"]
    assert day["resumed"]["time"] == "2027-05-15T09:00:00+09:00"
    assert day["resumed"]["location"] == HERE


def test_a_visit_under_way_is_finished(client: FlaskClient, database: RolledBackDatabase) -> None:
    town(database)
    old = plan(client, somewhere_request())
    first = next(visits(old))
    middle = moment(first["begin"]) + (moment(first["leave"]) - moment(first["begin"])) / 2
    new = replan(client, old, {"at": first["location"], "now": middle.isoformat()})
    (day,) = new["days"]
    assert day["visits"][0] == first
    assert moment(day["resumed"]["time"]) == moment(first["leave"])


def test_after_the_evening_the_next_day_is_planned_from_its_own_start(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database, 14)
    days = [day_at(35.0, 135.0, d, end="13:00") for d in ("2027-05-15", "2027-05-16")]
    old = plan(client, somewhere_request(days=days))
    new = replan(client, old, at("20:00"))
    assert new["days"][0] == old["days"][0]
    assert new["days"][1]["resumed"] is None
    assert not set(spot_ids({"days": new["days"][1:]})) & set(spot_ids({"days": old["days"][:1]}))


def test_the_place_that_is_found_closed_is_left_out(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database)
    old = plan(client, somewhere_request())
    second = list(visits(old))[1]
    body = {"at": second["location"], "now": second["begin"], "reason": "closed"}
    new = replan(client, old, body)
    assert second["spot_id"] not in spot_ids(new)
    told = [w for w in new["warnings"] if w["code"] == "left_out_as_closed"]
    assert [w["spot_id"] for w in told] == [second["spot_id"]]
    third = replan(client, new, {**body, "reason": "other"})
    assert second["spot_id"] not in spot_ids(third)


def test_what_was_done_ahead_stays_done_and_paid_when_planned_anew_twice(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database, fee_minor=100)
    old = plan(client, somewhere_request(budget_minor=400))
    later = spot_ids(old)[-1]
    new = replan(client, old, {**at("09:30"), "done": [later]})
    third = replan(client, new, at("10:00"))
    for planned in (new, third):
        assert later not in spot_ids(planned)
        assert planned["cost_minor"] == 100 * (1 + len(spot_ids(planned))) <= 400


def test_an_agreed_time_that_has_passed_is_told_and_not_waited_for(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = town(database)
    locked = [{"spot_id": ids[3], "begin": "2027-05-15T11:00:00+09:00"}]
    old = plan(client, somewhere_request(locked=locked))
    new = replan(client, old, {**at("11:30"), "done": []})
    assert not any(v["locked"] for v in visits(new))
    assert ("locked_missed", ids[3]) in {(w["code"], w["spot_id"]) for w in new["warnings"]}


def test_an_agreed_visit_lasts_as_agreed_at_another_pace(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    ids = town(database)
    locked = [{"spot_id": ids[3], "begin": "2027-05-15T15:00:00+09:00"}]
    old = plan(client, somewhere_request(locked=locked))
    (agreed,) = [v for v in visits(old) if v["locked"]]
    new = replan(client, old, {**at("11:00"), "pace": "packed"})
    (now,) = [v for v in visits(new) if v["locked"]]
    assert (now["begin"], now["leave"]) == (agreed["begin"], agreed["leave"])


def test_a_limit_on_visits_counts_those_done_before_each_new_plan(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    town(database, 10)
    old = plan(client, somewhere_request(limits={"visits_per_day": 4}))
    assert len(spot_ids(old)) == 4
    second, third = (list(visits(old))[n] for n in (0, 1))
    new = replan(client, old, {"at": second["location"], "now": second["leave"]})
    last = replan(client, new, {"at": third["location"], "now": third["leave"]})
    assert [len(spot_ids(p)) for p in (new, last)] == [4, 4]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (at("18:00"), "/now", "trip_is_over"),
        ({**at("10:00"), "done": ["nowhere"]}, "/done/0", "not_in_plan"),
        ({**at("10:00"), "keep": ["nowhere"]}, "/keep/0", "unknown_spot"),
        ({**at("10:00"), "keep": ["x"], "avoid": ["x"]}, "/keep/0", "wanted_and_avoided"),
        ({**at("16:50"), "keep": [spot_id("somewhere", "test", "1")]}, "/keep/0", "already_done"),
        ({**at("10:00"), "end_time": "09:30"}, "/now", "trip_is_over"),
        ({**at("10:00"), "end_time": "14:30"}, "/end_time", "locked_after_the_end"),
        ({"at": HERE, "now": "2027-05-15 10:00"}, "/now", "instant_format"),
        ({"now": "2027-05-15T10:00:00+09:00"}, "/at", "required"),
    ],
)
def test_what_cannot_be_gone_on_from_is_a_fault(
    client: FlaskClient,
    database: RolledBackDatabase,
    body: dict[str, Any],
    pointer: str,
    code: str,
) -> None:
    ids = town(database)
    locked = [{"spot_id": ids[5], "begin": "2027-05-15T15:00:00+09:00"}]
    told = refused(client, plan(client, somewhere_request(locked=locked)), body)
    assert (pointer, code) in {(e["pointer"], e["code"]) for e in told["errors"]}


def test_a_place_off_the_streets_is_no_place_to_go_on_from(client: FlaskClient) -> None:
    old = plan(client, HELSINKI_DAY)
    body = {"at": {"lat": 61.0, "lon": 24.9}, "now": "2027-05-15T12:00:00+03:00"}
    (fault,) = refused(client, old, body)["errors"]
    assert (fault["pointer"], fault["code"]) == ("/at", "outside_network")
