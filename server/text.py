"""Sentences that people read, in every language the product speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "ja"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence with `{placeholders}`, in English and Japanese."""

    en: str
    ja: str

    def render(self, language: Language, **values: object) -> str:
        """Return the sentence in `language` with its placeholders filled.

        A value that is itself a mapping from language to text is filled in in `language`.
        """
        template = self.ja if language == "ja" else self.en
        return template.format(**{k: _in_language(v, language) for k, v in values.items()})


def _in_language(value: object, language: Language) -> object:
    if not isinstance(value, Mapping):
        return value
    return value.get(language) or next(iter(value.values()), "")


def chosen_language(texts: Mapping[str, str], languages: Sequence[str]) -> str | None:
    """Return the first of `languages` that `texts` has, else any it has, else None."""
    return next((tag for tag in languages if tag in texts), next(iter(texts), None))
