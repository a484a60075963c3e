"""Making slots of schedules, and letting slots follow what schedules and options say.

Slots are locked in one statement and in the order of their ids, as bookings lock them, so that
nobody waits in a circle.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.experiences.capacity import resize_locked
from server.experiences.demand import InUse
from server.experiences.models import Experience, ExperienceOption
from server.experiences.reconciling import Changes, Existing, Implied, reconcile
from server.experiences.schedule_rules import WeeklyRule, Window, starts_in
from server.experiences.slot_models import Schedule, Slot
from server.experiences.wall_clock import local_date

HORIZON: Final = dt.timedelta(days=180)
"""How far ahead slots are made of schedules."""


@dataclass(slots=True)
class Made:
    """What became of an option's slots.

    Parameters
    ----------
    created, reopened, resized, closed, removed
        How many; those are removed that nobody ever booked, the others are closed.
    clashes
        What a schedule implies and could not have, as the option has a slot then.
    """

    created: int = 0
    reopened: int = 0
    resized: int = 0
    closed: int = 0
    removed: int = 0
    clashes: list[Implied] = field(default_factory=list)


def rule_of(schedule: Schedule) -> WeeklyRule:
    """Return the rule that a schedule states."""
    return WeeklyRule(
        weekdays=frozenset(schedule.weekdays),
        starts=tuple(dt.time.fromisoformat(start) for start in schedule.starts),
        first_date=schedule.first_date,
        last_date=schedule.last_date,
        seasons=tuple((first, last) for first, last in schedule.seasons),
        except_dates=frozenset(dt.date.fromisoformat(date) for date in schedule.except_dates),
    )


def window_at(now: dt.datetime, zone: ZoneInfo) -> Window:
    """Return the dates for which there are slots at a moment."""
    today = local_date(now, zone)
    return Window(today, today + HORIZON)


def schedules_of(session: Session, option_id: str) -> list[Schedule]:
    """Return the schedules of an option, always in the same order."""
    theirs = sa.select(Schedule).where(Schedule.option_id == option_id)
    return list(session.scalars(theirs.order_by(Schedule.id)))


def implied_by(
    schedules: Sequence[Schedule],
    experience: Experience,
    option: ExperienceOption,
    *,
    now: dt.datetime,
) -> Iterator[Implied]:
    """Yield the slots to come that schedules of an option want."""
    if option.retired_at is not None:
        return
    zone = ZoneInfo(experience.region.time_zone)
    lasts = dt.timedelta(minutes=option.lasts_minutes(experience.duration_minutes))
    for schedule in schedules:
        for date, _, moment in starts_in(rule_of(schedule), window_at(now, zone), zone):
            if moment is not None and moment > now:
                yield Implied(schedule.id, moment, moment + lasts, date, schedule.capacity)


def materialise(
    session: Session,
    experience: Experience,
    option: ExperienceOption,
    *,
    now: dt.datetime,
    in_use: InUse,
) -> Made:
    """Bring the slots to come of one option in line with its schedules; twice changes nothing.

    The experience was taken to change it.
    """
    slots = _locked_slots(session, Slot.option_id == option.id, now)
    return _follow_schedules(session, experience, option, slots, now=now, in_use=in_use)


def follow_options(
    session: Session, experience: Experience, *, now: dt.datetime, in_use: InUse
) -> None:
    """Let the slots to come follow the options as they are now.

    Those of options that are not offered any more are closed. The others last as long as their
    option, unless somebody has booked them: what was sold stays as it was sold.
    """
    slots = _locked_slots(session, Slot.experience_id == experience.id, now)
    for option in experience.options:
        theirs = [slot for slot in slots if slot.option_id == option.id]
        _follow_schedules(session, experience, option, theirs, now=now, in_use=in_use)
        lasts = dt.timedelta(minutes=option.lasts_minutes(experience.duration_minutes))
        for slot in theirs:
            if slot in session.deleted or slot.status == "cancelled":
                continue
            if option.retired_at is not None:
                slot.status = "closed"
            elif slot.vacancies == slot.capacity:
                slot.ends_at = slot.starts_at + lasts
    session.flush()


def _locked_slots(session: Session, which: sa.ColumnElement[bool], now: dt.datetime) -> list[Slot]:
    to_come = sa.select(Slot).where(which, Slot.starts_at > now).order_by(Slot.id)
    locked = to_come.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(locked))


def _follow_schedules(
    session: Session,
    experience: Experience,
    option: ExperienceOption,
    slots: Sequence[Slot],
    *,
    now: dt.datetime,
    in_use: InUse,
) -> Made:
    schedules = schedules_of(session, option.id)
    implied = implied_by(schedules, experience, option, now=now)
    changes = reconcile(implied, [_existing(slot) for slot in slots])
    made = _apply(session, {slot.id: slot for slot in slots}, changes, now, in_use)
    session.add_all(_new(experience, option, want, now) for want in changes.create)
    horizon = window_at(now, ZoneInfo(experience.region.time_zone)).last
    for schedule in schedules:
        schedule.made_until = horizon
    session.flush()
    return made


def _existing(slot: Slot) -> Existing:
    return Existing(
        id=slot.id,
        starts_at=slot.starts_at,
        schedule_id=slot.schedule_id,
        capacity=slot.capacity,
        status=slot.status,
        capacity_by_hand=slot.capacity_by_hand,
        closed_by_schedule=slot.closed_by_schedule,
    )


def _new(experience: Experience, option: ExperienceOption, want: Implied, now: dt.datetime) -> Slot:
    return Slot(
        id=str(uuid.uuid4()),
        experience_id=experience.id,
        option_id=option.id,
        schedule_id=want.schedule_id,
        starts_at=want.starts_at,
        ends_at=want.ends_at,
        local_date=want.local_date,
        capacity=want.capacity,
        vacancies=want.capacity,
        updated_at=now,
    )


def _apply(
    session: Session, slots: dict[str, Slot], changes: Changes, now: dt.datetime, in_use: InUse
) -> Made:
    for key, schedule_id in changes.adopt.items():
        slots[key].schedule_id = schedule_id
    for key in changes.release:
        slots[key].schedule_id = None
    for key in changes.reopen:
        slots[key].status, slots[key].closed_by_schedule = "open", False
    resized = {key for key, seats in changes.resize.items() if resize_locked(slots[key], seats)}
    kept = in_use(session, changes.drop) if changes.drop else set()
    kept |= {key for key in changes.drop if slots[key].vacancies < slots[key].capacity}
    for key in changes.drop:
        if key in kept:
            slots[key].status, slots[key].closed_by_schedule = "closed", True
        else:
            session.delete(slots[key])
    for key in (*changes.adopt, *changes.release, *changes.reopen, *resized, *kept):
        slots[key].updated_at = now
    return Made(
        created=len(changes.create),
        reopened=len(changes.reopen),
        resized=len(resized),
        closed=len(kept),
        removed=len(changes.drop) - len(kept),
        clashes=changes.clashes,
    )
