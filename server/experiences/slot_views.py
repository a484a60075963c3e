"""What the API says about slots, days and schedules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import Field

from server.experiences.materialising import Made, rule_of, window_at
from server.experiences.models import Experience
from server.experiences.reconciling import Implied
from server.experiences.schedule_rules import starts_in
from server.experiences.slot_models import Schedule
from server.experiences.vacancies import (
    Availability,
    Day,
    OpenSlot,
    Reason,
    availability_of,
    price_from,
    why_not,
)
from server.http.types import Date, LocalDateTime, Model
from server.spots.keeping_schemas import Season

_CLASHES_SHOWN: Final = 50


class SlotKeepingOut(Model):
    """What only the guide and the association asked are told of a slot."""

    state: str = Field(description="open, closed or cancelled")
    taken: int
    schedule_id: str | None = Field(description="null: made by hand")
    capacity_by_hand: bool
    closed_by_schedule: bool


class SlotOut(Model):
    """One time at which an option takes place."""

    id: str
    experience_id: str
    option_id: str
    date: Date
    starts_at: LocalDateTime
    ends_at: LocalDateTime
    capacity: int
    vacancies: int
    status: Availability
    bookable: bool = Field(description="Now, for the party asked about")
    reason: Reason | None = Field(description="Why not")
    price_from_minor: int | None
    currency: str
    keeping: SlotKeepingOut | None = None


class SlotListOut(Model):
    """A page of slots."""

    slots: list[SlotOut]
    links: dict[str, str]


class DayOut(Model):
    """One date of a calendar."""

    date: Date
    status: Availability
    slots: int
    vacancies: int = Field(description="Free seats of the slots that can be booked now")
    price_from_minor: int | None


class CalendarOut(Model):
    """A month of an experience, a day for each of its dates."""

    month: str
    time_zone: str
    currency: str
    days: list[DayOut]
    links: dict[str, str]


class StartOut(Model):
    """A start on the region's wall clock."""

    date: Date
    start: str


class MadeOut(Model):
    """What became of the option's slots to come."""

    created: int
    reopened: int
    resized: int
    closed: int = Field(description="Not implied any more, and booked by somebody once")
    removed: int = Field(description="Not implied any more, and never booked")
    clashes: list[StartOut] = Field(
        description="Starts at which the option has another slot, the first 50"
    )


class ScheduleOut(Model):
    """A weekly rule."""

    id: str
    experience_id: str
    option_id: str
    version: int
    weekdays: list[int]
    starts: list[str]
    first_date: Date
    last_date: Date | None
    seasons: list[Season]
    except_dates: list[Date]
    capacity: int
    made_until: Date = Field(description="So far slots were made; the worker goes on")
    skipped: list[StartOut] = Field(
        description="Starts that do not exist, as clocks are put forward over them"
    )
    made: MadeOut | None = Field(description="What this change did; null where nothing changed")
    updated_at: LocalDateTime
    links: dict[str, str]


class ScheduleListOut(Model):
    """The schedules of an experience."""

    schedules: list[ScheduleOut]
    links: dict[str, str]


def slot_out(
    found: OpenSlot,
    experience: Experience,
    *,
    now: dt.datetime,
    party: int | None = None,
    inside: bool = False,
) -> SlotOut:
    """Return a slot as the API shows it; `keeping` only to who is `inside`."""
    slot, zone = found.slot, ZoneInfo(experience.region.time_zone)
    option = experience.find_option(slot.option_id)
    reason = why_not(found, experience, now, party=party)
    return SlotOut(
        id=slot.id,
        experience_id=slot.experience_id,
        option_id=slot.option_id,
        date=slot.local_date,
        starts_at=slot.starts_at.astimezone(zone),
        ends_at=slot.ends_at.astimezone(zone),
        capacity=slot.capacity,
        vacancies=found.free,
        status=availability_of(found, experience, now),
        bookable=reason is None,
        reason=reason,
        price_from_minor=price_from([option] if option else []),
        currency=experience.region.currency,
        keeping=_keeping(found) if inside else None,
    )


def _keeping(found: OpenSlot) -> SlotKeepingOut:
    slot = found.slot
    return SlotKeepingOut(
        state=slot.status,
        taken=slot.capacity - found.free,
        schedule_id=slot.schedule_id,
        capacity_by_hand=slot.capacity_by_hand,
        closed_by_schedule=slot.closed_by_schedule,
    )


def day_out(day: Day, experience: Experience) -> DayOut:
    """Return a date as the API shows it."""
    options = [option for option in experience.offered if option.id in day.options]
    return DayOut(
        date=day.date,
        status=day.availability,
        slots=day.slots,
        vacancies=day.vacancies,
        price_from_minor=price_from(options),
    )


def schedule_out(
    schedule: Schedule, experience: Experience, *, now: dt.datetime, made: Made | None = None
) -> ScheduleOut:
    """Return a schedule as the API shows it, with what was `made` of it just now."""
    zone = ZoneInfo(experience.region.time_zone)
    here = f"/v1/experiences/{experience.id}/schedules"
    starts = starts_in(rule_of(schedule), window_at(now, zone), zone)
    return ScheduleOut(
        id=schedule.id,
        experience_id=experience.id,
        option_id=schedule.option_id,
        version=schedule.version,
        weekdays=schedule.weekdays,
        starts=schedule.starts,
        first_date=schedule.first_date,
        last_date=schedule.last_date,
        seasons=[Season(first=first, last=last) for first, last in schedule.seasons],
        except_dates=[dt.date.fromisoformat(date) for date in schedule.except_dates],
        capacity=schedule.capacity,
        made_until=schedule.made_until,
        skipped=[
            StartOut(date=start.date, start=f"{start.clock:%H:%M}")
            for start in starts
            if start.moment is None
        ],
        made=_made_out(made, zone) if made else None,
        updated_at=schedule.updated_at,
        links={"self": f"{here}/{schedule.id}", "schedules": here},
    )


def _made_out(made: Made, zone: ZoneInfo) -> MadeOut:
    return MadeOut(
        created=made.created,
        reopened=made.reopened,
        resized=made.resized,
        closed=made.closed,
        removed=made.removed,
        clashes=list(_starts(made.clashes[:_CLASHES_SHOWN], zone)),
    )


def _starts(wants: Sequence[Implied], zone: ZoneInfo) -> Iterable[StartOut]:
    for want in wants:
        yield StartOut(date=want.local_date, start=f"{want.starts_at.astimezone(zone):%H:%M}")
