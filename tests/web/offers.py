"""An experience that can be booked, made over the API."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from server.experiences.examples import RICE_FIELD
from tests.server.spots.keepers import POND
from tests.web.stage import REGION, Person, Stage

_THERE: Final = ZoneInfo("Europe/Helsinki")
_SATURDAY: Final = 5


def next_saturday() -> dt.date:
    """Return a Saturday far enough ahead to be booked, and near enough to be chosen."""
    soon = dt.datetime.now(_THERE).date() + dt.timedelta(days=3)
    return soon + dt.timedelta(days=(_SATURDAY - soon.weekday()) % 7)


def today_or_tomorrow() -> dt.datetime:
    """Return a time late enough to be booked, and near enough for guests to be let in already."""
    earliest = dt.datetime.now(_THERE) + dt.timedelta(hours=3)
    times = (
        dt.datetime.combine(earliest.date() + dt.timedelta(days=days), dt.time(hour), _THERE)
        for days in (0, 1)
        for hour in (11, 15)
    )
    return next(time for time in times if time >= earliest)


def written(stage: Stage, guide: Person, **facts: Any) -> dict[str, Any]:
    """Write a draft of an hour in the rice field."""
    draft = {**copy.deepcopy(RICE_FIELD), "region": REGION, **POND, **facts}
    return stage.ask(
        guide, "POST", "/v1/experiences", {**draft, "organisation_id": guide.organisation_id}
    )


def published(stage: Stage, guide: Person, officer: Person, **facts: Any) -> dict[str, Any]:
    """Offer it: written, handed in, vouched for."""
    draft = written(stage, guide, **facts)
    path = f"/v1/experiences/{draft['id']}"
    stage.ask(guide, "POST", f"{path}/submit", {"association_id": officer.organisation_id})
    return stage.ask(officer, "POST", f"{path}/publish", {})


def takes_place(
    stage: Stage,
    guide: Person,
    experience: dict[str, Any],
    begins: dt.date,
    capacity: int = 8,
) -> dict[str, Any]:
    """Let it take place at a time, or at one in the afternoon of a day by the clocks there."""
    if not isinstance(begins, dt.datetime):
        begins = dt.datetime.combine(begins, dt.time(13), _THERE)
    slot = {
        "option_id": experience["options"][0]["id"],
        "starts_at": begins.isoformat(),
        "capacity": capacity,
    }
    return stage.ask(guide, "POST", f"/v1/experiences/{experience['id']}/slots", slot)


def booked(
    stage: Stage, experience: dict[str, Any], slot: dict[str, Any], who: Mapping[str, str]
) -> dict[str, Any]:
    """Book two adults for somebody, with the `name`, `email` and `language` of theirs."""
    adults = {"unit_id": experience["options"][0]["units"][0]["id"], "quantity": 2}
    wish = {"slot_id": slot["id"], "units": [adults], "contact": who}
    held = stage.ask_as_guest("/v1/bookings", wish)
    return stage.ask_as_guest(f"/v1/bookings/{held['id']}/confirm", {}, held["key"])
