"""Finding amenities: by kind, place, and what they offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.amenities.models import Amenity
from server.spots.located import great_circle_m, is_in_box, is_within

Position = tuple[float, str]
"""Where a page ended: the last one's distance (0 where none is asked for) and its id."""


@dataclass(frozen=True, slots=True)
class AmenityFilter:
    """What to look for; every criterion given must hold.

    Parameters
    ----------
    kind
        `toilet` or `shelter`; None finds both.
    bbox
        west, south, east, north in degrees.
    near, radius_m
        Centre (lat, lon) and distance; results then come nearest first.
    wheelchair
        Only those that are known to be usable, or not to be.
    hazard
        Only sites that are designated for this kind of disaster.
    """

    kind: str | None = None
    region: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    near: tuple[float, float] | None = None
    radius_m: float = 2000.0
    wheelchair: bool | None = None
    hazard: str | None = None
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True)
class FoundAmenity:
    """An amenity and, when searched from a point, its distance in metres."""

    amenity: Amenity
    distance_m: float | None


def list_amenities(
    session: Session, wanted: AmenityFilter, *, limit: int, after: Position | None
) -> list[FoundAmenity]:
    """Return up to `limit` amenities, nearest first or by id, beginning behind `after`."""
    distance: sa.ColumnElement[float] = sa.literal(0.0)
    if wanted.near is not None:
        distance = great_circle_m(Amenity.lat, Amenity.lon, wanted.near)
    statement = sa.select(Amenity, distance.label("distance_m")).where(*_conditions(wanted))
    if after is not None:
        behind = sa.and_(distance == after[0], Amenity.id > after[1])
        in_order = Amenity.id > after[1] if wanted.near is None else distance > after[0]
        statement = statement.where(sa.or_(in_order, behind))
    order = (Amenity.id,) if wanted.near is None else (distance, Amenity.id)
    return [
        FoundAmenity(amenity, None if wanted.near is None else metres)
        for amenity, metres in session.execute(statement.order_by(*order).limit(limit))
    ]


def _conditions(wanted: AmenityFilter) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.kind is not None:
        yield Amenity.kind == wanted.kind
    if wanted.region is not None:
        yield Amenity.region_code == wanted.region
    if wanted.organisation_id is not None:
        yield Amenity.organisation_id == wanted.organisation_id
    if wanted.wheelchair is not None:
        yield Amenity.wheelchair.is_(wanted.wheelchair)
    if wanted.hazard is not None:
        yield Amenity.hazards.contains(f",{wanted.hazard},", autoescape=True)
    if wanted.bbox is not None:
        yield is_in_box(Amenity.lat, Amenity.lon, wanted.bbox)
    if wanted.near is not None:
        yield is_within(Amenity.lat, Amenity.lon, wanted.near, wanted.radius_m)


def remove_layer(session: Session, organisation_id: str, kind: str) -> int:
    """Remove all of an organisation's amenities of one kind; return how many there were."""
    of_layer = sa.and_(Amenity.organisation_id == organisation_id, Amenity.kind == kind)
    count = session.scalar(sa.select(sa.func.count()).select_from(Amenity).where(of_layer))
    session.execute(sa.delete(Amenity).where(of_layer))
    return count or 0
