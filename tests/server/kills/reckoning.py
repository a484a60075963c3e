"""What must be true after every kill: nothing told is lost, nothing is there by half."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.models import Booking, BookingChange
from server.idempotency.models import KeptAnswer
from server.outbox.models import Mail
from tests.server.bookings.reckoning import assert_seats_reconcile, due_letters
from tests.server.kills.guests import Known
from tests.server.kills.scene import Scene

_TO_GUIDE = ("booking_confirmed", "booking_changed", "booking_cancelled")
"""What the guide is told of as well."""


def assert_all_is_kept(scene: Scene) -> None:
    """Hold that the database has what the guests were told, all of it and nothing else.

    It is looked at as at one moment: the worker goes on letting holds run out.
    """
    with scene.database.snapshot() as session:
        known = {b.id: b for guest in scene.guests for b in guest.bookings}
        kept = {b.id: b for b in session.scalars(sa.select(Booking))}
        assert set(kept) == set(known)
        changes, written = _changes(session), _letters(session)
        for key, booking in kept.items():
            _assert_as_told(booking, known[key])
            _assert_whole(booking, changes[key], written[key])
        assert_seats_reconcile(session, scene.field.slots)
        keys = [k.headers["Idempotency-Key"] for guest in scene.guests for k in guest.kept]
        assert sorted(session.scalars(sa.select(KeptAnswer.key))) == sorted(keys)
        mails = set(session.scalars(sa.select(Mail.id)))
        assert set(written) <= set(kept)
        assert set(scene.box.accepted) <= mails, "a letter went that was never written"


def _assert_as_told(booking: Booking, known: Known) -> None:
    told = (known.status, known.version)
    is_now = (booking.status, booking.version)
    if known.walked_away and booking.status == "EXPIRED":
        told = ("EXPIRED", known.version + 1)
    assert is_now == told, booking.id
    assert (booking.access_key, booking.slot_id, booking.seats, booking.total_minor) == (
        known.key,
        known.slot_id,
        known.seats,
        known.total_minor,
    )


def _changes(session: Session) -> dict[str, list[BookingChange]]:
    changes: dict[str, list[BookingChange]] = defaultdict(list)
    for change in session.scalars(sa.select(BookingChange).order_by(BookingChange.version)):
        changes[change.booking_id].append(change)
    return changes


def _letters(session: Session) -> dict[str | None, Counter[str]]:
    """Return how many letters of each kind are about what."""
    letters: dict[str | None, Counter[str]] = defaultdict(Counter)
    for about, kind in session.execute(sa.select(Mail.about, Mail.kind)):
        letters[about][kind] += 1
    return letters


def _assert_whole(
    booking: Booking, changes: Sequence[BookingChange], written: Counter[str]
) -> None:
    """Hold that a booking has all its changes and letters, each once."""
    versions = [change.version for change in changes]
    assert versions == list(range(1, booking.version + 1)), (booking.id, versions)
    assert changes[-1].status == booking.status
    due = due_letters(booking, changes)
    due += Counter({f"guide_{kind}": due[kind] for kind in _TO_GUIDE if due[kind]})
    assert written == due, (booking.id, written, due)


def assert_same_answers(scene: Scene, number: int = 20) -> None:
    """Hold that what was asked with a key is answered in the same words again."""
    for guest in scene.guests:
        for kept in guest.kept[-number:]:
            assert guest.replay(kept) == kept.text


def assert_all_letters_went(scene: Scene, *, twice_at_most: int = 0) -> None:
    """Hold that every letter went; so many of them may have gone twice, under the same id."""
    with scene.database.reading() as session:
        mails = list(session.scalars(sa.select(Mail)))
    assert all(mail.sent_at for mail in mails)
    assert set(scene.box.accepted) == {mail.id for mail in mails}
    again = sum(times - 1 for times in scene.box.accepted.values())
    assert again <= twice_at_most
