"""One row of a list into the values of a record, with everything there is to say about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from server.opendata.answer import Bounds, ListFault, ListRepair, shortened
from server.opendata.cleaning import CLEANERS, Cleaned
from server.opendata.coordinates import read_point
from server.opendata.headings import Headings
from server.opendata.japanese_text import plain
from server.opendata.list_kind import ListKind
from server.opendata.municipality_codes import clean_code
from server.opendata.tidying import (
    FORMULA_STARTS,
    LONGEST_CELL,
    is_formula,
    is_sheet_error,
    is_tidy,
    tidy,
)

_CODES: Final = ("municipality_code", "address_code")
_LATEST_NIGHT: Final = "06:00"

MOST_NOTED: Final = 50_000
"""Beyond as many faults (repairs, remarks), only the first of each further row is noted."""


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one file, remembering what must differ between them."""

    kind: ListKind
    headings: Headings
    bounds: Bounds | None
    faults: list[ListFault] = field(default_factory=list)
    repairs: list[ListRepair] = field(default_factory=list)
    remarks: list[ListFault] = field(default_factory=list)
    _rows_by_key: dict[str, int] = field(default_factory=dict)
    _columns: tuple[tuple[int, str, Callable[[str], Cleaned] | None], ...] = ()

    def __post_init__(self) -> None:
        """Look up once how each column is cleaned."""
        self._columns = tuple(
            (position, name, CLEANERS.get(self.kind.cells.get(name, "text")))
            for name, position in self.headings.columns.items()
        )

    def read(self, row: int, cells: list[str]) -> dict[str, object] | None:
        """Return the record's values by field; None when the row is refused."""
        faults_before = len(self.faults)
        self._check_width(row, cells)
        values = self._cleaned(row, cells)
        self._check_codes(row, values)
        point = self._point(row, values)
        self._check_name_and_days(row, values)
        self._check_times(row, values)
        key = self._key(row, values)
        if len(self.faults) > faults_before:
            return None
        return {**values, **point, "key": key}

    def _say(self, row: int, name: str, found: str, cleaned: Cleaned) -> None:
        heading = self._heading(name)
        if cleaned.repair and _has_room(self.repairs, row):
            made = shortened(cleaned.value)
            self.repairs.append(ListRepair(row, heading, cleaned.repair, shortened(found), made))
        if cleaned.remark and _has_room(self.remarks, row):
            self.remarks.append(ListFault(row, heading, cleaned.remark, shortened(found)))
        if cleaned.fault and _has_room(self.faults, row):
            self.faults.append(ListFault(row, heading, cleaned.fault, shortened(found)))

    def _heading(self, name: str) -> str:
        position = self.headings.columns.get(name)
        return self.kind.heading(name) if position is None else self.headings.names[position]

    def _check_width(self, row: int, cells: list[str]) -> None:
        width = len(self.headings.names)
        if len(cells) < width:
            self.remarks.append(ListFault(row, "", "short_row", str(len(cells))))
        surplus = "".join(cells[width:]).strip()
        if surplus:
            self.faults.append(ListFault(row, "", "surplus_cells", shortened(surplus)))

    def _cleaned(self, row: int, cells: list[str]) -> dict[str, str]:
        values: dict[str, str] = {}
        last = len(cells)
        for position, name, clean in self._columns:
            stated = cells[position] if position < last else ""
            if not stated:
                continue
            in_order = len(stated) <= LONGEST_CELL and is_tidy(stated)
            text = stated if in_order else self._tidied(row, name, stated)
            if text and text[0] in FORMULA_STARTS and is_formula(text):
                self._say(row, name, text, Cleaned(text, fault="formula"))
            elif is_sheet_error(text):
                self._say(row, name, text, Cleaned(text, fault="sheet_error"))
            elif text and clean is not None:
                cleaned = clean(text)
                text = cleaned.value
                if cleaned[1] or cleaned[2] or cleaned[3]:
                    self._say(row, name, stated, cleaned)
            if text:
                values[name] = text
        return values

    def _tidied(self, row: int, name: str, stated: str) -> str:
        if len(stated) > LONGEST_CELL:
            self._say(row, name, stated, Cleaned("", fault="cell_too_long"))
            return ""
        text, repair = tidy(stated)
        if repair:
            self._say(row, name, stated, Cleaned(text, repair))
        return text

    def _check_codes(self, row: int, values: dict[str, str]) -> None:
        place = values.get("prefecture") or values.get("municipality_name", "")
        for name in _CODES:
            stated = values.get(name)
            if stated:
                cleaned = clean_code(stated, place)
                values[name] = cleaned.value
                self._say(row, name, stated, cleaned)

    def _point(self, row: int, values: dict[str, str]) -> Mapping[str, float]:
        lat, lon = values.pop("lat", ""), values.pop("lon", "")
        if not (lat and lon):
            if lat or lon or self.kind.needs_point:
                self._say(
                    row,
                    "lon" if lat else "lat",
                    lat + lon,
                    Cleaned("", fault="missing_coordinates"),
                )
            return {}
        point = read_point(lat, lon, self.bounds)
        made = f"{point.lat:.7g}, {point.lon:.8g}"
        found = (lon if point.of_lon else lat) if point.fault else f"{lat}, {lon}"
        said = Cleaned(made, point.repair, point.remark, point.fault)
        self._say(row, "lon" if point.of_lon else "lat", found, said)
        return {"lat": point.lat, "lon": point.lon}

    def _check_name_and_days(self, row: int, values: Mapping[str, str]) -> None:
        if not values.get("name"):
            self._say(row, "name", "", Cleaned("", fault="missing_name"))
        if "starts_on" not in self.kind.required:
            return
        starts, ends = values.get("starts_on", ""), values.get("ends_on", "")
        if not starts:
            self._say(row, "starts_on", "", Cleaned("", fault="missing_date"))
        if len(starts) == len(ends) == 10 and ends < starts:
            self._say(row, "ends_on", ends, Cleaned("", fault="ends_before_start"))

    def _check_times(self, row: int, values: Mapping[str, str]) -> None:
        opens, closes = values.get("opens", ""), values.get("closes", "")
        if bool(opens) != bool(closes):
            name = "closes" if opens else "opens"
            self._say(row, name, opens + closes, Cleaned("", remark="one_time_only"))
        if len(opens) == len(closes) == 5 and _LATEST_NIGHT < closes < opens:
            self._say(row, "closes", closes, Cleaned("", remark="closes_before_opening"))

    def _key(self, row: int, values: Mapping[str, str]) -> str:
        """Return what identifies the row; a fault is noted where another row has it."""
        stated = values.get("listed_id", "")
        key, code = stated or _digest(values, *self.kind.derived_id), "duplicate_id"
        if not stated and key in self._rows_by_key:
            key, code = (
                _digest(values, *self.kind.derived_id, "address", "lat", "lon"),
                "duplicate_row",
            )
        other_row = self._rows_by_key.setdefault(key, row)
        if other_row != row and values.get("name"):
            name = "listed_id" if stated else "name"
            found = shortened(values.get(name, ""))
            self.faults.append(ListFault(row, self._heading(name), code, found, other_row))
        return key


def _has_room(said: Sequence[ListFault | ListRepair], row: int) -> bool:
    """Return whether to note one more thing about a row: a list may have a million bad cells."""
    return len(said) < MOST_NOTED or said[-1].row != row


def _digest(values: Mapping[str, str], *names: str) -> str:
    stated = "\x1f".join(plain(values.get(name, "")) for name in names)
    return f"name-{hashlib.sha256(stated.encode()).hexdigest()[:16]}"
