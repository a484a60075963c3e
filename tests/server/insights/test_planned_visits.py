from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.insights import plans as planned_visits
from server.itineraries.models import SavedItinerary
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField, make_rice_field
from tests.server.bookings.people import guide_of
from tests.server.conftest import NOW


@pytest.fixture
def field(database: RolledBackDatabase) -> RiceField:
    return make_rice_field(database, capacity=4)


def _visit(spot_id: str | None, renown: float | None = 0.8, kind: str = "spot") -> dict[str, Any]:
    return {
        "kind": kind,
        "spot_id": spot_id,
        "names": {"ja": f"場所{spot_id}", "en": f"Place {spot_id}"},
        "renown": renown,
    }


def _planned(
    database: RolledBackDatabase,
    *days: list[dict[str, Any]],
    region: str = "abu",
    at: dt.datetime = NOW,
) -> None:
    with database.writing() as session:
        plan = SavedItinerary(id=str(uuid.uuid4()), region_code=region, created_at=at, request={})
        plan.plan = {"days": [{"visits": visits} for visits in days]}
        session.add(plan)


def _told(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField, query: str = "region=abu"
) -> Any:
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    here = f"/v1/organisations/{field.organisation_id}/planned-visits?{query}"
    answer = client.get(here, headers={**viewer, "Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_visits_are_counted_by_month_and_by_spot(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField
) -> None:
    _planned(database, [_visit("a", 0.3), _visit("b")], [_visit("a", 0.3)])
    _planned(database, [_visit("b", None), _visit(None, kind="meal"), _visit("x", kind="meal")])
    _planned(database, [_visit("c")], region="helsinki")
    told = _told(client, database, field)
    assert told["months"][-1] == {
        "month": f"{NOW:%Y-%m}",
        "plans": 2,
        "days": 3,
        "visits": 4,
        "lesser_visits": 2,
    }
    assert told["spots"] == [
        {"spot_id": "a", "name": "Place a", "visits": 2, "lesser": True},
        {"spot_id": "b", "name": "Place b", "visits": 2, "lesser": False},
    ]
    assert (told["plans"], told["looked_at"]) == (2, 2)


def test_every_month_of_the_period_is_told_and_no_other(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField
) -> None:
    _planned(database, [_visit("a")], at=NOW - dt.timedelta(days=800))
    told = _told(client, database, field, "region=abu&months_back=13")
    assert len(told["months"]) == 14
    assert told["plans"] == 0
    assert told["first_date"] == f"{told['months'][0]['month']}-01"
    assert told["last_date"].startswith(told["months"][-1]["month"])


def test_a_plan_belongs_to_the_month_on_the_regions_clock(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField
) -> None:
    this_month = NOW.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    _planned(database, [_visit("a")], at=this_month - dt.timedelta(hours=1))  # 8 a.m. in Japan
    _planned(database, [_visit("a")], at=this_month - dt.timedelta(hours=10))
    months = _told(client, database, field, "region=abu&months_back=1")["months"]
    assert [month["plans"] for month in months] == [1, 1]


def test_all_plans_are_counted_though_not_all_are_looked_at(
    client: FlaskClient,
    database: RolledBackDatabase,
    field: RiceField,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planned_visits, "_MOST_PLANS", 2)
    for spot in "abc":
        _planned(database, [_visit(spot)])
    told = _told(client, database, field)
    assert (told["plans"], told["looked_at"]) == (3, 2)
    assert sum(month["visits"] for month in told["months"]) == 2


def test_only_members_read_where_people_plan_to_go(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField
) -> None:
    here = f"/v1/organisations/{field.organisation_id}/planned-visits?region=abu"
    assert client.get(here).status_code == 401
    other = guide_of(database, make_rice_field(database).organisation_id)
    assert client.get(here, headers=other).status_code == 404


def test_a_region_that_does_not_exist_is_named(
    client: FlaskClient, database: RolledBackDatabase, field: RiceField
) -> None:
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    here = f"/v1/organisations/{field.organisation_id}/planned-visits?region=atlantis"
    answer = client.get(here, headers=viewer)
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "?region"
