"""The four cells in which a national list says when a place is open, as a rule where certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from server.opendata.japanese_text import find_clock
from server.opendata.listed_spot import ListedSpot
from server.spots.hours_text import HoursError, validate_hours
from server.spots.japanese_hours import (
    WEEKDAYS,
    Days,
    HoursNote,
    expression,
    find_closing_times,
    find_days,
    read_note,
)
from server.spots.records import HoursRule

_LATEST_NIGHT: Final = "06:00"

Times = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class ListedHours:
    """What the cells say.

    Parameters
    ----------
    rule
        Empty where they do not plainly give one.
    note
        What the rule does not say, in the list's words.
    remarks
        (Field, code) of what could be stated so that more could be planned with it.
    """

    rule: HoursRule
    note: str
    remarks: tuple[tuple[str, str], ...] = ()


class _Cells(NamedTuple):
    days: str
    opens: str
    closes: str
    hours_note: str


def hours_of(listed: ListedSpot) -> ListedHours:
    """Return the opening hours that a row states; what is not understood stays as text."""
    return _hours(_Cells(listed.days, listed.opens, listed.closes, listed.hours_note))


@lru_cache(maxsize=4096)  # a list's places share their hours, and each row is asked several times
def _hours(cells: _Cells) -> ListedHours:
    note = read_note(cells.hours_note)
    days = find_days(cells.days) if cells.days else Days(frozenset(WEEKDAYS))
    times = _times(cells)
    rule = HoursRule() if days is None or times is None else _rule(days, times, note)
    return ListedHours(rule, _note(cells), tuple(_remarks(days, note)))


def _remarks(days: Days | None, note: HoursNote) -> Iterator[tuple[str, str]]:
    if not note.complete:
        yield "hours_note", "note_not_applied"
    if days is None:
        yield "days", "unread_days"


def _rule(days: Days, times: Times, note: HoursNote) -> HoursRule:
    opens, closings = times
    closing_weekdays = frozenset(WEEKDAYS) - (days.weekdays - note.closing_weekdays)
    moves = note.closed_after_holiday and bool(closing_weekdays)
    try:
        return HoursRule(validate_hours(expression(days, opens, closings, note)), moves)
    except HoursError:  # a note of hundreds of dates, longer than any rule may be
        return HoursRule()


def _times(cells: _Cells) -> Times | None:
    """Return opening time and closing times, or None when they are not both plain."""
    if not (cells.opens and cells.closes):
        return None
    opens, closings = find_clock(cells.opens), find_closing_times(cells.closes)
    if opens is None or not closings:
        return None
    if any(_LATEST_NIGHT < closes < opens for _, closes in closings):
        return None
    return opens, closings


def _note(cells: _Cells) -> str:
    """Return the note, and the cells beside it where they did not become times."""
    days = cells.days if not cells.opens or find_days(cells.days) is None else ""
    return joined(days, _unread_times(cells), cells.hours_note)


def _unread_times(cells: _Cells) -> str:
    if not (cells.opens and cells.closes):
        return cells.opens or cells.closes
    if _times(cells) is None:
        return f"{cells.opens}～{cells.closes}"
    return cells.closes if find_clock(cells.closes) is None else ""


def joined(*texts: str) -> str:
    """Return the texts that are not empty, each once, on lines of their own."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
