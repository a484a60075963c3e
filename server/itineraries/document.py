"""A plan as it is kept: complete, in neutral codes, readable without looking anything up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from routing.model import (
    AccessProfile,
    DayItinerary,
    Itinerary,
    Leg,
    Skipped,
    StopKind,
    Visit,
    Why,
    WhyCode,
)
from server.itineraries.mapping import TripPlan, spot_id_of
from server.itineraries.request_check import CheckedRequest
from server.itineraries.slot_stops import slot_id_of, visit_document
from server.itineraries.works import works_passed
from server.spots.models import Spot

Document = dict[str, Any]


def plan_document(
    checked: CheckedRequest, planned: TripPlan, itinerary: Itinerary, attribution: list[str]
) -> Document:
    """Return everything that a reader of the plan is ever shown, as plain JSON values."""
    zone = ZoneInfo(checked.region.time_zone)
    dates = [day.date for day in checked.asked.days]
    days = [
        _day(day, date, zone, checked, planned)
        for day, date in zip(itinerary.days, dates, strict=True)
    ]
    return {
        "score": itinerary.score,
        "currency": checked.region.currency,
        "languages": checked.region.languages,
        "cost_minor": sum(v["fee_minor"] or 0 for day in days for v in day["visits"]),
        "days": days,
        "skipped": _skipped((*planned.left_out, *itinerary.skipped), planned.spots),
        "warnings": list(_warnings(checked, planned, days)),
        "attribution": attribution,
    }


def wall_clock(date: dt.date, second: int, zone: ZoneInfo) -> dt.datetime:
    """Return the moment at which the clocks show `second` seconds since midnight."""
    shown = dt.datetime.combine(date, dt.time()) + dt.timedelta(seconds=second)
    return shown.replace(tzinfo=zone)


def _moment(date: dt.date, second: int, zone: ZoneInfo) -> str:
    return wall_clock(date, second, zone).isoformat(timespec="seconds")


def _day(
    day: DayItinerary,
    date: dt.date,
    zone: ZoneInfo,
    checked: CheckedRequest,
    planned: TripPlan,
) -> Document:
    visits = []
    for visit in day.visits:
        shown = _what(visit, planned, checked.asked.party_size)
        praise = checked.news.praise(shown["spot_id"] or "", date) if shown["spot_id"] else ()
        shown["why"] += [[one.code, one.value] for one in praise]
        shown["arrive"] = _moment(date, visit.arrive_s, zone)
        shown["begin"] = _moment(date, visit.begin_s, zone)
        shown["leave"] = _moment(date, visit.leave_s, zone)
        visits.append(shown)
    legs = [leg_document(leg) for leg in day.legs]
    return {
        "date": date.isoformat(),
        "visits": visits,
        "legs": legs,
        "totals": day_totals(visits, legs),
    }


def _what(visit: Visit, planned: TripPlan, party_size: int) -> Document:
    slot = planned.slots.get(visit.candidate_id or "")
    if slot is not None:
        why = [[one.code, one.value] for one in visit.why]
        return {**visit_document(slot), "wait_s": visit.wait_s, "why": why}
    spot = planned.spots[spot_id_of(visit.candidate_id)] if visit.candidate_id else None
    return {
        "kind": visit.kind,
        "spot_id": spot.id if spot else None,
        "names": spot.names if spot else {},
        "category": spot.categories[0] if spot else None,
        "location": {"lat": visit.point.lat, "lon": visit.point.lon},
        "wait_s": visit.wait_s,
        "locked": visit.candidate_id in planned.locked,
        "renown": spot.renown if spot else None,
        "fee_minor": None
        if spot is None or spot.fee_minor is None
        else spot.fee_minor * party_size,
        "hours_assumed": spot is not None and spot.id in planned.assumed_hours,
        "wheelchair": spot.wheelchair if spot else None,
        "why": [[why.code, why.value] for why in visit.why if _is_known(why, spot)],
    }


def _is_known(why: Why, spot: Spot | None) -> bool:
    """Tell whether a reason holds: of whose renown nobody knows, it is not known to be little."""
    return why.code is not WhyCode.LESSER_KNOWN or spot is None or spot.renown is not None


def leg_document(leg: Leg) -> Document:
    """Return the way from one stop to the next as it is kept."""
    return {
        "mode": leg.mode,
        "distance_m": round(leg.distance_m, 1),
        "duration_s": leg.duration_s,
        "estimated": leg.estimated,
        "streets": list(leg.street_names),
        "geometry": {
            "type": "LineString",
            "coordinates": [[round(lon, 7), round(lat, 7)] for lon, lat in leg.coordinates],
        },
    }


def day_totals(visits: Sequence[Document], legs: Sequence[Document]) -> Document:
    """Return a day in numbers."""
    stays = [
        dt.datetime.fromisoformat(v["leave"]) - dt.datetime.fromisoformat(v["begin"])
        for v in visits
    ]
    return {
        "visit_s": int(sum((stay.total_seconds() for stay in stays), 0.0)),
        "travel_s": sum(leg["duration_s"] for leg in legs),
        "wait_s": sum(visit["wait_s"] for visit in visits),
        "distance_m": round(sum(leg["distance_m"] for leg in legs), 1),
    }


def _skipped(skipped: tuple[Skipped, ...], spots: Mapping[str, Spot]) -> list[Document]:
    return [
        {"spot_id": s.candidate_id, "names": spots[s.candidate_id].names, "reason": s.reason}
        for s in skipped
        if slot_id_of(s.candidate_id) is None
    ]


def warning(code: str, **values: Any) -> Document:
    """Return something that the tourist should know about a plan."""
    return {"code": code, "spot_id": None, "values": {}, **values}


def _warnings(
    checked: CheckedRequest, planned: TripPlan, days: list[Document]
) -> Iterator[Document]:
    if any(leg["estimated"] for day in days for leg in day["legs"]):
        yield warning("estimated_travel_times")
    yield from _experience_warnings(checked, days)
    for number, day in enumerate(days, start=1):
        kinds = [visit["kind"] for visit in day["visits"]]
        if not {StopKind.SPOT, StopKind.EXPERIENCE}.intersection(kinds):
            yield warning("day_without_visits", values={"day": number})
        if planned.trip.days[number - 1].lunch and StopKind.LUNCH not in kinds:
            yield warning("lunch_left_out", values={"day": number})
        for held in works_passed(day, checked.news.works):
            about = {"day": number, "title": held.titles, "notice": held.notice_id}
            yield warning("road_works", values=about)
        for visit in day["visits"]:
            yield from _visit_warnings(checked, visit)


def _experience_warnings(checked: CheckedRequest, days: list[Document]) -> Iterator[Document]:
    if not checked.asked.include_experiences:
        return
    if not checked.offers.exist and not checked.booked:
        yield warning("no_experiences_yet")
    elif all(visit["kind"] != StopKind.EXPERIENCE for day in days for visit in day["visits"]):
        yield warning("no_experience_chosen")


def _visit_warnings(checked: CheckedRequest, visit: Document) -> Iterator[Document]:
    if visit["spot_id"] is None:
        return
    about: dict[str, Any] = {"spot_id": visit["spot_id"], "values": {"name": visit["names"]}}
    if visit["spot_id"] in checked.news.trust.doubted:
        yield warning("facts_unconfirmed", **about)
    if visit["hours_assumed"]:
        yield warning("hours_assumed", **about)
    needs_access = checked.asked.access_profile is AccessProfile.WHEELCHAIR
    if needs_access and visit["wheelchair"] is None:
        yield warning("access_unknown", **about)
    if checked.asked.budget_minor is not None and visit["fee_minor"] is None:
        yield warning("fee_unknown", **about)
