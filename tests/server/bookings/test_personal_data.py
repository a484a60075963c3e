"""Handing out and forgetting a person: complete, and nothing of them is left anywhere."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import logging
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from flask.testing import FlaskClient
from structlog.testing import capture_logs
from structlog.typing import EventDict

from server.accounts import organisations
from server.accounts.models import Organisation
from server.app import create_app
from server.bookings.changes import By
from server.bookings.guest_models import Review, WaitingEntry
from server.bookings.holding import get_booking
from server.bookings.messages import Sender, send
from server.bookings.models import Booking, BookingTicket
from server.bookings.redeeming import Scan, redeem
from server.bookings.reviews import Opinion, reply, write_review
from server.bookings.waiting import join
from server.config import Settings
from server.db import Base, Database
from server.experiences.slot_models import Slot
from server.idempotency.models import KeptAnswer
from server.octo.keys import make_key
from server.outbox.delivery import deliverer
from server.outbox.models import Mail
from server.permissions import Role
from server.worker.chores import do_once
from server.worker.round import chores_of
from tests.server.bookings.builders import (
    STARTS,
    RiceField,
    committed_database,
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
                sender="no-reply@example.jp",
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
                if any(_is_theirs(str(tuple(row))) for row in rows):
                    yield name

    def _files(self) -> Iterator[str]:
        for path in self.folder.rglob("*"):
            if path.is_file() and _is_theirs(_text_of(path)):
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


def _is_theirs(text: str) -> bool:
    return CANARY in text.lower() or PHONE in text


def _text_of(path: Path) -> str:
    if path.suffix != ".eml":
        return path.read_bytes().decode("latin-1")
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    parts = [part for part in letter.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*map(str, letter.values()), *(str(p.get_content()) for p in parts)])


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with committed_database(database_url, tmp_path) as database:
        yield World(database, tmp_path)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    """Everything that is logged, down to the least."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with capture_logs() as kept:
        yield kept
    structlog.configure(wrapper_class=before)


def _person(world: World) -> Headers:
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


def test_who_deletes_their_account_leaves_no_trace_and_every_count_as_it_was(
    world: World, logs: list[EventDict]
) -> None:
    headers = _person(world)
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
    assert not _is_theirs(str(logs))
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
    assert not _is_theirs(str(logs))
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
    assert not _is_theirs(str(logs))


def test_letters_to_the_guide_that_are_still_to_go_name_nobody_any_more(world: World) -> None:
    _erase_a_booking(world)
    with world.database.reading() as session:
        waiting = list(session.scalars(sa.select(Mail).where(Mail.sent_at.is_(None))))
    assert waiting
    assert {mail.values["guest"] for mail in waiting} == {"–"}
    world.work()
    assert world.found() == set()


def _erase_a_booking(world: World) -> None:
    booking_id = world.live_through({})
    with world.database.reading() as session:
        headers = {"Booking-Key": session.get_one(Booking, booking_id).access_key}
    path = f"/v1/bookings/{booking_id}/personal-data"
    assert world.client.post(path, json={"action": "erase"}, headers=headers).status_code == 200


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


def test_the_export_holds_everything(world: World) -> None:
    headers = _person(world)
    told = world.client.get("/v1/me/export", headers=headers).get_json()
    kept = told["kept"]
    with world.database.reading() as session:
        for table, kind, theirs in (
            (Booking, "bookings", Booking.account_id.is_not(None)),
            (WaitingEntry, "waiting_entries", sa.true()),
            (Review, "reviews", sa.true()),
            (Mail, "letters", Mail.recipient.ilike("kanaria@example.jp")),
        ):
            stored = session.scalars(sa.select(table.id).where(theirs))
            assert {row["id"] for row in kept[kind]} == set(stored), kind
    said = json.dumps(told, ensure_ascii=False).lower()
    for word in (
        "kanaria 花子",
        "kanaria-question",
        "to kanaria-question",
        "kanaria-remark",
        "kanaria-ill",
        "kanaria-praise",
        "dear kanaria",
        PHONE,
    ):
        assert word in said
    assert [i["organisation_id"] for i in kept["invitations"]] == [world.field.organisation_id]
    assert len(kept["resets"]) == 1
    assert {t["kind"] for t in kept["traces"]} >= {"bookings", "booking_messages"}
    assert not any("digest" in json.dumps(kept[k]) for k in ("invitations", "resets"))
    assert "{token}" not in said


def test_only_who_made_the_booking_may_see_or_erase_what_it_keeps(world: World) -> None:
    booking = world.book({})
    guide = signed_in(world.database, world.field.organisation_id, Role.OWNER)
    path = f"/v1/bookings/{booking['id']}/personal-data"
    for action in ("export", "erase"):
        for headers, status in (({}, 404), ({"Booking-Key": "x"}, 404), (dict(guide), 403)):
            answer = world.client.post(path, json={"action": action}, headers=headers)
            assert answer.status_code == status, answer.text
    assert "bookings" in world.found()


def test_kept_answers_about_a_booking_are_forgotten_with_it(world: World) -> None:
    other = world.book({}, slot=1)
    _erase_a_booking(world)
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


def test_every_table_that_points_at_people_is_in_the_export() -> None:
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "accounts"
    }
    assert {"bookings", "booking_changes", "spot_changes", "reviews", "sign_ins"} <= pointing
