"""Opening days and closing notes in Japanese, turned into a rule where they are plain.

A note becomes part of a rule only phrase by phrase, from a short list of phrases with one meaning.
What is left over stays in the note and is never guessed: "closed over the New Year" without dates
closes nothing here, because museums mean different days by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from server.opendata.japanese_text import find_clock, plain

WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_KANJI: Final = "月火水木金土日"
_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_LAST_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EVERY_DAY: Final = re.compile(r"毎日|全日|年中|年中無休|無休|通年|全曜日|終日開放|月~日(?:曜日?)?")
_WORKING_DAYS: Final = re.compile(r"平日(?:のみ)?(?:\(祝日除く\))?")
_DAY_RANGE: Final = re.compile(rf"([{_KANJI}])曜?日?[~-]([{_KANJI}])(?:曜日?)?")
_DAY_LIST: Final = re.compile(rf"(?:[{_KANJI}](?:曜日?)?)+")

_DAY: Final = r"(\d{1,2})(?:月|/)(\d{1,2}|末)日?(?:\([月火水木金土日]\))?"
_DAY_SPAN: Final = re.compile(rf"{_DAY}(?:~|-|から)(?:翌年?)?(?:{_DAY}|(\d{{1,2}})日?)(?:まで)?")
_ONE_DAY: Final = re.compile(_DAY)
_SEASON: Final = re.compile(r"(?:営業|開設|開園|開館|利用)(?:期間|可能期間)[:\s]*([^\s。、]+)")
_SEASON_TIME: Final = re.compile(
    r"(\d{1,2})月(?:~|から)(\d{1,2})月(?:まで)?は(?:((?:午前|午後)?[\d:時分半]+)(?:~|から))?"
    r"((?:午前|午後)?[\d:時分半]+)(?:まで)?(?=[\s。]|$)"
)
_CLOSING_BY_SEASON: Final = re.compile(
    rf"(\d{{1,2}}:\d{{2}})(?:夏|冬)?(?:時間|期|季)?\(({_DAY}~{_DAY})\)"
)
_MOVED: Final = re.compile(
    rf"(?:(?:ただし|但し)、?)?(?:([{_KANJI}])曜日?が)?[^\s。、()]{{0,6}}祝(?:祭)?日"
    r"[^。●■※\n()]{0,14}?(?:場合|とき|時|当た)[^。●■※\n()]{0,16}?翌(?:日|平日)"
    r"(?:を|が|に|は)?(?:休館日?|休業日?|休園日?|休日|休み|休)?(?:とする)?"
)
_BLOCK: Final = re.compile(r"[。●■◆◇※]|(?=【)|(?=\[)")
_LABEL: Final = re.compile(
    r"[\[【]?(?:(?:定?休[館園業場]?日|定休|休[館園業場]|閉館日|休み)(?!の))[\]】]?[:/\s]*"
)
_SUFFIX: Final = re.compile(
    r"(?:は|が|を)?(?:終日)?(?:休[館園業場]日?|定休日?|閉館|休み?|利用不可)(?:とする|です)?$"
)
_ITEM_END: Final = re.compile(
    rf"[、,\n\s]|及び|および|・(?![{_KANJI}](?:・[{_KANJI}])*曜)(?![{_KANJI}]$)"
)
_WEEKLY: Final = re.compile(rf"(?:毎週?)?((?:[{_KANJI}](?:曜日?)?・?)+)")
_NEVER: Final = re.compile(r"(?:年中)?無休")
_WORDS_ONLY: Final = {"祝日": "PH", "祝日の翌日": "PH +1 day", "国民の祝日の翌日": "PH +1 day"}
_SPEAKS_OF_CLOSING: Final = re.compile(
    r"休(?!憩)|閉館|除[くき]|不可|祝(?:祭)?日[^、\n]{0,6}(?:場合|とき|時)"
)


@dataclass(frozen=True, slots=True)
class Days:
    """Weekdays on which something is open.

    Parameters
    ----------
    on_holidays
        None where public holidays are like any other day.
    season
        OSM selector of the only season in which it is open; empty when all year.
    """

    weekdays: frozenset[str]
    on_holidays: bool | None = None
    season: str = ""


@dataclass(frozen=True, slots=True)
class HoursNote:
    """What a note certainly says.

    Parameters
    ----------
    closing_weekdays
        Weekly closing days.
    closed_after_holiday
        A closing day that is a public holiday moves to the next day.
    off
        OSM selectors of dates on which it is closed.
    season
        OSM selector of the only season in which it is open; empty when all year.
    season_times
        (OSM month selector, opening time or None for the usual one, closing time).
    complete
        False when the note speaks of closing in words that are not understood.
    """

    closing_weekdays: frozenset[str] = frozenset()
    closed_after_holiday: bool = False
    off: tuple[str, ...] = ()
    season: str = ""
    season_times: tuple[tuple[str, str | None, str], ...] = ()
    complete: bool = True


def find_days(text: str) -> Days | None:
    """Return the days that a cell such as 月水木金土日, 平日, 毎日 or 7/20～8/31 names, or None."""
    cell = re.sub(r"[\s、,・]", "", plain(text))
    holidays = True if re.search(r"祝(?:祭)?日?$", cell) else None
    cell = re.sub(r"祝(?:祭)?日?$", "", cell)
    if _EVERY_DAY.fullmatch(cell):
        return Days(frozenset(WEEKDAYS))
    if _WORKING_DAYS.fullmatch(cell):
        return Days(frozenset(WEEKDAYS[:5]), on_holidays=False)
    named = _ranged(cell) or _listed(cell)
    season = _span(cell)
    if season:
        return Days(frozenset(WEEKDAYS), season=season)
    if not named:
        return None
    return Days(named, on_holidays=None if len(named) == len(WEEKDAYS) else holidays)


def find_closing_times(text: str) -> tuple[tuple[str, str], ...]:
    """Return (OSM season selector, clock time) pairs; the selector is empty for all year.

    Empty when the cell is anything but one time, or one per dated season.
    """
    clock = find_clock(text)
    if clock is not None:
        return (("", clock),)
    cell = re.sub(r"\s", "", plain(text))
    seasons = [
        (_span(match[2]), find_clock(match[1])) for match in _CLOSING_BY_SEASON.finditer(cell)
    ]
    if not seasons or _CLOSING_BY_SEASON.sub("", cell):
        return ()
    return tuple((season, clock) for season, clock in seasons if season and clock)


def read_note(text: str) -> HoursNote:
    """Return what a note on opening days certainly says."""
    note = plain(text)
    moved = list(_MOVED.finditer(note))
    rest = _MOVED.sub("", note).replace("()", "")
    weekdays = {_weekday(match[1]) for match in moved if match[1]}
    season, rest = _season_of(rest)
    closings = _Closings()
    for block in _BLOCK.split(rest):
        closings.read_block(block.strip())
    return HoursNote(
        closing_weekdays=frozenset(weekdays | closings.weekdays),
        closed_after_holiday=bool(moved),
        off=tuple(dict.fromkeys(closings.off)),
        season=season,
        season_times=_season_times(rest),
        complete=closings.complete,
    )


def expression(days: Days, opens: str, closings: Iterable[tuple[str, str]], note: HoursNote) -> str:
    """Compose the OSM opening-hours expression.

    Parameters
    ----------
    opens
        Clock time; equal to a closing time means round the clock.
    closings
        As `find_closing_times` returns them.
    """
    selector = weekday_selector(days.weekdays - note.closing_weekdays, days.on_holidays)
    if selector is None:
        return "off"
    all_year = days.season or note.season
    rules = [_rule(season or all_year, selector, opens, closes) for season, closes in closings]
    rules += [
        _rule(months, selector, begin or opens, closes)
        for months, begin, closes in note.season_times
    ]
    rules += ["PH off"] if days.on_holidays is False else []
    return "; ".join([*rules, *(f"{dates} off" for dates in note.off)])


def weekday_selector(weekdays: Iterable[str], on_holidays: bool | None = None) -> str | None:
    """Return the OSM selector of a set of weekdays: empty for all seven, None for none."""
    named = [day in set(weekdays) for day in WEEKDAYS]
    if all(named):
        return ""
    runs = re.finditer("1+", "".join("01"[open_] for open_ in named))
    parts = [_run(match.start(), match.end() - 1) for match in runs]
    if on_holidays:
        parts.append("PH")
    return ",".join(parts) or None


class _Closings:
    """Collects closing days while a note is read block by block."""

    def __init__(self) -> None:
        self.weekdays: set[str] = set()
        self.off: list[str] = []
        self.complete = True

    def read_block(self, block: str) -> None:
        labelled = _LABEL.match(block)
        if labelled:
            self._read_items(block[labelled.end() :])
            return
        for line in (line.strip(" ・") for line in block.split("\n")):
            closing, found = _SUFFIX.subn("", line)
            if _NEVER.fullmatch(line):
                continue
            if found:
                self._read_items(closing)
            elif _SPEAKS_OF_CLOSING.search(line):
                self.complete = False

    def _read_items(self, text: str) -> None:
        for item in _ITEM_END.split(text):
            bare = _SUFFIX.sub("", item.strip(" ・"))
            if bare and not _NEVER.fullmatch(item.strip(" ・")):
                self.complete &= self._read_item(bare)

    def _read_item(self, item: str) -> bool:
        dates = re.sub(r"^年末年始\((.+)\)$", r"\1", item)
        selector = _WORDS_ONLY.get(item) or _span(dates) or _one_day(dates)
        weekly = _WEEKLY.fullmatch(item)
        if selector:
            self.off.append(selector)
        elif weekly and ("曜" in item or len(item) == 1):
            self.weekdays |= _listed(weekly[1].replace("・", ""))
        return bool(selector or weekly)


def _rule(season: str, selector: str, opens: str, closes: str) -> str:
    if opens == closes and not (season or selector):
        return "24/7"
    end = "24:00" if opens == closes or closes == "00:00" else closes
    begin = "00:00" if opens == closes else opens
    return " ".join(part for part in (season, selector, f"{begin}-{end}") if part)


def _run(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"


def _weekday(kanji: str) -> str:
    return WEEKDAYS[_KANJI.index(kanji)]


def _ranged(cell: str) -> frozenset[str]:
    match = _DAY_RANGE.fullmatch(cell)
    if match is None:
        return frozenset()
    first, last = _KANJI.index(match[1]), _KANJI.index(match[2])
    return frozenset(WEEKDAYS[day % 7] for day in range(first, first + (last - first) % 7 + 1))


def _listed(cell: str) -> frozenset[str]:
    if not _DAY_LIST.fullmatch(cell):
        return frozenset()
    return frozenset(_weekday(kanji) for kanji in re.sub(r"曜日?", "", cell))


def _span(text: str) -> str:
    """Return the OSM selector of a range of dates; empty when the text is not one."""
    match = _DAY_SPAN.fullmatch(text)
    if match is None:
        return ""
    month, day, last_month, last_day, same_month_day = match.groups()
    first = _date(month, day)
    last = _date(last_month or month, last_day or same_month_day)
    return f"{first}-{last}" if first and last else ""


def _one_day(text: str) -> str:
    match = _ONE_DAY.fullmatch(text)
    return "" if match is None else _date(match[1], match[2])


def _date(month: str, day: str) -> str:
    if not 1 <= int(month) <= 12:
        return ""
    last = _LAST_DAYS[int(month) - 1]
    number = last if day == "末" else int(day)
    return f"{_MONTHS[int(month) - 1]} {number:02}" if 1 <= number <= last else ""


def _season_of(note: str) -> tuple[str, str]:
    if season := _span(note):
        return season, ""
    match = _SEASON.search(note)
    season = _span(match[1]) if match else ""
    return season, (note.replace(match[0], "") if match and season else note)


def _season_times(note: str) -> tuple[tuple[str, str | None, str], ...]:
    times = []
    for match in _SEASON_TIME.finditer(note):
        first, last = int(match[1]), int(match[2])
        opens, closes = find_clock(match[3] or ""), find_clock(match[4])
        if not (1 <= first <= 12 and 1 <= last <= 12) or closes is None:
            continue
        if match[3] is None or opens is not None:
            times.append((f"{_MONTHS[first - 1]}-{_MONTHS[last - 1]}", opens, closes))
    return tuple(times)
