"""Dates in the writings that municipalities use."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from server.opendata.japanese_text import plain

_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WEEKDAY: Final = re.compile(r"(?:\((?:[月火水木金土日](?:曜日?)?)?[・、]?(?:祝日?)?\))+$")
_MIDNIGHT: Final = re.compile(r"[T\s]?0?0:00(?::00(?:\.0+)?)?$")
_WESTERN: Final = re.compile(
    r"(?P<year>\d{4})(?:[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"|(?P<month_packed>\d{2})(?P<day_packed>\d{2}))",
    re.ASCII,
)
_ERA: Final = re.compile(
    r"(?P<era>令和|平成|昭和|[RHS])\.?(?P<year>元|\d{1,2})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
)
_ERA_ZERO: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_WITHOUT_YEAR: Final = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?", re.ASCII)
_VAGUE: Final = re.compile(
    r"旬|頃|ころ|ごろ|予定|未定|~|、|第\d|末|初め|^\d{4}[-/.年]?\d{1,2}月?$|月$"
)


def find_day(text: str) -> dt.date | None:
    """Return the one day that a cell names with its year, or None.

    Reads `2026-07-20`, `2026/7/20`, `2026年7月20日(月)`, `20260720`, `令和8年7月20日`, `R8.7.20`.
    """
    if _ISO.fullmatch(text):
        return _date(text[:4], text[5:7], text[8:])
    cell = _bare(text)
    western = _WESTERN.fullmatch(cell)
    if western is not None:
        month, day = western["month_packed"], western["day_packed"]
        return _date(western["year"], month or western["month"], day or western["day"])
    era = _ERA.fullmatch(cell)
    if era is None:
        return None
    year = 1 if era["year"] == "元" else int(era["year"])
    return _date(_ERA_ZERO[era["era"]] + year, era["month"], era["day"])


def why_no_day(text: str) -> str:
    """Return the code of what is wrong with a cell in which `find_day` finds nothing."""
    cell = _bare(text)
    if _VAGUE.search(cell):
        return "date_not_exact"
    return "date_without_year" if _WITHOUT_YEAR.fullmatch(cell) else "bad_date"


def _bare(text: str) -> str:
    cell = _MIDNIGHT.sub("", plain(text))
    return _WEEKDAY.sub("", re.sub(r"\s", "", cell))


def _date(year: str | int, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
