"""How each kind of list is read, judged and saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from server.amenities.importing import KINDS, AmenityImport, import_amenities
from server.events import importing as event_importing
from server.events.importing import EventImport
from server.exchange.outcome import Counts, counts_of
from server.opendata.answer import Bounds, ListFault, ReadList
from server.opendata.reading import read_events, read_shelters, read_spots, read_toilets
from server.regions.models import Region
from server.spots import importing as spot_importing
from server.spots.history import Change
from server.spots.importing import SpotImport, row_faults
from server.spots.listed_spots import remarks_on


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a list, by whom.

    Parameters
    ----------
    organisation_name
        Whom to name where the list's attribution is not told.
    """

    organisation_id: str
    organisation_name: str
    region: Region
    account_id: str | None
    now: dt.datetime
    attribution: str | None = None
    licence: str | None = None
    dry_run: bool = False
    publish: bool = False
    skip_refused: bool = False
    replace: bool = False


class ListRoutine(Protocol):
    """What is done with one kind of list."""

    def read(self, data: bytes, filename: str, bounds: Bounds) -> ReadList[Any]:
        """Read the file."""

    def remarks(self, read: ReadList[Any]) -> Iterator[ListFault]:
        """Yield what could be stated better, beyond what the reader says."""

    def faults(self, session: Session, order: Order, read: ReadList[Any]) -> Iterator[ListFault]:
        """Yield what keeps rows that can be read from being kept."""

    def save(
        self, session: Session, order: Order, records: Sequence[Any], columns: Collection[str]
    ) -> Counts:
        """Save the rows, or on a dry run only count."""


class _Spots:
    def read(self, data: bytes, filename: str, bounds: Bounds) -> ReadList[Any]:
        return read_spots(data, filename, bounds)

    def remarks(self, read: ReadList[Any]) -> Iterator[ListFault]:
        return remarks_on(read)

    def faults(self, session: Session, order: Order, read: ReadList[Any]) -> Iterator[ListFault]:
        yield from row_faults(read)
        yield from spot_importing.region_faults(session, _spot_import(order), read)

    def save(
        self, session: Session, order: Order, records: Sequence[Any], columns: Collection[str]
    ) -> Counts:
        change = None if order.dry_run else Change("imported", order.account_id, order.now)
        saved = spot_importing.import_spots(session, _spot_import(order), records, columns, change)
        return counts_of(saved)


class _Events:
    def read(self, data: bytes, filename: str, bounds: Bounds) -> ReadList[Any]:
        return read_events(data, filename, bounds)

    def remarks(self, read: ReadList[Any]) -> Iterator[ListFault]:
        return iter(())

    def faults(self, session: Session, order: Order, read: ReadList[Any]) -> Iterator[ListFault]:
        yield from row_faults(read, event_importing.LONGEST_ID)
        yield from event_importing.region_faults(session, _event_import(order), read)

    def save(
        self, session: Session, order: Order, records: Sequence[Any], columns: Collection[str]
    ) -> Counts:
        saved = event_importing.import_events(
            session, _event_import(order), records, columns, dry_run=order.dry_run
        )
        return counts_of(saved)


class _Amenities:
    def __init__(self, kind: str, read: Callable[[bytes, str, Bounds], ReadList[Any]]) -> None:
        self._kind, self._read = kind, read

    def read(self, data: bytes, filename: str, bounds: Bounds) -> ReadList[Any]:
        return self._read(data, filename, bounds)

    def remarks(self, read: ReadList[Any]) -> Iterator[ListFault]:
        return iter(())

    def faults(self, session: Session, order: Order, read: ReadList[Any]) -> Iterator[ListFault]:
        return row_faults(read)

    def save(
        self, session: Session, order: Order, records: Sequence[Any], columns: Collection[str]
    ) -> Counts:
        layer = AmenityImport(
            organisation_id=order.organisation_id,
            region_code=order.region.code,
            kind=KINDS[self._kind],
            now=order.now,
            default_attribution=order.organisation_name,
            attribution=order.attribution,
            licence=order.licence,
            replace=order.replace,
        )
        saved = import_amenities(session, layer, records, columns, dry_run=order.dry_run)
        return counts_of(saved.fates, saved.removed)


def _spot_import(order: Order) -> SpotImport:
    return SpotImport(
        organisation_id=order.organisation_id,
        region=order.region,
        attribution=order.attribution,
        licence=order.licence,
        default_attribution=order.organisation_name,
        publish=order.publish,
    )


def _event_import(order: Order) -> EventImport:
    return EventImport(order.organisation_id, order.region.code, order.account_id, order.now)


ROUTINES: Final[dict[str, ListRoutine]] = {
    "spots": _Spots(),
    "events": _Events(),
    "toilets": _Amenities("toilets", read_toilets),
    "shelters": _Amenities("shelters", read_shelters),
}
"""What is done with each kind of list."""
