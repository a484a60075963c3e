"""Numbers for changes, so that whoever asks for what is new misses nothing.

A time says when a change was begun. Another one, begun earlier, may be seen later, when whoever
asked has moved on. So each change that the public can see gets a number at the very end of its
transaction, from a counter whose row stays locked until the transaction is over: whoever sees
number n sees every smaller one as well (see `docs/decisions`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from server.db import Base

_KEY: Final = "yorimichi.numbered"
_BATCH: Final = 500


class ChangeCounter(Base):
    """The number of the latest change of each kind of thing."""

    __tablename__ = "change_counters"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    last: Mapped[int] = mapped_column(sa.BigInteger)


class Numbered:
    """Something whose changes are told in the order of their numbers; NULL was never told."""

    id: Mapped[str]
    change_number: Mapped[int | None] = mapped_column(sa.BigInteger, unique=True, index=True)

    def is_news(self) -> bool:
        """Return whether the public can see the change that is about to be written."""
        return True


@dataclass(frozen=True, slots=True)
class ChangesBehind:
    """Which changes a list shows.

    Parameters
    ----------
    number
        Those with a higher number.
    since
        Those made then or later; None where the number alone decides.
    """

    number: int = 0
    since: dt.datetime | None = None

    def conditions(self, kind: Any) -> Iterator[sa.ColumnElement[bool]]:
        """Yield the conditions on a kind of thing that has `updated_at`."""
        yield kind.change_number > self.number
        if self.since is not None:
            yield kind.updated_at >= self.since


def last_change(session: Session, kind: type[Numbered]) -> int:
    """Return the number of the latest change; all up to it can be seen by what is asked next."""
    statement = sa.select(ChangeCounter.last).where(ChangeCounter.name == _table(kind).name)
    return session.scalars(statement).one_or_none() or 0


def _table(kind: type[Any]) -> sa.Table:
    table: sa.Table = kind.__table__
    return table


def _note_changes(session: Session, *_: object) -> None:
    noted: dict[int, Numbered] = session.info.setdefault(_KEY, {})
    for thing in (*session.new, *session.dirty):
        if isinstance(thing, Numbered) and session.is_modified(thing) and thing.is_news():
            noted[id(thing)] = thing


def _number_changes(session: Session) -> None:
    session.flush()
    noted: dict[int, Numbered] = session.info.pop(_KEY, {})
    by_kind: dict[str, list[Numbered]] = {}
    for thing in noted.values():
        by_kind.setdefault(_table(type(thing)).name, []).append(thing)
    for name in sorted(by_kind):
        _number(session.connection(), sorted(by_kind[name], key=lambda thing: thing.id))


def _number(connection: sa.Connection, things: list[Numbered]) -> None:
    table = _table(type(things[0]))
    batches = [things[n : n + _BATCH] for n in range(0, len(things), _BATCH)]
    for batch in batches:  # whoever waits for the counter holds every row that it then changes
        ids = [thing.id for thing in batch]
        connection.execute(
            sa.select(table.c.id).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()
        )
    number = _count_on(connection, table.name, len(things)) - len(things)
    for batch in batches:
        connection.execute(_numbering(table, [thing.id for thing in batch], number))
        number += len(batch)


def _count_on(connection: sa.Connection, name: str, count: int) -> int:
    statement = (
        sa.update(ChangeCounter)
        .where(ChangeCounter.name == name)
        .values(last=ChangeCounter.last + count)
        .returning(ChangeCounter.last)
    )
    return int(connection.execute(statement).scalar_one())


def _numbering(table: sa.Table, ids: Iterable[str], behind: int) -> sa.Update:
    """Return the statement that numbers the rows of `ids` in the order of the ids."""
    place = sa.func.row_number().over(order_by=table.c.id).label("place")
    rows = sa.select(table.c.id, place).where(table.c.id.in_(ids)).subquery()
    return (
        sa.update(table).where(table.c.id == rows.c.id).values(change_number=rows.c.place + behind)
    )


def _forget(session: Session, *_: object) -> None:
    session.info.pop(_KEY, None)


event.listen(Session, "before_flush", _note_changes)
event.listen(Session, "before_commit", _number_changes)
event.listen(Session, "after_rollback", _forget)
