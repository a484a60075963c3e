"""What is kept of the person behind a booking: handing it out, and forgetting it.

What stays is what guide and association count by: seats, sums, states, stars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.accounts.personal import Keeper, Person, Record, Records, record_of
from server.bookings.beside import Beside, export_beside, forget_beside
from server.bookings.cancelling import cancel
from server.bookings.changes import By, list_changes, record_change
from server.bookings.errors import UpcomingBookings
from server.bookings.guest_models import BookingMessage, Redemption, Review, WaitingEntry
from server.bookings.models import Booking, BookingChange, State
from server.bookings.payment_models import Payment
from server.db import Base
from server.experiences.models import Experience
from server.idempotency.service import forget_about
from server.outbox.forgetting import forget_letters, list_letters

_BLANK: Final = {"guest": "–", "reason": "–", "message": "–"}
"""In letters to guides that are still to go."""


_OTHERS: Final = frozenset({"account_id"})
"""Who took a step or wrote may be one of the guide's people."""


def keeper(mail_dir: Path, rooms: Sequence[Beside]) -> Keeper:
    """Return what exports and forgets the bookings of an account, and what hangs on them."""

    def forget(session: Session, person: Person, now: dt.datetime) -> None:
        _forget_person(session, person, mail_dir, rooms, now)

    def export(session: Session, person: Person) -> Records:
        return _export_person(session, person, rooms)

    return Keeper(export, forget)


def _of_account(session: Session, person: Person, *, to_change: bool = False) -> list[Booking]:
    statement = (
        sa.select(Booking)
        .where(Booking.account_id == person.account_id)
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Booking.id)
    )
    if to_change:
        statement = statement.with_for_update(of=Booking)
        statement = statement.execution_options(populate_existing=True)
    return list(session.scalars(statement))


def _export_person(session: Session, person: Person, rooms: Sequence[Beside]) -> Records:
    waiting = sa.select(WaitingEntry).where(WaitingEntry.email == person.email)
    written = sa.select(BookingMessage).where(BookingMessage.account_id == person.account_id)
    about_bookings = export_bookings(session, _of_account(session, person), rooms)
    known = {message["id"] for message in about_bookings["messages"]}
    return {
        **about_bookings,
        "messages": [
            *about_bookings["messages"],
            *(record_of(m) for m in session.scalars(written) if m.id not in known),
        ],
        "waiting_entries": [
            record_of(entry, without=("access_key",))
            for entry in session.scalars(waiting.order_by(WaitingEntry.joined_at))
        ],
        "letters": [_letter(mail) for mail in list_letters(session, [person.email])],
    }


def _letter(mail: Base) -> Record:
    """Return that a letter was written; what waits to be sent in it may be meant for another."""
    return record_of(mail, without=("values", "attachments", "last_error"))


def export_bookings(
    session: Session, bookings: Sequence[Booking], rooms: Sequence[Beside]
) -> dict[str, list[Record]]:
    """Return bookings and everything that hangs on them, in the rooms above, too."""
    keys = [booking.id for booking in bookings]

    def theirs(table: type[Base], column: sa.ColumnElement[str]) -> list[Record]:
        rows = session.scalars(sa.select(table).where(column.in_(keys)).order_by(column))
        return [record_of(row, without=_OTHERS) for row in rows]

    return {
        "bookings": [record_of(booking) for booking in bookings],
        "tickets": [record_of(ticket) for booking in bookings for ticket in booking.tickets],
        "booking_changes": [
            record_of(change, without=_OTHERS)
            for key in keys
            for change in list_changes(session, key)
        ],
        "payments": theirs(Payment, Payment.booking_id.expression),
        "messages": theirs(BookingMessage, BookingMessage.booking_id.expression),
        "reviews": theirs(Review, Review.booking_id.expression),
        "redemptions": theirs(Redemption, Redemption.booking_id.expression),
        **export_beside(session, keys, rooms),
    }


def _forget_person(
    session: Session,
    person: Person,
    mail_dir: Path,
    rooms: Sequence[Beside],
    now: dt.datetime,
) -> None:
    bookings = _of_account(session, person, to_change=True)
    forget_bookings(session, bookings, mail_dir, rooms, now=now)
    waiting = sa.select(WaitingEntry.id).where(WaitingEntry.email == person.email)
    entries = list(session.scalars(waiting))
    session.execute(sa.delete(WaitingEntry).where(WaitingEntry.id.in_(entries)))
    written = sa.update(BookingMessage).where(BookingMessage.account_id == person.account_id)
    session.execute(written.values(text=None, account_id=None))
    forget_about(session, entries, person.account_id)
    forget_letters(session, [person.email], entries, mail_dir)


def forget_bookings(
    session: Session,
    bookings: Sequence[Booking],
    mail_dir: Path,
    rooms: Sequence[Beside],
    *,
    now: dt.datetime,
) -> None:
    """Forget whose bookings these are and what was said about them; holds are given up.

    Raises
    ------
    UpcomingBookings
        If the guide still expects somebody: whether to cancel, and at what cost, is not ours to
        decide.
    """
    expected = [booking.code for booking in bookings if _is_expected(booking, now)]
    if expected:
        raise UpcomingBookings(codes=", ".join(expected))
    keys = [booking.id for booking in bookings]
    addresses = [b.contact_email for b in bookings if b.contact_email is not None]
    for booking in sorted(bookings, key=lambda each: each.slot_id):
        _forget_booking(session, booking, now)  # gives seats back in the order in which all do
    session.flush()
    said = sa.update(BookingMessage).where(BookingMessage.booking_id.in_(keys))
    session.execute(said.values(text=None))
    reviewed = sa.update(Review).where(Review.booking_id.in_(keys))
    session.execute(reviewed.values(text=None, author=None, reply=None, version=Review.version + 1))
    forget_beside(session, keys, rooms)
    forget_about(session, keys)
    forget_letters(session, addresses, keys, mail_dir, only_about=True, blank=_BLANK)


def _is_expected(booking: Booking, now: dt.datetime) -> bool:
    stands = booking.status in (State.PENDING, State.CONFIRMED) and booking.no_show_at is None
    return stands and booking.slot.ends_at > now


def _forget_booking(session: Session, booking: Booking, now: dt.datetime) -> None:
    if booking.status == State.ON_HOLD:
        cancel(session, booking, By("cancelled", "guest"), now=now)
    if booking.account_id is not None:
        steps = sa.update(BookingChange).where(
            BookingChange.booking_id == booking.id,
            BookingChange.account_id == booking.account_id,
        )
        session.execute(steps.values(account_id=None))
    booking.contact_name = booking.contact_email = booking.contact_phone = None
    booking.remark = booking.account_id = booking.itinerary_id = None
    booking.reseller_reference = None
    booking.reason = ""
    record_change(session, booking, By("forgotten", "guest"), now=now)
