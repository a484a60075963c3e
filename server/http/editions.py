"""Which version of a thing a change is based on: `ETag` out, `If-Match` in.

A tag is the thing's version and a digest of how it was shown: one version has several looks, by
language, each with a tag of its own. Only the version decides whether a change is up to date.
"""

from __future__ import annotations

import hashlib

from flask import request
from pydantic import BaseModel

from server.errors import PreconditionFailed, PreconditionMissing


def edition(content: BaseModel, version: int) -> dict[str, str]:
    """Return the `ETag` header of `content`, which shows `version` of something."""
    shown = hashlib.sha256(content.model_dump_json().encode()).hexdigest()[:16]
    return {"ETag": f'"{version}.{shown}"'}


def require_edition(version: int) -> None:
    """Let the present request change a thing that is at `version`.

    Raises
    ------
    PreconditionMissing
        If it does not say which version it changes.
    PreconditionFailed
        If that is another one.
    """
    if "If-Match" not in request.headers:
        raise PreconditionMissing
    wanted = request.if_match
    if wanted.star_tag:
        return
    if str(version) not in {tag.partition(".")[0] for tag in wanted.as_set()}:
        raise PreconditionFailed
