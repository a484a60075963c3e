"""All that a spot says, as one plain document: what is edited, kept in histories and restored.

A document has JSON values only. Facts that nobody knows are null, or missing from `accessibility`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from server.spots.models import Spot, SpotCategory, SpotDatedHours, SpotText
from server.spots.records import SpotRecord

Content = dict[str, Any]

_PLAIN: Final = (
    "lat",
    "lon",
    "name_kana",
    "opening_hours",
    "closed_after_holiday",
    "hours_note",
    "seasons",
    "fee_minor",
    "fees",
    "fee_note",
    "visit_minutes",
    "renown",
    "address",
    "phone",
    "url",
    "attribution",
    "licence",
    "listed",
)
"""Fields that have the same name and value in the table."""


def content_of(spot: Spot) -> Content:
    """Return what the spot says now."""
    return {name: getattr(spot, name) for name in _PLAIN} | {
        "texts": {t.language: _text(t) for t in spot.texts if t.name or t.description},
        "categories": list(spot.categories),
        "accessibility": accessibility_of(spot),
        "dated": [_dated(d.date, d.intervals, d.reason) for d in spot.dated_hours],
    }


def accessibility_of(spot: Spot) -> dict[str, bool]:
    """Return what is known of a spot's accessibility."""
    if spot.wheelchair is None:
        return dict(spot.accessibility)
    return {**spot.accessibility, "wheelchair": spot.wheelchair}


def content_in(record: SpotRecord) -> Content:
    """Return what a record says, `texts` by the spot's keepers."""
    hours = record.hours
    plain = {name: getattr(record, name) for name in _PLAIN if hasattr(record, name)}
    wheelchair = {} if record.wheelchair is None else {"wheelchair": record.wheelchair}
    languages = sorted({*record.names, *record.descriptions})
    return plain | {
        "opening_hours": hours.opening_hours,
        "closed_after_holiday": hours.closed_after_holiday,
        "seasons": [list(season) for season in hours.seasons],
        "fees": [dict(fee) for fee in record.fees],
        "listed": dict(record.listed),
        "texts": {
            language: new_text(
                record.names.get(language, ""), record.descriptions.get(language, "")
            )
            for language in languages
            if record.names.get(language) or record.descriptions.get(language)
        },
        "categories": list(dict.fromkeys(record.categories)),
        "accessibility": {**record.accessibility, **wheelchair},
        "dated": [
            _dated(d.date, d.intervals, d.reason)
            for d in sorted(hours.dated, key=lambda dated: dated.date)
        ],
    }


def new_text(
    name: str, description: str, made_by: str = "keeper", *, outdated: bool = False
) -> dict[str, Any]:
    """Return a spot's words in one language as they stand in a document."""
    return {
        "name": name,
        "description": description,
        "made_by": made_by,
        "outdated": outdated,
    }


def _text(text: SpotText) -> dict[str, Any]:
    return new_text(text.name, text.description, text.made_by, outdated=text.outdated)


def _dated(date: dt.date, intervals: Iterable[Iterable[int]], reason: str) -> dict[str, Any]:
    return {
        "date": date.isoformat(),
        "intervals": [list(interval) for interval in intervals],
        "reason": reason,
    }


def apply_content(spot: Spot, content: Mapping[str, Any]) -> None:
    """Let the spot say what `content` says, and nothing else."""
    for name in _PLAIN:
        setattr(spot, name, content[name])
    spot.accessibility = dict(content["accessibility"])
    spot.wheelchair = content["accessibility"].get("wheelchair")
    _set_texts(spot, content["texts"])
    _set_categories(spot, content["categories"])
    _set_dated_hours(spot, content["dated"])


def _set_texts(spot: Spot, texts: Mapping[str, Mapping[str, Any]]) -> None:
    stored = {text.language: text for text in spot.texts}
    rows = []
    for language in sorted(texts):
        row = stored.get(language, SpotText(language=language))
        for name, value in texts[language].items():
            setattr(row, name, value)
        rows.append(row)
    spot.texts = rows


def _set_categories(spot: Spot, categories: Iterable[str]) -> None:
    stored = {link.category: link for link in spot.category_links}
    links = [stored.get(code, SpotCategory(category=code)) for code in categories]
    for position, link in enumerate(links):
        link.position = position
    spot.category_links = links


def _set_dated_hours(spot: Spot, dated: Iterable[Mapping[str, Any]]) -> None:
    stored = {row.date: row for row in spot.dated_hours}
    rows = []
    for exception in dated:
        date = dt.date.fromisoformat(exception["date"])
        row = stored.get(date, SpotDatedHours(date=date))
        row.intervals = [list(interval) for interval in exception["intervals"]]
        row.reason = exception["reason"]
        rows.append(row)
    spot.dated_hours = rows
