"""Where else an account is pointed at: what a person changed, settled or vouched for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.accounts.models import Account
from server.accounts.personal import Keeper, Person, Record, Records
from server.db import Base

_SHOWN_WHOLE: Final = frozenset({"memberships", "sign_ins", "password_resets"})


def export_traces(session: Session, person: Person) -> Records:
    """Return by table and column which rows point at a person, with the rows' keys and moments.

    It asks every table that refers to accounts, so that none can be forgotten here.
    """
    return {
        "traces": [
            trace
            for table, column in _pointers()
            for trace in _traces(session, table, column, person.account_id)
        ]
    }


def _pointers() -> Iterator[tuple[sa.Table, sa.Column[str]]]:
    accounts = Account.__table__
    for table in Base.metadata.sorted_tables:
        if table.name in _SHOWN_WHOLE:
            continue
        for column in table.columns:
            if any(key.column.table is accounts for key in column.foreign_keys):
                yield table, column


def _traces(
    session: Session, table: sa.Table, column: sa.Column[str], account_id: str
) -> Iterator[Record]:
    moments = [c for c in table.columns if c.name in ("at", "created_at", "sent_at", "settled_at")]
    told = [*table.primary_key.columns, *moments]
    rows = session.execute(sa.select(*told).where(column == account_id).order_by(*told))
    for row in rows:
        shown = {c.name: value for c, value in zip(told, row, strict=True)}
        for name, value in shown.items():
            if isinstance(value, dt.datetime):
                shown[name] = value.isoformat()
        yield {"kind": table.name, "as": column.name, **shown}


def _nothing(session: Session, person: Person, now: dt.datetime) -> None:
    """Forget nothing: the account that is pointed at names nobody any more."""


TRACES: Final = Keeper(export_traces, _nothing)
