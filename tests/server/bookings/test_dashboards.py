from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, joinedload

from server.accounts.models import Organisation
from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.confirming import confirm, reject
from server.bookings.dashboards import days_around, today_of
from server.bookings.models import Booking, State
from server.bookings.redeeming import Scan, note_no_show, redeem
from server.errors import AppError
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.permissions import Role
from server.regions.models import Region
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import (
    GUEST,
    HANAKO,
    RiceField,
    held,
    make_rice_field,
    slot_of,
)
from tests.server.bookings.people import booked, guide_of, key_of, post
from tests.server.conftest import NOW
from tests.server.people import make_organisation

GUIDE = By("done", "guide")


def _happens(session: Session, field: RiceField, dice: random.Random) -> None:
    """Let a booking of a random slot come as far as chance will have it."""
    begins = NOW + dt.timedelta(days=dice.randint(-80, 80), hours=dice.randint(0, 23))
    experience = session.get_one(Experience, field.experience_id)
    slot = slot_of(experience, begins, dice.randint(4, 12))
    session.add(slot)
    session.flush()
    own = RiceField(**{**{f: getattr(field, f) for f in _FIELDS}, "slots": (slot.id,)})
    before = begins - dt.timedelta(days=3)
    for _ in range(dice.randint(0, 3)):
        try:
            _lives(session, held(session, own, dice.randint(1, 4), now=before), dice, before)
        except AppError:
            continue
    if dice.random() < 0.1:
        slot.status = "cancelled"


_FIELDS = ("organisation_id", "experience_id", "option_id", "adult", "child", "infant", "slots")


def _lives(session: Session, booking: Booking, dice: random.Random, now: dt.datetime) -> None:
    fate = dice.choice(("held", "stands", "came", "missed", "cancelled", "late", "refused", "paid"))
    if fate == "held":
        return
    if fate == "paid":
        booking.payment, booking.paid_minor = "online", booking.total_minor
    confirm(session, booking, HANAKO, GUEST, now=now)
    begins = booking.slot.starts_at
    if fate == "refused" and booking.status == State.PENDING:
        reject(session, booking, GUIDE, now=now)
    elif fate in ("cancelled", "paid") and dice.random() < 0.5:
        cancel(session, booking, GUEST, now=now)
    elif fate == "late":
        cancel(session, booking, GUEST, now=begins - dt.timedelta(hours=30))
    elif fate in ("came", "paid"):
        redeem(session, booking, Scan(None, begins), GUIDE, now=begins)
    elif fate == "missed":
        note_no_show(session, booking, GUIDE, now=begins)


def _brute_force(session: Session, experience_ids: set[str], days: Any) -> dict[str, Any]:
    """Count everything row by row."""
    states: Counter[str] = Counter({state.value: 0 for state in State})
    months: dict[str, Counter[str]] = defaultdict(Counter)
    taken: Counter[str] = Counter()
    for booking in session.scalars(sa.select(Booking).options(joinedload(Booking.slot))).unique():
        day = booking.slot.local_date
        if booking.experience_id not in experience_ids or not days[0] <= day <= days[1]:
            continue
        states[booking.status] += 1
        month = months[f"{day:%Y-%m}"]
        month["refund_minor"] += booking.refund_minor
        month["income_minor"] += booking.paid_minor - booking.refund_minor
        if booking.status in ("CONFIRMED", "REDEEMED"):
            month["bookings"] += 1
            month["people"] += len(booking.tickets)
        if booking.status in ("PENDING", "CONFIRMED", "REDEEMED"):
            taken[booking.slot_id] += booking.seats
        if booking.payment == "online":
            continue
        if booking.status == "REDEEMED":
            month["income_minor"] += booking.total_minor
        elif booking.status == "CONFIRMED" and booking.no_show_at is None:
            month["expected_minor"] += booking.total_minor
    slots = [
        slot
        for slot in session.scalars(sa.select(Slot))
        if slot.experience_id in experience_ids
        and slot.status != "cancelled"
        and days[0] <= slot.local_date <= days[1]
    ]
    capacity, seats = sum(s.capacity for s in slots), sum(taken[s.id] for s in slots)
    return {
        "bookings": dict(states),
        "fill": {
            "slots": len(slots),
            "capacity": capacity,
            "taken": seats,
            "rate": round(seats / capacity, 4) if capacity else None,
        },
        "months": {
            name: {
                k: month[k]
                for k in ("bookings", "people", "income_minor", "expected_minor", "refund_minor")
            }
            for name, month in sorted(months.items())
        },
    }


def _sums(shown: Any) -> dict[str, Any]:
    months = {
        month["month"]: {k: v for k, v in month.items() if k not in ("month", "currency")}
        for month in shown["months"]
    }
    return {"bookings": shown["bookings"], "fill": shown["fill"], "months": months}


@pytest.mark.parametrize("seed", range(8))
def test_both_dashboards_are_what_counting_row_by_row_gives(
    client: FlaskClient, database: RolledBackDatabase, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    confirmations = ("instant", "approval", "instant")
    fields = [make_rice_field(database, confirmation=word) for word in confirmations]
    association = make_organisation(database, "阿武町観光協会")
    with database.writing() as session:
        for field in fields[:2]:
            session.get_one(Experience, field.experience_id).reviewer_id = association
        for _ in range(30):
            _happens(session, dice.choice(fields), dice)
    back, ahead = dice.randint(0, 4), dice.randint(0, 4)
    days = days_around(NOW.date(), back, ahead)
    query = f"?months_back={back}&months_ahead={ahead}"
    guide = guide_of(database, fields[0].organisation_id, Role.VIEWER)
    shown = client.get(f"/v1/guides/me/dashboard{query}", headers=guide).get_json()
    theirs = f"/v1/organisations/{association}/dashboard{query}"
    association_sees = client.get(theirs, headers=guide_of(database, association)).get_json()
    with database.reading() as session:
        assert _sums(shown) == _brute_force(session, {fields[0].experience_id}, days)
        reviewed = {field.experience_id for field in fields[:2]}
        assert _sums(association_sees) == _brute_force(session, reviewed, days)
    assert (association_sees["guides"], association_sees["experiences"]) == (2, {"published": 2})
    assert association_sees["guests"] == sum(m["people"] for m in association_sees["months"])


def test_a_guide_sees_who_comes_who_waits_and_what_was_written(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database, confirmation="approval")
    asked, coming = booked(database, field, 1), booked(database, field, 2)
    guide = guide_of(database, field.organisation_id)
    post(client, f"/v1/bookings/{coming.id}/confirm", guide, {})
    post(client, f"/v1/bookings/{coming.id}/messages", key_of(coming), {"text": "楽しみです"})
    shown = client.get("/v1/guides/me/dashboard", headers=guide).get_json()
    assert [guest["booking_id"] for guest in shown["unanswered"]] == [asked.id]
    (guest,) = shown["upcoming"]
    assert (guest["booking_id"], guest["name"], guest["people"]) == (coming.id, "青森 花子", 2)
    assert shown["unread_messages"] == 1
    assert [guest["booking_id"] for guest in shown["unread"]] == [coming.id]
    client.get(f"/v1/bookings/{coming.id}/messages", headers=guide)
    again = client.get("/v1/guides/me/dashboard", headers=guide).get_json()
    assert (again["unread_messages"], again["unread"]) == (0, [])


def test_an_association_sees_sums_and_nobody(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    field = make_rice_field(database)
    association = make_organisation(database, "阿武町観光協会")
    with database.writing() as session:
        session.get_one(Experience, field.experience_id).reviewer_id = association
    booking = booked(database, field, 2)
    viewer = guide_of(database, association, Role.VIEWER)
    answer = client.get(f"/v1/organisations/{association}/dashboard", headers=viewer)
    assert answer.get_json()["guests"] == 2
    for told in ("青森", "hanako", booking.id, booking.code):
        assert told not in answer.text
    stranger = guide_of(database, make_organisation(database))
    refused = client.get(f"/v1/organisations/{association}/dashboard", headers=stranger)
    assert refused.status_code == 404


def test_who_guides_nothing_has_an_empty_dashboard(
    client: FlaskClient, database: RolledBackDatabase
) -> None:
    booked(database, make_rice_field(database))
    newcomer = guide_of(database, make_organisation(database))
    shown = client.get("/v1/guides/me/dashboard", headers=newcomer).get_json()
    assert (shown["months"], shown["upcoming"], shown["fill"]["rate"]) == ([], [], None)
    assert client.get("/v1/guides/me/dashboard").status_code == 401


def test_the_days_of_a_dashboard_are_whole_months() -> None:
    assert days_around(dt.date(2027, 1, 31), 1, 1) == (
        dt.date(2026, 12, 1),
        dt.date(2027, 2, 28),
    )


def _settled(database: RolledBackDatabase, *zones: str | None) -> list[str]:
    """Keep an organisation in a region with each of these clocks; None is one without a region."""
    make_rice_field(database)
    made = [make_organisation(database) for _ in zones]
    with database.writing() as session:
        like = session.get_one(Region, "abu")
        facts = {c.key: getattr(like, c.key) for c in sa.inspect(Region).column_attrs}
        for number, (key, zone) in enumerate(zip(made, zones, strict=True)):
            if zone is not None:
                code = f"there-{number}"
                session.add(Region(**{**facts, "code": code, "time_zone": zone}))
                session.flush()
                session.get_one(Organisation, key).region_code = code
    return made


@pytest.mark.parametrize(
    ("now", "zones", "today"),
    [
        ("2027-03-31T14:59:00Z", ["Asia/Tokyo"], "2027-03-31"),
        ("2027-03-31T15:30:00Z", ["Asia/Tokyo"], "2027-04-01"),
        # Helsinki is two hours ahead in winter, and three from 28 March on.
        ("2027-02-28T21:30:00Z", ["Europe/Helsinki"], "2027-02-28"),
        ("2027-03-31T21:30:00Z", ["Europe/Helsinki"], "2027-04-01"),
        ("2027-10-31T22:30:00Z", ["Europe/Helsinki"], "2027-11-01"),
        ("2027-10-31T21:30:00Z", ["Europe/Helsinki"], "2027-10-31"),
        # What was counted by the earliest clock on earth was a month ahead of this one.
        ("2027-03-31T12:00:00Z", ["Europe/Helsinki"], "2027-03-31"),
        ("2027-03-31T15:30:00Z", ["Europe/Helsinki", "Asia/Tokyo"], "2027-04-01"),
        ("2027-03-31T15:30:00Z", [None], "2027-03-31"),
    ],
)
def test_today_is_what_the_clock_of_the_organisations_region_says(
    database: RolledBackDatabase, now: str, zones: list[str | None], today: str
) -> None:
    theirs = _settled(database, *zones)
    with database.reading() as session:
        found = today_of(session, theirs, now=dt.datetime.fromisoformat(now))
    assert found == dt.date.fromisoformat(today)


def test_a_month_is_told_from_its_first_minute_on_the_regions_clock(
    client: FlaskClient, database: RolledBackDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    (association,) = _settled(database, "Asia/Tokyo")
    reader = guide_of(database, association, Role.VIEWER)
    here = f"/v1/organisations/{association}/dashboard?months_back=0&months_ahead=0"
    half_past_midnight = dt.datetime(2027, 3, 31, 15, 30, tzinfo=dt.UTC)
    parts = client.application.extensions["yorimichi"]
    monkeypatch.setitem(
        client.application.extensions, "yorimichi", replace(parts, now=lambda: half_past_midnight)
    )
    shown = client.get(here, headers=reader).get_json()
    assert (shown["first_date"], shown["last_date"]) == ("2027-04-01", "2027-04-30")
