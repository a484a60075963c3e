"""Which language the caller reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from flask import request

from server.text import LANGUAGES, Language

_TAG: Final = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


_SCRIPTS: Final = {
    "zh": "Hans",
    "zh-CN": "Hans",
    "zh-SG": "Hans",
    "zh-MY": "Hans",
    "zh-TW": "Hant",
    "zh-HK": "Hant",
    "zh-MO": "Hant",
}
"""In which script Chinese is read where, as phones seldom say (CLDR, likely subtags)."""


def message_language() -> Language:
    """Return the product's language that the request asks for; English when none fits."""
    wanted = set(LANGUAGES)
    best = next((tag for tag in _asked() if tag in wanted), LANGUAGES[0])
    return "ja" if best == "ja" else "en"


def content_languages(fallback: Sequence[str]) -> tuple[str, ...]:
    """Return language tags for content, most wanted first, then the region's own order."""
    return tuple(dict.fromkeys([*_asked(), *fallback]))


def content_language_header(languages: Iterable[str | None]) -> dict[str, str]:
    """Return the `Content-Language` of an answer whose parts are in `languages`."""
    tags = dict.fromkeys(tag for tag in languages if tag and _TAG.fullmatch(tag))
    return {"Content-Language": ", ".join(tags)} if tags else {}


def _asked() -> Iterator[str]:
    """Yield the asked tags, each followed by its shorter forms: zh-Hant-TW, zh-Hant, zh.

    Chinese without a script stands for the one that is read there: zh-TW, zh-Hant, zh.

    References
    ----------
    RFC 4647, section 3.4 (lookup).
    """
    for tag, quality in request.accept_languages:
        if quality > 0 and tag != "*":
            parts = [_canonical(n, part) for n, part in enumerate(tag.split("-"))]
            for length in range(len(parts), 0, -1):
                shorter = "-".join(parts[:length])
                yield shorter
                if shorter in _SCRIPTS and length == len(parts):
                    yield f"zh-{_SCRIPTS[shorter]}"


def _canonical(place: int, part: str) -> str:
    """Return a subtag in the letter case of RFC 5646: `zh`, `Hant`, `TW`."""
    if place == 0:
        return part.lower()
    return {2: part.upper(), 4: part.title()}.get(len(part), part.lower())
