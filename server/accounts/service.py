"""Use cases around people: registering, signing in, staying signed in, leaving."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.accounts import organisations
from server.accounts.errors import WRONG_PASSWORD, EmailTaken, RefreshRefused, WrongCredentials
from server.accounts.models import Account, SignIn
from server.accounts.passwords import hashed, matches
from server.accounts.tokens import digest_of, new_token
from server.errors import Fault, Invalid
from server.outbox.service import Letter, post

ACCESS_FOR: Final = dt.timedelta(minutes=30)
REFRESH_FOR: Final = dt.timedelta(days=30)
AT_ONCE: Final = dt.timedelta(seconds=10)
"""Within this time a spent refresh token that comes again was sent twice, and not stolen."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who asks for an account."""

    email: str
    password: str
    name: str = ""
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What somebody who has signed in carries away; told once."""

    access: str
    access_until: dt.datetime
    refresh: str
    refresh_until: dt.datetime


def comparable(email: str) -> str:
    """Return the form in which e-mail addresses are kept and compared."""
    return email.strip().casefold()


def register(
    session: Session, newcomer: Newcomer, *, now: dt.datetime, is_admin: bool = False
) -> Account:
    """Make an account.

    Raises
    ------
    EmailTaken
        If the address has one.
    """
    account = Account(
        id=str(uuid.uuid4()),
        email=comparable(newcomer.email),
        password_hash=hashed(newcomer.password),
        name=newcomer.name,
        language=newcomer.language,
        is_admin=is_admin,
        created_at=now,
        updated_at=now,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        raise EmailTaken from error
    return account


@dataclass(frozen=True, slots=True)
class Recognised:
    """Whose address and password were told; `password_hash` is what they matched."""

    account_id: str
    password_hash: str


def recognise(session: Session, email: str, password: str) -> Recognised:
    """Return who has this address and password; needs no transaction that others wait for.

    Raises
    ------
    WrongCredentials
        If nobody has; it takes as long as when only the password is wrong.
    """
    by_email = sa.select(Account).where(Account.email == comparable(email))
    account = session.scalars(by_email).one_or_none()
    kept = account.password_hash if account else None
    if not matches(password, kept) or account is None or kept is None:
        raise WrongCredentials
    return Recognised(account.id, kept)


def begin_stay(session: Session, person: Recognised, *, now: dt.datetime) -> Tokens:
    """Return tokens for somebody who was recognised.

    Raises
    ------
    WrongCredentials
        If their password has changed since.
    """
    by_id = sa.select(Account.password_hash).where(Account.id == person.account_id)
    if session.scalars(by_id.with_for_update()).one_or_none() != person.password_hash:
        raise WrongCredentials
    stay = SignIn(id=str(uuid.uuid4()), account_id=person.account_id, created_at=now)
    tokens = _give(stay, now)
    session.add(stay)
    return tokens


def sign_in(session: Session, email: str, password: str, *, now: dt.datetime) -> Tokens:
    """Return tokens for the person with this address and password.

    Raises
    ------
    WrongCredentials
        If there is none.
    """
    return begin_stay(session, recognise(session, email, password), now=now)


def _give(stay: SignIn, now: dt.datetime) -> Tokens:
    """Replace both tokens of a stay by new ones."""
    access, refresh = new_token(), new_token()
    stay.access, stay.access_until = access.digest, now + ACCESS_FOR
    stay.refresh, stay.refresh_until = refresh.digest, now + REFRESH_FOR
    return Tokens(access.text, stay.access_until, f"{stay.id}.{refresh.text}", stay.refresh_until)


def renew(session: Session, refresh: str, *, now: dt.datetime) -> Tokens | None:
    """Return new tokens for a refresh token, which is then spent.

    None means that it was refused. The caller commits even so: where an old token came back, the
    stay has been ended, for whoever holds its newer ones may be the thief. Only the one just spent
    may come again `AT_ONCE`: it gets nothing, and ends nothing either.
    """
    key, _, secret = refresh.partition(".")
    stay = session.scalars(sa.select(SignIn).where(SignIn.id == key).with_for_update(of=SignIn))
    found = stay.one_or_none()
    if found is None:
        return None
    digest = digest_of(secret)
    if _was_just_spent(found, digest, now):
        return None
    if found.refresh != digest or found.refresh_until <= now:
        session.delete(found)
        return None
    found.spent, found.renewed_at = found.refresh, now
    return _give(found, now)


def _was_just_spent(stay: SignIn, digest: str, now: dt.datetime) -> bool:
    renewed_at = stay.renewed_at
    return digest == stay.spent and renewed_at is not None and now < renewed_at + AT_ONCE


def require(tokens: Tokens | None) -> Tokens:
    """Return the renewed tokens.

    Raises
    ------
    RefreshRefused
        If there are none.
    """
    if tokens is None:
        raise RefreshRefused
    return tokens


def find_stay(session: Session, access: str, *, now: dt.datetime) -> SignIn | None:
    """Return the stay that an access token stands for, with its account, or None."""
    by_token = sa.select(SignIn).where(SignIn.access == digest_of(access))
    found = session.scalars(by_token).one_or_none()
    return found if found is not None and found.access_until > now else None


def sign_out(session: Session, access: str) -> None:
    """End a stay: neither of its tokens is good from now on."""
    session.execute(sa.delete(SignIn).where(SignIn.access == digest_of(access)))


def change_password(
    session: Session, account: Account, password: str, *, now: dt.datetime
) -> Recognised:
    """Keep another password, end every stay, the present one included, and tell by letter."""
    account.password_hash, account.updated_at = hashed(password), now
    session.execute(sa.delete(SignIn).where(SignIn.account_id == account.id))
    if account.email is not None:
        post(session, Letter("password_changed", account.email, account.language, {}), now=now)
    session.flush()
    return Recognised(account.id, account.password_hash)


def require_password(account: Account, password: str) -> None:
    """Let pass who knows the account's present password.

    Raises
    ------
    Invalid
        If it is not this one.
    """
    if not matches(password, account.password_hash):
        raise Invalid([Fault("/current_password", "wrong_password", WRONG_PASSWORD)])


def describe_anew(
    account: Account, name: str | None, language: str | None, *, now: dt.datetime
) -> None:
    """Change a person's name and language; None leaves what is there."""
    account.name = account.name if name is None else name
    account.language = account.language if language is None else language
    account.updated_at = now


def list_stays(session: Session, account: Account) -> list[SignIn]:
    """Return where a person has signed in, the oldest first."""
    theirs = sa.select(SignIn).where(SignIn.account_id == account.id)
    return list(session.scalars(theirs.order_by(SignIn.created_at, SignIn.id)))


def delete_account(session: Session, account: Account, *, now: dt.datetime) -> None:
    """Forget who somebody was; their row stays for the histories that point at it.

    Raises
    ------
    LastOwner
        If an organisation would be left without an owner.
    """
    for membership in list(account.memberships):
        organisations.remove_member(session, membership.organisation_id, account.id)
    session.execute(sa.delete(SignIn).where(SignIn.account_id == account.id))
    account.email = account.password_hash = None
    account.name, account.is_admin, account.updated_at = "", False, now
    session.flush()
    session.expire(account, ["memberships"])
