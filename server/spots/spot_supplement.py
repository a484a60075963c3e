"""What the national layout has no column for, from a small file beside the list.

Its columns are `id`, `categories` (codes separated by spaces), `renown` (0 to 1), `visit_minutes`,
`opening_hours` (OSM syntax; replaces what the list says), `closed_after_holiday` (1 or 0) and
`wheelchair` (1 or 0). Only `id` is required; an empty cell leaves the list's own statement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from server.opendata.answer import shortened
from server.opendata.reading import read_table
from server.opendata.tables import FileFault
from server.regions.categories import CATEGORIES
from server.spots.hours_text import HoursError, validate_hours
from server.spots.records import SpotRecord

_FLAGS: Final = {"1": True, "0": False}
_LONGEST_VISIT_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Supplement:
    """What is added about one spot; None and empty mean nothing is."""

    categories: tuple[str, ...] = ()
    renown: float | None = None
    visit_minutes: int | None = None
    opening_hours: str | None = None
    closed_after_holiday: bool | None = None
    wheelchair: bool | None = None


class SupplementFault(NamedTuple):
    """A faulty cell, or with an empty column a faulty file; rows as a spreadsheet numbers them."""

    row: int
    column: str
    code: str
    found: str


@dataclass(frozen=True, slots=True)
class ParsedSupplement:
    """Supplements by spot ID, and everything that is wrong with the file."""

    by_id: Mapping[str, Supplement]
    errors: tuple[SupplementFault, ...]


def parse_supplement(data: bytes) -> ParsedSupplement:
    """Read a supplement file; a faulty cell is left out and named."""
    faults: list[SupplementFault] = []
    by_id: dict[str, Supplement] = {}
    try:
        for number, cells in _rows(data):
            if cells["id"] in by_id:
                faults.append(SupplementFault(number, "id", "duplicate_id", cells["id"]))
            elif cells["id"]:
                by_id[cells["id"]] = _supplement(_SupplementRow(number, cells, faults))
    except FileFault as fault:
        faults.append(SupplementFault(fault.row, "", fault.code, fault.found))
    return ParsedSupplement(by_id, tuple(faults))


def merge(
    records: Iterable[SpotRecord], supplements: Mapping[str, Supplement]
) -> tuple[SpotRecord, ...]:
    """Return the records with what their supplements add; others pass unchanged."""
    return tuple(
        _merged(record, supplements[record.source_id])
        if record.source_id in supplements
        else record
        for record in records
    )


def _merged(record: SpotRecord, added: Supplement) -> SpotRecord:
    hours = record.hours
    if added.opening_hours is not None:
        hours = replace(hours, opening_hours=added.opening_hours)
    if added.closed_after_holiday is not None:
        hours = replace(hours, closed_after_holiday=added.closed_after_holiday)
    return replace(
        record,
        hours=hours,
        categories=added.categories or record.categories,
        renown=record.renown if added.renown is None else added.renown,
        visit_minutes=added.visit_minutes or record.visit_minutes,
        wheelchair=record.wheelchair if added.wheelchair is None else added.wheelchair,
    )


@dataclass(frozen=True, slots=True)
class _SupplementRow:
    number: int
    cells: Mapping[str, str]
    faults: list[SupplementFault]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, column: str, code: str) -> None:
        found = shortened(self.get(column))
        self.faults.append(SupplementFault(self.number, column, code, found))


def _rows(data: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    rows = read_table(data, "supplement.csv").rows
    row, head = next(rows, (1, []))
    if "id" not in head:
        raise FileFault("missing_column", "id", row)
    for number, cells in rows:
        stated = dict.fromkeys(head, "") | dict(zip(head, cells, strict=False))
        yield number, {column: cell.strip() for column, cell in stated.items()}


def _supplement(row: _SupplementRow) -> Supplement:
    visit_minutes = _number(row, "visit_minutes", 1, _LONGEST_VISIT_MINUTES)
    return Supplement(
        categories=_categories(row),
        renown=_number(row, "renown", 0, 1),
        visit_minutes=None if visit_minutes is None else round(visit_minutes),
        opening_hours=_opening_hours(row),
        closed_after_holiday=_flag(row, "closed_after_holiday"),
        wheelchair=_flag(row, "wheelchair"),
    )


def _categories(row: _SupplementRow) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(row.get("categories").split()))
    if all(code in CATEGORIES for code in codes):
        return codes
    row.fault("categories", "bad_category")
    return ()


def _number(row: _SupplementRow, column: str, least: float, most: float) -> float | None:
    if not row.get(column):
        return None
    try:
        number = float(row.get(column))
    except ValueError:
        number = math.nan
    if least <= number <= most:
        return number
    row.fault(column, "bad_number")
    return None


def _opening_hours(row: _SupplementRow) -> str | None:
    if not row.get("opening_hours"):
        return None
    try:
        return validate_hours(row.get("opening_hours"))
    except HoursError:
        row.fault("opening_hours", "bad_hours")
        return None


def _flag(row: _SupplementRow, column: str) -> bool | None:
    stated = row.get(column)
    if stated and stated not in _FLAGS:
        row.fault(column, "bad_flag")
    return _FLAGS.get(stated)
