"""What a visit is worth, in whole numbers that can be explained to the tourist.

A candidate's prize is

    100 · (0.05 + 0.95 · interest) · (0.5 + r) · (2 if it matches a liked category, else 1)

with r = (1 - λ) · renown + λ · (1 - renown), λ being `Preferences.lesser_known`. At λ = 0 well
known places count most, at λ = 1 the least known ones, up to three times as much as the others; at
λ = 0.5 renown plays no part. A plan is better when its prizes sum to more, and among equals when
it travels less, then when its days end earlier.
"""

from __future__ import annotations

from typing import Final

from routing.model import Candidate, Preferences

UNIT: Final = 100
"""Prize of a fully interesting, unmatched candidate of middling renown."""

MATCH_FACTOR: Final = 2.0
"""How much more a candidate of a liked category counts."""

LEAST_INTEREST: Final = 0.05
"""Share of the prize that even a candidate of no interest keeps, so that prizes stay positive."""

LEAST_RENOWN_FACTOR: Final = 0.5
"""Factor of a candidate whose renown is the opposite of what is asked for."""


def matched_category(candidate: Candidate, preferences: Preferences) -> str | None:
    """Return the first of the candidate's categories that the tourist likes, if any."""
    return next((c for c in candidate.categories if c in preferences.categories), None)


def renown_appeal(renown: float, lesser_known: float) -> float:
    """Return how well a renown suits the wish for lesser-known places, 0 to 1."""
    return (1 - lesser_known) * renown + lesser_known * (1 - renown)


def prize(candidate: Candidate, preferences: Preferences) -> int:
    """Return the worth of visiting a candidate, 2 to 300.

    Raises
    ------
    ValueError
        If interest, renown or `lesser_known` lies outside 0 to 1.
    """
    for name, value in (
        ("interest", candidate.interest),
        ("renown", candidate.renown),
        ("lesser_known", preferences.lesser_known),
    ):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must lie between 0 and 1, not {value} ({candidate.id})")
    interest = LEAST_INTEREST + (1 - LEAST_INTEREST) * candidate.interest
    appeal = LEAST_RENOWN_FACTOR + renown_appeal(candidate.renown, preferences.lesser_known)
    match = MATCH_FACTOR if matched_category(candidate, preferences) is not None else 1.0
    return round(UNIT * interest * appeal * match)
