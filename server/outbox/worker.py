"""Draining the outbox."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Final

import structlog

from server.db import Database
from server.outbox import service
from server.outbox.delivery import Deliver, message_of
from server.outbox.models import Mail

log = structlog.get_logger()


BATCH: Final = 5
"""Letters at a time: so many, times the mail server's patience, is how long stopping can take."""


def send_due(
    database: Database,
    deliver: Deliver,
    *,
    sender: str,
    now: Callable[[], dt.datetime],
    limit: int = BATCH,
) -> int:
    """Try up to `limit` letters that are due, and return how many were tried.

    Each is claimed by itself, so that none waits for another one. It is sent at least once: where
    the machine stops between sending and noting it, it goes again, under the same `Message-ID`.
    """
    for tried in range(limit):
        with database.writing() as session:
            claimed = service.claim(session, now=now(), limit=1)
        if not claimed:
            return tried
        _send(database, deliver, claimed[0], sender, now)
    return limit


def _send(
    database: Database, deliver: Deliver, mail: Mail, sender: str, now: Callable[[], dt.datetime]
) -> None:
    try:
        deliver(message_of(mail, sender))
    except (OSError, smtplib.SMTPException, LookupError, ValueError) as error:
        log.warning("mail_failed", mail=mail.id, kind=mail.kind, error=type(error).__name__)
        with database.writing() as session:
            service.note_failed(session, mail.id, repr(error), now=now())
        return
    with database.writing() as session:
        service.note_sent(session, mail.id, now=now())
