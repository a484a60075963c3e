"""Forgetting a person: nothing of them is left anywhere, and every count stays."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from structlog.typing import EventDict

from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.idempotency.models import KeptAnswer
from server.outbox.models import Mail
from tests.server.bookings.builders import (
    held,
    vacancies,
)
from tests.server.bookings.personal_data.world import (
    PHONE,
    World,
    erase_a_booking,
    is_theirs,
    live_as_a_person,
)


def test_who_deletes_their_account_leaves_no_trace_and_every_count_as_it_was(
    world: World, logs: list[EventDict]
) -> None:
    headers = live_as_a_person(world)
    assert {
        "accounts",
        "bookings",
        "booking_messages",
        "reviews",
        "waiting_entries",
        "kept_answers",
        "outbox",
        "invitations",
        ".eml",
    } <= world.found()
    before = world.counts()
    world.database.overwrite_deleted()  # so that they are in the file itself
    assert world.database.dialect != "sqlite" or ".sqlite3" in world.found()
    answer = world.client.delete("/v1/me", headers={**headers, "If-Match": "*"})
    assert answer.status_code == 204, answer.text
    assert world.found() == set()
    assert world.counts() == before
    assert not is_theirs(str(logs))
    assert any(line["event"] == "request" for line in logs), "the logs were looked at"
    with world.database.reading() as session:
        assert vacancies(session, world.field.slots[2]) == 5, "the hold was given up"


def test_a_guest_without_an_account_is_forgotten_by_the_key_of_their_booking(
    world: World, logs: list[EventDict]
) -> None:
    booking_id = world.live_through({})
    with world.database.writing() as session:
        other = held(session, world.field, 1)
        key = get_booking(session, booking_id).access_key
        other_mail = session.get_one(Booking, other.id).contact_email
    before = world.counts()
    assert {"bookings", "reviews", "outbox", "kept_answers", ".eml"} <= world.found()
    path, headers = f"/v1/bookings/{booking_id}/personal-data", {"Booking-Key": key}
    exported = world.client.post(path, json={"action": "export"}, headers=headers).get_json()
    for word in (
        "kanaria-remark",
        "kanaria-question",
        "kanaria-praise",
        "to kanaria-thanks",
        PHONE,
    ):
        assert word in json.dumps(exported["kept"], ensure_ascii=False)
    erased = world.client.post(path, json={"action": "erase"}, headers=headers)
    assert (erased.status_code, erased.get_json()["kept"]) == (200, {})
    assert world.found() == set()
    assert world.counts() == before
    assert not is_theirs(str(logs))
    with world.database.reading() as session:
        assert session.get_one(Booking, other.id).contact_email == other_mail
    again = world.client.post(path, json={"action": "erase"}, headers=headers)
    assert again.status_code == 200
    shown = world.client.get(f"/v1/bookings/{booking_id}", headers=headers).get_json()
    assert (shown["status"], shown["total_minor"], shown["contact"]["name"]) == (
        "REDEEMED",
        6000,
        None,
    )


def test_a_resellers_guest_is_forgotten_by_the_key_of_their_booking(
    world: World, logs: list[EventDict]
) -> None:
    booking_id = world.book_through_a_reseller()
    assert {"bookings", "reseller_bookings", "outbox"} <= world.found()
    with world.database.reading() as session:
        key = session.get_one(Booking, booking_id).access_key
    before = world.counts()
    path, headers = f"/v1/bookings/{booking_id}/personal-data", {"Booking-Key": key}
    exported = world.client.post(path, json={"action": "export"}, headers=headers).get_json()
    said = json.dumps(exported["kept"], ensure_ascii=False)
    for word in ("kanaria-seat", "kanaria-order", "kanaria-aisle", PHONE):
        assert word in said
    erased = world.client.post(path, json={"action": "erase"}, headers=headers)
    assert erased.status_code == 200, erased.text
    assert world.found() == set()
    assert world.counts() == before
    assert not is_theirs(str(logs))


def test_letters_to_the_guide_that_are_still_to_go_name_nobody_any_more(world: World) -> None:
    erase_a_booking(world)
    with world.database.reading() as session:
        waiting = list(session.scalars(sa.select(Mail).where(Mail.sent_at.is_(None))))
    assert waiting
    assert {mail.values["guest"] for mail in waiting} == {"–"}
    world.work()
    assert world.found() == set()


def test_nobody_is_forgotten_while_a_guide_expects_them(world: World) -> None:
    headers = world.sign_up()
    booking = world.book(headers)
    world.post(f"/v1/bookings/{booking['id']}/confirm", {}, headers)
    path = f"/v1/bookings/{booking['id']}/personal-data"
    by_key = {"Booking-Key": booking["key"]}
    for answer in (
        world.client.delete("/v1/me", headers={**headers, "If-Match": "*"}),
        world.client.post(path, json={"action": "erase"}, headers=by_key),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "upcoming_bookings")
        assert booking["code"] in answer.get_json()["detail"]
    assert world.client.get("/v1/me", headers=headers).status_code == 200
    assert {"accounts", "bookings"} <= world.found()
    world.post(f"/v1/bookings/{booking['id']}/cancel", {}, headers)
    assert world.client.delete("/v1/me", headers={**headers, "If-Match": "*"}).status_code == 204
    assert world.found() == set()


def test_kept_answers_about_a_booking_are_forgotten_with_it(world: World) -> None:
    other = world.book({}, slot=1)
    erase_a_booking(world)
    with world.database.reading() as session:
        about = set(session.scalars(sa.select(KeptAnswer.about)))
    assert about == {other["id"]}


def test_what_statements_hold_stays_out_of_error_messages(world: World) -> None:
    with world.database.writing() as session:
        booking = held(session, world.field, 1)
    wrong = {"contact_name": "kanaria", "seats": 0}
    with (
        pytest.raises(sa.exc.IntegrityError) as failure,
        world.database.writing() as session,
    ):
        session.execute(sa.update(Booking).where(Booking.id == booking.id).values(**wrong))
    assert "parameters hidden" in str(failure.value)
