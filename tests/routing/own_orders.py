"""Plans turned into the tourist's own orders, and orders to begin with."""

from __future__ import annotations

from routing.model import Candidate, Itinerary, StopKind, Trip, Visit
from routing.own_order import OwnStop, OwnTrip, Travel, break_of, stop_of, travel_between
from tests.routing.builders import MatrixEngine


def own_trip_of(trip: Trip, itinerary: Itinerary) -> OwnTrip:
    """Return the plan as an order that somebody wrote down."""
    known = {c.id: c for c in trip.candidates}
    stops = tuple(
        tuple(_stop(trip, known, visit, f"{d}/{n}") for n, visit in enumerate(day.visits))
        for d, day in enumerate(itinerary.days)
    )
    return OwnTrip(trip.days, stops, trip.limits)


def _stop(trip: Trip, known: dict[str, Candidate], visit: Visit, key: str) -> OwnStop:
    stay_s = visit.leave_s - visit.begin_s
    if visit.candidate_id is None:
        return break_of(key, visit.kind, stay_s, len(trip.days), visit.point)
    return stop_of(key, known[visit.candidate_id], stay_s)


def order(trip: Trip, *names: str) -> OwnTrip:
    """Return candidates of a one-day trip in the order named; `lunch` is one where one is."""
    known = {c.id: c for c in trip.candidates}
    stops = [
        break_of(f"0/{n}", StopKind.LUNCH, 3600, 1, None)
        if name == "lunch"
        else stop_of(f"0/{n}", known[name], known[name].visit_s)
        for n, name in enumerate(names)
    ]
    return OwnTrip(trip.days, (tuple(stops),), trip.limits)


def times(trip: OwnTrip, engine: MatrixEngine) -> Travel:
    return travel_between(trip.points(), engine)
