from __future__ import annotations

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.models import Booking
from server.outbox.letters import written
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import make_rice_field
from tests.server.bookings.people import booked, key_of, post


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
