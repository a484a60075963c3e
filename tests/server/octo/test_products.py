from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from server.experiences.models import Experience
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import STARTS
from tests.server.bookings.conftest import Clock
from tests.server.conftest import NOW
from tests.server.octo.conftest import Open, Shop
from tests.server.octo.expected import (
    AVAILABILITY,
    DAY,
    ERROR,
    PRODUCT,
    SUPPLIER,
    holds,
    some,
)

DAY_OF_SLOT = STARTS.date().isoformat()
DAY_AFTER = (STARTS.date() + dt.timedelta(days=1)).isoformat()


def test_the_supplier_is_the_guide_whose_key_it_is(shop: Shop) -> None:
    supplier = holds(SUPPLIER, shop.send("GET", "/supplier").get_json())
    assert (supplier["id"], supplier["name"]) == (shop.field.organisation_id, "田んぼの佐藤")


def test_products_are_what_this_guide_has_published(
    open_shop: Open, database: RolledBackDatabase
) -> None:
    shop, other = open_shop(), open_shop()
    (product,) = holds(some(PRODUCT), shop.send("GET", "/products").get_json())
    assert product["id"] == shop.field.experience_id
    assert product["options"][0]["availabilityLocalStartTimes"] == ["12:00"]
    assert product["options"][0]["cancellationCutoff"] == "48 hours"
    one = shop.send("GET", f"/products/{product['id']}", **{"Accept-Language": "en"})
    assert holds(PRODUCT, one.get_json())["internalName"] == "An hour in the rice field"
    theirs = shop.send("GET", f"/products/{other.field.experience_id}")
    assert theirs.status_code == 400
    assert holds(ERROR, theirs.get_json())["error"] == "INVALID_PRODUCT_ID"
    assert theirs.get_json()["productId"] == other.field.experience_id
    with database.writing() as session:
        session.get_one(Experience, shop.field.experience_id).status = "suspended"
    assert shop.send("GET", "/products").get_json() == []


def test_the_calendar_has_an_entry_for_each_day(shop: Shop) -> None:
    asked = {**_asked(shop), "localDateStart": "2027-03-10", "localDateEnd": "2027-03-13"}
    days = holds(some(DAY), shop.send("POST", "/availability/calendar", asked).get_json())
    assert [(d["localDate"], d["status"], d["vacancies"]) for d in days] == [
        ("2027-03-10", "CLOSED", 0),
        ("2027-03-11", "AVAILABLE", 10),
        ("2027-03-12", "AVAILABLE", 10),
        ("2027-03-13", "CLOSED", 0),
    ]
    large = {**asked, "units": [{"id": shop.field.adult, "quantity": 11}]}
    told = shop.send("POST", "/availability/calendar", large).get_json()
    assert not any(day["available"] for day in told)


def _asked(shop: Shop) -> dict[str, Any]:
    return {"productId": shop.field.experience_id, "optionId": shop.field.option_id}


def test_times_are_told_by_day_by_range_and_by_id(shop: Shop) -> None:
    first, second = shop.field.slots
    asked = _asked(shop)
    for days, expected in (
        ({"localDate": DAY_OF_SLOT}, [first]),
        ({"localDateStart": DAY_OF_SLOT, "localDateEnd": DAY_AFTER}, [first, second]),
        ({"availabilityIds": [second]}, [second]),
        ({"availabilityIds": []}, []),
    ):
        answer = shop.send("POST", "/availability", {**asked, **days})
        times = holds(some(AVAILABILITY), answer.get_json())
        assert [time["id"] for time in times] == expected
    needless = shop.send("POST", "/availability", asked)
    assert holds(ERROR, needless.get_json())["error"] == "BAD_REQUEST"


def test_a_time_says_what_is_left(shop: Shop) -> None:
    shop.reserved(6)
    asked = {**_asked(shop), "localDate": DAY_OF_SLOT}
    (time,) = shop.send("POST", "/availability", asked).get_json()
    assert (time["status"], time["vacancies"], time["available"]) == ("LIMITED", 4, True)
    assert time["utcCutoffAt"] == (STARTS - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    five = {**asked, "units": [{"id": shop.field.adult, "quantity": 5}]}
    assert not shop.send("POST", "/availability", five).get_json()[0]["available"]
    shop.reserved(4)
    (full,) = shop.send("POST", "/availability", asked).get_json()
    assert (full["status"], full["available"]) == ("SOLD_OUT", False)


def test_seats_of_holds_that_ran_out_are_free_before_anybody_gives_them_back(
    shop: Shop, at: Clock
) -> None:
    shop.reserved(8, expirationMinutes=5)
    later = Shop(at(NOW + dt.timedelta(minutes=6)), shop.field, shop.key)
    asked = {**_asked(shop), "units": [{"id": shop.field.adult, "quantity": 8}]}
    (time,) = later.send("POST", "/availability", asked | {"localDate": DAY_OF_SLOT}).get_json()
    assert (time["status"], time["vacancies"], time["available"]) == ("AVAILABLE", 10, True)
    day = {"localDateStart": DAY_OF_SLOT, "localDateEnd": DAY_OF_SLOT}
    (told,) = later.send("POST", "/availability/calendar", asked | day).get_json()
    assert (told["status"], told["vacancies"], told["available"]) == ("AVAILABLE", 10, True)
    later.reserved(8)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"productId": "nothing"}, "INVALID_PRODUCT_ID"),
        ({"optionId": "DEFAULT"}, "INVALID_OPTION_ID"),
        ({"units": [{"id": "nothing", "quantity": 1}]}, "INVALID_UNIT_ID"),
        ({"localDateEnd": "2028-03-13"}, "BAD_REQUEST"),
        ({"localDateEnd": "2027-03-01"}, "BAD_REQUEST"),
        ({"localDateEnd": "tomorrow"}, "BAD_REQUEST"),
        ({"productId": None}, "BAD_REQUEST"),
    ],
)
def test_what_is_wrong_is_named(shop: Shop, change: dict[str, Any], error: str) -> None:
    asked = {**_asked(shop), "localDateStart": "2027-03-10", "localDateEnd": "2027-03-13"}
    answer = shop.send("POST", "/availability/calendar", {**asked, **change})
    assert answer.status_code == 400
    assert holds(ERROR, answer.get_json())["error"] == error


def test_capabilities_must_come_along_and_unknown_ones_are_passed_over(shop: Shop) -> None:
    answer = shop.client.get("/octo/supplier", headers={"Authorization": f"Bearer {shop.key}"})
    assert (answer.status_code, answer.get_json()["error"]) == (400, "BAD_REQUEST")
    wants = "octo/pricing, octo/core,octo/questions"
    told = shop.send("GET", "/supplier", **{"Octo-Capabilities": wants})
    assert (told.status_code, told.headers["Octo-Capabilities"]) == (200, "octo/core")
    assert shop.send("GET", "/supplier").headers["Octo-Capabilities"] == ""


@pytest.mark.parametrize(
    ("credentials", "status", "error"),
    [
        ("", 401, "UNAUTHORIZED"),
        ("Basic abc", 401, "UNAUTHORIZED"),
        ("Bearer nobody", 403, "FORBIDDEN"),
    ],
)
def test_nothing_is_told_without_a_key_that_is_good(
    shop: Shop, credentials: str, status: int, error: str
) -> None:
    uuid = shop.reserved()["uuid"]
    for method, path in (
        ("GET", "/supplier"),
        ("GET", "/products"),
        ("GET", f"/products/{shop.field.experience_id}"),
        ("POST", "/availability/calendar"),
        ("POST", "/availability"),
        ("POST", "/bookings"),
        ("GET", "/bookings"),
        ("GET", f"/bookings/{uuid}"),
        ("PATCH", f"/bookings/{uuid}"),
        ("DELETE", f"/bookings/{uuid}"),
        ("POST", f"/bookings/{uuid}/confirm"),
        ("POST", f"/bookings/{uuid}/cancel"),
        ("POST", f"/bookings/{uuid}/extend"),
    ):
        answer = shop.send(method, path, Authorization=credentials)
        assert answer.status_code == status, (method, path)
        assert holds(ERROR, answer.get_json())["error"] == error
