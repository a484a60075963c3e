"""Machines that translate spots; none unless one is set up."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast


class Translator(Protocol):
    """Something that translates short texts."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str] | None:
        """Return `texts` in language `target`, one each; None if it cannot."""


class NoTranslation:
    """Translates nothing."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str] | None:
        """Return None."""


def translator_at(path: str | None) -> Translator:
    """Return the translator that `package.module:name` makes when called without arguments.

    Raises
    ------
    ImportError, AttributeError
        If there is nothing of that name.
    """
    if path is None:
        return NoTranslation()
    module, _, name = path.partition(":")
    return cast(Translator, getattr(import_module(module), name)())
