"""The judge itself: a good plan passes, and each way of spoiling it is noticed."""

from dataclasses import replace

import pytest

from routing.model import DayItinerary, Itinerary, Limits, Trip, Visit
from routing.planner import plan_itinerary
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    MINUTE,
    MatrixEngine,
    apart,
    at,
    hours,
    make_candidate,
    make_day,
    make_host,
    make_trip,
    noon_lunch,
)
from tests.routing.verifier import violations


@pytest.fixture
def planned() -> tuple[Trip, MatrixEngine, Itinerary]:
    spots = [make_candidate(n, windows=((hours(9.5, 16.5),),), cost_minor=100) for n in (1, 2)]
    trip = make_trip(
        *spots, make_host(3), days=(make_day(lunch=noon_lunch()),), limits=Limits(cost_minor=500)
    )
    answer = plan_itinerary(trip, apart(4), stop=MaxIterations(20))
    assert isinstance(answer, Itinerary)
    return trip, apart(4), answer


def _with(plan: Itinerary, place: int, visit: Visit) -> Itinerary:
    day = plan.days[0]
    visits = (*day.visits[:place], visit, *day.visits[place + 1 :])
    return replace(plan, days=(DayItinerary(visits, day.legs),))


def test_a_good_plan_passes(planned: tuple[Trip, MatrixEngine, Itinerary]) -> None:
    trip, engine, plan = planned
    assert len(plan.days[0].visits) == 3
    assert violations(trip, engine, plan) == []


def test_spoiled_visits_are_noticed(planned: tuple[Trip, MatrixEngine, Itinerary]) -> None:
    trip, engine, plan = planned
    for place, visit in enumerate(plan.days[0].visits):
        for spoiled in (
            replace(visit, arrive_s=visit.arrive_s - MINUTE),
            replace(visit, leave_s=visit.leave_s + MINUTE),
            replace(visit, point=at(0)),
            replace(visit, begin_s=visit.begin_s - 9 * HOUR, leave_s=visit.leave_s - 9 * HOUR),
            replace(visit, candidate_id="c1" if visit.candidate_id != "c1" else "c2"),
        ):
            assert violations(trip, engine, _with(plan, place, spoiled)), spoiled


def test_broken_promises_of_the_trip_are_noticed(
    planned: tuple[Trip, MatrixEngine, Itinerary],
) -> None:
    trip, engine, plan = planned
    grouped = tuple(replace(c, group="one") for c in trip.candidates)
    missing = make_candidate(9, required=True)
    for stricter in (
        replace(trip, limits=Limits(cost_minor=100)),
        replace(trip, candidates=grouped),
        replace(trip, candidates=(*trip.candidates, missing)),
        replace(trip, days=(replace(trip.days[0], lunch=None),)),
        replace(trip, days=(replace(trip.days[0], end_s=12 * HOUR),)),
    ):
        assert violations(stricter, engine, plan)
