"""Use case: plan the rest of a kept trip from here and now; what is done stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from routing.alternatives import Character, in_character
from routing.model import AccessProfile, Itinerary, NoItinerary, StopKind, Trip, Unmet
from routing.parking.plan import plan_park_and_walk
from routing.replan import Progress, plan_rest, rest_of, still_to_come
from routing.solver.stop import StoppingRule
from server.errors import Fault, Invalid
from server.itineraries.booked_stops import load_standings
from server.itineraries.characters import with_agreed_stays
from server.itineraries.document import Document, plan_document
from server.itineraries.errors import NoFootpaths, NoItineraryPossible
from server.itineraries.gathering import gather_spots
from server.itineraries.kept import kept_days, key_of, parks, request_of, visits_of
from server.itineraries.mapping import TripPlan, build_trip, spot_id_of
from server.itineraries.models import SavedItinerary
from server.itineraries.news import load_news
from server.itineraries.outing import Walker, left_of_outing, ways_back
from server.itineraries.progress import as_local, standing
from server.itineraries.rejoining import done_legs, joined
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.replanning_case import Replanning
from server.itineraries.request import ItineraryRequest
from server.itineraries.request_check import clock_s
from server.itineraries.rest_request import asked_now, checked_rest, offers_for_rest
from server.itineraries.service import Streets, attribution, new_itinerary, unmet_by_news
from server.itineraries.slot_faults import unmet_slot
from server.itineraries.slot_stops import NO_OFFERS, is_experience
from server.itineraries.trust import FULL_TRUST, Trust
from server.itineraries.wording import UNMET
from server.regions import service as regions
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots import service as spots
from server.spots.models import Spot
from server.text import Text
from server.travel.service import off_network_faults

_UNKNOWN_SPOT: Final = Text(
    "There is no spot '{spot}' in this region.", "この地域にスポット「{spot}」はありません。"
)
_NOT_ACCESSIBLE: Final = Text(
    "'{name}' is known not to be accessible by wheelchair.",
    "「{name}」は車椅子では利用できないことが分かっています。",
)
_END_TOO_FAR: Final = Text(
    "From where you are, the end of day {day} cannot be reached in time; give a later end_time.",
    "今いる場所からは、{day} 日目の終わりの場所に時間内に着けません。end_time を遅くしてください。",
)
_PLACES: Final = (StopKind.SPOT, StopKind.EXPERIENCE)
_BEFORE: Final = {StopKind.LUNCH: "lunch:", StopKind.EXPERIENCE: "slot:"}
"""What the engine's name of a visit begins with."""


def replan(
    session: Session,
    old: SavedItinerary,
    body: ReplanRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
    trust: Trust = FULL_TRUST,
) -> SavedItinerary:
    """Return a new plan for the rest of `old`, not yet saved; `old` is left as it is.

    Raises
    ------
    Invalid
        If the trip is over or what is said does not fit it.
    NoItineraryPossible
        If what must be visited cannot be any more.
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    case = read_case(session, old, body, streets, now=now, trust=trust)
    return plan_case(session, case, streets, now=now, stop=stop)


def plan_case(
    session: Session,
    case: Replanning,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
) -> SavedItinerary:
    """Return a new plan for what is left of a trip, not yet saved.

    Raises
    ------
    NoItineraryPossible
        If what must be visited cannot be any more.
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    refusal: NoItineraryPossible | None = None
    wants_offers = case.asked.include_experiences
    offers = offers_for_rest(session, case, now=now) if wants_offers else NO_OFFERS
    for attempt in _attempts(session, case, streets):
        checked = checked_rest(session, attempt, offers)
        planned = _in_weather(build_trip(checked, gather_spots(session, checked)), attempt)
        planned = replace(planned, trip=_in_its_character(planned.trip, attempt))
        progress = _progress(attempt)
        answer = _plan(planned.trip, progress, attempt, streets, stop)
        if isinstance(answer, Itinerary):
            planned = replace(planned, trip=rest_of(planned.trip, progress))
            rest = plan_document(checked, planned, answer, attribution(checked, planned, streets))
            kept = joined(attempt, rest, streets)
            return new_itinerary(asked_now(attempt), kept, now=now)
        faults = [_unmet_fault(u, attempt, planned) for u in answer.unmet]
        refusal = NoItineraryPossible(faults)
    raise refusal or NoFootpaths


def plan_required(
    session: Session,
    case: Replanning,
    streets: Streets,
    *,
    stop: StoppingRule,
) -> Itinerary | NoItinerary:
    """Plan what is left of a trip with nothing but what it must go by."""
    answer: Itinerary | NoItinerary = NoItinerary(())
    for attempt in _attempts(session, case, streets):
        checked = checked_rest(session, attempt)
        planned = build_trip(checked, checked.required)
        answer = _plan(planned.trip, _progress(attempt), attempt, streets, stop)
        if isinstance(answer, Itinerary):
            return answer
    return answer


def _attempts(session: Session, case: Replanning, streets: Streets) -> Iterator[Replanning]:
    """Yield the case with each way back to the car; as it is where the car is not left."""
    if case.standing.car is None:
        yield case
        return
    day = case.days[case.standing.day]
    named = {visit["spot_id"] for visit in day.visits if visit["spot_id"]}
    known = {spot.id: spot for spot in spots.list_spots(session, named)}
    walker = Walker(case.asked, case.region, day, case.standing, known, case.news)
    left = [visit for visit in left_of_outing(walker) if _is_still_wanted(visit, case, known)]
    for back in ways_back(walker, left, streets):
        yield replace(case, back=back)


def _is_still_wanted(visit: Document, case: Replanning, known: dict[str, Spot]) -> bool:
    if visit["kind"] == StopKind.LUNCH and case.standing.had_lunch:
        return False
    if is_experience(visit):
        return visit["slot_id"] in {stop.slot_id for stop in case.booked}
    if visit["spot_id"] is None:
        return True
    gone = {*case.body.avoid, *case.standing.ahead_ids, case.standing.closed}
    wet = case.body.reason == "rain" and CATEGORIES[visit["category"]].open_air
    return visit["spot_id"] in known and visit["spot_id"] not in gone and not wet


def _plan(
    trip: Trip, progress: Progress, case: Replanning, streets: Streets, stop: StoppingRule | None
) -> Itinerary | NoItinerary:
    before = _old_order(case)
    if not parks(case.old):
        return plan_rest(trip, progress, streets.engine, before=before, stop=stop)
    if streets.footpaths is None:
        raise NoFootpaths
    rest = rest_of(trip, progress)
    old = still_to_come(before, progress, {candidate.id for candidate in rest.candidates})
    return plan_park_and_walk(rest, streets.engine, streets.footpaths, stop=stop, before=old)


def read_case(
    session: Session,
    old: SavedItinerary,
    body: ReplanRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    trust: Trust = FULL_TRUST,
) -> Replanning:
    """Return what is known of a trip that is to be planned anew.

    Raises
    ------
    Invalid
        If the trip is over or what is said does not fit it.
    NoFootpaths
        If the car is left to walk in a region that has no footpaths any more.
    """
    region = regions.get_region(session, old.region_code)
    days = kept_days(old)
    asked = with_agreed_stays(request_of(old), visits_of(days))
    moment = as_local(body.now or now, ZoneInfo(region.time_zone))
    found, faults = standing(days, body, moment)
    if found is not None and found.free_s is not None:
        faults += off_network_faults(streets.engine, region, [("/at", found.here)])
    faults += _keep_faults(session, body, region, asked)
    if faults or found is None:
        raise Invalid(faults)
    if parks(old) and streets.footpaths is None:
        raise NoFootpaths
    news = load_news(session, region, [day.date for day in days])
    standings = load_standings(session, old, now=now)
    news = replace(news, trust=trust)
    case = Replanning(old, region, asked, days, body, found, news=news, standings=standings)
    return replace(case, missed=frozenset(_missed(case)))


def _keep_faults(
    session: Session, body: ReplanRequest, region: Region, asked: ItineraryRequest
) -> Iterator[Fault]:
    known = {s.id: s for s in spots.list_spots(session, body.keep) if s.region_code == region.code}
    for rank, key in enumerate(body.keep):
        if key not in known:
            yield Fault(f"/keep/{rank}", "unknown_spot", _UNKNOWN_SPOT, {"spot": key})
        elif asked.access_profile is AccessProfile.WHEELCHAIR and known[key].wheelchair is False:
            values: dict[str, object] = {"name": known[key].names}
            yield Fault(f"/keep/{rank}", "not_accessible", _NOT_ACCESSIBLE, values)


def _missed(case: Replanning) -> Iterator[str]:
    """Yield the agreed visits of the day that goes on whose time has passed without them."""
    gone, free_s = case.gone, case.free_s
    for entry in case.asked.locked:
        begin = entry.begin.astimezone(case.zone)
        is_today = begin.date() == case.days[case.standing.day].date
        late = free_s is not None and is_today and clock_s(f"{begin:%H:%M}") < free_s // 60 * 60
        if late and entry.spot_id not in gone:
            yield entry.spot_id


def _in_its_character(trip: Trip, case: Replanning) -> Trip:
    """Return the trip as the old plan's character has it, with no more visits where relaxed."""
    character = case.character
    if character is None:
        return trip
    trip = in_character(trip, character)
    if character is not Character.RELAXED:
        return trip
    done = case.gone
    left = [v for d in case.days[case.standing.day :] for v in d.visits if v["kind"] in _PLACES]
    count = sum(key_of(visit) not in done for visit in left)
    required = sum(candidate.required for candidate in trip.candidates)
    return replace(trip, limits=replace(trip.limits, visits=max(count, required, 1)))


def _in_weather(planned: TripPlan, case: Replanning) -> TripPlan:
    """Return the trip without open-air places on the day that goes on, if it rains."""
    if case.body.reason != "rain":
        return planned
    dry = [
        c
        if c.required or not CATEGORIES[c.categories[0]].open_air
        else replace(c, windows=((), *c.windows[1:]))
        for c in planned.trip.candidates
    ]
    left = tuple(c for c in dry if any(c.windows))
    return replace(planned, trip=replace(planned.trip, candidates=left))


def _progress(case: Replanning) -> Progress:
    """Return how far the trip has come as the engine takes it, the day that goes on its first."""
    legs = (*done_legs(case, None), *(case.back.legs if case.back else ()))
    kinds = [StopKind(visit["kind"]) for visit in case.done_today]
    eaten = {StopKind.LUNCH} if case.standing.had_lunch else set()
    frame = case.days[case.standing.day].frame
    return Progress(
        day=0,
        here=case.start,
        now_s=frame.start_s if case.free_s is None else case.free_s,
        breaks=frozenset({*kinds, *eaten} & {StopKind.LUNCH, StopKind.REST}),
        end_s=clock_s(case.body.end_time) if case.body.end_time else None,
        travel_s=sum(leg["duration_s"] for leg in legs),
        visits=sum(kind in _PLACES for kind in kinds),
    )


def _old_order(case: Replanning) -> list[list[str]]:
    """Return the old plan's remaining visits as the engine names them."""
    return [
        [
            _BEFORE.get(visit["kind"], "") + str(key_of(visit))
            for visit in day.visits
            if key_of(visit)
        ]
        for day in case.days[case.standing.day :]
    ]


def _unmet_fault(unmet: Unmet, case: Replanning, planned: TripPlan) -> Fault:
    text = UNMET[unmet.reason]
    if unmet.candidate_id is None:
        day = (unmet.day or 0) + case.standing.day + 1
        is_today = not unmet.day and case.free_s is not None
        told, pointer = (_END_TOO_FAR, "/end_time") if is_today else (text, "")
        return Fault(pointer, unmet.reason, told, {"day": day})
    if unmet.candidate_id in planned.slots:
        slot = planned.slots[unmet.candidate_id]
        return unmet_slot(unmet, slot, "/slot_id" if slot is case.added else "")
    spot = planned.spots[spot_id_of(unmet.candidate_id)]
    keep = case.body.keep
    pointer = f"/keep/{keep.index(spot.id)}" if spot.id in keep else ""
    news = replace(case.news, dates=case.news.dates[case.standing.day :])
    return unmet_by_news(unmet, spot, news, pointer) or Fault(
        pointer, unmet.reason, text, {"name": spot.names}
    )
