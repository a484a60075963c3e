"""Import of lists of public toilets and evacuation sites."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from server.amenities.models import Amenity
from server.opendata.listed_places import ListedShelter, ListedToilet
from server.opendata.merging import Fate, Fates

Listed = ListedToilet | ListedShelter

KINDS: Final = {"toilets": "toilet", "shelters": "shelter"}
"""What the rows of each kind of list become."""

_BATCH: Final = 400
_MOST_PERSONS: Final = 10_000_000
_PLACE: Final = frozenset({"key", "name", "name_en", "lat", "lon"})


@dataclass(frozen=True, slots=True)
class AmenityImport:
    """Whose layer is imported, and what is said of it.

    Parameters
    ----------
    replace
        Remove what the list does not name any more.
    attribution, licence
        None leaves what is there; new ones then name `default_attribution`.
    """

    organisation_id: str
    region_code: str
    kind: str
    now: dt.datetime
    default_attribution: str
    attribution: str | None = None
    licence: str | None = None
    replace: bool = False


@dataclass(slots=True)
class LayerReport:
    """What became of each row, and how many amenities were removed."""

    fates: Fates = field(default_factory=dict)
    removed: int = 0


def import_amenities(
    session: Session,
    order: AmenityImport,
    rows: Sequence[Listed],
    columns: Collection[str],
    *,
    dry_run: bool,
) -> LayerReport:
    """Create or change one amenity per row; importing the same rows again changes nothing.

    Nobody edits amenities by hand, so a row says all there is; what its file has no column for
    stays. A layer may be spread over several lists, so rows that vanished are removed only where
    the order replaces the layer.
    """
    report = LayerReport()
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        kept = _kept(session, order, [row.key for row in batch])
        for row in batch:
            known = kept.get(row.key)
            report.fates[row.key] = _fate(session, order, row, columns, known, dry_run=dry_run)
        if not dry_run:
            session.flush()
            session.expunge_all()
    if order.replace:
        report.removed = _remove_others(session, order, {r.key for r in rows}, dry_run=dry_run)
    return report


def _kept(session: Session, order: AmenityImport, keys: Sequence[str]) -> dict[str, Amenity]:
    statement = _of_layer(order).where(Amenity.list_key.in_(keys))
    return {amenity.list_key: amenity for amenity in session.scalars(statement)}


def _of_layer(order: AmenityImport) -> sa.Select[Amenity]:
    return sa.select(Amenity).where(
        Amenity.organisation_id == order.organisation_id, Amenity.kind == order.kind
    )


def _fate(
    session: Session,
    order: AmenityImport,
    row: Listed,
    columns: Collection[str],
    kept: Amenity | None,
    *,
    dry_run: bool,
) -> Fate:
    """Import one row and return what became of it."""
    stated = _facts(order, row, columns, kept)
    if kept is not None and all(getattr(kept, name) == value for name, value in stated.items()):
        return Fate("unchanged", kept.id)
    became: Literal["created", "updated"] = "created" if kept is None else "updated"
    if dry_run:
        return Fate(became, None if kept is None else kept.id)
    if kept is None:
        kept = Amenity(id=str(uuid.uuid4()), list_key=row.key, kind=order.kind)
        kept.organisation_id = order.organisation_id
        session.add(kept)
    for name, value in stated.items():
        setattr(kept, name, value)
    kept.updated_at = order.now
    return Fate(became, kept.id)


def _facts(
    order: AmenityImport, row: Listed, columns: Collection[str], kept: Amenity | None
) -> dict[str, Any]:
    before: Mapping[str, Any] = {} if kept is None else kept.listed
    cells = {
        f.name: cell
        for f in fields(row)
        if f.name not in _PLACE
        and (cell := getattr(row, f.name) if f.name in columns else before.get(f.name, ""))
    }
    named = (("ja", row.name), ("en", row.name_en))
    whole = type(row)(name=row.name, lat=row.lat, lon=row.lon, **cells)
    return {
        "region_code": order.region_code,
        "names": {tag: name for tag, name in named if name},
        "lat": row.lat,
        "lon": row.lon,
        "listed": cells,
        **_meaning(whole),
        "attribution": order.attribution
        or (order.default_attribution if kept is None else kept.attribution),
        "licence": order.licence or ("" if kept is None else kept.licence),
    }


def _meaning(row: Listed) -> dict[str, Any]:
    if isinstance(row, ListedToilet):
        return {
            "wheelchair": row.wheelchair,
            "ostomate": row.ostomate,
            "for_children": row.for_children,
        }
    stated = row.hazards
    said = any(mark is not None for mark in stated.values())
    persons = row.capacity_persons
    return {
        "hazards": f",{','.join(name for name, mark in stated.items() if mark)}," if said else None,
        "capacity": persons if persons is not None and persons <= _MOST_PERSONS else None,
    }


def _remove_others(
    session: Session, order: AmenityImport, keys: Collection[str], *, dry_run: bool
) -> int:
    listed = session.execute(
        sa.select(Amenity.id, Amenity.list_key).where(
            Amenity.organisation_id == order.organisation_id,
            Amenity.kind == order.kind,
            Amenity.region_code == order.region_code,
        )
    )
    gone = [id_ for id_, key in listed if key not in keys]
    if not dry_run:
        for first in range(0, len(gone), _BATCH):
            batch = gone[first : first + _BATCH]
            session.execute(sa.delete(Amenity).where(Amenity.id.in_(batch)))
    return len(gone)
