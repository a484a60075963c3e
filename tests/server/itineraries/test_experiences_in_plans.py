from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.conftest import NOW
from tests.server.itineraries.builders import moment, plan, spot_ids, visits

OPEN = HoursRule("08:00-18:00")
DAY = "2027-03-11"
NOON = f"{DAY}T12:00:00+09:00"
"""When the first slot begins."""


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    """A rice field among a few museums, an hour at noon."""
    field = make_rice_field(database, slots=1, capacity=4)
    records = [
        make_record(n, hours=OPEN, lat=34.5 + n / 500, lon=131.52, visit_minutes=40)
        for n in range(1, 9)
    ]
    keep_spots(database, *records, region="abu")
    return field


def day(**facts: Any) -> dict[str, Any]:
    frame = day_at(34.51, 131.52, DAY)
    return somewhere_request(region="abu", days=[frame], **facts)


def experiences(planned: dict[str, Any]) -> list[dict[str, Any]]:
    return [visit for visit in visits(planned) if visit["kind"] == "experience"]


def book(
    client: FlaskClient, planned: dict[str, Any], field: RiceField, key: str = "", **facts: Any
) -> TestResponse:
    body = {"slot_id": field.slots[0], "units": [{"unit_id": field.adult, "quantity": 2}], **facts}
    headers = {"Idempotency-Key": key or str(uuid.uuid4()), "Accept-Language": "en"}
    return client.post(planned["links"]["self"] + "/bookings", json=body, headers=headers)


def booked(client: FlaskClient, planned: dict[str, Any], field: RiceField) -> dict[str, Any]:
    """Book it into the plan and return the new one."""
    answer = book(client, planned, field)
    assert answer.status_code == 201, answer.text
    return shown(client, answer.get_json()["links"]["itinerary"])


def shown(client: FlaskClient, address: str, language: str = "en") -> dict[str, Any]:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def warned(planned: dict[str, Any]) -> list[str]:
    return [note["code"] for note in planned["warnings"]]


def rules(client: FlaskClient, planned: dict[str, Any]) -> list[str]:
    told = client.get(planned["links"]["self"] + "/check").get_json()
    return [violation["rule"] for violation in told["violations"]]


def taken(database: RolledBackDatabase, field: RiceField) -> int:
    with database.reading() as session:
        slot = session.get_one(Slot, field.slots[0], populate_existing=True)
        return slot.capacity - slot.vacancies


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


def test_booking_what_the_plan_offers_changes_nothing_else(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day(include_experiences=True, party_size=2))
    answer = book(client, old, field)
    assert answer.status_code == 201, answer.text
    told = answer.get_json()
    assert (told["booking"]["status"], told["given_up"]) == ("ON_HOLD", [])
    assert told["booking"]["itinerary_id"] == told["itinerary_id"] != old["id"]
    new = shown(client, told["links"]["itinerary"])
    (visit,) = experiences(new)
    assert visit["locked"]
    assert visit["booking"]["id"] == told["booking"]["id"]
    assert visit["booking"]["status"] == "ON_HOLD"
    clocks = [(v["name"], v["begin"], v["leave"]) for v in visits(new)]
    assert clocks == [(v["name"], v["begin"], v["leave"]) for v in visits(old)]
    assert (new["replaces"], taken(database, field)) == (old["id"], 2)
    assert warned(new).count("seats_on_hold") == 1
    assert shown(client, old["links"]["self"])["days"] == old["days"]


def test_booking_what_the_plan_does_not_have_plans_the_rest_around_it(
    client: FlaskClient, field: RiceField
) -> None:
    old = plan(client, day())
    answer = book(client, old, field)
    new = shown(client, answer.get_json()["links"]["itinerary"])
    (visit,) = experiences(new)
    assert (visit["begin"], visit["locked"]) == (NOON, True)
    assert rules(client, new) == []
    dropped = {spot["spot_id"] for spot in answer.get_json()["given_up"]}
    assert dropped == set(spot_ids(old)) - set(spot_ids(new))
    assert new["cost_minor"] == 6000


def test_a_conflict_with_travel_time_is_refused_before_anything_is_held(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    far = keep_spots(
        database,
        make_record(20, hours=OPEN, lat=34.56, lon=131.52, visit_minutes=40),
        region="abu",
    )[0]
    locked = [{"spot_id": far, "begin": f"{DAY}T11:00:00+09:00", "minutes": 55}]
    old = plan(client, day(locked=locked))
    answer = book(client, old, field)
    assert answer.status_code == 422
    told = answer.get_json()
    assert told["code"] == "no_itinerary"
    (fault,) = [f for f in told["errors"] if f["pointer"] == "/slot_id"]
    assert "12:00" in fault["message"]
    assert "rice field" in fault["message"]
    assert taken(database, field) == 0
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 0


def test_a_slot_outside_the_days_is_refused_with_its_time(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    other = somewhere_request(region="abu", days=[day_at(34.51, 131.52, "2027-03-12")])
    answer = book(client, plan(client, other), field)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["code"] == "on_no_day"
    assert "2027-03-11" in answer.get_json()["errors"][0]["message"]
    assert taken(database, field) == 0


def test_the_same_key_books_once_and_gets_the_same_answer(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day())
    key = str(uuid.uuid4())
    first, second = book(client, old, field, key), book(client, old, field, key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json() == second.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert taken(database, field) == 2
    assert book(client, old, field, key, remark="another").status_code == 422
    assert taken(database, field) == 2


def test_a_plan_that_holds_the_slot_does_not_book_it_twice(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    new = booked(client, plan(client, day()), field)
    answer = book(client, new, field)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "slot_in_plan")
    assert taken(database, field) == 2


def test_seats_that_nobody_has_are_not_promised(client: FlaskClient, field: RiceField) -> None:
    first = plan(client, day())
    booked(client, first, field)
    booked(client, first, field)
    answer = book(client, first, field)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "sold_out")


def test_the_stop_says_what_has_become_of_its_booking(
    client: FlaskClient,
    field: RiceField,
    database: RolledBackDatabase,
    at: Callable[[dt.datetime], FlaskClient],
) -> None:
    new = booked(client, plan(client, day()), field)
    later = at(NOW + dt.timedelta(minutes=16))
    lapsed = shown(later, new["links"]["self"])
    (visit,) = experiences(lapsed)
    assert (visit["locked"], visit["booking"]["status"]) == (False, "EXPIRED")
    assert "hold_expired" in warned(lapsed)
    assert rules(later, new) == ["hold_expired"]
    japanese = shown(later, new["links"]["self"], "ja")
    told = [n["message"] for n in japanese["warnings"] if n["code"] == "hold_expired"]
    assert "田植え体験" in told[0]
    again = booked(later, new, field)
    assert experiences(again)[0]["booking"]["status"] == "ON_HOLD"
    assert "hold_expired" not in warned(again)


def test_a_cancelled_booking_gives_its_time_back(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    new = booked(client, plan(client, day()), field)
    (visit,) = experiences(new)
    with database.writing() as session:
        booking = get_booking(session, visit["booking"]["id"], to_change=True)
        cancel(session, booking, By("cancelled", "guest"), now=NOW)
    cancelled = shown(client, new["links"]["self"])
    (gone,) = experiences(cancelled)
    assert (gone["locked"], gone["booking"]["status"]) == (False, "CANCELLED")
    assert "booking_cancelled" in warned(cancelled)
    assert rules(client, new) == ["booking_cancelled"]
    rest = replan(client, new)
    assert experiences(rest) == []
    assert "booking_ended" in warned(rest)


def replan(client: FlaskClient, planned: dict[str, Any], **facts: Any) -> dict[str, Any]:
    body = {"at": {"lat": 34.51, "lon": 131.52}, "now": f"{DAY}T09:00:00+09:00", **facts}
    answer = client.post(planned["links"]["self"] + "/replan", json=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def test_planning_anew_keeps_what_is_booked(client: FlaskClient, field: RiceField) -> None:
    new = booked(client, plan(client, day()), field)
    rest = replan(client, new, now=f"{DAY}T11:20:00+09:00", reason="late")
    (visit,) = experiences(rest)
    assert (visit["begin"], visit["locked"]) == (NOON, True)
    assert visit["booking"]["status"] == "ON_HOLD"
    assert rules(client, rest) == []
    done = replan(client, new, now=f"{DAY}T13:30:00+09:00")
    assert [v["begin"] for v in experiences(done)] == [NOON]


def test_who_leaves_out_what_is_booked_is_told_to_cancel_it(
    client: FlaskClient, field: RiceField
) -> None:
    new = booked(client, plan(client, day()), field)
    without = replan(client, new, avoid=[field.slots[0]])
    assert experiences(without) == []
    assert "booking_avoided" in warned(without)
    missed = replan(client, new, now=f"{DAY}T12:30:00+09:00", done=[])
    assert experiences(missed) == []
    assert "booking_missed" in warned(missed)


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
    far = keep_spots(
        database,
        make_record(20, hours=OPEN, lat=34.56, lon=131.52, visit_minutes=40),
        region="abu",
    )[0]
    locked = [{"spot_id": far, "begin": f"{DAY}T11:00:00+09:00", "minutes": 55}]
    planned = plan(client, day(locked=locked))
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


def test_exports_hold_the_experience(client: FlaskClient, field: RiceField) -> None:
    new = booked(client, plan(client, day()), field)
    english = {"Accept-Language": "en"}
    calendar = client.get(new["links"]["ics"], headers=english).text
    (event,) = [part for part in calendar.split("BEGIN:VEVENT") if "rice field" in part]
    assert "STATUS:TENTATIVE" in event
    features = client.get(new["links"]["geojson"]).get_json()["features"]
    slots = [f["properties"].get("slot_id") for f in features]
    assert field.slots[0] in slots
    page = client.get(f"/itineraries/{new['id']}", headers={"Accept-Language": "ja"}).text
    assert "田植え体験" in page


def test_two_bookings_of_one_experience_fit_into_one_trip(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    with database.writing() as session:
        experience = session.get_one(Experience, field.experience_id)
        first = session.get_one(Slot, field.slots[0])
        second = Slot(
            id=str(uuid.uuid4()),
            experience_id=experience.id,
            option_id=first.option_id,
            starts_at=first.starts_at + dt.timedelta(hours=3),
            ends_at=first.ends_at + dt.timedelta(hours=3),
            local_date=first.local_date,
            capacity=4,
            vacancies=4,
            status="open",
            updated_at=NOW,
        )
        session.add(second)
        session.flush()
        key = second.id
    new = booked(client, plan(client, day()), field)
    answer = book(client, new, field, slot_id=key)
    assert answer.status_code == 201, answer.text
    both = shown(client, answer.get_json()["links"]["itinerary"])
    assert [v["locked"] for v in experiences(both)] == [True, True]
