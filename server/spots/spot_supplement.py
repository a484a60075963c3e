"""What the national layout has no column for, from a small file beside the list.

Its columns are `id`, `categories` (codes separated by spaces), `renown` (0 to 1), `visit_minutes`,
`opening_hours` (OSM syntax; replaces what the list says), `closed_after_holiday` (1 or 0) and
`wheelchair` (1 or 0). Only `id` is required; an empty cell leaves the list's own statement.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from server.regions.categories import CATEGORIES
from server.spots.hours_text import HoursError, validate_hours
from server.spots.records import SpotRecord
from server.spots.spot_csv_faults import CsvFault, shortened
from server.spots.spot_csv_layout import LayoutError, decoded

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


@dataclass(frozen=True, slots=True)
class ParsedSupplement:
    """Supplements by spot ID, and everything that is wrong with the file."""

    by_id: Mapping[str, Supplement]
    errors: tuple[CsvFault, ...]


def parse_supplement(data: bytes) -> ParsedSupplement:
    """Read a supplement file; a faulty cell is left out and named."""
    faults: list[CsvFault] = []
    by_id: dict[str, Supplement] = {}
    try:
        for number, cells in _rows(data):
            if cells["id"] in by_id:
                faults.append(CsvFault(number, "id", "duplicate_id", cells["id"], rejects=True))
            elif cells["id"]:
                by_id[cells["id"]] = _supplement(_SupplementRow(number, cells, faults))
    except LayoutError as error:
        faults.append(CsvFault(error.row, "", error.code, error.found, rejects=True))
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
    faults: list[CsvFault]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, column: str, code: str) -> None:
        self.faults.append(CsvFault(self.number, column, code, shortened(self.get(column))))


def _rows(data: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(decoded(data), newline=""), restval="", strict=True)
    number = 1
    try:
        if "id" not in (reader.fieldnames or ()):
            raise LayoutError("missing_column", "id")
        for number, row in enumerate(reader, start=2):
            yield number, {column: str(cell).strip() for column, cell in row.items()}
    except csv.Error as error:
        raise LayoutError("broken_csv", str(error), number + 1) from error


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
