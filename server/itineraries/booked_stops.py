"""What has become of the experiences in a kept plan: held, booked, given up, moved, sold out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.holding import has_lapsed
from server.bookings.models import HOLDING_SEATS, Booking, State
from server.bookings.of_slots import lapsed_seats
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vacancies import is_bookable
from server.experiences.visibility import is_public
from server.itineraries.models import SavedItinerary
from server.itineraries.slot_stops import Document, SlotStop, is_experience, kept_slot, slot_stop

LAPSED: Final = "hold_expired"
CANCELLED: Final = "booking_cancelled"
REJECTED: Final = "booking_rejected"
MOVED: Final = "booking_moved"
SLOT_CANCELLED: Final = "slot_cancelled"
NOT_BOOKABLE: Final = "not_bookable"
NOT_BOOKED: Final = "not_booked_yet"
ON_HOLD: Final = "seats_on_hold"
AWAITED: Final = "awaits_the_guide"

GONE: Final = (LAPSED, CANCELLED, REJECTED, SLOT_CANCELLED, NOT_BOOKABLE)
"""What leaves nothing of a stop to go to."""

_ENDED: Final[Mapping[str, str]] = {
    State.EXPIRED: LAPSED,
    State.CANCELLED: CANCELLED,
    State.REJECTED: REJECTED,
}
_UNSURE: Final[Mapping[str, str]] = {State.ON_HOLD: ON_HOLD, State.PENDING: AWAITED}


@dataclass(frozen=True, slots=True)
class StopNow:
    """What has become of one experience of a plan.

    Parameters
    ----------
    word
        What is to be told of it, one of the constants of this module; None where all is well.
    stop
        As it is now, which differs from what the plan says where the booking was moved.
    """

    status: str | None
    word: str | None
    stop: SlotStop
    expires_at: dt.datetime | None = None
    answer_by: dt.datetime | None = None

    @property
    def is_booked(self) -> bool:
        """Whether seats are held or taken."""
        return self.status in HOLDING_SEATS and self.word not in GONE


Standings = Mapping[str, StopNow]
"""By the id of the slot that the plan names."""

NOTHING_BOOKED: Final[Standings] = {}


def load_standings(session: Session, saved: SavedItinerary, *, now: dt.datetime) -> Standings:
    """Return what has become of each experience of a kept plan."""
    visits = [
        visit for day in saved.plan["days"] for visit in day["visits"] if is_experience(visit)
    ]
    party: int = saved.request["party_size"]
    return standings_of(session, visits, party, now=now) if visits else NOTHING_BOOKED


def standings_of(
    session: Session, visits: Iterable[Document], party: int, *, now: dt.datetime
) -> Standings:
    """Return what has become of kept visits of experiences; offers are for so many people."""
    planned = [kept_slot(visit) for visit in visits]
    bookings = _bookings(session, [stop.booking_id for stop in planned if stop.booking_id])
    offered = {stop.slot_id for stop in planned if stop.booking_id not in bookings}
    free = _free(session, offered, party, now) if offered else set[str]()
    return {
        stop.slot_id: _of_booking(stop, bookings[stop.booking_id], now)
        if stop.booking_id in bookings
        else StopNow(None, NOT_BOOKED if stop.slot_id in free else NOT_BOOKABLE, stop)
        for stop in planned
    }


def _bookings(session: Session, booking_ids: Collection[str]) -> dict[str | None, Booking]:
    if not booking_ids:
        return {}
    statement = (
        sa.select(Booking)
        .where(Booking.id.in_(booking_ids))
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
    )
    return {booking.id: booking for booking in session.scalars(statement).unique()}


def _free(session: Session, slot_ids: Collection[str], party: int, now: dt.datetime) -> set[str]:
    """Return those of the slots in which the party still finds a place."""
    statement = (
        sa.select(Slot.id)
        .join(Slot.experience)
        .where(
            Slot.id.in_(slot_ids),
            is_public(),
            is_bookable(lapsed_seats, now, party),
        )
    )
    return set(session.scalars(statement))


def _of_booking(planned: SlotStop, booking: Booking, now: dt.datetime) -> StopNow:
    status = State.EXPIRED if has_lapsed(booking, now) else State(booking.status)
    zone = ZoneInfo(booking.experience.region.time_zone)
    stop = slot_stop(booking.slot, booking.experience, zone) or planned
    stop = replace(stop, fee_minor=booking.total_minor, booking_id=booking.id)
    return StopNow(
        status=status,
        word=_word(planned, stop, status, booking),
        stop=stop,
        expires_at=booking.expires_at.astimezone(zone) if status is State.ON_HOLD else None,
        answer_by=booking.answer_by.astimezone(zone) if booking.answer_by else None,
    )


def _word(planned: SlotStop, stop: SlotStop, status: State, booking: Booking) -> str | None:
    if status in _ENDED:
        return _ENDED[status]
    if booking.slot.status == "cancelled":
        return SLOT_CANCELLED
    when = planned.date, planned.begin_s, planned.leave_s
    if (stop.date, stop.begin_s, stop.leave_s) != when:
        return MOVED
    return _UNSURE.get(status)
