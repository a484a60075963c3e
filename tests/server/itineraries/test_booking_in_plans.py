from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.conftest import NOW
from tests.server.itineraries.builders import plan, spot_ids, visits
from tests.server.itineraries.rice_days import (
    DAY,
    NOON,
    OPEN,
    book,
    booked,
    day,
    day_far_off,
    experiences,
    replan,
    rules,
    shown,
    taken,
    warned,
)


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


def test_booking_brings_no_other_places_into_a_day_that_was_chosen(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    around = [
        make_record(n, hours=OPEN, lat=34.5 + 0.002 * (n % 7), lon=131.51 + 0.003 * (n // 7))
        for n in range(30, 72)
    ]
    keep_spots(database, *around, region="abu")
    old = plan(client, day())
    new = booked(client, old, field)
    assert len(experiences(new)) == 1
    assert set(spot_ids(new)) < set(spot_ids(old))


def test_a_conflict_with_travel_time_is_refused_before_anything_is_held(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day_far_off(database))
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
    assert "までに予約を確定してください" in page


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


def test_nothing_can_be_booked_into_a_trip_that_is_over(
    client: FlaskClient, field: RiceField, at: Callable[[dt.datetime], FlaskClient]
) -> None:
    planned = plan(client, day())
    later = at(NOW + dt.timedelta(days=11))
    assert shown(later, planned["links"]["experiences"])["slots"] == []
    refused = book(later, planned, field)
    assert refused.status_code == 409
    assert refused.get_json()["code"] == "too_late_to_book"
