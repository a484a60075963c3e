"""Draining the outbox."""

from __future__ import annotations

import datetime as dt
import smtplib
import time
from collections.abc import Callable
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError

from server.db import Database
from server.outbox import service
from server.outbox.delivery import Deliver, Letterhead, message_of
from server.outbox.models import Mail

log = structlog.get_logger()


BATCH: Final = 5
"""Letters at a time: so many, times the mail server's patience, is how long stopping can take."""

_PATIENCE_S: Final = 60.0
_PAUSE_S: Final = 0.5
"""How long, and how often, it is tried to note that a letter has gone."""


def send_due(
    database: Database,
    deliver: Deliver,
    *,
    head: Letterhead,
    now: Callable[[], dt.datetime],
    limit: int = BATCH,
) -> int:
    """Try up to `limit` letters that are due, and return how many were tried.

    Each is claimed by itself, so that none waits for another one. It is sent at least once: where
    the worker dies between sending and noting it, it goes again, under the same `Message-ID`.
    """
    for tried in range(limit):
        with database.writing() as session:
            claimed = service.claim(session, now=now(), limit=1)
        if not claimed:
            return tried
        _send(database, deliver, claimed[0], head, now)
    return limit


def _send(
    database: Database,
    deliver: Deliver,
    mail: Mail,
    head: Letterhead,
    now: Callable[[], dt.datetime],
) -> None:
    try:
        deliver(message_of(mail, head))
    except (OSError, smtplib.SMTPException, LookupError, ValueError) as error:
        log.warning("mail_failed", mail=mail.id, kind=mail.kind, error=type(error).__name__)
        with database.writing() as session:
            service.note_failed(session, mail.id, repr(error), now=now())
        return
    _note_sent(database, mail.id, now)


def _note_sent(database: Database, key: str, now: Callable[[], dt.datetime]) -> None:
    """Note that a letter has gone; where the database is away just now, as soon as it is back."""
    give_up_at_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            with database.writing() as session:
                service.note_sent(session, key, now=now())
            return
        except OperationalError:
            if time.monotonic() > give_up_at_s:
                raise
            log.warning("letter_sent_but_not_noted_yet", mail=key)
            time.sleep(_PAUSE_S)
