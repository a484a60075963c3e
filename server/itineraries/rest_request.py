"""What is left of a trip, as a request of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.itineraries.locked import LockedVisit, day_of, locked_visits
from server.itineraries.news import closed_by_notice
from server.itineraries.offers import find_offers
from server.itineraries.progress import without
from server.itineraries.replanning_case import Replanning
from server.itineraries.request import DayEnd, DayIn, ItineraryRequest
from server.itineraries.request_check import CheckedRequest
from server.itineraries.slot_stops import NO_OFFERS, Offers
from server.spots import service as spots
from server.spots.records import ClockInterval
from server.text import Text

_AGREED_TOO_LATE: Final = Text(
    "'{name}' is agreed for {time}, after the new end of the day; avoid it or end later.",
    "「{name}」のお約束は {time} で、新しい終わりの時刻より後です。"
    "avoid に入れるか、終わりの時刻を延ばしてください。",
)


def offers_for_rest(session: Session, case: Replanning, *, now: dt.datetime) -> Offers:
    """Return the slots that could be booked for what is left of a trip."""
    known = case.experiences_known
    return find_offers(session, rest_request(case), case.region, now=now, without=known)


def checked_rest(session: Session, case: Replanning, offers: Offers = NO_OFFERS) -> CheckedRequest:
    """Return the rest of the trip as a request of its own, which may take in `offers`.

    Raises
    ------
    Invalid
        If what is agreed lies after the new end of the day, or where notices close it then.
    """
    rest = rest_request(case)
    named = spots.list_spots(session, {*rest.must_visit, *(e.spot_id for e in rest.locked)})
    known = {spot.id: spot for spot in named}
    late = [e for e in rest.locked if day_of(e.begin.astimezone(case.zone), rest.days) is None]
    if late:
        raise Invalid(
            [
                Fault(
                    "/end_time",
                    "locked_after_the_end",
                    _AGREED_TOO_LATE,
                    {
                        "name": known[e.spot_id].names,
                        "time": f"{e.begin.astimezone(case.zone):%H:%M}",
                    },
                )
                for e in late
                if e.spot_id in known
            ]
        )
    agreed = [known.get(entry.spot_id) for entry in rest.locked]
    return CheckedRequest(
        asked=rest,
        region=case.region,
        required=tuple(known.values()),
        locked=_still_possible(locked_visits(rest, agreed, case.zone), rest, case),
        news=replace(
            case.news, dates=tuple(day.date for day in rest.days), chosen=case.chosen_spots
        ),
        booked=case.booked,
        offers=offers,
    )


def _still_possible(
    agreed: tuple[LockedVisit, ...], rest: ItineraryRequest, case: Replanning
) -> tuple[LockedVisit, ...]:
    """Return the agreed visits.

    Raises
    ------
    Invalid
        If notices close any of them at its time: to leave it out is for the tourist to decide.
    """
    faults = []
    for visit in agreed:
        then = ClockInterval(visit.begin_s, visit.leave_s)
        held = case.news.closing(visit.spot.id, rest.days[visit.day].date, then)
        if held is not None:
            faults.append(closed_by_notice(visit.spot, held, "/avoid", "locked_while_closed"))
    if faults:
        raise Invalid(faults)
    return agreed


def rest_request(case: Replanning) -> ItineraryRequest:
    """Return what is asked for of what is left: from here on, without what is done."""
    now, gone = asked_now(case), case.gone
    budget = None if now.budget_minor is None else max(now.budget_minor - case.spent_minor, 0)
    today = now.days[case.standing.day]
    changed = {
        "days": [_from_here(today, case), *now.days[case.standing.day + 1 :]],
        "must_visit": without(now.must_visit, gone),
        "locked": [entry for entry in now.locked if entry.spot_id not in gone],
        "avoid": [*now.avoid, *sorted(gone - set(now.avoid))],
        "budget_minor": budget,
    }
    return now.model_copy(update=changed)


def _from_here(day: DayIn, case: Replanning) -> DayIn:
    if case.free_s is None:
        return day
    minutes = case.free_s // 60
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    start = DayEnd(lat=case.start.lat, lon=case.start.lon, time=clock)
    return day.model_copy(update={"start": start})


def asked_now(case: Replanning) -> ItineraryRequest:
    """Return what is asked for now, of the whole trip: the old wishes with what has changed."""
    asked, body = case.asked, case.body
    avoid = [*body.avoid, *([case.standing.closed] if case.standing.closed else [])]
    changed: dict[str, object] = {
        "must_visit": [*without(asked.must_visit, {*avoid, *body.keep}), *dict.fromkeys(body.keep)],
        "locked": [e for e in asked.locked if e.spot_id not in {*avoid, *case.missed}],
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
