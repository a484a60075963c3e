"""Read a national list: bytes into records, faults, repairs and remarks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TypeVar

from server.opendata.answer import Bounds, ListFault, ReadList, shortened
from server.opendata.csv_table import read_csv
from server.opendata.event_layouts import EVENTS
from server.opendata.headings import find_headings
from server.opendata.list_kind import ListKind
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_places import ListedShelter, ListedToilet
from server.opendata.listed_spot import ListedSpot
from server.opendata.rows import RowReader
from server.opendata.shelter_layouts import SHELTERS
from server.opendata.spot_layouts import SPOTS
from server.opendata.tables import MOST_ROWS, FileFault, Table, check_file
from server.opendata.toilet_layouts import TOILETS
from server.opendata.xlsx_table import read_xlsx

Record = TypeVar("Record")


def read_table(data: bytes, filename: str, sheet: str = "", *, as_shown: bool = False) -> Table:
    """Return the rows of a CSV or xlsx file.

    The bytes decide what a file is; its name only says what it was meant to be when it is damaged.

    Parameters
    ----------
    sheet, as_shown
        Which sheet of a workbook, and what its formulas come as; see `read_xlsx`.

    Raises
    ------
    FileFault
        If it is neither.
    """
    check_file(data)
    if data.startswith(b"PK"):
        return read_xlsx(data, sheet, as_shown=as_shown)
    if PurePath(filename).suffix.lower() in {".xlsx", ".xlsm"}:
        raise FileFault("broken_xlsx", "not a workbook")
    return read_csv(data)


def read_spots(data: bytes, filename: str, bounds: Bounds | None = None) -> ReadList[ListedSpot]:
    """Read a list of tourism facilities in either layout.

    Parameters
    ----------
    data
        The whole file, CSV or xlsx.
    filename
        As the sender calls it.
    bounds
        The area that the list is about; coordinates are repaired only where it proves them.
    """
    return _read(data, filename, bounds, SPOTS, ListedSpot)


def read_events(data: bytes, filename: str, bounds: Bounds | None = None) -> ReadList[ListedEvent]:
    """Read a list of events in either layout; parameters as for `read_spots`."""
    return _read(data, filename, bounds, EVENTS, ListedEvent)


def read_toilets(
    data: bytes, filename: str, bounds: Bounds | None = None
) -> ReadList[ListedToilet]:
    """Read a list of public toilets; parameters as for `read_spots`."""
    return _read(data, filename, bounds, TOILETS, ListedToilet)


def read_shelters(
    data: bytes, filename: str, bounds: Bounds | None = None
) -> ReadList[ListedShelter]:
    """Read a list of evacuation sites; parameters as for `read_spots`."""
    return _read(data, filename, bounds, SHELTERS, ListedShelter)


def _read(
    data: bytes,
    filename: str,
    bounds: Bounds | None,
    kind: ListKind,
    make: Callable[..., Record],
) -> ReadList[Record]:
    try:
        return _read_rows(read_table(data, filename), bounds, kind, make)
    except FileFault as fault:
        return ReadList(faults=(file_fault(fault),))


def file_fault(fault: FileFault) -> ListFault:
    """Return why a file cannot be read, as it is told beside faults of rows."""
    return ListFault(fault.row, "", fault.code, shortened(fault.found))


def _read_rows(
    table: Table, bounds: Bounds | None, kind: ListKind, make: Callable[..., Record]
) -> ReadList[Record]:
    headings = find_headings(table.rows, kind)
    reader = RowReader(kind, headings, bounds)
    reader.remarks.extend(headings.remarks(kind))
    if len(table.sheets) > 1:
        reader.remarks.append(ListFault(0, "", "other_sheets", shortened(table.sheet)))
    records: list[Record] = []
    rows: list[int] = []
    rows_read = 0
    for row, cells in table.rows:
        if not any(cells) or not "".join(cells).strip():
            continue
        rows_read += 1
        if rows_read > MOST_ROWS:
            raise FileFault("too_many_rows", row=row)
        values = reader.read(row, cells)
        if values is not None:
            records.append(make(**values))
            rows.append(row)
    return ReadList(
        tuple(records),
        tuple(rows),
        tuple(reader.faults),
        tuple(reader.repairs),
        tuple(reader.remarks),
        rows_read,
        headings.layout,
        table.encoding,
        {name: headings.names[position] for name, position in headings.columns.items()},
    )
