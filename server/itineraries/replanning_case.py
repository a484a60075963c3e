"""A kept trip on its way to a new plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from routing.alternatives import Character
from routing.model import Point, StopKind
from server.itineraries.booked_stops import Standings
from server.itineraries.document import Document
from server.itineraries.kept import KeptDay, done_ahead, key_of
from server.itineraries.models import SavedItinerary
from server.itineraries.news import NO_NEWS, News
from server.itineraries.outing import BackToCar
from server.itineraries.progress import Standing, done_everywhere
from server.itineraries.replan_schemas import ReplanRequest
from server.itineraries.request import ItineraryRequest
from server.itineraries.slot_stops import SlotStop, is_experience
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
    standings
        What has become of the plan's experiences.
    added
        A slot that is to be booked for the rest of the trip.
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
    standings: Standings = field(default_factory=dict)
    added: SlotStop | None = None

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
        """Every spot and slot that cannot be chosen any more."""
        return {key for visit in self._paid() if (key := key_of(visit))}

    @property
    def chosen_spots(self) -> frozenset[str]:
        """The spots that the rest of the old plan goes to."""
        left = (visit for day in self.days[self.standing.day :] for visit in day.visits)
        return frozenset(visit["spot_id"] for visit in left if visit["kind"] == StopKind.SPOT)

    @property
    def booked(self) -> tuple[SlotStop, ...]:
        """The slots that the rest must go by: those with seats still to come, and the added one."""
        kept = [
            self.standings[visit["slot_id"]].stop
            for visit in self._experiences_to_come()
            if self.why_left_out(visit) is None
        ]
        return (*kept, *([self.added] if self.added else []))

    @property
    def left_out(self) -> list[tuple[Document, str]]:
        """Booked experiences that are not in the rest of the plan, and the word for why."""
        found = [(visit, self.why_left_out(visit)) for visit in self._experiences_to_come()]
        return [(visit, word) for visit, word in found if word is not None]

    def why_left_out(self, visit: Document) -> str | None:
        """Return the word for why a booked experience is not in the rest, None where it is."""
        standing = self.standings[visit["slot_id"]]
        if not standing.is_booked:
            return "booking_ended"
        stop = standing.stop
        if {visit["slot_id"], stop.slot_id, stop.experience_id}.intersection(self.body.avoid):
            return "booking_avoided"
        rest = [day.date for day in self.days[self.standing.day :]]
        if stop.date not in rest:
            return "booking_on_no_day"
        late = self.free_s is not None and stop.begin_s < self.free_s // 60 * 60
        return "booking_missed" if late and stop.date == rest[0] else None

    def _experiences_to_come(self) -> list[Document]:
        gone = self.gone
        return [
            visit
            for day in self.days
            for visit in day.visits
            if is_experience(visit) and visit["booking_id"] and visit["slot_id"] not in gone
        ]

    @property
    def experiences_known(self) -> set[str]:
        """The experiences that are done or booked: none of them is offered again."""
        done = {visit["experience_id"] for visit in self._paid() if is_experience(visit)}
        return done | {stop.experience_id for stop in self.booked}

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
