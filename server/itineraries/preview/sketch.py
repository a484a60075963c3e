"""What of a kept plan is on its picture: ways and stops, no words and no times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from routing.model import Mode, StopKind
from server.cartography.projection import Points, to_world
from server.itineraries.models import SavedItinerary

LESSER_KNOWN: Final = 0.3
"""At most this well known counts as off the beaten track, as in the web app."""

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """From one stop to the next; `guessed` where its line is none of streets."""

    line: Sequence[Sequence[float]]
    on_foot: bool
    guessed: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop and its number on its day; the parked car has none."""

    at: LonLat
    number: int | None
    kind: StopKind
    lesser: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The ways of a day, one more than its stops."""

    ways: tuple[Way, ...]
    stops: tuple[Stop, ...]

    @property
    def ends(self) -> tuple[LonLat, LonLat]:
        """Where the day begins and where it ends."""
        first, last = self.ways[0].line[0], self.ways[-1].line[-1]
        return (first[0], first[1]), (last[0], last[1])


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything of a plan that its picture shows; nothing else is handed on."""

    days: tuple[Day, ...]
    sources: tuple[str, ...]

    @property
    def world(self) -> Points:
        """All its places, on the square of `projection`."""
        lines = [point[:2] for day in self.days for way in day.ways for point in way.line]
        stops = [stop.at for day in self.days for stop in day.stops]
        return to_world(np.array([*lines, *stops], dtype=np.float64))

    @property
    def digest(self) -> str:
        """Changes whenever anything does."""
        stated = json.dumps(asdict(self), separators=(",", ":"))
        return hashlib.sha256(stated.encode()).hexdigest()


def sketch_of(saved: SavedItinerary) -> Sketch:
    """Return what is shown of a kept plan."""
    days = tuple(_day(day) for day in saved.plan["days"])
    return Sketch(days, tuple(saved.plan["attribution"]))


def _day(day: dict[str, Any]) -> Day:
    ways = tuple(
        Way(leg["geometry"]["coordinates"], leg["mode"] == Mode.WALK, leg["estimated"])
        for leg in day["legs"]
    )
    return Day(ways, tuple(_stops(day["visits"])))


def _stops(visits: list[dict[str, Any]]) -> Iterator[Stop]:
    number = 0
    for visit in visits:
        kind, place, renown = StopKind(visit["kind"]), visit["location"], visit["renown"]
        parked = kind is StopKind.PARKING
        number += not parked
        lesser = kind is StopKind.SPOT and renown is not None and renown <= LESSER_KNOWN
        yield Stop((place["lon"], place["lat"]), None if parked else number, kind, lesser)
