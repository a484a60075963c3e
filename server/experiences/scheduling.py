"""Use cases around schedules: make, change and delete them, and extend what they have made."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.experiences.demand import InUse, all_in_use
from server.experiences.errors import ExperienceNotFound, ScheduleNotFound
from server.experiences.materialising import (
    HORIZON,
    Made,
    implied_by,
    materialise,
    schedules_of,
)
from server.experiences.models import Experience, ExperienceOption
from server.experiences.service import get_experience
from server.experiences.slot_models import Schedule, Slot
from server.text import Text

MOST_SCHEDULES: Final = 20
MOST_SLOTS: Final = 4500
"""Of one option at a time: twelve starts a day, two schedules over."""

_UNKNOWN_OPTION: Final = Text(
    "This experience offers no option '{id}'.", "この体験に「{id}」というプランはありません。"
)
_TWICE: Final = Text("This is listed twice.", "同じものが二度指定されています。")
_ENDS_TOO_EARLY: Final = Text(
    "It must not end before it begins on {first}.",
    "最終日は初日（{first}）以降にしてください。",
)
_TOO_MANY_SCHEDULES: Final = Text(
    "An option can have {most} schedules at most.", "一つのプランに設定できるのは{most}件までです。"
)
_TOO_MANY_SLOTS: Final = Text(
    "All schedules of this option together make {slots} slots, {most} are possible.",
    "このプランの開催枠は合計{slots}件になります。{most}件までにしてください。",
)


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """What a schedule says; fields as in `Schedule`."""

    weekdays: list[int]
    starts: list[str]
    first_date: dt.date
    capacity: int
    last_date: dt.date | None = None
    seasons: list[list[str]] = field(default_factory=list)
    except_dates: list[str] = field(default_factory=list)


def facts_of(schedule: Schedule) -> dict[str, Any]:
    """Return what a schedule says, by the names of `ScheduleFacts`."""
    return {name: getattr(schedule, name) for name in ScheduleFacts.__dataclass_fields__}


def offered_option(experience: Experience, option_id: str) -> ExperienceOption:
    """Return an option that can be booked.

    Raises
    ------
    Invalid
        If the experience offers none with that id.
    """
    option = experience.find_option(option_id)
    if option is None or option.retired_at is not None:
        raise Invalid([Fault("/option_id", "unknown_option", _UNKNOWN_OPTION, {"id": option_id})])
    return option


def create_schedule(
    session: Session,
    experience: Experience,
    option: ExperienceOption,
    facts: ScheduleFacts,
    *,
    now: dt.datetime,
    in_use: InUse,
) -> tuple[Schedule, Made]:
    """Keep a new schedule, and make its slots.

    Raises
    ------
    Invalid
        With every fault of the schedule.
    """
    faults = list(_faults(facts))
    if len(schedules_of(session, option.id)) >= MOST_SCHEDULES:
        values: dict[str, object] = {"most": MOST_SCHEDULES}
        faults.append(Fault("/option_id", "too_many_schedules", _TOO_MANY_SCHEDULES, values))
    if faults:
        raise Invalid(faults)
    schedule = Schedule(
        id=str(uuid.uuid4()),
        option_id=option.id,
        made_until=facts.first_date,
        updated_at=now,
        **asdict(facts),
    )
    session.add(schedule)
    session.flush()
    return schedule, _remade(session, experience, option, now=now, in_use=in_use)


def change_schedule(
    session: Session,
    experience: Experience,
    schedule: Schedule,
    facts: ScheduleFacts,
    *,
    now: dt.datetime,
    in_use: InUse,
) -> Made:
    """Let a schedule say something else, and its slots follow.

    Raises
    ------
    Invalid
        With every fault of the schedule.
    """
    if faults := list(_faults(facts)):
        raise Invalid(faults)
    if asdict(facts) != facts_of(schedule):
        for name, value in asdict(facts).items():
            setattr(schedule, name, value)
        schedule.version += 1
        schedule.updated_at = now
        session.flush()
    return _remade(session, experience, _option_of(experience, schedule), now=now, in_use=in_use)


def delete_schedule(
    session: Session,
    experience: Experience,
    schedule: Schedule,
    *,
    now: dt.datetime,
    in_use: InUse,
) -> None:
    """Take a schedule away, and the slots to come with it that nobody ever booked.

    Slots that somebody booked are closed. Slots of the past stay, and are of no schedule any more.
    """
    option = _option_of(experience, schedule)
    freed = sa.update(Slot).where(Slot.schedule_id == schedule.id, Slot.starts_at <= now)
    session.execute(freed.values(schedule_id=None).execution_options(synchronize_session=False))
    schedule.weekdays = []  # it implies nothing from here on
    session.flush()
    materialise(session, experience, option, now=now, in_use=in_use)
    session.delete(schedule)
    session.flush()


def find_schedule(session: Session, experience: Experience, schedule_id: str) -> Schedule:
    """Return one of the experience's schedules.

    Raises
    ------
    ScheduleNotFound
        If it has none with that id.
    """
    schedule = session.get(Schedule, schedule_id, populate_existing=True)
    if schedule is None or experience.find_option(schedule.option_id) is None:
        raise ScheduleNotFound(schedule=schedule_id)
    return schedule


def list_schedules(session: Session, experience: Experience) -> list[Schedule]:
    """Return the schedules of all options that are offered."""
    return [s for option in experience.offered for s in schedules_of(session, option.id)]


def extend_next(session: Session, *, now: dt.datetime) -> bool:
    """Make the slots of the next day, or of more, of one option that lacks them; False if none."""
    option_id = session.scalars(_lagging(now).limit(1)).one_or_none()
    if option_id is None:
        return False
    option = session.get_one(ExperienceOption, option_id)
    try:
        experience = get_experience(session, option.experience_id, to_change=True)
    except ExperienceNotFound:  # deleted a moment ago: it lacks nothing any more
        return True
    materialise(session, experience, option, now=now, in_use=all_in_use)
    return True


def _lagging(now: dt.datetime) -> sa.Select[str]:
    """Return the query for options whose slots end too early, by a day anywhere on earth."""
    due = now.date() + HORIZON - dt.timedelta(days=1)
    goes_on = sa.or_(Schedule.last_date.is_(None), Schedule.last_date > Schedule.made_until)
    return (
        sa.select(Schedule.option_id)
        .join(ExperienceOption, ExperienceOption.id == Schedule.option_id)
        .join(Experience, Experience.id == ExperienceOption.experience_id)
        .where(Schedule.made_until < due, goes_on)
        .where(ExperienceOption.retired_at.is_(None), Experience.deleted_at.is_(None))
        .order_by(Schedule.made_until, Schedule.id)
    )


def _faults(facts: ScheduleFacts) -> Iterator[Fault]:
    for name in ("weekdays", "starts"):
        values = getattr(facts, name)
        for position, value in enumerate(values):
            if value in values[:position]:
                yield Fault(f"/{name}/{position}", "listed_twice", _TWICE)
    if facts.last_date is not None and facts.last_date < facts.first_date:
        told: dict[str, object] = {"first": facts.first_date.isoformat()}
        yield Fault("/last_date", "ends_too_early", _ENDS_TOO_EARLY, told)


def _option_of(experience: Experience, schedule: Schedule) -> ExperienceOption:
    return next(option for option in experience.options if option.id == schedule.option_id)


def _remade(
    session: Session,
    experience: Experience,
    option: ExperienceOption,
    *,
    now: dt.datetime,
    in_use: InUse,
) -> Made:
    schedules = schedules_of(session, option.id)
    slots = sum(1 for _ in implied_by(schedules, experience, option, now=now))
    if slots > MOST_SLOTS:
        values: dict[str, object] = {"slots": slots, "most": MOST_SLOTS}
        raise Invalid([Fault("/starts", "too_many_slots", _TOO_MANY_SLOTS, values)])
    return materialise(session, experience, option, now=now, in_use=in_use)
