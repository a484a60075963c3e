"""A plan as iCalendar (RFC 5545): one event per stop."""

from __future__ import annotations

import datetime as dt
from typing import Final

from icalendar import Calendar, Event, vText

from routing.model import StopKind
from server.bookings.models import State
from server.itineraries.schemas import ItineraryOut, VisitOut

_SURE: Final = (State.CONFIRMED, State.REDEEMED)


def to_ics(itinerary: ItineraryOut) -> str:
    """Return the plan as a calendar that can be imported or subscribed to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Yorimichi//itinerary//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for number, day in enumerate(itinerary.days):
        for order, visit in enumerate(day.visits):
            calendar.add_component(_event(itinerary, visit, f"{number}-{order}"))
    return str(calendar.to_ical(), "utf-8")


def _status(visit: VisitOut) -> str:
    """Return how sure an experience is, in the calendar's words."""
    if visit.locked and visit.booking is not None:
        return "CONFIRMED" if visit.booking.status in _SURE else "TENTATIVE"
    return "TENTATIVE" if visit.bookable else "CANCELLED"


def _event(itinerary: ItineraryOut, visit: VisitOut, order: str) -> Event:
    event = Event()
    event.add("uid", f"{itinerary.id}-{order}@yorimichi")
    event.add("dtstamp", itinerary.created_at.astimezone(dt.UTC))
    event.add("dtstart", visit.begin.astimezone(dt.UTC))
    event.add("dtend", visit.leave.astimezone(dt.UTC))
    event.add("summary", visit.name)
    event.add("geo", (visit.location.lat, visit.location.lon))
    event.add("location", f"{visit.location.lat}, {visit.location.lon}")
    if visit.kind is StopKind.EXPERIENCE:
        event.add("status", _status(visit))
    event.add("description", "; ".join([*visit.why, *itinerary.attribution]))
    if visit.category:
        event["categories"] = vText(visit.category)
    return event
