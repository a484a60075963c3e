"""What is kept about a person beside their account; `create_app` says who keeps it.

The rooms above know of bookings, messages and letters. So handing out and forgetting a person ask
through this door.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from server.accounts.models import Account, Invitation, PasswordReset
from server.db import Base

_KEY: Final = "yorimichi.personal"

Record = dict[str, Any]
"""One row as JSON, by its columns' names."""

Records = Mapping[str, Sequence[Record]]
"""Rows by what they are."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data it is: what their account was made with, also after it is gone."""

    account_id: str
    email: str

    @classmethod
    def of(cls, account: Account) -> Person:
        """Return the person behind an account."""
        return cls(account.id, account.email or "")


@dataclass(frozen=True, slots=True)
class Keeper:
    """A part of the service that keeps something about people.

    Parameters
    ----------
    export
        Returns all of it.
    forget
        Forgets all of it, or raises where that is not possible yet.
    """

    export: Callable[[Session, Person], Records]
    forget: Callable[[Session, Person, dt.datetime], None]


def install(app: Flask, keepers: Sequence[Keeper]) -> None:
    """Let `app` ask `keepers`, in this order."""
    app.extensions[_KEY] = tuple(keepers)


def _keepers() -> tuple[Keeper, ...]:
    return cast(tuple[Keeper, ...], current_app.extensions[_KEY])


def export_person(session: Session, person: Person) -> dict[str, list[Record]]:
    """Return everything that is kept about a person beside their account."""
    return {
        kind: list(records)
        for keeper in _keepers()
        for kind, records in keeper.export(session, person).items()
    }


def forget_person(session: Session, person: Person, *, now: dt.datetime) -> None:
    """Let everybody forget a person."""
    for keeper in _keepers():
        keeper.forget(session, person, now)


def record_of(row: Base, *, without: Collection[str] = ()) -> Record:
    """Return all columns of a row but those `without`, moments in the form of RFC 3339."""
    columns = sa.inspect(type(row)).column_attrs
    return {c.key: _plain(getattr(row, c.key)) for c in columns if c.key not in without}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def export_invitations(session: Session, person: Person) -> Records:
    """Return the invitations that were sent to a person, and their requests for new passwords."""
    invited = sa.select(Invitation).where(Invitation.email == person.email)
    resets = sa.select(PasswordReset).where(PasswordReset.account_id == person.account_id)
    return {
        "invitations": _without_digests(session.scalars(invited.order_by(Invitation.created_at))),
        "resets": _without_digests(session.scalars(resets)),
    }


def _without_digests(rows: sa.ScalarResult[Any]) -> list[Record]:
    return [record_of(row, without=("digest",)) for row in rows]


def forget_invitations(session: Session, person: Person, now: dt.datetime) -> None:
    """Forget the invitations that were sent to a person, and their requests for new passwords."""
    session.execute(sa.delete(Invitation).where(Invitation.email == person.email))
    session.execute(sa.delete(PasswordReset).where(PasswordReset.account_id == person.account_id))


INVITATIONS: Final = Keeper(export_invitations, forget_invitations)
