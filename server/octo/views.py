"""How OCTO shows suppliers, products, times and bookings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from server.bookings.cancelling import refund_share
from server.bookings.holding import has_lapsed
from server.bookings.models import Booking, State
from server.bookings.tickets import ticket_of
from server.experiences.models import Experience, ExperienceOption, ExperienceUnit
from server.experiences.slot_models import Slot
from server.experiences.vacancies import OpenSlot
from server.octo.models import ResellerBooking

Shown = dict[str, Any]

_CONTACT_FIELDS: Final = ["firstName", "lastName", "emailAddress"]
_NEVER_HOURS: Final = 8760
"""The cut-off of what is never paid back: a year before."""

_NO_CONTACT: Final[Shown] = {
    "fullName": None,
    "firstName": None,
    "lastName": None,
    "emailAddress": None,
    "phoneNumber": None,
    "locales": [],
    "postalCode": None,
    "country": None,
    "notes": None,
}


def best(words: Mapping[str, str], languages: Iterable[str]) -> str:
    """Return a text in the first of some languages that it has, or in any."""
    return next((words[tag] for tag in (*languages, *words) if tag in words), "")


def cutoff_hours(policy: Sequence[Sequence[int]]) -> int | None:
    """Return until how many hours before a reseller can cancel; None where nothing is paid back.

    That is as long as everything is paid back or, where that is never so, as long as anything is.
    """
    whole = [hours for hours, percent in policy if percent == 100]
    part = [hours for hours, percent in policy if percent > 0]
    return min(whole or part, default=None)


def product_out(
    experience: Experience, starts: Mapping[str, Sequence[str]], languages: Sequence[str]
) -> Shown:
    """Return an experience as a product.

    Parameters
    ----------
    starts
        Local times at which an option begins, by option id.
    """
    tags = (*languages, *experience.region.languages)
    titles = {tag: texts.get("title", "") for tag, texts in experience.texts.items()}
    instant = experience.confirmation == "instant"
    offered = [option for option in experience.options if option.retired_at is None]
    return {
        "id": experience.id,
        "internalName": best(titles, tags),
        "reference": None,
        "locale": next((tag for tag in (*tags, *titles) if tag in titles), "en"),
        "timeZone": experience.region.time_zone,
        "allowFreesale": False,
        "instantConfirmation": instant,
        "instantDelivery": instant,
        "availabilityRequired": True,
        "availabilityType": "START_TIME",
        "deliveryFormats": ["QRCODE"],
        "deliveryMethods": ["VOUCHER"],
        "redemptionMethod": "DIGITAL",
        "options": [
            option_out(experience, option, starts.get(option.id, ()), tags, default=n == 0)
            for n, option in enumerate(offered)
        ],
    }


def option_out(
    experience: Experience,
    option: ExperienceOption,
    starts: Sequence[str],
    languages: Sequence[str],
    *,
    default: bool,
) -> Shown:
    """Return an option of an experience."""
    hours = cutoff_hours(experience.cancellation)
    amount = _NEVER_HOURS if hours is None else hours
    return {
        "id": option.id,
        "default": default,
        "internalName": best(option.names, languages) or "DEFAULT",
        "reference": None,
        "availabilityLocalStartTimes": list(starts),
        "cancellationCutoff": f"{amount} hours",
        "cancellationCutoffAmount": amount,
        "cancellationCutoffUnit": "hour",
        "requiredContactFields": _CONTACT_FIELDS,
        "restrictions": {"minUnits": experience.min_party, "maxUnits": experience.max_party},
        "units": [
            unit_out(experience, unit, languages)
            for unit in option.units
            if unit.retired_at is None
        ],
    }


def unit_out(experience: Experience, unit: ExperienceUnit, languages: Sequence[str]) -> Shown:
    """Return a unit; `paxCount` is how many seats it takes."""
    youngest = unit.min_age if unit.min_age is not None else experience.min_age or 0
    return {
        "id": unit.id,
        "internalName": best(unit.names, languages) or unit.kind.title(),
        "reference": None,
        "type": unit.kind,
        "requiredContactFields": [],
        "restrictions": {
            "minAge": youngest,
            "maxAge": 120 if unit.max_age is None else unit.max_age,
            "idRequired": False,
            "minQuantity": None,
            "maxQuantity": None,
            "paxCount": unit.seats,
            "accompaniedBy": [],
        },
    }


def cutoff_of(slot: Slot, experience: Experience) -> dt.datetime:
    """Return until when a slot can be booked."""
    return slot.starts_at - dt.timedelta(minutes=experience.cutoff_minutes)


def status_of(vacancies: int, capacity: int, *, is_open: bool) -> str:
    """Return OCTO's word for how much is left."""
    if not is_open:
        return "CLOSED"
    if vacancies == 0:
        return "SOLD_OUT"
    return "LIMITED" if vacancies * 2 < capacity else "AVAILABLE"


def is_open(slot: Slot, experience: Experience, now: dt.datetime) -> bool:
    """Tell whether a slot takes bookings."""
    return slot.status == "open" and now < cutoff_of(slot, experience)


def availability_out(
    found: OpenSlot, experience: Experience, seats: int, now: dt.datetime
) -> Shown:
    """Return a slot, and whether `seats` of it can be had."""
    zone, slot = ZoneInfo(experience.region.time_zone), found.slot
    taking = is_open(slot, experience, now)
    return {
        "id": slot.id,
        "localDateTimeStart": _local(slot.starts_at, zone),
        "localDateTimeEnd": _local(slot.ends_at, zone),
        "allDay": False,
        "available": taking and found.free >= max(seats, 1),
        "status": status_of(found.free, slot.capacity, is_open=taking),
        "vacancies": found.free,
        "capacity": slot.capacity,
        "maxUnits": experience.max_party,
        "utcCutoffAt": _utc(cutoff_of(slot, experience)),
        "openingHours": [],
    }


def day_out(
    day: dt.date, slots: Sequence[OpenSlot], experience: Experience, seats: int, now: dt.datetime
) -> Shown:
    """Return a day with its slots, and whether `seats` of one of them can be had."""
    taking = [found for found in slots if is_open(found.slot, experience, now)]
    vacancies = sum(found.free for found in taking)
    capacity = sum(found.slot.capacity for found in taking)
    return {
        "localDate": day.isoformat(),
        "available": any(found.free >= max(seats, 1) for found in taking),
        "status": status_of(vacancies, capacity, is_open=bool(taking)),
        "vacancies": vacancies,
        "capacity": capacity,
        "openingHours": [],
    }


def is_cancellable(booking: Booking, now: dt.datetime) -> bool:
    """Tell whether the reseller can still cancel or change a booking."""
    if booking.status in (State.ON_HOLD, State.PENDING):
        return not has_lapsed(booking, now)
    hours = cutoff_hours(booking.policy)
    if booking.status != State.CONFIRMED or hours is None:
        return False
    return now <= booking.slot.starts_at - dt.timedelta(hours=hours)


def booking_out(
    booking: Booking, theirs: ResellerBooking, languages: Sequence[str], now: dt.datetime
) -> Shown:
    """Return a booking as its reseller sees it."""
    experience, option = booking.experience, booking.slot.option
    tags = (*languages, *experience.region.languages)
    zone = ZoneInfo(experience.region.time_zone)
    status = State.EXPIRED if has_lapsed(booking, now) else booking.status
    return {
        "id": booking.id,
        "uuid": theirs.uuid,
        "testMode": False,
        "resellerReference": booking.reseller_reference,
        "supplierReference": booking.code,
        "status": str(status),
        "utcCreatedAt": _utc(booking.created_at),
        "utcUpdatedAt": _utc(booking.updated_at),
        "utcExpiresAt": _utc(booking.expires_at) if status == State.ON_HOLD else None,
        "utcRedeemedAt": _utc_or_none(booking.redeemed_at),
        "utcConfirmedAt": _utc_or_none(booking.confirmed_at),
        "productId": experience.id,
        "product": product_out(experience, {}, languages),
        "optionId": option.id,
        "option": option_out(
            experience, option, (), tags, default=option.id == experience.options[0].id
        ),
        "cancellable": is_cancellable(booking, now),
        "cancellation": _cancellation_out(booking),
        "freesale": False,
        "availabilityId": booking.slot_id,
        "availability": {
            "id": booking.slot_id,
            "localDateTimeStart": _local(booking.slot.starts_at, zone),
            "localDateTimeEnd": _local(booking.slot.ends_at, zone),
            "allDay": False,
            "openingHours": [],
        },
        "contact": _contact_out(booking),
        "notes": booking.remark,
        "deliveryMethods": ["VOUCHER"],
        "voucher": _voucher_out(booking),
        "unitItems": list(_unit_items_out(booking, theirs, tags, str(status))),
    }


def _unit_items_out(
    booking: Booking, theirs: ResellerBooking, languages: Sequence[str], status: str
) -> Iterable[Shown]:
    units = {unit.id: unit for option in booking.experience.options for unit in option.units}
    for key, unit_id, reference in theirs.unit_items:
        yield {
            "uuid": key,
            "resellerReference": reference,
            "supplierReference": None,
            "unitId": unit_id,
            "unit": unit_out(booking.experience, units[unit_id], languages),
            "status": status,
            "utcRedeemedAt": _utc_or_none(booking.redeemed_at),
            "contact": _NO_CONTACT,
            "ticket": None,
        }


def _contact_out(booking: Booking) -> Shown:
    return {
        **_NO_CONTACT,
        "fullName": booking.contact_name,
        "emailAddress": booking.contact_email,
        "phoneNumber": booking.contact_phone,
        "locales": [booking.contact_language],
    }


def _voucher_out(booking: Booking) -> Shown | None:
    if booking.status not in (State.CONFIRMED, State.REDEEMED):
        return None
    return {
        "redemptionMethod": "DIGITAL",
        "utcRedeemedAt": _utc_or_none(booking.redeemed_at),
        "deliveryOptions": [{"deliveryFormat": "QRCODE", "deliveryValue": ticket_of(booking)}],
    }


def _cancellation_out(booking: Booking) -> Shown | None:
    if booking.cancelled_at is None:
        return None
    percent = 100
    if booking.cancelled_by == "guest" and booking.confirmed_at is not None:
        starts_at = booking.slot.starts_at
        percent, _ = refund_share(booking.policy, starts_at, booking.cancelled_at)
    refund = {100: "FULL", 0: "NONE"}.get(percent, "PARTIAL")
    return {
        "refund": refund,
        "reason": booking.reason or None,
        "utcCancelledAt": _utc(booking.cancelled_at),
    }


def _local(moment: dt.datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _utc_or_none(moment: dt.datetime | None) -> str | None:
    return _utc(moment) if moment is not None else None
