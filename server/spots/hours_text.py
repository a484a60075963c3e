"""Opening-hours expressions as text: made safe, split at midnight, weekdays shifted.

The syntax is OpenStreetMap's
(https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification). The evaluator behind
`hours.py` reads some things more generously than a tourist can afford, and each is settled here:

- a rule that is only a remark (`Tu-Su 10:00-17:00; "ring the bell"`) counts as open all day;
- a remark such as "by appointment" does not lower `open` to `unknown`;
- a weekday's own rule swallows what last night's rule still had to say after midnight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import opening_hours

# The package's type stubs leave this name out.
_ParserError: Final[type[Exception]] = vars(opening_hours)["ParserError"]

LONGEST_EXPRESSION: Final = 1000
"""Longer texts are refused unread; OpenStreetMap itself stops at 255 characters."""

_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WEEKDAY: Final = re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b")
_HOLIDAY: Final = re.compile(r"\bPH\b(?: ([+-]\d+) days?)?")
_PLUSLESS_OFFSET: Final = re.compile(r"\bPH (\d+ days)")
_REMARK: Final = re.compile(r'"[^"]*"')
_SPACE_AND_REMARK: Final = re.compile(r'\s*"[^"]*"')
_QUOTED_OR_RULE_END: Final = re.compile(r'"[^"]*"|;|\|\|')
_REMARK_RULE_AFTER_COMMA: Final = re.compile(r',\s*"[^"]*"\s*$')
_STATE_AT_END: Final = re.compile(r"\b(open|off|closed|unknown)\s*$")
_TIME: Final = re.compile(r"\d:\d|sunrise|sunset|dawn|dusk|24/7")
_ASK_FIRST: Final = re.compile(
    r"appoint|request|reserv|arrange|booking|agree|varau|sopim|予約|要相談|応相談|要連絡|団体",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s*[‐‑‒–—―−~〜]\s*")
_SPACED_DASH: Final = re.compile(r"(?<=[\w)])\s+-\s+(?=[\w(])")
# "Tu, Fr 10:00-18:00" is meant as one list; by the letter it leaves Tuesday open all day.
_SPACED_WEEKDAY_LIST: Final = re.compile(
    r"\b(Mo|Tu|We|Th|Fr|Sa|Su|PH)\s*,\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b)"
)
_SPAN: Final = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})(?:/\d{2}:\d{2})?\+?")
_RULE_SEPARATOR: Final = re.compile(r"(; |, | \|\| )")
_TIME_OR_STATE: Final = re.compile(
    r"\d{2}:\d{2}|\(|\b(?:sunrise|sunset|dawn|dusk|24/7|open|off|closed|unknown)\b"
)


class HoursError(ValueError):
    """An opening-hours text that says nothing certain or cannot be read; the message says why."""


def validate_hours(text: str) -> str:
    """Return the expression in the form in which it is stored.

    Full-width characters and typographic dashes become plain ones, rules that are only remarks
    are dropped, and what is open only by arrangement is marked `unknown`. Applying it twice
    changes nothing.

    Raises
    ------
    HoursError
        If the text is not an opening-hours expression, or leaves nothing but remarks.
    """
    if len(text) > LONGEST_EXPRESSION:
        raise HoursError(f"opening hours longer than {LONGEST_EXPRESSION} characters")
    return _canonical(_without_loose_remarks(unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=4096)
def evaluable(text: str) -> tuple[str, str | None]:
    """Return (the day's own part, the part after midnight) of an expression, remarks removed.

    Evaluated on one date, the first gives what is open until that midnight, the second what the
    same date's rules keep open on the next morning; it is None where no rule runs over midnight.
    Spans that end at a solar event are left as they are.

    Raises
    ------
    HoursError
        As in `validate_hours`.
    """
    plain = _canonical(_SPACE_AND_REMARK.sub("", validate_hours(text)))
    if not any(_ends_next_day(span) for span in _SPAN.finditer(plain)):
        return plain, None
    return _SPAN.sub(_until_midnight, plain), _after_midnight(plain)


def shift_weekdays(expression: str, days: int) -> str:
    """Return the expression with every weekday moved `days` later.

    Evaluated on a date, it answers what would hold if that date were `days` weekdays earlier,
    season and year being the same.
    """
    return _WEEKDAY.sub(lambda match: _WEEKDAYS[(_WEEKDAYS.index(match[1]) + days) % 7], expression)


def settle_holidays(expression: str, is_holiday: Callable[[int], bool]) -> str:
    """Return the expression in which `PH` matches exactly one date as the calendar says.

    Parameters
    ----------
    is_holiday
        Tells whether the date that lies that many days after the evaluated date is a holiday.
    """
    return _HOLIDAY.sub(
        lambda match: "Mo-Su" if is_holiday(-int(match[1] or 0)) else match[0], expression
    )


def _canonical(text: str) -> str:
    try:
        read = str(opening_hours.OpeningHours(text, auto_country=False, auto_timezone=False))
        # The package prints the day after a holiday in a form that it does not read.
        canonical = _PLUSLESS_OFFSET.sub(r"PH +\1", read)
        opening_hours.OpeningHours(canonical, auto_country=False, auto_timezone=False)
    except _ParserError as error:
        raise HoursError(f"not an opening-hours expression: {text!r}") from error
    return canonical


def _without_loose_remarks(text: str) -> str:
    kept = [
        (separator, safe)
        for separator, rule in _rules(text)
        if (safe := _safe_rule(_REMARK_RULE_AFTER_COMMA.sub("", rule).strip()))
    ]
    if not kept:
        raise HoursError("opening hours without any time or state")
    return kept[0][1] + "".join(f"{separator} {rule}" for separator, rule in kept[1:])


def _rules(text: str) -> list[tuple[str, str]]:
    """Split at `;` and `||` outside quotes; each rule comes with the separator before it."""
    rules, separator, begin = [], "", 0
    for match in _QUOTED_OR_RULE_END.finditer(text):
        if match[0].startswith('"'):
            continue
        rules.append((separator, text[begin : match.start()]))
        separator, begin = (";" if match[0] == ";" else " ||"), match.end()
    return [*rules, (separator, text[begin:])]


def _safe_rule(rule: str) -> str:
    """Return one rule with its remarks made harmless; empty when it held nothing else."""
    pieces = _REMARK.split(rule)
    if not "".join(pieces).strip(" ,"):
        return ""
    timeless = not _TIME.search("".join(pieces))
    safe = ""
    for piece, remark in zip(pieces, [*_REMARK.findall(rule), None], strict=True):
        safe += _plain_punctuation(piece)
        if remark is not None:
            safe = _marked(safe, remark, timeless=timeless)
    return safe.strip()


def _plain_punctuation(piece: str) -> str:
    piece = _SPACED_DASH.sub("-", _DASH.sub("-", piece))
    piece = _SPACED_WEEKDAY_LIST.sub(r"\1,", piece)
    return re.sub(r"\b[Pp][Hh]\b", "PH", piece)


def _marked(rule: str, remark: str, *, timeless: bool) -> str:
    """Append a remark; what is open only if one asks first becomes unknown."""
    state = _STATE_AT_END.search(rule)
    stays = (state is not None and state[1] != "open") or not (
        _ASK_FIRST.search(remark) or (timeless and state is None)
    )
    if stays:
        return f"{rule.rstrip()} {remark}"
    return f"{_STATE_AT_END.sub('', rule).rstrip()} unknown {remark}"


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    return int(span[1]) * 60 + int(span[2]), int(span[3]) * 60 + int(span[4])


def _ends_next_day(span: re.Match[str]) -> bool:
    begin, end = _minutes(span)
    return end <= begin or end > 24 * 60


def _until_midnight(span: re.Match[str]) -> str:
    return f"{span[1]}:{span[2]}-24:00" if _ends_next_day(span) else span[0]


def _after_midnight(expression: str) -> str | None:
    """Turn each rule into what it keeps open on the next morning.

    A rule that ends before midnight still has to override the ones before it, so it becomes
    `off`; one that only adds to them, or takes hours away, has no say.
    """
    first, *others = _RULE_SEPARATOR.split(expression)
    rules = [("; ", first), *zip(others[::2], others[1::2], strict=True)]
    mornings = [
        (separator, morning)
        for separator, rule in rules
        if (morning := _morning_rule(rule)) and (separator == "; " or not morning.endswith("off"))
    ]
    if not any(_SPAN.search(morning) for _, morning in mornings):
        return None
    return "".join(separator + morning for separator, morning in mornings).lstrip("; ,|")


def _morning_rule(rule: str) -> str:
    match = _TIME_OR_STATE.search(rule)
    selector = rule[: match.start()].strip() if match else rule
    state = _STATE_AT_END.search(rule)
    if state and state[1] in {"off", "closed"}:
        return f"{selector} off".strip() if match and match[0] == state[1] else ""
    ends = [_minutes(span)[1] % (24 * 60) for span in _SPAN.finditer(rule) if _ends_next_day(span)]
    spans = ",".join(f"00:00-{end // 60:02}:{end % 60:02}" for end in ends if end)
    if not spans or state:
        return f"{selector} off".strip()
    return f"{selector} {spans}".strip()
