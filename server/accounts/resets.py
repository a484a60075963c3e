"""Forgotten passwords."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.apps import app_of
from server.accounts.errors import ResetRefused
from server.accounts.models import Account, Membership, Organisation, PasswordReset
from server.accounts.service import change_password, comparable
from server.accounts.tokens import digest_of, new_token
from server.outbox.service import Letter, post

RESET_FOR: Final = dt.timedelta(hours=1)


def request_reset(session: Session, email: str, *, now: dt.datetime) -> None:
    """Send a code for a new password; to nobody, and without saying so, where there is no account.

    An earlier code is void from then on.
    """
    secret = new_token()
    by_email = sa.select(Account).where(Account.email == comparable(email))
    account = session.scalars(by_email).one_or_none()
    if account is None or account.email is None:
        return
    session.execute(sa.delete(PasswordReset).where(PasswordReset.account_id == account.id))
    reset = PasswordReset(
        id=str(uuid.uuid4()),
        account_id=account.id,
        digest=secret.digest,
        expires_at=now + RESET_FOR,
        created_at=now,
    )
    session.add(reset)
    values = {"token": secret.text, "app": app_of(_kinds_of(session, account.id))}
    post(session, Letter("password_reset", account.email, account.language, values), now=now)


def _kinds_of(session: Session, account_id: str) -> list[str]:
    """Return of which kinds the organisations are that a person belongs to."""
    joined = sa.select(Organisation.kind).join(Membership)
    return list(session.scalars(joined.where(Membership.account_id == account_id)))


def confirm_reset(session: Session, token: str, password: str, *, now: dt.datetime) -> None:
    """Choose a new password with a code from a letter; every device is signed out.

    Raises
    ------
    ResetRefused
        If the code is unknown, was used, or has run out.
    """
    by_token = sa.select(PasswordReset).where(PasswordReset.digest == digest_of(token))
    reset = session.scalars(by_token.with_for_update()).one_or_none()
    if reset is None or reset.expires_at <= now:
        raise ResetRefused
    account = session.get_one(Account, reset.account_id)
    session.execute(sa.delete(PasswordReset).where(PasswordReset.account_id == account.id))
    change_password(session, account, password, now=now)
