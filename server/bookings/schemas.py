"""What the API takes and says about bookings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import Field

from server.bookings.cancelling import Quote
from server.bookings.letters import title_of
from server.bookings.models import Booking
from server.http.list_query import Cursor, Limit
from server.http.types import (
    STRICT_INT,
    STRICT_TEXT,
    Bool,
    Date,
    Identifier,
    LocalDateTime,
    Model,
)

_LINE: Final = r"^[^\u0000-\u001f\u007f]*$"

Line = Annotated[str, Field(max_length=200, pattern=_LINE), STRICT_TEXT]
Prose = Annotated[str, Field(max_length=2000), STRICT_TEXT]
EMail = Annotated[
    str,
    Field(
        min_length=3,
        max_length=254,
        pattern=r"^[^\s@<>\u0000-\u001f]+@[^\s@<>\u0000-\u001f]+\.[^\s@<>\u0000-\u001f]+$",
        examples=["hanako@example.jp"],
    ),
    STRICT_TEXT,
]
Phone = Annotated[
    str, Field(max_length=40, pattern=r"^[0-9+() -]*$", examples=["+81 90 1234 5678"]), STRICT_TEXT
]
LanguageTag = Annotated[
    str, Field(max_length=12, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"), STRICT_TEXT
]
Status = Annotated[
    str,
    Field(
        pattern="^(ON_HOLD|PENDING|CONFIRMED|REDEEMED|EXPIRED|CANCELLED|REJECTED)$",
        examples=["CONFIRMED"],
    ),
    STRICT_TEXT,
]


class UnitCount(Model):
    """How many of one unit come along."""

    unit_id: Identifier
    quantity: Annotated[int, Field(ge=1, le=100), STRICT_INT]


Units = Annotated[list[UnitCount], Field(min_length=1, max_length=20)]


class ContactIn(Model):
    """Whom a booking is for; name and e-mail are needed to confirm it."""

    name: Annotated[Line, Field(min_length=1)] | None = None
    email: EMail | None = None
    phone: Phone | None = None
    language: Annotated[
        LanguageTag | None,
        Field(description="Of the letters; when holding, null is the language of the request"),
    ] = None


class BookingIn(Model):
    """Seats to hold."""

    slot_id: Identifier
    units: Units
    contact: ContactIn = ContactIn()
    itinerary_id: Identifier | None = None
    remark: Prose = ""


class ConfirmIn(Model):
    """Whom it is for, where that was not told before."""

    contact: ContactIn = ContactIn()


class ExtendIn(Model):
    """How long the hold is to last from now on."""

    minutes: Annotated[int, Field(ge=1, le=60), STRICT_INT] | None = None


class AmendIn(Model):
    """Another party, another time, or both."""

    slot_id: Identifier | None = None
    units: Units | None = None


class ReasonIn(Model):
    """Why."""

    reason: Annotated[Line, Field(description="Told to the other side")] = ""


class BookingQuery(Model):
    """Which of an organisation's bookings."""

    status: Status | None = None
    experience_id: Identifier | None = None
    on: Date | None = None
    upcoming: Annotated[Bool, Field(description="Only what has not ended")] = False
    limit: Limit = 50
    cursor: Cursor | None = None


class OwnBookingQuery(Model):
    """Which page of one's own bookings."""

    limit: Limit = 50
    cursor: Cursor | None = None


class ContactOut(Model):
    """Whom a booking is for; null once they were forgotten."""

    name: str | None
    email: str | None
    phone: str | None
    language: str


class BookedUnitOut(Model):
    """How many of one unit, at which price each."""

    unit_id: str
    kind: str
    quantity: int
    price_minor: int
    seats: int


class BookedSlotOut(Model):
    """When it takes place."""

    id: str
    option_id: str
    starts_at: LocalDateTime
    ends_at: LocalDateTime
    status: str


class RefundStep(Model):
    """Up to so many hours before the start, so much is paid back."""

    hours_before: int
    refund_percent: int


class BookingOut(Model):
    """A booking."""

    id: str
    code: str = Field(description="To be read aloud or shown on paper")
    status: str
    version: int
    experience_id: str
    title: str
    organisation_id: str
    slot: BookedSlotOut
    units: list[BookedUnitOut]
    people: int
    seats: int
    total_minor: int
    paid_minor: int
    refund_minor: int = Field(description="What of `paid_minor` goes back")
    currency: str
    payment: str = Field(description="on_site or online")
    contact: ContactOut
    remark: str
    itinerary_id: str | None
    reason: str
    cancellation: list[RefundStep]
    created_at: LocalDateTime
    expires_at: LocalDateTime = Field(description="When the hold ends, or ended")
    hold_limit: LocalDateTime = Field(description="How far the hold can be extended")
    answer_by: LocalDateTime | None = Field(description="When the guide will have answered")
    confirmed_at: LocalDateTime | None
    redeemed_at: LocalDateTime | None
    no_show_at: LocalDateTime | None
    cancelled_at: LocalDateTime | None
    cancelled_by: str | None
    key: str | None = Field(description="For the `Booking-Key` header; only its holder sees it")
    links: dict[str, str]


class BookingListOut(Model):
    """A page of bookings."""

    bookings: list[BookingOut]
    links: dict[str, str]


class QuoteOut(Model):
    """What cancelling would cost now."""

    refund_percent: int
    fee_minor: int
    refund_minor: int
    currency: str
    until: LocalDateTime | None = Field(description="Until when; null where that does not change")


def booking_out(booking: Booking, *, language: str, holds: bool) -> BookingOut:
    """Return a booking as the API shows it; its key only to who holds it."""
    zone = ZoneInfo(booking.experience.region.time_zone)
    here = f"/v1/bookings/{booking.id}"

    def local(moment: dt.datetime | None) -> dt.datetime | None:
        return moment.astimezone(zone) if moment else None

    return BookingOut(
        id=booking.id,
        code=booking.code,
        status=booking.status,
        version=booking.version,
        experience_id=booking.experience_id,
        title=title_of(booking, language),
        organisation_id=booking.organisation_id,
        slot=BookedSlotOut(
            id=booking.slot.id,
            option_id=booking.slot.option_id,
            starts_at=booking.slot.starts_at.astimezone(zone),
            ends_at=booking.slot.ends_at.astimezone(zone),
            status=booking.slot.status,
        ),
        units=list(units_of(booking)),
        people=len(booking.tickets),
        seats=booking.seats,
        total_minor=booking.total_minor,
        paid_minor=booking.paid_minor,
        refund_minor=booking.refund_minor,
        currency=booking.currency,
        payment=booking.payment,
        contact=ContactOut(
            name=booking.contact_name,
            email=booking.contact_email,
            phone=booking.contact_phone,
            language=booking.contact_language,
        ),
        remark=booking.remark or "",
        itinerary_id=booking.itinerary_id,
        reason=booking.reason,
        cancellation=[RefundStep(hours_before=h, refund_percent=p) for h, p in booking.policy],
        created_at=booking.created_at.astimezone(zone),
        expires_at=booking.expires_at.astimezone(zone),
        hold_limit=booking.hold_limit.astimezone(zone),
        answer_by=local(booking.answer_by),
        confirmed_at=local(booking.confirmed_at),
        redeemed_at=local(booking.redeemed_at),
        no_show_at=local(booking.no_show_at),
        cancelled_at=local(booking.cancelled_at),
        cancelled_by=booking.cancelled_by,
        key=booking.access_key if holds else None,
        links={
            "self": here,
            "cancel_quote": f"{here}/cancel-quote",
            "experience": f"/v1/experiences/{booking.experience_id}",
        },
    )


def units_of(booking: Booking) -> Iterable[BookedUnitOut]:
    """Yield how many of each unit are booked, at the prices of then."""
    counted = Counter((t.unit_id, t.kind, t.price_minor, t.seats) for t in booking.tickets)
    for (unit, kind, price, seats), quantity in counted.items():
        yield BookedUnitOut(
            unit_id=unit, kind=kind, quantity=quantity, price_minor=price, seats=seats
        )


def quote_out(booking: Booking, quote: Quote) -> QuoteOut:
    """Return what cancelling costs as the API shows it."""
    zone = ZoneInfo(booking.experience.region.time_zone)
    return QuoteOut(
        refund_percent=quote.refund_percent,
        fee_minor=quote.fee_minor,
        refund_minor=quote.refund_minor,
        currency=booking.currency,
        until=quote.until.astimezone(zone) if quote.until else None,
    )
