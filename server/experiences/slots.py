"""Use cases around single slots: add one, give it more or fewer seats, close it, open it again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.experiences.capacity import resize
from server.experiences.errors import (
    CapacityBelowTaken,
    OptionRetired,
    SlotExists,
    SlotIsCancelled,
    SlotIsOver,
    SlotNotFound,
)
from server.experiences.models import Experience, ExperienceOption
from server.experiences.slot_models import Slot
from server.experiences.wall_clock import local_date
from server.text import Text

FARTHEST: Final = dt.timedelta(days=731)

_IN_THE_PAST: Final = Text(
    "This moment has passed; name one that lies ahead.",
    "すでに過ぎた日時です。これからの日時を指定してください。",
)
_TOO_FAR_AHEAD: Final = Text(
    "Slots can be made up to {days} days ahead.", "開催枠を作成できるのは{days}日先までです。"
)
_WHOLE_MINUTE: Final = Text(
    "A slot begins at a whole minute.", "開始時刻は分単位で指定してください。"
)


def add_slot(
    session: Session,
    experience: Experience,
    option: ExperienceOption,
    starts_at: dt.datetime,
    capacity: int,
    *,
    now: dt.datetime,
) -> Slot:
    """Let an option take place once more; the experience was taken to change it.

    Raises
    ------
    Invalid
        If it cannot take place then.
    SlotExists
        If the option has a slot at that moment.
    """
    moment = starts_at.astimezone(dt.UTC)
    if faults := list(_time_faults(moment, now)):
        raise Invalid(faults)
    there = sa.select(Slot.id).where(Slot.option_id == option.id, Slot.starts_at == moment)
    if session.scalars(there).one_or_none() is not None:
        raise SlotExists
    minutes = option.lasts_minutes(experience.duration_minutes)
    slot = Slot(
        id=str(uuid.uuid4()),
        experience_id=experience.id,
        option_id=option.id,
        starts_at=moment,
        ends_at=moment + dt.timedelta(minutes=minutes),
        local_date=local_date(moment, ZoneInfo(experience.region.time_zone)),
        capacity=capacity,
        vacancies=capacity,
        updated_at=now,
    )
    session.add(slot)
    session.flush()
    return slot


def _time_faults(moment: dt.datetime, now: dt.datetime) -> Iterator[Fault]:
    if moment <= now:
        yield Fault("/starts_at", "in_the_past", _IN_THE_PAST)
    if moment - now > FARTHEST:
        yield Fault("/starts_at", "too_far_ahead", _TOO_FAR_AHEAD, {"days": FARTHEST.days})
    if moment.second or moment.microsecond:
        yield Fault("/starts_at", "whole_minute", _WHOLE_MINUTE)


def get_slot(session: Session, slot_id: str, *, to_change: bool = False) -> Slot:
    """Return a slot in whatever state; with `to_change`, for this alone.

    Raises
    ------
    SlotNotFound
        If there is none with that id.
    """
    statement = sa.select(Slot).where(Slot.id == slot_id)
    if to_change:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    slot = session.scalars(statement).one_or_none()
    if slot is None:
        raise SlotNotFound(slot=slot_id)
    return slot


def change_slot(
    session: Session,
    slot: Slot,
    option: ExperienceOption,
    *,
    capacity: int | None = None,
    status: str | None = None,
    now: dt.datetime,
) -> None:
    """Give a slot another capacity, close it, or open it again; None leaves it as it was.

    Opened by hand, what a schedule had closed is a slot of its own from then on.

    Raises
    ------
    SlotIsOver, SlotIsCancelled
        If it has begun; if it does not take place.
    OptionRetired
        If it is to be opened, and its option is not offered any more.
    CapacityBelowTaken
        If more seats are taken than it is to have.
    """
    if now >= slot.starts_at:
        raise SlotIsOver
    if slot.status == "cancelled":
        raise SlotIsCancelled
    if status == "open" and option.retired_at is not None:
        raise OptionRetired
    if capacity is not None and not resize(session, slot.id, capacity, now=now):
        raise CapacityBelowTaken(taken=slot.capacity - slot.vacancies, capacity=capacity)
    if status is not None:
        if status == "open" and slot.closed_by_schedule:
            slot.schedule_id = None
        slot.status, slot.closed_by_schedule, slot.updated_at = status, False, now
        session.flush()
