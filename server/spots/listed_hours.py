"""The four cells in which a national list says when a place is open, as a rule where certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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


def hours_of(listed: ListedSpot) -> ListedHours:
    """Return the opening hours that a row states; what is not understood stays as text."""
    note = read_note(listed.hours_note)
    days = find_days(listed.days) if listed.days else Days(frozenset(WEEKDAYS))
    times = _times(listed)
    rule = HoursRule() if days is None or times is None else _rule(days, times, note)
    return ListedHours(rule, _note(listed), tuple(_remarks(days, note)))


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


def _times(listed: ListedSpot) -> Times | None:
    """Return opening time and closing times, or None when they are not both plain."""
    if not (listed.opens and listed.closes):
        return None
    opens, closings = find_clock(listed.opens), find_closing_times(listed.closes)
    if opens is None or not closings:
        return None
    if any(_LATEST_NIGHT < closes < opens for _, closes in closings):
        return None
    return opens, closings


def _note(listed: ListedSpot) -> str:
    """Return the note, and the cells beside it where they did not become times."""
    unread = listed.closes if find_clock(listed.closes) is None else ""
    partial = "" if listed.opens and listed.closes else listed.opens or listed.closes
    days = listed.days if not listed.opens or find_days(listed.days) is None else ""
    return joined(days, partial or unread, listed.hours_note)


def joined(*texts: str) -> str:
    """Return the texts that are not empty, each once, on lines of their own."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
