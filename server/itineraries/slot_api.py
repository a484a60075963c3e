"""Experiences of a plan over HTTP: what fits, and booking it in place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from server.bookings.api import new_contact
from server.bookings.changes import By
from server.bookings.holding import Wish, get_open_slot, hold
from server.bookings.party import party_of
from server.bookings.payment_door import require_payable
from server.bookings.query import counts_of
from server.bookings.schemas import booking_out
from server.http.access import current_principal
from server.http.contract import Answer, Contract, Reply
from server.http.language import content_languages, message_language
from server.idempotency.once import answered_before, once
from server.itineraries import slot_examples as examples
from server.itineraries.at_hand import streets_of_plan, trust_in, usual_stop
from server.itineraries.change_schemas import PlanChangesOut, plan_changes_out
from server.itineraries.errors import PlanDiffers, SlotOverNight
from server.itineraries.models import SavedItinerary
from server.itineraries.plan_changes import outline_of
from server.itineraries.service import get_itinerary
from server.itineraries.slot_cases import (
    fitting_slots,
    given_up,
    here_by_plan,
    plan_with_slot,
    with_booking,
)
from server.itineraries.slot_schemas import (
    BookedInPlanOut,
    BookingPreviewOut,
    BookInPlanIn,
    FittingQuery,
    FittingSlotsOut,
    SeatsInPlanIn,
    fitting_slots_out,
    visit_names,
)
from server.itineraries.slot_stops import SlotStop, slot_stop
from server.regions import service as regions
from server.services import services

contract = Contract("itinerary experiences")

_HERE: Final = "/v1/itineraries/<identifier:itinerary_id>"
_KEY: Final = {"itinerary_id": examples.ITINERARY_ID}


@contract.operation(
    "GET",
    f"{_HERE}/experiences",
    path_examples=_KEY,
    query=FittingQuery,
    reply=Reply(200, "What can be booked into the plan", FittingSlotsOut, example=examples.FITTING),
    problems=(404, 503),
)
def list_fitting_experiences(itinerary_id: str, query: FittingQuery) -> Answer:
    """List the experiences that a plan could go by.

    Each slot has seats for the whole party and was tried out: you can be there when it begins and
    at the end of your day afterwards, together with all that is booked or locked and must be
    visited. `in_place_of` names what else the plan has at that time. What is past is not listed.
    """
    parts = services()
    with parts.database.reading() as session:
        saved = get_itinerary(session, itinerary_id)
        region = regions.get_region(session, saved.region_code)
        found = fitting_slots(
            session, saved, streets_of_plan(saved), now=parts.now(), limit=query.limit
        )
        languages = content_languages(saved.plan["languages"])
        zone = ZoneInfo(region.time_zone)
        shown = fitting_slots_out(found, saved.id, zone, region.currency, languages)
    return Answer(shown, {"Content-Language": message_language()})


@contract.operation(
    "POST",
    f"{_HERE}/bookings/preview",
    path_examples=_KEY,
    body=SeatsInPlanIn,
    body_examples={"two adults": examples.SEATS_IN_PLAN},
    reply=Reply(
        200, "What would become of the plan", BookingPreviewOut, example=examples.BOOKING_PREVIEW
    ),
    problems=(404, 409, 503),
)
def preview_booking_in_itinerary(itinerary_id: str, body: SeatsInPlanIn) -> Answer:
    """Show what booking would change in the plan: stops that move, go or come, with their times.

    The plan is made as booking makes it, and refused for the same reasons; nothing is held and
    nothing is kept. Booking with `as_shown` brings these stops or is refused with `plan_differs`.
    Their times may differ only while the trip goes on, since the clock does.
    """
    with services().database.reading() as session:
        saved = get_itinerary(session, itinerary_id)
        planned = _planned(session, saved, body)
        changes = _changes(saved, planned)
    here = f"/v1/itineraries/{itinerary_id}"
    shown = BookingPreviewOut(
        **dict(changes),
        shown=outline_of(planned),
        links={"itinerary": here, "book": f"{here}/bookings"},
    )
    return Answer(shown, {"Content-Language": message_language()})


@contract.operation(
    "POST",
    f"{_HERE}/bookings",
    path_examples=_KEY,
    body=BookInPlanIn,
    body_examples={"two adults": examples.BOOK_IN_PLAN},
    reply=Reply(
        201,
        "The hold and the plan that goes by it",
        BookedInPlanOut,
        example=examples.BOOKED_IN_PLAN,
        headers=("Location",),
    ),
    problems=(404, 409, 503),
    idempotent=True,
)
def book_in_itinerary(itinerary_id: str, body: BookInPlanIn) -> Answer:
    """Hold seats in an experience, and let the plan go by it.

    Before anything is held, the plan is made around the slot: where you cannot be there in time, or
    not together with what is booked, locked or must be visited, it is refused with the reason.
    A plan that has the slot already stays as it is but for the booking; else the rest of it is
    chosen anew. `changes` says what became of its stops; a preview says so before, and `as_shown`
    holds the booking to it. The new plan has an address of its own and names the old one in
    `replaces`; hold and plan come into being together or not at all. From then on the plan tells
    what becomes of the booking: held, confirmed, expired, cancelled, moved.
    """
    parts, now = services(), services().now()
    before = answered_before(
        parts.database, body, before_replay=lambda session: get_itinerary(session, itinerary_id)
    )
    if before is not None:
        return before
    with parts.database.reading() as session:
        saved = get_itinerary(session, itinerary_id)
        planned = _planned(session, saved, body)
        if body.as_shown is not None and body.as_shown != outline_of(planned):
            raise PlanDiffers
        changes = _changes(saved, planned)
        dropped = given_up(saved, planned)
        languages = content_languages(saved.plan["languages"])
    wish = _wish(body, planned.id)

    def work(session: Session) -> Answer:
        booking = hold(session, wish, By("held", "guest", wish.account_id), now=now)
        require_payable(booking)
        session.add(with_booking(planned, booking))
        here = f"/v1/itineraries/{planned.id}"
        shown = BookedInPlanOut(
            booking=booking_out(booking, language=message_language(), holds=True),
            itinerary_id=planned.id,
            given_up=[visit_names(visit, languages) for visit in dropped],
            **dict(changes),
            links={
                "itinerary": here,
                "booking": f"/v1/bookings/{booking.id}",
                "replaces": f"/v1/itineraries/{itinerary_id}",
            },
        )
        return Answer(shown, {"Location": here, "Content-Language": message_language()})

    return once(parts.database, body, work, now=now, about=_booking_id)


def _booking_id(answer: Answer) -> str | None:
    """Return with which booking the answer is forgotten: it names the guest."""
    shown = answer.content
    return shown.booking.id if isinstance(shown, BookedInPlanOut) else None


def _changes(before: SavedItinerary, after: SavedItinerary) -> PlanChangesOut:
    languages = content_languages(before.plan["languages"])
    return plan_changes_out(before, after, message_language(), languages)


def _planned(session: Session, saved: SavedItinerary, body: SeatsInPlanIn) -> SavedItinerary:
    now = services().now()
    return plan_with_slot(
        session,
        saved,
        _wanted(session, body),
        here_by_plan(session, saved, now=now, at=body.at),
        streets_of_plan(saved),
        now=now,
        stop=usual_stop(),
        trust=trust_in(session, saved.region_code),
    )


def _wanted(session: Session, body: SeatsInPlanIn) -> SlotStop:
    """Return the slot to plan around, at what the party pays; nothing is taken yet."""
    slot = get_open_slot(session, body.slot_id, now=services().now())
    party = party_of(slot.experience, slot.option, counts_of(body.units))
    stop = slot_stop(slot, slot.experience, ZoneInfo(slot.experience.region.time_zone))
    if stop is None:
        raise SlotOverNight
    return replace(stop, fee_minor=party.total_minor)


def _wish(body: BookInPlanIn, itinerary_id: str) -> Wish:
    return Wish(
        body.slot_id,
        counts_of(body.units),
        new_contact(body.contact),
        account_id=current_principal().account_id,
        itinerary_id=itinerary_id,
        remark=body.remark,
    )
