"""What an access profile changes about walking; driving is the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.model import AccessProfile, Mode

WHEELCHAIR_MAX_SLOPE: Final = 0.08
"""The steepest ramp allowed by Japan's barrier-free design standards, 1 in 12, rounded down."""


@dataclass(frozen=True, slots=True)
class WalkingRules:
    """How one profile walks.

    Parameters
    ----------
    numerator, denominator
        Times are multiplied by this fraction and rounded up to whole milliseconds; a fraction,
        so that a leg and its matrix entry round alike.
    max_slope
        Steepest grade that is passable.
    """

    steps_allowed: bool = True
    max_slope: float = float("inf")
    numerator: int = 1
    denominator: int = 1


_RULES: Final = {
    AccessProfile.NONE: WalkingRules(),
    AccessProfile.SLOW_WALKER: WalkingRules(numerator=3, denominator=2),
    AccessProfile.STROLLER: WalkingRules(steps_allowed=False),
    AccessProfile.WHEELCHAIR: WalkingRules(steps_allowed=False, max_slope=WHEELCHAIR_MAX_SLOPE),
}


def rules_for(profile: AccessProfile, mode: Mode) -> WalkingRules:
    """Return the rules of a profile; in a car, those of nobody in particular."""
    return _RULES[AccessProfile.NONE if mode is Mode.DRIVE else profile]
