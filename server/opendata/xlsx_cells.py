"""What a workbook's cell would read in a CSV of the same list."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any, Final

_DAY_ONE: Final = dt.date(1899, 12, 31)
_ESCAPED: Final = re.compile(r"_x00([01][0-9A-Fa-f])_")
_ZEROS: Final = re.compile(r"0[0-]*0")
_QUOTING: Final = str.maketrans("", "", '\\"')


def cell_text(cell: Any) -> str:
    """Return a cell's text; a formula's is the formula, never the value that it once had."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _unescaped(value) if "_x00" in value else value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    if isinstance(value, int | float):
        return _whole(int(value), cell.number_format)
    return _of_time(value) or _of_formula(value)


def _unescaped(text: str) -> str:
    """Return the text with the control characters, such as `_x000D_`, that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _whole(value: int, number_format: str) -> str:
    """Return the number as its cell shows it where that adds zeros: `012025`, `001-0010`."""
    form = _zeros(number_format)
    digits = str(value).zfill(form.count("0"))
    if value < 0 or not form or len(digits) > form.count("0"):
        return str(value)
    left = iter(digits)
    return "".join(next(left) if mark == "0" else mark for mark in form)


@lru_cache(maxsize=256)
def _zeros(number_format: str) -> str:
    """Return the zeros and hyphens that a format consists of, or nothing; its last case counts."""
    form = number_format.rsplit(";", 1)[-1].translate(_QUOTING)
    return form if _ZEROS.fullmatch(form) else ""


def _of_time(value: object) -> str:
    if isinstance(value, dt.datetime):
        return _date_and_time(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value) if isinstance(value, dt.date) else ""


def _date_and_time(value: dt.datetime) -> str:
    if value.date() <= _DAY_ONE:
        return value.strftime("%H:%M")
    at_midnight = value.time() == dt.time()
    return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")


def _of_formula(value: object) -> str:
    """Return the text of an array's formula, or the name of another kind."""
    return str(getattr(value, "text", None) or f"={type(value).__name__}")
