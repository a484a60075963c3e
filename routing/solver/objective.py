"""What a visit is worth, in whole numbers that can be explained to the tourist.

A candidate's prize is

    100 · (0.05 + 0.95 · interest) · (0.5 + r) · (2 if it matches a liked category, else 1)
        · (1 + 0.5 · φ · freshness) · (1 + boost)

with r = (1 - λ) · renown + λ · (1 - renown), λ being `Preferences.lesser_known` and φ
`Preferences.freshness`. At λ = 0 well known places count most, at λ = 1 the least known ones, up to
three times as much as the others; at λ = 0.5 renown plays no part.

The points of a visit are its prize less 60 % · χ · crowding at the hour in which it begins (χ is
`Preferences.avoid_crowds`), and of those, for the k-th best visit of the same first category on one
day, the share 1 - δ · (1 - 0.6^(k - 1)), δ being `Preferences.diversity`. As the best counts most,
the order of the visits does not matter, and every further visit still adds something. With every
strength at 0 the points are the prizes. Prizes and points are rounded to whole numbers, the two
factors to permille.

A plan is better when its points sum to more, and among equals when it travels less, then when its
days end earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from routing.model import Candidate, Preferences

UNIT: Final = 100
"""Prize of a fully interesting, unmatched candidate of middling renown."""

MATCH_FACTOR: Final = 2.0
"""How much more a candidate of a liked category counts."""

LEAST_INTEREST: Final = 0.05
"""Share of the prize that even a candidate of no interest keeps, so that prizes stay positive."""

LEAST_RENOWN_FACTOR: Final = 0.5
"""Factor of a candidate whose renown is the opposite of what is asked for."""

FRESHNESS_GAIN: Final = 0.5
"""Share by which full freshness raises a prize when it is asked for as much as can be."""

CROWD_LOSS: Final = 0.6
"""Share of the prize lost where it is as crowded as can be, when crowds are to be avoided most."""

REPETITION: Final = 0.6
"""What each further visit of a category counts beside the one before it, at full diversity."""

VARIETY_STEPS: Final = 8
"""From this place on, visits of the same category count alike."""

HOURS: Final = 24
"""Hours of a day for which crowding is known."""

PERMILLE: Final = 1000


def matched_category(candidate: Candidate, preferences: Preferences) -> str | None:
    """Return the first of the candidate's categories that the tourist likes, if any."""
    return next((c for c in candidate.categories if c in preferences.categories), None)


def renown_appeal(renown: float, lesser_known: float) -> float:
    """Return how well a renown suits the wish for lesser-known places, 0 to 1."""
    return (1 - lesser_known) * renown + lesser_known * (1 - renown)


def freshness_factor(candidate: Candidate, preferences: Preferences) -> float:
    """Return by how much what is new at a place raises its prize, 1 to 1.5."""
    return 1 + FRESHNESS_GAIN * preferences.freshness * candidate.freshness


def prize(candidate: Candidate, preferences: Preferences) -> int:
    """Return the worth of visiting a candidate where it is not crowded, 2 to 900.

    Raises
    ------
    ValueError
        If interest, renown, freshness, boost or one of the strengths lies outside 0 to 1.
    """
    for name, value in (
        ("interest", candidate.interest),
        ("renown", candidate.renown),
        ("lesser_known", preferences.lesser_known),
        ("freshness", candidate.freshness),
        ("boost", candidate.boost),
        ("freshness", preferences.freshness),
        ("avoid_crowds", preferences.avoid_crowds),
        ("diversity", preferences.diversity),
    ):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} must lie between 0 and 1, not {value} ({candidate.id})")
    interest = LEAST_INTEREST + (1 - LEAST_INTEREST) * candidate.interest
    appeal = LEAST_RENOWN_FACTOR + renown_appeal(candidate.renown, preferences.lesser_known)
    match = MATCH_FACTOR if matched_category(candidate, preferences) is not None else 1.0
    now = freshness_factor(candidate, preferences) * (1 + candidate.boost)
    return round(UNIT * interest * appeal * match * now)


def crowd_losses(
    candidates: Sequence[Candidate], days: int, preferences: Preferences
) -> NDArray[np.int64] | None:
    """Return what crowds take from each prize, in permille, or None where nothing is lost.

    Returns
    -------
    NDArray[np.int64] | None
        Shape (days, 24, candidates).

    Raises
    ------
    ValueError
        If a crowding lies outside 0 to 1 or is not given for 24 hours of each day.
    """
    if not preferences.avoid_crowds or not any(c.crowding for c in candidates):
        return None
    crowding = np.zeros((days, HOURS, len(candidates)))
    for number, candidate in enumerate(candidates):
        if candidate.crowding:
            table = np.array(candidate.crowding, dtype=np.float64)
            if table.shape != (days, HOURS) or not ((table >= 0) & (table <= 1)).all():
                raise ValueError(f"crowding of {candidate.id}: 24 shares of 0 to 1 for each day")
            crowding[:, :, number] = table
    losses = np.floor(PERMILLE * CROWD_LOSS * preferences.avoid_crowds * crowding + 0.5)
    return losses.astype(np.int64)


def variety_shares(preferences: Preferences) -> tuple[int, ...]:
    """Return how much the best, the second … visit of a category on one day count, in permille."""
    if not preferences.diversity:
        return (PERMILLE,)
    shares = (1 - preferences.diversity * (1 - REPETITION**k) for k in range(VARIETY_STEPS))
    return tuple(int(PERMILLE * share + 0.5) for share in shares)


def share_of(points: int, permille: int) -> int:
    """Return so many permille of some points, rounded to a whole number."""
    return (points * permille + PERMILLE // 2) // PERMILLE
