"""Letters that are forgotten with what they tell of, or with whom they were for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.outbox.models import Mail
from server.outbox.service import KEPT_FOR


def list_letters(session: Session, recipients: Sequence[str]) -> list[Mail]:
    """Return the letters to these addresses, the oldest first."""
    theirs = sa.select(Mail).where(sa.func.lower(Mail.recipient).in_(_lowered(recipients)))
    return list(session.scalars(theirs.order_by(Mail.created_at, Mail.id)))


def _lowered(recipients: Sequence[str]) -> list[str]:
    return [recipient.lower() for recipient in recipients]


def forget_letters(
    session: Session,
    recipients: Sequence[str],
    about: Sequence[str],
    folder: Path,
    *,
    only_about: bool = False,
    blank: Mapping[str, str] | None = None,
) -> None:
    """Forget letters to these addresses, and what others say about these things.

    Parameters
    ----------
    folder
        Where letters lie where no mail server is set; theirs are deleted.
    only_about
        Whether letters to the addresses stay that are about something else.
    blank
        What stands in letters to others in place of what they were told.
    """
    to_them = sa.func.lower(Mail.recipient).in_(_lowered(recipients))
    about_them = Mail.about.in_(about)
    which = about_them if only_about else sa.or_(to_them, about_them)
    lowered = set(_lowered(recipients))
    for mail in session.scalars(sa.select(Mail).where(which).with_for_update()):
        (folder / f"{mail.id}.eml").unlink(missing_ok=True)
        if mail.recipient.lower() in lowered:
            session.delete(mail)
            continue
        mail.values = {n: (blank or {}).get(n, said) for n, said in mail.values.items()}
        mail.last_error = ""
    session.flush()


def forget_old(session: Session, folder: Path, *, now: dt.datetime) -> int:
    """Forget letters that were sent, or given up, long ago; return how many."""
    before = now - KEPT_FOR
    old = sa.delete(Mail).where(sa.or_(Mail.sent_at < before, Mail.given_up_at < before))
    gone = session.scalars(
        old.returning(Mail.id).execution_options(synchronize_session=False)
    ).all()
    for key in gone:
        (folder / f"{key}.eml").unlink(missing_ok=True)
    return len(gone)
