"""Letters about bookings, written in the booking's own transaction: never sent if that fails."""

from __future__ import annotations

import datetime as dt
from typing import Final

import sqlalchemy as sa
from icalendar import Calendar, Event
from sqlalchemy.orm import Session, joinedload

from server.accounts.people import list_people
from server.bookings.changes import By
from server.bookings.guest_models import BookingMessage, WaitingEntry
from server.bookings.models import Booking
from server.bookings.of_slots import lapsed_seats
from server.bookings.wording import moment
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vacancies import is_bookable
from server.experiences.visibility import is_public
from server.outbox.service import Attachment, Letter, post
from server.permissions import Role
from server.text import Text

_MOST_OFFERED: Final = 3
_KEEPERS: Final = (Role.OWNER, Role.EDITOR)
_NOTHING_PAID: Final = Text(
    "Nothing was paid yet, so nothing goes back.", "お支払い前のため、返金はありません。"
)
_NOTHING_BACK: Final = Text(
    "By the terms of cancellation nothing goes back.", "取消規定により、返金はありません。"
)
_MONEY_BACK: Final = Text("{refund} goes back.", "{refund}を返金します。")


def tell_confirmed(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell guest and guide that the booking stands; the guest gets it for their calendar."""
    if not is_resellers(booking):
        send_receipt(session, booking, now=now)
    _to_guide(session, "guide_booking_confirmed", booking, now)


def send_receipt(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell the guest that the booking stands; a reseller's guest only if the reseller asks."""
    _to_guest(session, "booking_confirmed", booking, now, with_calendar="REQUEST")


def is_resellers(booking: Booking) -> bool:
    """Tell whether a reseller answers to the guest, who is told by us what the guide does only."""
    return booking.payment == "reseller"


def tell_asked(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell the guest that the guide was asked, and ask the guide."""
    if not is_resellers(booking):
        _to_guest(session, "booking_asked", booking, now)
    _to_guide(session, "guide_booking_asked", booking, now)


def tell_rejected(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell the guest that the guide said no, or nothing."""
    _to_guest(session, "booking_rejected", booking, now)


def tell_cancelled(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell both that the booking was given up, and take it out of the guest's calendar."""
    if booking.cancelled_by == "guest":
        if not is_resellers(booking):
            _to_guest(session, "booking_cancelled", booking, now, with_calendar="CANCEL")
        _to_guide(session, "guide_booking_cancelled", booking, now)
        return
    others = _other_times(session, booking, now)
    kind = "booking_cancelled_by_guide"
    _to_guest(session, kind, booking, now, with_calendar="CANCEL", others=others)


def _other_times(session: Session, booking: Booking, now: dt.datetime) -> str:
    """Return a line for each of the next slots in which the same party still fits."""
    fitting = (
        sa.select(Slot)
        .join(Experience, Experience.id == Slot.experience_id)
        .where(
            Slot.experience_id == booking.experience_id,
            Slot.id != booking.slot_id,
            is_public(),
            is_bookable(lapsed_seats, now, booking.seats),
        )
        .order_by(Slot.starts_at, Slot.id)
        .limit(_MOST_OFFERED)
    )
    language = booking.contact_language
    times = [_clock(slot, booking.experience, language) for slot in session.scalars(fitting)]
    return "\n".join(f"    {time}" for time in times) or "    –"


def tell_changed(session: Session, booking: Booking, by: By, *, now: dt.datetime) -> None:
    """Tell both that party or time is another one now; guides know of what they did themselves."""
    if by.of_guide or not is_resellers(booking):
        _to_guest(session, "booking_changed", booking, now, with_calendar="REQUEST")
    if by.actor != "guide":
        _to_guide(session, "guide_booking_changed", booking, now)


def tell_refunded(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell the guest that a payment came too late and goes back."""
    _to_guest(session, "booking_paid_too_late", booking, now)


def tell_paid_wrongly(session: Session, booking: Booking, *, now: dt.datetime) -> None:
    """Tell the guest that they paid another amount than it costs, and that it goes back."""
    _to_guest(session, "booking_paid_wrongly", booking, now)


def tell_of_message(
    session: Session, booking: Booking, message: BookingMessage, *, now: dt.datetime
) -> None:
    """Tell the other side what was written."""
    if message.sender == "guide":
        _to_guest(session, "message_from_guide", booking, now, message=message.text or "")
    else:
        _to_guide(session, "message_from_guest", booking, now, message=message.text or "")


def tell_of_seats(session: Session, entry: WaitingEntry, slot: Slot, *, now: dt.datetime) -> None:
    """Tell somebody who waits that there are seats again, and how to come back to their entry."""
    statement = sa.select(Experience).where(Experience.id == slot.experience_id)
    experience = session.scalars(statement.options(joinedload(Experience.region))).one()
    if entry.email is None:
        return
    values = {
        "experience": title_in(experience, entry.language),
        "when": _clock(slot, experience, entry.language),
        "seats": str(entry.seats),
        "slot": slot.id,
        "entry": entry.id,
        "key": entry.access_key,
    }
    letter = Letter("seats_again", entry.email, entry.language, values, about=entry.id)
    post(session, letter, now=now)


def _to_guest(
    session: Session,
    kind: str,
    booking: Booking,
    now: dt.datetime,
    *,
    with_calendar: str = "",
    **more: str,
) -> None:
    if booking.contact_email is None:
        return
    language = booking.contact_language
    attached = (_calendar(booking, language, with_calendar, now),) if with_calendar else ()
    values = {**_values(booking, language), **more}
    letter = Letter(kind, booking.contact_email, language, values, attached, booking.id)
    post(session, letter, now=now)


def _to_guide(session: Session, kind: str, booking: Booking, now: dt.datetime, **more: str) -> None:
    for account in list_people(session, booking.organisation_id, _KEEPERS):
        values = {**_values(booking, account.language), **more}
        del values["key"]
        language, email = account.language, str(account.email)
        post(session, Letter(kind, email, language, values, about=booking.id), now=now)


def _values(booking: Booking, language: str) -> dict[str, str]:
    return {
        "experience": title_of(booking, language),
        "when": local_time(booking, language),
        "code": booking.code,
        "party": str(len(booking.tickets)),
        "guest": booking.contact_name or "–",
        "total": f"{booking.total_minor} {booking.currency}",
        "refund": f"{booking.refund_minor} {booking.currency}",
        "money_back": _money_back(booking, language),
        "reason": booking.reason or "–",
        "booking": booking.id,
        "key": booking.access_key,
    }


def _money_back(booking: Booking, language: str) -> str:
    if not booking.paid_minor:
        text = _NOTHING_PAID
    elif not booking.refund_minor:
        text = _NOTHING_BACK
    else:
        text = _MONEY_BACK
    sum_back = f"{booking.refund_minor} {booking.currency}"
    return text.render("ja" if language == "ja" else "en", refund=sum_back)


def title_of(booking: Booking, language: str) -> str:
    """Return the experience's title in a language, or the next best one."""
    return title_in(booking.experience, language)


def title_in(experience: Experience, language: str) -> str:
    """Return an experience's title in a language, or the next best one."""
    wanted = [language, *experience.region.languages, *experience.texts]
    found = (experience.texts[tag]["title"] for tag in wanted if tag in experience.texts)
    return next(found, "")


def local_time(booking: Booking, language: str) -> str:
    """Return when it begins, on the clock of the region."""
    return _clock(booking.slot, booking.experience, language)


def _clock(slot: Slot, experience: Experience, language: str) -> str:
    return moment(slot.starts_at, experience)["ja" if language == "ja" else "en"]


def _calendar(booking: Booking, language: str, method: str, now: dt.datetime) -> Attachment:
    event = Event()
    event.add("uid", f"booking-{booking.id}@yorimichi")
    event.add("sequence", booking.version)
    event.add("dtstamp", now)
    event.add("dtstart", booking.slot.starts_at)
    event.add("dtend", booking.slot.ends_at)
    event.add("summary", title_of(booking, language))
    event.add("geo", (booking.experience.lat, booking.experience.lon))
    event.add("description", booking.code)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Yorimichi//booking//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return Attachment("booking.ics", "text/calendar", str(calendar.to_ical(), "utf-8"))
