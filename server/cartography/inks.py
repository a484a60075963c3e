"""The colours in which the web app draws a map by day (`web/src/map/palette.ts`)."""

from __future__ import annotations

from typing import Final

PAPER: Final = "#f4f0e6"
WATER: Final = "#cfdfe2"
GREEN: Final = "#dde7d2"
BUILT: Final = "#ebe5d7"
STREET: Final = "#fffdf8"
CASING: Final = "#ddd5c4"
MAIN: Final = "#fff6df"
PATH: Final = "#c9bfa8"
LABEL: Final = "#5c5a50"
HALO: Final = "#f7f3ea"
LEAF: Final = "#2f6b4f"
ON_LEAF: Final = "#fffdf9"
KAKI: Final = "#a4441b"
AI: Final = "#2c4c7c"
GOLD: Final = "#7d5a08"
INK: Final = "#22302b"
