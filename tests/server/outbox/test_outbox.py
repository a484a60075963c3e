from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from server.outbox import service, worker
from server.outbox.delivery import Letterhead
from server.outbox.letters import LETTERS, written
from server.outbox.links import link_of
from server.outbox.models import Mail
from server.outbox.service import CLAIMED_FOR, MOST_ATTEMPTS, Letter, claim, post
from server.outbox.worker import send_due
from tests.databases import RolledBackDatabase
from tests.server.conftest import NOW

VALUES = {"organisation": "阿武町", "role": "editor", "token": "AbC"}
_NAMES = (
    "experience when code party guest total refund money_back reason booking key "
    "message seats slot others guide association remark until entry"
)
ABOUT_BOOKINGS = dict.fromkeys(_NAMES.split(), "7")
LETTER = Letter("invitation", "hanako@example.jp", "ja", VALUES)


class Postbox:
    """Takes letters, or refuses them."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = refuses

    def __call__(self, letter: EmailMessage) -> None:
        """Take one letter."""
        if self.refuses:
            raise OSError("no route to host")
        self.letters.append(letter)


def _post(database: RolledBackDatabase) -> None:
    with database.writing() as session:
        post(session, LETTER, now=NOW)


def _send(
    database: RolledBackDatabase, box: Postbox, at: dt.datetime = NOW, home: str | None = None
) -> int:
    return send_due(database, box, head=Letterhead("no-reply@example.jp", home), now=lambda: at)


def _kept(database: RolledBackDatabase) -> Mail:
    with database.reading() as session:
        return session.scalars(sa.select(Mail)).one()


def test_a_letter_is_sent_once_and_then_forgets_its_secrets(database: RolledBackDatabase) -> None:
    _post(database)
    box = Postbox()
    _send(database, box)
    _send(database, box)
    (letter,) = box.letters
    assert letter["To"] == "hanako@example.jp"
    assert "AbC" in letter.get_content()
    assert _kept(database).values == {}
    assert _kept(database).sent_at == NOW


def test_a_letter_that_could_not_be_sent_is_tried_again_later(database: RolledBackDatabase) -> None:
    _post(database)
    _send(database, Postbox(refuses=True))
    kept = _kept(database)
    assert "no route" in kept.last_error
    assert kept.due_at > NOW
    box = Postbox()
    _send(database, box)
    assert box.letters == []
    _send(database, box, kept.due_at)
    assert len(box.letters) == 1


def test_a_letter_that_never_goes_is_given_up_at_last(database: RolledBackDatabase) -> None:
    _post(database)
    at = NOW
    for _ in range(MOST_ATTEMPTS + 3):
        _send(database, Postbox(refuses=True), at)
        at += dt.timedelta(days=10)
    assert _kept(database).attempts == MOST_ATTEMPTS
    assert _kept(database).given_up_at is not None


def test_a_letter_that_went_while_the_database_went_away_is_not_sent_again(
    database: RolledBackDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post(database)
    box, away = Postbox(), iter([True, True, False])
    really = service.note_sent

    def note(session: Session, key: str, *, now: dt.datetime) -> None:
        if next(away):
            raise OperationalError("UPDATE", None, OSError("server closed the connection"))
        really(session, key, now=now)

    monkeypatch.setattr(service, "note_sent", note)
    monkeypatch.setattr(worker, "_PAUSE_S", 0.0)
    assert _send(database, box) == 1
    assert _kept(database).sent_at == NOW
    _send(database, box, NOW + CLAIMED_FOR)
    assert len(box.letters) == 1


def test_noting_that_a_letter_went_is_given_up_at_last(
    database: RolledBackDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    _post(database)

    def note(*_: object, **__: object) -> None:
        raise OperationalError("UPDATE", None, OSError("server closed the connection"))

    monkeypatch.setattr(service, "note_sent", note)
    monkeypatch.setattr(worker, "_PATIENCE_S", -1.0)
    with pytest.raises(OperationalError):
        _send(database, Postbox())


def test_two_workers_never_take_the_same_letter(database: RolledBackDatabase) -> None:
    _post(database)
    with database.writing() as session:
        assert len(claim(session, now=NOW)) == 1
        assert claim(session, now=NOW) == []
        assert len(claim(session, now=NOW + CLAIMED_FOR)) == 1


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("language", ["ja", "en", "fr"])
def test_every_letter_is_filled_in(kind: str, language: str) -> None:
    subject, body = written(kind, language, ABOUT_BOOKINGS | VALUES)
    assert "{" not in subject + body
    assert "\n" not in subject
    assert any("ぁ" <= c <= "ん" for c in body) == (language == "ja")


@pytest.mark.parametrize("kind", ["booking_confirmed", "booking_changed", "message_from_guide"])
def test_letters_lead_to_the_booking_in_the_app(kind: str) -> None:
    link = link_of(kind, "ja", ABOUT_BOOKINGS, "https://yorimichi.example.jp")
    assert "\n    https://yorimichi.example.jp/bookings/7#7\n" in link


def test_who_waits_is_led_to_their_place(database: RolledBackDatabase) -> None:
    values = {**ABOUT_BOOKINGS, "slot": "s", "entry": "e", "key": "k"}
    with database.writing() as session:
        post(session, Letter("seats_again", "hanako@example.jp", "ja", values), now=NOW)
    box = Postbox()
    _send(database, box, home="https://yorimichi.example.jp")
    assert "https://yorimichi.example.jp/waiting/s/e#k" in box.letters[0].get_content()


def test_guides_are_led_to_their_own_app_without_a_key() -> None:
    values = {name: value for name, value in ABOUT_BOOKINGS.items() if name != "key"}
    link = link_of("guide_booking_asked", "en", values, "https://a.example")
    assert "\n    https://a.example/guide/bookings/7\n" in link


@pytest.mark.parametrize(
    ("kind", "page"), [("invitation", "invitation"), ("password_reset", "reset")]
)
@pytest.mark.parametrize("app", ["console", "guide"])
def test_codes_lead_to_where_they_are_typed_in(kind: str, page: str, app: str) -> None:
    link = link_of(kind, "ja", {"token": "AbC", "app": app}, "https://a.example")
    assert f"\n    https://a.example/{app}/{page}#AbC\n" in link


def test_a_letter_from_before_there_were_apps_leads_to_the_console() -> None:
    link = link_of("invitation", "en", {"token": "AbC"}, "https://a.example")
    assert "https://a.example/console/invitation#AbC" in link


def test_nobody_is_led_to_an_app_whose_address_is_not_known() -> None:
    assert link_of("booking_confirmed", "en", ABOUT_BOOKINGS, None) == ""
