"""Use cases around itineraries."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from routing.alternatives import Alternative, Character, find_alternatives
from routing.engines.base import Engine
from routing.model import Itinerary, Mode, NoItinerary, StopKind, Trip, Unmet, UnmetReason
from routing.parking.plan import plan_park_and_walk
from routing.planner import plan_itinerary
from routing.solver.stop import StoppingRule
from server.errors import Fault
from server.itineraries.characters import asked_in_character
from server.itineraries.document import Document, plan_document
from server.itineraries.errors import ItineraryNotFound, NoItineraryPossible
from server.itineraries.gathering import gather_spots
from server.itineraries.mapping import TripPlan, build_trip, spot_id_of
from server.itineraries.models import SavedItinerary
from server.itineraries.news import News, closed_by_notice
from server.itineraries.offers import find_offers
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import CheckedRequest, check_request
from server.itineraries.trust import FULL_TRUST, Trust
from server.itineraries.wording import UNMET
from server.regions.networks import NetworkShelf
from server.spots.models import Spot

_PLACES: Final = (StopKind.SPOT, StopKind.EXPERIENCE)


@dataclass(frozen=True, slots=True)
class Streets:
    """What travel times rest on, and whom to name for it.

    Parameters
    ----------
    footpaths
        The region's walking network for trips by car; None where there is none.
    """

    engine: Engine
    attribution: str | None = None
    footpaths: Engine | None = None


def find_footpaths(networks: NetworkShelf, region: str, mode: Mode) -> Engine | None:
    """Return the region's walking network for a trip by car; None on foot and without one."""
    if mode is Mode.WALK or networks.state(region, Mode.WALK).version is None:
        return None
    return networks.engine(region, Mode.WALK)


def plan(
    session: Session,
    asked: ItineraryRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
    trust: Trust = FULL_TRUST,
) -> SavedItinerary:
    """Return the best itinerary found for `asked`, not yet saved.

    Raises
    ------
    Invalid
        If the request cannot be planned as it stands.
    NoItineraryPossible
        If no plan can satisfy it.
    """
    alone = asked.model_copy(update={"alternatives": 0})
    first, *_ = plan_all(session, alone, streets, now=now, stop=stop, trust=trust)
    return first


def plan_all(
    session: Session,
    asked: ItineraryRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
    trust: Trust = FULL_TRUST,
) -> list[SavedItinerary]:
    """Return the best itinerary found, then the alternatives that `asked` wants.

    Raises
    ------
    Invalid
        If the request cannot be planned as it stands.
    NoItineraryPossible
        If no plan can satisfy it.
    """
    checked = check_request(session, asked, streets.engine, now=now)
    checked = replace(checked, news=replace(checked.news, trust=trust))
    if asked.include_experiences:
        checked = replace(checked, offers=find_offers(session, asked, checked.region, now=now))
    planned = build_trip(checked, gather_spots(session, checked))
    answer = _travelled(planned.trip, asked, streets, stop)
    if isinstance(answer, NoItinerary):
        raise NoItineraryPossible([_unmet_fault(u, checked, planned) for u in answer.unmet])
    sources = attribution(checked, planned, streets)

    def document(itinerary: Itinerary, trip: Trip) -> Document:
        kept = plan_document(checked, replace(planned, trip=trip), itinerary, sources)
        return {**kept, "parks": parks(asked, streets)}

    first = new_itinerary(asked, document(answer, planned.trip), now=now)
    others = find_alternatives(
        planned.trip,
        answer,
        lambda trip: _travelled(trip, asked, streets, stop),
        asked.alternatives,
    )
    found = [_alternative(first, o, document(o.itinerary, o.trip), now=now) for o in others]
    if asked.alternatives:
        first.plan |= {
            "character": Character.AS_ASKED,
            "alternatives": [
                _outline(saved, other) for saved, other in zip(found, others, strict=True)
            ],
        }
    return [first, *found]


def _alternative(
    first: SavedItinerary, other: Alternative, document: Document, *, now: dt.datetime
) -> SavedItinerary:
    asked = ItineraryRequest.model_validate(first.request)
    visits = [visit for day in first.plan["days"] for visit in day["visits"]]
    document |= {"character": other.character, "alternative_to": first.id}
    return new_itinerary(asked_in_character(asked, other.character, visits), document, now=now)


def _outline(saved: SavedItinerary, other: Alternative) -> Document:
    """Return what tells an alternative from others at a glance."""
    days = saved.plan["days"]
    visits = [v for day in days for v in day["visits"] if v["kind"] in _PLACES]
    return {
        "id": saved.id,
        "character": other.character,
        "overlap": round(other.overlap, 2),
        "visits": len(visits),
        "visit_s": sum(day["totals"]["visit_s"] for day in days),
        "travel_s": sum(day["totals"]["travel_s"] for day in days),
    }


def new_itinerary(
    asked: ItineraryRequest, document: Document, *, now: dt.datetime
) -> SavedItinerary:
    """Return a plan under an id of its own, not yet saved."""
    return SavedItinerary(
        id=str(uuid.uuid4()),
        region_code=asked.region,
        created_at=now,
        request=asked.model_dump(mode="json"),
        plan=document,
    )


def _travelled(
    trip: Trip, asked: ItineraryRequest, streets: Streets, stop: StoppingRule | None
) -> Itinerary | NoItinerary:
    if parks(asked, streets) and streets.footpaths is not None:
        return plan_park_and_walk(trip, streets.engine, streets.footpaths, stop=stop)
    return plan_itinerary(trip, streets.engine, stop=stop)


def parks(asked: ItineraryRequest, streets: Streets) -> bool:
    """Return whether the car is left to walk, and parking counted."""
    return asked.park_and_walk and asked.mode == Mode.DRIVE and streets.footpaths is not None


def attribution(checked: CheckedRequest, planned: TripPlan, streets: Streets) -> list[str]:
    """Return whom to name for a plan."""
    sources = [spot.attribution for spot in planned.spots.values()]
    ordered = [streets.attribution or "", checked.region.attribution, *sources]
    return list(dict.fromkeys(source for source in ordered if source))


def _unmet_fault(unmet: Unmet, checked: CheckedRequest, planned: TripPlan) -> Fault:
    text = UNMET[unmet.reason]
    if unmet.candidate_id is None:
        day = unmet.day or 0
        return Fault(f"/days/{day}", unmet.reason, text, {"day": day + 1})
    spot = planned.spots[spot_id_of(unmet.candidate_id)]
    pointer = _asked_at(spot.id, checked.asked)
    return unmet_by_news(unmet, spot, checked.news, pointer) or Fault(
        pointer, unmet.reason, text, {"name": spot.names}
    )


def unmet_by_news(unmet: Unmet, spot: Spot, news: News, pointer: str) -> Fault | None:
    """Return the fault for a wanted spot that a notice closes; None where none does."""
    held = news.closing_any_day(spot.id)
    if unmet.reason is not UnmetReason.CLOSED_ON_ALL_DAYS or held is None:
        return None
    return closed_by_notice(spot, held, pointer, unmet.reason)


def _asked_at(spot_id: str, asked: ItineraryRequest) -> str:
    """Return where the request names a spot that must be visited."""
    if spot_id in asked.must_visit:
        return f"/must_visit/{asked.must_visit.index(spot_id)}"
    return f"/locked/{[entry.spot_id for entry in asked.locked].index(spot_id)}"


def save(session: Session, itinerary: SavedItinerary) -> None:
    """Keep `itinerary`."""
    session.add(itinerary)


def get_itinerary(session: Session, itinerary_id: str) -> SavedItinerary:
    """Return a kept itinerary.

    Raises
    ------
    ItineraryNotFound
        If there is none with that id.
    """
    saved = session.get(SavedItinerary, itinerary_id)
    if saved is None:
        raise ItineraryNotFound(itinerary=itinerary_id)
    return saved
