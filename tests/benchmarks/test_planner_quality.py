"""How the planner's quality is measured: feasible answers, honest gaps, certificates that hold."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from benchmarks.planner_certificates import (
    Certificate,
    certificates_of,
    keep_certificates,
    read_certificates,
)
from benchmarks.planner_gaps import GOALS, Goal, gaps_of, measured
from benchmarks.planner_own_search import Rest, own_search
from benchmarks.planner_quality import chosen
from benchmarks.planner_rounds import CONTESTANTS, contestant, is_installed, judged
from benchmarks.published_cases import CaseName, read_case
from benchmarks.published_verifier import verified_value
from tests.benchmarks.builders import make_answer, make_case, make_random_case, make_reference

A, B, TRIP = CaseName("toptw", "a", 1), CaseName("toptw", "b", 2), CaseName("ttdp", "t", 1)
KNOWN = {A: make_reference(100, 100), B: make_reference(200, 190), TRIP: make_reference(50)}


@pytest.mark.parametrize("solver", CONTESTANTS)
@pytest.mark.filterwarnings("ignore:builtin type [sS]wig:DeprecationWarning")
def test_every_solver_keeps_the_rules_where_hours_differ_between_tours(solver: str) -> None:
    if not is_installed(solver):
        pytest.skip(f"{solver} is not installed")
    for seed in range(8):
        case = make_random_case(seed)
        assert verified_value(case, contestant(solver)(case, 0.03, seed)) > 0


@pytest.mark.parametrize("solver", CONTESTANTS)
@pytest.mark.filterwarnings("ignore:builtin type [sS]wig:DeprecationWarning")
def test_every_solver_takes_all_when_there_is_time_for_all(solver: str) -> None:
    if not is_installed(solver):
        pytest.skip(f"{solver} is not installed")
    case = make_case([10, 20, -10, -20], tours=2, prizes=[4, 4, 4, 4])
    assert verified_value(case, contestant(solver)(case, 0.05, 1)) == 16


def test_the_own_search_finds_the_best_of_a_choice() -> None:
    case = make_case([45, -45, 5], prizes=[5, 4, 1], closes=100)
    assert sorted(own_search(case, 0.05, 0)[0]) == [1, 3]


def test_preparing_a_search_counts_into_its_budget() -> None:
    ticks = count(start=8.0, step=1.0)
    watch = Rest(begun=0.0, seconds=10.0, clock=lambda: next(ticks)).start()
    assert watch(5) == pytest.approx(0.5)
    assert watch(9) == pytest.approx(1.0)


def test_a_budget_that_is_used_up_ends_the_search_at_once() -> None:
    assert Rest(begun=0.0, seconds=1.0, clock=lambda: 5.0).start()(0) == 1.0


def test_a_broken_answer_is_worth_nothing() -> None:
    value, broken = judged(make_case([10]), [[1, 1]])
    assert value == 0
    assert "twice" in broken


def test_a_gap_is_the_mean_over_seeds_of_one_solver_and_budget() -> None:
    answers = [
        make_answer(A, 100),
        make_answer(A, 90, seed=1),
        make_answer(A, 10, solver="peer"),
        make_answer(A, 10, budget_s=1.0),
    ]
    assert gaps_of(answers, KNOWN, "ours", 0.3) == {A: pytest.approx(5.0)}


def test_a_broken_answer_costs_the_whole_gap() -> None:
    answers = [make_answer(A, 0, broken="late"), make_answer(A, 100, seed=1)]
    assert gaps_of(answers, KNOWN, "ours", 0.3) == {A: pytest.approx(50.0)}


def test_goals_look_at_their_own_suite_and_its_worst_case() -> None:
    answers = [make_answer(A, 99), make_answer(B, 194), make_answer(TRIP, 1)]
    mean, worst = (Goal("toptw", 0.3, worst=worst, wanted=1.0) for worst in (False, True))
    assert measured(mean, answers, KNOWN) == pytest.approx(2.0)
    assert measured(worst, answers, KNOWN) == pytest.approx(3.0)


def test_a_goal_is_not_measured_on_some_of_the_cases() -> None:
    assert all(measured(goal, [make_answer(A, 100)], KNOWN) is None for goal in GOALS)


def test_cases_are_chosen_by_their_name_or_suite() -> None:
    assert list(chosen(KNOWN, ["toptw"])) == [A, B]
    assert list(chosen(KNOWN, ["t-1", "b-2"])) == [B, TRIP]
    assert list(chosen(KNOWN, [])) == [A, B, TRIP]
    with pytest.raises(ValueError, match="no such case or suite: c-1"):
        chosen(KNOWN, ["c-1", "b-2"])


def test_only_more_than_the_best_known_and_published_makes_a_certificate() -> None:
    answers = [make_answer(A, 100), make_answer(B, 195), make_answer(TRIP, 51)]
    assert certificates_of(answers, KNOWN) == []
    answers += [make_answer(B, 201), make_answer(B, 203), make_answer(A, 105, solver="peer")]
    (found,) = certificates_of(answers, KNOWN)
    assert found == Certificate("toptw", "b", 2, 203, 200, 190, ((1, 2),))


def test_a_kept_certificate_only_gives_way_to_a_better_one(tmp_path: Path) -> None:
    first, worse, better = (
        Certificate("toptw", "b", 2, value, 200, 190, ((1,), (2, value)))
        for value in (202, 201, 203)
    )
    assert [path.name for path in keep_certificates([first], tmp_path)] == ["b-2.json"]
    assert keep_certificates([worse], tmp_path) == []
    assert read_certificates(tmp_path) == [first]
    keep_certificates([better], tmp_path)
    assert read_certificates(tmp_path) == [better]


@pytest.mark.shared_data
def test_every_kept_certificate_is_worth_what_it_says_and_more_than_was_published(
    shared_data: Path,
) -> None:
    for kept in read_certificates():
        case = read_case(shared_data / "toptw", kept.name)
        assert verified_value(case, kept.routes) == kept.value
        assert kept.value > kept.exceeds >= kept.published
