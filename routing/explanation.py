"""Why a stop is in the plan, in grounds that its numbers bear out."""

from __future__ import annotations

from typing import Final

from routing.model import Candidate, Preferences, StopKind, Why, WhyCode
from routing.solver.objective import matched_category

SHORT_DETOUR_S: Final = 300
"""A stop is on the way when visiting it lengthens the travel by no more than this."""

LITTLE_RENOWN: Final = 0.3
"""Up to this renown a spot is called lesser-known."""

GREAT_RENOWN: Final = 0.7
"""From this renown on, a spot is called well-known."""


def explain(
    candidate: Candidate, preferences: Preferences, detour_s: int | None
) -> tuple[Why, ...]:
    """Return the grounds for visiting a candidate, the strongest first.

    Parameters
    ----------
    detour_s
        Travel saved if the stop were left out; None where there is then no way at all.
    """
    category = matched_category(candidate, preferences)
    grounds = (
        (Why(WhyCode.REQUIRED), candidate.required),
        (Why(WhyCode.LUNCH_TIME), candidate.kind is StopKind.LUNCH),
        (Why(WhyCode.MATCHES_CATEGORY, category), category is not None),
        (Why(WhyCode.LESSER_KNOWN), _is_hidden_find(candidate, preferences)),
        (Why(WhyCode.WELL_KNOWN), _is_sight(candidate, preferences)),
        (Why(WhyCode.ON_THE_WAY), detour_s is not None and detour_s <= SHORT_DETOUR_S),
    )
    return tuple(why for why, holds in grounds if holds)


def _is_hidden_find(candidate: Candidate, preferences: Preferences) -> bool:
    return preferences.lesser_known > 0 and candidate.renown <= LITTLE_RENOWN


def _is_sight(candidate: Candidate, preferences: Preferences) -> bool:
    """Return whether the spot is well known where that spoke for it."""
    return preferences.lesser_known < 0.5 and candidate.renown >= GREAT_RENOWN
