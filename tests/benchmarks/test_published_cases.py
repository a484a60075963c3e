"""Published cases are read as their formats say, and answers judged by their rules alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.published_cases import (
    Begins,
    CaseName,
    list_references,
    read_case,
    shared_folder,
)
from benchmarks.published_verifier import InfeasibleError, verified_value
from tests.benchmarks.builders import make_case, write_instances


@pytest.mark.parametrize(("instance", "decimals", "diagonal"), [("r1", 10, 14), ("pr1", 100, 141)])
def test_distances_are_cut_and_never_rounded_up(
    tmp_path: Path, instance: str, decimals: int, diagonal: int
) -> None:
    case = read_case(write_instances(tmp_path), CaseName("toptw", instance, 2))
    assert case.travel[0].tolist() == [0, diagonal, 3 * decimals]
    assert case.travel[1, 2] == {10: 22, 100: 223}[decimals]


def test_a_window_of_the_team_orienteering_cases_bounds_the_beginning(tmp_path: Path) -> None:
    case = read_case(write_instances(tmp_path), CaseName("toptw", "r1", 2))
    assert case.begins[0] == case.begins[1]
    assert case.begins[0][1] == (Begins(50, 600),)
    assert (case.durations[1], case.prizes[1], case.closes) == (100, 7, 1000)


def test_a_visit_of_a_trip_ends_by_closing_on_its_weekday(tmp_path: Path) -> None:
    case = read_case(write_instances(tmp_path), CaseName("ttdp", "t1", 2))
    saturday, sunday = case.begins
    assert saturday[1] == (Begins(60000, 63000),)
    assert saturday[2] == (Begins(70000, 98000),)
    assert sunday[1] == (Begins(60000, 63000),)
    assert sunday[2] == (Begins(0, 142900),)


def test_a_spot_that_is_closed_or_open_too_briefly_cannot_be_visited(tmp_path: Path) -> None:
    case = read_case(write_instances(tmp_path), CaseName("ttdp", "t1", 4))
    assert [len(begins[1]) for begins in case.begins] == [1, 1, 0, 0]


def test_an_order_that_keeps_every_rule_is_worth_its_prizes() -> None:
    case = make_case([10, 40], prizes=[3, 4], duration=5, closes=90)
    assert verified_value(case, [[1, 2]]) == 7
    assert verified_value(case, []) == 0


def test_waiting_for_a_second_window_is_allowed() -> None:
    hours = [[(Begins(0, 5), Begins(30, 40))]]
    assert verified_value(make_case([10], begins=hours), [[1]]) == 1


@pytest.mark.parametrize(
    ("routes", "rule"),
    [
        ([[1], [2]], "2 tours, 1 allowed"),
        ([[1, 1]], "twice"),
        ([[3]], "no such spot"),
        ([[0]], "no such spot"),
        ([[-1]], "no such spot"),
        ([[1, 2]], "back at 81, allowed until 80"),
        ([[2, 1]], "reaches spot 1 at 70, too late"),
    ],
)
def test_a_broken_rule_is_named(routes: list[list[int]], rule: str) -> None:
    hours = [[(Begins(0, 69),), (Begins(0, 100), Begins(200, 300))]]
    case = make_case([10, 40], begins=hours, closes=80)
    case.travel[2, 0] += 1
    with pytest.raises(InfeasibleError, match=rule):
        verified_value(case, routes)


def test_a_spot_visited_on_two_tours_is_visited_twice() -> None:
    with pytest.raises(InfeasibleError, match="twice"):
        verified_value(make_case([10], tours=2), [[1], [1]])


def test_a_spot_closed_on_one_tour_may_be_visited_on_the_other() -> None:
    case = make_case([10], tours=2, begins=[[()], [(Begins(0, 50),)]])
    assert verified_value(case, [[], [1]]) == 1
    with pytest.raises(InfeasibleError, match="tour 0 reaches spot 1"):
        verified_value(case, [[1], []])


def test_an_absent_folder_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YORIMICHI_SHARED_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match=r"nowhere.*set YORIMICHI_SHARED_DATA"):
        shared_folder()


@pytest.mark.shared_data
def test_routes_known_from_elsewhere_are_worth_what_was_said_of_them(shared_data: Path) -> None:
    folder = shared_data / "toptw"
    listed = json.loads((folder / "instances" / "bks.json").read_text("utf-8"))
    known = [("toptw", row, row["attained"]["value"], row["attained"]) for row in listed["toptw"]]
    known += [("ttdp", row, row["reference"], row) for row in listed["ttdp"]]
    for suite, row, value, attained in known:
        case = read_case(folder, CaseName(suite, row["name"], row["m"]))
        assert case.spots == row["n"]
        assert verified_value(case, attained["routes"]) == value


@pytest.mark.shared_data
def test_every_case_has_a_best_known_value_and_its_source(shared_data: Path) -> None:
    references = list_references(shared_data / "toptw")
    assert [sum(n.suite == s for n in references) for s in ("toptw", "ttdp")] == [22, 8]
    for name, reference in references.items():
        assert reference.source
        assert (reference.published is None) == (name.suite == "ttdp")
        assert reference.value >= (reference.published or 0)
