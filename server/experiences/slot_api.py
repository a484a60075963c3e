"""Slots and schedules over HTTP, for guides."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from server.experiences import examples, scheduling, slots
from server.experiences.access import guided
from server.experiences.booked import booked
from server.experiences.errors import ExperienceNotFound, SlotNotFound
from server.experiences.materialising import Made
from server.experiences.models import Experience
from server.experiences.service import get_experience
from server.experiences.slot_models import Schedule
from server.experiences.slot_schemas import (
    ScheduleChangeIn,
    ScheduleIn,
    SlotChangeIn,
    SlotIn,
    facts_with,
)
from server.experiences.slot_views import (
    ScheduleListOut,
    ScheduleOut,
    SlotOut,
    schedule_out,
    slot_out,
)
from server.experiences.vacancies import get_open_slot
from server.http.access import authorise
from server.http.contract import NO_CONTENT, Answer, Contract, Reply
from server.http.versions import require_version
from server.services import services

contract = Contract("slots")

_HERE: Final = "/v1/experiences/<identifier:experience_id>"
_SCHEDULE: Final = f"{_HERE}/schedules/<identifier:schedule_id>"
_KEY: Final = {"experience_id": examples.EXPERIENCE_ID}
_KEYS: Final = {**_KEY, "schedule_id": examples.SCHEDULE_ID}


def _slot(session: Session, experience: Experience, slot_id: str) -> SlotOut:
    now = services().now()
    found = get_open_slot(session, slot_id, lapsed=booked().lapsed, now=now)
    return slot_out(found, experience, now=now, inside=True)


@contract.operation(
    "POST",
    f"{_HERE}/slots",
    path_examples=_KEY,
    body=SlotIn,
    body_examples={"saturday": examples.SLOT_IN},
    reply=Reply(201, "The slot", SlotOut, example=examples.KEPT_SLOT),
    problems=(409,),
)
def create_slot(experience_id: str, body: SlotIn) -> Answer:
    """Let an option take place once more, beside what its schedules say."""
    now = services().now()
    with services().database.writing() as session:
        experience = guided(session, experience_id, to_change=True)
        option = scheduling.offered_option(experience, body.option_id)
        slot = slots.add_slot(session, experience, option, body.starts_at, body.capacity, now=now)
        return Answer(_slot(session, experience, slot.id))


@contract.operation(
    "PATCH",
    "/v1/slots/<identifier:slot_id>",
    path_examples={"slot_id": examples.SLOT_ID},
    body=SlotChangeIn,
    body_examples={"two more": {"capacity": 12}, "no more bookings": {"status": "closed"}},
    reply=Reply(200, "The slot as it is now", SlotOut, example=examples.KEPT_SLOT),
    problems=(409,),
)
def update_slot(slot_id: str, body: SlotChangeIn) -> Answer:
    """Give a slot more or fewer seats, or let it take no (more) bookings; schedules leave it so.

    Needs no `If-Match`: the capacity never goes below what is taken, whoever books meanwhile.
    """
    now, missing = services().now(), SlotNotFound(slot=slot_id)
    with services().database.writing() as session:
        slot = slots.get_slot(session, slot_id, to_change=True)
        try:
            experience = get_experience(session, slot.experience_id)
        except ExperienceNotFound as gone:
            raise missing from gone
        authorise(experience.organisation_id, missing=missing)
        option = next(o for o in experience.options if o.id == slot.option_id)
        slots.change_slot(
            session, slot, option, capacity=body.capacity, status=body.status, now=now
        )
        return Answer(_slot(session, experience, slot_id))


def _schedule(experience: Experience, schedule: Schedule, made: Made | None = None) -> Answer:
    shown = schedule_out(schedule, experience, now=services().now(), made=made)
    return Answer(shown, version=str(schedule.version))


@contract.operation(
    "POST",
    f"{_HERE}/schedules",
    path_examples=_KEY,
    body=ScheduleIn,
    body_examples={"saturdays": examples.SATURDAYS},
    reply=Reply(
        201, "The schedule", ScheduleOut, example=examples.SCHEDULE, headers=("Location", "ETag")
    ),
)
def create_schedule(experience_id: str, body: ScheduleIn) -> Answer:
    """Let an option take place by a weekly rule, and make its slots for the next 180 days.

    The worker makes further ones day by day. A start that does not exist, because clocks are put
    forward over it, is left out and told in `skipped`; one that exists twice is the first.
    """
    now = services().now()
    with services().database.writing() as session:
        experience = guided(session, experience_id, to_change=True)
        option = scheduling.offered_option(experience, body.option_id)
        facts = facts_with({}, body)
        schedule, made = scheduling.create_schedule(
            session, experience, option, facts, now=now, in_use=booked().in_use
        )
        answer = _schedule(experience, schedule, made)
    location = f"/v1/experiences/{experience_id}/schedules/{schedule.id}"
    return Answer(answer.content, {"Location": location}, answer.version)


@contract.operation(
    "GET",
    f"{_HERE}/schedules",
    path_examples=_KEY,
    reply=Reply(200, "The schedules", ScheduleListOut, example=examples.SCHEDULE_LIST),
)
def list_schedules(experience_id: str) -> Answer:
    """List the schedules of an experience."""
    now = services().now()
    with services().database.reading() as session:
        experience = guided(session, experience_id)
        found = scheduling.list_schedules(session, experience)
        shown = [schedule_out(schedule, experience, now=now) for schedule in found]
    links = {"self": f"/v1/experiences/{experience_id}/schedules"}
    return Answer(ScheduleListOut(schedules=shown, links=links))


@contract.operation(
    "GET",
    _SCHEDULE,
    path_examples=_KEYS,
    reply=Reply(200, "The schedule", ScheduleOut, example=examples.SCHEDULE, headers=("ETag",)),
)
def get_schedule(experience_id: str, schedule_id: str) -> Answer:
    """Show one schedule."""
    with services().database.reading() as session:
        experience = guided(session, experience_id)
        return _schedule(experience, scheduling.find_schedule(session, experience, schedule_id))


def _taken(session: Session, experience_id: str, schedule_id: str) -> tuple[Experience, Schedule]:
    """Return a schedule that the caller may change, on the version that they saw."""
    experience = guided(session, experience_id, to_change=True)
    schedule = scheduling.find_schedule(session, experience, schedule_id)
    require_version(str(schedule.version))
    return experience, schedule


@contract.operation(
    "PATCH",
    _SCHEDULE,
    path_examples=_KEYS,
    body=ScheduleChangeIn,
    body_examples={"new year": {"except_dates": ["2028-01-01"]}},
    reply=Reply(
        200, "The schedule as it is now", ScheduleOut, example=examples.SCHEDULE, headers=("ETag",)
    ),
    if_match=True,
)
def update_schedule(experience_id: str, schedule_id: str, body: ScheduleChangeIn) -> Answer:
    """Change a weekly rule; slots to come follow.

    Those that it does not imply any more are removed, or, where anybody ever booked, closed.
    What was changed by hand stays: capacities, closures, and slots made one by one.
    """
    now = services().now()
    with services().database.writing() as session:
        experience, schedule = _taken(session, experience_id, schedule_id)
        facts = facts_with(scheduling.facts_of(schedule), body)
        made = scheduling.change_schedule(
            session, experience, schedule, facts, now=now, in_use=booked().in_use
        )
        return _schedule(experience, schedule, made)


@contract.operation(
    "DELETE",
    _SCHEDULE,
    path_examples=_KEYS,
    reply=Reply(NO_CONTENT, "Gone"),
    if_match=True,
)
def delete_schedule(experience_id: str, schedule_id: str) -> Answer:
    """Take a weekly rule away; its slots to come are removed or, where anybody booked, closed."""
    with services().database.writing() as session:
        experience, schedule = _taken(session, experience_id, schedule_id)
        scheduling.delete_schedule(
            session, experience, schedule, now=services().now(), in_use=booked().in_use
        )
    return Answer()
