"""Use cases around the keys of resellers."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.tokens import digest_of, new_token
from server.errors import Conflict
from server.octo.errors import KeyNotFound
from server.octo.models import ResellerKey
from server.text import Text

MOST_KEYS: Final = 50


class TooManyKeys(Conflict):
    """The organisation has given out very many keys."""

    code = "too_many_keys"
    text = Text(
        "There are {most} keys already. Revoke those that nobody needs.",
        "キーは{most}個までです。不要なキーを無効にしてください。",
    )


@dataclass(frozen=True, slots=True)
class Reseller:
    """Who sells whose experiences."""

    id: str
    organisation_id: str


def make_key(
    session: Session,
    organisation_id: str,
    name: str,
    *,
    replaces: str | None = None,
    now: dt.datetime,
) -> tuple[ResellerKey, str]:
    """Return a new key and its text, which is told once; the replaced one is good no longer.

    Raises
    ------
    KeyNotFound
        If there is none to replace.
    TooManyKeys
        If the organisation has very many.
    """
    reseller = str(uuid.uuid4())
    if replaces is not None:
        old = revoke(session, organisation_id, replaces, now=now)
        reseller = old.reseller_id
    if len(list_keys(session, organisation_id)) >= MOST_KEYS:
        raise TooManyKeys(most=MOST_KEYS)
    token = new_token()
    made = ResellerKey(
        id=str(uuid.uuid4()),
        organisation_id=organisation_id,
        reseller_id=reseller,
        name=name,
        digest=token.digest,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made, token.text


def list_keys(session: Session, organisation_id: str) -> list[ResellerKey]:
    """Return the keys that are good, the oldest first."""
    good = sa.select(ResellerKey).where(
        ResellerKey.organisation_id == organisation_id, ResellerKey.revoked_at.is_(None)
    )
    return list(session.scalars(good.order_by(ResellerKey.created_at, ResellerKey.id)))


def revoke(session: Session, organisation_id: str, key_id: str, *, now: dt.datetime) -> ResellerKey:
    """Let a key be good no longer; the bookings that were made with it stay.

    Raises
    ------
    KeyNotFound
        If the organisation has none by that id.
    """
    key = session.get(ResellerKey, key_id)
    if key is None or key.organisation_id != organisation_id or key.revoked_at is not None:
        raise KeyNotFound(key=key_id)
    key.revoked_at = now
    return key


def find_reseller(session: Session, text: str) -> Reseller | None:
    """Return whose key this is, None if it is (or has become) nobody's."""
    statement = sa.select(ResellerKey).where(
        ResellerKey.digest == digest_of(text), ResellerKey.revoked_at.is_(None)
    )
    key = session.scalars(statement).one_or_none()
    return Reseller(key.reseller_id, key.organisation_id) if key else None
