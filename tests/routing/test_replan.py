from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.model import Itinerary, Limits, Point, StopKind, Trip, UnmetReason
from routing.planner import plan_itinerary
from routing.replan import Progress, plan_rest, rest_of, still_to_come
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    apart,
    at,
    engine,
    hours,
    make_candidate,
    make_day,
    make_trip,
)
from tests.routing.random_trips import Recipe, random_trip
from tests.routing.verifier import violations

FEW = MaxIterations(15)
RECIPES = st.builds(
    Recipe,
    spots=st.integers(3, 15),
    hosts=st.integers(0, 3),
    days=st.integers(1, 3),
    required_rate=st.sampled_from([0.0, 0.1]),
    no_way_rate=st.just(0.0),
    metric=st.just(True),
)


def _half_way(trip: Trip, planned: Itinerary, day: int) -> tuple[Progress, set[str]]:
    """Stop behind the first half of a day's visits."""
    visits = planned.days[day].visits
    lived = visits[: len(visits) // 2]
    earlier = [v for d in planned.days[:day] for v in d.visits]
    done = {v.candidate_id for v in (*earlier, *lived) if v.candidate_id}
    progress = Progress(
        day=day,
        here=lived[-1].point if lived else trip.days[day].start,
        now_s=lived[-1].leave_s if lived else trip.days[day].start_s,
        done=frozenset(done),
        breaks=frozenset(v.kind for v in lived) & {StopKind.LUNCH, StopKind.REST},
    )
    return progress, done


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000), RECIPES, st.integers(0, 2))
def test_the_rest_keeps_every_rule_and_visits_nothing_again(
    seed: int, recipe: Recipe, day: int
) -> None:
    trip, engine = random_trip(seed, recipe)
    planned = plan_itinerary(trip, engine, stop=FEW)
    if not isinstance(planned, Itinerary):
        return
    progress, done = _half_way(trip, planned, min(day, len(trip.days) - 1))
    before = [[v.candidate_id for v in d.visits if v.candidate_id] for d in planned.days]
    rest = rest_of(trip, progress)
    answer = plan_rest(trip, progress, engine, before=before, stop=FEW)
    assert isinstance(answer, Itinerary), "what is left of the old plan is possible"
    assert violations(rest, engine, answer) == []
    assert not {v.candidate_id for d in answer.days for v in d.visits} & done
    required = {c.id for c in trip.candidates if c.required} - done
    assert required <= {v.candidate_id for d in answer.days for v in d.visits}


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000), RECIPES)
def test_an_old_day_that_still_holds_gives_way_only_to_one_that_is_worth_more(
    seed: int, recipe: Recipe
) -> None:
    trip, engine = random_trip(seed, recipe)
    planned = plan_itinerary(trip, engine, stop=FEW)
    if not isinstance(planned, Itinerary):
        return
    before = [[v.candidate_id for v in d.visits if v.candidate_id] for d in planned.days]
    morning = Progress(0, trip.days[0].start, trip.days[0].start_s)
    answer = plan_rest(trip, morning, engine, before=before, stop=MaxIterations(300))
    assert isinstance(answer, Itinerary)
    assert violations(trip, engine, answer) == []
    again = [[v.candidate_id for v in d.visits if v.candidate_id] for d in answer.days]
    assert again == before or answer.score > planned.score


def test_a_shorter_way_alone_is_no_reason_to_turn_an_old_day_round() -> None:
    road = engine([[10 * abs(a - b) for b in range(4)] for a in range(4)])
    trip = make_trip(make_candidate(1), make_candidate(2), make_candidate(3))
    morning = Progress(0, trip.days[0].start, trip.days[0].start_s)
    to_and_fro = [["c2", "c1", "c3"]]
    answer = plan_rest(trip, morning, road, before=to_and_fro)
    assert isinstance(answer, Itinerary)
    assert [[v.candidate_id for v in d.visits] for d in answer.days] == to_and_fro
    fresh = plan_itinerary(trip, road, warm_start=to_and_fro)
    assert isinstance(fresh, Itinerary)
    assert [[v.candidate_id for v in d.visits] for d in fresh.days] != to_and_fro
    assert fresh.score == answer.score


def test_what_is_paid_walked_and_visited_is_gone_from_the_limits() -> None:
    limits = Limits(cost_minor=1000, visits=4, travel_s=3600)
    trip = make_trip(
        make_candidate(1, cost_minor=700),
        make_candidate(2),
        limits=limits,
        days=[make_day(limits=limits)],
    )
    progress = Progress(0, at(1), 10 * HOUR, frozenset({"c1"}), travel_s=600, visits=1)
    rest = rest_of(trip, progress)
    assert rest.limits.cost_minor == 300
    assert (rest.days[0].limits.visits, rest.days[0].limits.travel_s) == (3, 3000)
    assert [c.id for c in rest.candidates] == ["c2"]


def test_a_visited_member_exhausts_its_group() -> None:
    trip = make_trip(make_candidate(1, group="a"), make_candidate(2, group="a"), make_candidate(3))
    rest = rest_of(trip, Progress(0, at(1), 10 * HOUR, frozenset({"c1"})))
    assert [c.id for c in rest.candidates] == ["c3"]


def test_the_rest_begins_here_and_now_and_may_end_earlier() -> None:
    trip = make_trip(make_candidate(1), days=[make_day(), make_day()])
    trip = replace(
        trip, candidates=tuple(replace(c, windows=(*c.windows, ())) for c in trip.candidates)
    )
    rest = rest_of(trip, Progress(0, at(5), 11 * HOUR, end_s=15 * HOUR))
    assert (rest.days[0].start, rest.days[0].start_s, rest.days[0].end_s) == (
        Point(5.0, 0.0),
        11 * HOUR,
        15 * HOUR,
    )
    assert rest.days[1] == make_day()


def test_a_required_place_that_is_closed_by_now_is_named() -> None:
    closing = make_candidate(1, required=True, windows=((hours(9, 11),),))
    trip = make_trip(closing, make_candidate(2))
    answer = plan_rest(trip, Progress(0, at(0), 12 * HOUR), apart(3))
    assert not isinstance(answer, Itinerary)
    assert [(u.candidate_id, u.reason) for u in answer.unmet] == [
        ("c1", UnmetReason.CLOSED_ON_ALL_DAYS)
    ]


def test_the_old_order_is_what_the_new_search_begins_with() -> None:
    progress = Progress(1, at(0), 0, frozenset({"b"}))
    assert still_to_come([["a"], ["b", "c", "gone"], ["d"]], progress, {"c", "d"}) == [["c"], ["d"]]
