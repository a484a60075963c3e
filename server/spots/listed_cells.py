"""Spots as rows of the national list: a row's cells as they came while they still hold.

A cell stays while what it means is what the spot says. Where an edit made them differ, the cell is
written anew from the spot. Whether a cell means it is asked of the reader's own rules, so nothing
is written that would be read differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from server.opendata.japanese_text import plain
from server.opendata.listed_spot import ACCESSIBILITY_FIELDS, ListedSpot
from server.opendata.merging import Group
from server.opendata.spot_layouts import SPOTS
from server.spots.content import Content, content_in, new_text
from server.spots.japanese_hours import WEEKDAYS
from server.spots.listed_hours import joined
from server.spots.listed_spots import LISTED_FIELDS, ListSource, spot_record

_NO_SOURCE: Final = ListSource("", "", "")
_KANJI: Final = "月火水木金土日"
_SIMPLE_HOURS: Final = re.compile(
    r"(?:(?P<days>(?:Mo|Tu|We|Th|Fr|Sa|Su)[A-Za-z,\-]*) )?"
    r"(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)"
)
_MOVED: Final = "休業日が祝日の場合は翌日休業"
_PARTS_OF_ADDRESS: Final = {
    "prefecture": (),
    "city": ("address_code",),
    "town": ("town_id",),
    "street": (),
    "building": (),
}
"""Parts of an address, and the codes that go with them."""


GROUPS: Final = (
    Group(("name",), ("texts/ja/name",)),
    Group(("name_en",), ("texts/en/name",)),
    Group(("description",), ("texts/ja/description",)),
    Group(("description_en",), ("texts/en/description",)),
    Group(("name_kana",), ("name_kana",)),
    Group(("lat", "lon"), ("lat", "lon")),
    Group(
        ("days", "opens", "closes", "hours_note"),
        ("opening_hours", "closed_after_holiday", "hours_note"),
    ),
    Group(("fee", "fee_note"), ("fee_minor", "fees", "fee_note")),
    Group(("address",), ("address",)),
    Group(("phone",), ("phone",)),
    Group(("url",), ("url",)),
    *(Group((flag,), (f"accessibility/{flag}",)) for flag in ACCESSIBILITY_FIELDS),
)
"""What of a spot a list states; all else of a row is kept in `listed`, cell by cell.

Texts are named as `texts/ja/name`, answers as `accessibility/wheelchair`.
"""


def fact(content: Mapping[str, Any], path: str) -> Any:
    """Return one fact of a spot's content; of a part that is absent, None or no text."""
    whole, *parts = path.split("/")
    if whole == "texts":
        return content["texts"].get(parts[0], {}).get(parts[1], "")
    return content["accessibility"].get(parts[0]) if parts else content[whole]


def set_fact(content: Content, path: str, value: Any) -> None:
    """Let a content, whose texts and answers are its own, state one fact."""
    whole, *parts = path.split("/")
    if whole == "texts":
        _set_text(content["texts"], parts[0], parts[1], value)
    elif not parts:
        content[whole] = value
    elif value is None:
        content["accessibility"].pop(parts[0], None)
    else:
        content["accessibility"][parts[0]] = value


def _set_text(texts: dict[str, Any], language: str, part: str, value: str) -> None:
    text = {**texts.get(language, new_text("", "")), part: value}
    if text["name"] or text["description"]:
        texts[language] = {**text, "made_by": "keeper", "outdated": False}
    else:
        texts.pop(language, None)


def facts_in(listed: ListedSpot) -> Content:
    """Return the content of the spot that a row states."""
    return content_in(spot_record(listed, _NO_SOURCE))


def listed_spot(content: Content, listed_id: str) -> ListedSpot:
    """Return the row that states a spot.

    Parameters
    ----------
    listed_id
        The ID in its organisation's list; every row gets one, so that it is found again.
    """
    row = _as_it_came(content, listed_id)
    stated = facts_in(row)
    for group in GROUPS:
        if any(fact(stated, path) != fact(content, path) for path in group.facts):
            row = replace(row, **_written(group, content, row))
    return row


def _as_it_came(content: Content, listed_id: str) -> ListedSpot:
    kept = {name: cell for name, cell in content["listed"].items() if name in LISTED_FIELDS}
    return ListedSpot(
        **kept
        | {"key": listed_id, "listed_id": listed_id, "name": _name(content)}
        | {"lat": content["lat"], "lon": content["lon"]}
    )


def _name(content: Content) -> str:
    """Return the Japanese name, or that in the language that the spot has one in."""
    names = {tag: text["name"] for tag, text in content["texts"].items() if text["name"]}
    return str(names.get("ja") or next(iter(names.values()), ""))


def _written(group: Group, content: Content, row: ListedSpot) -> dict[str, Any]:
    """Return the cells that state the facts of a group."""
    first = group.cells[0]
    if first == "name":
        return {"name": _name(content)}
    if first == "days":
        return _hours_cells(content, row)
    if first == "fee":
        return _fee_cells(content, row)
    if first == "address":
        return _address_cells(content, row)
    if first in ACCESSIBILITY_FIELDS:
        return {first: _answer(first, fact(content, group.facts[0]))}
    return {
        cell: fact(content, path) or "" for cell, path in zip(group.cells, group.facts, strict=True)
    }


def _answer(flag: str, yes: bool | None) -> str:
    if yes is None:
        return ""
    words = ("可", "不可") if SPOTS.cells[flag] == "can" else ("有", "無")
    return words[0] if yes else words[1]


def _states(row: ListedSpot, content: Content, *facts: str) -> bool:
    stated = facts_in(row)
    return all(fact(stated, path) == fact(content, path) for path in facts)


def _hours_cells(content: Content, row: ListedSpot) -> dict[str, Any]:
    """Return days, times and note; the OSM expression in the note where they cannot say it."""
    *choices, last = _ways_to_say_hours(content, row)
    for cells in choices:
        if _states(replace(row, **cells), content, "opening_hours", "closed_after_holiday"):
            return cells
    return last


def _ways_to_say_hours(content: Content, row: ListedSpot) -> Iterator[dict[str, Any]]:
    note, expression = content["hours_note"], content["opening_hours"]
    nothing = {"days": "", "opens": "", "closes": "", "hours_note": note}
    if expression is None:
        yield nothing
        return
    yield {"days": row.days, "opens": row.opens, "closes": row.closes, "hours_note": note}
    simple = _SIMPLE_HOURS.match("00:00-24:00" if expression == "24/7" else expression)
    moved = _MOVED if content["closed_after_holiday"] else ""
    if simple is not None:
        cells = {
            "days": _days_cell(simple["days"]),
            "opens": simple["opens"],
            "closes": simple["closes"],
        }
        yield {**cells, "hours_note": note}
        yield {**cells, "hours_note": joined(note, moved)}
    yield nothing | {"hours_note": joined(note, expression, moved)}


def _days_cell(selector: str | None) -> str:
    """Return the weekdays of an OSM selector, such as `Mo,We-Su`, as a list writes them."""
    if not selector:
        return _KANJI
    named: list[int] = []
    for part in selector.split(","):
        first, _, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            return ""
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        named += [day % 7 for day in range(begin, begin + (end - begin) % 7 + 1)]
    return "".join(_KANJI[day] for day in sorted(set(named)))


def _fee_cells(content: Content, row: ListedSpot) -> dict[str, Any]:
    """Return the price, and what is to be said about it."""
    fee = content["fee_minor"]
    price = "" if fee is None else "無料" if fee == 0 else str(fee)
    by_age = "、".join(f"{f['who']}{f['amount_minor']}円" for f in content["fees"])
    choices: list[dict[str, Any]] = [
        {"fee": row.fee, "fee_note": content["fee_note"]},
        {"fee": price, "fee_note": content["fee_note"]},
        {"fee": price, "fee_note": joined(content["fee_note"], by_age)},
    ]
    for cells in choices[:2]:
        if _states(replace(row, **cells), content, "fee_minor", "fees"):
            return cells
    return choices[2]


def _address_cells(content: Content, row: ListedSpot) -> dict[str, str]:
    """Return the address; parts of the former one that do not stand in it are left out."""
    address = content["address"]
    cells = {"address": address}
    for part, codes in _PARTS_OF_ADDRESS.items():
        stated = getattr(row, part)
        if stated and plain(stated) not in plain(address):
            cells |= dict.fromkeys((part, *codes), "")
    return cells
