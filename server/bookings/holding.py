"""Holding seats for a while, until somebody confirms them or they go back."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.changes import By, record_change
from server.bookings.errors import (
    BookingInWrongState,
    BookingNotFound,
    HoldExpired,
    HoldLimitReached,
    SlotClosed,
    TooLateToBook,
)
from server.bookings.models import Booking, State
from server.bookings.party import party_of
from server.bookings.seats import take_seats
from server.bookings.wording import ACTIONS, STATES, Action, moment
from server.experiences.errors import SlotNotFound
from server.experiences.models import Experience
from server.experiences.slot_models import Slot

HELD_FOR: Final = dt.timedelta(minutes=15)
HELD_AT_MOST: Final = dt.timedelta(minutes=60)
_FALLBACK: Final = "en"
"""The language of letters where nobody has said one."""
_CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another when read aloud or from paper."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a booking is for; everything may come as late as the confirmation.

    `language` is that of the letters; None leaves it as it was.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to book.

    Parameters
    ----------
    counts
        How many people, by unit id.
    """

    slot_id: str
    counts: Mapping[str, int]
    contact: Contact = Contact()
    account_id: str | None = None
    itinerary_id: str | None = None
    reseller_reference: str | None = None
    remark: str = ""
    held_for: dt.timedelta = HELD_FOR


def hold(session: Session, wish: Wish, by: By, *, now: dt.datetime) -> Booking:
    """Hold seats: nobody else gets them until the hold runs out.

    Raises
    ------
    SlotNotFound
        If there is no such slot of a published experience.
    TooLateToBook, SlotClosed, SoldOut
        If it takes no more bookings, or not so many.
    Invalid
        With every fault of the party.
    """
    slot = get_open_slot(session, wish.slot_id, now=now)
    experience = slot.experience
    party = party_of(experience, slot.option, wish.counts)
    take_seats(session, slot.id, party.seats, now=now)
    booking = Booking(
        id=str(uuid.uuid4()),
        code=_new_code(),
        access_key=secrets.token_urlsafe(32),
        slot=slot,
        experience=experience,
        experience_id=experience.id,
        organisation_id=experience.organisation_id,
        account_id=wish.account_id,
        itinerary_id=wish.itinerary_id,
        reseller_reference=wish.reseller_reference,
        remark=wish.remark or None,
        status=State.ON_HOLD,
        seats=party.seats,
        total_minor=party.total_minor,
        paid_minor=0,
        refund_minor=0,
        currency=experience.region.currency,
        policy=experience.cancellation,
        payment=experience.payment,
        contact_language=_FALLBACK,
        created_at=now,
        expires_at=now + min(wish.held_for, HELD_AT_MOST),
        hold_limit=now + HELD_AT_MOST,
        tickets=party.tickets(),
    )
    set_contact(booking, wish.contact)
    session.add(booking)
    record_change(session, booking, by, now=now)
    session.flush()
    return booking


def set_contact(booking: Booking, contact: Contact) -> None:
    """Keep whom the booking is for; what is not told stays as it was."""
    booking.contact_name = contact.name or booking.contact_name
    booking.contact_email = contact.email or booking.contact_email
    booking.contact_phone = contact.phone or booking.contact_phone
    booking.contact_language = contact.language or booking.contact_language


def _new_code() -> str:
    """Return what people say on the telephone; a collision in 6·10¹¹ fails on the constraint."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))


def get_open_slot(session: Session, slot_id: str, *, now: dt.datetime) -> Slot:
    """Return a slot that can be booked now, with its experience, option and region.

    Raises
    ------
    SlotNotFound, SlotClosed, TooLateToBook
        If it is not there for the public; if it takes no bookings; if its cut-off has passed.
    """
    slot = find_slot(session, slot_id)
    if slot is None or slot.experience.status != "published" or slot.experience.deleted_at:
        raise SlotNotFound(slot=slot_id)
    if slot.status != "open":
        raise SlotClosed
    cutoff = slot.starts_at - dt.timedelta(minutes=slot.experience.cutoff_minutes)
    if now >= cutoff:
        raise TooLateToBook(cutoff=moment(cutoff, slot.experience))
    return slot


def find_slot(session: Session, slot_id: str) -> Slot | None:
    """Return a slot with its experience, option and region, or None."""
    statement = (
        sa.select(Slot)
        .where(Slot.id == slot_id)
        .options(
            joinedload(Slot.option, innerjoin=True),
            joinedload(Slot.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
    )
    return session.scalars(statement).unique().one_or_none()


def get_booking(session: Session, booking_id: str, *, to_change: bool = False) -> Booking:
    """Return a booking with its slot and experience; with `to_change`, for this alone.

    Raises
    ------
    BookingNotFound
        If there is none with that id.
    """
    statement = (
        sa.select(Booking)
        .where(Booking.id == booking_id)
        .options(
            joinedload(Booking.slot, innerjoin=True).joinedload(Slot.option, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
    )
    if to_change:
        statement = statement.with_for_update(of=Booking)
        statement = statement.execution_options(populate_existing=True)
    booking = session.scalars(statement).unique().one_or_none()
    if booking is None:
        raise BookingNotFound(booking=booking_id)
    return booking


def require_state(booking: Booking, action: Action, *states: State) -> None:
    """Let a step pass that is open to the booking in its state.

    Raises
    ------
    BookingInWrongState
        If it is not.
    """
    if booking.status not in states:
        raise BookingInWrongState(state=STATES[State(booking.status)], action=ACTIONS[action])


def has_lapsed(booking: Booking, now: dt.datetime) -> bool:
    """Tell whether a hold has run out, though nobody has given its seats back yet."""
    return booking.status == State.ON_HOLD and booking.expires_at <= now


def extend(
    session: Session, booking: Booking, by: By, *, minutes: int | None, now: dt.datetime
) -> None:
    """Let a hold last longer: `minutes`, or the usual time, from now on.

    Raises
    ------
    HoldExpired, HoldLimitReached, BookingInWrongState
        If it has run out; if it would last too long; if it is no hold.
    """
    if booking.status == State.EXPIRED or has_lapsed(booking, now):
        raise HoldExpired(expired_at=moment(booking.expires_at, booking.experience))
    require_state(booking, "extended", State.ON_HOLD)
    wanted = now + (HELD_FOR if minutes is None else dt.timedelta(minutes=minutes))
    until = min(wanted, booking.hold_limit)
    if until <= booking.expires_at:
        raise HoldLimitReached(limit=moment(booking.hold_limit, booking.experience))
    booking.expires_at = until
    record_change(session, booking, by, now=now, expires_at=until.isoformat())
