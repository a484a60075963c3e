"""The payment service's messages, at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.bookings.holding import get_booking
from server.bookings.money import note_begun
from server.bookings.paying import receive
from server.bookings.payment_models import Payment
from server.bookings.payment_services import Paid
from server.db import Database
from tests.server.bookings.builders import committed_database, held, make_rice_field
from tests.server.conftest import NOW


@pytest.fixture
def own(database_url: str, tmp_path: Path) -> Iterator[Database]:
    """A database to which threads really commit."""
    with committed_database(database_url, tmp_path) as database:
        yield database


def test_two_messages_of_one_payment_at_once_are_one_payment(own: Database) -> None:
    field = make_rice_field(own, payment="online")
    with own.writing() as session:
        booking = held(session, field, 2)
        note_begun(session, booking, "stripe", "pi_1", 6000, now=NOW)

    def told(key: str) -> Paid:
        return Paid(key, "pi_1", booking.id, 6000, "JPY")

    def receive_the_other() -> None:
        with own.writing() as session:
            receive(session, "stripe", told("evt_2"), now=NOW)

    with ThreadPoolExecutor(1) as pool:
        with own.writing() as session:
            receive(session, "stripe", told("evt_1"), now=NOW)
            other = pool.submit(receive_the_other)
            with pytest.raises(TimeoutError):
                other.result(timeout=1)
        other.result()
    with own.reading() as session:
        now = get_booking(session, booking.id)
        assert (now.status, now.paid_minor, now.refund_minor) == ("CONFIRMED", 6000, 0)
        refunds = sa.select(sa.func.count()).where(Payment.kind == "refund")
        assert session.scalars(refunds).one() == 0
