"""Publishing many spots at once, such as those of an imported list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.errors import Fault, Invalid
from server.spots.editing import TRANSITIONS, move_spot
from server.spots.history import Change
from server.spots.importing import bounds_of
from server.spots.models import Spot
from server.text import Text

_BATCH: Final = 400
_UNKNOWN: Final = Text(
    "Your organisation keeps no spot '{spot}'.", "この団体にスポット「{spot}」はありません。"
)
_OUTSIDE: Final = Text(
    "The spot '{spot}' lies outside its region; correct its position first.",
    "スポット「{spot}」は地域の外にあります。先に位置を訂正してください。",
)


def publish_spots(
    session: Session, organisation_id: str, ids: Sequence[str], change: Change
) -> tuple[int, int]:
    """Publish an organisation's spots; return how many, and how many were public already.

    Raises
    ------
    Invalid
        Naming each id that is not one of the organisation's spots, or lies outside its region.
        Then none is published.
    """
    found = _taken(session, organisation_id, ids)
    faults = list(_faults(ids, found))
    if faults:
        raise Invalid(faults)
    begins, ends = TRANSITIONS["published"]
    hidden = [spot for spot in found.values() if spot.status in begins]
    for spot in hidden:
        move_spot(session, spot, change)
    return len(hidden), sum(spot.status == ends for spot in found.values()) - len(hidden)


def _taken(session: Session, organisation_id: str, ids: Sequence[str]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    keys = sorted(set(ids))
    for first in range(0, len(keys), _BATCH):
        statement = (
            sa.select(Spot)
            .where(
                Spot.id.in_(keys[first : first + _BATCH]),
                Spot.organisation_id == organisation_id,
                Spot.deleted_at.is_(None),
            )
            .options(joinedload(Spot.region, innerjoin=True))
            .with_for_update(of=Spot)
            .execution_options(populate_existing=True)
        )
        found |= {spot.id: spot for spot in session.scalars(statement)}
    return found


def _faults(ids: Sequence[str], found: dict[str, Spot]) -> Iterator[Fault]:
    for position, key in enumerate(ids):
        pointer, values = f"/spot_ids/{position}", {"spot": key}
        spot = found.get(key)
        if spot is None:
            yield Fault(pointer, "unknown_spot", _UNKNOWN, dict(values))
        elif not bounds_of(spot.region).holds(spot.lat, spot.lon):
            yield Fault(pointer, "outside_region", _OUTSIDE, dict(values))
