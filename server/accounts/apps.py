"""Which of the web apps a person works in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

App = Literal["console", "guide"]

_OF_GUIDES: Final = "guide_business"


def app_of(kinds: Iterable[str]) -> App:
    """Return the app of who belongs to organisations of these kinds; guides' only for guides."""
    belongs = set(kinds)
    return "guide" if belongs == {_OF_GUIDES} else "console"
