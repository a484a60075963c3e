from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.experiences.scheduling import MOST_SCHEDULES, extend_next
from server.experiences.slot_models import Slot
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW
from tests.server.experiences.guides import (
    SATURDAY,
    add_slot,
    booked,
    change,
    change_schedule,
    change_slot,
    faults_in,
    make_guide,
    published,
    schedule,
    slots_of,
    written,
)
from tests.server.spots.keepers import Association

MADE = {"created": 0, "reopened": 0, "resized": 0, "closed": 0, "removed": 0, "clashes": []}


def _slots(database: RolledBackDatabase) -> list[Slot]:
    with database.reading() as session:
        return list(session.scalars(sa.select(Slot).order_by(Slot.starts_at)))


def test_a_schedule_makes_slots_for_half_a_year(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    answer = schedule(client, experience, guide.editor)
    assert answer.status_code == 201
    rule = answer.get_json()
    slots = _slots(database)
    assert rule["made"] == {**MADE, "created": 26}
    assert rule["made_until"] == "2027-08-28"
    assert (slots[0].local_date, slots[-1].local_date) == (
        dt.date(2027, 3, 6),
        dt.date(2027, 8, 28),
    )
    assert {slot.starts_at.hour for slot in slots} == {7, 8}
    assert answer.headers["Location"] == rule["links"]["self"]


def test_a_start_that_does_not_exist_is_skipped_and_told(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    rule = schedule(client, experience, guide.editor, weekdays=[7], starts=["03:30"]).get_json()
    assert rule["skipped"] == [{"date": "2027-03-28", "start": "03:30"}]
    assert dt.date(2027, 3, 28) not in {slot.local_date for slot in _slots(database)}
    shown = client.get(rule["links"]["self"], headers=guide.viewer).get_json()
    assert shown["skipped"] == rule["skipped"]
    assert shown["made"] is None


def test_a_slot_made_by_hand_stays_and_the_clash_is_told(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    by_hand = add_slot(client, experience, guide.editor, capacity=3).get_json()
    rule = schedule(client, experience, guide.editor).get_json()
    assert rule["made"]["clashes"] == [{"date": SATURDAY, "start": "10:00"}]
    change_schedule(client, rule, guide.editor, capacity=5)
    client.delete(rule["links"]["self"], headers={**guide.editor, "If-Match": "*"})
    (left,) = _slots(database)
    assert (left.id, left.capacity, left.status) == (by_hand["id"], 3, "open")


def test_what_a_schedule_does_not_imply_any_more_is_removed_or_closed_if_booked(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    first = slots_of(client, experience)[0]
    booked(client, first, experience["options"][0]["units"][0]["id"])
    changed = change_schedule(client, rule, guide.editor, weekdays=[7]).get_json()
    assert changed["made"] == {**MADE, "created": 25, "removed": 25, "closed": 1}
    (kept, *sundays) = slots_of(client, experience, guide.viewer)
    assert (kept["id"], kept["status"], kept["keeping"]["taken"]) == (first["id"], "CLOSED", 2)
    assert {dt.date.fromisoformat(s["date"]).isoweekday() for s in sundays} == {7}
    back = change_schedule(client, changed, guide.editor, weekdays=[6, 7]).get_json()
    assert back["made"] == {**MADE, "created": 25, "reopened": 1}
    assert slots_of(client, experience)[0]["status"] == "AVAILABLE"


def test_a_slot_that_was_booked_once_is_not_deleted_though_nobody_holds_it_now(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    first = slots_of(client, experience)[0]
    hold = booked(client, first, experience["options"][0]["units"][0]["id"])
    given_up = client.post(
        f"/v1/bookings/{hold['id']}/cancel",
        json={},
        headers={"Booking-Key": hold["key"], "Idempotency-Key": "cancel-it-just-once"},
    )
    assert given_up.status_code == 200, given_up.text
    client.delete(rule["links"]["self"], headers={**guide.editor, "If-Match": "*"})
    (left,) = slots_of(client, experience, guide.viewer)
    assert (left["id"], left["keeping"]["schedule_id"]) == (first["id"], None)
    assert left["status"] == "CLOSED"


def test_manual_changes_survive_the_schedule(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    larger, shut, other = slots_of(client, experience)[:3]
    change_slot(client, larger, guide.editor, capacity=20)
    change_slot(client, shut, guide.editor, status="closed")
    made = change_schedule(client, rule, guide.editor, capacity=5).get_json()["made"]
    assert made == {**MADE, "resized": 25}
    found = {slot["id"]: slot for slot in slots_of(client, experience)}
    assert found[larger["id"]]["capacity"] == 20
    assert (found[shut["id"]]["capacity"], found[shut["id"]]["status"]) == (5, "CLOSED")
    assert found[other["id"]]["capacity"] == 5


def test_a_slot_opened_by_hand_is_the_guides_own_from_then_on(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    first = slots_of(client, experience)[0]
    booked(client, first, experience["options"][0]["units"][0]["id"])
    changed = change_schedule(client, rule, guide.editor, weekdays=[7]).get_json()
    opened = change_slot(client, first, guide.editor, status="open").get_json()
    assert opened["keeping"]["schedule_id"] is None
    again = change_schedule(client, changed, guide.editor, starts=["11:00"]).get_json()
    assert again["made"]["closed"] == 0
    assert slots_of(client, experience)[0]["status"] == "AVAILABLE"


def test_a_closed_slot_that_lost_its_schedule_stays_open_once_it_is_opened(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    first = slots_of(client, experience)[0]
    change_slot(client, first, guide.editor, status="closed")
    changed = change_schedule(client, rule, guide.editor, weekdays=[7]).get_json()
    opened = change_slot(client, first, guide.editor, status="open").get_json()
    assert opened["keeping"]["schedule_id"] is None
    with database.writing() as session:
        assert extend_next(session, now=NOW + dt.timedelta(days=2))
    change_schedule(client, changed, guide.editor, starts=["11:00"])
    assert slots_of(client, experience)[0]["status"] == "AVAILABLE"


def test_a_smaller_capacity_stops_at_what_is_taken(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    rule = schedule(client, experience, guide.editor).get_json()
    first, second = slots_of(client, experience)[:2]
    booked(client, first, experience["options"][0]["units"][0]["id"], people=4)
    change_schedule(client, rule, guide.editor, capacity=2)
    found = {s["id"]: (s["capacity"], s["vacancies"]) for s in slots_of(client, experience)}
    assert found[first["id"]] == (4, 0)
    assert found[second["id"]] == (2, 2)


def test_two_schedules_that_overlap_make_one_slot(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    one = schedule(client, experience, guide.editor).get_json()
    two = schedule(client, experience, guide.editor, weekdays=[6, 7]).get_json()
    assert two["made"]["created"] == 25
    assert len(two["made"]["clashes"]) == 26
    client.delete(one["links"]["self"], headers={**guide.editor, "If-Match": "*"})
    slots = _slots(database)
    assert {slot.schedule_id for slot in slots} == {two["id"]}
    assert len(slots) == 51
    assert {slot.status for slot in slots} == {"open"}


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({"option_id": "nothing"}, {"/option_id": "unknown_option"}),
        ({"weekdays": [6, 6]}, {"/weekdays/1": "listed_twice"}),
        ({"last_date": "2027-02-01"}, {"/last_date": "ends_too_early"}),
        (
            {"starts": ["10:00", "10:00"], "last_date": "2027-02-28"},
            {"/starts/1": "listed_twice", "/last_date": "ends_too_early"},
        ),
        ({"weekdays": []}, {"/weekdays": "too_few"}),
        ({"weekdays": [0, 8]}, {"/weekdays/0": "too_small", "/weekdays/1": "too_large"}),
        ({"starts": ["25:00"], "capacity": 0}, {"/starts/0", "/capacity"}),
        ({"seasons": [{"first": "13-01", "last": "01-01"}]}, {"/seasons/0/first"}),
        (
            {"seasons": [{"first": "02-30", "last": "04-31"}, {"first": "02-29", "last": "11-30"}]},
            {"/seasons/0/first", "/seasons/0/last"},
        ),
        ({"every": "week"}, {"/every": "unknown_field"}),
    ],
)
def test_every_fault_of_a_schedule_is_named(
    client: FlaskClient, guide: Association, facts: dict[str, Any], faults: Any
) -> None:
    experience = written(client, guide)
    found = faults_in(schedule(client, experience, guide.editor, **facts))
    assert found == faults if isinstance(faults, dict) else found.keys() == faults


def test_an_option_has_a_bounded_number_of_schedules_and_slots(
    client: FlaskClient, guide: Association
) -> None:
    experience = written(client, guide)
    every_day = {"weekdays": [1, 2, 3, 4, 5, 6, 7]}
    hours = [[f"{hour:02}:{minute}" for hour in range(8, 20)] for minute in ("00", "20", "40")]
    for starts in hours[:2]:
        made = schedule(client, experience, guide.editor, starts=starts, **every_day)
        assert made.status_code == 201, made.text
    third = schedule(client, experience, guide.editor, starts=hours[2], **every_day)
    assert faults_in(third) == {"/starts": "too_many_slots"}
    past = {"first_date": "2026-01-01", "last_date": "2026-01-02"}
    for _ in range(MOST_SCHEDULES - 2):
        assert schedule(client, experience, guide.editor, **past).status_code == 201
    last = schedule(client, experience, guide.editor, **past)
    assert faults_in(last) == {"/option_id": "too_many_schedules"}


def test_a_schedule_is_changed_on_the_version_seen(client: FlaskClient, guide: Association) -> None:
    experience = written(client, guide)
    rule = schedule(client, experience, guide.editor).get_json()
    seen = client.get(rule["links"]["self"], headers=guide.viewer).headers["ETag"]
    changed = change_schedule(client, rule, guide.editor, seen, last_date="2027-04-01")
    assert changed.get_json()["last_date"] == "2027-04-01"
    late = change_schedule(client, rule, guide.editor, seen, last_date=None)
    assert late.get_json()["code"] == "changed_meanwhile"
    bare = client.delete(rule["links"]["self"], headers=guide.editor)
    assert bare.status_code == 428
    same = change_schedule(client, rule, guide.editor, last_date="2027-04-01").get_json()
    assert (same["version"], same["made"]) == (2, MADE)


def test_a_schedule_is_its_guides_own(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    rule = schedule(client, experience, guide.editor).get_json()
    stranger = make_guide(database, "隣")
    theirs = written(client, stranger)
    assert schedule(client, experience, guide.viewer).status_code == 403
    assert schedule(client, experience, stranger.owner).status_code == 404
    assert change_schedule(client, rule, stranger.owner, capacity=1).status_code == 404
    crossed = f"/v1/experiences/{theirs['id']}/schedules/{rule['id']}"
    answer = client.get(crossed, headers=stranger.owner)
    assert answer.get_json()["code"] == "schedule_not_found"
    here = f"/v1/experiences/{experience['id']}/schedules"
    listed = client.get(here, headers=guide.viewer).get_json()["schedules"]
    assert [s["id"] for s in listed] == [rule["id"]]
    gone = client.delete(rule["links"]["self"], headers={**guide.editor, "If-Match": "*"})
    assert gone.status_code == 204
    assert client.get(rule["links"]["self"], headers=guide.viewer).status_code == 404


def test_an_option_that_is_not_offered_any_more_gets_no_slots(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    schedule(client, experience, guide.editor)
    other = {"units": [{"kind": "ADULT", "price_minor": 1}]}
    change(client, experience, guide.editor, options=[other])
    assert _slots(database) == []
    with database.writing() as session:
        assert extend_next(session, now=NOW + dt.timedelta(days=10)) is False


def test_the_worker_makes_the_slots_of_the_days_that_come_into_sight(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    rule = schedule(client, experience, guide.editor).get_json()
    made = len(_slots(database))
    for days, more in ((0, 0), (1, 0), (7, 1), (8, 1), (28, 4)):
        now = NOW + dt.timedelta(days=days)
        with database.writing() as session:
            while extend_next(session, now=now):
                pass
        assert len(_slots(database)) == made + more, days
    shown = client.get(rule["links"]["self"], headers=guide.viewer).get_json()
    assert shown["made_until"] == "2027-09-25"


def test_the_worker_leaves_alone_what_is_over_or_deleted(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    over, deleted = written(client, guide), written(client, guide)
    schedule(client, over, guide.editor, last_date="2027-04-01")
    schedule(client, deleted, guide.editor)
    here = f"/v1/experiences/{deleted['id']}"
    assert client.delete(here, headers={**guide.owner, "If-Match": "*"}).status_code == 204
    with database.writing() as session:
        assert extend_next(session, now=NOW + dt.timedelta(days=30)) is False
