"""Draining the outbox."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable

import structlog

from server.db import Database
from server.outbox import service
from server.outbox.delivery import Deliver, message_of

log = structlog.get_logger()


def send_due(
    database: Database, deliver: Deliver, *, sender: str, now: Callable[[], dt.datetime]
) -> int:
    """Send the letters that are due, and return how many went.

    A letter is sent at least once: where the machine stops between sending and noting it, it goes
    again, under the same `Message-ID`.
    """
    with database.writing() as session:
        claimed = service.claim(session, now=now())
    sent = 0
    for mail in claimed:
        try:
            deliver(message_of(mail, sender))
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail_failed", mail=mail.id, kind=mail.kind, error=type(error).__name__)
            with database.writing() as session:
                service.note_failed(session, mail.id, repr(error), now=now())
            continue
        sent += 1
        with database.writing() as session:
            service.note_sent(session, mail.id, now=now())
    return sent
