from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.alternatives import (
    RELAXED_SHARE,
    SAME_DAY,
    Character,
    Plan,
    find_alternatives,
    in_character,
    overlap,
)
from routing.model import Itinerary, NoItinerary, Preferences, Trip
from routing.planner import plan_itinerary
from routing.solver.stop import MaxIterations
from tests.routing.builders import MINUTE, MatrixEngine, apart, make_candidate, make_trip
from tests.routing.oracle import best_prizes
from tests.routing.random_trips import Recipe, random_trip
from tests.routing.verifier import violations


def planner(engine: MatrixEngine, iterations: int = 150) -> Plan:
    def plan(trip: Trip) -> Itinerary | NoItinerary:
        return plan_itinerary(trip, engine, stop=MaxIterations(iterations))

    return plan


def town(seed: int = 3, spots: int = 40) -> Trip:
    """Return a town of large famous and small unknown places."""
    rng = np.random.default_rng(seed)
    return make_trip(
        *(
            make_candidate(
                n + 1,
                visit_s=int(rng.choice([15, 30, 60, 90])) * MINUTE,
                interest=float(rng.random()),
                renown=float(rng.random()),
            )
            for n in range(spots)
        )
    )


def planned(trip: Trip, engine: MatrixEngine) -> Itinerary:
    answer = plan_itinerary(trip, engine, stop=MaxIterations(150))
    assert isinstance(answer, Itinerary)
    return answer


def _visits(itinerary: Itinerary | NoItinerary) -> list[str]:
    assert isinstance(itinerary, Itinerary)
    return [v.candidate_id for day in itinerary.days for v in day.visits if v.candidate_id]


def test_alternatives_differ_from_the_plan_and_from_one_another() -> None:
    counts = []
    for seed in range(6):
        trip, engine = town(seed, 90), apart(91, 8)
        asked = planned(trip, engine)
        found = find_alternatives(trip, asked, planner(engine), 3)
        counts.append(len(found))
        plans = [asked, *(one.itinerary for one in found)]
        for number, one in enumerate(plans):
            for other in plans[:number]:
                assert overlap(one, other, trip) < SAME_DAY
        assert all(one.overlap == overlap(asked, one.itinerary, trip) for one in found)
    assert min(counts) >= 1
    assert sum(counts) >= 2 * len(counts)


def test_each_alternative_is_what_its_name_says() -> None:
    trip, engine = town(), apart(41, 8)
    asked = planned(trip, engine)
    known = {c.id: c for c in trip.candidates}
    kinds = {
        character: planner(engine)(in_character(trip, character, len(_visits(asked))))
        for character in Character
    }
    sights, relaxed, hidden = (
        _visits(kinds[c]) for c in (Character.MOST_SIGHTS, Character.RELAXED, Character.HIDDEN)
    )
    assert len(sights) > len(_visits(asked))
    assert len(relaxed) <= np.ceil(RELAXED_SHARE * len(_visits(asked)))

    def renown(names: list[str]) -> float:
        return float(np.mean([known[name].renown for name in names]))

    assert renown(hidden) < renown(_visits(asked)) - 0.1


def test_each_alternative_is_nearly_the_best_of_its_kind_and_keeps_every_rule() -> None:
    gaps = []
    for seed in range(40):
        trip, engine = random_trip(seed, Recipe(spots=6, hosts=1, required_rate=0.0, metric=True))
        asked = plan_itinerary(trip, engine, stop=MaxIterations(100))
        if not isinstance(asked, Itinerary):
            continue
        for one in find_alternatives(trip, asked, planner(engine), 3):
            assert violations(one.trip, engine, one.itinerary) == []
            best = best_prizes(one.trip, engine)
            if best:
                gaps.append(1 - one.itinerary.score / best)
    assert len(gaps) > 10
    assert sum(gaps) / len(gaps) < 0.02


def test_no_more_are_returned_than_asked_for() -> None:
    trip, engine = town(), apart(41, 8)
    asked = planned(trip, engine)
    assert find_alternatives(trip, asked, planner(engine), 0) == ()
    assert len(find_alternatives(trip, asked, planner(engine), 1)) == 1


def test_the_same_day_under_another_name_is_dropped() -> None:
    trip, engine = make_trip(make_candidate(1)), apart(2)
    assert find_alternatives(trip, planned(trip, engine), planner(engine), 3) == ()


def test_required_places_do_not_make_two_days_alike() -> None:
    required = [make_candidate(n, required=True) for n in (1, 2)]
    trip, engine = make_trip(*required, make_candidate(3), make_candidate(4)), apart(5)
    one = planned(replace(trip, candidates=trip.candidates[:3]), engine)
    other = planned(replace(trip, candidates=(*required, trip.candidates[3])), engine)
    assert overlap(one, other, trip) == 0.0
    assert overlap(one, one, trip) == 1.0


def test_who_asks_for_the_least_known_already_gets_no_plan_of_hidden_places() -> None:
    trip = replace(town(), preferences=Preferences(lesser_known=1.0))
    engine = apart(41, 8)
    found = find_alternatives(trip, planned(trip, engine), planner(engine), 3)
    assert Character.HIDDEN not in {one.character for one in found}
