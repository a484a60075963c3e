"""Use cases around keys.

The answer is kept by the transaction that does the work, so either both exist or neither: after a
crash between the two, the work was not done, and the same request does it. A second request with
the same key waits for the first: on SQLite, because there is one writer; on PostgreSQL by an
advisory lock that ends with the transaction.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from server.idempotency.errors import InProgress, key_reused
from server.idempotency.models import KeptAnswer

KEPT_FOR: Final = dt.timedelta(hours=48)
_PATIENCE_MS: Final = 5_000
_LOCK_NOT_AVAILABLE: Final = "55P03"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: whose and for what (`scope`), its key, and a digest of what it says."""

    scope: str
    key: str
    fingerprint: str

    @classmethod
    def of(cls, operation: str, who: str | None, key: str, *parts: bytes) -> Asked:
        """Return the request of `who` (None for nobody in particular) for an operation."""
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return cls(f"{operation}:{who or '-'}", key, digest.hexdigest())


def find_answer(session: Session, asked: Asked) -> KeptAnswer | None:
    """Return what was answered to this request, or None; nobody else works on it meanwhile.

    Raises
    ------
    Invalid
        If the key came with another request.
    InProgress
        If somebody else works on it for too long.
    """
    _wait_for_turn(session, asked)
    return look_up(session, asked)


def look_up(session: Session, asked: Asked) -> KeptAnswer | None:
    """Return what was answered to this request, or None; others may be working on it.

    Raises
    ------
    Invalid
        If the key came with another request.
    """
    kept = session.get(KeptAnswer, (asked.scope, asked.key))
    if kept is not None and kept.fingerprint != asked.fingerprint:
        raise key_reused()
    return kept


def _wait_for_turn(session: Session, asked: Asked) -> None:
    if session.get_bind().dialect.name != "postgresql":
        return
    name = hashlib.sha256(f"{asked.scope}\x1f{asked.key}".encode()).digest()
    number = int.from_bytes(name[:8], "big", signed=True)
    session.execute(sa.text(f"SET LOCAL lock_timeout = {_PATIENCE_MS}"))
    try:
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise InProgress from error
        raise
    session.execute(sa.text("SET LOCAL lock_timeout = DEFAULT"))


def keep_answer(
    session: Session,
    asked: Asked,
    content: str,
    headers: dict[str, str],
    version: str | None,
    *,
    about: str | None = None,
    now: dt.datetime,
) -> None:
    """Keep what is answered, in the transaction that did the work; `about` the thing of this id."""
    session.add(
        KeptAnswer(
            scope=asked.scope,
            key=asked.key,
            fingerprint=asked.fingerprint,
            content=content,
            headers=headers,
            version=version,
            about=about,
            kept_at=now,
        )
    )


def forget_about(session: Session, things: Sequence[str], account_id: str | None = None) -> None:
    """Forget what was answered about things of these ids, and to this account."""
    theirs: sa.ColumnElement[bool] = KeptAnswer.about.in_(things)
    if account_id is not None:
        theirs = sa.or_(theirs, KeptAnswer.scope.endswith(f":{account_id}", autoescape=True))
    forget = sa.delete(KeptAnswer).where(theirs)
    session.execute(forget.execution_options(synchronize_session=False))


def forget_old(session: Session, *, now: dt.datetime) -> int:
    """Forget answers older than `KEPT_FOR`; return how many."""
    old = sa.delete(KeptAnswer).where(KeptAnswer.kept_at < now - KEPT_FOR)
    result = session.execute(old.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined] # a DELETE's result has it
