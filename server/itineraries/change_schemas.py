"""How the API tells what becomes of a plan's stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from routing.model import StopKind
from server.http.types import LocalDateTime, Model
from server.itineraries.models import SavedItinerary
from server.itineraries.plan_changes import Placed, StopChange, changes_between, count_unchanged
from server.itineraries.wording import WITHOUT_SPOT
from server.regions.schemas import localized
from server.text import Language


class StopTimesOut(Model):
    """When a stop is in a plan."""

    day: int = Field(description="1 is the first day")
    begin: LocalDateTime
    leave: LocalDateTime


class StopChangeOut(Model):
    """A stop that the new plan has otherwise."""

    what: Literal["new", "removed", "moved"]
    kind: StopKind
    spot_id: str | None
    slot_id: str | None
    name: str
    before: StopTimesOut | None = Field(description="null where it is new")
    after: StopTimesOut | None = Field(description="null where it is removed")


class PlanChangesOut(Model):
    """What becomes of a plan's stops, by day and time."""

    changes: list[StopChangeOut]
    unchanged: int = Field(description="Stops that stay as they are")


def plan_changes_out(
    before: SavedItinerary, after: SavedItinerary, language: Language, languages: Sequence[str]
) -> PlanChangesOut:
    """Return what is different in the plan after, with names in `languages`."""
    return PlanChangesOut(
        changes=[_change(one, language, languages) for one in changes_between(before, after)],
        unchanged=count_unchanged(before, after),
    )


def _change(one: StopChange, language: Language, languages: Sequence[str]) -> StopChangeOut:
    visit = one.either.visit
    kind = StopKind(visit["kind"])
    return StopChangeOut(
        what=one.what,
        kind=kind,
        spot_id=visit["spot_id"],
        slot_id=visit.get("slot_id"),
        name=localized(visit["names"], languages) or WITHOUT_SPOT[kind].render(language),
        before=_times(one.before),
        after=_times(one.after),
    )


def _times(placed: Placed | None) -> StopTimesOut | None:
    if placed is None:
        return None
    begin, leave = (dt.datetime.fromisoformat(placed.visit[key]) for key in ("begin", "leave"))
    return StopTimesOut(day=placed.day + 1, begin=begin, leave=leave)
