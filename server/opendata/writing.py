"""Write a national list as CSV: what is written can be read back without a difference."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

from server.opendata.answer import Encoding, Layout, ListFault, ReadList
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_events, read_spots
from server.opendata.spot_layouts import SPOTS
from server.opendata.tidying import is_tidy, tidy
from server.opendata.unwritable import (
    UnwritableError,
    UnwritableText,
    find_unwritable_cell,
    unreadable,
)

_LEAVES_OUT: Final = frozenset({"bad_url", "bad_email"})
"""Remarks after which a reader keeps nothing of the cell."""


def write_spots(
    records: Sequence[ListedSpot], layout: Layout = "standard", encoding: Encoding = "utf-8"
) -> bytes:
    """Return a list of tourism facilities as CSV.

    UTF-8 begins with a byte-order mark, because Excel needs it; lines end in CRLF. Line breaks
    inside a text are kept, surplus space at its edges is not. `key` is not written: a record
    without an ID gets the same one when it is read again.

    Raises
    ------
    UnwritableError
        If a text would not be read back: characters that CP932 lacks, texts that a spreadsheet
        would take for a formula, values that a reader refuses. Nothing is ever replaced; a value
        in another writing than the layout's (`9:00`) is written in that of the layout (`09:00`).
    """
    return _write(records, SPOTS, layout, encoding)


def write_events(
    records: Sequence[ListedEvent], layout: Layout = "standard", encoding: Encoding = "utf-8"
) -> bytes:
    """Return a list of events as CSV, in the manner of `write_spots`.

    Raises
    ------
    UnwritableError
        As for `write_spots`.
    """
    return _write(records, EVENTS, layout, encoding)


def find_unwritable(
    records: Iterable[ListedSpot | ListedEvent],
    layout: Layout = "standard",
    encoding: Encoding = "utf-8",
) -> tuple[UnwritableText, ...]:
    """Return every text that the encoding or a spreadsheet keeps from being written as it is."""
    return tuple(_unwritable(records, layout, encoding))


def lost_fields(kind: type[ListedSpot | ListedEvent], layout: Layout) -> tuple[str, ...]:
    """Return the fields of a record that a layout has no column for."""
    columns = _layout(SPOTS if kind is ListedSpot else EVENTS, layout)
    return tuple(field.name for field in fields(kind) if field.name not in (*columns, "key"))


def _write(
    records: Sequence[ListedSpot] | Sequence[ListedEvent],
    kind: ListKind,
    layout: Layout,
    encoding: Encoding,
) -> bytes:
    unwritable = find_unwritable(records, layout, encoding)
    if unwritable:
        raise UnwritableError(unwritable)
    written = _csv(records, _layout(kind, layout), encoding)
    read = _read_back(written, kind)
    _refuse_unreadable(records, read)
    return _csv(read.records, _layout(kind, layout), encoding) if read.repairs else written


def _csv(
    records: Iterable[ListedSpot | ListedEvent], columns: Mapping[str, str], encoding: Encoding
) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns.values())
    for record in records:
        writer.writerow([_cell(getattr(record, name)) for name in columns])
    return sheet.getvalue().encode("utf-8-sig" if encoding == "utf-8" else "cp932")


def _read_back(written: bytes, kind: ListKind) -> ReadList[ListedSpot] | ReadList[ListedEvent]:
    return read_spots(written, "") if kind is SPOTS else read_events(written, "")


def _refuse_unreadable(
    records: Sequence[ListedSpot | ListedEvent],
    read: ReadList[ListedSpot] | ReadList[ListedEvent],
) -> None:
    """Raise where a reader of what was written would refuse a row or leave out a cell."""
    faults = (*read.faults, *(said for said in read.remarks if said.code in _LEAVES_OUT))
    if faults:
        raise UnwritableError([_as_unwritable(records, fault) for fault in faults])


def _as_unwritable(records: Sequence[ListedSpot | ListedEvent], fault: ListFault) -> UnwritableText:
    record = records[max(0, fault.row - 2)]  # below the heading, and rows count from 1
    return unreadable(record.key, record.name, fault)


def _layout(kind: ListKind, layout: Layout) -> Mapping[str, str]:
    return kind.legacy if layout == "legacy" else kind.standard


def _unwritable(
    records: Iterable[ListedSpot | ListedEvent], layout: Layout, encoding: Encoding
) -> Iterator[UnwritableText]:
    for record in records:
        columns = _layout(SPOTS if isinstance(record, ListedSpot) else EVENTS, layout)
        for name, heading in columns.items():
            found = find_unwritable_cell(_cell(getattr(record, name)), encoding)
            if found is not None:
                yield UnwritableText(record.key, record.name, heading, *found)


def _cell(value: str | float | None) -> str:
    """Return a value as its cell; a number in the shortest digits that give it again."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if is_tidy(value) else tidy(value)[0]
    return repr(value)
