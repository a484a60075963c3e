"""Another party or time costs nobody what they did not agree to."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel
from server.bookings.changes import By
from server.bookings.confirming import confirm, note_paid
from server.bookings.errors import CostsMore, TooLateToBook
from server.bookings.holding import Wish, hold
from server.bookings.models import Booking
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import GUEST, HANAKO, STARTS, RiceField, held, make_rice_field
from tests.server.bookings.people import guide_of
from tests.server.conftest import NOW

GUIDE = By("amended", "guide")
PLATFORM = By("amended", "platform")
RESELLER = By("amended", "reseller")


def _paid(session: Session, field: RiceField, adults: int) -> Booking:
    booking = held(session, field, adults)
    note_paid(session, booking, booking.total_minor, now=NOW)
    return booking


@pytest.mark.parametrize(("hours", "back"), [(1, 0), (30, 3000), (50, 6000)])
def test_a_party_made_smaller_before_it_is_given_up_costs_as_much_as_at_once(
    database: RolledBackDatabase, hours: int, back: int
) -> None:
    field, late = make_rice_field(database, payment="online"), STARTS - dt.timedelta(hours=hours)
    with database.writing() as session:
        at_once, in_steps = _paid(session, field, 2), _paid(session, field, 2)
        cancel(session, at_once, GUEST, now=late)
        amend(session, in_steps, Amendment(counts={field.adult: 1}), GUEST, now=late)
        cancel(session, in_steps, GUEST, now=late)
        assert (at_once.refund_minor, in_steps.refund_minor) == (back, back)


def test_a_guide_who_cancels_gives_the_fee_of_an_earlier_change_back(
    database: RolledBackDatabase,
) -> None:
    field, late = make_rice_field(database, payment="online"), STARTS - dt.timedelta(hours=1)
    with database.writing() as session:
        booking = _paid(session, field, 2)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=late)
        assert booking.refund_minor == 0
        cancel(session, booking, GUIDE, now=late)
        assert booking.refund_minor == 6000


def test_a_smaller_party_costs_nothing_while_the_guide_has_not_answered(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, payment="online", confirmation="approval", cancellation=[])
    with database.writing() as session:
        booking = _paid(session, field, 2)
        assert booking.status == "PENDING"
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
        assert (booking.total_minor, booking.refund_minor) == (3000, 3000)


def test_a_guide_who_makes_a_party_smaller_gives_all_of_the_difference_back(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, payment="online", cancellation=[])
    with database.writing() as session:
        booking = _paid(session, field, 2)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUIDE, now=NOW)
        assert (booking.total_minor, booking.refund_minor) == (3000, 3000)


def test_half_a_yen_of_a_smaller_party_is_the_guests(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, payment="online", cancellation=[[24, 50]])
    with database.writing() as session:
        experience = session.get_one(Experience, field.experience_id)
        experience.options[0].units[0].price_minor = 1501
        session.flush()
        booking = _paid(session, field, 2)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
        assert booking.refund_minor == 751


def test_what_stands_and_is_paid_online_never_comes_to_cost_more_even_if_nothing_was_paid(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, payment="online")
    with database.writing() as session:
        experience = session.get_one(Experience, field.experience_id)
        experience.options[0].units[1].price_minor = 0
        session.flush()
        free = hold(session, Wish(field.slots[0], {field.child: 1}, HANAKO), GUEST, now=NOW)
        confirm(session, free, HANAKO, GUEST, now=NOW)
        all_back = _paid(session, field, 1)
        amend(session, all_back, Amendment(counts={field.child: 1}), GUEST, now=NOW)
        assert all_back.refund_minor == all_back.paid_minor
        for booking in (free, all_back):
            assert booking.status == "CONFIRMED"
            with pytest.raises(CostsMore):
                amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
            assert booking.total_minor == 0


def test_the_same_party_at_another_time_keeps_its_prices(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field, 2)
        experience = session.get_one(Experience, field.experience_id)
        experience.options[0].units[0].price_minor = 9999
        session.flush()
        same = Amendment(field.slots[1], {field.adult: 2})
        amend(session, booking, same, GUEST, now=NOW)
        assert (booking.slot_id, booking.total_minor) == (field.slots[1], 6000)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=NOW)
        assert [t.price_minor for t in booking.tickets] == [booking.total_minor] == [9999]


def test_nobody_joins_a_party_once_bookings_have_ended(database: RolledBackDatabase) -> None:
    field, late = make_rice_field(database), STARTS - dt.timedelta(minutes=30)
    with database.writing() as session:
        booking = held(session, field, 2)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        with pytest.raises(TooLateToBook):
            amend(session, booking, Amendment(counts={field.adult: 3}), GUEST, now=late)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=late)
        assert booking.seats == 1


def test_who_asks_for_an_earlier_time_is_answered_before_it_begins(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, confirmation="approval", approval_hours=48)
    with database.writing() as session:
        booking = held(session, field, 2, slot=1)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        assert booking.answer_by == NOW + dt.timedelta(hours=48)
        soon = session.get_one(Slot, field.slots[0])
        soon.starts_at, soon.ends_at = NOW + dt.timedelta(hours=3), NOW + dt.timedelta(hours=4)
        session.flush()
        amend(session, booking, Amendment(soon.id), GUEST, now=NOW)
        assert booking.answer_by == NOW + dt.timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(
    ("payment", "by", "told"),
    [
        ("on_site", GUEST, ["booking_changed", "guide_booking_changed"]),
        ("on_site", GUIDE, ["booking_changed"]),
        ("on_site", PLATFORM, ["booking_changed", "guide_booking_changed"]),
        ("reseller", RESELLER, ["guide_booking_changed"]),
        ("reseller", GUIDE, ["booking_changed"]),
    ],
)
def test_of_a_change_those_are_told_who_did_not_make_it(
    database: RolledBackDatabase, payment: str, by: By, told: list[str]
) -> None:
    field = make_rice_field(database)
    guide_of(database, field.organisation_id)
    with database.writing() as session:
        booking = held(session, field, 2)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        booking.payment = payment
        session.execute(sa.delete(Mail))
        amend(session, booking, Amendment(field.slots[1]), by, now=NOW)
        assert sorted(session.scalars(sa.select(Mail.kind))) == told
