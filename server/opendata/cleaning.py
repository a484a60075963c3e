"""Cells put into the layout's own writing, by what they hold; never by guessing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from server.opendata.days import find_day, why_no_day
from server.opendata.japanese_text import find_clock, find_yen, plain
from server.opendata.list_kind import CellKind
from server.opendata.meaning import find_flag, find_mark

_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_HALF_KANA: Final = re.compile(r"[\uff65-\uff9f]+")
_SPACES: Final = re.compile(r"[\n\t]\s*|\s{2,}")
_PRICE: Final = re.compile(r"¥?(\d{1,3}(?:,\d{3})+|\d+)円?", re.ASCII)
_COUNT: Final = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:人|名|台|基|個|箇所|か所)?", re.ASCII
)
_DECIMAL: Final = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_PHONE: Final = re.compile(r"\+?[\d()\- ]+", re.ASCII)
_POSTCODE: Final = re.compile(r"〒?\s*(\d{3}-?\d{4})", re.ASCII)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_URL: Final = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_WITHOUT_ZERO: Final = re.compile(r"[1-9]\d{8}|[25789]0\d{8}", re.ASCII)
_WHOLE_PHONE: Final = re.compile(r"0\d{9,10}", re.ASCII)


class Cleaned(NamedTuple):
    """A cell in the layout's own writing, and the code of what is to be said about it."""

    value: str
    repair: str = ""
    remark: str = ""
    fault: str = ""


def _changed(stated: str, value: str, repair: str) -> Cleaned:
    return Cleaned(value, repair if value != stated else "")


def _name(text: str) -> Cleaned:
    return _changed(text, _SPACES.sub(" ", text), "whitespace")


def _kana(text: str) -> Cleaned:
    wide = _HALF_KANA.sub(lambda match: plain(match[0]), text)
    return _changed(text, wide, "kana_width")


def _identifier(text: str) -> Cleaned:
    return _changed(text, text if text.isascii() else plain(text), "width")


def _digits(text: str) -> Cleaned:
    narrow = plain(text)
    return _changed(text, narrow if narrow.isascii() else text, "width")


def _time(text: str) -> Cleaned:
    if _CLOCK.fullmatch(text):
        return Cleaned(text)
    clock = find_clock(text)
    return (
        Cleaned(text, remark="unread_time") if clock is None else Cleaned(clock, "time_rewritten")
    )


def _fee(text: str) -> Cleaned:
    if text == "無料" or (text.isascii() and text.isdecimal()):
        return Cleaned(text)
    price = _PRICE.fullmatch(plain(text))
    if price is not None:
        return Cleaned(price[1].replace(",", ""), "fee_rewritten")
    return Cleaned(text, remark="unread_fee" if find_yen(text) is None else "")


def _count(text: str) -> Cleaned:
    if _DIGITS.fullmatch(text) or text in {"有", "無"}:
        return Cleaned(text)
    count = _COUNT.fullmatch(plain(text))
    if count is None:
        return Cleaned(text, remark="unread_number")
    return _changed(text, count[1].replace(",", ""), "number_rewritten")


def _decimal(text: str) -> Cleaned:
    narrow = plain(text)
    if _DECIMAL.fullmatch(narrow):
        return _changed(text, narrow, "width")
    return Cleaned(text, remark="unread_number")


def _answer(yes: str, no: str) -> Callable[[str], Cleaned]:
    def clean(text: str) -> Cleaned:
        if text in {"可", "不可", "有", "無"}:
            return Cleaned(text)
        stated = find_flag(text)
        if stated is None:
            return Cleaned(text, remark="unread_flag")
        return Cleaned(yes if stated else no, "flag_rewritten")

    return clean


def _mark(text: str) -> Cleaned:
    if text in {"0", "1"}:
        return Cleaned(text)
    stated = find_mark(text)
    if stated is None:
        return Cleaned(text, remark="unread_flag")
    return Cleaned("1" if stated else "0", "flag_rewritten")


def _date(text: str) -> Cleaned:
    day = find_day(text)
    if day is None:
        return Cleaned(text, remark="unread_date")
    return _changed(text, day.isoformat(), "date_rewritten")


def _day(text: str) -> Cleaned:
    day = find_day(text)
    if day is None:
        return Cleaned(text, fault=why_no_day(text))
    return _changed(text, day.isoformat(), "date_rewritten")


def _phone(text: str) -> Cleaned:
    """Clean a telephone number.

    A national number has 10 or 11 digits and begins with 0. One of nine digits without it, or of
    ten that begin like a mobile number, can only have lost it: local numbers are shorter.
    """
    narrow = plain(text).replace("‐", "-").replace("−", "-")
    if _PHONE.fullmatch(narrow) is None:
        return Cleaned(text, remark="bad_phone")
    digits = re.sub(r"\D", "", narrow)
    if _WITHOUT_ZERO.fullmatch(digits) and narrow[0].isdigit():
        return Cleaned(f"0{narrow}", "phone_leading_zero")
    whole = _WHOLE_PHONE.fullmatch(digits) or (narrow[0] == "+" and 8 <= len(digits) <= 15)
    return Cleaned(narrow, "width" if narrow != text else "", "" if whole else "bad_phone")


def _postcode(text: str) -> Cleaned:
    postcode = _POSTCODE.fullmatch(plain(text))
    if postcode is None:
        return Cleaned(text, remark="bad_postcode")
    return _changed(text, postcode[1], "number_rewritten")


def _email(text: str) -> Cleaned:
    narrow = plain(text)
    if _EMAIL.fullmatch(narrow):
        return _changed(text, narrow, "width")
    return Cleaned("", remark="bad_email")


def _url(text: str) -> Cleaned:
    return Cleaned(text) if _URL.fullmatch(text) else Cleaned("", remark="bad_url")


def _urls(text: str) -> Cleaned:
    """Clean a cell of one or several addresses, apart by line breaks, spaces or semicolons."""
    parts = [part for part in re.split(r"[\s;]+", text) if part]
    all_good = all(_URL.fullmatch(part) for part in parts)
    return Cleaned(text) if all_good else Cleaned("", remark="bad_url")


CLEANERS: Final[Mapping[CellKind, Callable[[str], Cleaned]]] = {
    "can": _answer("可", "不可"),
    "count": _count,
    "date": _date,
    "day": _day,
    "decimal": _decimal,
    "digits": _digits,
    "email": _email,
    "fee": _fee,
    "has": _answer("有", "無"),
    "id": _identifier,
    "kana": _kana,
    "mark": _mark,
    "name": _name,
    "phone": _phone,
    "postcode": _postcode,
    "time": _time,
    "url": _url,
    "urls": _urls,
}
"""How each kind of cell is cleaned; text is left as it is, codes and points need their row."""
