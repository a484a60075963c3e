"""A notice reaches plans, checks, detours and plans made anew as soon as it is posted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from server.itineraries.examples import HELSINKI_DAY
from server.itineraries.gathering import LOAD_ALL
from server.spots.records import HoursRule
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import moment, plan, spot_ids, visits
from tests.server.notices.builders import Desk, faults

OPEN = HoursRule("09:00-17:00")


def _town(desk: Desk, count: int = 6, **facts: Any) -> list[str]:
    records = [make_record(n, hours=OPEN, **facts) for n in range(1, count + 1)]
    return keep_spots(desk.database, *records)


def _skipped(planned: dict[str, Any]) -> dict[str, str]:
    return {s["spot_id"]: s["reason"] for s in planned["skipped"]}


def _why(planned: dict[str, Any], spot: str) -> list[str]:
    return next(v["why"] for v in visits(planned) if v["spot_id"] == spot)


def _refused(desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    answer = desk.client.post("/v1/itineraries", json=request, headers={"Accept-Language": "en"})
    assert answer.status_code == 422, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_a_closed_spot_of_the_sample_region_is_in_no_plan_of_that_day(desk: Desk) -> None:
    before = plan(desk.client, HELSINKI_DAY)
    spot = next(v["spot_id"] for v in visits(before) if v["kind"] == "spot")
    day = {
        "valid_from": "2027-05-15T00:00:00+03:00",
        "valid_until": "2027-05-16T00:00:00+03:00",
    }
    notice = desk.posted(region="helsinki", spot_id=spot, **day)
    after = plan(desk.client, HELSINKI_DAY)
    assert spot not in spot_ids(after)
    assert _skipped(after)[spot] == "closed_that_day"
    desk.client.delete(notice["links"]["self"], headers={**desk.editor, "If-Match": "*"})
    assert spot in spot_ids(plan(desk.client, HELSINKI_DAY))


@pytest.mark.parametrize(
    ("begin", "until", "first", "last"),
    [
        ("00:00", "12:00", "12:00", "17:00"),
        ("13:00", "23:59", "09:00", "13:00"),
        ("09:00", "16:00", "16:00", "17:00"),
    ],
)
def test_a_closure_for_hours_moves_the_visit_out_of_them(
    desk: Desk, begin: str, until: str, first: str, last: str
) -> None:
    (spot,) = _town(desk, 1)
    desk.posted(
        spot_id=spot,
        valid_from=f"2027-05-15T{begin}:00+09:00",
        valid_until=f"2027-05-15T{until}:00+09:00",
    )
    days = [day_at(35.0, 135.0, start="08:00", end="18:00")]
    (visit,) = visits(plan(desk.client, somewhere_request(days=days)))
    assert moment(f"2027-05-15T{first}:00+09:00") <= moment(visit["begin"])
    assert moment(visit["leave"]) <= moment(f"2027-05-15T{last}:00+09:00")


def test_a_closure_of_another_day_changes_nothing(desk: Desk) -> None:
    ids = _town(desk)
    before = plan(desk.client, somewhere_request())
    for begin, until in (("14T00:00", "15T00:00"), ("16T00:00", "17T00:00")):
        desk.posted(
            spot_id=ids[0],
            valid_from=f"2027-05-{begin}:00+09:00",
            valid_until=f"2027-05-{until}:00+09:00",
        )
    assert plan(desk.client, somewhere_request())["days"] == before["days"]


def test_hours_that_are_only_assumed_are_closed_too(desk: Desk) -> None:
    ids = keep_spots(desk.database, make_record(1), make_record(2))
    desk.posted(spot_id=ids[0])
    planned = plan(desk.client, somewhere_request())
    assert spot_ids(planned) == [ids[1]]
    assert _skipped(planned) == {ids[0]: "closed_that_day"}


def test_a_must_visit_that_is_closed_names_the_notice(desk: Desk) -> None:
    ids = _town(desk)
    notice = desk.posted(spot_id=ids[0])
    (fault,) = _refused(desk, somewhere_request(must_visit=[ids[0]]))["errors"]
    assert (fault["pointer"], fault["code"]) == ("/must_visit/0", "must_visit_closed")
    assert "Closed for repairs" in fault["message"]
    assert notice["id"] in fault["message"]


def test_a_must_visit_with_too_little_time_left_names_the_notice(desk: Desk) -> None:
    ids = _town(desk)
    desk.posted(spot_id=ids[0], valid_from="2027-05-15T09:05:00+09:00")
    told = _refused(desk, somewhere_request(must_visit=[ids[0]]))
    (fault,) = told["errors"]
    assert told["code"] == "no_itinerary"
    assert (fault["pointer"], fault["code"]) == ("/must_visit/0", "closed_on_all_days")
    assert "Closed for repairs" in fault["message"]


def test_an_agreed_time_within_a_closure_names_the_notice(desk: Desk) -> None:
    ids = keep_spots(desk.database, make_record(1), make_record(2))
    locked = [{"spot_id": ids[0], "begin": "2027-05-15T11:00:00+09:00", "minutes": 30}]
    desk.posted(spot_id=ids[0], valid_from="2027-05-15T11:30:00+09:00")
    planned = plan(desk.client, somewhere_request(locked=locked))
    assert spot_ids(planned) == ids
    desk.posted(spot_id=ids[0], valid_from="2027-05-15T11:29:00+09:00")
    (fault,) = _refused(desk, somewhere_request(locked=locked))["errors"]
    assert (fault["pointer"], fault["code"]) == ("/locked/0/begin", "locked_while_closed")
    assert "Closed for repairs" in fault["message"]
    check = desk.client.get(planned["links"]["self"] + "/check").get_json()
    assert [v["rule"] for v in check["violations"]] == ["closed_that_day"]


def test_a_kept_plan_is_judged_by_what_was_posted_since(desk: Desk) -> None:
    _town(desk)
    planned = plan(desk.client, somewhere_request())
    address = planned["links"]["self"] + "/check"
    assert desk.client.get(address).get_json()["ok"]
    spot = spot_ids(planned)[0]
    desk.posted(spot_id=spot)
    checked = desk.client.get(address, headers={"Accept-Language": "ja"}).get_json()
    (violation,) = checked["violations"]
    assert (violation["spot_id"], violation["rule"]) == (spot, "closed_that_day")
    assert "臨時休館" in violation["message"]


def test_an_own_order_is_judged_by_the_closures(desk: Desk) -> None:
    ids = _town(desk)
    desk.posted(spot_id=ids[0])
    body = {
        "region": "somewhere",
        "days": [{**day_at(35.0, 135.0), "stops": [{"kind": "spot", "spot_id": ids[0]}]}],
    }
    told = desk.client.post("/v1/itineraries/check", json=body).get_json()
    assert [v["rule"] for v in told["violations"]] == ["closed_that_day"]


def test_a_plan_made_anew_heeds_a_closure_posted_meanwhile(desk: Desk) -> None:
    _town(desk, 8)
    old = plan(desk.client, somewhere_request())
    spot = spot_ids(old)[-1]
    desk.posted(spot_id=spot, valid_from="2027-05-15T09:30:00+09:00")
    here = {"at": {"lat": 35.001, "lon": 135.0}, "now": "2027-05-15T09:30:00+09:00"}
    answer = desk.client.post(old["links"]["self"] + "/replan", json=here)
    assert answer.status_code == 201, answer.text
    assert spot not in spot_ids(answer.get_json())


@pytest.mark.parametrize(
    ("wish", "fault"),
    [("must_visit", ("", "closed_on_all_days")), ("locked", ("/avoid", "locked_while_closed"))],
)
def test_a_plan_made_anew_names_the_notice_that_closes_what_must_be_visited(
    desk: Desk, wish: str, fault: tuple[str, str]
) -> None:
    spot = _town(desk)[3]
    agreed = {"spot_id": spot, "begin": "2027-05-15T15:00:00+09:00", "minutes": 30}
    old = plan(desk.client, somewhere_request(**{wish: [spot if wish == "must_visit" else agreed]}))
    desk.posted(spot_id=spot, valid_from="2027-05-15T09:00:00+09:00")
    here = {"at": {"lat": 35.0, "lon": 135.0}, "now": "2027-05-15T09:00:00+09:00"}
    address = old["links"]["self"] + "/replan"
    answer = desk.client.post(address, json=here, headers={"Accept-Language": "ja"})
    assert faults(answer) == {fault}
    assert "臨時休館" in answer.get_json()["errors"][0]["message"]
    assert desk.client.post(address, json={**here, "avoid": [spot]}).status_code == 201


def test_no_detour_leads_to_a_closed_spot_and_one_at_its_best_says_so(desk: Desk) -> None:
    ids = _town(desk, 5)
    planned = plan(desk.client, somewhere_request(days=[day_at(35.0, 135.0, end="10:30")]))
    closed, best, *_ = (key for key in ids if key not in spot_ids(planned))
    desk.posted(spot_id=closed)
    desk.posted(spot_id=best, kind="at_its_best")
    address = planned["links"]["self"] + "/detours?max_minutes=240&category=museum"
    detours = desk.client.get(address, headers={"Accept-Language": "en"}).get_json()["detours"]
    why = {detour["spot_id"]: detour["why"] for detour in detours}
    assert closed not in why
    assert "at its best now" in why[best]
    assert all("at its best now" not in grounds for key, grounds in why.items() if key != best)


def test_what_is_at_its_best_is_preferred_and_says_so(desk: Desk) -> None:
    ids = _town(desk)
    request = somewhere_request(limits={"visits_per_day": 1})
    before = plan(desk.client, request)
    other = next(key for key in ids if key not in spot_ids(before))
    desk.posted(spot_id=other, kind="at_its_best")
    for language, words in (("en", "at its best now"), ("ja", "今が見ごろ")):
        after = plan(desk.client, request, language)
        assert spot_ids(after) == [other]
        assert words in _why(after, other)
    assert after["score"] > before["score"]


def test_spots_among_road_works_are_left_out_unless_they_must_be_visited(desk: Desk) -> None:
    ids = _town(desk, 4)
    ring = [[134.999, 35.0005], [135.001, 35.0005], [135.001, 35.0015], [134.999, 35.0005]]
    ring[2:2] = [[135.001, 35.0016], [134.999, 35.0016]]
    del ring[4]
    works = desk.works(ring)
    planned = plan(desk.client, somewhere_request())
    assert sorted(spot_ids(planned)) == sorted(ids[1:])
    assert _skipped(planned) == {ids[0]: "road_works"}
    wanted = plan(desk.client, somewhere_request(must_visit=[ids[0]]))
    assert ids[0] in spot_ids(wanted)
    (note,) = [w for w in wanted["warnings"] if w["code"] == "road_works"]
    assert note["message"] == "On day 1 you pass road works: New pipes."
    in_japanese = desk.client.get(wanted["links"]["self"], headers={"Accept-Language": "ja"})
    assert any("工事" in w["message"] for w in in_japanese.get_json()["warnings"])
    headers = {**desk.editor, "If-Match": "*"}
    desk.client.delete(works["links"]["self"], headers=headers)
    assert ids[0] in spot_ids(plan(desk.client, somewhere_request()))


def test_no_warning_is_given_where_works_begin_after_one_has_passed(desk: Desk) -> None:
    _town(desk, 2)
    desk.works(valid_from="2027-05-15T16:55:00+09:00")
    days = [day_at(35.0, 135.0, end="12:00")]
    planned = plan(desk.client, somewhere_request(days=days))
    assert len(spot_ids(planned)) == 2
    assert "road_works" not in {w["code"] for w in planned["warnings"]}


def test_a_large_region_heeds_notices_before_it_loads_spots(desk: Desk) -> None:
    ids = _town(desk, LOAD_ALL + 20, visit_minutes=10)
    before = plan(desk.client, somewhere_request())
    closed, dug = spot_ids(before)[0], spot_ids(before)[-1]
    n = ids.index(dug) + 1
    lat = 35.0 + n / 1000
    ring = [[134.9995, lat - 2e-4], [135.0005, lat - 2e-4], [135.0005, lat + 2e-4]]
    desk.posted(spot_id=closed)
    desk.works([*ring, [134.9995, lat + 2e-4], ring[0]])
    after = plan(desk.client, somewhere_request())
    assert not {closed, dug} & set(spot_ids(after))
    assert dug in spot_ids(plan(desk.client, somewhere_request(must_visit=[dug])))


def test_news_cost_a_plan_two_queries(desk: Desk) -> None:
    ids = _town(desk)
    for spot in ids:
        desk.posted(spot_id=spot, valid_from=f"{dt.date(2027, 5, 15)}T16:00:00+09:00")
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    sa.event.listen(desk.database.engine, "before_cursor_execute", note)
    try:
        plan(desk.client, somewhere_request())
    finally:
        sa.event.remove(desk.database.engine, "before_cursor_execute", note)
    assert sum("FROM notices" in statement for statement in asked) == 1
    assert sum("FROM campaign" in statement for statement in asked) == 1
