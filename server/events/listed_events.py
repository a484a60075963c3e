"""Rows of the national list of events as events, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any, Final

from server.events.records import EventRecord
from server.opendata.listed_event import ListedEvent
from server.opendata.merging import Arrival, Group, Row, changed_cells, stirred
from server.opendata.rewriting import as_read

MOST_MINOR: Final = 100_000_000
_CLOCK_LENGTH: Final = 5

_SAME: Final = {
    "name_kana": "name_kana",
    "remark": "dates_note",
    "category": "category",
    "place_name": "place_name",
    "address": "address",
    "organiser": "organiser",
    "contact": "contact_name",
    "phone": "phone",
    "access": "access",
    "parking": "parking",
    "capacity": "capacity",
    "url": "url",
}
"""Fields of an event that are a cell of the list, word for word."""

_OWN: Final = {"key", "listed_id", "name", "lat", "lon", "starts_on"}
_LISTED: Final = tuple(f.name for f in fields(ListedEvent) if f.name not in _OWN)

GROUPS: Final = (
    Group(("name",), ("names/ja",)),
    Group(("name_en",), ("names/en",)),
    Group(("description", "summary"), ("descriptions/ja",)),
    Group(("starts_on", "ends_on"), ("first_date", "last_date")),
    Group(("starts_at", "ends_at"), ("begins_at", "closes_at")),
    Group(("lat", "lon"), ("lat", "lon")),
    Group(("fee", "fee_note"), ("fee_text", "fee_minor")),
    Group(("apply_from", "apply_until"), ("application_from", "application_until")),
    *(Group((cell,), (fact,)) for fact, cell in _SAME.items()),
)
"""What of an event a list states; all else of a row is kept in `listed`, cell by cell."""


def event_record(listed: ListedEvent, region: str) -> EventRecord:
    """Return the event that a row states."""
    begin, until = _day(listed.apply_from), _day(listed.apply_until)
    in_order = begin is None or until is None or begin <= until
    return EventRecord(
        region=region,
        listed_id=listed.key,
        names=_by_language(listed.name, listed.name_en),
        descriptions=_by_language(listed.description or listed.summary, ""),
        first_date=listed.first_day,
        last_date=listed.last_day,
        begins_at=_clock(listed.starts_at),
        closes_at=_clock(listed.ends_at),
        lat=listed.lat,
        lon=listed.lon,
        application_needed=True if listed.apply_how or begin or until else None,
        application_from=begin if in_order else None,
        application_until=until if in_order else None,
        fee_text=_fee_text(listed),
        fee_minor=_fee_minor(listed),
        listed={name: cell for name in _LISTED if (cell := getattr(listed, name))},
        **{fact: getattr(listed, cell) for fact, cell in _SAME.items()},
    )


def listed_event(event: EventRecord, listed_id: str) -> ListedEvent:
    """Return the row that states an event: its cells as they came while they still hold.

    Parameters
    ----------
    listed_id
        The ID in its organisation's list; every row gets one, so that it is found again.
    """
    kept = {name: cell for name, cell in event.listed.items() if name in _LISTED}
    row = ListedEvent(
        **kept
        | {"key": listed_id, "listed_id": listed_id, "name": _name(event.names)}
        | {"lat": event.lat, "lon": event.lon, "starts_on": event.first_date.isoformat()}
    )
    stated = event_record(row, event.region)
    for group in GROUPS:
        if any(_fact(stated, path) != _fact(event, path) for path in group.facts):
            row = replace(row, **_written(group, event))
    return row


def merged_event(event: EventRecord, before: Row | None, arrival: Arrival[ListedEvent]) -> Any:
    """Return what an event says once a row was imported over it, as `spots.list_merging` does."""
    shown = as_read(listed_event(event, str(event.listed_id)))
    changed = changed_cells(arrival, before, asdict(shown))
    if not changed:
        return event
    groups = stirred(GROUPS, changed)
    taken = changed.union(*(set(group.cells) & set(arrival.columns) for group in groups))
    row = replace(shown, **{name: getattr(arrival.listed, name) for name in taken})
    stated = event_record(replace(row, key=str(event.listed_id)), event.region)
    listed = {**event.listed, **{name: getattr(row, name) for name in taken & set(_LISTED)}}
    facts: dict[str, Any] = {"listed": {name: cell for name, cell in listed.items() if cell}}
    for path in (path for group in groups for path in group.facts):
        whole, _, language = path.partition("/")
        facts[whole] = (
            _with_text(facts.get(whole, getattr(event, whole)), language, _fact(stated, path))
            if language
            else getattr(stated, whole)
        )
    return replace(event, **facts)


def _with_text(texts: Mapping[str, str], language: str, text: str | None) -> dict[str, str]:
    return {tag: words for tag, words in {**texts, language: text}.items() if words}


def _fact(event: EventRecord, path: str) -> Any:
    whole, _, language = path.partition("/")
    value = getattr(event, whole)
    return value.get(language) if language else value


def _written(group: Group, event: EventRecord) -> dict[str, Any]:
    """Return the cells that state the facts of a group."""
    first = group.cells[0]
    if first == "name":
        return {"name": _name(event.names)}
    if first == "starts_on":
        return {
            "starts_on": event.first_date.isoformat(),
            "ends_on": event.last_date.isoformat(),
        }
    if first == "fee":
        price = {None: "", 0: "無料"}.get(event.fee_minor, str(event.fee_minor))
        return {"fee": price, "fee_note": event.fee_text}
    if first == "description":
        return {"description": event.descriptions.get("ja", "")}
    facts = (_fact(event, path) for path in group.facts)
    return {cell: _cell(value) for cell, value in zip(group.cells, facts, strict=True)}


def _cell(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, float) else value or ""


def _name(names: Mapping[str, str]) -> str:
    return names.get("ja") or next(iter(names.values()), "")


def _by_language(japanese: str, english: str) -> dict[str, str]:
    return {code: text for code, text in (("ja", japanese), ("en", english)) if text}


def _clock(cell: str) -> str | None:
    """Return a plain time of day; an event that ends at midnight ends at none that is stored."""
    return cell if len(cell) == _CLOCK_LENGTH and cell < "24" else None


def _day(cell: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        return None


def _fee_minor(listed: ListedEvent) -> int | None:
    fee = listed.fee_minor
    return fee if fee is not None and fee <= MOST_MINOR else None


def _fee_text(listed: ListedEvent) -> str:
    bare = _fee_minor(listed) is not None and (listed.fee.isdecimal() or listed.fee == "無料")
    return "\n".join(text for text in ("" if bare else listed.fee, listed.fee_note) if text)
