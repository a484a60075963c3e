import math
from collections.abc import Sequence
from typing import Any

import pytest

from routing.errors import OutsideNetworkError
from routing.model import (
    Candidate,
    DayItinerary,
    Itinerary,
    Limits,
    Mode,
    NoItinerary,
    Pace,
    Preferences,
    Skipped,
    SkipReason,
    StopKind,
    TimeWindow,
    Trip,
    Unmet,
    UnmetReason,
    Why,
    WhyCode,
)
from routing.planner import plan_itinerary
from routing.solver.stop import MaxIterations
from tests.routing.builders import (
    HOUR,
    MINUTE,
    MatrixEngine,
    apart,
    at,
    engine,
    hours,
    make_candidate,
    make_day,
    make_host,
    make_trip,
    noon_lunch,
)
from tests.routing.verifier import violations

NEVER: tuple[tuple[TimeWindow, ...], ...] = ((),)


def plan(trip: Trip, source: MatrixEngine) -> Itinerary:
    answer = plan_itinerary(trip, source, stop=MaxIterations(60))
    assert isinstance(answer, Itinerary)
    assert violations(trip, source, answer) == []
    return answer


def refusal(trip: Trip, source: MatrixEngine) -> Sequence[Unmet]:
    answer = plan_itinerary(trip, source, stop=MaxIterations(60))
    assert isinstance(answer, NoItinerary)
    return answer.unmet


def names(day: DayItinerary) -> list[str | None]:
    return [visit.candidate_id for visit in day.visits]


# --- the frame ---


def test_a_day_without_candidates_is_the_way_from_start_to_end() -> None:
    day = plan(make_trip(days=(make_day(end=at(1)),)), apart(2)).days[0]
    assert day.visits == ()
    assert [leg.duration_s for leg in day.legs] == [600]


def test_a_day_that_goes_nowhere_asks_for_no_way() -> None:
    source = apart(1)
    (leg,) = plan(make_trip(), source).days[0].legs
    assert (leg.duration_s, leg.distance_m, len(leg.coordinates)) == (0, 0.0, 2)
    assert source.asked_legs == []


def test_legs_are_asked_for_the_chosen_order_only() -> None:
    source = apart(6)
    closed = [make_candidate(n, windows=NEVER) for n in range(2, 6)]
    plan(make_trip(make_candidate(1), *closed), source)
    assert source.asked_legs == [(0, 1), (1, 0)]


def test_legs_without_a_way_are_estimates_where_the_others_are() -> None:
    source = apart(2)
    source.estimated = True
    day = plan(make_trip(make_candidate(1), days=(make_day(lunch=noon_lunch()),)), source).days[0]
    assert all(leg.estimated for leg in day.legs)


def test_candidates_at_the_same_place_are_different_stops() -> None:
    twins = make_candidate(1, id="hall"), make_candidate(1, id="garden")
    assert set(names(plan(make_trip(*twins), apart(2)).days[0])) == {"hall", "garden"}


def test_several_days_share_the_candidates() -> None:
    days = (make_day(end_s=13 * HOUR), make_day(end_s=13 * HOUR))
    long = [make_candidate(n, days=2, visit_s=3 * HOUR) for n in (1, 2)]
    answer = plan(make_trip(*long, days=days), apart(3))
    assert sorted(len(day.visits) for day in answer.days) == [1, 1]


def test_the_pace_scales_the_visits() -> None:
    stays = []
    for pace in (Pace.PACKED, Pace.NORMAL, Pace.RELAXED):
        trip = make_trip(make_candidate(1, visit_s=HOUR), preferences=Preferences(pace=pace))
        (visit,) = plan(trip, apart(2)).days[0].visits
        stays.append((visit.leave_s - visit.begin_s) // MINUTE)
    assert stays == [48, 60, 75]


def test_the_default_search_needs_no_rule() -> None:
    assert isinstance(plan_itinerary(make_trip(make_candidate(1)), apart(2)), Itinerary)


def test_contradictory_trips_are_refused() -> None:
    with pytest.raises(ValueError, match="engine"):
        plan_itinerary(make_trip(mode=Mode.DRIVE), apart(1))
    with pytest.raises(ValueError, match="at least one day"):
        plan_itinerary(Trip(Mode.WALK, (), ()), apart(1))
    with pytest.raises(ValueError, match="unique"):
        plan_itinerary(make_trip(make_candidate(1), make_candidate(1)), apart(2))
    with pytest.raises(ValueError, match="windows"):
        plan_itinerary(make_trip(make_candidate(1, days=2)), apart(2))


def test_a_start_or_end_off_the_network_is_named_with_its_distance() -> None:
    days = (make_day(), make_day(end=at(1)))
    source = apart(2)
    source.off_network = frozenset({1})
    with pytest.raises(OutsideNetworkError) as caught:
        plan_itinerary(make_trip(days=days), source)
    assert caught.value.distances_m == {3: 5000.0}


# --- what is worth most ---


def test_the_score_is_the_sum_of_the_prizes() -> None:
    answer = plan(make_trip(make_candidate(1), make_candidate(2, interest=1.0)), apart(3))
    assert answer.score == 52 + 100


def _crowd() -> list[Candidate]:
    return [make_candidate(n, visit_s=HOUR, renown=n / 20) for n in range(1, 21)]


def test_the_wish_for_lesser_known_places_lowers_the_mean_renown() -> None:
    means = []
    for wish in (0.0, 0.5, 1.0):
        trip = make_trip(*_crowd(), preferences=Preferences(lesser_known=wish))
        visited = names(plan(trip, apart(21)).days[0])
        renown = {c.id: c.renown for c in trip.candidates}
        means.append(sum(renown[name] for name in visited if name) / len(visited))
    assert means[0] > means[1] >= means[2]
    assert means[0] > 0.8
    assert means[2] < 0.25


def test_a_liked_category_is_preferred() -> None:
    crafts = [make_candidate(n, visit_s=HOUR, categories=("craft",)) for n in range(1, 9)]
    parks = [make_candidate(n, visit_s=HOUR, categories=("park",)) for n in range(9, 17)]
    wish = Preferences(categories=frozenset({"craft"}))
    visited = plan(make_trip(*parks, *crafts, preferences=wish), apart(17)).days[0].visits
    assert len(visited) >= 5
    assert all(Why(WhyCode.MATCHES_CATEGORY, "craft") in visit.why for visit in visited)


def test_one_of_a_group_is_visited_and_the_others_are_not_called_skipped() -> None:
    slots = [make_candidate(n, group="tour", interest=n / 3) for n in (1, 2, 3)]
    answer = plan(make_trip(*slots), apart(4))
    assert names(answer.days[0]) == ["c3"]
    assert answer.skipped == ()


# --- lunch ---


def test_lunch_is_taken_in_place_where_no_place_to_eat_is() -> None:
    trip = make_trip(days=(make_day(lunch=noon_lunch()),))
    (lunch,) = plan(trip, apart(1)).days[0].visits
    assert (lunch.kind, lunch.candidate_id, lunch.point) == (StopKind.LUNCH, None, at(0))
    assert lunch.why == (Why(WhyCode.LUNCH_TIME),)
    assert (lunch.begin_s, lunch.wait_s) == (round(11.5 * HOUR), round(2.5 * HOUR))


def test_a_place_to_eat_hosts_lunch_for_as_long_as_lunch_lasts() -> None:
    host = make_host(1, visit_s=5 * MINUTE)
    trip = make_trip(
        host,
        make_host(2, interest=0.1),
        days=(make_day(lunch=noon_lunch(45)),),
        preferences=Preferences(pace=Pace.RELAXED),
    )
    answer = plan(trip, apart(3))
    (lunch,) = answer.days[0].visits
    assert (lunch.candidate_id, lunch.leave_s - lunch.begin_s) == ("c1", 45 * MINUTE)
    assert answer.skipped == ()


@pytest.mark.parametrize(
    "overrides", [{"windows": NEVER}, {"windows": ((hours(17, 22),),)}, {"cost_minor": 2000}]
)
def test_a_place_to_eat_that_is_closed_or_too_expensive_hosts_no_lunch(
    overrides: dict[str, object],
) -> None:
    trip = make_trip(
        make_host(1, **overrides),
        days=(make_day(lunch=noon_lunch()),),
        limits=Limits(cost_minor=1000),
    )
    assert names(plan(trip, apart(2)).days[0]) == [None]


def test_a_detour_for_lunch_gives_way_to_better_visits() -> None:
    far = engine([[0, 10, 150], [10, 0, 150], [150, 150, 0]])
    sights = [make_candidate(1, id=f"s{n}", visit_s=HOUR, interest=1.0) for n in range(6)]
    trip = make_trip(*sights, make_host(2), days=(make_day(lunch=noon_lunch()),))
    assert None in names(plan(trip, far).days[0])


def test_places_to_eat_are_not_visited_without_a_lunch() -> None:
    assert names(plan(make_trip(make_host(1)), apart(2)).days[0]) == []


def test_a_lunch_that_does_not_fit_into_the_day_is_left_out() -> None:
    late = make_day(start_s=14 * HOUR, end_s=18 * HOUR, lunch=noon_lunch())
    assert names(plan(make_trip(make_candidate(1), days=(late,)), apart(2)).days[0]) == ["c1"]


def test_lunch_is_taken_at_the_end_where_the_way_leaves_no_other_place() -> None:
    morning = make_day(end=at(1), end_s=round(12.5 * HOUR), lunch=noon_lunch())
    (lunch,) = plan(make_trip(days=(morning,)), apart(2, minutes=30)).days[0].visits
    assert (lunch.candidate_id, lunch.point) == (None, at(1))


# --- why not ---


def skips(*candidates: Candidate, source: MatrixEngine, **overrides: Any) -> Sequence[Skipped]:
    return plan(make_trip(*candidates, **overrides), source).skipped


def test_skipped_because_closed() -> None:
    closed = make_candidate(1, windows=NEVER)
    evening = make_candidate(2, windows=((hours(18, 22),),))
    short = make_candidate(3, windows=((hours(10, 10.25),),))
    reasons = {s.reason for s in skips(closed, evening, short, source=apart(4))}
    assert reasons == {SkipReason.CLOSED_THAT_DAY}


def test_skipped_because_too_far() -> None:
    no_way = engine([[0, 300, 10], [300, 0, 10], [math.inf, math.inf, 0]])
    assert skips(make_candidate(1), make_candidate(2), source=no_way) == (
        Skipped("c1", SkipReason.TOO_FAR),
        Skipped("c2", SkipReason.TOO_FAR),
    )


def test_skipped_because_no_time_is_left() -> None:
    long = [make_candidate(n, visit_s=5 * HOUR, interest=n / 2) for n in (1, 2)]
    assert skips(*long, source=apart(3)) == (Skipped("c1", SkipReason.NO_TIME_LEFT),)


def test_skipped_because_over_budget() -> None:
    paid = [make_candidate(n, cost_minor=600, interest=n / 2) for n in (1, 2)]
    luxury = make_candidate(3, cost_minor=5000)
    assert skips(*paid, luxury, source=apart(4), limits=Limits(cost_minor=1000)) == (
        Skipped("c1", SkipReason.OVER_BUDGET),
        Skipped("c3", SkipReason.OVER_BUDGET),
    )


def test_skipped_because_outside_the_network() -> None:
    source = apart(3)
    source.off_network = frozenset({2})
    far_host = make_host(2, id="inn")
    assert skips(make_candidate(1), make_candidate(2), far_host, source=source) == (
        Skipped("c2", SkipReason.OUTSIDE_NETWORK),
    )


# --- why no plan ---


def test_unmet_because_closed_on_all_days() -> None:
    closed = make_candidate(1, windows=NEVER, required=True)
    assert refusal(make_trip(closed), apart(2)) == (Unmet(UnmetReason.CLOSED_ON_ALL_DAYS, "c1"),)


def test_unmet_because_not_reachable_in_time() -> None:
    early = make_candidate(1, windows=((hours(8, 9.6),),), required=True)
    assert refusal(make_trip(early), apart(2)) == (Unmet(UnmetReason.NOT_REACHABLE_IN_TIME, "c1"),)


def test_unmet_because_impossible_together_names_only_those_in_conflict() -> None:
    slot = ((hours(10, 10.6),),)
    rivals = [make_candidate(n, windows=slot, required=True) for n in (1, 2)]
    bystander = make_candidate(3, required=True)
    assert refusal(make_trip(rivals[0], bystander, rivals[1]), apart(4)) == (
        Unmet(UnmetReason.TOGETHER_IMPOSSIBLE, "c1"),
        Unmet(UnmetReason.TOGETHER_IMPOSSIBLE, "c2"),
    )


def test_unmet_because_two_of_one_group_are_required() -> None:
    slots = [make_candidate(n, group="tour", required=True) for n in (1, 2)]
    unmet = refusal(make_trip(*slots), apart(3))
    assert {u.reason for u in unmet} == {UnmetReason.TOGETHER_IMPOSSIBLE}


def test_unmet_because_over_budget_alone_or_together() -> None:
    paid = [make_candidate(n, cost_minor=600, required=True) for n in (1, 2)]
    free = make_candidate(3, required=True)
    assert refusal(make_trip(*paid, free, limits=Limits(cost_minor=500)), apart(4)) == (
        Unmet(UnmetReason.OVER_BUDGET, "c1"),
        Unmet(UnmetReason.OVER_BUDGET, "c2"),
    )
    assert refusal(make_trip(*paid, free, limits=Limits(cost_minor=1000)), apart(4)) == (
        Unmet(UnmetReason.OVER_BUDGET, "c1"),
        Unmet(UnmetReason.OVER_BUDGET, "c2"),
    )


def test_unmet_because_outside_the_network_and_everything_else_at_once() -> None:
    source = apart(3)
    source.off_network = frozenset({2})
    closed = make_candidate(1, windows=NEVER, required=True)
    assert refusal(make_trip(make_candidate(2, required=True), closed), source) == (
        Unmet(UnmetReason.CLOSED_ON_ALL_DAYS, "c1"),
        Unmet(UnmetReason.OUTSIDE_NETWORK, "c2"),
    )


def test_unmet_because_the_end_is_not_reachable_names_the_day() -> None:
    days = (make_day(), make_day(end=at(1)))
    assert refusal(make_trip(days=days), engine([[0, 500], [500, 0]])) == (
        Unmet(UnmetReason.END_NOT_REACHABLE, day=1),
    )


def test_required_stops_are_visited_whatever_else_is_worth_more() -> None:
    dull = make_candidate(1, visit_s=4 * HOUR, interest=0.0, renown=0.0, required=True)
    bright = [make_candidate(n, visit_s=HOUR, interest=1.0) for n in range(2, 10)]
    (day,) = plan(make_trip(*bright, dull), apart(10)).days
    visit = next(v for v in day.visits if v.candidate_id == "c1")
    assert visit.why[0] == Why(WhyCode.REQUIRED)


def variety_named(*categories: str) -> list[str | None]:
    """Return the categories that a day praises as a change; it visits one spot of each given."""
    spots = [make_candidate(k, categories=(c,)) for k, c in enumerate(categories, 1)]
    wish = Preferences(diversity=0.5)
    found = plan(make_trip(*spots, preferences=wish), apart(len(spots) + 1))
    why = [w for visit in found.days[0].visits for w in visit.why]
    return [w.value for w in why if w.code is WhyCode.VARIETY]


def test_a_visit_is_a_change_only_from_others_that_repeat_each_other() -> None:
    assert variety_named("temple", "craft", "temple") == ["craft"]
    assert variety_named("temple", "craft", "park") == []
    assert variety_named("temple", "temple") == []
