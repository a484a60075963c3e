from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from server.bookings.models import Booking
from server.bookings.tickets import ticket_of
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import STARTS, vacancies
from tests.server.bookings.conftest import Clock
from tests.server.bookings.people import guide_of, post
from tests.server.conftest import NOW
from tests.server.octo.conftest import CONFIRM, Open, Shop
from tests.server.octo.expected import BOOKING, ERROR, holds, some

ONE = "559aed3d-6d5b-4fe0-bfca-99f5e7218a56"


def _error(answer: Any) -> str:
    assert answer.status_code == 400, answer.text
    return str(holds(ERROR, answer.get_json())["error"])


def _letters(database: RolledBackDatabase) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(m.kind, m.recipient) for m in session.scalars(sa.select(Mail))]


def test_a_reseller_holds_confirms_and_cancels(shop: Shop, database: RolledBackDatabase) -> None:
    item = str(uuid.uuid4())
    units = [{"unitId": shop.field.adult, "uuid": item}, {"unitId": shop.field.infant}]
    held = holds(BOOKING, shop.reserved(uuid=ONE, unitItems=units, notes="窓際"))
    assert (held["uuid"], held["status"], held["notes"]) == (ONE, "ON_HOLD", "窓際")
    assert held["utcExpiresAt"] == (NOW + dt.timedelta(minutes=15)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert held["unitItems"][0]["uuid"] == item
    assert held["voucher"] is None
    stands = holds(BOOKING, shop.send("POST", f"/bookings/{ONE}/confirm", CONFIRM).get_json())
    assert (stands["status"], stands["resellerReference"]) == ("CONFIRMED", "R-1")
    assert (stands["utcExpiresAt"], stands["cancellable"]) == (None, True)
    assert stands["contact"]["fullName"] == "Oliver Morgan"
    with database.reading() as session:
        booking = session.scalars(sa.select(Booking)).one()
        (told,) = stands["voucher"]["deliveryOptions"]
        assert told == {"deliveryFormat": "QRCODE", "deliveryValue": ticket_of(booking)}
        assert vacancies(session, shop.field.slots[0]) == 9
    gone = holds(
        BOOKING, shop.send("POST", f"/bookings/{ONE}/cancel", {"reason": "ill"}).get_json()
    )
    assert (gone["status"], gone["cancellable"]) == ("CANCELLED", False)
    assert (gone["cancellation"]["refund"], gone["cancellation"]["reason"]) == ("FULL", "ill")
    again = shop.send("DELETE", f"/bookings/{ONE}")
    assert (again.status_code, again.get_json()["status"]) == (200, "CANCELLED")
    with database.reading() as session:
        assert vacancies(session, shop.field.slots[0]) == 10


def test_the_same_uuid_is_the_same_booking_and_another_order_with_it_is_refused(
    open_shop: Open, database: RolledBackDatabase
) -> None:
    shop = open_shop()
    first, again = shop.reserved(uuid=ONE), shop.reserved(uuid=ONE.upper())
    assert first["id"] == again["id"]
    answer = shop.send("POST", "/bookings", shop.wanted(3, uuid=ONE))
    assert _error(answer) == "INVALID_BOOKING_UUID"
    other = open_shop(shop.field).reserved(uuid=ONE)
    assert other["id"] != first["id"], "another reseller's uuids are their own"
    with database.reading() as session:
        assert vacancies(session, shop.field.slots[0]) == 6


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"productId": "x"}, "INVALID_PRODUCT_ID"),
        ({"optionId": "x"}, "INVALID_OPTION_ID"),
        ({"availabilityId": "x"}, "INVALID_AVAILABILITY_ID"),
        ({"unitItems": [{"unitId": "x"}]}, "INVALID_UNIT_ID"),
        ({"unitItems": []}, "BAD_REQUEST"),
        ({"uuid": "mine"}, "BAD_REQUEST"),
        ({"expirationMinutes": 0}, "BAD_REQUEST"),
    ],
)
def test_a_reservation_that_cannot_be_is_refused_by_name(
    shop: Shop, change: dict[str, Any], error: str
) -> None:
    assert _error(shop.send("POST", "/bookings", shop.wanted(**change))) == error


def test_what_is_full_or_too_large_can_not_be_processed(open_shop: Open) -> None:
    shop = open_shop(capacity=3)
    assert _error(shop.send("POST", "/bookings", shop.wanted(9))) == "UNPROCESSABLE_ENTITY"
    assert _error(shop.send("POST", "/bookings", shop.wanted(4))) == "UNPROCESSABLE_ENTITY"
    shop.reserved(3)
    assert _error(shop.send("POST", "/bookings", shop.wanted(1))) == "UNPROCESSABLE_ENTITY"


def test_fields_of_capabilities_are_passed_over(shop: Shop) -> None:
    booked = shop.reserved(offerCode="SUMMER", pricing={"retail": 1}, freesale=False)
    assert booked["status"] == "ON_HOLD"


def test_a_hold_that_ran_out_can_not_be_confirmed(shop: Shop, at: Clock) -> None:
    uuid_ = shop.reserved(expirationMinutes=5)["uuid"]
    later = Shop(at(NOW + dt.timedelta(minutes=6)), shop.field, shop.key)
    assert later.send("GET", f"/bookings/{uuid_}").get_json()["status"] == "EXPIRED"
    answer = later.send("POST", f"/bookings/{uuid_}/confirm", CONFIRM)
    assert _error(answer) == "INVALID_BOOKING_UUID"


def test_a_hold_is_extended_as_far_as_it_goes(shop: Shop) -> None:
    uuid_ = shop.reserved()["uuid"]
    here = f"/bookings/{uuid_}/extend"
    held = holds(BOOKING, shop.send("POST", here, {"expirationMinutes": 30}).get_json())
    assert held["utcExpiresAt"] == (NOW + dt.timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    again = shop.send("POST", here, {"expirationMinutes": 30})
    assert again.status_code == 200
    assert shop.send("POST", here, {"expirationMinutes": 600}).status_code == 200
    assert _error(shop.send("POST", here, {"expirationMinutes": 600})) == "UNPROCESSABLE_ENTITY"


def test_who_comes_must_be_named_to_confirm(shop: Shop) -> None:
    uuid_ = shop.reserved()["uuid"]
    nameless = shop.send("POST", f"/bookings/{uuid_}/confirm", {})
    assert _error(nameless) == "UNPROCESSABLE_ENTITY"
    assert shop.send("POST", f"/bookings/{uuid_}/confirm", CONFIRM).status_code == 200
    again = shop.send("POST", f"/bookings/{uuid_}/confirm", CONFIRM)
    assert (again.status_code, again.get_json()["status"]) == (200, "CONFIRMED")


def test_a_guide_who_wants_to_be_asked_is(open_shop: Open, database: RolledBackDatabase) -> None:
    shop = open_shop(confirmation="approval")
    booked = shop.confirmed()
    assert (booked["status"], booked["cancellable"]) == ("PENDING", True)
    guide = guide_of(database, shop.field.organisation_id)
    post(shop.client, f"/v1/bookings/{booked['id']}/reject", guide, {"reason": "満員"})
    assert shop.send("GET", f"/bookings/{booked['uuid']}").get_json()["status"] == "REJECTED"


def test_the_reseller_answers_to_the_guest_unless_a_receipt_is_wanted(
    open_shop: Open, database: RolledBackDatabase
) -> None:
    shop = open_shop(payment="online")
    shop.confirmed()
    assert ("booking_confirmed", "oliver@example.com") not in _letters(database)
    uuid_ = shop.reserved()["uuid"]
    shop.send("POST", f"/bookings/{uuid_}/confirm", {**CONFIRM, "emailReceipt": True})
    assert ("booking_confirmed", "oliver@example.com") in _letters(database)
    guide = guide_of(database, shop.field.organisation_id)
    post(shop.client, f"/v1/slots/{shop.field.slots[0]}/cancel", guide, {})
    letters = _letters(database)
    assert letters.count(("booking_cancelled_by_guide", "oliver@example.com")) == 2


def test_a_reseller_sells_what_guests_pay_online_without_a_payment_service(
    open_shop: Open, database: RolledBackDatabase
) -> None:
    shop = open_shop(payment="online")
    assert shop.confirmed()["status"] == "CONFIRMED"
    body = {"slot_id": shop.field.slots[0], "units": [{"unit_id": shop.field.adult, "quantity": 1}]}
    direct = shop.client.post("/v1/bookings", json=body, headers={"Idempotency-Key": ONE})
    assert (direct.status_code, direct.get_json()["code"]) == (409, "no_online_payments")
    with database.reading() as session:
        assert vacancies(session, shop.field.slots[0]) == 8


def test_a_booking_is_changed_as_long_as_it_can_be_cancelled(
    shop: Shop, at: Clock, database: RolledBackDatabase
) -> None:
    booked = shop.confirmed(2)
    here, other = f"/bookings/{booked['uuid']}", shop.field.slots[1]
    kept = booked["unitItems"][0]["uuid"]
    units = [{"uuid": kept, "unitId": shop.field.adult}, {"unitId": shop.field.child}]
    units.append({"unitId": shop.field.child, "resellerReference": "kid"})
    changed = {"availabilityId": other, "unitItems": units, "notes": "late"}
    after = holds(BOOKING, shop.send("PATCH", here, changed).get_json())
    assert (after["availabilityId"], after["notes"]) == (other, "late")
    assert [item["unitId"] for item in after["unitItems"]] == [u["unitId"] for u in units]
    assert after["unitItems"][0]["uuid"] == kept
    assert after["unitItems"][2]["resellerReference"] == "kid"
    with database.reading() as session:
        assert [vacancies(session, slot) for slot in shop.field.slots] == [10, 7]
    assert _error(shop.send("PATCH", here, {"availabilityId": "x"})) == "INVALID_AVAILABILITY_ID"
    assert _error(shop.send("PATCH", here, {"productId": "x"})) == "INVALID_PRODUCT_ID"
    assert _error(shop.send("PATCH", here, {"optionId": "x"})) == "INVALID_OPTION_ID"
    late = Shop(at(STARTS - dt.timedelta(hours=23)), shop.field, shop.key)
    assert _error(late.send("PATCH", here, {"notes": "later"})) == "UNPROCESSABLE_ENTITY"


def test_after_the_cut_off_nothing_is_cancelled(shop: Shop, at: Clock) -> None:
    here = f"/bookings/{shop.confirmed()['uuid']}"
    late = Shop(at(STARTS - dt.timedelta(hours=47)), shop.field, shop.key)
    assert late.send("GET", here).get_json()["cancellable"] is False
    answer = late.send("POST", f"{here}/cancel", {"force": True})
    assert _error(answer) == "UNPROCESSABLE_ENTITY"


def test_a_reseller_sees_only_their_own_bookings(open_shop: Open) -> None:
    shop = open_shop()
    same_guide, elsewhere = open_shop(shop.field), open_shop()
    booked = shop.confirmed()
    for stranger in (same_guide, elsewhere):
        for method, path, body in (
            ("GET", "", None),
            ("PATCH", "", {"notes": "mine"}),
            ("DELETE", "", None),
            ("POST", "/confirm", CONFIRM),
            ("POST", "/extend", {}),
            ("POST", "/cancel", {}),
        ):
            answer = stranger.send(method, f"/bookings/{booked['uuid']}{path}", body)
            assert _error(answer) == "INVALID_BOOKING_UUID"
        assert stranger.send("GET", "/bookings?resellerReference=R-1").get_json() == []
        assert booked["id"] not in stranger.send("GET", f"/bookings?localDate={STARTS.date()}").text


def test_bookings_are_found_by_reference_and_day(shop: Shop) -> None:
    one, two = shop.confirmed(), shop.reserved(availabilityId=shop.field.slots[1])
    day, next_day = STARTS.date(), STARTS.date() + dt.timedelta(days=1)
    for query, expected in (
        ("resellerReference=R-1", [one]),
        (f"supplierReference={two['supplierReference']}", [two]),
        (f"localDate={day}", [one]),
        (f"localDateStart={day}&localDateEnd={next_day}", [one, two]),
        (f"localDateStart={day}&localDateEnd={next_day}&productId=x", []),
        (f"localDate={next_day}&optionId={shop.field.option_id}", [two]),
    ):
        found = holds(some(BOOKING), shop.send("GET", f"/bookings?{query}").get_json())
        assert [booking["id"] for booking in found] == [b["id"] for b in expected], query
    assert _error(shop.send("GET", "/bookings")) == "BAD_REQUEST"
    assert _error(shop.send("GET", "/bookings?localDate=soon")) == "BAD_REQUEST"


def test_a_body_that_is_no_json_is_a_bad_request(shop: Shop) -> None:
    headers = {"Authorization": f"Bearer {shop.key}", "Octo-Capabilities": ""}
    for content, kind in ((b"{", "application/json"), (b"{}", "text/plain"), (b"", None)):
        answer = shop.client.post(
            "/octo/bookings", data=content, content_type=kind, headers=headers
        )
        assert _error(answer) == "BAD_REQUEST"
