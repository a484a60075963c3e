from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from server.experiences import api as experiences_api
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.experiences.vain_searches import KEPT_FOR, VainSearch, count_vain_search
from server.insights.ideas import begin_of
from server.itineraries.models import SavedItinerary
from server.permissions import Role
from server.regions.models import Region
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.people import booked, guide_of
from tests.server.conftest import NOW

LONG_AGO = NOW - dt.timedelta(days=100)


def _planned(
    database: RolledBackDatabase, *categories: str, region: str = "abu", at: dt.datetime = NOW
) -> None:
    with database.writing() as session:
        plan = SavedItinerary(id=str(uuid.uuid4()), region_code=region, created_at=at, plan={})
        plan.request = {"region": region, "categories": list(categories)}
        session.add(plan)


def _ideas(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, query: str = ""
) -> Any:
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    here = f"/v1/organisations/{field.organisation_id}/experience-ideas?region=abu{query}"
    answer = client.get(here, headers=viewer)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_what_is_wished_and_not_there_comes_first(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, capacity=4)
    for _ in range(3):
        _planned(database, "farm", "temple")
    _planned(database, "temple", at=LONG_AGO)
    _planned(database, "temple", region="helsinki")
    for language in ("en", "en", "ja"):
        query = f"region=abu&category=craft&category=museum&language={language}"
        assert client.get(f"/v1/experiences?{query}").get_json()["features"] == []
    booked(database, field, 4)
    waits = {"email": "taro@example.jp", "seats": 2}
    client.post(f"/v1/slots/{field.slots[0]}/waiting-list", json=waits)
    told = _ideas(client, database, field)
    nothing = {"plans": 0, "searches": 0, "seats_awaited": 0, "languages": {}}
    nothing |= {"experiences": 0, "free_seats": 0}
    searched = {"searches": 3, "languages": {"en": 2, "ja": 1}}
    assert told["ideas"] == [
        {**nothing, "category": "craft", **searched},
        {**nothing, "category": "museum", **searched},
        {**nothing, "category": "temple", "plans": 3},
        {
            **nothing,
            "category": "farm",
            "plans": 3,
            "seats_awaited": 2,
            "experiences": 1,
            "free_seats": 4,
        },
    ]
    assert told["languages"] == {"en": 4, "ja": 2}
    older = _ideas(client, database, field, "&days_back=120")
    assert {i["category"]: i["plans"] for i in older["ideas"]}["temple"] == 4


def test_only_what_found_nothing_in_a_region_is_counted(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    make_rice_field(database)
    for query in (
        "region=abu&category=farm",
        "category=craft",
        "region=nowhere&category=craft",
        "region=abu&category=nothing",
    ):
        client.get(f"/v1/experiences?{query}")
    client.get("/v1/experiences?region=abu&q=kanaria&language=zh-Hant")
    with database.reading() as session:
        (counted,) = session.scalars(sa.select(VainSearch))
        assert (counted.category, counted.language, counted.searches) == ("", "", 1)


def test_a_search_answers_though_it_cannot_be_counted(
    client: FlaskClient, database: RolledBackDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rice_field(database)

    def locked(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(experiences_api, "count_vain_search", locked)
    answer = client.get("/v1/experiences?region=abu&category=craft")
    assert (answer.status_code, answer.get_json()["features"]) == (200, [])


def test_what_was_counted_very_long_ago_is_forgotten(database: RolledBackDatabase) -> None:
    make_rice_field(database)
    with database.writing() as session:
        for moment in (NOW - KEPT_FOR - dt.timedelta(days=1), NOW - KEPT_FOR, NOW):
            region = session.get_one(Region, "abu")
            count_vain_search(session, region, ["craft"], None, now=moment)
        days = set(session.scalars(sa.select(VainSearch.day)))
    assert days == {(NOW - KEPT_FOR).date(), NOW.date()}


def test_a_search_in_vain_counts_on_the_day_of_the_regions_calendar(
    database: RolledBackDatabase,
) -> None:
    make_rice_field(database)
    half_past_midnight = dt.datetime(2027, 3, 31, 15, 30, tzinfo=dt.UTC)
    with database.writing() as session:
        region = session.get_one(Region, "abu")
        count_vain_search(session, region, ["craft"], None, now=half_past_midnight)
        assert session.scalars(sa.select(VainSearch.day)).all() == [dt.date(2027, 4, 1)]


@pytest.mark.parametrize(
    ("now", "zone", "begin"),
    [
        # Half past midnight in Tokyo: there it is April already.
        ("2027-03-31T15:30:00Z", "Asia/Tokyo", "2027-03-02T00:00:00+09:00"),
        # Helsinki put its clocks forward on 28 March; a month ago they had not been yet.
        ("2027-03-30T21:30:00Z", "Europe/Helsinki", "2027-03-01T00:00:00+02:00"),
    ],
)
def test_days_to_look_back_begin_at_midnight_on_the_regions_clock(
    now: str, zone: str, begin: str
) -> None:
    found = begin_of(dt.datetime.fromisoformat(now), 30, ZoneInfo(zone))
    assert found.isoformat() == begin


def test_ideas_are_for_members_and_of_regions_that_there_are(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field, other = make_rice_field(database), make_rice_field(database)
    here = f"/v1/organisations/{field.organisation_id}/experience-ideas"
    stranger = guide_of(database, other.organisation_id)
    assert client.get(f"{here}?region=abu").status_code == 401
    assert client.get(f"{here}?region=abu", headers=stranger).status_code == 404
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    for query, code in (("?region=nowhere", "unknown_region"), ("", "required")):
        (fault,) = client.get(here + query, headers=viewer).get_json()["errors"]
        assert (fault["pointer"], fault["code"]) == ("?region", code)


def test_what_is_not_public_is_no_offer(client: FlaskClient, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    _planned(database, "farm")
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).status = "suspended"
    (idea,) = _ideas(client, database, field)["ideas"]
    assert (idea["plans"], idea["experiences"], idea["free_seats"]) == (1, 0, 0)


def test_seats_are_free_as_long_as_they_can_be_booked(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, slots=2, capacity=4)
    _planned(database, "farm")
    with database.writing() as session:
        begins = session.get_one(Slot, field.slots[0]).starts_at
        until_then = int((begins - NOW) / dt.timedelta(minutes=1))
        session.get_one(Experience, field.experience_id).cutoff_minutes = until_then
    (idea,) = _ideas(client, database, field)["ideas"]
    assert idea["free_seats"] == 4
