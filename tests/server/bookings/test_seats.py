from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel, cancel_slot, quote
from server.bookings.changes import By, list_changes
from server.bookings.confirming import (
    approve,
    confirm,
    note_paid,
    reject,
    reject_unanswered,
)
from server.bookings.errors import (
    AlreadyRedeemed,
    BookingInWrongState,
    CostsMore,
    HoldExpired,
    HoldLimitReached,
    NotYet,
    PaymentNeeded,
    SlotClosed,
    SlotOfAnother,
    SoldOut,
    TooLateToBook,
    TooLateToChange,
    WrongTicket,
)
from server.bookings.holding import HELD_AT_MOST, HELD_FOR, Contact, Wish, extend, get_booking, hold
from server.bookings.models import Booking
from server.bookings.redeeming import Scan, note_no_show, redeem
from server.bookings.seats import release_expired
from server.errors import Invalid
from server.experiences.errors import SlotNotFound
from server.experiences.models import Experience
from server.experiences.slot_models import Slot
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import (
    GUEST,
    HANAKO,
    STARTS,
    RiceField,
    held,
    make_rice_field,
    vacancies,
)
from tests.server.conftest import NOW

GUIDE = By("done", "guide")
LATER = NOW + HELD_FOR


def _lapsed(session: Session, field: RiceField) -> list[Booking]:
    """Hold seats and let the hold run out."""
    held(session, field)
    return release_expired(session, now=LATER)


def _mails(session: Session) -> list[str]:
    return sorted(session.scalars(sa.select(Mail.kind)))


def test_a_hold_takes_its_seats_at_once(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field, 3)
        assert (booking.status, booking.seats, booking.total_minor) == ("ON_HOLD", 3, 9000)
        assert booking.expires_at == NOW + dt.timedelta(minutes=15)
        assert vacancies(session, field.slots[0]) == 7


def test_an_infant_takes_no_seat_but_is_a_person(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        counts = {field.adult: 1, field.infant: 2}
        booking = hold(session, Wish(field.slots[0], counts), GUEST, now=NOW)
        assert (booking.seats, len(booking.tickets)) == (1, 3)


@pytest.mark.parametrize(
    ("adults", "infants", "code"),
    [(9, 0, "party_too_large"), (0, 0, "party_too_small"), (0, 1, "nobody_seated")],
)
def test_a_party_that_cannot_be_is_refused(
    database: RolledBackDatabase, adults: int, infants: int, code: str
) -> None:
    field = make_rice_field(database)
    wish = Wish(field.slots[0], {field.adult: adults, field.infant: infants})
    with database.writing() as session, pytest.raises(Invalid) as refusal:
        hold(session, wish, GUEST, now=NOW)
    assert [fault.code for fault in refusal.value.faults] == [code]


def test_more_seats_than_are_left_are_not_sold(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, capacity=3)
    with database.writing() as session:
        held(session, field, 2)
        with pytest.raises(SoldOut):
            held(session, field, 2)
        assert vacancies(session, field.slots[0]) == 1


def test_the_database_itself_refuses_to_oversell(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, capacity=3)
    below = sa.update(Slot).where(Slot.id == field.slots[0]).values(vacancies=-1)
    above = sa.update(Slot).where(Slot.id == field.slots[0]).values(vacancies=4)
    for wrong, name in ((below, "never_oversold"), (above, "never_overfreed")):
        with pytest.raises(IntegrityError, match=name), database.writing() as session:
            session.execute(wrong)


@pytest.mark.parametrize("status", ["draft", "in_review", "suspended", "withdrawn"])
def test_only_published_experiences_can_be_booked(
    database: RolledBackDatabase, status: str
) -> None:
    field = make_rice_field(database, status=status)
    with database.writing() as session, pytest.raises(SlotNotFound):
        held(session, field)


def test_nobody_books_after_the_cut_off(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, cutoff_minutes=60)
    with database.writing() as session:
        with pytest.raises(TooLateToBook):
            held(session, field, now=STARTS - dt.timedelta(minutes=60))
        assert held(session, field, now=STARTS - dt.timedelta(minutes=61)).status == "ON_HOLD"


def test_a_hold_that_has_run_out_gives_its_seats_to_the_next_who_asks(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, capacity=2)
    with database.writing() as session:
        first = held(session, field, 2)
        with pytest.raises(SoldOut):
            held(session, field, 2, now=LATER - dt.timedelta(seconds=1))
        second = held(session, field, 2, now=LATER)
        assert (first.status, second.status) == ("EXPIRED", "ON_HOLD")
        assert vacancies(session, field.slots[0]) == 0


def test_a_hold_is_extended_up_to_its_limit_only(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        extend(session, booking, GUEST, minutes=None, now=NOW + dt.timedelta(minutes=10))
        assert booking.expires_at == NOW + dt.timedelta(minutes=25)
        extend(session, booking, GUEST, minutes=90, now=NOW + dt.timedelta(minutes=20))
        assert booking.expires_at == NOW + HELD_AT_MOST
        with pytest.raises(HoldLimitReached):
            extend(session, booking, GUEST, minutes=None, now=NOW + dt.timedelta(minutes=50))
        with pytest.raises(HoldExpired):
            extend(session, booking, GUEST, minutes=None, now=NOW + HELD_AT_MOST)


def test_confirming_needs_somebody_to_whom_it_belongs(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        wish = Wish(field.slots[0], {field.adult: 1})
        booking = hold(session, wish, GUEST, now=NOW)
        with pytest.raises(Invalid) as refusal:
            confirm(session, booking, Contact(name="花子"), GUEST, now=NOW)
        assert [fault.pointer for fault in refusal.value.faults] == ["/contact/email"]


def test_a_confirmed_booking_stands_and_is_told_once(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        assert booking.status == "CONFIRMED"
        assert _mails(session) == ["booking_confirmed"]
        (mail,) = session.scalars(sa.select(Mail))
        assert "BEGIN:VCALENDAR" in mail.attachments[0][2]
        assert [change.action for change in list_changes(session, booking.id)] == ["held", "held"]


def test_a_hold_that_has_run_out_cannot_be_confirmed(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        with pytest.raises(HoldExpired):
            confirm(session, booking, HANAKO, GUEST, now=LATER)
        assert [b.id for b in release_expired(session, now=LATER)] == [booking.id]
        assert vacancies(session, field.slots[0]) == 10
        read_anew = get_booking(session, booking.id, to_change=True)
        with pytest.raises(HoldExpired):
            confirm(session, read_anew, HANAKO, GUEST, now=LATER)


def test_a_guide_who_wants_to_be_asked_is_asked(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, confirmation="approval", approval_hours=24)
    with database.writing() as session:
        yes, no = held(session, field), held(session, field)
        for booking in (yes, no):
            confirm(session, booking, HANAKO, GUEST, now=NOW)
            assert booking.status == "PENDING"
            assert booking.answer_by == NOW + dt.timedelta(hours=24)
        approve(session, yes, GUIDE, now=LATER)
        reject(session, no, GUIDE, reason="雨", now=LATER)
        assert (yes.status, no.status) == ("CONFIRMED", "REJECTED")
        assert vacancies(session, field.slots[0]) == 8
        with pytest.raises(BookingInWrongState):
            approve(session, no, GUIDE, now=LATER)


def test_a_guide_who_does_not_answer_has_said_no(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, confirmation="approval", approval_hours=24)
    with database.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        day = dt.timedelta(hours=24)
        assert reject_unanswered(session, now=NOW + day - dt.timedelta(seconds=1)) == []
        assert reject_unanswered(session, now=NOW + day) == [booking]
        assert (booking.status, vacancies(session, field.slots[0])) == ("REJECTED", 10)


@pytest.mark.parametrize(
    ("hours", "percent", "fee"), [(49, 100, 0), (48, 100, 0), (47, 50, 3000), (23, 0, 6000)]
)
def test_the_policy_says_what_cancelling_costs(
    database: RolledBackDatabase, hours: int, percent: int, fee: int
) -> None:
    field = make_rice_field(database)
    moment = STARTS - dt.timedelta(hours=hours)
    with database.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        told = quote(booking, by_guide=False, now=moment)
        assert (told.refund_percent, told.fee_minor) == (percent, fee)
        assert cancel(session, booking, GUEST, now=moment) == told
        assert (booking.status, vacancies(session, field.slots[0])) == ("CANCELLED", 10)
        with pytest.raises(BookingInWrongState):
            cancel(session, booking, GUEST, now=moment)


def test_half_a_yen_is_the_guests(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, cancellation=[[24, 50]], payment="online")
    with database.writing() as session:
        booking = hold(session, Wish(field.slots[0], {field.child: 1}, HANAKO), GUEST, now=NOW)
        booking.total_minor = 1501
        note_paid(session, booking, 1501, now=NOW)
        cancel(session, booking, GUEST, now=NOW)
        assert booking.refund_minor == 751


def test_a_guide_who_cancels_a_slot_pays_everything_back(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, payment="online")
    with database.writing() as session:
        booking, other = held(session, field), held(session, field, slot=1)
        for paid in (booking, other):
            note_paid(session, paid, paid.total_minor, now=NOW)
        slot = session.get_one(Slot, field.slots[0])
        near = STARTS - dt.timedelta(hours=1)
        assert cancel_slot(session, slot, GUIDE, reason="台風", now=near) == [booking]
        assert (booking.status, booking.refund_minor) == ("CANCELLED", 6000)
        assert (other.status, other.refund_minor) == ("CONFIRMED", 0)
        assert "booking_cancelled_by_guide" in _mails(session)
        with pytest.raises(SlotClosed):
            held(session, field)


def test_nobody_cancels_what_has_begun(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        with pytest.raises(TooLateToChange):
            cancel(session, booking, GUEST, now=STARTS)


def test_what_is_paid_online_stands_only_once_it_is_paid(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, payment="online")
    with database.writing() as session:
        booking = held(session, field)
        with pytest.raises(PaymentNeeded):
            confirm(session, booking, HANAKO, GUEST, now=NOW)
        note_paid(session, booking, 6000, now=NOW)
        assert booking.status == "CONFIRMED"


def test_a_payment_after_the_hold_revives_it_where_seats_remain(
    database: RolledBackDatabase,
) -> None:
    field = make_rice_field(database, payment="online", capacity=2)
    with database.writing() as session:
        (lapsed,) = _lapsed(session, field)
        booking = get_booking(session, lapsed.id, to_change=True)
        note_paid(session, booking, 6000, now=LATER)
        assert (booking.status, booking.refund_minor) == ("CONFIRMED", 0)
        assert vacancies(session, field.slots[0]) == 0


def test_a_payment_after_the_seats_are_gone_goes_back(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, payment="online", capacity=2)
    with database.writing() as session:
        (lapsed,) = _lapsed(session, field)
        held(session, field, 1, now=LATER)
        late = get_booking(session, lapsed.id, to_change=True)
        note_paid(session, late, 6000, now=LATER)
        assert (late.status, late.paid_minor, late.refund_minor) == ("EXPIRED", 6000, 6000)
        assert vacancies(session, field.slots[0]) == 1
        assert "booking_paid_too_late" in _mails(session)


def test_party_and_time_can_change_while_seats_last(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, capacity=4)
    with database.writing() as session:
        booking, other = held(session, field, 2), held(session, field, 3, slot=1)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        amend(session, booking, Amendment(counts={field.adult: 4}), GUEST, now=NOW)
        assert (booking.seats, booking.total_minor) == (4, 12000)
        with pytest.raises(SoldOut):
            amend(session, booking, Amendment(slot_id=field.slots[1]), GUEST, now=NOW)
        assert [vacancies(session, s) for s in field.slots] == [0, 1]
        cancel(session, other, GUEST, now=NOW)
        amend(session, booking, Amendment(slot_id=field.slots[1]), GUEST, now=NOW)
        assert [vacancies(session, s) for s in field.slots] == [4, 0]
        assert len(booking.tickets) == 4
        assert booking.slot_id == field.slots[1]


def test_a_booking_stays_with_its_experience(database: RolledBackDatabase) -> None:
    field, pottery = make_rice_field(database), make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        with pytest.raises(SlotOfAnother):
            amend(session, booking, Amendment(slot_id=pottery.slots[0]), GUEST, now=NOW)


def test_less_of_what_was_paid_goes_back_by_the_policy(database: RolledBackDatabase) -> None:
    field = make_rice_field(database, payment="online")
    with database.writing() as session:
        booking = held(session, field, 3)
        note_paid(session, booking, 9000, now=NOW)
        amend(session, booking, Amendment(counts={field.adult: 2}), GUEST, now=NOW)
        assert (booking.total_minor, booking.refund_minor) == (6000, 3000)
        near = STARTS - dt.timedelta(hours=30)
        amend(session, booking, Amendment(counts={field.adult: 1}), GUEST, now=near)
        assert (booking.total_minor, booking.refund_minor) == (3000, 4500)
        with pytest.raises(CostsMore):
            amend(session, booking, Amendment(counts={field.adult: 2}), GUEST, now=near)


def test_a_ticket_is_used_once(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking, other = held(session, field), held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        scan = Scan(booking.access_key, STARTS, "phone")
        with pytest.raises(NotYet):
            redeem(session, booking, Scan(None, NOW), GUIDE, now=NOW)
        with pytest.raises(WrongTicket):
            redeem(session, booking, Scan(other.access_key, STARTS), GUIDE, now=STARTS)
        with pytest.raises(BookingInWrongState):
            redeem(session, other, Scan(other.access_key, STARTS), GUIDE, now=STARTS)
        redeem(session, booking, scan, GUIDE, now=STARTS)
        assert (booking.status, booking.redeemed_at) == ("REDEEMED", STARTS)
        with pytest.raises(AlreadyRedeemed):
            redeem(session, booking, scan, GUIDE, now=STARTS)


def test_who_did_not_come_is_noted_once_it_has_begun(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        confirm(session, booking, HANAKO, GUEST, now=NOW)
        with pytest.raises(NotYet):
            note_no_show(session, booking, GUIDE, now=NOW)
        note_no_show(session, booking, GUIDE, now=STARTS)
        assert booking.no_show_at == STARTS
        redeem(session, booking, Scan(None, STARTS), GUIDE, now=STARTS)
        assert booking.no_show_at is None


def test_prices_of_a_booking_are_those_of_its_moment(database: RolledBackDatabase) -> None:
    field = make_rice_field(database)
    with database.writing() as session:
        booking = held(session, field)
        experience = session.get_one(Experience, field.experience_id)
        experience.options[0].units[0].price_minor = 9999
        experience.cancellation = []
        session.flush()
        again = get_booking(session, booking.id)
        assert (again.total_minor, again.policy) == (6000, [[48, 100], [24, 50]])
