"""Spots that cannot be believed lose rank in plans, at once, and are never refused for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server.config import Settings
from server.itineraries.gathering import LOAD_ALL
from server.itineraries.mapping import MAX_CANDIDATES
from server.itineraries.trust import DOUBTED_FACTOR, OVERDUE_FACTOR
from server.spots.models import Spot
from server.spots.records import HoursRule
from tests.databases import RolledBackDatabase
from tests.server.builders import day_at, keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, spot_ids
from tests.server.spots.towns import Town, open_town

OPEN = HoursRule("09:00-17:00")
ONE_VISIT = [day_at(35.0, 135.0, start="10:00", end="12:30")]


@pytest.fixture
def town(database: RolledBackDatabase, tmp_path: Path) -> Town:
    settings = Settings(
        data_dir=tmp_path, rate_limit_enabled=False, plan_iterations=100, verify_after_days=30
    )
    return open_town(database, settings)


def _twins(town: Town, **facts: Any) -> list[str]:
    """Keep two spots of which a day has room for one."""
    same = {"lat": 35.001, "hours": OPEN, "visit_minutes": 120, **facts}
    return keep_spots(town.database, make_record(1, **same), make_record(2, **same))


def _give(town: Town, *spots: str) -> None:
    """Let the association keep spots that the platform took in."""
    with town.database.writing() as session:
        theirs = sa.update(Spot).where(Spot.id.in_(spots))
        session.execute(theirs.values(organisation_id=town.keeper.id))


def _warned(planned: dict[str, Any]) -> dict[str, str]:
    told = [w for w in planned["warnings"] if w["code"] == "facts_unconfirmed"]
    return {w["spot_id"]: w["message"] for w in told}


def test_of_two_equal_spots_the_one_that_is_not_reported_is_visited(town: Town) -> None:
    twins = _twins(town)
    for gone, left in (twins, twins[::-1]):
        town.reported(gone, people=2)
        assert spot_ids(plan(town.client, somewhere_request(days=ONE_VISIT))) == [left]
        with town.database.writing() as session:
            session.execute(sa.text("DELETE FROM spot_reports"))


def test_of_two_equal_spots_the_verified_one_is_visited(town: Town) -> None:
    twins = _twins(town)
    _give(town, *twins)
    for looked_at, left in (twins, twins[::-1]):
        town.verify({"id": looked_at})
        assert spot_ids(plan(town.client, somewhere_request(days=ONE_VISIT))) == [looked_at]
        town.later(days=31)
        town.verify({"id": left})
        assert spot_ids(plan(town.client, somewhere_request(days=ONE_VISIT))) == [left]


def test_what_the_platform_took_in_loses_nothing_for_not_being_verified(town: Town) -> None:
    (spot,) = keep_spots(town.database, make_record(1, hours=OPEN))
    before = plan(town.client, somewhere_request())["score"]
    _give(town, spot)
    after = plan(town.client, somewhere_request())["score"]
    share = _share_left(OVERDUE_FACTOR)
    assert after == pytest.approx(before * share, abs=1)


def test_a_spot_in_doubt_keeps_half_of_its_interest(town: Town) -> None:
    (spot,) = keep_spots(town.database, make_record(1, hours=OPEN))
    before = plan(town.client, somewhere_request())["score"]
    town.reported(spot, "moved", people=2)
    after = plan(town.client, somewhere_request())["score"]
    assert after == pytest.approx(before * _share_left(DOUBTED_FACTOR), abs=1)


def _share_left(factor: float) -> float:
    """Return what is left of the prize of a museum, which is of full interest by its stay."""
    return 0.05 + 0.95 * factor


def test_the_plan_warns_of_a_spot_in_doubt_in_both_languages(town: Town) -> None:
    spot, other = keep_spots(town.database, *(make_record(n, hours=OPEN) for n in (1, 2)))
    assert _warned(plan(town.client, somewhere_request())) == {}
    town.reported(spot, people=1)
    assert _warned(plan(town.client, somewhere_request())) == {}
    town.reported(spot, people=2)
    planned = plan(town.client, somewhere_request())
    assert {spot, other} <= set(spot_ids(planned))
    assert _warned(planned) == {
        spot: "'Museum 1' is reported to be closed or to have moved; please check before you go."
    }
    in_japanese = plan(town.client, somewhere_request(), "ja")
    assert "閉まっている、または移転したとの報告" in _warned(in_japanese)[spot]


def test_a_must_visit_in_doubt_is_visited_with_a_warning(town: Town) -> None:
    gone, _ = _twins(town)
    _give(town, gone)
    town.reported(gone, people=3)
    planned = plan(town.client, somewhere_request(days=ONE_VISIT, must_visit=[gone]))
    assert spot_ids(planned) == [gone]
    assert set(_warned(planned)) == {gone}


def test_the_keepers_answer_counts_in_the_next_plan(town: Town) -> None:
    gone, left = _twins(town)
    _give(town, gone, left)
    for spot in (gone, left):
        town.verify({"id": spot})
    town.later(minutes=1)
    town.reported(gone, people=2)
    before = plan(town.client, somewhere_request(days=ONE_VISIT))
    assert spot_ids(before) == [left]
    town.verify({"id": gone})
    assert _warned(plan(town.client, somewhere_request(days=ONE_VISIT, must_visit=[gone]))) == {}


def test_a_trip_that_is_planned_anew_heeds_reports(town: Town) -> None:
    gone, left = _twins(town)
    town.reported(left, people=2)
    before = plan(town.client, somewhere_request(days=ONE_VISIT))
    assert spot_ids(before) == [gone]
    town.reported(gone, people=2)
    address = f"/v1/itineraries/{before['id']}/replan"
    asked = {"now": "2027-05-15T10:00:00+09:00", "at": {"lat": 35.0, "lon": 135.0}}
    answer = town.client.post(address, json=asked)
    assert answer.status_code == 201, answer.text
    assert set(_warned(answer.get_json())) == set(spot_ids(answer.get_json()))


def test_a_detour_to_a_spot_in_doubt_comes_later(town: Town) -> None:
    same = {"hours": OPEN, "visit_minutes": 30}
    main, *beside = keep_spots(
        town.database,
        make_record(1, lat=35.01, hours=OPEN, visit_minutes=60),
        make_record(2, lat=35.005, categories=("gallery",), **same),
        make_record(3, lat=35.005, categories=("gallery",), **same),
    )
    planned = plan(town.client, somewhere_request(must_visit=[main]))
    address = f"/v1/itineraries/{planned['id']}/detours?category=gallery"
    for gone, left in (beside, beside[::-1]):
        town.reported(gone, people=2)
        found = town.client.get(address).get_json()["detours"]
        assert [d["spot_id"] for d in found] == [left, gone]
        with town.database.writing() as session:
            session.execute(sa.text("DELETE FROM spot_reports"))


def test_a_large_region_weighs_reports_and_overdue_spots_before_it_loads_any(town: Town) -> None:
    same = {"lat": 35.001, "hours": OPEN, "visit_minutes": 30}
    ids = keep_spots(town.database, *(make_record(n, **same) for n in range(LOAD_ALL + 20)))
    before = _considered(plan(town.client, somewhere_request()))
    assert MAX_CANDIDATES <= len(before) < LOAD_ALL
    doubted, unverified = sorted(before)[:2]
    town.reported(doubted, people=2)
    _give(town, unverified)
    after = _considered(plan(town.client, somewhere_request()))
    assert not {doubted, unverified} & after
    assert set(ids) >= after


def _considered(planned: dict[str, Any]) -> set[str]:
    return {*spot_ids(planned), *(s["spot_id"] for s in planned["skipped"])}


def test_reports_cost_a_plan_one_query(town: Town) -> None:
    ids = keep_spots(town.database, *(make_record(n, hours=OPEN) for n in range(6)))
    for spot in ids:
        town.reported(spot, people=2)
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    sa.event.listen(town.database.engine, "before_cursor_execute", note)
    try:
        plan(town.client, somewhere_request())
    finally:
        sa.event.remove(town.database.engine, "before_cursor_execute", note)
    assert sum("FROM spot_reports" in statement for statement in asked) == 1
