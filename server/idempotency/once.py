"""Answering a request once: the same answer again to the same key and body."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from flask import request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from server.db import Database
from server.http.access import current_principal
from server.http.contract import Answer
from server.http.packed import Packed
from server.idempotency.errors import HEADER, bad_key
from server.idempotency.models import KeptAnswer
from server.idempotency.service import Asked, find_answer, keep_answer, look_up

_KEY: Final = re.compile(r"[\x21-\x7e]{16,255}", re.ASCII)


def once(
    database: Database,
    body: BaseModel | None,
    work: Callable[[Session], Answer],
    *,
    now: dt.datetime,
    before_replay: Callable[[Session], object] = lambda session: None,
    about: Callable[[Answer], str | None] | None = None,
) -> Answer:
    """Return what `work` answers, or what it answered before to the same key and body.

    Only successes are kept: what failed has changed nothing, and the same key may try again.

    Parameters
    ----------
    before_replay
        Raises where the caller may not have the answer (any more).
    about
        Returns the id of the thing with which the answer is forgotten; that in the request's
        address, or else of what was made, when None.

    Raises
    ------
    Invalid
        If the key is missing, not usable, or came with another body.
    InProgress
        If the same request is being worked on.
    """
    asked = _asked(body)
    with database.writing() as session:
        kept = find_answer(session, asked)
        if kept is not None:
            before_replay(session)
            return _replayed(kept)
        answer = work(session)
        session.flush()
        shown = Answer(_text(answer), answer.headers, answer.version)
        keep_answer(
            session,
            asked,
            str(shown.content),
            dict(answer.headers),
            answer.version,
            about=(about or _about)(answer),
            now=now,
        )
    return shown


def answered_before(
    database: Database,
    body: BaseModel | None,
    *,
    before_replay: Callable[[Session], object],
) -> Answer | None:
    """Return what was answered to the same key and body before, or None.

    For what is worked on outside of a transaction before `once` keeps it.

    Raises
    ------
    Invalid
        If the key is missing, not usable, or came with another body.
    """
    asked = _asked(body)
    with database.reading() as session:
        kept = look_up(session, asked)
        if kept is None:
            return None
        before_replay(session)
        return _replayed(kept)


def _replayed(kept: KeptAnswer) -> Answer:
    return Answer(kept.content, {**kept.headers, "Idempotency-Replayed": "true"}, kept.version)


def _about(answer: Answer) -> str | None:
    """Return the id of the thing in the request's address, or of the one that was made."""
    named = next(iter((request.view_args or {}).values()), None)
    return named or answer.headers.get("Location", "").rpartition("/")[2] or None


def _asked(body: BaseModel | None) -> Asked:
    key = request.headers.get(HEADER, "")
    if not _KEY.fullmatch(key):
        raise bad_key()
    said = body.model_dump_json() if body is not None else ""
    who = current_principal().account_id
    return Asked.of(str(request.endpoint), who, key, request.path.encode(), said.encode())


def _text(answer: Answer) -> str:
    content = answer.content
    if isinstance(content, Packed):
        raise TypeError("a packed file is not an answer that can be kept and given again")
    if isinstance(content, BaseModel):
        return content.model_dump_json(exclude_none=False)
    return content.decode() if isinstance(content, bytes) else content
