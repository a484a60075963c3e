"""Why a stop is in the plan, in grounds that its numbers bear out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from routing.model import Candidate, Preferences, StopKind, Why, WhyCode
from routing.solver.objective import matched_category, prize, share_of, variety_shares
from routing.solver.points import Worth

SHORT_DETOUR_S: Final = 300
"""A stop is on the way when visiting it lengthens the travel by no more than this."""

LITTLE_RENOWN: Final = 0.3
"""Up to this renown a spot is called lesser-known."""

GREAT_RENOWN: Final = 0.7
"""From this renown on, a spot is called well-known."""

FRESH: Final = 0.5
"""From this freshness on, a spot is called fresh where freshness was asked for."""

QUIET_GAIN_PERMILLE: Final = 100
"""An hour is called quiet when the worst of the day would cost so much more of the prize."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the plan's numbers say of one visit.

    Parameters
    ----------
    detour_s
        Travel saved if the stop were left out; None where there is then no way at all.
    worth
        How its points come about; None where no plan has been weighed.
    """

    detour_s: int | None = None
    worth: Worth | None = None


def explain(candidate: Candidate, preferences: Preferences, grounds: Grounds) -> tuple[Why, ...]:
    """Return the grounds for visiting a candidate, the strongest first."""
    category = matched_category(candidate, preferences)
    detour_s = grounds.detour_s
    plain = (
        (Why(WhyCode.REQUIRED), candidate.required),
        (Why(WhyCode.LUNCH_TIME), candidate.kind is StopKind.LUNCH),
        (Why(WhyCode.REST_TIME), candidate.kind is StopKind.REST),
        (Why(WhyCode.MATCHES_CATEGORY, category), category is not None),
        (Why(WhyCode.LESSER_KNOWN), _is_hidden_find(candidate, preferences)),
        (Why(WhyCode.WELL_KNOWN), _is_sight(candidate, preferences)),
    )
    return (
        *(why for why, holds in plain if holds),
        *_fresh(candidate, preferences),
        *(() if grounds.worth is None else _of_the_day(candidate, preferences, grounds.worth)),
        *(
            (Why(WhyCode.ON_THE_WAY),)
            if detour_s is not None and detour_s <= SHORT_DETOUR_S
            else ()
        ),
    )


def _fresh(candidate: Candidate, preferences: Preferences) -> tuple[Why, ...]:
    """Return what newness adds to the prize, where it was asked for and there is much of it."""
    if not preferences.freshness or candidate.freshness < FRESH:
        return ()
    stale = prize(replace(candidate, freshness=0.0), preferences)
    return (Why(WhyCode.FRESH, points=prize(candidate, preferences) - stale),)


def _of_the_day(candidate: Candidate, preferences: Preferences, worth: Worth) -> tuple[Why, ...]:
    """Return what the hour and the other visits of the day add."""
    found = []
    gain = worth.worst_loss_permille - worth.loss_permille
    if gain >= QUIET_GAIN_PERMILLE:
        found.append(Why(WhyCode.QUIET_HOUR, points=share_of(worth.prize, gain)))
    is_visit = candidate.kind in (StopKind.SPOT, StopKind.EXPERIENCE)
    if preferences.diversity and is_visit and candidate.categories and worth.is_only_one:
        second = share_of(worth.points, variety_shares(preferences)[1])
        found.append(Why(WhyCode.VARIETY, candidate.categories[0], worth.points - second))
    return tuple(found)


def _is_hidden_find(candidate: Candidate, preferences: Preferences) -> bool:
    return preferences.lesser_known > 0 and candidate.renown <= LITTLE_RENOWN


def _is_sight(candidate: Candidate, preferences: Preferences) -> bool:
    """Return whether the spot is well known where that spoke for it."""
    return preferences.lesser_known < 0.5 and candidate.renown >= GREAT_RENOWN
