"""Which slots of experiences can be booked for a trip, and which of them are looked at closely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from routing.geodesy import great_circle_m
from routing.model import AccessProfile, Point
from server.bookings.of_slots import lapsed_seats
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot
from server.experiences.vacancies import is_bookable
from server.experiences.visibility import is_public
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import clock_s
from server.itineraries.slot_stops import Offers, SlotStop, for_party, slot_stop
from server.regions.models import Region

MOST_SEEN: Final = 2000
"""How many slots are read at most, the earliest first."""
MOST_OFFERED: Final = 60
"""Among how many of them a plan chooses; each is one more place in its matrix."""


def find_offers(
    session: Session,
    asked: ItineraryRequest,
    region: Region,
    *,
    now: dt.datetime,
    without: Collection[str] = (),
) -> Offers:
    """Return the slots within the days' frames in which the whole party finds a place.

    Parameters
    ----------
    without
        Ids of experiences or slots that are passed over, beside those to avoid.
    """
    passed_over = {*without, *asked.avoid}
    found = [
        stop
        for stop in _bookable(session, asked, region, now)
        if not passed_over.intersection((stop.slot_id, stop.experience_id))
        and not (asked.access_profile is AccessProfile.WHEELCHAIR and stop.wheelchair is False)
        and _lies_in_frame(stop, asked)
    ]
    return Offers(tuple(_worth_a_look(found, asked)), bool(found))


def find_slots(
    session: Session, slot_ids: Collection[str], region: Region, party_size: int
) -> dict[str, SlotStop]:
    """Return those of the slots that the region's published experiences have, by id.

    Whether seats are free is not looked at: who names one may hold some of them.
    """
    if not slot_ids:
        return {}
    statement = _published(region).where(Slot.id.in_(slot_ids), Slot.status != "cancelled")
    return {stop.slot_id: stop for stop in _stops(session, statement, region, party_size)}


def _bookable(
    session: Session, asked: ItineraryRequest, region: Region, now: dt.datetime
) -> Iterator[SlotStop]:
    party = asked.party_size
    statement = (
        _published(region)
        .where(
            Experience.min_party <= party,
            Experience.max_party >= party,
            ExperienceOption.retired_at.is_(None),
            Slot.local_date.in_([day.date for day in asked.days]),
            is_bookable(lapsed_seats, now, party),
        )
        .limit(MOST_SEEN)
    )
    return _stops(session, statement, region, party)


def _published(region: Region) -> sa.Select[Slot]:
    return (
        sa.select(Slot)
        .join(Slot.experience)
        .join(Slot.option)
        .where(
            Experience.region_code == region.code,
            is_public(),
        )
        .options(contains_eager(Slot.experience), contains_eager(Slot.option))
        .order_by(Slot.starts_at, Slot.id)
    )


def _stops(
    session: Session, statement: sa.Select[Slot], region: Region, party: int
) -> Iterator[SlotStop]:
    zone = ZoneInfo(region.time_zone)
    for slot in session.scalars(statement).unique():
        stop = slot_stop(slot, slot.experience, zone)
        if stop is not None:
            yield for_party(stop, slot.option, party)


def _lies_in_frame(stop: SlotStop, asked: ItineraryRequest) -> bool:
    return any(
        day.date == stop.date
        and clock_s(day.start.time) <= stop.begin_s
        and stop.leave_s <= clock_s(day.end.time)
        for day in asked.days
    )


def _worth_a_look(found: Sequence[SlotStop], asked: ItineraryRequest) -> Iterator[SlotStop]:
    """Yield all slots of an experience, then of the next one, as long as there is room."""
    slots: dict[str, list[SlotStop]] = {}
    for stop in found:
        slots.setdefault(stop.experience_id, []).append(stop)
    room = MOST_OFFERED
    for own in sorted(slots.values(), key=lambda own: _rank(own[0], asked)):
        if len(own) <= room:
            room -= len(own)
            yield from own


def _rank(stop: SlotStop, asked: ItineraryRequest) -> tuple[bool, float, str]:
    ends = [Point(end.lat, end.lon) for day in asked.days for end in (day.start, day.end)]
    metres = min(
        float(great_circle_m(end.lat, end.lon, stop.point.lat, stop.point.lon)) for end in ends
    )
    unliked = bool(asked.categories) and stop.category not in asked.categories
    return unliked, metres, stop.experience_id
