"""Whose booking it is: who shows its key, whose account made it, or whose guests they are."""

from __future__ import annotations

import hmac
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from server.bookings.changes import By
from server.bookings.errors import BookingNotFound
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.http.access import authorise, current_principal

KEY_HEADER: Final = "Booking-Key"


def holds(booking: Booking) -> bool:
    """Tell whether the caller is who made the booking."""
    account = current_principal().account_id
    if account is not None and account == booking.account_id:
        return True
    shown = request.headers.get(KEY_HEADER, "")
    return hmac.compare_digest(shown.encode(), booking.access_key.encode())


def theirs(session: Session, booking_id: str, *, to_change: bool = False) -> Booking:
    """Return a booking that the caller may do this with.

    Raises
    ------
    BookingNotFound
        If there is none, or none of theirs; nobody can tell which.
    Forbidden
        If it is of their own guests, but their role does not allow it.
    """
    booking = get_booking(session, booking_id, to_change=to_change)
    missing = BookingNotFound(booking=booking_id)
    authorise(booking.organisation_id, missing=missing, holds=holds(booking))
    return booking


def who(booking: Booking, action: str) -> By:
    """Return who takes this step, as the booking's history keeps it."""
    principal = current_principal()
    if holds(booking):
        return By(action, "guest", principal.account_id)
    of_guide = booking.organisation_id in principal.memberships
    return By(action, "guide" if of_guide else "platform", principal.account_id)
