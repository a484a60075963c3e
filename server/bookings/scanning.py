"""Tickets that were looked at where there was no network, told afterwards.

Each scan is kept once, by booking, device and moment, so that a device may send its list again.
The first scan in the order of their moments counts as the redemption; a second one, on another
device, is found here and told.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.changes import By
from server.bookings.errors import AlreadyRedeemed, BookingInWrongState, NotYet, WrongTicket
from server.bookings.guest_models import Redemption
from server.bookings.holding import get_booking
from server.bookings.models import Booking
from server.bookings.redeeming import Scan, redeem

_OUTCOMES: dict[type[Exception], str] = {
    AlreadyRedeemed: "already_redeemed",
    BookingInWrongState: "wrong_state",
    WrongTicket: "wrong_ticket",
    NotYet: "too_early",
}


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan and what came of it; `outcome` is `unknown` where there is no such booking."""

    booking_id: str
    scan: Scan
    outcome: str
    first_redeemed_at: dt.datetime | None = None


def sync(
    session: Session,
    organisation_id: str,
    scans: Sequence[tuple[str, Scan]],
    by: By,
    *,
    now: dt.datetime,
) -> list[KeptScan]:
    """Take note of scans (booking id, scan) in the order of their moments; tell what came of each.

    Bookings of other organisations' guests are unknown here.
    """
    ours = _ours(session, organisation_id, [key for key, _ in scans])
    in_order = sorted(range(len(scans)), key=lambda n: (scans[n][1].at, n))
    told: dict[int, KeptScan] = {}
    for number in in_order:
        key, scan = scans[number]
        if key not in ours:
            told[number] = KeptScan(key, scan, "unknown")
            continue
        told[number] = take(session, get_booking(session, key, to_change=True), scan, by, now=now)
    return [told[n] for n in range(len(scans))]


def _ours(session: Session, organisation_id: str, keys: Sequence[str]) -> set[str]:
    statement = sa.select(Booking.id).where(
        Booking.organisation_id == organisation_id, Booking.id.in_(set(keys))
    )
    return set(session.scalars(statement.order_by(Booking.id)))


def take(session: Session, booking: Booking, scan: Scan, by: By, *, now: dt.datetime) -> KeptScan:
    """Redeem a booking by a scan, or find why not; the same scan again gives the same outcome."""
    before = _kept(session, booking.id, scan)
    if before is not None:
        return KeptScan(booking.id, scan, before.outcome, booking.redeemed_at)
    try:
        redeem(session, booking, scan, by, now=now)
        outcome = "redeemed"
    except tuple(_OUTCOMES) as refusal:
        outcome = _OUTCOMES[type(refusal)]
    session.add(
        Redemption(
            id=str(uuid.uuid4()),
            booking_id=booking.id,
            device=scan.device,
            scanned_at=scan.at,
            synced_at=now,
            outcome=outcome,
        )
    )
    session.flush()
    return KeptScan(booking.id, scan, outcome, booking.redeemed_at)


def _kept(session: Session, booking_id: str, scan: Scan) -> Redemption | None:
    statement = sa.select(Redemption).where(
        Redemption.booking_id == booking_id,
        Redemption.device == scan.device,
        Redemption.scanned_at == scan.at,
    )
    return session.scalars(statement).one_or_none()
