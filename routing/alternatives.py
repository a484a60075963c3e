"""Plans of another character for the same wishes, each as good of its kind as the planner can.

A character is a change of what is asked, not of the plan: the same search then finds the best day
of that kind. Plans whose spots are nearly the same are one day with two names; only one is kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from routing.model import Candidate, Itinerary, Limits, NoItinerary, Pace, StopKind, Trip
from routing.solver.problem import PACE_FACTORS, visit_duration_s

SAME_DAY: Final = 0.7
"""From this overlap on, two plans are the same day; see `overlap`."""
HIDDEN_LEAST: Final = 0.9
"""How strongly the lesser known counts in a plan of hidden places."""
RELAXED_SHARE: Final = 0.7
"""A relaxed day visits at most this share of the visits of the day as asked."""
EVEN_INTEREST: Final = 0.5


class Character(StrEnum):
    """What a plan is like."""

    AS_ASKED = "as_asked"
    MOST_SIGHTS = "most_sights"
    RELAXED = "relaxed"
    HIDDEN = "hidden"


OTHERS: Final = (Character.HIDDEN, Character.RELAXED, Character.MOST_SIGHTS)
"""The order in which other characters are tried."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan of another character; `overlap` is that with the plan as asked."""

    character: Character
    trip: Trip
    itinerary: Itinerary
    overlap: float


Plan = Callable[[Trip], Itinerary | NoItinerary]


def find_alternatives(
    trip: Trip, asked: Itinerary, plan: Plan, most: int
) -> tuple[Alternative, ...]:
    """Return up to `most` plans that differ from the one as asked and from one another.

    Parameters
    ----------
    asked
        The plan for `trip` as it stands.
    plan
        Plans a trip.
    """
    found: list[Alternative] = []
    for other in _others(trip, asked, plan):
        if len(found) == most:
            break
        if all(overlap(other.itinerary, one.itinerary, trip) < SAME_DAY for one in found):
            found.append(other)
    return tuple(found)


def overlap(one: Itinerary, other: Itinerary, trip: Trip) -> float:
    """Return the share of spots that two plans have in common, of all spots in either.

    Breaks and required places do not count: these are in every plan. Two plans without any other
    spot are the same, 1.

    References
    ----------
    Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist 11 (2),
    37-50. doi:10.1111/j.1469-8137.1912.tb05611.x
    """
    first, second = _chosen(one, trip), _chosen(other, trip)
    either = first | second
    return len(first & second) / len(either) if either else 1.0


def in_character(trip: Trip, character: Character, visits: int | None = None) -> Trip:
    """Return the trip as somebody of that character would ask it.

    Most sights: short visits, and a small place counts as much as a large one. Relaxed: long
    visits, fewer of them. Hidden: the lesser known a place, the better.

    Parameters
    ----------
    visits
        How many visits the plan as asked has, of all its days; None where it is not known.
    """
    likes = trip.preferences
    if character is Character.MOST_SIGHTS:
        even = tuple(replace(c, interest=EVEN_INTEREST) for c in trip.candidates)
        return _at_pace(replace(trip, candidates=even), Pace.PACKED)
    if character is Character.RELAXED:
        relaxed = _at_pace(trip, Pace.RELAXED)
        return relaxed if visits is None else replace(relaxed, limits=_fewer(trip, visits))
    if character is Character.HIDDEN:
        lesser_known = max(likes.lesser_known, HIDDEN_LEAST)
        return replace(trip, preferences=replace(likes, lesser_known=lesser_known))
    return trip


def _at_pace(trip: Trip, pace: Pace) -> Trip:
    """Return the trip at another pace; a visit at an agreed time lasts as long as before."""
    before = trip.preferences.pace
    factor = PACE_FACTORS[before] / PACE_FACTORS[pace]
    candidates = tuple(
        replace(c, visit_s=round(c.visit_s * factor)) if _is_agreed(c, before) else c
        for c in trip.candidates
    )
    return replace(trip, candidates=candidates, preferences=replace(trip.preferences, pace=pace))


def _is_agreed(candidate: Candidate, pace: Pace) -> bool:
    """Return whether a visit can only be at one moment: its one window is as long as itself."""
    windows = [window for day in candidate.windows for window in day]
    stay_s = visit_duration_s(candidate, pace)
    return candidate.required and [w.closes_s - w.opens_s for w in windows] == [stay_s]


def _fewer(trip: Trip, visits: int) -> Limits:
    required = sum(c.required for c in trip.candidates)
    most = max(math.ceil(visits * RELAXED_SHARE), required, len(trip.days))
    known = trip.limits.visits
    return replace(trip.limits, visits=most if known is None else min(most, known))


def _others(trip: Trip, asked: Itinerary, plan: Plan) -> Iterator[Alternative]:
    """Yield a plan of each other character that differs from the one as asked."""
    visits = sum(
        v.kind in (StopKind.SPOT, StopKind.EXPERIENCE) for d in asked.days for v in d.visits
    )
    for character in OTHERS:
        changed = in_character(trip, character, visits)
        if changed == trip:
            continue
        answer = plan(changed)
        if isinstance(answer, NoItinerary):
            continue
        shared = overlap(asked, answer, trip)
        if shared < SAME_DAY:
            yield Alternative(character, changed, answer, shared)


def _chosen(itinerary: Itinerary, trip: Trip) -> set[str]:
    required = {c.id for c in trip.candidates if c.required}
    return {
        visit.candidate_id
        for day in itinerary.days
        for visit in day.visits
        if visit.candidate_id is not None
        and visit.kind in (StopKind.SPOT, StopKind.EXPERIENCE)
        and visit.candidate_id not in required
    }
