"""Codes of prefectures and municipalities, six digits of which the last checks the others.

References
----------
JIS X 0401 and JIS X 0402; the check digit is that of the Ministry of Internal Affairs and
Communications' list of local government codes (全国地方公共団体コード).
"""

from __future__ import annotations

from typing import Final

from server.opendata.cleaning import Cleaned
from server.opendata.japanese_text import plain

_WEIGHTS: Final = (6, 5, 4, 3, 2)
_BELOW_TEN: Final = (
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
)
"""The prefectures whose codes begin with a zero, 01 to 09."""


def check_digit(five_digits: str) -> str:
    """Return the sixth digit of a code."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five_digits, strict=True))
    return str((11 - total % 11) % 10)


def is_code(text: str) -> bool:
    """Return whether the text is a six-digit code of a prefecture that exists."""
    return (
        len(text) == 6
        and text.isascii()
        and text.isdecimal()
        and 1 <= int(text[:2]) <= 47
        and text[5] == check_digit(text[:5])
    )


def clean_code(text: str, stated_prefecture: str) -> Cleaned:
    """Clean a municipality code.

    A spreadsheet that took the code for a number has dropped its leading zero. The check digit
    proves that, unless the row names another prefecture: then five digits are a code from which
    the check digit was left out.

    Parameters
    ----------
    stated_prefecture
        What the row says of its prefecture or address; may be empty.
    """
    if is_code(text):
        return Cleaned(text)
    narrow = plain(text).removesuffix(".0")
    if is_code(narrow):
        return Cleaned(narrow, "width")
    if len(narrow) != 5 or not (narrow.isascii() and narrow.isdecimal()):
        return Cleaned(text, fault="bad_municipality_code")
    padded = f"0{narrow}"
    if is_code(padded) and _agrees(padded, stated_prefecture):
        return Cleaned(padded, "leading_zero")
    if 1 <= int(narrow[:2]) <= 47:
        return Cleaned(narrow, "width" if narrow != text else "", "code_without_check_digit")
    return Cleaned(text, fault="bad_municipality_code")


def _agrees(code: str, stated_prefecture: str) -> bool:
    return not stated_prefecture or stated_prefecture.startswith(_BELOW_TEN[int(code[1]) - 1])
