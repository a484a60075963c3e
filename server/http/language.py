"""Which language the caller reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import request

from server.text import LANGUAGES, Language


def message_language() -> Language:
    """Return the product's language that the request asks for; English when none fits."""
    best = request.accept_languages.best_match(LANGUAGES, default=LANGUAGES[0])
    return cast(Language, best)


def content_languages(fallback: Sequence[str]) -> tuple[str, ...]:
    """Return language tags for content, most wanted first, then the region's own order."""
    wanted = [tag for tag, quality in request.accept_languages if quality > 0 and tag != "*"]
    primary = [tag.split("-")[0] for tag in wanted]
    return tuple(dict.fromkeys([*wanted, *primary, *fallback]))
