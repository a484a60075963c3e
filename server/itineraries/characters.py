"""A request as somebody of another character would have made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from routing.alternatives import HIDDEN_LEAST, Character
from routing.model import Pace
from server.itineraries.document import Document
from server.itineraries.request import ItineraryRequest


def asked_in_character(
    asked: ItineraryRequest, character: Character, visits: Iterable[Document]
) -> ItineraryRequest:
    """Return what an alternative goes on from when it is checked, extended or planned anew.

    Parameters
    ----------
    visits
        Of the plan as asked.
    """
    changed: dict[str, object] = {"alternatives": 0}
    if character is Character.MOST_SIGHTS:
        changed["pace"] = Pace.PACKED
    if character is Character.RELAXED:
        changed["pace"] = Pace.RELAXED
    if character is Character.HIDDEN:
        changed["lesser_known"] = max(asked.lesser_known, HIDDEN_LEAST)
    return with_agreed_stays(asked, visits).model_copy(update=changed)


def with_agreed_stays(asked: ItineraryRequest, visits: Iterable[Document]) -> ItineraryRequest:
    """Return the request with each locked visit as long as the plan has it, whatever the pace."""
    minutes = {v["spot_id"]: _minutes(v) for v in visits if v["locked"]}
    locked = [
        entry.model_copy(update={"minutes": entry.minutes or minutes.get(entry.spot_id)})
        for entry in asked.locked
    ]
    return asked.model_copy(update={"locked": locked})


def _minutes(visit: Document) -> int:
    begin, leave = (dt.datetime.fromisoformat(visit[key]) for key in ("begin", "leave"))
    return int((leave - begin).total_seconds()) // 60
