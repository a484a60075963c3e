"""Putting letters into the outbox, and taking them out to be sent."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.outbox.models import Mail

CLAIMED_FOR: Final = dt.timedelta(minutes=5)
"""How long one worker has for a letter before another may try."""

FIRST_PAUSE: Final = dt.timedelta(minutes=1)
MOST_ATTEMPTS: Final = 12
"""The pause doubles from attempt to attempt; twelve are spread over 34 hours."""


KEPT_FOR: Final = dt.timedelta(days=30)
"""How long one can still see that a letter went to somebody."""


class Attachment(NamedTuple):
    """A text file that goes along with a letter."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be written to whom; `kind` is one of `server.outbox.letters`.

    Parameters
    ----------
    about
        The id of what it tells of; the letter is forgotten with that.
    """

    kind: str
    recipient: str
    language: str
    values: Mapping[str, str]
    attachments: tuple[Attachment, ...] = ()
    about: str | None = None


def post(session: Session, letter: Letter, *, now: dt.datetime) -> None:
    """Put a letter into the outbox; it is sent only if the caller's transaction commits."""
    session.add(
        Mail(
            id=str(uuid.uuid4()),
            kind=letter.kind,
            recipient=letter.recipient,
            language=letter.language,
            values=dict(letter.values),
            attachments=[list(attachment) for attachment in letter.attachments],
            about=letter.about,
            created_at=now,
            due_at=now,
        )
    )


def claim(session: Session, *, now: dt.datetime, limit: int = 20) -> list[Mail]:
    """Return letters that are due; no other worker gets them for `CLAIMED_FOR`."""
    statement = (
        sa.select(Mail)
        .where(Mail.sent_at.is_(None), Mail.given_up_at.is_(None), Mail.due_at <= now)
        .order_by(Mail.due_at, Mail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = list(session.scalars(statement))
    for mail in claimed:
        mail.due_at = now + CLAIMED_FOR
        mail.attempts += 1
    session.flush()
    return claimed


def note_sent(session: Session, key: str, *, now: dt.datetime) -> None:
    """Note that a letter has gone, and forget what it said; it may have been forgotten itself."""
    mail = _find(session, key)
    if mail is not None:
        mail.sent_at, mail.values, mail.attachments, mail.last_error = now, {}, [], ""


def note_failed(session: Session, key: str, reason: str, *, now: dt.datetime) -> None:
    """Note why a letter could not be sent, and when to try again."""
    mail = _find(session, key)
    if mail is None or mail.sent_at is not None:
        return
    mail.last_error = reason[:500]
    mail.due_at = now + FIRST_PAUSE * 2 ** (mail.attempts - 1)
    if mail.attempts >= MOST_ATTEMPTS:
        mail.given_up_at = now


def _find(session: Session, key: str) -> Mail | None:
    return session.get(Mail, key, with_for_update=True, populate_existing=True)
