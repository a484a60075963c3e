"""A kept trip on its way to a new plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from routing.alternatives import Character
from routing.model import Point
from server.itineraries.document import Document
from server.itineraries.kept import KeptDay, done_ahead
from server.itineraries.models import SavedItinerary
from server.itineraries.news import NO_NEWS, News
from server.itineraries.outing import BackToCar
from server.itineraries.progress import Standing, done_everywhere
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.request import ItineraryRequest
from server.regions.models import Region


@dataclass(frozen=True, slots=True)
class Replanning:
    """What is known of a trip that is planned anew.

    Parameters
    ----------
    asked
        What the old plan was made for; each locked visit with the time it takes.
    back
        The way back to the car; None where the tourist has it or there is none.
    missed
        Spots whose agreed time has passed without a visit.
    """

    old: SavedItinerary
    region: Region
    asked: ItineraryRequest
    days: tuple[KeptDay, ...]
    body: ReplanRequest
    standing: Standing
    back: BackToCar | None = None
    missed: frozenset[str] = field(default=frozenset())
    news: News = NO_NEWS

    @property
    def zone(self) -> ZoneInfo:
        """The region's clocks."""
        return ZoneInfo(self.region.time_zone)

    @property
    def start(self) -> Point:
        """Where the rest begins to be chosen: here, or at the car."""
        return self.back.car if self.back else self.standing.here

    @property
    def free_s(self) -> int | None:
        """When it begins; None if the day has not begun."""
        return self.back.free_s if self.back else self.standing.free_s

    @property
    def done_today(self) -> tuple[Document, ...]:
        """What is done of the day that goes on, and what comes on the way back to the car."""
        return (*self.standing.done, *(self.back.visits if self.back else ()))

    @property
    def gone(self) -> set[str]:
        """Every spot that cannot be chosen any more."""
        return {visit["spot_id"] for visit in self._paid() if visit["spot_id"]}

    @property
    def spent_minor(self) -> int:
        """What is gone of the budget."""
        return sum(visit["fee_minor"] or 0 for visit in self._paid())

    @property
    def done_ahead(self) -> list[Document]:
        """What was done before its time, now or when the plan was last made anew."""
        return [*done_ahead(self.old), *self.standing.ahead]

    @property
    def character(self) -> Character | None:
        """The old plan's character; None where it has none, or another pace is wished now."""
        kept = self.old.plan.get("character")
        return None if kept is None or self.body.pace else Character(kept)

    def _paid(self) -> list[Document]:
        back = self.back.visits if self.back else ()
        return [*done_everywhere(self.days, self.standing), *back, *self.done_ahead]
