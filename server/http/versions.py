"""Versions of things: no change is written over one that its sender has not seen (RFC 9110, 13)."""

from __future__ import annotations

import datetime as dt
import hashlib

from flask import request

from server.errors import PreconditionFailed, PreconditionMissing


def version_of(key: str, changed_at: dt.datetime, *parts: object) -> str:
    """Return the name of the state in which a thing was left at `changed_at`."""
    stated = "\x1f".join((key, changed_at.isoformat(), *map(str, parts)))
    return hashlib.sha256(stated.encode()).hexdigest()[:24]


def require_version(version: str) -> None:
    """Let a change pass that was made on `version`.

    Raises
    ------
    PreconditionMissing
        If the request does not say on which version it was made.
    PreconditionFailed
        If it was made on another one.
    """
    if "If-Match" not in request.headers:
        raise PreconditionMissing
    if not request.if_match.contains(version):
        raise PreconditionFailed
