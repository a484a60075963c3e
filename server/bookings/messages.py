"""What guest and guide write to each other about a booking."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.errors import BookingInWrongState, TooManyMessages
from server.bookings.guest_models import BookingMessage
from server.bookings.letters import tell_of_message
from server.bookings.models import Booking, State
from server.bookings.wording import ACTIONS, STATES

MOST_UNREAD: Final = 20
"""So many messages may wait for the other side to read them."""
MOST_KEPT: Final = 500
"""So many there may be about one booking."""

_OPEN: Final = (State.PENDING, State.CONFIRMED, State.REDEEMED)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: guest or guide, and with which account, if any."""

    side: str
    account_id: str | None


def send(
    session: Session, booking: Booking, sender: Sender, text: str, *, now: dt.datetime
) -> BookingMessage:
    """Keep a message and tell the other side by letter.

    Raises
    ------
    BookingInWrongState
        If nobody has confirmed the booking yet, so that nobody is known to write to.
    TooManyMessages
        If the other side has not read what was sent before, or far too much was written.
    """
    if booking.status not in _OPEN and booking.confirmed_at is None:
        raise BookingInWrongState(
            state=STATES[State(booking.status)], action=ACTIONS["written about"]
        )
    note_read(session, booking.id, sender.side, now=now)
    if _unread(session, booking.id, sender.side) >= MOST_UNREAD:
        raise TooManyMessages
    if _kept(session, booking.id) >= MOST_KEPT:
        raise TooManyMessages
    message = BookingMessage(
        id=str(uuid.uuid4()),
        booking_id=booking.id,
        sender=sender.side,
        account_id=sender.account_id,
        text=text,
        sent_at=now,
    )
    session.add(message)
    tell_of_message(session, booking, message, now=now)
    session.flush()
    return message


def _unread(session: Session, booking_id: str, side: str) -> int:
    waiting = sa.select(sa.func.count()).where(
        BookingMessage.booking_id == booking_id,
        BookingMessage.sender == side,
        BookingMessage.read_at.is_(None),
    )
    return session.scalars(waiting).one()


def _kept(session: Session, booking_id: str) -> int:
    kept = sa.select(sa.func.count()).where(BookingMessage.booking_id == booking_id)
    return session.scalars(kept).one()


def list_messages(
    session: Session,
    booking_id: str,
    *,
    limit: int = MOST_KEPT,
    after: tuple[dt.datetime, str] | None = None,
) -> list[BookingMessage]:
    """Return up to `limit` messages about a booking, the first one first, behind `after`."""
    theirs = (
        sa.select(BookingMessage)
        .where(BookingMessage.booking_id == booking_id)
        .order_by(BookingMessage.sent_at, BookingMessage.id)
        .limit(limit)
    )
    if after is not None:
        moment, key = after
        same = sa.and_(BookingMessage.sent_at == moment, BookingMessage.id > key)
        theirs = theirs.where(sa.or_(BookingMessage.sent_at > moment, same))
    return list(session.scalars(theirs))


def note_read(session: Session, booking_id: str, reader: str, *, now: dt.datetime) -> None:
    """Note that `reader`, guest or guide, has seen what the other side wrote."""
    seen = sa.update(BookingMessage).where(
        BookingMessage.booking_id == booking_id,
        BookingMessage.sender != reader,
        BookingMessage.read_at.is_(None),
    )
    session.execute(seen.values(read_at=now).execution_options(synchronize_session=False))
