"""From what was asked to which bookings, with every fault named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.models import Booking, State
from server.bookings.schemas import BookingQuery, UnitCount
from server.errors import Fault, Invalid
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.http.paging import bad_cursor, decode_cursor
from server.text import Text

Position = tuple[dt.datetime, str]
"""Where a page ended: (when the last booking's slot begins, its id)."""

_TWICE: Final = Text("This unit is named twice.", "同じ区分が二度指定されています。")


def counts_of(units: Sequence[UnitCount]) -> dict[str, int]:
    """Return how many people come along by unit.

    Raises
    ------
    Invalid
        Where a unit is named twice.
    """
    keys = [unit.unit_id for unit in units]
    faults = [
        Fault(f"/units/{n}/unit_id", "repeated_unit", _TWICE)
        for n, key in enumerate(keys)
        if key in keys[:n]
    ]
    if faults:
        raise Invalid(faults)
    return {unit.unit_id: unit.quantity for unit in units}


def position_of(cursor: str | None) -> Position | None:
    """Return where the last page ended, None without a cursor.

    Raises
    ------
    Invalid
        If it is no cursor of such a list.
    """
    if cursor is None:
        return None
    stated, key = decode_cursor(cursor, str, str)
    try:
        moment = dt.datetime.fromisoformat(str(stated))
    except ValueError as error:
        raise Invalid([bad_cursor()]) from error
    if moment.tzinfo is None:
        raise Invalid([bad_cursor()])
    return moment, str(key)


def _by_time(after: Position | None, limit: int) -> sa.Select[Booking]:
    statement = (
        sa.select(Booking)
        .join(Slot, Slot.id == Booking.slot_id)
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Slot.starts_at, Booking.id)
        .limit(limit)
    )
    if after is None:
        return statement
    moment, key = after
    same = sa.and_(Slot.starts_at == moment, Booking.id > key)
    return statement.where(sa.or_(Slot.starts_at > moment, same))


def list_bookings_of(
    session: Session,
    organisation_id: str,
    query: BookingQuery,
    *,
    limit: int,
    after: Position | None,
    now: dt.datetime,
) -> list[Booking]:
    """Return up to `limit` of an organisation's bookings, the earliest slot first."""
    statement = _by_time(after, limit).where(Booking.organisation_id == organisation_id)
    if query.status is not None:
        statement = statement.where(Booking.status == query.status)
    if query.experience_id is not None:
        statement = statement.where(Booking.experience_id == query.experience_id)
    if query.on is not None:
        statement = statement.where(Slot.local_date == query.on)
    if query.upcoming:
        statement = statement.where(Slot.ends_at > now)
    return list(session.scalars(statement))


def list_expected(
    session: Session, organisation_id: str, on: dt.date, *, limit: int, after: Position | None
) -> list[Booking]:
    """Return up to `limit` bookings of an organisation that stand on a day, used ones included."""
    statement = _by_time(after, limit).where(
        Booking.organisation_id == organisation_id,
        Slot.local_date == on,
        Booking.status.in_((State.CONFIRMED, State.REDEEMED)),
    )
    return list(session.scalars(statement))


def list_own_bookings(
    session: Session, account_id: str, *, limit: int, after: Position | None
) -> list[Booking]:
    """Return up to `limit` bookings that an account made, the earliest slot first."""
    return list(session.scalars(_by_time(after, limit).where(Booking.account_id == account_id)))
