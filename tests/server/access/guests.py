"""What tenants keep of bookings, each at one step, with something that only they may read."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from server.bookings.confirming import confirm
from server.bookings.guest_models import Review, WaitingEntry
from server.bookings.holding import Contact, Wish, hold
from server.bookings.models import Booking
from server.experiences.models import Experience
from server.octo.keys import make_key
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import GUEST, RiceField, make_rice_field
from tests.server.conftest import NOW


def keep_bookings(
    database: RolledBackDatabase, organisation_id: str, secret: str
) -> dict[str, str]:
    """Keep a booking, a review, a waiting guest and a reseller's key; return their ids.

    The review that a tenant moderates is of another guide's experience, as nobody's own may be.
    """
    own = make_rice_field(database, organisation_id=organisation_id)
    watched = make_rice_field(database)
    with database.writing() as session:
        session.get_one(Experience, watched.experience_id).reviewer_id = organisation_id
        booking = _booked(session, own, secret)
        review, moderated = (_reviewed(session, field, secret) for field in (own, watched))
        key, _ = make_key(session, organisation_id, secret, now=NOW)
        entry = _waits(session, own)
    return {
        "experience_id": own.experience_id,
        "own_experience_id": own.experience_id,
        "slot_id": own.slots[0],
        "booking_id": booking.id,
        "review_id": review,
        "own_review_id": review,
        "moderated_review_id": moderated,
        "key_id": key.id,
        "entry_id": entry,
    }


def _booked(session: Session, field: RiceField, secret: str) -> Booking:
    contact = Contact(secret, "secret@example.jp")
    wish = Wish(field.slots[0], {field.adult: 2}, contact, remark=secret)
    booking = hold(session, wish, GUEST, now=NOW)
    confirm(session, booking, contact, GUEST, now=NOW)
    return booking


def _reviewed(session: Session, field: RiceField, secret: str) -> str:
    """Keep a review that is out of sight."""
    booking = _booked(session, field, secret)
    review = Review(
        id=str(uuid.uuid4()),
        booking_id=booking.id,
        experience_id=field.experience_id,
        stars=1,
        text=secret,
        author=secret,
        language="ja",
        written_at=NOW,
        hidden_reason="insult",
        hidden_at=NOW + dt.timedelta(hours=1),
        version=1,
    )
    session.add(review)
    return review.id


def _waits(session: Session, field: RiceField) -> str:
    entry = WaitingEntry(
        id=str(uuid.uuid4()),
        slot_id=field.slots[0],
        seats=2,
        email="secret@example.jp",
        language="ja",
        access_key=str(uuid.uuid4()),
        joined_at=NOW,
    )
    session.add(entry)
    return entry.id
