"""Slots of experiences as stops: each at its own time only, whether held by somebody or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from routing.model import Candidate, Point, StopKind, TimeWindow
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot
from server.experiences.vacancies import price_from

_PREFIX: Final = "slot:"
_FULL_INTEREST_S: Final = 75 * 60
"""As for spots. What lasts longer is worth more in proportion, up to twice as much: an afternoon in
a rice field stands in the place of several sights."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlotStop:
    """A slot as a stop of a trip.

    Parameters
    ----------
    begin_s, leave_s
        Seconds since local midnight of `date`.
    fee_minor
        For the whole party; None where unknown.
    booking_id
        The booking that has seats in it for this trip; None where it is only offered.
    option_id
        Of which option it is a slot; None where it was read from a kept plan.
    """

    slot_id: str
    experience_id: str
    names: Mapping[str, str]
    category: str
    point: Point
    date: dt.date
    begin_s: int
    leave_s: int
    fee_minor: int | None = None
    wheelchair: bool | None = None
    booking_id: str | None = None
    option_id: str | None = None

    @property
    def candidate_id(self) -> str:
        """What the engine calls it."""
        return _PREFIX + self.slot_id

    def windows(self, dates: Sequence[dt.date]) -> tuple[tuple[TimeWindow, ...], ...]:
        """Return, for each of `dates`, when it may be visited: at its time, on its date."""
        then = (TimeWindow(self.begin_s, self.leave_s),)
        return tuple(then if date == self.date else () for date in dates)


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be booked while a trip lasts.

    Parameters
    ----------
    chosen
        Slots worth a matrix: of the liked categories first, then those nearest to the days' ends.
    exist
        Whether anything at all can be booked on these days.
    """

    chosen: tuple[SlotStop, ...] = ()
    exist: bool = False


NO_OFFERS: Final = Offers()


def slot_id_of(candidate_id: str) -> str | None:
    """Return the slot behind a candidate of the engine; None where it is none."""
    return candidate_id.removeprefix(_PREFIX) if candidate_id.startswith(_PREFIX) else None


def slot_stop(slot: Slot, experience: Experience, zone: ZoneInfo) -> SlotStop | None:
    """Return a slot as a stop; None where it does not lie within one day."""
    begin, leave = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    if leave.date() != begin.date() or begin.utcoffset() != leave.utcoffset():
        return None
    return SlotStop(
        slot_id=slot.id,
        experience_id=experience.id,
        names={tag: texts["title"] for tag, texts in experience.texts.items() if "title" in texts},
        category=experience.category,
        point=Point(experience.lat, experience.lon),
        date=begin.date(),
        begin_s=_second(begin),
        leave_s=_second(leave),
        wheelchair=experience.accessibility.get("wheelchair"),
        option_id=slot.option_id,
    )


def for_party(stop: SlotStop, option: ExperienceOption, party_size: int) -> SlotStop:
    """Return an offer with what so many adults pay for it."""
    price = price_from([option])
    return replace(stop, fee_minor=None if price is None else price * party_size)


def _second(moment: dt.datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def experience_candidate(stop: SlotStop, dates: Sequence[dt.date], *, required: bool) -> Candidate:
    """Return a slot as a candidate to visit; of one experience a plan takes in one offer."""
    lasts_s = stop.leave_s - stop.begin_s
    worth = lasts_s / _FULL_INTEREST_S
    return Candidate(
        id=stop.candidate_id,
        point=stop.point,
        visit_s=lasts_s,
        windows=stop.windows(dates),
        categories=(stop.category,),
        interest=min(1.0, worth),
        required=required,
        group=stop.booking_id or stop.experience_id,
        cost_minor=stop.fee_minor or 0,
        kind=StopKind.EXPERIENCE,
        boost=min(1.0, max(0.0, worth - 1.0)),
    )


def visit_document(stop: SlotStop) -> Document:
    """Return what a kept plan says of a slot, its clock aside."""
    return {
        "kind": StopKind.EXPERIENCE,
        "spot_id": None,
        "slot_id": stop.slot_id,
        "experience_id": stop.experience_id,
        "booking_id": stop.booking_id,
        "names": dict(stop.names),
        "category": stop.category,
        "location": {"lat": stop.point.lat, "lon": stop.point.lon},
        "locked": stop.booking_id is not None,
        "renown": None,
        "fee_minor": stop.fee_minor,
        "hours_assumed": False,
        "wheelchair": stop.wheelchair,
    }


def kept_slot(visit: Document) -> SlotStop:
    """Return the slot of a kept visit, as it was when the plan was made."""
    begin, leave = (dt.datetime.fromisoformat(visit[key]) for key in ("begin", "leave"))
    return SlotStop(
        slot_id=visit["slot_id"],
        experience_id=visit["experience_id"],
        names=visit["names"],
        category=visit["category"],
        point=Point(visit["location"]["lat"], visit["location"]["lon"]),
        date=begin.date(),
        begin_s=_second(begin),
        leave_s=_second(leave),
        fee_minor=visit["fee_minor"],
        wheelchair=visit["wheelchair"],
        booking_id=visit["booking_id"],
    )


def is_experience(visit: Document) -> bool:
    """Tell whether a kept visit is to an experience."""
    return bool(visit["kind"] == StopKind.EXPERIENCE)
