"""The shapes of what resellers are answered, for the contract."""

from __future__ import annotations

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from server.http.types import Model


class OctoOut(Model):
    """Base of what resellers are answered: camelCase."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class OctoSupplierContact(OctoOut):
    """How to reach the supplier."""

    website: str | None
    email: str | None
    telephone: str | None
    address: str | None


class OctoSupplier(OctoOut):
    """Whose experiences these are."""

    id: str
    name: str
    endpoint: str
    contact: OctoSupplierContact


class OctoOpeningHours(OctoOut):
    """Never used: everything begins at a set time."""

    from_: str = Field(alias="from")
    to: str


class OctoUnitRestrictions(OctoOut):
    """Who a unit is for; `paxCount` is how many seats it takes."""

    min_age: int
    max_age: int
    id_required: bool
    min_quantity: int | None
    max_quantity: int | None
    pax_count: int
    accompanied_by: list[str]


class OctoUnit(OctoOut):
    """Whom a ticket is for."""

    id: str
    internal_name: str
    reference: str | None
    type: str
    required_contact_fields: list[str]
    restrictions: OctoUnitRestrictions


class OctoOptionRestrictions(OctoOut):
    """How large a party can be."""

    min_units: int | None
    max_units: int | None


class OctoOption(OctoOut):
    """One way to take an experience."""

    id: str
    default: bool
    internal_name: str
    reference: str | None
    availability_local_start_times: list[str]
    cancellation_cutoff: str
    cancellation_cutoff_amount: int
    cancellation_cutoff_unit: str
    required_contact_fields: list[str]
    restrictions: OctoOptionRestrictions
    units: list[OctoUnit]


class OctoProduct(OctoOut):
    """An experience."""

    id: str
    internal_name: str
    reference: str | None
    locale: str
    time_zone: str
    allow_freesale: bool
    instant_confirmation: bool
    instant_delivery: bool
    availability_required: bool
    availability_type: str
    delivery_formats: list[str]
    delivery_methods: list[str]
    redemption_method: str
    options: list[OctoOption]


class OctoAvailabilityDay(OctoOut):
    """What is free on a day."""

    local_date: str
    available: bool
    status: str
    vacancies: int | None
    capacity: int | None
    opening_hours: list[OctoOpeningHours]


class OctoAvailability(OctoOut):
    """What is free of a slot."""

    id: str
    local_date_time_start: str
    local_date_time_end: str
    all_day: bool
    available: bool
    status: str
    vacancies: int | None
    capacity: int | None
    max_units: int | None
    utc_cutoff_at: str
    opening_hours: list[OctoOpeningHours]


class OctoContact(OctoOut):
    """Whom a booking is for."""

    full_name: str | None
    first_name: str | None
    last_name: str | None
    email_address: str | None
    phone_number: str | None
    locales: list[str]
    postal_code: str | None
    country: str | None
    notes: str | None


class OctoDeliveryOption(OctoOut):
    """The text of which a QR code is to be made."""

    delivery_format: str
    delivery_value: str


class OctoTicket(OctoOut):
    """What is shown at the meeting point."""

    redemption_method: str
    utc_redeemed_at: str | None
    delivery_options: list[OctoDeliveryOption]


class OctoUnitItem(OctoOut):
    """One person's place."""

    uuid: str
    reseller_reference: str | None
    supplier_reference: str | None
    unit_id: str
    unit: OctoUnit
    status: str
    utc_redeemed_at: str | None
    contact: OctoContact
    ticket: OctoTicket | None


class OctoCancellation(OctoOut):
    """When and why a booking was given up, and whether it is paid back."""

    refund: str
    reason: str | None
    utc_cancelled_at: str


class OctoBookedTime(OctoOut):
    """When it takes place."""

    id: str
    local_date_time_start: str
    local_date_time_end: str
    all_day: bool
    opening_hours: list[OctoOpeningHours]


class OctoBooking(OctoOut):
    """A booking."""

    id: str
    uuid: str
    test_mode: bool
    reseller_reference: str | None
    supplier_reference: str | None
    status: str
    utc_created_at: str
    utc_updated_at: str | None
    utc_expires_at: str | None
    utc_redeemed_at: str | None
    utc_confirmed_at: str | None
    product_id: str
    product: OctoProduct
    option_id: str
    option: OctoOption
    cancellable: bool
    cancellation: OctoCancellation | None
    freesale: bool
    availability_id: str
    availability: OctoBookedTime
    contact: OctoContact
    notes: str | None
    delivery_methods: list[str]
    voucher: OctoTicket | None
    unit_items: list[OctoUnitItem]


class OctoFailure(Model):
    """Why something was refused; with the value that is wrong, such as `productId`."""

    model_config = ConfigDict(extra="allow", frozen=True)

    error: str
    errorMessage: str  # noqa: N815 - OCTO's word


ANSWERS: dict[str, type[Model]] = {
    model.__name__: model
    for model in (
        OctoSupplier,
        OctoProduct,
        OctoAvailabilityDay,
        OctoAvailability,
        OctoBooking,
    )
}
"""By the names that the operations state."""
