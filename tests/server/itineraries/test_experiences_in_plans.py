from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.experiences.slot_models import Slot
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.builders import keep_spots, make_record
from tests.server.itineraries.builders import moment, plan, spot_ids, visits
from tests.server.itineraries.rice_days import (
    DAY,
    NOON,
    OPEN,
    book,
    day,
    day_far_off,
    experiences,
    replan,
    rules,
    shown,
    warned,
)


def test_a_plan_takes_in_an_experience_at_its_time(client: FlaskClient, field: RiceField) -> None:
    planned = plan(client, day(include_experiences=True, party_size=2))
    (visit,) = experiences(planned)
    assert (visit["slot_id"], visit["experience_id"]) == (field.slots[0], field.experience_id)
    assert (visit["begin"], visit["leave"]) == (NOON, f"{DAY}T13:00:00+09:00")
    assert moment(visit["arrive"]) <= moment(visit["begin"])
    assert (visit["name"], visit["category"]) == ("An hour in the rice field", "farm")
    assert (visit["fee_minor"], visit["spot_id"]) == (6000, None)
    assert (visit["booking"], visit["bookable"], visit["locked"]) == (None, True, False)
    assert len(spot_ids(planned)) >= 3
    assert planned["cost_minor"] == 6000
    assert "not_booked_yet" in warned(planned)
    assert rules(client, planned) == []


def test_nobody_is_offered_what_was_not_asked_for(client: FlaskClient, field: RiceField) -> None:
    assert field.slots
    planned = plan(client, day())
    assert experiences(planned) == []
    assert not {"no_experiences_yet", "no_experience_chosen"}.intersection(warned(planned))


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ({"party_size": 5}, {}),
        ({"party_size": 2}, {"max_party": 1}),
        ({}, {"status": "draft"}),
        ({}, {"cutoff_minutes": 15_000}),
        ({"access_profile": "wheelchair"}, {"accessibility": {"wheelchair": False}}),
    ],
)
def test_what_the_party_cannot_book_is_not_in_its_plan(
    client: FlaskClient, database: RolledBackDatabase, asked: Any, facts: Any
) -> None:
    make_rice_field(database, slots=1, capacity=4, **facts)
    keep_spots(database, make_record(1, hours=OPEN, lat=34.51, lon=131.52), region="abu")
    planned = plan(client, day(include_experiences=True, **asked))
    assert experiences(planned) == []
    assert "no_experiences_yet" in warned(planned)


def test_who_avoids_an_experience_is_not_offered_it(client: FlaskClient, field: RiceField) -> None:
    for avoid in (field.experience_id, field.slots[0]):
        assert not experiences(plan(client, day(include_experiences=True, avoid=[avoid])))


def test_a_cancelled_slot_is_told_in_the_plan(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    offered = plan(client, day(include_experiences=True))
    with database.writing() as session:
        session.get_one(Slot, field.slots[0]).status = "cancelled"
    told = shown(client, offered["links"]["self"])
    assert experiences(told)[0]["bookable"] is False
    assert "not_bookable" in warned(told)
    assert rules(client, offered) == ["not_bookable"]


def test_what_fits_is_listed_with_what_it_stands_in_for(
    client: FlaskClient, field: RiceField
) -> None:
    planned = plan(client, day(party_size=2))
    address = planned["links"]["experiences"]
    (slot,) = shown(client, address)["slots"]
    assert (slot["slot_id"], slot["begin"], slot["fee_minor"]) == (field.slots[0], NOON, 6000)
    overlapped = [
        v["spot_id"]
        for v in visits(planned)
        if v["spot_id"]
        and moment(v["begin"]) < moment(slot["leave"])
        and moment(slot["begin"]) < moment(v["leave"])
    ]
    assert [spot["spot_id"] for spot in slot["in_place_of"]] == overlapped
    assert shown(client, address, "ja")["slots"][0]["name"] == "田植え体験"
    assert book(client, planned, field).status_code == 201


def test_what_cannot_be_reached_is_not_listed(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    planned = plan(client, day_far_off(database))
    assert field.slots
    assert shown(client, planned["links"]["experiences"])["slots"] == []


def test_an_own_order_with_an_experience_goes_by_its_time(
    client: FlaskClient, field: RiceField
) -> None:
    frame = {**day()["days"][0]}
    museum = plan(client, day())["by_category"]["museum"][0]
    stops = [{"kind": "experience", "slot_id": field.slots[0]}, {"spot_id": museum}]
    order = {"region": "abu", "mode": "walk", "days": [{**frame, "stops": stops}]}
    told = client.post("/v1/itineraries/check", json=order).get_json()
    assert told["ok"], told["violations"]
    first = told["days"][0]["stops"][0]
    assert (first["begin"], first["slot_id"], first["spot_id"]) == (NOON, field.slots[0], None)
    late = {**frame, "start": {**frame["start"], "time": "12:10"}}
    order["days"] = [{**late, "stops": stops}]
    (wrong, *_) = client.post("/v1/itineraries/check", json=order).get_json()["violations"]
    assert (wrong["slot_id"], wrong["minutes"]) == (field.slots[0], 10)


def test_an_own_order_names_slots_that_are_not_there_and_says_each_thing_once(
    client: FlaskClient, field: RiceField
) -> None:
    frame = day()["days"][0]
    order = {"region": "abu", "mode": "walk"}
    unknown = [{"kind": "experience", "slot_id": "nothing"}]
    told = client.post(
        "/v1/itineraries/check", json={**order, "days": [{**frame, "stops": unknown}]}
    ).get_json()
    assert [v["rule"] for v in told["violations"]] == ["unknown_slot"]
    stops = [
        {"kind": "experience"},
        {"kind": "experience", "slot_id": field.slots[0], "begin": "10:00"},
        {"kind": "rest", "slot_id": field.slots[0]},
    ]
    answer = client.post(
        "/v1/itineraries/check", json={**order, "days": [{**frame, "stops": stops}]}
    )
    assert [fault["code"] for fault in answer.get_json()["errors"]] == [
        "required",
        "said_by_the_slot",
        "slot_of_no_experience",
    ]


def test_the_rest_of_a_plan_is_offered_experiences_that_are_still_to_come(
    client: FlaskClient, field: RiceField
) -> None:
    planned = plan(client, day(include_experiences=True))
    early = experiences(replan(client, planned, now=f"{DAY}T11:00:00+09:00"))
    assert [visit["slot_id"] for visit in early] == [field.slots[0]]
    late = replan(client, planned, now=f"{DAY}T12:20:00+09:00", done=[])
    assert experiences(late) == []
