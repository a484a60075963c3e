"""Versions of things: no change is written over one that its sender has not seen (RFC 9110, 13).

A tag is the version of a thing and a digest of how it was shown: one version has several looks, by
language, each with a tag of its own. Only the version decides whether a change is up to date, so
that what a proxy adds to a tag when it compresses does no harm.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

from flask import Response, request

from server.errors import PreconditionFailed, PreconditionMissing

_BETWEEN: Final = "."


def version_of(key: str, changed_at: dt.datetime, *parts: object) -> str:
    """Return the name of the state in which a thing was left at `changed_at`."""
    stated = "\x1f".join((key, changed_at.isoformat(), *map(str, parts)))
    return hashlib.sha256(stated.encode()).hexdigest()[:24]


def tag_version(response: Response, version: str) -> None:
    """Put the `ETag` on an answer that shows `version` of something."""
    shown = hashlib.sha256(response.get_data()).hexdigest()[:16]
    response.set_etag(f"{version}{_BETWEEN}{shown}")


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
    wanted = request.if_match
    if wanted.star_tag:
        return
    if version not in {tag.partition(_BETWEEN)[0] for tag in wanted.as_set()}:
        raise PreconditionFailed
