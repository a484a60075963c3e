from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.itineraries.gathering import LOAD_ALL
from server.spots.opening import hours_rule
from server.spots.records import ClockInterval, DatedHours, HoursRule
from server.spots.service import list_region_spots, list_spot_outlines
from tests.databases import RolledBackDatabase
from tests.server.builders import keep_spots, make_record, somewhere_request
from tests.server.itineraries.builders import plan, spot_ids

SATURDAY = dt.date(2027, 5, 15)
COUNT = LOAD_ALL + 100


@pytest.fixture
def region(database: RolledBackDatabase) -> list[str]:
    """Ids of more spots than are ever loaded whole, along one road, the first ones nearest."""
    records = [
        make_record(n, lat=35.0 + n / 20_000, categories=("museum" if n % 10 else "food",))
        for n in range(COUNT)
    ]
    closed = HoursRule("Mo-Fr 09:00-17:00")
    records[1] = make_record(1, lat=35.0, hours=closed)
    records[2] = make_record(2, lat=35.0, wheelchair=False, visit_minutes=240)
    return keep_spots(database, *records)


def test_a_day_is_planned_among_the_best_of_a_large_region(
    client: FlaskClient, region: list[str]
) -> None:
    planned = plan(client, somewhere_request())
    assert len(spot_ids(planned)) >= 5
    considered = {*spot_ids(planned), *(s["spot_id"] for s in planned["skipped"])}
    assert len(considered) < COUNT / 2


@pytest.mark.parametrize(
    "wish",
    [{"must_visit": [COUNT - 1]}, {"must_visit": [COUNT - 1], "categories": ["shrine"]}],
)
def test_a_far_must_visit_of_a_large_region_is_kept(
    client: FlaskClient, region: list[str], wish: dict[str, Any]
) -> None:
    named = {**wish, "must_visit": [region[n] for n in wish["must_visit"]]}
    assert region[COUNT - 1] in spot_ids(plan(client, somewhere_request(**named)))


def test_what_is_closed_or_avoided_or_barred_is_not_visited(
    client: FlaskClient, region: list[str]
) -> None:
    near = region[3:6]
    wishes = {"avoid": near, "access_profile": "wheelchair"}
    planned = plan(client, somewhere_request(**wishes))
    assert not {*near, region[1], region[2]} & set(spot_ids(planned))


def test_lunch_is_found_in_a_large_region(client: FlaskClient, region: list[str]) -> None:
    planned = plan(client, somewhere_request(lunch={}))
    assert "lunch" in {v["kind"] for v in planned["days"][0]["visits"]}


def test_an_outline_says_what_the_spot_says(database: RolledBackDatabase) -> None:
    dated = (DatedHours(SATURDAY, (ClockInterval(36_000, 72_000),), "festival"),)
    keep_spots(
        database,
        make_record(1, categories=("museum", "art"), renown=0.2, visit_minutes=45),
        make_record(2, hours=HoursRule("09:00-17:00", closed_after_holiday=True, dated=dated)),
        make_record(3, wheelchair=False),
    )
    with database.reading() as session:
        outlines = list_spot_outlines(session, "somewhere")
        for outline, spot in zip(outlines, list_region_spots(session, "somewhere"), strict=True):
            for name in ("id", "lat", "lon", "visit_minutes", "renown", "wheelchair", "categories"):
                assert getattr(outline, name) == getattr(spot, name)
            rule = hours_rule(spot)
            assert outline.hours.opening_hours == rule.opening_hours
            assert outline.hours.closed_after_holiday == rule.closed_after_holiday
            assert [d[:2] for d in map(_facts, outline.hours.dated)] == [
                d[:2] for d in map(_facts, rule.dated)
            ]


def _facts(dated: DatedHours) -> tuple[dt.date, list[tuple[int, int]]]:
    return dated.date, [(i.opens_s, i.closes_s) for i in dated.intervals]
