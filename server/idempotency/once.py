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
from server.idempotency.errors import HEADER, bad_key
from server.idempotency.service import Asked, find_answer, keep_answer

_KEY: Final = re.compile(r"[\x21-\x7e]{16,255}", re.ASCII)


def once(
    database: Database,
    body: BaseModel | None,
    work: Callable[[Session], Answer],
    *,
    now: dt.datetime,
    before_replay: Callable[[Session], object] = lambda session: None,
) -> Answer:
    """Return what `work` answers, or what it answered before to the same key and body.

    Only successes are kept: what failed has changed nothing, and the same key may try again.

    Parameters
    ----------
    before_replay
        Raises where the caller may not have the answer (any more).

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
            return Answer(
                kept.content, {**kept.headers, "Idempotency-Replayed": "true"}, kept.version
            )
        answer = work(session)
        session.flush()
        shown = Answer(_text(answer), answer.headers, answer.version)
        keep_answer(
            session, asked, str(shown.content), dict(answer.headers), answer.version, now=now
        )
    return shown


def _asked(body: BaseModel | None) -> Asked:
    key = request.headers.get(HEADER, "")
    if not _KEY.fullmatch(key):
        raise bad_key()
    said = body.model_dump_json() if body is not None else ""
    who = current_principal().account_id
    return Asked.of(str(request.endpoint), who, key, request.path.encode(), said.encode())


def _text(answer: Answer) -> str:
    content = answer.content
    if isinstance(content, BaseModel):
        return content.model_dump_json(exclude_none=False)
    return content.decode() if isinstance(content, bytes) else content
