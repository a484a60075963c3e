"""What resellers call a booking: handing it out, and forgetting it.

A reference is the reseller's own text, and some write a guest's name into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.personal import Records, record_of
from server.bookings.beside import Beside
from server.octo.models import ResellerBooking


def _theirs(session: Session, booking_ids: Sequence[str]) -> list[ResellerBooking]:
    statement = sa.select(ResellerBooking).where(ResellerBooking.booking_id.in_(booking_ids))
    return list(session.scalars(statement.order_by(ResellerBooking.booking_id)))


def export_references(session: Session, booking_ids: Sequence[str]) -> Records:
    """Return what resellers call these bookings."""
    found = _theirs(session, booking_ids)
    return {"reseller_bookings": [record_of(row, without=("fingerprint",)) for row in found]}


def forget_references(session: Session, booking_ids: Sequence[str]) -> None:
    """Forget the references of tickets; the reseller still finds the booking by its uuid."""
    for row in _theirs(session, booking_ids):
        row.unit_items = [[key, unit_id, None] for key, unit_id, _ in row.unit_items]


REFERENCES: Final = Beside(export_references, forget_references)
