"""What keeps an event from being kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from server.errors import Fault
from server.events.records import EventRecord
from server.http.wordings import language_faults
from server.regions import service as regions
from server.spots import service as spots
from server.spots.importing import bounds_of
from server.spots.keeping_faults import outside_region
from server.spots.query import unknown_region
from server.text import Text

_ENDS_TOO_EARLY: Final = Text(
    "It must not end before it begins.", "終わりの日は始まりの日より前にできません。"
)
_HALF_A_POINT: Final = Text(
    "Give both `lat` and `lon`, or neither.",
    "`lat` と `lon` は両方とも指定するか、省いてください。",
)
_UNKNOWN_SPOT: Final = Text(
    "There is no spot '{spot}' in this region.", "この地域にスポット「{spot}」はありません。"
)


def event_faults(session: Session, record: EventRecord) -> list[Fault]:
    """Return everything that keeps an event from being kept; empty when nothing does."""
    return [
        *_region_faults(session, record),
        *language_faults("/names", record.names),
        *_order_faults(record),
        *_point_faults(session, record),
        *_place_faults(session, record),
    ]


def _region_faults(session: Session, record: EventRecord) -> Iterator[Fault]:
    if regions.find_region(session, record.region) is None:
        yield unknown_region("/region", record.region)


def _order_faults(record: EventRecord) -> Iterator[Fault]:
    if record.last_date < record.first_date:
        yield Fault("/last_date", "ends_too_early", _ENDS_TOO_EARLY)
    begin, until = record.application_from, record.application_until
    if begin is not None and until is not None and until < begin:
        yield Fault("/application_until", "ends_too_early", _ENDS_TOO_EARLY)


def _point_faults(session: Session, record: EventRecord) -> Iterator[Fault]:
    region = regions.find_region(session, record.region)
    if region is None or record.lat is None or record.lon is None:
        return
    if not bounds_of(region).holds(record.lat, record.lon):
        yield outside_region("/lat", region)


def _place_faults(session: Session, record: EventRecord) -> Iterator[Fault]:
    if (record.lat is None) != (record.lon is None):
        yield Fault("/lat" if record.lat is None else "/lon", "half_a_point", _HALF_A_POINT)
    if record.spot_id is not None:
        spot = spots.find_spot(session, record.spot_id)
        if spot is None or spot.region_code != record.region:
            yield Fault("/spot_id", "unknown_spot", _UNKNOWN_SPOT, {"spot": record.spot_id})
