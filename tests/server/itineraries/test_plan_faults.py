from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.spots.records import DatedHours, HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import (
    day_at,
    itinerary_request,
    keep_spots,
    make_record,
    somewhere_request,
)
from tests.server.http.builders import faults

OPEN = HoursRule("09:00-17:00")


def _refused(client: FlaskClient, request: dict[str, Any], language: str = "en") -> Any:
    return client.post("/v1/itineraries", json=request, headers={"Accept-Language": language})


def _day(**times: str) -> dict[str, Any]:
    return day_at(60.1713, 24.9414, **times)


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({"region": "atlantis"}, {"/region": "unknown_region"}),
        ({"region": "A"}, {"/region": "text_form"}),
        ({"mode": "fly"}, {"/mode": "choice"}),
        ({"days": []}, {"/days": "too_few"}),
        ({"days": [_day(date=f"2027-05-{n + 10}") for n in range(8)]}, {"/days": "too_many"}),
        ({"days": [_day(date="2027-02-30")]}, {"/days/0/date": "date_format"}),
        ({"days": [_day(date="2027-02-29")]}, {"/days/0/date": "date_format"}),
        ({"days": [_day(date="2026-02-27")]}, {"/days/0/date": "date_in_the_past"}),
        ({"days": [_day(date="1900-01-01")]}, {"/days/0/date": "date_in_the_past"}),
        ({"days": [_day(date="2029-03-02")]}, {"/days/0/date": "date_too_far_ahead"}),
        ({"days": [_day(date="2199-12-31")]}, {"/days/0/date": "date_too_far_ahead"}),
        ({"days": [_day(), _day()]}, {"/days/1/date": "dates_not_ascending"}),
        (
            {"days": [_day(date="2027-05-16"), _day(date="2027-05-15")]},
            {"/days/1/date": "dates_not_ascending"},
        ),
        ({"days": [_day(end="09:00")]}, {"/days/0/end/time": "end_before_start"}),
        ({"days": [_day(end="08:59")]}, {"/days/0/end/time": "end_before_start"}),
        ({"days": [_day(end="24:00")]}, {"/days/0/end/time": "clock_format"}),
        ({"categories": ["museum", "nope"]}, {"/categories/1": "unknown_category"}),
        ({"lesser_known": 1.01}, {"/lesser_known": "too_large"}),
        ({"lesser_known": -0.01}, {"/lesser_known": "too_small"}),
        ({"lesser_known": True}, {"/lesser_known": "number_type"}),
        ({"must_visit": ["nope"]}, {"/must_visit/0": "unknown_spot"}),
        ({"must_visit": ["a b"]}, {"/must_visit/0": "text_form"}),
        ({"must_visit": ["x"] * 21}, {"/must_visit": "too_many"}),
        ({"avoid": ["x"] * 201}, {"/avoid": "too_many"}),
        ({"pace": "hurried"}, {"/pace": "choice"}),
        ({"lunch": {"minutes": 121}}, {"/lunch": "lunch_does_not_fit"}),
        (
            {"lunch": {"earliest": "13:00", "latest": "12:00"}},
            {"/lunch": "lunch_does_not_fit"},
        ),
        ({"lunch": {"minutes": 9}}, {"/lunch/minutes": "too_small"}),
        ({"lunch": {"late": 1}}, {"/lunch/late": "unknown_field"}),
        ({"lunch": "noon"}, {"/lunch": "object_type"}),
        ({"party_size": 0}, {"/party_size": "too_small"}),
        ({"party_size": 51}, {"/party_size": "too_large"}),
        ({"budget_minor": -1}, {"/budget_minor": "too_small"}),
        ({"budget_minor": 2**31}, {"/budget_minor": "too_large"}),
        ({"access_profile": "unicycle"}, {"/access_profile": "choice"}),
        ({"seed": -1}, {"/seed": "too_small"}),
        ({"seed": 2**31}, {"/seed": "too_large"}),
        ({"seed": 1.5}, {"/seed": "whole_number"}),
        ({"include_experiences": 1}, {"/include_experiences": "bool_type"}),
        ({"surprise": 1}, {"/surprise": "unknown_field"}),
    ],
)
def test_each_fault_is_named_under_its_own_pointer(
    client: FlaskClient, changed: dict[str, Any], pointers: dict[str, str]
) -> None:
    assert faults(_refused(client, itinerary_request(**changed))) == pointers


@pytest.mark.parametrize("date", ["2026-02-28", "2028-02-29", "2029-03-01"])
def test_the_first_and_the_last_date_that_may_be_planned(client: FlaskClient, date: str) -> None:
    assert _refused(client, itinerary_request(days=[_day(date=date)])).status_code == 201


def test_faults_of_content_are_named_all_at_once(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    closed, steps = keep_spots(
        database,
        make_record(1, hours=HoursRule("Mo 09:00-17:00")),
        make_record(2, hours=OPEN, wheelchair=False),
    )
    far = {**day_at(35.0, 135.0), "end": {"lat": 0, "lon": 0, "time": "08:00"}}
    request = somewhere_request(
        days=[far],
        categories=["nope"],
        must_visit=[closed, steps, steps, "nowhere"],
        avoid=[closed],
        access_profile="wheelchair",
        lunch={"minutes": 200},
    )
    answer = _refused(client, request)
    told = {(e["pointer"], e["code"]) for e in answer.get_json()["errors"]}
    assert told == {
        ("/days/0/end/time", "end_before_start"),
        ("/days/0/end", "outside_network"),
        ("/categories/0", "unknown_category"),
        ("/lunch", "lunch_does_not_fit"),
        ("/must_visit/0", "must_visit_closed"),
        ("/must_visit/0", "wanted_and_avoided"),
        ("/must_visit/1", "not_accessible"),
        ("/must_visit/2", "not_accessible"),
        ("/must_visit/2", "listed_twice"),
        ("/must_visit/3", "unknown_spot"),
    }


def test_a_point_off_the_streets_is_told_how_far_off_it_is(client: FlaskClient) -> None:
    day = _day()
    day["end"] = {"lat": 60.2613, "lon": 24.9414, "time": "17:00"}
    answer = _refused(client, itinerary_request(days=[day]))
    assert faults(answer) == {"/days/0/end": "outside_network"}
    message = answer.get_json()["errors"][0]["message"]
    assert 8 < float(message.split(" km")[0].split()[-1]) < 11


def test_a_spot_of_another_region_is_unknown_here(client: FlaskClient) -> None:
    elsewhere = client.get("/v1/spots?region=ube&limit=1").get_json()["features"][0]["id"]
    answer = _refused(client, itinerary_request(must_visit=[elsewhere]))
    assert faults(answer) == {"/must_visit/0": "unknown_spot"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "it is next open on 2027-05-17"), ("ja", "次に開くのは 2027-05-17 です")],
)
def test_a_closed_must_visit_is_told_when_it_opens_next(
    client: FlaskClient, database: RolledBackDatabase, language: str, words: str
) -> None:
    (key,) = keep_spots(database, make_record(hours=HoursRule("Mo-Fr 09:00-17:00")))
    answer = _refused(client, somewhere_request(must_visit=[key]), language)
    assert faults(answer) == {"/must_visit/0": "must_visit_closed"}
    message = answer.get_json()["errors"][0]["message"]
    assert words in message
    assert ("資料館1" if language == "ja" else "Museum 1") in message


def test_the_next_open_date_minds_dated_exceptions(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    shut = tuple(DatedHours(dt.date(2027, 5, day)) for day in range(15, 20))
    (key,) = keep_spots(database, make_record(hours=HoursRule("09:00-17:00", dated=shut)))
    answer = _refused(client, somewhere_request(must_visit=[key]))
    assert "2027-05-20" in answer.get_json()["errors"][0]["message"]


def test_a_must_visit_that_stays_closed_is_told_so(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    (key,) = keep_spots(database, make_record(hours=HoursRule("off")))
    answer = _refused(client, somewhere_request(must_visit=[key]))
    assert "two weeks" in answer.get_json()["errors"][0]["message"]


def test_two_must_visits_that_exclude_each_other_are_no_itinerary(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    keys = keep_spots(
        database,
        make_record(1, hours=HoursRule("10:00-11:00"), visit_minutes=60),
        make_record(2, hours=HoursRule("10:00-11:00"), visit_minutes=60),
    )
    answer = _refused(client, somewhere_request(must_visit=keys))
    assert answer.get_json()["code"] == "no_itinerary"
    told = faults(answer)
    assert set(told) <= {"/must_visit/0", "/must_visit/1"}
    assert set(told.values()) == {"together_impossible"}


@pytest.mark.parametrize(
    ("spot", "request_too", "code"),
    [
        ({"lat": 35.45}, {}, "not_reachable_in_time"),
        ({"fee_minor": 5000}, {"budget_minor": 4999}, "over_budget"),
        ({"hours": HoursRule("07:00-08:00")}, {}, "closed_on_all_days"),
        ({"hours": HoursRule("10:00-10:10"), "visit_minutes": 60}, {}, "closed_on_all_days"),
    ],
)
def test_a_must_visit_that_cannot_be_kept_is_no_itinerary_with_its_reason(
    client: FlaskClient,
    database: RolledBackDatabase,
    spot: dict[str, Any],
    request_too: dict[str, Any],
    code: str,
) -> None:
    (key,) = keep_spots(database, make_record(**{"hours": OPEN, **spot}))
    for language in ("en", "ja"):
        answer = _refused(client, somewhere_request(must_visit=[key], **request_too), language)
        assert answer.get_json()["code"] == "no_itinerary"
        assert faults(answer) == {"/must_visit/0": code}
        name = "資料館1" if language == "ja" else "Museum 1"
        assert name in answer.get_json()["errors"][0]["message"]


def test_an_end_that_cannot_be_reached_is_no_itinerary_of_that_day(client: FlaskClient) -> None:
    day = {**_day(), "end": {"lat": 60.1677, "lon": 24.9529, "time": "09:01"}}
    answer = _refused(client, itinerary_request(days=[_day(date="2027-05-14"), day]))
    assert answer.get_json()["code"] == "no_itinerary"
    assert faults(answer) == {"/days/1": "end_not_reachable"}
    assert "day 2" in answer.get_json()["errors"][0]["message"]


def test_a_refused_request_leaves_nothing_behind(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    from server.itineraries.models import SavedItinerary

    _refused(client, itinerary_request(must_visit=["nope"]))
    with database.reading() as session:
        assert session.query(SavedItinerary).count() == 0
