"""What resellers send, in OCTO's words. Fields that OCTO's capabilities add are passed over."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from server.http.types import STRICT_INT, STRICT_TEXT, Date, Model

_UUID = r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"


def _minutes(value: Any) -> Any:
    """Return minutes that came as text, as the specification of updates writes them."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


Name = Annotated[str, Field(min_length=1, max_length=64), STRICT_TEXT]
Line = Annotated[str, Field(max_length=200), STRICT_TEXT]
Uuid = Annotated[
    str, Field(pattern=_UUID, examples=["559aed3d-6d5b-4fe0-bfca-99f5e7218a56"]), STRICT_TEXT
]
Reference = Annotated[str, Field(max_length=120), STRICT_TEXT]
Notes = Annotated[str, Field(max_length=2000), STRICT_TEXT]
Minutes = Annotated[int, Field(ge=1, le=10_000), STRICT_INT, BeforeValidator(_minutes)]


class OctoIn(Model):
    """Base of what resellers send: camelCase, unknown fields passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel)


class OctoQuantityIn(OctoIn):
    """How many of one unit."""

    id: Name
    quantity: Annotated[int, Field(ge=0, le=1000), STRICT_INT]


class OctoCalendarIn(OctoIn):
    """Of which days to tell what is free."""

    product_id: Name
    option_id: Name
    local_date_start: Date
    local_date_end: Date
    units: Annotated[list[OctoQuantityIn], Field(max_length=50)] | None = None


class OctoAvailabilityIn(OctoIn):
    """Of which times to tell whether they are free: of a day, of some days, or by their ids."""

    product_id: Name
    option_id: Name
    local_date: Date | None = None
    local_date_start: Date | None = None
    local_date_end: Date | None = None
    availability_ids: Annotated[list[Name], Field(max_length=100)] | None = None
    units: Annotated[list[OctoQuantityIn], Field(max_length=50)] | None = None


class OctoContactIn(OctoIn):
    """Whom a booking is for."""

    full_name: Line | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    email_address: (
        Annotated[str, Field(max_length=254, pattern=r"^[^\s@<>]+@[^\s@<>]+$"), STRICT_TEXT] | None
    ) = None
    phone_number: Annotated[str, Field(max_length=40), STRICT_TEXT] | None = None
    locales: Annotated[list[Name], Field(max_length=20)] | None = None


class OctoUnitItemIn(OctoIn):
    """One person's place."""

    uuid: Uuid | None = None
    unit_id: Name
    reseller_reference: Reference | None = None


UnitItems = Annotated[list[OctoUnitItemIn], Field(min_length=1, max_length=100)]


class OctoReservationIn(OctoIn):
    """Seats to hold."""

    uuid: Uuid | None = None
    product_id: Name
    option_id: Name
    availability_id: Name
    expiration_minutes: Minutes | None = None
    notes: Notes | None = None
    reseller_reference: Reference | None = None
    contact: OctoContactIn | None = None
    unit_items: UnitItems


class OctoConfirmationIn(OctoIn):
    """Whom a booking is for, and what the reseller calls it."""

    email_receipt: bool | None = None
    reseller_reference: Reference | None = None
    contact: OctoContactIn | None = None
    unit_items: UnitItems | None = None


class OctoUpdateIn(OctoIn):
    """What is to be different."""

    reseller_reference: Reference | None = None
    product_id: Name | None = None
    option_id: Name | None = None
    availability_id: Name | None = None
    expiration_minutes: Minutes | None = None
    notes: Notes | None = None
    email_receipt: bool | None = None
    unit_items: UnitItems | None = None
    contact: OctoContactIn | None = None


class OctoExtensionIn(OctoIn):
    """How long a hold is to last from now on."""

    expiration_minutes: Minutes | None = None


class OctoCancellationIn(OctoIn):
    """Why."""

    reason: Line | None = None


class OctoBookingQuery(OctoIn):
    """Which bookings; one of the first four is needed."""

    reseller_reference: Reference | None = None
    supplier_reference: Name | None = None
    local_date: Date | None = None
    local_date_start: Date | None = None
    local_date_end: Date | None = None
    product_id: Name | None = None
    option_id: Name | None = None


def days_of(
    on: dt.date | None, first: dt.date | None, last: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that were named, None if none were."""
    if on is not None:
        return on, on
    return (first, last) if first is not None and last is not None else None
