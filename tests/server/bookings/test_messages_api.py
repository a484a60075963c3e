from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.messages import MOST_UNREAD
from server.outbox.models import Mail
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import held, make_rice_field
from tests.server.bookings.conftest import Clock
from tests.server.bookings.people import booked, guide_of, key_of, post
from tests.server.conftest import NOW


def _letters(database: RolledBackDatabase, kind: str) -> list[Mail]:
    with database.reading() as session:
        return list(session.scalars(sa.select(Mail).where(Mail.kind == kind)))


def test_guest_and_guide_write_to_each_other_and_are_told_by_letter(
    client: FlaskClient, database: RolledBackDatabase, at: Clock
) -> None:
    field = make_rice_field(database)
    booking, guide = booked(database, field), guide_of(database, field.organisation_id)
    here = f"/v1/bookings/{booking.id}/messages"
    asked = post(client, here, key_of(booking), {"text": "長靴は借りられますか？"})
    assert (asked.status_code, asked.get_json()["sender"]) == (201, "guest")
    answered = post(at(NOW + dt.timedelta(minutes=1)), here, guide, {"text": "はい、無料です。"})
    assert answered.get_json()["sender"] == "guide"
    shown = client.get(here, headers=key_of(booking)).get_json()["messages"]
    assert [m["text"] for m in shown] == ["長靴は借りられますか？", "はい、無料です。"]
    assert _letters(database, "message_from_guest")[0].values["message"] == "長靴は借りられますか？"
    assert _letters(database, "message_from_guide")[0].recipient == "hanako@example.jp"


def test_a_message_counts_as_read_once_the_other_side_looks(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking, guide = booked(database, field), guide_of(database, field.organisation_id)
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    here = f"/v1/bookings/{booking.id}/messages"
    post(client, here, key_of(booking), {"text": "こんにちは"})

    def read_at() -> object:
        shown = client.get(here, headers=key_of(booking)).get_json()["messages"]
        return shown[0]["read_at"]

    assert read_at() is None
    client.get(here, headers=viewer)
    assert read_at() is None, "who only looks on reads for nobody"
    client.get(here, headers=guide)
    assert read_at() is not None


def test_nobody_is_flooded(client: FlaskClient, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    booking, guide = booked(database, field), guide_of(database, field.organisation_id)
    here = f"/v1/bookings/{booking.id}/messages"
    for _ in range(MOST_UNREAD):
        assert post(client, here, key_of(booking), {"text": "まだですか"}).status_code == 201
    refused = post(client, here, key_of(booking), {"text": "まだですか"})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "too_many_messages")
    assert post(client, here, guide, {"text": "読みました"}).status_code == 201
    assert post(client, here, key_of(booking), {"text": "どうも"}).status_code == 201


def test_nobody_writes_before_they_have_said_who_they_are(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        hold = held(session, field)
    answer = post(client, f"/v1/bookings/{hold.id}/messages", key_of(hold), {"text": "買って"})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")
    assert _letters(database, "message_from_guest") == []


def test_strangers_read_nothing_and_write_nothing(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    booking = booked(database, make_rice_field(database))
    stranger = guide_of(database, make_rice_field(database).organisation_id)
    here = f"/v1/bookings/{booking.id}/messages"
    assert client.get(here, headers=stranger).get_json()["code"] == "booking_not_found"
    assert post(client, here, stranger, {"text": "?"}).status_code == 404
    assert client.get(here, headers={"Booking-Key": "guess"}).status_code == 404


def test_a_message_that_is_sent_again_with_its_key_is_kept_once(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    booking = booked(database, make_rice_field(database))
    here = f"/v1/bookings/{booking.id}/messages"
    headers = {**key_of(booking), "Idempotency-Key": "m" * 20}
    for _ in range(2):
        assert client.post(here, json={"text": "一度だけ"}, headers=headers).status_code == 201
    assert len(client.get(here, headers=key_of(booking)).get_json()["messages"]) == 1
    assert client.post(here, json={"text": "  "}, headers=key_of(booking)).status_code == 422


def test_messages_come_in_pages(client: FlaskClient, database: RolledBackDatabase) -> None:
    booking = booked(database, make_rice_field(database))
    here = f"/v1/bookings/{booking.id}/messages"
    for number in range(5):
        post(client, here, key_of(booking), {"text": f"{number}"})
    following: str | None = f"{here}?limit=2"
    seen: list[str] = []
    while following:
        page = client.get(following, headers=key_of(booking)).get_json()
        seen += [message["text"] for message in page["messages"]]
        following = page["links"].get("next")
    assert sorted(seen) == ["0", "1", "2", "3", "4"]
