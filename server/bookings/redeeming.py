"""Guests who come, and guests who do not; also told afterwards, from where there was no network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from server.bookings.changes import By, record_change
from server.bookings.errors import AlreadyRedeemed, NotYet, WrongTicket
from server.bookings.holding import require_state
from server.bookings.models import Booking, State
from server.bookings.tickets import is_ticket_of
from server.bookings.wording import moment

OPENS_BEFORE: Final = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Scan:
    """A ticket that was looked at.

    Parameters
    ----------
    ticket
        What its code holds; None where the guide knows the guest without it.
    at
        When; earlier than now where it was noted without a network.
    device
        A name for what looked at it.
    """

    ticket: str | None
    at: dt.datetime
    device: str = ""


def redeem(session: Session, booking: Booking, scan: Scan, by: By, *, now: dt.datetime) -> None:
    """Note that the guests came.

    Raises
    ------
    AlreadyRedeemed
        If they came before with the same ticket.
    WrongTicket
        If the ticket is another booking's.
    NotYet
        More than a day before it begins.
    BookingInWrongState
        If the booking does not stand.
    """
    if scan.ticket is not None and not is_ticket_of(booking, scan.ticket):
        raise WrongTicket
    if booking.redeemed_at is not None:
        raise AlreadyRedeemed(redeemed_at=moment(booking.redeemed_at, booking.experience))
    require_state(booking, "redeemed", State.CONFIRMED)
    opens = booking.slot.starts_at - OPENS_BEFORE
    at = min(scan.at, now)
    if at < opens:
        raise NotYet(opens=moment(opens, booking.experience))
    booking.status, booking.redeemed_at, booking.no_show_at = State.REDEEMED, at, None
    record_change(session, booking, by, now=now, device=scan.device, redeemed_at=at.isoformat())
    session.flush()


def note_no_show(session: Session, booking: Booking, by: By, *, now: dt.datetime) -> None:
    """Note that nobody came.

    Raises
    ------
    BookingInWrongState, NotYet
        If the booking does not stand; before it has begun.
    """
    require_state(booking, "no_show", State.CONFIRMED)
    if now < booking.slot.starts_at:
        raise NotYet(opens=moment(booking.slot.starts_at, booking.experience))
    booking.no_show_at = now
    record_change(session, booking, by, now=now)
    session.flush()
