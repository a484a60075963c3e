"""What the API takes and says about experiences in a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field

from server.bookings.schemas import BookingOut, ContactIn, Prose, Units
from server.http.list_query import Limit
from server.http.types import Date, Identifier, LocalDateTime, Model, Position
from server.itineraries.change_schemas import PlanChangesOut
from server.itineraries.document import wall_clock
from server.itineraries.slot_cases import FittingSlot
from server.regions.schemas import localized


class FittingQuery(Model):
    """How many of them."""

    limit: Limit = 50


class InPlaceOfOut(Model):
    """A visit of the present plan."""

    spot_id: str
    name: str


class FittingSlotOut(Model):
    """A slot of an experience that the plan could go by."""

    slot_id: str
    experience_id: str
    option_id: str | None
    name: str
    category: str
    location: Position
    date: Date
    day: int = Field(description="1 is the first day")
    begin: LocalDateTime
    leave: LocalDateTime
    arrive: LocalDateTime = Field(
        description="When you would be there if the day held only what must be"
    )
    fee_minor: int | None = Field(description="If the whole party are adults; null where unknown")
    in_place_of: list[InPlaceOfOut] = Field(description="What the plan has at that time")
    links: dict[str, str]


class FittingSlotsOut(Model):
    """What can be booked into a plan, by time."""

    slots: list[FittingSlotOut]
    currency: str
    links: dict[str, str]


class SeatsInPlanIn(Model):
    """Seats in a slot, and a plan that is to go by it."""

    slot_id: Identifier
    units: Units
    at: Annotated[
        Position | None,
        Field(description="Where you are; null is where the plan has you by its clock"),
    ] = None


class BookInPlanIn(SeatsInPlanIn):
    """Seats to hold in a slot, and a plan that goes by it."""

    contact: ContactIn = ContactIn()
    remark: Prose = ""
    as_shown: Annotated[
        str | None,
        Field(
            max_length=64,
            description="`shown` of the preview: another plan is refused; null takes any",
        ),
    ] = None


class BookingPreviewOut(PlanChangesOut):
    """What booking would make of the plan; nothing is held, and nothing kept."""

    shown: str = Field(
        description="For `as_shown`: the same stops, in the same order, on the same days"
    )
    links: dict[str, str]


class BookedInPlanOut(PlanChangesOut):
    """The hold, and the plan that goes by it."""

    booking: BookingOut
    itinerary_id: str
    given_up: list[InPlaceOfOut] = Field(description="Spots that the plan had and has no more")
    links: dict[str, str]


def fitting_slots_out(
    found: Sequence[FittingSlot],
    itinerary_id: str,
    zone: ZoneInfo,
    currency: str,
    languages: Sequence[str],
) -> FittingSlotsOut:
    """Return the slots with their names in `languages`, on the clock of the region."""
    here = f"/v1/itineraries/{itinerary_id}"
    return FittingSlotsOut(
        slots=[_fitting(one, zone, languages) for one in found],
        currency=currency,
        links={"self": f"{here}/experiences", "itinerary": here, "book": f"{here}/bookings"},
    )


def _fitting(one: FittingSlot, zone: ZoneInfo, languages: Sequence[str]) -> FittingSlotOut:
    stop = one.stop
    begin, leave, arrive = (
        wall_clock(stop.date, second, zone) for second in (stop.begin_s, stop.leave_s, one.arrive_s)
    )
    return FittingSlotOut(
        slot_id=stop.slot_id,
        experience_id=stop.experience_id,
        option_id=stop.option_id,
        name=localized(stop.names, languages),
        category=stop.category,
        location=Position(lat=stop.point.lat, lon=stop.point.lon),
        date=stop.date,
        day=one.day + 1,
        begin=begin,
        leave=leave,
        arrive=arrive,
        fee_minor=stop.fee_minor,
        in_place_of=[visit_names(visit, languages) for visit in one.in_place_of],
        links={"experience": f"/v1/experiences/{stop.experience_id}"},
    )


def visit_names(visit: dict[str, Any], languages: Sequence[str]) -> InPlaceOfOut:
    """Return which spot a kept visit is to."""
    return InPlaceOfOut(spot_id=visit["spot_id"], name=localized(visit["names"], languages))
