from __future__ import annotations

import datetime as dt
import re

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.holding import HELD_FOR, get_booking
from server.bookings.models import Booking
from server.experiences.models import Experience
from server.outbox.letters import written
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import STARTS, held, make_rice_field
from tests.server.bookings.people import booked, key_of, post
from tests.server.conftest import NOW


def letters(database: RolledBackDatabase, to: str) -> list[tuple[str, str]]:
    """Return the subject and text of everything that was written to an address."""
    with database.reading() as session:
        mails = session.scalars(
            sa.select(Mail).where(Mail.recipient == to).order_by(Mail.created_at)
        )
        return [written(mail.kind, mail.language, mail.values) for mail in mails]


def test_letters_come_in_the_language_in_which_seats_were_held(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    body = {
        "slot_id": field.slots[0],
        "units": [{"unit_id": field.adult, "quantity": 2}],
        "contact": {"name": "花子", "email": "hanako@example.jp"},
    }
    held = post(client, "/v1/bookings", {"Accept-Language": "ja"}, body).get_json()
    key = {"Booking-Key": held["key"], "Accept-Language": "en"}
    post(client, f"/v1/bookings/{held['id']}/confirm", key, {})
    (letter,) = letters(database, "hanako@example.jp")
    assert letter[0] == "ご予約が確定しました：田植え体験"


def test_who_has_not_paid_is_not_promised_money(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking: Booking = booked(database, field)
    post(client, f"/v1/bookings/{booking.id}/cancel", key_of(booking), {"reason": "雨"})
    _, (_, text) = letters(database, "hanako@example.jp")
    assert "返金はありません" in text
    assert "JPY" not in text.partition("\n")[0]


def test_other_times_are_offered_where_the_seats_of_a_hold_that_ran_out_are_enough(
    database: RolledBackDatabase,
) -> None:
    field, other = make_rice_field(database, slots=3, capacity=2), STARTS + dt.timedelta(days=1)
    booking = booked(database, field, 2)
    with database.writing() as session:
        held(session, field, 2, slot=1)
        held(session, field, 2, slot=2, now=NOW + HELD_FOR)
        ours = get_booking(session, booking.id, to_change=True)
        cancel(session, ours, By("cancelled", "guide"), now=NOW + HELD_FOR)
    _, (_, text) = letters(database, "hanako@example.jp")
    assert _times(text) == [f"{other.month}月{other.day}日"]


def test_no_other_times_are_offered_of_what_is_suspended(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    booking = booked(database, field, 2)
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).status = "suspended"
        ours = get_booking(session, booking.id, to_change=True)
        cancel(session, ours, By("cancelled", "platform"), now=NOW)
    _, (_, text) = letters(database, "hanako@example.jp")
    assert _times(text) == []


def _times(text: str) -> list[str]:
    """Return the days of the other times that a letter offers."""
    return re.findall(r"[0-9]+月[0-9]+日", text.partition("次の日時")[2])
