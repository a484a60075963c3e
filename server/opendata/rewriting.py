"""What a reader would make of a record's texts, without writing and reading a whole list."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from server.opendata.cleaning import CLEANERS
from server.opendata.event_layouts import EVENTS
from server.opendata.list_kind import ListKind
from server.opendata.listed_event import ListedEvent
from server.opendata.listed_spot import ListedSpot
from server.opendata.municipality_codes import clean_code
from server.opendata.spot_layouts import SPOTS
from server.opendata.tidying import is_tidy, tidy

Record = TypeVar("Record", ListedSpot, ListedEvent)


def as_read(record: Record) -> Record:
    """Return the record with every text in the writing in which a reader would return it."""
    kind = SPOTS if isinstance(record, ListedSpot) else EVENTS
    read = {
        f.name: _cell(kind, f.name, stated)
        for f in fields(record)
        if f.name != "key" and isinstance(stated := getattr(record, f.name), str) and stated
    }
    place = read.get("prefecture") or read.get("municipality_name", "")
    for name in ("municipality_code", "address_code"):
        if read.get(name):
            read[name] = clean_code(read[name], place).value
    return replace(record, **read)  # type: ignore[arg-type] # texts only


def _cell(kind: ListKind, name: str, stated: str) -> str:
    text = stated if is_tidy(stated) else tidy(stated)[0]
    clean = CLEANERS.get(kind.cells.get(name, "text"))
    return clean(text).value if clean is not None and text else text
