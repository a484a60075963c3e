"""From which renown on a spot no longer counts as known to few."""

from __future__ import annotations

from typing import Final

LESSER_KNOWN: Final = 0.3
"""The most renown, of 1, with which a spot counts as lesser-known."""
