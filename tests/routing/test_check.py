from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import Rule, Verdict, check
from routing.fixes import Fix, FixKind, apply_fix, find_fixes
from routing.model import Itinerary, Limits, Trip
from routing.own_order import OwnTrip, stop_of
from routing.planner import plan_itinerary
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    MINUTE,
    MatrixEngine,
    apart,
    hours,
    make_candidate,
    make_day,
    make_trip,
    noon_lunch,
)
from tests.routing.own_orders import order, own_trip_of, times
from tests.routing.random_trips import Recipe, random_trip

ANY_TRIP = st.builds(
    Recipe,
    spots=st.integers(0, 20),
    hosts=st.integers(0, 5),
    days=st.integers(1, 4),
    required_rate=st.sampled_from([0.0, 0.1]),
    no_way_rate=st.sampled_from([0.0, 0.05]),
    metric=st.booleans(),
)


def judge(trip: OwnTrip, engine: MatrixEngine) -> Verdict:
    return check(trip, times(trip, engine))


def rules(trip: OwnTrip, engine: MatrixEngine) -> list[Rule]:
    return [violation.rule for violation in judge(trip, engine).violations]


def fixes(trip: OwnTrip, engine: MatrixEngine) -> list[Fix | None]:
    return list(find_fixes(trip, judge(trip, engine), times(trip, engine)))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 100_000), ANY_TRIP)
def test_no_plan_of_the_planner_breaks_a_rule_and_its_clock_is_the_plans(
    seed: int, recipe: Recipe
) -> None:
    trip, engine = random_trip(seed, recipe)
    planned = plan_itinerary(trip, engine, stop=MaxIterations(10))
    if not isinstance(planned, Itinerary):
        return
    verdict = judge(own_trip_of(trip, planned), engine)
    assert verdict.violations == ()
    for day, timed in zip(planned.days, verdict.days, strict=True):
        assert [(v.arrive_s, v.begin_s, v.leave_s) for v in day.visits] == [
            (t.arrive_s, t.begin_s, t.leave_s) for t in timed.stops
        ]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000), st.data())
def test_every_fix_ends_its_violation_and_starts_none(seed: int, data: st.DataObject) -> None:
    trip, engine = random_trip(seed, Recipe(spots=8, hosts=2, days=2, metric=True))
    names = data.draw(st.lists(st.sampled_from(trip.candidates), min_size=3, max_size=7))
    own = _shuffled(trip, [c.id for c in names])
    verdict = judge(own, engine)
    before = {violation.place for violation in verdict.violations}
    for violation, fix in zip(verdict.violations, fixes(own, engine), strict=True):
        if fix is not None:
            after = judge(apply_fix(own, fix), engine).violations
            assert {v.place for v in after} <= before
            assert violation not in after


def _shuffled(trip: Trip, names: list[str]) -> OwnTrip:
    known = {c.id: c for c in trip.candidates}
    stops = [stop_of(str(n), known[name], known[name].visit_s) for n, name in enumerate(names)]
    half = len(stops) // 2
    return OwnTrip(trip.days, (tuple(stops[:half]), tuple(stops[half:])), trip.limits)


def test_the_order_is_kept_and_waiting_is_no_fault() -> None:
    trip = make_trip(make_candidate(1), make_candidate(2, windows=((hours(11, 12),),)))
    timed = judge(order(trip, "c2", "c1"), apart(3)).days[0].stops
    assert [t.stop.group for t in timed] == ["c2", "c1"]
    assert timed[0].arrive_s == 9 * HOUR + 10 * MINUTE
    assert timed[0].begin_s == 11 * HOUR
    assert rules(order(trip, "c2", "c1"), apart(3)) == []


def test_a_visit_into_closing_time_is_told_by_how_much_and_shortened() -> None:
    trip = make_trip(make_candidate(1, visit_s=60 * MINUTE, windows=((hours(8, 10),),)))
    own = order(trip, "c1")
    (violation,) = judge(own, apart(2)).violations
    assert (violation.rule, violation.excess) == (Rule.LEAVES_AFTER_CLOSING, 10 * MINUTE)
    (fix,) = fixes(own, apart(2))
    assert fix == Fix(FixKind.START_EARLIER, 0, value=9 * HOUR - 10 * MINUTE)


def test_a_place_that_closes_before_one_comes_changes_places_with_another() -> None:
    trip = make_trip(
        make_candidate(1, visit_s=3 * HOUR), make_candidate(2, windows=((hours(8, 11),),))
    )
    own = order(trip, "c1", "c2")
    (violation,) = judge(own, apart(3)).violations
    assert violation.rule is Rule.CLOSED_AT_ARRIVAL
    assert violation.excess == 80 * MINUTE
    assert fixes(own, apart(3)) == [Fix(FixKind.SWAP, 0, ("0/1", "0/0"))]


def test_a_place_closed_today_goes_to_another_day_or_not_at_all() -> None:
    closed = make_candidate(1, windows=((),))
    assert rules(order(make_trip(closed), "c1"), apart(2)) == [Rule.CLOSED_THAT_DAY]
    assert fixes(order(make_trip(closed), "c1"), apart(2)) == [Fix(FixKind.DROP, 0, ("0/0",))]
    days = (make_day(), make_day())
    open_later = replace(closed, windows=((), (hours(9, 17),)))
    one_day = order(make_trip(open_later, days=days), "c1")
    own = replace(one_day, stops=(*one_day.stops, ()))
    assert fixes(own, apart(2)) == [Fix(FixKind.MOVE_TO_DAY, 1, ("0/0",))]


def test_a_day_that_ends_too_late_leaves_earlier() -> None:
    trip = make_trip(make_candidate(1, visit_s=8 * HOUR))
    own = order(trip, "c1")
    (violation,) = judge(own, apart(2)).violations
    assert (violation.rule, violation.excess) == (Rule.DAY_END_MISSED, 20 * MINUTE)
    assert fixes(own, apart(2)) == [Fix(FixKind.START_EARLIER, 0, value=9 * HOUR - 20 * MINUTE)]


def test_a_forgotten_lunch_is_put_where_it_fits() -> None:
    trip = make_trip(make_candidate(1, visit_s=2 * HOUR), days=[make_day(lunch=noon_lunch())])
    own = order(trip, "c1")
    assert rules(own, apart(2)) == [Rule.LUNCH_MISSED]
    (fix,) = fixes(own, apart(2))
    assert fix is not None
    assert fix.kind is FixKind.ADD_BREAK
    assert rules(apply_fix(own, fix), apart(2)) == []


def test_a_lunch_after_lunch_time_is_named_at_its_stop() -> None:
    trip = make_trip(make_candidate(1, visit_s=5 * HOUR), days=[make_day(lunch=noon_lunch())])
    own = order(trip, "c1", "lunch")
    (violation,) = judge(own, apart(2)).violations
    assert (violation.rule, violation.key) == (Rule.LUNCH_MISSED, "0/1")
    assert violation.excess == 100 * MINUTE


@pytest.mark.parametrize(
    ("limits", "rule", "excess"),
    [
        (Limits(cost_minor=900), Rule.OVER_BUDGET, 100),
        (Limits(visits=1), Rule.TOO_MANY_VISITS, 1),
        (Limits(travel_s=20 * MINUTE), Rule.TOO_MUCH_TRAVEL, 10 * MINUTE),
        (Limits(category_share=0.1), Rule.TOO_MUCH_OF_ONE_KIND, 12 * MINUTE),
    ],
)
def test_every_limit_of_a_trip_or_of_a_day_is_kept(limits: Limits, rule: Rule, excess: int) -> None:
    stops = [make_candidate(n, cost_minor=500, categories=("temple",)) for n in (1, 2)]
    of_trip = order(make_trip(*stops, limits=limits), "c1", "c2")
    of_day = order(make_trip(*stops, days=[make_day(limits=limits)]), "c1", "c2")
    for own in (of_trip, of_day):
        (violation,) = judge(own, apart(3)).violations
        assert (violation.rule, violation.excess) == (rule, excess)
        (fix,) = fixes(own, apart(3))
        assert fix is not None
        assert fix.kind is FixKind.DROP


def test_the_same_place_twice_is_one_too_many() -> None:
    own = order(make_trip(make_candidate(1)), "c1", "c1")
    assert rules(own, apart(2)) == [Rule.DUPLICATE]
    assert fixes(own, apart(2)) == [Fix(FixKind.DROP, 0, ("0/1",))]


def test_a_wished_begin_waits_and_is_late_when_it_cannot_be_kept() -> None:
    own = order(make_trip(make_candidate(1)), "c1")
    stop = own.stops[0][0]
    early = replace(own, stops=((replace(stop, begin_s=10 * HOUR),),))
    assert judge(early, apart(2)).days[0].stops[0].begin_s == 10 * HOUR
    late = replace(own, stops=((replace(stop, begin_s=9 * HOUR),),))
    assert rules(late, apart(2)) == [Rule.BEGINS_LATE]
    assert fixes(late, apart(2)) == [Fix(FixKind.BEGIN_AT, 0, ("0/0",), value=9 * HOUR + 600)]


def test_a_stop_that_no_way_leads_to_is_named() -> None:
    nowhere = apart(2, minutes=float("inf"))
    own = order(make_trip(make_candidate(1)), "c1")
    assert rules(own, nowhere) == [Rule.UNREACHABLE, Rule.UNREACHABLE]
    assert fixes(own, nowhere)[0] == Fix(FixKind.DROP, 0, ("0/0",))
