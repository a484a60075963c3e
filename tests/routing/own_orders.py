"""Plans turned into the tourist's own orders, and orders to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routing.model import Candidate, Itinerary, StopKind, Trip, Visit
from routing.own_order import OwnStop, OwnTrip, Travel, break_of, stop_of, travel_between
from tests.routing.builders import MatrixEngine


def own_trip_of(trip: Trip, itinerary: Itinerary) -> OwnTrip:
    """Return the plan as an order that somebody wrote down."""
    known = {c.id: c for c in trip.candidates}
    stops = tuple(
        tuple(_stops(trip, known, number, day.visits)) for number, day in enumerate(itinerary.days)
    )
    return OwnTrip(trip.days, stops, trip.limits)


def _stops(
    trip: Trip, known: dict[str, Candidate], number: int, visits: Sequence[Visit]
) -> Iterator[OwnStop]:
    here = trip.days[number].start
    for rank, visit in enumerate(visits):
        key, stay_s = f"{number}/{rank}", visit.leave_s - visit.begin_s
        if visit.candidate_id is None:
            where = None if visit.point == here else visit.point
            yield break_of(key, visit.kind, stay_s, len(trip.days), where)
        else:
            yield stop_of(key, known[visit.candidate_id], stay_s)
        here = visit.point


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
