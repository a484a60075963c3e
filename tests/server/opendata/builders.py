"""Lists with only what matters in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

import openpyxl

from server.opendata.answer import Bounds, ReadList
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_spot import ListedSpot
from server.opendata.reading import read_events, read_spots
from server.opendata.spot_layouts import SPOTS

YAMAGUCHI = Bounds(33.7, 130.7, 34.8, 132.5)
GOOD = {"listed_id": "A1", "name": "月見寺", "lat": "34.06", "lon": "131.8"}
GOOD_EVENT = {"listed_id": "E1", "name": "花火大会", "starts_on": "2026-08-01"}


def make_csv(
    *rows: Mapping[str, str],
    kind: ListKind = SPOTS,
    layout: str = "standard",
    encoding: str = "utf-8",
    base: Mapping[str, str] | None = None,
) -> bytes:
    """A list in CSV; `rows` by field, on top of a row that is in order."""
    columns = kind.legacy if layout == "legacy" else kind.standard
    start = GOOD if base is None else base
    lines = [[{**start, **row}.get(field, "") for field in columns] for row in rows]
    return as_csv([list(columns.values()), *lines], encoding)


def as_csv(lines: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows(lines)
    return sheet.getvalue().encode(encoding)


def as_xlsx(
    lines: Sequence[Sequence[object]],
    prepare: Callable[[openpyxl.Workbook], object] = lambda book: None,
) -> bytes:
    """A workbook of one sheet, to which `prepare` does the rest."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(list(line))
    prepare(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(*rows: Mapping[str, str], bounds: Bounds | None = None) -> ReadList[ListedSpot]:
    return read_spots(make_csv(*rows), "list.csv", bounds)


def read_one_event(**cells: str) -> ReadList[ListedEvent]:
    return read_events(make_csv(cells, kind=EVENTS, base=GOOD_EVENT), "list.csv")


def codes(answer: ReadList[ListedSpot] | ReadList[ListedEvent]) -> list[str]:
    return [fault.code for fault in answer.faults]
