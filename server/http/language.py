"""Which language the caller reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import request

from server.text import LANGUAGES, Language


def message_language() -> Language:
    """Return the product's language that the request asks for; English when none fits."""
    wanted = set(LANGUAGES)
    best = next((tag for tag in _asked() if tag in wanted), LANGUAGES[0])
    return "ja" if best == "ja" else "en"


def content_languages(fallback: Sequence[str]) -> tuple[str, ...]:
    """Return language tags for content, most wanted first, then the region's own order."""
    return tuple(dict.fromkeys([*_asked(), *fallback]))


def _asked() -> Iterator[str]:
    """Yield the asked tags, each followed by its shorter forms: zh-Hant-TW, zh-Hant, zh.

    References
    ----------
    RFC 4647, section 3.4 (lookup).
    """
    for tag, quality in request.accept_languages:
        if quality > 0 and tag != "*":
            parts = [_canonical(n, part) for n, part in enumerate(tag.split("-"))]
            for length in range(len(parts), 0, -1):
                yield "-".join(parts[:length])


def _canonical(place: int, part: str) -> str:
    """Return a subtag in the letter case of RFC 5646: `zh`, `Hant`, `TW`."""
    if place == 0:
        return part.lower()
    return {2: part.upper(), 4: part.title()}.get(len(part), part.lower())
