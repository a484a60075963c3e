from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask.testing import FlaskClient

from server.bookings.models import Booking
from server.bookings.tickets import named_by, ticket_of
from server.experiences.slot_models import Slot
from server.outbox.models import Mail
from server.permissions import Role
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import STARTS, make_rice_field, vacancies
from tests.server.bookings.conftest import Clock
from tests.server.bookings.people import booked, guide_of, key_of, post

MORNING = STARTS - dt.timedelta(minutes=10)


def _sync(
    client: FlaskClient, owner: str, headers: dict[str, str], *scans: dict[str, Any], device: str
) -> Any:
    body = {"device": device, "scans": list(scans)}
    answer = client.post(f"/v1/organisations/{owner}/redemptions", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.get_json()["scans"]


def _minute(minutes: int) -> str:
    return (MORNING + dt.timedelta(minutes=minutes)).isoformat()


def test_a_guide_refuses_what_they_were_asked_for(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, confirmation="approval")
    booking = booked(database, field)
    guide = guide_of(database, field.organisation_id)
    here = f"/v1/bookings/{booking.id}/reject"
    refused = post(client, here, guide, {"reason": "満員"})
    assert (refused.status_code, refused.get_json()["status"]) == (200, "REJECTED")
    assert refused.get_json()["reason"] == "満員"
    assert post(client, here, guide, {}).get_json()["code"] == "wrong_state"
    assert post(client, here, key_of(booking), {}).status_code == 401
    with database.reading() as session:
        assert vacancies(session, field.slots[0]) == 10


def test_a_ticket_is_used_once_and_the_same_scan_again_changes_nothing(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking, client = booked(database, field), at(MORNING)
    guide = guide_of(database, field.organisation_id)
    here = f"/v1/bookings/{booking.id}/redeem"
    scan = {"ticket": ticket_of(booking), "device": "A", "redeemed_at": _minute(0)}
    first, again = (client.post(here, json=scan, headers=guide) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.get_json() == again.get_json()
    assert first.get_json()["status"] == "REDEEMED"
    second = client.post(here, json={**scan, "device": "B"}, headers=guide)
    assert (second.status_code, second.get_json()["code"]) == (409, "already_redeemed")
    local = MORNING.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{local:%Y-%m-%d %H:%M}" in second.get_json()["detail"]


def test_a_guide_redeems_by_the_code_that_a_guest_reads_out(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    guide = guide_of(database, field.organisation_id)
    client, here = at(MORNING), f"/v1/bookings/{booking.code}/redeem"
    wrong = client.post(here, json={"ticket": "YM1.other.ticket"}, headers=guide)
    assert wrong.get_json()["code"] == "wrong_ticket"
    assert client.post(here, json={}, headers=guide).status_code == 200
    stranger = guide_of(database, make_rice_field(database).organisation_id)
    assert client.post(here, json={}, headers=stranger).status_code == 404


def test_nobody_is_redeemed_the_week_before(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    guide = guide_of(database, field.organisation_id)
    early = client.post(f"/v1/bookings/{booking.id}/redeem", json={}, headers=guide)
    assert (early.status_code, early.get_json()["code"]) == (409, "too_early")


def test_refusals_are_told_in_words_and_on_the_clock_of_the_place(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    guide = {**guide_of(database, field.organisation_id), "Accept-Language": "ja"}
    early = at(MORNING).post(f"/v1/bookings/{booking.id}/no-show", headers=guide).get_json()
    local = STARTS.astimezone(ZoneInfo("Asia/Tokyo"))
    weekday = "月火水木金土日"[local.weekday()]
    said = f"{local.year}年{local.month}月{local.day}日（{weekday}）{local:%H:%M}"
    assert said in early["detail"]
    wrong = post(at(MORNING), f"/v1/bookings/{booking.id}/reject", guide, {"reason": "満員"})
    assert wrong.get_json()["detail"] == "この予約は「確定」のため、お断りすることはできません。"


def test_who_did_not_come_is_noted_once_it_has_begun(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    guide = guide_of(database, field.organisation_id)
    here = f"/v1/bookings/{booking.id}/no-show"
    assert at(MORNING).post(here, headers=guide).get_json()["code"] == "too_early"
    later = at(STARTS + dt.timedelta(minutes=20))
    first, again = (later.post(here, headers=guide).get_json() for _ in range(2))
    assert first == again
    assert (first["status"], first["no_show_at"] is not None) == ("CONFIRMED", True)
    came = later.post(f"/v1/bookings/{booking.id}/redeem", json={}, headers=guide).get_json()
    assert (came["status"], came["no_show_at"]) == ("REDEEMED", None)


def test_two_phones_without_a_network_find_the_second_use_of_a_ticket(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    one, two = booked(database, field), booked(database, field)
    guide = guide_of(database, field.organisation_id)
    client, owner = at(MORNING + dt.timedelta(hours=2)), field.organisation_id
    seen = {"ticket": ticket_of(one), "redeemed_at": _minute(1)}
    (first,) = _sync(client, owner, guide, seen, device="A")
    assert (first["outcome"], first["first_device"]) == ("redeemed", "A")
    other, unused = _sync(
        client,
        owner,
        guide,
        {"ticket": ticket_of(one), "redeemed_at": _minute(5)},
        {"booking": two.code, "redeemed_at": _minute(6)},
        device="B",
    )
    assert (other["outcome"], other["first_device"]) == ("already_redeemed", "A")
    assert dt.datetime.fromisoformat(other["first_redeemed_at"]) == MORNING + dt.timedelta(
        minutes=1
    )
    assert (unused["outcome"], unused["booking_id"]) == ("redeemed", two.id)


def test_a_list_that_is_sent_again_changes_nothing_and_is_told_the_same(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, confirmation="instant")
    one, gone = booked(database, field), booked(database, field)
    guide, client = guide_of(database, field.organisation_id), at(MORNING)
    post(client, f"/v1/bookings/{gone.id}/cancel", guide, {})
    foreign = booked(database, make_rice_field(database))
    scans: list[dict[str, Any]] = [
        {"ticket": ticket_of(one), "redeemed_at": _minute(-1)},
        {"ticket": ticket_of(one), "redeemed_at": _minute(-60 * 48)},
        {"ticket": "YM1." + one.id + ".forged", "redeemed_at": _minute(-2)},
        {"booking": one.id, "ticket": ticket_of(gone), "redeemed_at": _minute(-4)},
        {"ticket": ticket_of(gone), "redeemed_at": _minute(-3)},
        {"ticket": ticket_of(foreign), "redeemed_at": _minute(-3)},
        {"ticket": "https://example.jp/", "redeemed_at": _minute(-3)},
    ]
    first = _sync(client, field.organisation_id, guide, *scans, device="A")
    assert [scan["outcome"] for scan in first] == [
        "redeemed",
        "too_early",
        "wrong_ticket",
        "wrong_ticket",
        "wrong_state",
        "unknown",
        "unknown",
    ]
    before = _versions(database)
    assert _sync(client, field.organisation_id, guide, *scans, device="A") == first
    assert _versions(database) == before


def _versions(database: RolledBackDatabase) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(sa.select(Booking.id, Booking.version).order_by(Booking.id)))


def test_five_hundred_scans_are_taken_and_one_more_is_not(
    at: Clock, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    guide, client = guide_of(database, field.organisation_id), at(MORNING)
    scan = {"ticket": ticket_of(booking)}
    scans = [{**scan, "redeemed_at": _minute(-n)} for n in range(500)]
    told = _sync(client, field.organisation_id, guide, *scans, device="A")
    assert [s["outcome"] for s in told].count("redeemed") == 1
    assert told[499]["outcome"] == "redeemed", "the earliest counts"
    body = {"device": "A", "scans": [*scans, {**scan, "redeemed_at": _minute(1)}]}
    here = f"/v1/organisations/{field.organisation_id}/redemptions"
    assert client.post(here, json=body, headers=guide).status_code == 422
    nameless = {"device": "A", "scans": [{"redeemed_at": _minute(0)}]}
    fault = client.post(here, json=nameless, headers=guide).get_json()["errors"][0]
    assert (fault["pointer"], fault["code"]) == ("/scans/0", "booking_needed")


def test_the_days_list_knows_every_ticket_and_tells_none(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking, other_day = booked(database, field), booked(database, field, slot=1)
    guide = guide_of(database, field.organisation_id)
    day = f"/v1/organisations/{field.organisation_id}/redemption-list?on={STARTS.date()}"
    answer = client.get(day, headers=guide)
    (expected,) = answer.get_json()["expected"]
    digest = hashlib.sha256(ticket_of(booking).encode()).hexdigest()
    assert (expected["ticket_sha256"], expected["name"]) == (digest, "青森 花子")
    assert (expected["people"], expected["code"]) == (2, booking.code)
    assert booking.access_key not in answer.text
    assert other_day.id not in answer.text
    viewer = guide_of(database, field.organisation_id, Role.VIEWER)
    assert client.get(day, headers=viewer).status_code == 403


def test_the_days_list_comes_in_pages(client: FlaskClient, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    bookings = {booked(database, field, 1).id for _ in range(5)}
    guide = guide_of(database, field.organisation_id)
    address = f"/v1/organisations/{field.organisation_id}/redemption-list"
    following: str | None = f"{address}?on={STARTS.date()}&limit=2"
    seen: list[str] = []
    while following:
        page = client.get(following, headers=guide).get_json()
        seen += [expected["booking_id"] for expected in page["expected"]]
        following = page["links"].get("next")
    assert len(seen) == 5
    assert set(seen) == bookings


def test_a_ticket_is_drawn_for_its_holder_only(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booking = booked(database, field)
    here = f"/v1/bookings/{booking.id}/ticket"
    svg = client.get(here, headers=key_of(booking))
    assert (svg.status_code, svg.mimetype) == (200, "image/svg+xml")
    assert b"<svg" in svg.data
    assert svg.headers["Cache-Control"] == "private, no-store"
    png = client.get(f"{here}.png", headers=key_of(booking))
    assert (png.mimetype, png.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert client.get(here).status_code == 404
    guide = guide_of(database, field.organisation_id)
    assert client.get(here, headers=guide).status_code == 403


def test_a_ticket_does_not_hold_what_opens_the_booking(database: RolledBackDatabase) -> None:
    booking = booked(database, make_rice_field(database))
    text = ticket_of(booking)
    assert booking.access_key not in text
    assert named_by(text) == booking.id


def test_a_hold_has_no_ticket(client: FlaskClient, database: RolledBackDatabase) -> None:
    field = make_rice_field(database, confirmation="approval")
    booking = booked(database, field)
    answer = client.get(f"/v1/bookings/{booking.id}/ticket", headers=key_of(booking))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_state")


def test_a_slot_that_a_guide_cancels_gives_everybody_everything_back(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, slots=6)
    ids = [booked(database, field, 2).id for _ in range(3)]
    guide = guide_of(database, field.organisation_id)
    here = f"/v1/slots/{field.slots[0]}/cancel"
    done = post(client, here, guide, {"reason": "台風のため"})
    assert done.status_code == 200, done.text
    assert done.get_json()["cancelled_bookings"] == 3
    with database.reading() as session:
        slot = session.get_one(Slot, field.slots[0])
        assert (slot.status, slot.vacancies) == ("cancelled", 10)
        states = session.scalars(sa.select(Booking.status).where(Booking.id.in_(ids)))
        assert set(states) == {"CANCELLED"}
        letters = session.scalars(sa.select(Mail).where(Mail.kind == "booking_cancelled_by_guide"))
        offered = [letter.values["others"].splitlines() for letter in letters]
    assert [len(times) for times in offered] == [3, 3, 3]
    assert post(client, here, guide, {}).get_json()["cancelled_bookings"] == 0
    stranger = guide_of(database, make_rice_field(database).organisation_id)
    assert post(client, here, stranger, {}).get_json()["code"] == "slot_not_found"
    assert post(client, "/v1/slots/nothing/cancel", guide, {}).status_code == 404


def test_a_slot_that_has_begun_is_not_cancelled(at: Clock, database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    guide = guide_of(database, field.organisation_id)
    late = post(at(STARTS), f"/v1/slots/{field.slots[0]}/cancel", guide, {})
    assert (late.status_code, late.get_json()["code"]) == (409, "too_late_to_change")


def test_the_same_key_cancels_a_slot_once(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    booked(database, field)
    guide = {**guide_of(database, field.organisation_id), "Idempotency-Key": "k" * 20}
    here = f"/v1/slots/{field.slots[0]}/cancel"
    first, again = (client.post(here, json={}, headers=guide) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"
