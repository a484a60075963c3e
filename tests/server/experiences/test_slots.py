from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.bookings.models import Booking
from server.errors import AppError
from server.experiences.errors import CapacityBelowTaken
from server.experiences.models import ExperienceOption
from server.experiences.slot_models import Slot
from server.experiences.slots import change_slot, get_slot
from server.http.paging import encode_cursor
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import committed_database, held, make_rice_field
from tests.server.conftest import NOW
from tests.server.experiences.guides import (
    SATURDAY,
    add_slot,
    booked,
    change,
    faults_in,
    make_guide,
    published,
    slots_of,
    written,
)
from tests.server.experiences.guides import (
    change_slot as change_by_hand,
)
from tests.server.spots.keepers import Association


def _at(app: Flask, database: RolledBackDatabase, moment: dt.datetime) -> FlaskClient:
    """Return a client of the same service at another time."""
    settings = app.extensions["yorimichi"].settings
    return create_app(settings, database=database, now=lambda: moment).test_client()


def _adult(experience: dict[str, Any]) -> str:
    return str(experience["options"][0]["units"][0]["id"])


def test_a_slot_lasts_as_long_as_its_option_on_the_regions_clock(
    client: FlaskClient, guide: Association
) -> None:
    experience = written(client, guide)
    made = add_slot(client, experience, guide.editor, f"{SATURDAY}T23:30:00Z")
    slot = made.get_json()
    assert made.status_code == 201
    assert slot["starts_at"] == "2027-03-07T01:30:00+02:00"
    assert slot["ends_at"] == "2027-03-07T02:30:00+02:00"
    assert (slot["date"], slot["vacancies"]) == ("2027-03-07", 10)


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (NOW.isoformat(), "in_the_past"),
        ("2029-03-02T00:00:00Z", "too_far_ahead"),
        (f"{SATURDAY}T10:00:30Z", "whole_minute"),
        (f"{SATURDAY}T10:00:00", "instant_format"),
    ],
)
def test_a_slot_begins_at_a_whole_minute_to_come(
    client: FlaskClient, guide: Association, starts_at: str, code: str
) -> None:
    experience = written(client, guide)
    answer = add_slot(client, experience, guide.editor, starts_at)
    assert faults_in(answer) == {"/starts_at": code}


def test_an_option_never_has_two_slots_at_one_time(client: FlaskClient, guide: Association) -> None:
    experience = written(client, guide)
    assert add_slot(client, experience, guide.editor).status_code == 201
    again = add_slot(client, experience, guide.editor, f"{SATURDAY}T08:00:00Z")
    assert (again.status_code, again.get_json()["code"]) == (409, "slot_exists")


def test_only_the_guides_editors_make_and_change_slots(
    client: FlaskClient, database: RolledBackDatabase, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    slot = add_slot(client, experience, guide.editor).get_json()
    later = f"{SATURDAY}T15:00:00Z"
    assert add_slot(client, experience, guide.viewer, later).status_code == 403
    assert change_by_hand(client, slot, guide.viewer, capacity=1).status_code == 403
    for stranger in (town.owner, make_guide(database, "隣").owner):
        made = add_slot(client, experience, stranger, later)
        assert made.get_json()["code"] == "experience_not_found"
        hidden = change_by_hand(client, slot, stranger, capacity=1)
        missing = change_by_hand(client, {"id": "nothing"}, stranger, capacity=1)
        assert hidden.get_json()["code"] == missing.get_json()["code"] == "slot_not_found"


def test_a_capacity_never_goes_below_what_is_taken(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    slot = add_slot(client, experience, guide.editor).get_json()
    booked(client, slot, _adult(experience), people=4)
    refused = change_by_hand(client, slot, guide.editor, capacity=3)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "capacity_below_taken")
    assert "4" in refused.get_json()["detail"]
    full = change_by_hand(client, slot, guide.editor, capacity=4).get_json()
    assert (full["vacancies"], full["status"], full["reason"]) == (0, "SOLD_OUT", "sold_out")
    more = change_by_hand(client, slot, guide.editor, capacity=6).get_json()
    assert (more["vacancies"], more["keeping"]["taken"]) == (2, 4)
    assert more["keeping"]["capacity_by_hand"] is True


def test_a_closed_slot_takes_no_bookings_until_it_is_opened_again(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    slot = add_slot(client, experience, guide.editor).get_json()
    closed = change_by_hand(client, slot, guide.editor, status="closed").get_json()
    assert (closed["status"], closed["reason"]) == ("CLOSED", "slot_closed")
    refused = client.post(
        "/v1/bookings",
        json={
            "slot_id": slot["id"],
            "units": [{"unit_id": _adult(experience), "quantity": 1}],
        },
        headers={"Idempotency-Key": "a-key-that-nobody-guesses"},
    )
    assert refused.get_json()["code"] == "slot_closed"
    opened = change_by_hand(client, slot, guide.editor, status="open").get_json()
    assert opened["bookable"] is True


def test_a_slot_that_has_begun_or_was_cancelled_does_not_change(
    client: FlaskClient, database: RolledBackDatabase, guide: Association
) -> None:
    experience = written(client, guide)
    slot = add_slot(client, experience, guide.editor).get_json()
    for facts, code in (
        ({"status": "cancelled"}, "slot_is_cancelled"),
        ({"starts_at": NOW}, "slot_is_over"),
    ):
        with database.writing() as session:
            session.execute(sa.update(Slot).where(Slot.id == slot["id"]).values(**facts))
        refused = change_by_hand(client, slot, guide.editor, capacity=20)
        assert (refused.status_code, refused.get_json()["code"]) == (409, code)


def test_what_cannot_be_booked_says_why(
    client: FlaskClient,
    app: Flask,
    database: RolledBackDatabase,
    guide: Association,
    town: Association,
) -> None:
    experience = published(client, guide, town, min_party=2, cutoff_minutes=120)
    slot = add_slot(client, experience, guide.editor, capacity=6).get_json()
    booked(client, slot, _adult(experience), people=3)

    def reason(query: str = "", at: FlaskClient = client) -> str | None:
        (found,) = slots_of(at, experience, query=query)
        assert found["bookable"] == (found["reason"] is None)
        told: str | None = found["reason"]
        return told

    assert reason() is None
    assert reason("&party=3") is None
    assert reason("&party=4") == "too_few_left"
    assert reason("&party=1") == "party_too_small"
    assert reason("&party=9") == "party_too_large"
    starts = dt.datetime.fromisoformat(slot["starts_at"])
    last_call = starts - dt.timedelta(hours=2)
    held_until = last_call - dt.timedelta(seconds=1)
    assert reason(at=_at(app, database, held_until)) is None
    assert reason(at=_at(app, database, last_call)) == "too_late_to_book"


def test_seats_of_holds_that_have_run_out_are_free_though_nobody_gave_them_back(
    client: FlaskClient,
    app: Flask,
    database: RolledBackDatabase,
    guide: Association,
    town: Association,
) -> None:
    experience = published(client, guide, town)
    slot = add_slot(client, experience, guide.editor, capacity=2).get_json()
    booked(client, slot, _adult(experience), people=2)
    (now,) = slots_of(client, experience)
    assert (now["vacancies"], now["status"]) == (0, "SOLD_OUT")
    later = _at(app, database, NOW + dt.timedelta(minutes=15))
    (then,) = slots_of(later, experience)
    assert (then["vacancies"], then["status"]) == (2, "AVAILABLE")
    query = f"/v1/experiences?region=helsinki&on={SATURDAY}&party=2"
    assert client.get(query).get_json()["features"] == []
    found = later.get(query).get_json()["features"]
    assert [f["id"] for f in found] == [experience["id"]]
    assert [s["id"] for s in found[0]["properties"]["next_slots"]] == [slot["id"]]
    with database.reading() as session:
        assert session.get_one(Slot, slot["id"]).vacancies == 0


def test_slots_come_by_time_page_by_page_within_the_dates_asked_for(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    for day in (8, 6, 7, 20):
        add_slot(client, experience, guide.editor, f"2027-03-{day:02}T10:00:00+02:00")
    here = f"/v1/experiences/{experience['id']}/slots"
    dates, address = [], f"{here}?from=2027-03-06&until=2027-03-08&limit=2"
    while address:
        page = client.get(address).get_json()
        dates.append([slot["date"] for slot in page["slots"]])
        address = page["links"].get("next")
    assert dates == [["2027-03-06", "2027-03-07"], ["2027-03-08"]]
    assert len(slots_of(client, experience)) == 4


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("from=2027-03-06&until=2027-03-05", {"?until": "ends_too_early"}),
        ("from=2027-03-06&until=2027-06-06", {"?until": "too_many_days"}),
        ("cursor=WzEsMl0&from=2027-03-06&until=2027-03-05", {"?until", "?cursor"}),
        (f"cursor={encode_cursor('0001-01-01T00:00+14:00', 'x')}", {"?cursor": "bad_cursor"}),
        ("party=0", {"?party": "too_small"}),
        ("colour=red", {"?colour": "unknown_field"}),
    ],
)
def test_every_fault_of_a_question_about_slots_is_named(
    client: FlaskClient, guide: Association, town: Association, query: str, faults: Any
) -> None:
    experience = published(client, guide, town)
    answer = client.get(f"/v1/experiences/{experience['id']}/slots?{query}")
    found = faults_in(answer)
    assert found == faults if isinstance(faults, dict) else found.keys() == faults


def test_guests_are_not_told_what_is_the_guides(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    add_slot(client, experience, guide.editor)
    assert slots_of(client, experience)[0]["keeping"] is None
    assert slots_of(client, experience, guide.viewer)[0]["keeping"]["taken"] == 0


def test_a_price_is_that_of_the_adults_of_the_slots_option(
    client: FlaskClient, guide: Association, town: Association
) -> None:
    experience = published(client, guide, town)
    option = experience["options"][0]
    units = [{k: v for k, v in u.items() if k != "name"} for u in option["units"]]
    dear = {"units": [{"kind": "ADULT", "price_minor": 9000}, {"kind": "CHILD", "price_minor": 1}]}
    changed = change(
        client, experience, guide.editor, options=[{"id": option["id"], "units": units}, dear]
    ).get_json()
    add_slot(client, changed, guide.editor)
    second = {**changed, "options": changed["options"][1:]}
    add_slot(client, second, guide.editor, f"{SATURDAY}T14:00:00+02:00")
    assert [slot["price_from_minor"] for slot in slots_of(client, changed)] == [3000, 9000]
    assert changed["price_from_minor"] == 3000


def test_seats_and_capacity_agree_when_people_book_while_the_guide_shrinks_the_slot(
    database_url: str, tmp_path: Path
) -> None:
    with committed_database(database_url, tmp_path) as database:
        field = make_rice_field(database, slots=1, capacity=12)
        refused: list[type[AppError]] = []

        def book() -> None:
            try:
                with database.writing() as session:
                    held(session, field, adults=1)
            except AppError as error:
                refused.append(type(error))

        def shrink(capacity: int) -> None:
            try:
                with database.writing() as session:
                    slot = get_slot(session, field.slots[0], to_change=True)
                    option = session.get_one(ExperienceOption, field.option_id)
                    change_slot(session, slot, option, capacity=capacity, now=NOW)
            except CapacityBelowTaken as error:
                refused.append(type(error))

        actors = [threading.Thread(target=book) for _ in range(10)]
        actors += [threading.Thread(target=shrink, args=(n,)) for n in (9, 7, 5, 4)]
        for actor in actors:
            actor.start()
        for actor in actors:
            actor.join()
        with database.reading() as session:
            slot = session.get_one(Slot, field.slots[0])
            taken = session.scalar(sa.select(sa.func.coalesce(sa.func.sum(Booking.seats), 0)))
            assert slot.capacity - slot.vacancies == taken
            assert slot.vacancies >= 0
            assert refused
