"""A person who leaves traces everywhere, and where to find them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.accounts import organisations
from server.accounts.models import Organisation
from server.app import create_app
from server.bookings.changes import By
from server.bookings.guest_models import Review
from server.bookings.holding import get_booking
from server.bookings.messages import Sender, send
from server.bookings.models import Booking, BookingTicket
from server.bookings.redeeming import Scan, redeem
from server.bookings.reviews import Opinion, reply, write_review
from server.bookings.waiting import join
from server.config import Settings
from server.db import Database
from server.experiences.slot_models import Slot
from server.octo.keys import make_key
from server.outbox.delivery import Letterhead, deliverer
from server.permissions import Role
from server.worker.chores import do_once
from server.worker.round import chores_of
from tests.server.bookings.builders import (
    STARTS,
    RiceField,
    held,
    make_rice_field,
    vacancies,
)
from tests.server.conftest import NOW
from tests.server.people import signed_in

CANARY = "kanaria"
"""Stands in everything that is told of the person."""

PHONE = "090-2772-6279"
CONTACT = {"name": "Kanaria 花子", "email": "Kanaria@example.jp", "phone": PHONE, "language": "ja"}
PASSWORD = "kaki no tane 7 tsubu"  # noqa: S105 - the test's own
OVER = STARTS + dt.timedelta(hours=2)
Headers = Mapping[str, str]


class World:
    """A service of its own with a guide, an experience, and what is told to it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder, self.now = database, folder, NOW
        self.settings = Settings(data_dir=folder, rate_limit_enabled=False)
        app = create_app(self.settings, database=database, now=lambda: self.now)
        self.client: FlaskClient = app.test_client()
        self.field: RiceField = make_rice_field(database, slots=4, capacity=5)
        signed_in(database, self.field.organisation_id, Role.OWNER)

    def sign_up(self) -> Headers:
        """Register the person and return their headers."""
        who = {"email": CONTACT["email"], "password": PASSWORD}
        self.client.post("/v1/accounts", json={**who, "name": CONTACT["name"]})
        token = self.client.post("/v1/tokens", json=who).get_json()["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def post(self, path: str, body: Any, headers: Headers) -> Any:
        """Send a request once and return what is answered."""
        sent = {**headers, "Idempotency-Key": str(uuid.uuid4())}
        answer = self.client.post(path, json=body, headers=sent)
        assert answer.status_code in (200, 201, 204), answer.text
        return answer.get_json(silent=True)

    def book(self, headers: Headers, slot: int = 0) -> dict[str, Any]:
        """Hold two seats."""
        body = {
            "slot_id": self.field.slots[slot],
            "units": [{"unit_id": self.field.adult, "quantity": 2}],
            "contact": CONTACT,
            "remark": "kanaria-remark",
        }
        made: dict[str, Any] = self.post("/v1/bookings", body, headers)
        return made

    def live_through(self, headers: Headers) -> str:
        """Book, write, come, review, and return the booking's id."""
        booking = self.book(headers)
        key = {"Booking-Key": booking["key"], **headers}
        self.post(f"/v1/bookings/{booking['id']}/confirm", {}, key)
        self.say(booking["id"], "kanaria-question")
        self.work()
        self.now = OVER
        self.say(booking["id"], "kanaria-thanks")
        with self.database.writing() as session:
            found = get_booking(session, booking["id"], to_change=True)
            redeem(session, found, Scan(None, STARTS), By("redeemed", "guide"), now=OVER)
            opinion = Opinion(4, "kanaria-praise", "Kanaria H.", "ja")
            review = write_review(session, found, opinion, now=OVER)
            reply(review, "dear Kanaria", now=OVER)
        return str(booking["id"])

    def book_through_a_reseller(self) -> str:
        """Let a reseller tell all it can of a guest who comes; return the booking's id."""
        with self.database.writing() as session:
            _, key = make_key(session, self.field.organisation_id, "market", now=NOW)
        known = {"Authorization": f"Bearer {key}", "Octo-Capabilities": ""}
        item = {"unitId": self.field.adult, "resellerReference": "kanaria-seat"}
        contact = {"fullName": CONTACT["name"], "emailAddress": CONTACT["email"]}
        contact |= {"phoneNumber": PHONE, "notes": "kanaria-vegan", "firstName": "Kanaria"}
        body = {
            "productId": self.field.experience_id,
            "optionId": self.field.option_id,
            "availabilityId": self.field.slots[0],
            "unitItems": [item],
            "notes": "kanaria-window",
            "resellerReference": "kanaria-order",
            "contact": contact,
        }
        held = self.client.post("/octo/bookings", json=body, headers=known).get_json()
        here = f"/octo/bookings/{held['uuid']}"
        changed = {"notes": "kanaria-aisle", "unitItems": [item, {**item, "uuid": None}]}
        self.client.patch(here, json=changed, headers=known)
        stand = {"contact": contact, "emailReceipt": True}
        confirmed = self.client.post(f"{here}/confirm", json=stand, headers=known)
        assert confirmed.get_json()["status"] == "CONFIRMED", confirmed.text
        self.now = OVER
        with self.database.writing() as session:
            found = get_booking(session, held["id"], to_change=True)
            redeem(session, found, Scan(None, STARTS), By("redeemed", "guide"), now=OVER)
        return str(held["id"])

    def say(self, booking_id: str, text: str) -> None:
        """Let guest and guide write."""
        with self.database.writing() as session:
            booking = get_booking(session, booking_id)
            guest = Sender("guest", booking.account_id)
            send(session, booking, guest, text, now=self.now)
            send(session, booking, Sender("guide", None), f"to {text}", now=self.now)

    def work(self) -> None:
        """Let the worker write what is due into its folder."""
        failed = do_once(
            chores_of(
                self.database,
                deliverer(self.settings),
                head=Letterhead("no-reply@example.jp"),
                mail_dir=self.settings.mail_dir,
                payments=None,
                now=lambda: self.now,
            )
        )
        assert failed == []

    def found(self) -> set[str]:
        """Return where something of the person is: tables, and files."""
        return {*self._tables(), *self._files()}

    def _tables(self) -> Iterator[str]:
        with self.database.engine.connect() as connection:
            for name in sa.inspect(connection).get_table_names():
                rows = connection.execute(sa.text(f'SELECT * FROM "{name}"'))  # noqa: S608
                if any(is_theirs(str(tuple(row))) for row in rows):
                    yield name

    def _files(self) -> Iterator[str]:
        for path in self.folder.rglob("*"):
            if path.is_file() and is_theirs(_text_of(path)):
                yield path.suffix

    def counts(self) -> list[Any]:
        """Return what guide and association count by, holds left out."""
        with self.database.reading() as session:
            sums = [
                sa.func.count(),
                *map(sa.func.sum, (Booking.seats, Booking.total_minor, Booking.paid_minor)),
                sa.func.sum(Booking.refund_minor),
            ]
            bookings = sa.select(Booking.slot_id, Booking.organisation_id, *sums)
            grouped = bookings.where(Booking.redeemed_at.is_not(None) | Booking.reason.is_not(None))
            grouped = grouped.where(Booking.confirmed_at.is_not(None))
            stars = sa.select(sa.func.count(), sa.func.sum(Review.stars))
            tickets = sa.select(sa.func.count(), sa.func.sum(BookingTicket.price_minor))
            return [
                *session.execute(grouped.group_by(Booking.slot_id, Booking.organisation_id)),
                *session.execute(stars),
                *session.execute(tickets),
                vacancies(session, self.field.slots[0]),
            ]


def is_theirs(text: str) -> bool:
    """Tell whether a text has something of the person."""
    return CANARY in text.lower() or PHONE in text


def _text_of(path: Path) -> str:
    if path.suffix != ".eml":
        return path.read_bytes().decode("latin-1")
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    parts = [part for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*map(str, letter.values()), *(str(p.get_content()) for p in parts)])


def live_as_a_person(world: World) -> Headers:
    """Let somebody with an account do everything that leaves something of them."""
    headers = world.sign_up()
    world.live_through(headers)
    world.now = NOW
    cancelled = world.book(headers, slot=1)
    world.post(f"/v1/bookings/{cancelled['id']}/confirm", {}, headers)
    world.post(f"/v1/bookings/{cancelled['id']}/cancel", {"reason": "kanaria-ill"}, headers)
    world.book(headers, slot=2)
    with world.database.writing() as session:
        slot = session.get_one(Slot, world.field.slots[3])
        held(session, world.field, 5, slot=3)
        session.flush()
        session.refresh(slot)
        join(session, slot, "kanaria@example.jp", 1, "ja", now=NOW)
        guide = session.get_one(Organisation, world.field.organisation_id)
        organisations.invite(session, guide, "kanaria@example.jp", Role.VIEWER, now=NOW)
    world.client.post("/v1/password-resets", json={"email": "kanaria@example.jp"})
    return headers


def erase_a_booking(world: World) -> None:
    """Book, come, and be forgotten by the key of the booking."""
    booking_id = world.live_through({})
    with world.database.reading() as session:
        headers = {"Booking-Key": session.get_one(Booking, booking_id).access_key}
    path = f"/v1/bookings/{booking_id}/personal-data"
    assert world.client.post(path, json={"action": "erase"}, headers=headers).status_code == 200
