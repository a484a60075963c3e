from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routing.engines.estimate import EstimateEngine
from routing.model import (
    Candidate,
    Itinerary,
    Mode,
    Pace,
    Point,
    Preferences,
    TimeWindow,
    Trip,
    TripDay,
)
from routing.planner import plan_itinerary
from routing.prospects import prizes, prospects_of
from routing.shortlist import GROUP_SIZE, Selection, Wish, near_the_day, shortlist
from routing.solver.objective import prize
from routing.solver.stop import MaxIterations

HOUR = 3600
HOME = Point(35.0, 135.0)
DAY = TripDay(HOME, HOME, 9 * HOUR, 17 * HOUR)
OPEN = (TimeWindow(8 * HOUR, 20 * HOUR),)
M_PER_DEGREE = 111_200


def spot(number: int, north_m: float = 0.0, east_m: float = 0.0, **overrides: Any) -> Candidate:
    place = Point(HOME.lat + north_m / M_PER_DEGREE, HOME.lon + east_m / M_PER_DEGREE)
    plain = Candidate(f"s{number}", place, 1800, (OPEN,), ("temple",))
    return replace(plain, **overrides)


def scattered(count: int, spread_m: float = 3000, seed: int = 0) -> list[Candidate]:
    rng = np.random.default_rng(seed)
    return [
        spot(
            n,
            *rng.uniform(-spread_m, spread_m, 2).tolist(),
            renown=float(rng.random()),
            interest=float(rng.random()),
            categories=(str(rng.choice(["temple", "park", "craft"])),),
        )
        for n in range(count)
    ]


def choose(candidates: list[Candidate], size: int, **about: Any) -> Selection:
    preferences = about.pop("preferences", Preferences())
    wish = Wish(Mode.WALK, (DAY,), size, preferences.lesser_known)
    return shortlist(prospects_of(candidates, preferences), replace(wish, **about))


def test_few_places_are_all_kept() -> None:
    assert choose(scattered(20), 20).kept.tolist() == list(range(20))


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert choose([], 10).kept.tolist() == []


def test_no_more_are_kept_than_asked_for() -> None:
    assert len(choose(scattered(500), 50).kept) == 50


def test_required_places_are_kept_even_when_far_closed_and_worthless() -> None:
    far = spot(500, 50_000, required=True, windows=((),), interest=0.0)
    assert 500 in choose([*scattered(500), far], 30).kept


def test_more_required_places_than_asked_for_are_all_kept() -> None:
    must = [replace(c, required=True) for c in scattered(12)]
    assert len(choose(must, 5).kept) == 12


def test_a_place_that_is_closed_within_the_frame_is_told_closed() -> None:
    evening = spot(1, windows=((TimeWindow(18 * HOUR, 22 * HOUR),),))
    short = spot(2, windows=((TimeWindow(10 * HOUR, 10 * HOUR + 1799),),))
    chosen = choose([spot(0), evening, short], 10)
    assert chosen.kept.tolist() == [0]
    assert chosen.closed.tolist() == [False, True, True]
    assert not chosen.too_far.any()


def test_a_place_beyond_reach_is_told_too_far() -> None:
    chosen = choose([spot(0), spot(1, north_m=40_000)], 10)
    assert chosen.too_far.tolist() == [False, True]
    assert not chosen.closed.any()


def test_a_place_that_opens_too_late_to_come_back_from_is_too_far() -> None:
    late = (TimeWindow(16 * HOUR, 18 * HOUR),)
    near, far = spot(0, windows=(late,)), spot(1, north_m=6000, windows=(late,))
    assert choose([near, far], 10).too_far.tolist() == [False, True]


def test_a_place_open_on_the_second_day_only_is_kept() -> None:
    days = (DAY, DAY)
    second = spot(0, windows=((), OPEN))
    assert choose([second], 10, days=days).kept.tolist() == [0]


def test_a_packed_day_keeps_what_only_a_quick_visit_fits() -> None:
    brief = spot(0, windows=((TimeWindow(10 * HOUR, 10 * HOUR + 1500),),))
    assert choose([brief], 10).closed.tolist() == [True]
    packed = choose([brief], 10, preferences=Preferences(pace=Pace.PACKED))
    assert packed.kept.tolist() == [0]


def test_nothing_that_a_plan_could_contain_is_dropped_for_good() -> None:
    for seed in range(20):
        candidates = scattered(40, 15_000, seed)
        chosen = choose(candidates, 40)
        for n in np.flatnonzero(chosen.closed | chosen.too_far).tolist():
            alone = Trip(Mode.WALK, (DAY,), (candidates[n],))
            plan = plan_itinerary(alone, EstimateEngine(Mode.WALK), stop=MaxIterations(0))
            assert isinstance(plan, Itinerary)
            assert not plan.days[0].visits


def test_the_better_of_two_neighbours_is_kept() -> None:
    poor = [spot(n, 1000, n, interest=0.1) for n in range(50)]
    good = [spot(50 + n, 1000, n, interest=0.9) for n in range(50)]
    assert set(choose(poor + good, 50).kept.tolist()) == set(range(50, 100))


def test_a_street_of_temples_does_not_push_out_the_only_museum() -> None:
    temples = [spot(n, 300 + n, interest=0.6) for n in range(200)]
    museum = spot(200, 400, categories=("museum",), interest=0.5)
    assert 200 in choose([*temples, museum], 40).kept


def test_a_far_town_full_of_sights_is_kept_beside_the_near_ones() -> None:
    near = [spot(n, n, interest=0.3) for n in range(300)]
    far = [spot(300 + n, 7000 + 5 * n, interest=1.0) for n in range(60)]
    assert (choose(near + far, 60).kept >= 300).sum() >= 12


@pytest.mark.parametrize(("wish", "share"), [(0.6, 0.3), (1.0, 0.5)])
def test_lesser_known_places_are_sure_of_their_share(wish: float, share: float) -> None:
    known = [spot(n, n, renown=0.5, interest=1.0) for n in range(300)]
    hidden = [spot(300 + n, 2000 + n, renown=0.1, interest=0.2) for n in range(100)]
    chosen = choose(known + hidden, 100, preferences=Preferences(lesser_known=wish))
    assert (chosen.kept >= 300).sum() >= 100 * share


def test_no_group_takes_the_whole_list() -> None:
    slots = [spot(n, group="one", interest=1.0) for n in range(100)]
    others = [spot(100 + n, 3000 + n, interest=0.1) for n in range(100)]
    kept = choose(slots + others, 50).kept
    assert 0 < (kept < 100).sum() <= GROUP_SIZE
    assert len(kept) == 50


def test_the_same_places_give_the_same_choice_in_any_order() -> None:
    candidates = scattered(400)
    once = {candidates[n].id for n in choose(candidates, 80).kept}
    shuffled = [candidates[n] for n in np.random.default_rng(3).permutation(400)]
    assert {shuffled[n].id for n in choose(shuffled, 80).kept} == once


def test_columns_hold_the_prizes_of_the_objective() -> None:
    liked = Preferences(frozenset({"craft"}), lesser_known=0.7)
    candidates = [replace(c, boost=n / 100) for n, c in enumerate(scattered(50))]
    columns = prospects_of(candidates, liked)
    assert np.rint(columns.prize).tolist() == [prize(c, liked) for c in candidates]
    assert len(prizes(columns.renown, columns.renown, columns.required, 0.0)) == 50


def test_places_to_eat_lie_near_the_day_and_are_spread_over_it() -> None:
    kept = np.array([35.0, 35.1]), np.array([135.0, 135.0])
    lat = np.concatenate((np.full(100, 35.001), np.full(5, 35.102), np.full(50, 36.0)))
    chosen = near_the_day((lat, np.full(155, 135.0)), kept, (DAY,), 20)
    assert len(chosen) == 20
    assert ((chosen >= 100) & (chosen < 105)).any()
    assert (chosen < 105).all()
