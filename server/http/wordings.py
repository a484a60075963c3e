"""Texts that people write for people, by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field

from server.errors import Fault
from server.http.types import STRICT_TEXT
from server.text import Text

_NEEDED: Final = ("ja", "en")
_NO_KNOWN_LANGUAGE: Final = Text(
    "Write it in Japanese (ja) or English (en) at least.",
    "日本語（ja）または英語（en）の文が必要です。",
)

LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$"), STRICT_TEXT]
Title = Annotated[
    str, Field(min_length=1, max_length=120, pattern=r"^[^\u0000-\u001f]+$"), STRICT_TEXT
]
Body = Annotated[str, Field(max_length=2000), STRICT_TEXT]
Titles = Annotated[
    dict[LanguageTag, Title],
    Field(
        min_length=1,
        max_length=20,
        description="By language tag; ja or en is among them",
    ),
]
Bodies = Annotated[dict[LanguageTag, Body], Field(max_length=20, description="By language tag")]


def language_faults(pointer: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault where neither of the languages that everybody gets is there."""
    if not any(texts.get(tag, "").strip() for tag in _NEEDED):
        yield Fault(pointer, "language_needed", _NO_KNOWN_LANGUAGE)
