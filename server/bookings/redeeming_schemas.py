"""What the API takes and says about tickets and who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from server.bookings.letters import title_of
from server.bookings.models import Booking
from server.bookings.redeeming import Scan
from server.bookings.scanning import KeptScan
from server.bookings.schemas import BookedUnitOut, Line, units_of
from server.bookings.tickets import digest_of, named_by
from server.errors import Fault, Invalid
from server.http.list_query import Cursor, Limit
from server.http.types import STRICT_TEXT, Date, Identifier, Instant, LocalDateTime, Model
from server.text import Text

_NAMELESS: Final = Text(
    "Send the ticket's text, or the booking's id or code.",
    "チケットの内容、または予約のID・予約番号を送ってください。",
)

Device = Annotated[
    str,
    Field(max_length=80, pattern=r"^[^\u0000-\u001f\u007f]*$", description="A name of the phone"),
    STRICT_TEXT,
]
TicketText = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$"),
    STRICT_TEXT,
]
Outcome = Literal[
    "redeemed", "already_redeemed", "wrong_state", "wrong_ticket", "too_early", "unknown"
]


class RedeemIn(Model):
    """A ticket that was looked at; without one the guide vouches for the guest."""

    ticket: TicketText | None = None
    redeemed_at: Annotated[Instant, Field(description="When; now if it is not told")] | None = None
    device: Device = ""


class ScanIn(Model):
    """One ticket that was looked at: its text, or the booking's id or code, or both."""

    ticket: TicketText | None = None
    booking: Annotated[Identifier, Field(description="Id or code")] | None = None
    redeemed_at: Instant


class ScansIn(Model):
    """What a phone has noted."""

    device: Annotated[Device, Field(min_length=1)]
    scans: Annotated[list[ScanIn], Field(min_length=1, max_length=500)]


class ScanOut(Model):
    """What came of a scan, in the order in which they were sent."""

    booking_id: str | None = Field(description="Null where there is no such booking")
    code: str | None
    redeemed_at: LocalDateTime
    outcome: Outcome
    first_redeemed_at: LocalDateTime | None = Field(description="When the ticket was used first")
    first_device: str | None = Field(description="On which phone that was noted")


class ScansOut(Model):
    """What came of every scan."""

    scans: list[ScanOut]


class RedemptionQuery(Model):
    """Which day's guests."""

    on: Date
    limit: Limit = 50
    cursor: Cursor | None = None


class ExpectedOut(Model):
    """A booking of the day, as a phone without network needs it."""

    booking_id: str
    code: str
    ticket_sha256: str = Field(description="SHA-256 of the ticket's text, hexadecimal")
    status: str
    title: str
    slot_id: str
    starts_at: LocalDateTime
    name: str | None
    people: int
    units: list[BookedUnitOut]
    redeemed_at: LocalDateTime | None


class RedemptionListOut(Model):
    """A page of the bookings that are expected on a day."""

    on: dt.date
    expected: list[ExpectedOut]
    links: dict[str, str]


class SlotCancelIn(Model):
    """Why it does not take place."""

    reason: Annotated[Line, Field(description="Told to every guest")] = ""


class SlotCancelledOut(Model):
    """What cancelling a slot has done."""

    slot_id: str
    status: str
    cancelled_bookings: int
    refund_minor: int = Field(description="What goes back of online payments")
    currency: str


def scans_of(body: ScansIn) -> list[tuple[str, Scan]]:
    """Return the scans as (id or code of the booking, scan).

    Raises
    ------
    Invalid
        With every scan that names no booking.
    """
    named = [
        (_named(scan), Scan(scan.ticket, scan.redeemed_at, body.device)) for scan in body.scans
    ]
    faults = [
        Fault(f"/scans/{n}", "booking_needed", _NAMELESS)
        for n, scan in enumerate(body.scans)
        if scan.ticket is None and scan.booking is None
    ]
    if faults:
        raise Invalid(faults)
    return named


def _named(scan: ScanIn) -> str:
    return scan.booking or named_by(scan.ticket or "") or ""


def scans_out(kept: Iterable[KeptScan]) -> ScansOut:
    """Return what came of scans as the API shows it."""
    return ScansOut(scans=[_scan_out(scan) for scan in kept])


def _scan_out(kept: KeptScan) -> ScanOut:
    booking = kept.booking
    return ScanOut(
        booking_id=booking.id if booking else None,
        code=booking.code if booking else None,
        redeemed_at=kept.scan.at,
        outcome=kept.outcome,
        first_redeemed_at=booking.redeemed_at if booking else None,
        first_device=kept.first_device,
    )


def expected_out(bookings: Sequence[Booking], language: str) -> list[ExpectedOut]:
    """Return bookings of a day as a phone without network needs them."""
    return [_expected(booking, language) for booking in bookings]


def _expected(booking: Booking, language: str) -> ExpectedOut:
    zone = ZoneInfo(booking.experience.region.time_zone)
    used = booking.redeemed_at
    return ExpectedOut(
        booking_id=booking.id,
        code=booking.code,
        ticket_sha256=digest_of(booking),
        status=booking.status,
        title=title_of(booking, language),
        slot_id=booking.slot_id,
        starts_at=booking.slot.starts_at.astimezone(zone),
        name=booking.contact_name,
        people=len(booking.tickets),
        units=list(units_of(booking)),
        redeemed_at=used.astimezone(zone) if used else None,
    )
