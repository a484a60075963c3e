"""Tickets that were looked at, also where there was no network and told afterwards.

Each scan is kept once, by booking, device and moment, so that a device may send its list again.
What is told first counts as the redemption, within one list the earliest scan; a second one, on
another device, is found here and told.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.bookings.changes import By
from server.bookings.errors import AlreadyRedeemed, BookingInWrongState, NotYet, WrongTicket
from server.bookings.guest_models import Redemption
from server.bookings.models import Booking
from server.bookings.redeeming import Scan, redeem
from server.experiences.models import Experience

_OUTCOMES: dict[type[Exception], str] = {
    AlreadyRedeemed: "already_redeemed",
    BookingInWrongState: "wrong_state",
    WrongTicket: "wrong_ticket",
    NotYet: "too_early",
}


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan and what came of it; `outcome` is `unknown` where there is no such booking.

    Parameters
    ----------
    named
        The id or code that was sent.
    booking
        None where it is unknown.
    first_device
        Which device saw the ticket first; None where nobody has, or the guide knew the guest.
    """

    named: str
    scan: Scan
    outcome: str
    booking: Booking | None = None
    first_device: str | None = None


def sync(
    session: Session,
    organisation_id: str,
    scans: Sequence[tuple[str, Scan]],
    by: By,
    *,
    now: dt.datetime,
) -> list[KeptScan]:
    """Take note of scans (booking id or code, scan), the earliest first; tell what came of each.

    Bookings of other organisations' guests are unknown here.
    """
    ours = _ours(session, organisation_id, {name for name, _ in scans})
    told: dict[int, KeptScan] = {}
    for number in sorted(range(len(scans)), key=lambda n: (scans[n][1].at, n)):
        name, scan = scans[number]
        booking = ours.get(name)
        told[number] = (
            take(session, booking, scan, by, now=now)
            if booking
            else KeptScan(name, scan, "unknown")
        )
    devices = _first_devices(session, {b.id for b in ours.values()})
    return [_with_device(told[n], devices) for n in range(len(scans))]


def _ours(session: Session, organisation_id: str, names: Iterable[str]) -> dict[str, Booking]:
    """Return the organisation's bookings by id and by code, for this alone.

    They are taken in one order, so that two devices never wait for each other.
    """
    wanted = sorted(set(names))
    statement = (
        sa.select(Booking)
        .where(
            Booking.organisation_id == organisation_id,
            sa.or_(Booking.id.in_(wanted), Booking.code.in_(wanted)),
        )
        .options(
            joinedload(Booking.slot, innerjoin=True),
            joinedload(Booking.experience, innerjoin=True).joinedload(
                Experience.region, innerjoin=True
            ),
        )
        .order_by(Booking.id)
        .with_for_update(of=Booking)
        .execution_options(populate_existing=True)
    )
    found = list(session.scalars(statement).unique())
    return {name: booking for booking in found for name in (booking.id, booking.code)}


def take(session: Session, booking: Booking, scan: Scan, by: By, *, now: dt.datetime) -> KeptScan:
    """Redeem a booking by a scan, or find why not; the same scan again gives the same outcome."""
    before = find_kept(session, booking.id, scan)
    if before is not None:
        return KeptScan(booking.id, scan, before.outcome, booking)
    try:
        redeem(session, booking, scan, by, now=now)
        outcome = "redeemed"
    except tuple(_OUTCOMES) as refusal:
        outcome = _OUTCOMES[type(refusal)]
    keep(session, booking, scan, outcome, now=now)
    return KeptScan(booking.id, scan, outcome, booking)


def redeem_once(
    session: Session, booking: Booking, scan: Scan, by: By, *, now: dt.datetime
) -> None:
    """Redeem a booking by a scan; the same one again changes nothing.

    Raises
    ------
    AlreadyRedeemed, WrongTicket, NotYet, BookingInWrongState
        As `redeem`.
    """
    before = find_kept(session, booking.id, scan)
    if before is not None and before.outcome == "redeemed":
        return
    redeem(session, booking, scan, by, now=now)
    if before is None:
        keep(session, booking, scan, "redeemed", now=now)
    else:
        before.outcome, before.synced_at = "redeemed", now


def keep(session: Session, booking: Booking, scan: Scan, outcome: str, *, now: dt.datetime) -> None:
    """Keep a scan and what came of it."""
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


def find_kept(session: Session, booking_id: str, scan: Scan) -> Redemption | None:
    """Return what is kept of a scan, or None."""
    statement = sa.select(Redemption).where(
        Redemption.booking_id == booking_id,
        Redemption.device == scan.device,
        Redemption.scanned_at == scan.at,
    )
    return session.scalars(statement).one_or_none()


def _first_devices(session: Session, booking_ids: set[str]) -> dict[str, str]:
    statement = sa.select(Redemption.booking_id, Redemption.device).where(
        Redemption.booking_id.in_(sorted(booking_ids)), Redemption.outcome == "redeemed"
    )
    return {row.booking_id: row.device for row in session.execute(statement)}


def _with_device(kept: KeptScan, devices: dict[str, str]) -> KeptScan:
    if kept.booking is None:
        return kept
    first = devices.get(kept.booking.id)
    return KeptScan(kept.named, kept.scan, kept.outcome, kept.booking, first)
