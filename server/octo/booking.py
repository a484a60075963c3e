"""Resellers' bookings: OCTO's steps, taken through the same use cases as everybody's."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel as give_up
from server.bookings.changes import By, record_change
from server.bookings.confirming import confirm as let_stand
from server.bookings.errors import HoldExpired, HoldLimitReached
from server.bookings.holding import HELD_FOR, Contact, Wish, get_booking, hold, set_contact
from server.bookings.holding import extend as hold_longer
from server.bookings.letters import send_receipt
from server.bookings.models import Booking, State
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot
from server.idempotency.service import Asked, find_answer
from server.octo.errors import OctoError
from server.octo.keys import Reseller
from server.octo.models import ResellerBooking
from server.octo.offers import get_product, option_of
from server.octo.schemas import (
    OctoBookingQuery,
    OctoConfirmationIn,
    OctoContactIn,
    OctoReservationIn,
    OctoUnitItemIn,
    OctoUpdateIn,
    days_of,
)
from server.octo.views import is_cancellable

Theirs = tuple[Booking, ResellerBooking]

MOST_LISTED: Final = 1000
PAID_BY_RESELLER: Final = "reseller"


def _by(action: str) -> By:
    return By(action, "reseller")


def reserve(
    session: Session, reseller: Reseller, wanted: OctoReservationIn, *, now: dt.datetime
) -> Theirs:
    """Hold seats; the same reservation with the same uuid again is the same booking.

    Raises
    ------
    OctoError
        If product, option, time, unit or uuid is not valid.
    Conflict, Invalid
        If the seats cannot be had, or the same reservation is being made for too long.
    """
    key = (wanted.uuid or str(uuid.uuid4())).lower()
    find_answer(session, Asked.of("octo_reserve", reseller.id, key))  # one at a time
    before = _find_link(session, reseller, key)
    if before is not None:
        if before.fingerprint != _fingerprint(wanted):
            raise OctoError("INVALID_BOOKING_UUID", uuid=key)
        return get_booking(session, before.booking_id), before
    booking = _held(session, reseller, wanted, now)
    theirs = ResellerBooking(
        booking_id=booking.id,
        reseller_id=reseller.id,
        uuid=key,
        fingerprint=_fingerprint(wanted),
        unit_items=_items(wanted.unit_items),
    )
    session.add(theirs)
    session.flush()
    return booking, theirs


def _held(
    session: Session, reseller: Reseller, wanted: OctoReservationIn, now: dt.datetime
) -> Booking:
    product = get_product(session, reseller, wanted.product_id)
    option = option_of(product, wanted.option_id)
    _require_slot(session, option, wanted.availability_id)
    _require_units(option, wanted.unit_items)
    minutes = wanted.expiration_minutes
    wish = Wish(
        wanted.availability_id,
        Counter(item.unit_id for item in wanted.unit_items),
        _contact(wanted.contact),
        reseller_reference=wanted.reseller_reference,
        remark=wanted.notes or "",
        held_for=dt.timedelta(minutes=minutes) if minutes else HELD_FOR,
    )
    booking = hold(session, wish, _by("held"), now=now)
    booking.payment = PAID_BY_RESELLER
    return booking


def _require_slot(session: Session, option: ExperienceOption, slot_id: str) -> None:
    slot = session.get(Slot, slot_id)
    if slot is None or slot.option_id != option.id or slot.status == "cancelled":
        raise OctoError("INVALID_AVAILABILITY_ID", availabilityId=slot_id)


def _require_units(option: ExperienceOption, items: Sequence[OctoUnitItemIn]) -> None:
    offered = {unit.id for unit in option.units if unit.retired_at is None}
    for item in items:
        if item.unit_id not in offered:
            raise OctoError("INVALID_UNIT_ID", unitId=item.unit_id)


def _items(items: Sequence[OctoUnitItemIn]) -> list[list[Any]]:
    return [
        [(item.uuid or str(uuid.uuid4())).lower(), item.unit_id, item.reseller_reference]
        for item in items
    ]


def _fingerprint(wanted: OctoReservationIn) -> str:
    units = sorted(item.unit_id for item in wanted.unit_items)
    said = [wanted.product_id, wanted.option_id, wanted.availability_id, units]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _contact(sent: OctoContactIn | None) -> Contact:
    if sent is None:
        return Contact()
    parts = [part for part in (sent.first_name, sent.last_name) if part]
    language = (sent.locales or ["en"])[0].partition("-")[0].lower()
    return Contact(
        sent.full_name or " ".join(parts) or None,
        sent.email_address,
        sent.phone_number,
        language if language.isalpha() and len(language) in (2, 3) else "en",
    )


def _find_link(session: Session, reseller: Reseller, key: str) -> ResellerBooking | None:
    statement = sa.select(ResellerBooking).where(
        ResellerBooking.reseller_id == reseller.id, ResellerBooking.uuid == key.lower()
    )
    return session.scalars(statement).one_or_none()


def get_theirs(
    session: Session, reseller: Reseller, key: str, *, to_change: bool = False
) -> Theirs:
    """Return one of the reseller's own bookings.

    Raises
    ------
    OctoError
        If none of theirs has that uuid.
    """
    theirs = _find_link(session, reseller, key)
    if theirs is None:
        raise OctoError("INVALID_BOOKING_UUID", uuid=key)
    return get_booking(session, theirs.booking_id, to_change=to_change), theirs


def list_theirs(session: Session, reseller: Reseller, query: OctoBookingQuery) -> list[Theirs]:
    """Return the reseller's own bookings by reference or day, by when they take place.

    Raises
    ------
    OctoError
        If neither reference nor day is told.
    """
    days = days_of(query.local_date, query.local_date_start, query.local_date_end)
    if days is None and query.reseller_reference is None and query.supplier_reference is None:
        raise OctoError(
            "BAD_REQUEST",
            "resellerReference, supplierReference, localDate or localDateStart and localDateEnd "
            "is needed",
        )
    wanted = {
        Booking.reseller_reference: query.reseller_reference,
        Booking.code: query.supplier_reference,
        Booking.experience_id: query.product_id,
        Slot.option_id: query.option_id,
    }
    statement = (
        sa.select(Booking, ResellerBooking)
        .join(ResellerBooking, ResellerBooking.booking_id == Booking.id)
        .join(Slot, Slot.id == Booking.slot_id)
        .where(ResellerBooking.reseller_id == reseller.id)
        .where(*(column == value for column, value in wanted.items() if value is not None))
        .options(
            joinedload(Booking.slot, innerjoin=True).joinedload(Slot.option, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Slot.starts_at, Booking.id)
        .limit(MOST_LISTED)
    )
    if days is not None:
        statement = statement.where(Slot.local_date.between(*days))
    return [(booking, theirs) for booking, theirs in session.execute(statement).unique()]


def confirm(session: Session, own: Theirs, sent: OctoConfirmationIn, *, now: dt.datetime) -> None:
    """Let a hold stand; confirming what stands changes nothing.

    Raises
    ------
    OctoError
        If it has run out.
    """
    booking, theirs = own
    if booking.status in (State.PENDING, State.CONFIRMED, State.REDEEMED):
        return
    if sent.unit_items is not None and booking.status == State.ON_HOLD:
        _change(session, own, None, sent.unit_items, now)
    booking.reseller_reference = sent.reseller_reference or booking.reseller_reference
    try:
        let_stand(session, booking, _contact(sent.contact), _by("confirmed"), now=now)
    except HoldExpired as error:
        raise OctoError("INVALID_BOOKING_UUID", uuid=theirs.uuid) from error
    if sent.email_receipt and booking.status == State.CONFIRMED:
        send_receipt(session, booking, now=now)


def _change(
    session: Session,
    own: Theirs,
    slot_id: str | None,
    items: Sequence[OctoUnitItemIn] | None,
    now: dt.datetime,
) -> None:
    """Move a booking or change who comes along, where that is another time or party."""
    booking, theirs = own
    had = Counter(unit_id for _, unit_id, _ in theirs.unit_items)
    counts = Counter(item.unit_id for item in items) if items is not None else None
    moved = slot_id not in (None, booking.slot_id)
    if moved or (counts is not None and counts != had):
        amend(session, booking, Amendment(slot_id, counts), _by("amended"), now=now)
    if items is not None:
        theirs.unit_items = _items(items)


def update(session: Session, own: Theirs, sent: OctoUpdateIn, *, now: dt.datetime) -> None:
    """Change a booking that can still be cancelled.

    Raises
    ------
    OctoError
        If it cannot, or product, option, time or unit is not valid.
    """
    booking, _ = own
    if not is_cancellable(booking, now):
        raise OctoError("UNPROCESSABLE_ENTITY", "It is too late to change this booking.")
    if sent.product_id not in (None, booking.experience_id):
        raise OctoError("INVALID_PRODUCT_ID", productId=str(sent.product_id))
    _require_offer(session, booking, sent)
    _change(session, own, sent.availability_id, sent.unit_items, now)
    booking.reseller_reference = sent.reseller_reference or booking.reseller_reference
    booking.remark = sent.notes if sent.notes is not None else booking.remark
    if sent.contact is not None:
        set_contact(booking, _contact(sent.contact))
    if sent.expiration_minutes is not None and booking.status == State.ON_HOLD:
        extend(session, own, sent.expiration_minutes, now=now)
    record_change(session, booking, _by("updated"), now=now)
    session.flush()


def _require_offer(session: Session, booking: Booking, sent: OctoUpdateIn) -> None:
    """Let pass what names an option, a time and units that belong together."""
    option = option_of(booking.experience, sent.option_id or booking.slot.option_id)
    if sent.availability_id is not None:
        _require_slot(session, option, sent.availability_id)
    elif option.id != booking.slot.option_id:
        raise OctoError("INVALID_AVAILABILITY_ID", availabilityId=booking.slot_id)
    if sent.unit_items is not None:
        _require_units(option, sent.unit_items)
    elif option.id != booking.slot.option_id:
        unit_id = booking.tickets[0].unit_id
        raise OctoError("INVALID_UNIT_ID", unitId=unit_id)


def extend(session: Session, own: Theirs, minutes: int | None, *, now: dt.datetime) -> None:
    """Let a hold last longer; one that lasts that long already stays as it is.

    Raises
    ------
    HoldLimitReached, BookingInWrongState, HoldExpired
        If it cannot.
    """
    booking, _ = own
    wanted = now + (dt.timedelta(minutes=minutes) if minutes else HELD_FOR)
    try:
        hold_longer(session, booking, _by("extended"), minutes=minutes, now=now)
    except HoldLimitReached:
        if booking.expires_at < wanted:
            raise


def cancel(session: Session, own: Theirs, reason: str | None, *, now: dt.datetime) -> None:
    """Give a booking up, as long as its cut-off has not passed; once it is, nothing changes.

    Raises
    ------
    OctoError
        If it is too late.
    """
    booking, _ = own
    if booking.status == State.CANCELLED:
        return
    if not is_cancellable(booking, now):
        raise OctoError("UNPROCESSABLE_ENTITY", "This booking can not be cancelled any more.")
    give_up(session, booking, _by("cancelled"), reason=reason or "", now=now)
