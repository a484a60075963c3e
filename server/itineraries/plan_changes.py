"""What another plan of the same trip has otherwise: stops that are new, gone or at another time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from routing.model import StopKind
from server.itineraries.kept import key_of
from server.itineraries.models import SavedItinerary
from server.itineraries.slot_stops import Document

_TO_THE_MINUTE: Final = len("2027-05-15T10:00")


@dataclass(frozen=True, slots=True)
class Placed:
    """A kept visit, and on which day of its plan it is; the first is 0."""

    day: int
    visit: Document

    @property
    def when(self) -> tuple[str, str]:
        """When it begins and ends, as clocks show it: to the minute."""
        begin, leave = (str(self.visit[key])[:_TO_THE_MINUTE] for key in ("begin", "leave"))
        return begin, leave


@dataclass(frozen=True, slots=True)
class StopChange:
    """A stop that the two plans have differently; None where one of them has it not."""

    before: Placed | None
    after: Placed | None

    @property
    def what(self) -> Literal["new", "removed", "moved"]:
        """What becomes of it."""
        if self.before is None:
            return "new"
        return "removed" if self.after is None else "moved"

    @property
    def either(self) -> Placed:
        """It as it will be, or as it was where it is gone."""
        placed = self.after or self.before
        assert placed is not None  # noqa: S101 - one of the plans has it
        return placed


def changes_between(before: SavedItinerary, after: SavedItinerary) -> list[StopChange]:
    """Return each stop that is new, gone or at another time, by day and time.

    Times are compared to the minute, as they are told. Where a car is left is no stop of the
    tourist's own, and not told.
    """
    old, new = _by_key(before), _by_key(after)
    found = [
        StopChange(old.get(key), new.get(key))
        for key in {**old, **new}
        if key not in old or key not in new or old[key].when != new[key].when
    ]
    return sorted(found, key=lambda one: (one.either.day, one.either.when))


def count_unchanged(before: SavedItinerary, after: SavedItinerary) -> int:
    """Return how many stops stay as they are."""
    old, new = _by_key(before), _by_key(after)
    return sum(key in new and new[key].when == placed.when for key, placed in old.items())


def outline_of(saved: SavedItinerary) -> str:
    """Return what is the same for plans with the same stops in the same order on the same days.

    Clocks are no part of it: while a trip goes on, they move with the moment of the question.
    """
    stops = [(placed.day, key) for key, placed in _by_key(saved).items()]
    return hashlib.sha256(json.dumps(stops).encode()).hexdigest()[:32]


def _by_key(saved: SavedItinerary) -> dict[str, Placed]:
    return {_key(placed): placed for placed in _stops(saved)}


def _stops(saved: SavedItinerary) -> Iterator[Placed]:
    for number, day in enumerate(saved.plan["days"]):
        for visit in day["visits"]:
            if visit["kind"] != StopKind.PARKING:
                yield Placed(number, visit)


def _key(placed: Placed) -> str:
    """Return what tells a stop from the others; a meal taken anywhere is one of its day."""
    return key_of(placed.visit) or f"{placed.visit['kind']} of day {placed.day}"
