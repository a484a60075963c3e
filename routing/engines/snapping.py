"""How far off the streets a point may lie; the same for every engine that has streets."""

from __future__ import annotations

from typing import Final

from routing.model import Mode

SNAP_LIMIT_M: Final = {Mode.WALK: 300.0, Mode.DRIVE: 600.0}
"""Distance to the nearest street in metres; one walks farther from a car than from a path."""
