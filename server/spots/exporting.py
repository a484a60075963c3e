"""An organisation's spots as rows of the national list."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.opendata.listed_spot import ListedSpot
from server.spots.content import content_of
from server.spots.listed_cells import listed_spot
from server.spots.models import Spot

_BATCH = 400


def listed_spots(session: Session, organisation_id: str) -> list[ListedSpot]:
    """Return the rows that state the organisation's spots in every state, by their IDs.

    Numbers within IDs are compared as numbers, so that `2` comes before `10`.
    """
    keys = sa.select(Spot.source_id, Spot.id).where(
        Spot.organisation_id == organisation_id, Spot.deleted_at.is_(None)
    )
    in_order = sorted(session.execute(keys), key=lambda key: (_natural(key[0]), key[1]))
    rows: list[ListedSpot] = []
    for first in range(0, len(in_order), _BATCH):
        ids = [id_ for _, id_ in in_order[first : first + _BATCH]]
        found = {s.id: s for s in session.scalars(sa.select(Spot).where(Spot.id.in_(ids)))}
        rows += [listed_spot(content_of(found[id_]), found[id_].source_id) for id_ in ids]
        session.expunge_all()
    return rows


def _natural(key: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|\D+", key, re.ASCII)
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts]
