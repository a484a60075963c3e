"""National lists of tourism facilities into spot records, naming every fault on the way."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import Final

from server.opendata.japanese_text import find_clock, find_yen, plain
from server.spots.category_guess import FALLBACK_CATEGORY, find_category
from server.spots.hours_text import validate_hours
from server.spots.japanese_hours import (
    WEEKDAYS,
    Days,
    HoursNote,
    expression,
    find_closing_times,
    find_days,
    read_note,
)
from server.spots.records import HoursRule, SpotRecord
from server.spots.spot_csv_faults import CsvFault, shortened
from server.spots.spot_csv_layout import LayoutError, Row, read_rows

_LAT_RANGE: Final = (20.0, 46.0)
_LON_RANGE: Final = (122.0, 154.0)
_LATEST_NIGHT: Final = "06:00"
_YES: Final = frozenset({"可", "可能", "有", "有り", "あり", "○", "〇", "◯", "1", "はい"})
_NO: Final = frozenset({"不可", "不可能", "無", "無し", "なし", "×", "0", "いいえ"})


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """Where a file comes from; what its records say of themselves.

    Parameters
    ----------
    source
        Short stable name of the dataset, unique within a region.
    attribution
        Whom to name.
    licence
        SPDX identifier or the name by which the licence is known.
    """

    source: str
    attribution: str
    licence: str


@dataclass(frozen=True, slots=True)
class ParsedSpots:
    """The records of a file and what there is to say about it, in the order of its rows.

    Parameters
    ----------
    errors
        Everything that is wrong.
    remarks
        What is in order but could be stated so that more could be planned with it.
    """

    records: tuple[SpotRecord, ...]
    errors: tuple[CsvFault, ...]
    remarks: tuple[CsvFault, ...] = ()


def parse(data: bytes, dataset: DatasetInfo) -> ParsedSpots:
    """Read a national list in its current or its previous layout.

    A row without a name or a place gives no record; any other fault leaves out one cell. A row
    without an ID gets one from its municipality code and name, so that it keeps it when the rest
    of the row changes; of rows alike in both, the later ones take address and place as well.
    """
    reader = _Reader(dataset)
    try:
        for row in read_rows(data):
            reader.read(row)
    except LayoutError as error:
        reader.faults.append(CsvFault(error.row, "", error.code, error.found, rejects=True))
    return ParsedSpots(
        tuple(reader.records),
        tuple(fault for fault in reader.faults if not fault.is_remark),
        tuple(fault for fault in reader.faults if fault.is_remark),
    )


@dataclass(slots=True)
class _Reader:
    dataset: DatasetInfo
    records: list[SpotRecord] = field(default_factory=list)
    faults: list[CsvFault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def read(self, row: Row) -> None:
        cells = _Cells(row, self.faults)
        name, point = _name(cells), _point(cells)
        if row.surplus or row.missing:
            self.faults.append(CsvFault(row.number, "", "wrong_cell_count", shortened(row.surplus)))
        source_id = self._source_id(cells)
        if name is None or point is None or source_id is None:
            return
        self.ids.add(source_id)
        self.records.append(_record(cells, name, point, source_id, self.dataset))

    def _source_id(self, cells: _Cells) -> str | None:
        stated = plain(cells["id"])
        if stated and stated in self.ids:
            cells.fault("id", "duplicate_id", rejects=True)
            return None
        derived = _digest(cells, "municipality", "name")
        if not stated and derived in self.ids:
            derived = _digest(cells, "municipality", "name", "address", "lat", "lon")
            if derived in self.ids:
                cells.fault("name", "duplicate_id", rejects=True)
                return None
        return stated or derived


class _Cells:
    """One row's cells by our words, and a place to put its faults."""

    def __init__(self, row: Row, faults: list[CsvFault]) -> None:
        self._row = row
        self._faults = faults

    def __getitem__(self, word: str) -> str:
        return self._row.cells.get(word, "")

    def fault(self, word: str, code: str, *, rejects: bool = False) -> None:
        found = shortened(self[word])
        self._faults.append(
            CsvFault(self._row.number, self._row.heading(word), code, found, rejects=rejects)
        )


def _record(
    cells: _Cells, name: str, point: tuple[float, float], source_id: str, dataset: DatasetInfo
) -> SpotRecord:
    category = find_category(name)
    if category is None:
        cells.fault("name", "category_guessed")
    return SpotRecord(
        source=dataset.source,
        source_id=source_id,
        names=_by_language(name, cells["name_en"]),
        lat=point[0],
        lon=point[1],
        categories=(category or FALLBACK_CATEGORY,),
        attribution=dataset.attribution,
        licence=dataset.licence,
        name_kana=plain(cells["name_kana"]) or None,
        descriptions=_by_language(cells["description"], cells["description_en"]),
        hours=_hours(cells),
        hours_note=_hours_note(cells),
        fee_minor=_fee(cells),
        fee_note=_fee_note(cells),
        wheelchair=_wheelchair(cells),
        address=plain(cells["address"]),
        phone=plain(cells["phone"]),
        url=_url(cells),
    )


def _name(cells: _Cells) -> str | None:
    name = " ".join(cells["name"].split())
    if not name:
        cells.fault("name", "missing_name", rejects=True)
    return name or None


def _by_language(japanese: str, english: str) -> dict[str, str]:
    return {code: text for code, text in (("ja", japanese), ("en", english)) if text}


def _point(cells: _Cells) -> tuple[float, float] | None:
    if not (cells["lat"] and cells["lon"]):
        cells.fault("lon" if cells["lat"] else "lat", "missing_coordinates", rejects=True)
        return None
    lat, lon = _degrees(cells, "lat"), _degrees(cells, "lon")
    if lat is None or lon is None:
        return None
    if _within(lat, _LAT_RANGE) and _within(lon, _LON_RANGE):
        return lat, lon
    swapped = _within(lon, _LAT_RANGE) and _within(lat, _LON_RANGE)
    word = "lon" if _within(lat, _LAT_RANGE) else "lat"
    cells.fault(word, "swapped_coordinates" if swapped else "outside_japan", rejects=True)
    return None


def _degrees(cells: _Cells, word: str) -> float | None:
    try:
        degrees = float(plain(cells[word]))
    except ValueError:
        degrees = math.nan
    if not math.isfinite(degrees):
        cells.fault(word, "bad_coordinate", rejects=True)
        return None
    return degrees


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _hours(cells: _Cells) -> HoursRule:
    note = read_note(cells["hours_note"])
    if not note.complete:
        cells.fault("hours_note", "note_not_applied")
    days = Days(frozenset(WEEKDAYS)) if not cells["days"] else find_days(cells["days"])
    if days is None:
        cells.fault("days", "bad_days")
    times = _times(cells)
    if days is None or times is None:
        return HoursRule()
    opens, closings = times
    moves = note.closed_after_holiday and bool(_closing_weekdays(days, note))
    return HoursRule(validate_hours(expression(days, opens, closings, note)), moves)


def _closing_weekdays(days: Days, note: HoursNote) -> frozenset[str]:
    return frozenset(WEEKDAYS) - (days.weekdays - note.closing_weekdays)


def _times(cells: _Cells) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """Return opening time and closing times; None, with its fault, when they are not both plain."""
    if not (cells["opens"] or cells["closes"]):
        return None
    if not (cells["opens"] and cells["closes"]):
        cells.fault("closes" if cells["opens"] else "opens", "one_time_only")
        return None
    opens, closings = find_clock(cells["opens"]), find_closing_times(cells["closes"])
    if opens is None or not closings:
        cells.fault("closes" if opens else "opens", "bad_time")
        return None
    if any(_LATEST_NIGHT < closes < opens for _, closes in closings):
        cells.fault("closes", "closes_before_opening")
        return None
    return opens, closings


def _hours_note(cells: _Cells) -> str:
    """Return the note, and the cells beside it where they did not become times."""
    unread = cells["closes"] if find_clock(cells["closes"]) is None else ""
    partial = "" if cells["opens"] and cells["closes"] else cells["opens"] or cells["closes"]
    days = cells["days"] if not cells["opens"] or find_days(cells["days"]) is None else ""
    return _joined(days, partial or unread, cells["hours_note"])


def _fee_note(cells: _Cells) -> str:
    """Return the source's words; a bare amount says nothing beyond `fee_minor`."""
    basic = "" if plain(cells["fee"]).isdecimal() else cells["fee"]
    return _joined(basic, cells["fee_note"])


def _fee(cells: _Cells) -> int | None:
    if not cells["fee"]:
        return find_yen(cells["fee_note"]) if cells["fee_note"] else None
    fee = find_yen(cells["fee"])
    if fee is None:
        cells.fault("fee", "bad_fee")
    return fee


def _wheelchair(cells: _Cells) -> bool | None:
    stated = plain(cells["wheelchair"])
    if stated in _YES or stated in _NO:
        return stated in _YES
    if stated:
        cells.fault("wheelchair", "bad_wheelchair")
    return None


def _url(cells: _Cells) -> str:
    url = cells["url"].strip()
    if url and (not url.lower().startswith(("http://", "https://")) or any(map(str.isspace, url))):
        cells.fault("url", "bad_url")
        return ""
    return url


def _joined(*texts: str) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _digest(cells: _Cells, *words: str) -> str:
    stated = "\x1f".join(plain(cells[word]) for word in words)
    return f"name-{hashlib.sha256(stated.encode()).hexdigest()[:16]}"
