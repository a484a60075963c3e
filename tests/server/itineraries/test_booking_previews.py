from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.bookings.models import Booking
from server.itineraries.models import SavedItinerary
from server.itineraries.plan_changes import changes_between, count_unchanged, outline_of
from server.spots.models import Spot
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import RiceField
from tests.server.itineraries.builders import plan, visits
from tests.server.itineraries.rice_days import (
    NOON,
    book,
    day,
    day_far_off,
    experiences,
    shown,
    taken,
)


def _preview(client: FlaskClient, planned: dict[str, Any], field: RiceField) -> TestResponse:
    body = {"slot_id": field.slots[0], "units": [{"unit_id": field.adult, "quantity": 2}]}
    headers = {"Accept-Language": "en"}
    return client.post(planned["links"]["self"] + "/bookings/preview", json=body, headers=headers)


def _previewed(client: FlaskClient, planned: dict[str, Any], field: RiceField) -> dict[str, Any]:
    answer = _preview(client, planned, field)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def _by_hand(before: dict[str, Any], after: dict[str, Any]) -> set[tuple[Any, ...]]:
    """Compare two plans as a reader of both would."""

    def clocks(planned: dict[str, Any]) -> dict[str, tuple[str, str]]:
        return {
            visit["spot_id"] or visit["slot_id"] or visit["kind"]: (
                visit["begin"][:16],
                visit["leave"][:16],
            )
            for visit in visits(planned)
        }

    old, new = clocks(before), clocks(after)
    return {
        (key, old.get(key), new.get(key)) for key in {*old, *new} if old.get(key) != new.get(key)
    }


def _as_read(told: dict[str, Any]) -> set[tuple[Any, ...]]:
    def clocks(times: dict[str, Any] | None) -> tuple[str, str] | None:
        return (times["begin"][:16], times["leave"][:16]) if times else None

    return {
        (
            one["spot_id"] or one["slot_id"] or one["kind"],
            clocks(one["before"]),
            clocks(one["after"]),
        )
        for one in told["changes"]
    }


def test_a_preview_tells_what_booking_then_changes(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day(lunch={"earliest": "13:00", "latest": "14:30", "minutes": 45}))
    told = _previewed(client, old, field)
    assert taken(database, field) == 0
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(SavedItinerary)) == 1
    answer = book(client, old, field, as_shown=told["shown"])
    assert answer.status_code == 201, answer.text
    done = answer.get_json()
    assert (done["changes"], done["unchanged"]) == (told["changes"], told["unchanged"])
    new = shown(client, done["links"]["itinerary"])
    assert _as_read(told) == _by_hand(old, new)
    assert told["unchanged"] + len(told["changes"]) == len(
        {*(v["name"] for v in visits(old)), *(v["name"] for v in visits(new))}
    )


def test_what_is_new_and_gone_is_named_with_its_times(
    client: FlaskClient, field: RiceField
) -> None:
    old = plan(client, day())
    told = _previewed(client, old, field)
    (new,) = [one for one in told["changes"] if one["kind"] == "experience"]
    assert (new["what"], new["before"], new["after"]["begin"]) == ("new", None, NOON)
    assert (new["slot_id"], new["after"]["day"]) == (field.slots[0], 1)
    for one in told["changes"]:
        assert one["name"]
        assert (one["before"] is None) == (one["what"] == "new")
        assert (one["after"] is None) == (one["what"] == "removed")
    begins = [(one["after"] or one["before"])["begin"] for one in told["changes"]]
    assert begins == sorted(begins)


def test_where_the_plan_has_the_offer_already_nothing_changes(
    client: FlaskClient, field: RiceField
) -> None:
    old = plan(client, day(include_experiences=True, party_size=2))
    assert experiences(old)
    told = _previewed(client, old, field)
    assert (told["changes"], told["unchanged"]) == ([], len(list(visits(old))))


def test_a_preview_is_refused_for_what_booking_is_refused_for(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    far = plan(client, day_far_off(database))
    preview, booking = _preview(client, far, field), book(client, far, field)
    assert preview.status_code == booking.status_code == 422
    assert preview.get_json()["errors"] == booking.get_json()["errors"]
    near = plan(client, day())
    booked = client.get(book(client, near, field).get_json()["links"]["itinerary"]).get_json()
    assert _preview(client, booked, field).get_json()["code"] == "slot_in_plan"
    nowhere = {"links": {"self": "/v1/itineraries/nowhere"}}
    assert _preview(client, nowhere, field).status_code == 404


def test_a_booking_that_would_change_the_day_otherwise_holds_nothing(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day())
    answer = book(client, old, field, as_shown="what-another-day-looks-like")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "plan_differs")
    assert taken(database, field) == 0
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SavedItinerary)) == 1


def test_what_comes_in_between_is_not_booked_unseen(
    client: FlaskClient, field: RiceField, database: RolledBackDatabase
) -> None:
    old = plan(client, day())
    told = _previewed(client, old, field)
    stays = [v for v in visits(old) if v["spot_id"] not in _gone(told)]
    closes = next(v for v in stays if v["kind"] == "spot")
    _close(database, closes["spot_id"])
    answer = book(client, old, field, as_shown=told["shown"])
    assert (answer.status_code, answer.get_json()["code"]) == (409, "plan_differs")
    again = _previewed(client, old, field)
    assert closes["spot_id"] in _gone(again)
    assert book(client, old, field, as_shown=again["shown"]).status_code == 201


def _gone(told: dict[str, Any]) -> set[str]:
    return {one["spot_id"] for one in told["changes"] if one["what"] == "removed"}


def _close(database: RolledBackDatabase, spot_id: str) -> None:
    with database.writing() as session:
        session.get_one(Spot, spot_id).status = "withdrawn"


def _kept(*days: list[dict[str, Any]]) -> SavedItinerary:
    return SavedItinerary(plan={"days": [{"visits": list(visits)} for visits in days]})


def _visit(begin: str, leave: str, spot_id: str | None = None, kind: str = "spot") -> Any:
    times = {"begin": f"2027-05-15T{begin}+09:00", "leave": f"2027-05-15T{leave}+09:00"}
    return {"kind": kind, "spot_id": spot_id, "slot_id": None, "names": {}, **times}


def test_seconds_that_nobody_is_shown_are_no_change() -> None:
    before = _kept([_visit("10:00:10", "10:30:10", "a")])
    after = _kept([_visit("10:00:50", "10:30:50", "a")])
    assert changes_between(before, after) == []
    assert count_unchanged(before, after) == 1


def test_lunch_anywhere_is_told_by_its_day_and_a_car_park_not_at_all() -> None:
    lunch = _visit("12:00:00", "13:00:00", kind="lunch")
    later = _visit("12:30:00", "13:30:00", kind="lunch")
    car = _visit("09:00:00", "09:00:00", kind="parking")
    (moved,) = changes_between(_kept([lunch], [lunch]), _kept([later, car], [lunch]))
    assert (moved.what, moved.either.day) == ("moved", 0)


def test_another_day_is_another_time() -> None:
    stop = _visit("10:00:00", "11:00:00", "a")
    tomorrow = {**stop, "begin": "2027-05-16T10:00:00+09:00", "leave": "2027-05-16T11:00:00+09:00"}
    (moved,) = changes_between(_kept([stop], []), _kept([], [tomorrow]))
    assert (moved.what, moved.before and moved.before.day, moved.either.day) == ("moved", 0, 1)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ([_visit("10:05:00", "11:05:00", "a"), _visit("12:00:00", "13:00:00", "b")], True),
        ([_visit("10:00:00", "11:00:00", "b"), _visit("12:00:00", "13:00:00", "a")], False),
        ([_visit("10:00:00", "11:00:00", "a")], False),
    ],
)
def test_an_outline_is_of_stops_and_their_order_not_of_clocks(
    other: list[Any], is_same: bool
) -> None:
    days = _kept([_visit("10:00:00", "11:00:00", "a"), _visit("12:00:00", "13:00:00", "b")])
    assert (outline_of(days) == outline_of(_kept(other))) is is_same
