"""Use cases: which experiences a kept plan could still go by, and a plan that goes by one."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from routing.model import Itinerary
from routing.solver.stop import MaxIterations, StoppingRule
from server.bookings.models import Booking
from server.errors import Invalid
from server.http.types import Position
from server.itineraries.booked_stops import load_standings
from server.itineraries.errors import SlotInPlan
from server.itineraries.kept import kept_days, request_of
from server.itineraries.models import SavedItinerary
from server.itineraries.progress import as_local, whereabouts
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.replanning import plan_case, plan_required, read_case
from server.itineraries.replanning_case import Replanning
from server.itineraries.rest_request import offers_for_rest
from server.itineraries.service import Streets, new_itinerary
from server.itineraries.slot_stops import Document, SlotStop, is_experience
from server.itineraries.trust import FULL_TRUST, Trust
from server.regions import service as regions

TO_BE_BOOKED: Final = "to-be-booked"
"""Stands for the booking in a plan that is made before its seats are held."""

_QUICK: Final = MaxIterations(1)
"""Whether what must be visited fits is found exactly before the search begins."""


@dataclass(frozen=True, slots=True)
class FittingSlot:
    """A slot that the plan could go by.

    Parameters
    ----------
    day
        Index of the trip day.
    arrive_s
        When one would be there, if the day held only what must be: seconds since midnight.
    in_place_of
        Visits of the present plan that take place at that time.
    """

    stop: SlotStop
    day: int
    arrive_s: int
    in_place_of: tuple[Document, ...]


def here_by_plan(
    session: Session, saved: SavedItinerary, *, now: dt.datetime, at: Position | None = None
) -> ReplanRequest:
    """Return what a tourist would say who wants the rest anew and is where the plan has him."""
    region = regions.get_region(session, saved.region_code)
    moment = as_local(now, ZoneInfo(region.time_zone))
    point = whereabouts(kept_days(saved), moment)
    return ReplanRequest(at=at or Position(lat=point.lat, lon=point.lon))


def fitting_slots(
    session: Session,
    saved: SavedItinerary,
    streets: Streets,
    *,
    now: dt.datetime,
    limit: int,
) -> list[FittingSlot]:
    """Return the slots that a plan could go by, whatever else would have to give way.

    What is booked or locked and what must be visited stays; each of the slots was tried out.
    Nothing fits into a trip that is over.

    Raises
    ------
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    try:
        case = _case(session, saved, here_by_plan(session, saved, now=now), streets, now=now)
    except Invalid:
        return []
    offered = offers_for_rest(session, case, now=now).chosen
    found = (_fitting(session, case, stop, streets) for stop in offered)
    fitting = sorted((f for f in found if f), key=lambda f: (f.day, f.stop.begin_s, f.stop.slot_id))
    return fitting[:limit]


def _case(
    session: Session,
    saved: SavedItinerary,
    body: ReplanRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    trust: Trust = FULL_TRUST,
) -> Replanning:
    try:
        return read_case(session, saved, body, streets, now=now, trust=trust)
    except Invalid as refusal:
        # Nobody has sent a moment here.
        faults = [
            replace(f, pointer="" if f.pointer == "/now" else f.pointer) for f in refusal.faults
        ]
        raise Invalid(faults) from refusal


def _fitting(
    session: Session, case: Replanning, stop: SlotStop, streets: Streets
) -> FittingSlot | None:
    answer = plan_required(session, replace(case, added=stop), streets, stop=_QUICK)
    if not isinstance(answer, Itinerary):
        return None
    for number, day in enumerate(answer.days, start=case.standing.day):
        for visit in day.visits:
            if visit.candidate_id == stop.candidate_id:
                given_up = tuple(_at_that_time(case, number, stop))
                return FittingSlot(stop, number, visit.arrive_s, given_up)
    return None


def _at_that_time(case: Replanning, number: int, stop: SlotStop) -> Iterator[Document]:
    for visit in case.days[number].visits:
        begin, leave = (dt.datetime.fromisoformat(visit[key]) for key in ("begin", "leave"))
        begin_s, leave_s = (m.hour * 3600 + m.minute * 60 + m.second for m in (begin, leave))
        if begin_s < stop.leave_s and stop.begin_s < leave_s and visit["spot_id"]:
            yield visit


def plan_with_slot(
    session: Session,
    saved: SavedItinerary,
    slot: SlotStop,
    body: ReplanRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
    trust: Trust = FULL_TRUST,
) -> SavedItinerary:
    """Return a plan that goes by a slot, which is not held yet; `saved` is left as it is.

    Where the plan has the slot already, nothing else changes. Else what is left of it is planned
    anew around the slot.

    Raises
    ------
    SlotInPlan
        If the plan has seats in that slot.
    Invalid
        If the trip is over.
    NoItineraryPossible
        If one cannot be there in time, or not together with what is booked, locked or must be.
    """
    standing = load_standings(session, saved, now=now).get(slot.slot_id)
    if standing is not None and standing.is_booked:
        raise SlotInPlan
    wanted = replace(slot, booking_id=TO_BE_BOOKED)
    if standing is not None and standing.stop.booking_id is None:
        return _as_offered(saved, wanted, now=now)
    case = _case(session, saved, body, streets, now=now, trust=trust)
    return plan_case(session, replace(case, added=wanted), streets, now=now, stop=stop)


def _as_offered(saved: SavedItinerary, wanted: SlotStop, *, now: dt.datetime) -> SavedItinerary:
    plan = copy.deepcopy(saved.plan)
    for visit in _experiences(plan):
        if visit["slot_id"] == wanted.slot_id:
            visit |= {"booking_id": TO_BE_BOOKED, "locked": True}
    plan |= {"replaces": saved.id, "alternatives": [], "alternative_to": None}
    return new_itinerary(request_of(saved), plan, now=now)


def with_booking(planned: SavedItinerary, booking: Booking) -> SavedItinerary:
    """Return a plan, not saved yet, with the booking that holds its seats."""
    for visit in _experiences(planned.plan):
        if visit["booking_id"] == TO_BE_BOOKED:
            visit |= {"booking_id": booking.id, "fee_minor": booking.total_minor}
    visits = [visit for day in planned.plan["days"] for visit in day["visits"]]
    paid = [*visits, *planned.plan.get("done_ahead", ())]
    planned.plan["cost_minor"] = sum(visit["fee_minor"] or 0 for visit in paid)
    return planned


def _experiences(plan: Document) -> list[Document]:
    return [v for day in plan["days"] for v in day["visits"] if is_experience(v)]


def given_up(before: SavedItinerary, after: SavedItinerary) -> list[Document]:
    """Return the spots that a plan visited and the one after it does not."""

    def visits(saved: SavedItinerary) -> Sequence[Document]:
        return [v for day in saved.plan["days"] for v in day["visits"] if v["spot_id"]]

    left = {visit["spot_id"] for visit in visits(after)}
    return [visit for visit in visits(before) if visit["spot_id"] not in left]
