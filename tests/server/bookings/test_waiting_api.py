from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.guest_models import WaitingEntry
from server.bookings.holding import HELD_FOR
from server.bookings.waiting import tell_who_waits
from server.experiences.models import Experience
from server.outbox.letters import written
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import STARTS, held, make_rice_field
from tests.server.bookings.conftest import Clock
from tests.server.bookings.people import booked, key_of, post
from tests.server.conftest import NOW

TARO = {"email": "taro@example.jp", "seats": 2, "language": "ja"}


def test_who_waits_is_told_when_enough_seats_come_back(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=4)
    booking = booked(database, field, 4)
    joined = client.post(f"/v1/slots/{field.slots[0]}/waiting-list", json=TARO)
    assert joined.status_code == 201, joined.text
    assert joined.get_json()["key"]
    with database.writing() as session:
        assert tell_who_waits(session, now=NOW) == 0
    post(client, f"/v1/bookings/{booking.id}/cancel", key_of(booking), {})
    with database.writing() as session:
        assert tell_who_waits(session, now=NOW) == 1
        assert tell_who_waits(session, now=NOW) == 0
        (letter,) = session.scalars(sa.select(Mail).where(Mail.kind == "seats_again"))
        assert letter.recipient == "taro@example.jp"
        told = dict(letter.values)
        said = written("seats_again", "ja", letter.values)[1]
    place = f"/v1/slots/{told['slot']}/waiting-list/{told['entry']}"
    key = {"Booking-Key": told["key"]}
    assert all(told[name] in said for name in ("slot", "entry", "key"))
    shown = client.get(place, headers=key).get_json()
    assert (shown["seats"], shown["ahead"], shown["told_at"]) == (2, 0, NOW.isoformat())
    slots = client.get(f"/v1/experiences/{shown['experience_id']}/slots").get_json()["slots"]
    assert (told["slot"], shown["starts_at"]) in {(s["id"], s["starts_at"]) for s in slots}
    assert client.delete(place, headers=key).status_code == 204
    with database.reading() as session:
        assert list(session.scalars(sa.select(Mail).where(Mail.kind == "seats_again"))) == []


def test_nobody_waits_where_there_are_seats(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    answer = client.post(f"/v1/slots/{field.slots[0]}/waiting-list", json=TARO)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "seats_are_left")
    assert client.post("/v1/slots/none/waiting-list", json=TARO).status_code == 404


def test_nobody_waits_for_seats_of_a_hold_that_ran_out(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=2)
    with database.writing() as session:
        held(session, field, 2)
    here = f"/v1/slots/{field.slots[0]}/waiting-list"
    assert at(NOW).post(here, json=TARO).status_code == 201
    jiro = {**TARO, "email": "jiro@example.jp"}
    lapsed = at(NOW + HELD_FOR).post(here, json=jiro)
    assert (lapsed.status_code, lapsed.get_json()["code"]) == (409, "seats_are_left")


def test_a_place_on_the_list_is_shown_to_who_has_its_key_only(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=2)
    booked(database, field, 2)
    here = f"/v1/slots/{field.slots[0]}/waiting-list"
    at(NOW).post(here, json={**TARO, "email": "first@example.jp"})
    client = at(NOW + dt.timedelta(minutes=1))
    told = client.post(here, json=TARO).get_json()
    mine, key = f"{here}/{told['id']}", {"Booking-Key": told["key"]}
    assert client.get(mine).get_json()["code"] == "waiting_not_found"
    assert client.get(mine, headers={"Booking-Key": "guess"}).status_code == 404
    assert client.get(f"{here}/nobody", headers=key).get_json()["code"] == "waiting_not_found"
    assert client.get(mine, headers=key).get_json()["ahead"] == 1


def test_who_knows_an_address_learns_no_key_and_changes_nothing(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=2)
    booked(database, field, 2)
    here = f"/v1/slots/{field.slots[0]}/waiting-list"
    client.post(here, json=TARO)
    again = client.post(here, json={**TARO, "email": "TARO@example.jp", "seats": 100})
    assert (again.status_code, again.get_json()["key"]) == (201, None)
    with database.reading() as session:
        (entry,) = session.scalars(sa.select(WaitingEntry))
        assert entry.seats == 2


def test_who_waits_leaves_with_their_key_only(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=2)
    booked(database, field, 2)
    here = f"/v1/slots/{field.slots[0]}/waiting-list"
    told = client.post(here, json=TARO).get_json()
    mine = f"{here}/{told['id']}"
    assert client.delete(mine).get_json()["code"] == "waiting_not_found"
    assert client.delete(mine, headers={"Booking-Key": "guess"}).status_code == 404
    assert client.delete(mine, headers={"Booking-Key": told["key"]}).status_code == 204
    assert client.delete(mine, headers={"Booking-Key": told["key"]}).status_code == 404


def test_nobody_waits_for_what_has_begun(at: Clock, database: RolledBackDatabase) -> None:
    field = make_rice_field(database, capacity=2)
    booked(database, field, 2)
    answer = at(STARTS).post(f"/v1/slots/{field.slots[0]}/waiting-list", json=TARO)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "too_late_to_book")


def test_who_waits_is_told_of_the_seats_of_a_hold_that_ran_out(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=2)
    with database.writing() as session:
        held(session, field, 2)
    client.post(f"/v1/slots/{field.slots[0]}/waiting-list", json=TARO)
    with database.writing() as session:
        assert tell_who_waits(session, now=NOW) == 0
        assert tell_who_waits(session, now=NOW + HELD_FOR) == 1


@pytest.mark.parametrize(
    ("status", "moment"),
    [("suspended", NOW), ("published", STARTS - dt.timedelta(minutes=60))],
)
def test_nobody_is_told_of_seats_that_cannot_be_booked(
    client: FlaskClient, database: RolledBackDatabase, status: str, moment: dt.datetime
) -> None:
    field = make_rice_field(database, capacity=2)
    booking = booked(database, field, 2)
    client.post(f"/v1/slots/{field.slots[0]}/waiting-list", json=TARO)
    post(client, f"/v1/bookings/{booking.id}/cancel", key_of(booking), {})
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).status = status
        assert tell_who_waits(session, now=moment) == 0
