"""Rows of the national list of tourism facilities as spots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final

from server.opendata.answer import Bounds, ListFault, ReadList, shortened
from server.opendata.japanese_text import plain
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_spots
from server.opendata.spot_layouts import SPOTS
from server.spots.category_guess import FALLBACK_CATEGORY, find_category
from server.spots.listed_hours import ListedHours, hours_of, joined
from server.spots.records import SpotRecord

MOST_MINOR: Final = 100_000_000
"""The largest price that is taken for one, as for what keepers enter."""

LISTED_FIELDS: Final = tuple(
    f.name for f in fields(ListedSpot) if f.name not in {"key", "name", "lat", "lon"}
)
"""Fields of a row that a spot keeps as they are; the others are facts of the spot itself."""


@dataclass(frozen=True, slots=True)
class ListSource:
    """Where a list comes from; what its records say of themselves.

    Parameters
    ----------
    source
        Short stable name of the list, unique within a region.
    attribution
        Whom to name.
    licence
        SPDX identifier or the name by which the licence is known.
    """

    source: str
    attribution: str
    licence: str


@dataclass(frozen=True, slots=True)
class SpotList:
    """A list as spots.

    Parameters
    ----------
    records
        One spot for each accepted row.
    read
        What the reader says of the file.
    remarks
        The reader's remarks and those about what cannot be planned with, by row.
    """

    records: tuple[SpotRecord, ...]
    read: ReadList[ListedSpot]
    remarks: tuple[ListFault, ...]


def read_spot_list(
    data: bytes, filename: str, source: ListSource, bounds: Bounds | None = None
) -> SpotList:
    """Read a list of tourism facilities into spots; parameters as for `read_spots`."""
    read = read_spots(data, filename, bounds)
    told = [*read.remarks, *remarks_on(read)]
    records = tuple(spot_record(listed, source) for listed in read.records)
    return SpotList(records, read, tuple(sorted(told, key=lambda remark: remark.row)))


def spot_record(listed: ListedSpot, source: ListSource) -> SpotRecord:
    """Return the spot that a row states; nothing is guessed but a category, from the name."""
    hours = hours_of(listed)
    accessibility = {flag: yes for flag, yes in listed.accessibility.items() if yes is not None}
    return SpotRecord(
        source=source.source,
        source_id=listed.key,
        names=_by_language(listed.name, listed.name_en),
        lat=listed.lat,
        lon=listed.lon,
        categories=(find_category(listed.name) or FALLBACK_CATEGORY,),
        attribution=source.attribution,
        licence=source.licence,
        name_kana=plain(listed.name_kana) or None,
        descriptions=_by_language(listed.description, listed.description_en),
        hours=hours.rule,
        hours_note=hours.note,
        fee_minor=_fee_minor(listed),
        fee_note=_fee_note(listed),
        fees=tuple(_fees(listed)),
        wheelchair=accessibility.get("wheelchair"),
        accessibility=accessibility,
        listed=stated_cells(listed),
        address=plain(listed.address),
        phone=listed.phone,
        url=listed.url,
    )


def stated_cells(listed: ListedSpot) -> dict[str, str]:
    """Return the cells of a row that are not empty and have no other home in a spot."""
    cells = {name: getattr(listed, name) for name in LISTED_FIELDS}
    return {name: cell for name, cell in cells.items() if cell}


def remarks_on(read: ReadList[ListedSpot]) -> Iterator[ListFault]:
    """Yield what cannot be planned with in the accepted rows of a list."""
    for row, listed in zip(read.rows, read.records, strict=True):
        for name, code in _remarks(listed, hours_of(listed)):
            heading = read.columns.get(name) or SPOTS.heading(name)
            yield ListFault(row, heading, code, shortened(getattr(listed, name)))


def _remarks(listed: ListedSpot, hours: ListedHours) -> Iterator[tuple[str, str]]:
    yield from hours.remarks
    if find_category(listed.name) is None:
        yield "name", "category_guessed"


def _by_language(japanese: str, english: str) -> dict[str, str]:
    return {code: text for code, text in (("ja", japanese), ("en", english)) if text}


def _fee_minor(listed: ListedSpot) -> int | None:
    fee = listed.fee_minor
    return fee if fee is not None and fee <= MOST_MINOR else None


def _fee_note(listed: ListedSpot) -> str:
    """Return the source's words; a bare amount says nothing beyond `fee_minor`."""
    bare = _fee_minor(listed) is not None and (listed.fee.isdecimal() or listed.fee == "無料")
    return joined("" if bare else listed.fee, listed.fee_note)


def _fees(listed: ListedSpot) -> Iterator[dict[str, Any]]:
    for who, amount in listed.fees:
        if amount <= MOST_MINOR:
            yield {"who": who[:60], "amount_minor": amount, "from_age": None, "to_age": None}
