"""Import of a list of tourism facilities into what an organisation keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from server.opendata.answer import Bounds, ListFault, ReadList, shortened
from server.opendata.listed_spot import ListedSpot
from server.opendata.merging import Arrival, Fate, Fates, Row
from server.opendata.spot_layouts import SPOTS
from server.regions.models import Region
from server.spots.content import apply_content, content_in, content_of
from server.spots.editing import change_spot, source_of
from server.spots.history import Change, record_change
from server.spots.list_merging import merged
from server.spots.listed_spots import ListSource, spot_record
from server.spots.models import Spot
from server.spots.service import spot_id

LONGEST_NAME: Final = 200
LONGEST_ID: Final = 80
MARGIN_DEGREES: Final = 0.05
_BATCH: Final = 400


@dataclass(frozen=True, slots=True)
class SpotImport:
    """What is to be imported, and how.

    Parameters
    ----------
    region
        Where the spots lie.
    attribution, licence
        What the list says of itself; None where that was not stated.
    default_attribution
        Whom to name for new spots where it was not.
    publish
        Let new spots be public at once.
    """

    organisation_id: str
    region: Region
    attribution: str | None
    licence: str | None
    default_attribution: str
    publish: bool = False

    @property
    def about(self) -> dict[str, str]:
        """What was stated of the whole list."""
        stated = {"attribution": self.attribution, "licence": self.licence}
        return {name: text for name, text in stated.items() if text is not None}

    @property
    def source(self) -> ListSource:
        """What new spots say of themselves."""
        attribution = self.default_attribution if self.attribution is None else self.attribution
        return ListSource(source_of(self.organisation_id), attribution, self.licence or "")


class _Kept(NamedTuple):
    id: str
    region: str
    removed: bool
    row: Row | None


def bounds_of(region: Region) -> Bounds:
    """Return the area in which the region's places lie."""
    west, south, east, north = region.bbox
    margin = MARGIN_DEGREES
    return Bounds(south - margin, west - margin, north + margin, east + margin)


def row_faults(read: ReadList[Any], longest_id: int = LONGEST_ID) -> Iterator[ListFault]:
    """Yield what keeps accepted rows from being kept, whatever is kept already."""
    for row, listed in zip(read.rows, read.records, strict=True):
        if len(listed.name) > LONGEST_NAME:
            heading = read.columns.get("name", "")
            yield ListFault(row, heading, "name_too_long", shortened(listed.name))
        if len(listed.key) > longest_id:
            heading = read.columns.get("listed_id", "")
            yield ListFault(row, heading, "id_too_long", shortened(listed.key))


def region_faults(
    session: Session, order: SpotImport, read: ReadList[ListedSpot]
) -> Iterator[ListFault]:
    """Yield a fault for each row whose ID the organisation keeps in another region."""
    kept = _kept_by_key(session, order.organisation_id, [listed.key for listed in read.records])
    for row, listed in zip(read.rows, read.records, strict=True):
        known = kept.get(listed.key)
        if known is not None and known.region != order.region.code:
            heading = read.columns.get("listed_id") or SPOTS.heading("listed_id")
            yield ListFault(row, heading, "other_region", known.region)


def import_spots(
    session: Session,
    order: SpotImport,
    spots: Sequence[ListedSpot],
    columns: Collection[str],
    change: Change | None,
) -> Fates:
    """Create or change one spot per row; importing the same rows again changes nothing.

    What is new begins as a draft unless the order publishes it; a deleted spot that is listed
    again comes back under its id, as if it were new. A point outside the region's area keeps a
    spot a draft. Works in batches, so that memory does not grow with the list.

    Parameters
    ----------
    change
        Who imports; None only counts.
    """
    fates: Fates = {}
    for batch in _batches(spots):
        arrivals = [Arrival(listed, columns, order.about) for listed in batch]
        fates |= _import_batch(session, order, arrivals, change)
        if change is not None:
            session.flush()
            session.expunge_all()
    return fates


def _batches(spots: Sequence[ListedSpot]) -> Iterator[Sequence[ListedSpot]]:
    for first in range(0, len(spots), _BATCH):
        yield spots[first : first + _BATCH]


def _import_batch(
    session: Session,
    order: SpotImport,
    arrivals: Sequence[Arrival[ListedSpot]],
    change: Change | None,
) -> Fates:
    keys = [arrival.listed.key for arrival in arrivals]
    kept = _kept_by_key(session, order.organisation_id, keys)
    stirred = {
        kept[arrival.listed.key].id: arrival
        for arrival in arrivals
        if arrival.listed.key in kept and _stirs(kept[arrival.listed.key], arrival)
    }
    updated = _update(session, order, stirred, change)
    fates: Fates = {}
    for arrival in arrivals:
        known = kept.get(arrival.listed.key)
        if known is None:
            fates[arrival.listed.key] = Fate("created", _created(session, order, arrival, change))
        else:
            fate = Fate("updated" if known.id in updated else "unchanged", known.id)
            fates[arrival.listed.key] = fate
    return fates


def _stirs(kept: _Kept, arrival: Arrival[ListedSpot]) -> bool:
    return kept.removed or not arrival.is_as_before(kept.row)


def _kept_by_key(session: Session, organisation_id: str, keys: Sequence[str]) -> dict[str, _Kept]:
    columns = (Spot.source_id, Spot.id, Spot.region_code, Spot.deleted_at, Spot.list_row)
    found: dict[str, _Kept] = {}
    for first in range(0, len(keys), _BATCH):
        statement = sa.select(*columns).where(
            Spot.organisation_id == organisation_id,
            Spot.source_id.in_(keys[first : first + _BATCH]),
        )
        for key, id_, region, deleted_at, row in session.execute(statement):
            found[key] = _Kept(id_, region, deleted_at is not None, row)
    return found


def _created(
    session: Session, order: SpotImport, arrival: Arrival[ListedSpot], change: Change | None
) -> str | None:
    """Create what a row describes and return its id; None where nothing is to be saved."""
    if change is None:
        return None
    record = spot_record(arrival.listed, order.source)
    spot = Spot(
        id=spot_id(order.region.code, record.source, record.source_id),
        region_code=order.region.code,
        organisation_id=order.organisation_id,
        source=record.source,
        source_id=record.source_id,
        status=_first_status(order, arrival.listed),
        list_row=arrival.row_after(None),
    )
    if spot.status == "published":
        spot.verified_at = change.now
    apply_content(spot, content_in(record))
    record_change(session, spot, change)
    session.add(spot)
    return spot.id


def _first_status(order: SpotImport, listed: ListedSpot) -> str:
    inside = bounds_of(order.region).holds(listed.lat, listed.lon)
    return "published" if order.publish and inside else "draft"


def _update(
    session: Session,
    order: SpotImport,
    arrivals: dict[str, Arrival[ListedSpot]],
    change: Change | None,
) -> set[str]:
    """Let the spots say what changed about their rows; return the ids of those it changed."""
    if not arrivals:
        return set()
    statement = (
        sa.select(Spot)
        .where(Spot.id.in_(arrivals))
        .options(joinedload(Spot.region, innerjoin=True))
    )
    if change is not None:
        statement = statement.with_for_update(of=Spot)
    return {
        spot.id
        for spot in session.scalars(statement).all()
        if _update_one(session, order, spot, arrivals[spot.id], change)
    }


def _update_one(
    session: Session,
    order: SpotImport,
    spot: Spot,
    arrival: Arrival[ListedSpot],
    change: Change | None,
) -> bool:
    before = content_of(spot)
    after = merged(before, spot.list_row, arrival, spot.source_id)
    changes = after != before or spot.deleted_at is not None
    if change is None:
        return changes
    spot.list_row = arrival.row_after(spot.list_row)
    if spot.deleted_at is not None:
        _bring_back(order, spot, arrival.listed, change)
        apply_content(spot, after)
        record_change(session, spot, change)
    else:
        change_spot(session, spot, after, change)
    return changes


def _bring_back(order: SpotImport, spot: Spot, listed: ListedSpot, change: Change) -> None:
    spot.deleted_at = None
    spot.status = _first_status(order, listed)
    if spot.status == "published":  # a list that is published is its municipality's word of today
        spot.left_public_at, spot.verified_at = None, change.now
