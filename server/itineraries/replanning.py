"""Use case: plan the rest of a kept trip from here and now; what is done stays as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from routing.alternatives import Character, in_character
from routing.errors import UnreachableError
from routing.model import NoItinerary, StopKind, Unmet
from routing.replan import Progress, plan_rest, rest_of
from routing.solver.stop import StoppingRule
from routing.ways import ways_through
from server.errors import Fault, Invalid
from server.itineraries.document import (
    Document,
    day_totals,
    leg_document,
    plan_document,
    wall_clock,
    warning,
)
from server.itineraries.errors import NoItineraryPossible
from server.itineraries.gathering import gather_spots
from server.itineraries.kept import KeptDay, kept_days, point_of, request_of
from server.itineraries.locked import locked_visits
from server.itineraries.mapping import TripPlan, build_trip, spot_id_of
from server.itineraries.models import SavedItinerary
from server.itineraries.progress import (
    Standing,
    as_local,
    done_everywhere,
    progress_of,
    standing,
    without,
)
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.request import DayEnd, DayIn, ItineraryRequest
from server.itineraries.request_check import CheckedRequest
from server.itineraries.service import Streets, attribution, new_itinerary
from server.itineraries.wording import UNMET
from server.regions import service as regions
from server.regions.categories import CATEGORIES
from server.regions.models import Region
from server.spots import service as spots
from server.text import Text
from server.travel.service import off_network_faults

_UNKNOWN_SPOT: Final = Text(
    "There is no spot '{spot}' in this region.", "この地域にスポット「{spot}」はありません。"
)


@dataclass(frozen=True, slots=True)
class Replanning:
    """A kept trip on its way to a new plan."""

    old: SavedItinerary
    region: Region
    asked: ItineraryRequest
    days: tuple[KeptDay, ...]
    body: ReplanRequest
    standing: Standing

    @property
    def zone(self) -> ZoneInfo:
        """The region's clocks."""
        return ZoneInfo(self.region.time_zone)


def replan(
    session: Session,
    old: SavedItinerary,
    body: ReplanRequest,
    streets: Streets,
    *,
    now: dt.datetime,
    stop: StoppingRule | None = None,
) -> SavedItinerary:
    """Return a new plan for the rest of `old`, not yet saved; `old` is left as it is.

    Raises
    ------
    Invalid
        If the trip is over or what is said does not fit it.
    NoItineraryPossible
        If what must be visited cannot be any more.
    """
    case = _read(session, old, body, streets, now)
    checked = _checked(session, case)
    planned = build_trip(checked, gather_spots(session, checked))
    character = Character(old.plan.get("character") or Character.AS_ASKED)
    planned = replace(planned, trip=in_character(planned.trip, character))
    planned = _in_weather(planned, case)
    progress = _progress(case)
    answer = plan_rest(planned.trip, progress, streets.engine, before=_old_order(case), stop=stop)
    if isinstance(answer, NoItinerary):
        raise NoItineraryPossible([_unmet_fault(u, case, planned) for u in answer.unmet])
    planned = replace(planned, trip=rest_of(planned.trip, progress))
    sources = attribution(checked, planned, streets)
    rest = plan_document(checked, planned, answer, sources)
    return new_itinerary(_asked_now(case), _joined(case, rest, streets), now=now)


def _read(
    session: Session,
    old: SavedItinerary,
    body: ReplanRequest,
    streets: Streets,
    now: dt.datetime,
) -> Replanning:
    region = regions.get_region(session, old.region_code)
    asked, days = request_of(old), kept_days(old)
    moment = as_local(body.now or now, ZoneInfo(region.time_zone))
    found, faults = standing(days, body, moment)
    if found is not None and found.free_s is not None:
        faults += off_network_faults(streets.engine, region, [("/at", found.here)])
    kept = {
        spot.id for spot in spots.list_spots(session, body.keep) if spot.region_code == region.code
    }
    faults += [
        Fault(f"/keep/{rank}", "unknown_spot", _UNKNOWN_SPOT, {"spot": key})
        for rank, key in enumerate(body.keep)
        if key not in kept
    ]
    if faults or found is None:
        raise Invalid(faults)
    return Replanning(old, region, asked, days, body, found)


def _checked(session: Session, case: Replanning) -> CheckedRequest:
    """Return the rest of the trip as a request of its own."""
    rest = _rest_request(case)
    named = spots.list_spots(session, {*rest.must_visit, *(e.spot_id for e in rest.locked)})
    known = {spot.id: spot for spot in named}
    agreed = [known.get(entry.spot_id) for entry in rest.locked]
    return CheckedRequest(
        asked=rest,
        region=case.region,
        required=tuple(known.values()),
        locked=locked_visits(rest, agreed, case.zone),
    )


def _rest_request(case: Replanning) -> ItineraryRequest:
    now = _asked_now(case)
    done = done_everywhere(case.days, case.standing)
    gone = {visit["spot_id"] for visit in done if visit["spot_id"]} | case.standing.ahead
    spent = sum(visit["fee_minor"] or 0 for visit in done)
    budget = None if now.budget_minor is None else max(now.budget_minor - spent, 0)
    today = now.days[case.standing.day]
    changed = {
        "days": [_from_here(today, case.standing), *now.days[case.standing.day + 1 :]],
        "must_visit": without(now.must_visit, gone),
        "locked": [entry for entry in now.locked if entry.spot_id not in gone],
        "avoid": [*now.avoid, *sorted(gone - set(now.avoid))],
        "budget_minor": budget,
    }
    return now.model_copy(update=changed)


def _from_here(day: DayIn, standing: Standing) -> DayIn:
    if standing.free_s is None:
        return day
    minutes = standing.free_s // 60
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    start = DayEnd(lat=standing.here.lat, lon=standing.here.lon, time=clock)
    return day.model_copy(update={"start": start})


def _asked_now(case: Replanning) -> ItineraryRequest:
    """Return what is asked for now, of the whole trip: the old wishes with what has changed."""
    asked, body, avoid = case.asked, case.body, case.body.avoid
    changed: dict[str, object] = {
        "must_visit": [*without(asked.must_visit, {*avoid, *body.keep}), *dict.fromkeys(body.keep)],
        "locked": [entry for entry in asked.locked if entry.spot_id not in avoid],
        "avoid": list(dict.fromkeys([*without(asked.avoid, body.keep), *avoid])),
        "pace": body.pace or asked.pace,
        "alternatives": 0,
    }
    if body.end_time:
        days = list(asked.days)
        today = days[case.standing.day]
        end = today.end.model_copy(update={"time": body.end_time})
        days[case.standing.day] = today.model_copy(update={"end": end})
        changed["days"] = days
    return asked.model_copy(update=changed)


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
    day = case.days[case.standing.day]
    travel_s = sum(leg["duration_s"] for leg in _done_legs(case, None))
    newly = case.standing.done[len(day.done) :]
    visits = sum(visit["kind"] in (StopKind.SPOT, StopKind.EXPERIENCE) for visit in newly)
    return progress_of(case.standing, day.frame.start_s, (travel_s, visits), case.body.end_time)


def _old_order(case: Replanning) -> list[list[str]]:
    """Return the old plan's remaining visits as the engine names them."""
    return [
        [
            ("lunch:" if visit["kind"] == StopKind.LUNCH else "") + visit["spot_id"]
            for visit in day.visits
            if visit["spot_id"]
        ]
        for day in case.days[case.standing.day :]
    ]


def _unmet_fault(unmet: Unmet, case: Replanning, planned: TripPlan) -> Fault:
    text = UNMET[unmet.reason]
    if unmet.candidate_id is None:
        day = (unmet.day or 0) + case.standing.day + 1
        return Fault("/end_time" if not unmet.day else "", unmet.reason, text, {"day": day})
    spot = planned.spots[spot_id_of(unmet.candidate_id)]
    keep = case.body.keep
    pointer = f"/keep/{keep.index(spot.id)}" if spot.id in keep else ""
    return Fault(pointer, unmet.reason, text, {"name": spot.names})


def _joined(case: Replanning, rest: Document, streets: Streets) -> Document:
    """Return the new plan: days that are over, today's past and future, days to come."""
    number = case.standing.day
    old = case.old.plan
    today = _today(case, rest["days"][0], streets)
    days = [*old["days"][:number], today, *rest["days"][1:]]
    notes = [*rest["warnings"]]
    if case.body.reason == "rain":
        notes.append(warning("open_air_left_out", values={"day": number + 1}))
    for note in notes:
        if "day" in note["values"] and note["code"] != "open_air_left_out":
            note["values"] = {**note["values"], "day": note["values"]["day"] + number}
    return {
        **rest,
        "character": old.get("character"),
        "days": days,
        "warnings": notes,
        "cost_minor": sum(v["fee_minor"] or 0 for day in days for v in day["visits"]),
        "attribution": list(dict.fromkeys([*rest["attribution"], *old["attribution"]])),
        "replaces": case.old.id,
    }


def _today(case: Replanning, planned: Document, streets: Streets) -> Document:
    if case.standing.free_s is None:
        return planned
    done = list(case.standing.done)
    visits = [*done, *planned["visits"]]
    legs = [*_done_legs(case, streets), *planned["legs"]]
    here = case.standing.here
    day = case.days[case.standing.day]
    return {
        **planned,
        "visits": visits,
        "legs": legs,
        "totals": day_totals(visits, legs),
        "resumed": {
            "after": len(done),
            "time": wall_clock(day.date, case.standing.free_s, case.zone).isoformat(),
            "location": {"lat": here.lat, "lon": here.lon},
        },
    }


def _done_legs(case: Replanning, streets: Streets | None) -> Sequence[Document]:
    """Return the way to each visit that is done: as it was, or straight where one was left out."""
    kept = case.old.plan["days"][case.standing.day]
    places = [visit["arrive"] for visit in kept["visits"]]
    legs, before = [], -1
    for visit in case.standing.done:
        rank = places.index(visit["arrive"])
        leg = kept["legs"][rank]
        if rank > before + 1 and streets is not None:
            leg = _direct(kept["visits"], before, visit, leg, streets, case)
        legs.append(leg)
        before = rank
    return legs


def _direct(
    visits: Sequence[Document],
    before: int,
    visit: Document,
    leg: Document,
    streets: Streets,
    case: Replanning,
) -> Document:
    """Return the way past visits that were left out; the old one where there is none."""
    start = case.days[case.standing.day].frame.start
    origin = start if before < 0 else point_of(visits[before])
    try:
        ways = ways_through([origin, point_of(visit)], streets.engine, case.asked.access_profile)
    except UnreachableError:
        return leg
    return leg_document(ways[0])
