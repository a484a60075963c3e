"""What happened to a booking, step by step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.models import Booking, BookingChange

_COUNTED: Final = ("seats", "total_minor", "paid_minor", "refund_minor")


@dataclass(frozen=True, slots=True)
class By:
    """One kind of step, and who takes it.

    Parameters
    ----------
    actor
        guest, guide, reseller or platform.
    account_id
        None where nobody has signed in for it.
    """

    action: str
    actor: str
    account_id: str | None = None

    @property
    def of_guide(self) -> bool:
        """Whether the guide takes it, or the platform in their place: it costs guests nothing."""
        return self.actor in ("guide", "platform")


def record_change(
    session: Session, booking: Booking, by: By, *, now: dt.datetime, **facts: Any
) -> None:
    """Give the booking its next version and keep what was done; a new one gets version 1."""
    booking.version = (booking.version or 0) + 1
    booking.updated_at = now
    counted = {name: getattr(booking, name) for name in _COUNTED}
    session.add(
        BookingChange(
            booking=booking,
            version=booking.version,
            action=by.action,
            actor=by.actor,
            account_id=by.account_id,
            at=now,
            status=booking.status,
            facts={**counted, **facts},
        )
    )


def list_changes(session: Session, booking_id: str) -> list[BookingChange]:
    """Return everything that happened to a booking, the first thing first."""
    theirs = sa.select(BookingChange).where(BookingChange.booking_id == booking_id)
    return list(session.scalars(theirs.order_by(BookingChange.version)))
