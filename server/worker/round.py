"""Everything that the worker does, with its pauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from server.bookings.confirming import reject_unanswered
from server.bookings.money import count_due_refunds, send_refund
from server.bookings.payment_services import PaymentService
from server.bookings.seats import release_expired
from server.bookings.waiting import forget_past, tell_who_waits
from server.db import Database
from server.experiences.scheduling import extend_next
from server.idempotency.service import forget_old as forget_old_answers
from server.outbox.delivery import Deliver, Letterhead
from server.outbox.forgetting import forget_old as forget_old_letters
from server.outbox.worker import send_due
from server.spots.settled_reports import forget_words
from server.worker.chores import Chore

log = structlog.get_logger()

Clock = Callable[[], dt.datetime]
Step = Callable[[Session, dt.datetime], int]
"""Does a little within one transaction, and returns how much."""


def chores_of(
    database: Database,
    deliver: Deliver,
    *,
    head: Letterhead,
    mail_dir: Path,
    payments: PaymentService | None,
    now: Clock,
) -> list[Chore]:
    """Return the chores, the most urgent first.

    Holds and requests are let go one by one, each in its own transaction, so that nobody waits long
    for a slot and no two wait for each other's.
    """

    def step(name: str, pause_s: float, work: Step) -> Chore:
        return Chore(name, pause_s, partial(_in_transaction, database, work, now))

    if payments is None:
        refunds = step("refunds", 3600, _warn_of_refunds)
    else:
        refunds = Chore("refunds", 10, partial(send_refund, database, payments, now=now))
    return [
        step("holds", 15, _release_one),
        step("requests", 30, _reject_one),
        Chore("letters", 5, partial(send_due, database, deliver, head=head, now=now)),
        refunds,
        step("waiting", 30, lambda session, at: tell_who_waits(session, now=at)),
        step("schedules", 3600, lambda session, at: int(extend_next(session, now=at))),
        step("past waiting", 3600, lambda session, at: forget_past(session, now=at)),
        step("old answers", 3600, lambda session, at: forget_old_answers(session, now=at)),
        step("old reports", 3600, lambda session, at: forget_words(session, now=at)),
        step(
            "old letters", 3600, lambda session, at: forget_old_letters(session, mail_dir, now=at)
        ),
    ]


def _in_transaction(database: Database, work: Step, now: Clock) -> int:
    with database.writing() as session:
        return work(session, now())


def _release_one(session: Session, now: dt.datetime) -> int:
    return len(release_expired(session, now=now, limit=1))


def _reject_one(session: Session, now: dt.datetime) -> int:
    return len(reject_unanswered(session, now=now, limit=1))


def _warn_of_refunds(session: Session, now: dt.datetime) -> int:
    """Tell that money is owed which nothing can send; nothing was done."""
    owed = count_due_refunds(session, now=now)
    if owed:
        log.error("refunds_wait_for_a_payment_service", count=owed)
    return 0
