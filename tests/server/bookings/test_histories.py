"""In every history of a slot's bookings, seats, money and letters reconcile."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import hypothesis.strategies as st
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from server.bookings.amending import Amendment, amend
from server.bookings.cancelling import cancel, cancel_slot
from server.bookings.changes import By, list_changes
from server.bookings.confirming import (
    approve,
    confirm,
    note_paid,
    reject,
    reject_unanswered,
)
from server.bookings.holding import Wish, extend, get_booking, hold
from server.bookings.models import Booking
from server.bookings.money import note_begun, note_charged
from server.bookings.payment_models import Payment
from server.bookings.redeeming import Scan, note_no_show, redeem
from server.bookings.seats import release_expired
from server.errors import AppError
from server.experiences.slot_models import Slot
from server.outbox.models import Mail
from tests.databases import RolledBackDatabase
from tests.server.bookings.builders import HANAKO, STARTS, RiceField, make_rice_field
from tests.server.bookings.reckoning import assert_seats_reconcile, due_letters
from tests.server.conftest import NOW

CAPACITY: Final = 5
PEOPLE: Final = st.integers(1, 4)
SLOT: Final = st.sampled_from([0, 1])
GUIDE: Final = By("done", "guide")
EXAMPLES: Final = int(os.environ.get("YORIMICHI_HISTORIES", "10"))
"""How many histories of each kind; five hundred take long."""


class Histories(RuleBasedStateMachine):
    """Guests, guides and the worker do what they like, each in a transaction of their own."""

    database: RolledBackDatabase
    payment: str
    confirmation: str
    bookings = Bundle("bookings")

    @initialize()
    def open(self) -> None:
        """Begin with two slots, and no letters."""
        self.field: RiceField = make_rice_field(
            self.database,
            capacity=CAPACITY,
            payment=self.payment,
            confirmation=self.confirmation,
            approval_hours=1,
        )
        self.now = NOW
        with self.database.writing() as session:
            session.execute(sa.delete(Mail))

    def _try(self, step: Callable[[Session], object]) -> Any:
        """Take a step in a transaction; what is refused must change nothing."""
        before = self._picture()
        try:
            with self.database.writing() as session:
                return step(session)
        except AppError:
            assert self._picture() == before
            return None

    def _picture(self) -> Any:
        with self.database.reading() as session:
            facts = (Booking.id, Booking.status, Booking.seats, Booking.paid_minor)
            bookings = session.execute(sa.select(*facts).order_by(Booking.id)).all()
            slots = session.execute(sa.select(Slot.id, Slot.vacancies, Slot.status)).all()
            mails = session.scalar(sa.select(sa.func.count()).select_from(Mail))
            return bookings, sorted(slots), mails

    def _with(self, key: str, step: Callable[[Session, Booking], object]) -> Any:
        return self._try(lambda s: step(s, get_booking(s, key, to_change=True)))

    @rule(target=bookings, slot=SLOT, adults=PEOPLE, infants=st.integers(0, 2))
    def hold(self, slot: int, adults: int, infants: int) -> Any:
        """A guest holds seats."""
        counts = {self.field.adult: adults, self.field.infant: infants}
        wish = Wish(self.field.slots[slot], counts, HANAKO)
        made = self._try(lambda s: hold(s, wish, By("held", "guest"), now=self.now).id)
        return made if made is not None else multiple()

    @rule(minutes=st.sampled_from([1, 14, 20, 70, 60 * 30, 60 * 24 * 9]))
    def wait(self, minutes: int) -> None:
        """Time goes by."""
        self.now += dt.timedelta(minutes=minutes)

    @rule(key=bookings, minutes=st.sampled_from([None, 5, 60]))
    def extend(self, key: str, minutes: int | None) -> None:
        """A guest wants more time."""
        by = By("extended", "guest")
        self._with(key, lambda s, b: extend(s, b, by, minutes=minutes, now=self.now))

    @rule(key=bookings)
    def confirm(self, key: str) -> None:
        """A guest confirms."""
        by = By("confirmed", "guest")
        self._with(key, lambda s, b: confirm(s, b, HANAKO, by, now=self.now))

    @rule(key=bookings)
    def pay(self, key: str) -> None:
        """Money of a guest comes in, perhaps late."""
        if self.payment == "online":
            self._with(key, self._charge)

    def _charge(self, session: Session, booking: Booking) -> None:
        amount, reference = booking.total_minor, str(uuid.uuid4())
        charge = note_begun(session, booking, "stripe", reference, amount, now=self.now)
        note_charged(charge, amount, booking.currency, now=self.now)
        session.flush()
        note_paid(session, booking, amount, now=self.now)

    @rule(key=bookings, yes=st.booleans())
    def answer(self, key: str, yes: bool) -> None:
        """The guide answers."""
        step = approve if yes else reject
        by = By("confirmed" if yes else "rejected", "guide")
        self._with(key, lambda s, b: step(s, b, by, now=self.now))

    @rule(key=bookings, slot=st.none() | SLOT, adults=st.none() | PEOPLE)
    def amend(self, key: str, slot: int | None, adults: int | None) -> None:
        """A guest wants another time or party."""
        counts = None if adults is None else {self.field.adult: adults}
        wanted = Amendment(None if slot is None else self.field.slots[slot], counts)
        self._with(key, lambda s, b: amend(s, b, wanted, By("amended", "guest"), now=self.now))

    @rule(key=consumes(bookings), actor=st.sampled_from(["guest", "guide"]))
    def cancel(self, key: str, actor: str) -> None:
        """Somebody gives a booking up."""
        self._with(key, lambda s, b: cancel(s, b, By("cancelled", actor), now=self.now))

    @rule(key=bookings)
    def redeem(self, key: str) -> None:
        """A guest comes."""
        scan = Scan(None, self.now)
        self._with(key, lambda s, b: redeem(s, b, scan, By("redeemed", "guide"), now=self.now))

    @rule(key=bookings)
    def miss(self, key: str) -> None:
        """A guest does not come."""
        self._with(key, lambda s, b: note_no_show(s, b, By("no_show", "guide"), now=self.now))

    @rule()
    def work(self) -> None:
        """The worker does its chores."""
        self._try(lambda s: release_expired(s, now=self.now))
        self._try(lambda s: reject_unanswered(s, now=self.now))

    @rule(slot=SLOT)
    def cancel_slot(self, slot: int) -> None:
        """The guide calls a slot off; seldom, or there would be no history."""
        if self.now > STARTS - dt.timedelta(days=2):
            by = By("cancelled", "guide")
            self._try(
                lambda s: cancel_slot(
                    s, s.get_one(Slot, self.field.slots[slot]), by, reason="雨", now=self.now
                )
            )

    @invariant()
    def seats_reconcile(self) -> None:
        """What a slot lacks is what its bookings have."""
        with self.database.reading() as session:
            assert_seats_reconcile(session, self.field.slots)

    @invariant()
    def money_reconciles(self) -> None:
        """What goes back was paid, is ordered once, and is everything where nothing stands."""
        with self.database.reading() as session:
            for booking in self._ours(session):
                refunds = session.scalars(
                    sa.select(sa.func.coalesce(sa.func.sum(Payment.amount_minor), 0)).where(
                        Payment.booking_id == booking.id, Payment.kind == "refund"
                    )
                ).one()
                assert refunds == booking.refund_minor
                assert 0 <= booking.refund_minor <= booking.paid_minor
                if booking.status in ("REJECTED", "EXPIRED") or booking.cancelled_by == "guide":
                    assert booking.refund_minor == booking.paid_minor

    @invariant()
    def letters_reconcile(self) -> None:
        """Guests were told of each step that is for them to know, and of nothing else."""
        with self.database.reading() as session:
            for booking in self._ours(session):
                told = Counter(
                    mail.kind
                    for mail in session.scalars(sa.select(Mail))
                    if mail.values.get("booking") == booking.id
                    and not mail.kind.startswith("guide_")
                )
                assert told == due_letters(booking, list_changes(session, booking.id))

    def _ours(self, session: Session) -> list[Booking]:
        theirs = sa.select(Booking).where(Booking.slot_id.in_(self.field.slots))
        return list(session.scalars(theirs))


def _live(database: RolledBackDatabase, payment: str, confirmation: str) -> None:
    facts = {"database": database, "payment": payment, "confirmation": confirmation}
    run_state_machine_as_test(
        type("Lived", (Histories,), facts),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_histories_reconcile_where_guests_pay_on_site(database: RolledBackDatabase) -> None:
    _live(database, "on_site", "instant")


def test_histories_reconcile_where_the_guide_is_asked(database: RolledBackDatabase) -> None:
    _live(database, "on_site", "approval")


def test_histories_reconcile_where_guests_pay_online(database: RolledBackDatabase) -> None:
    _live(database, "online", "instant")


def test_histories_reconcile_where_guests_pay_and_the_guide_is_asked(
    database: RolledBackDatabase,
) -> None:
    _live(database, "online", "approval")
