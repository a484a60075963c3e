"""The OCTO core: supplier, products, availability, bookings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from flask import request
from sqlalchemy.orm import Session

from server.accounts.models import Organisation
from server.experiences.booked import booked
from server.http.language import content_languages
from server.octo import booking as steps
from server.octo.booking import Theirs
from server.octo.contract import OctoContract
from server.octo.errors import OctoError
from server.octo.keys import Reseller
from server.octo.offers import (
    get_product,
    list_products,
    list_slots,
    option_of,
    seats_of,
    start_times,
)
from server.octo.schemas import (
    OctoAvailabilityIn,
    OctoBookingQuery,
    OctoCalendarIn,
    OctoCancellationIn,
    OctoConfirmationIn,
    OctoExtensionIn,
    OctoReservationIn,
    OctoUpdateIn,
    days_of,
)
from server.octo.views import (
    Shown,
    availability_out,
    best,
    booking_out,
    day_out,
    product_out,
)
from server.services import services

contract = OctoContract()

_BOOKING: Final = "/bookings/<string:uuid>"
_MOST_DAYS: Final = 366


@contract.operation("GET", "/supplier", "OctoSupplier")
def get_supplier(reseller: Reseller) -> Shown:
    """Tell whose experiences these are."""
    with services().database.reading() as session:
        guide = session.get_one(Organisation, reseller.organisation_id)
        contact = {"website": None, "email": None, "telephone": None, "address": None}
        return {
            "id": guide.id,
            "name": best(guide.names, content_languages(())),
            "endpoint": f"{request.url_root}octo",
            "contact": contact,
        }


@contract.operation("GET", "/products", "OctoProduct", is_list=True)
def get_products(reseller: Reseller) -> list[Shown]:
    """List what the guide offers."""
    with services().database.reading() as session:
        products = list_products(session, reseller)
        starts = start_times(session, products, services().now())
        return [product_out(product, starts, content_languages(())) for product in products]


@contract.operation("GET", "/products/<string:id>", "OctoProduct")
def get_product_by_id(reseller: Reseller, id: str) -> Shown:
    """Show one product."""
    with services().database.reading() as session:
        product = get_product(session, reseller, id)
        starts = start_times(session, [product], services().now())
        return product_out(product, starts, content_languages(()))


@contract.operation(
    "POST", "/availability/calendar", "OctoAvailabilityDay", is_list=True, body=OctoCalendarIn
)
def get_calendar(reseller: Reseller, body: OctoCalendarIn) -> list[Shown]:
    """Tell for each day whether anything is free."""
    first, last = _checked((body.local_date_start, body.local_date_end))
    now = services().now()
    with services().database.reading() as session:
        product = get_product(session, reseller, body.product_id)
        option = option_of(product, body.option_id)
        seats = seats_of(option, body.units)
        by_day = defaultdict(list)
        lapsed = booked().lapsed
        for found in list_slots(session, option.id, lapsed=lapsed, now=now, days=(first, last)):
            by_day[found.slot.local_date].append(found)
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return [day_out(day, by_day[day], product, seats, now) for day in days]


def _checked(days: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date]:
    first, last = days
    if last < first:
        raise OctoError("BAD_REQUEST", "localDateEnd must not be before localDateStart")
    if (last - first).days >= _MOST_DAYS:
        raise OctoError("BAD_REQUEST", "cannot request more than 1 year of availability")
    return days


@contract.operation(
    "POST", "/availability", "OctoAvailability", is_list=True, body=OctoAvailabilityIn
)
def check_availability(reseller: Reseller, body: OctoAvailabilityIn) -> list[Shown]:
    """Tell for each time whether it is free, and its id to book it."""
    days = days_of(body.local_date, body.local_date_start, body.local_date_end)
    if days is None and body.availability_ids is None:
        raise OctoError(
            "BAD_REQUEST",
            "either localDate, localDateStart and localDateEnd, or availabilityIds is needed",
        )
    now = services().now()
    with services().database.reading() as session:
        product = get_product(session, reseller, body.product_id)
        option = option_of(product, body.option_id)
        seats = seats_of(option, body.units)
        found = list_slots(
            session,
            option.id,
            lapsed=booked().lapsed,
            now=now,
            days=_checked(days) if days else None,
            ids=body.availability_ids,
        )
        return [availability_out(slot, product, seats, now) for slot in found]


def _shown(own: Theirs) -> Shown:
    return booking_out(*own, content_languages(()), services().now())


@contract.operation("POST", "/bookings", "OctoBooking", body=OctoReservationIn)
def reserve_booking(reseller: Reseller, body: OctoReservationIn) -> Shown:
    """Hold seats; the same uuid again is the same booking."""
    with services().database.writing() as session:
        return _shown(steps.reserve(session, reseller, body, now=services().now()))


@contract.operation("GET", "/bookings", "OctoBooking", is_list=True, query=OctoBookingQuery)
def get_bookings(reseller: Reseller, query: OctoBookingQuery) -> list[Shown]:
    """List one's own bookings by reference or day."""
    with services().database.reading() as session:
        return [_shown(own) for own in steps.list_theirs(session, reseller, query)]


@contract.operation("GET", _BOOKING, "OctoBooking")
def get_booking_by_uuid(reseller: Reseller, uuid: str) -> Shown:
    """Show one of one's own bookings."""
    with services().database.reading() as session:
        return _shown(steps.get_theirs(session, reseller, uuid))


def _stepped(reseller: Reseller, uuid: str, step: Callable[[Session, Theirs], Any]) -> Shown:
    with services().database.writing() as session:
        own = steps.get_theirs(session, reseller, uuid, to_change=True)
        step(session, own)
        session.flush()
        return _shown(own)


@contract.operation("PATCH", _BOOKING, "OctoBooking", body=OctoUpdateIn)
def update_booking(reseller: Reseller, uuid: str, body: OctoUpdateIn) -> Shown:
    """Change a booking that can still be cancelled."""
    now = services().now()
    return _stepped(reseller, uuid, lambda session, own: steps.update(session, own, body, now=now))


@contract.operation("POST", f"{_BOOKING}/confirm", "OctoBooking", body=OctoConfirmationIn)
def confirm_reservation(reseller: Reseller, uuid: str, body: OctoConfirmationIn) -> Shown:
    """Let a hold stand, or ask the guide where they want to be asked."""
    now = services().now()
    return _stepped(reseller, uuid, lambda session, own: steps.confirm(session, own, body, now=now))


@contract.operation("POST", f"{_BOOKING}/extend", "OctoBooking", body=OctoExtensionIn)
def extend_reservation(reseller: Reseller, uuid: str, body: OctoExtensionIn) -> Shown:
    """Let a hold last longer."""
    now, minutes = services().now(), body.expiration_minutes
    return _stepped(
        reseller, uuid, lambda session, own: steps.extend(session, own, minutes, now=now)
    )


@contract.operation("POST", f"{_BOOKING}/cancel", "OctoBooking", body=OctoCancellationIn)
def cancel_reservation(reseller: Reseller, uuid: str, body: OctoCancellationIn) -> Shown:
    """Give a booking up before its cut-off."""
    now = services().now()
    return _stepped(
        reseller, uuid, lambda session, own: steps.cancel(session, own, body.reason, now=now)
    )


@contract.operation("DELETE", _BOOKING, "OctoBooking", body=OctoCancellationIn)
def delete_reservation(reseller: Reseller, uuid: str, body: OctoCancellationIn) -> Shown:
    """Give a booking up before its cut-off, as the specification had it before."""
    now = services().now()
    return _stepped(
        reseller, uuid, lambda session, own: steps.cancel(session, own, body.reason, now=now)
    )
